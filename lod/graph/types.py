"""Types of a thing with all superclasses, so that a query needs no reasoner.

The table follows rdfs:subClassOf in `ontology/unres.ttl`, direct and indirect, up to the first reused class.
"""

from pyoxigraph import NamedNode

from lod.model.resolution import PartKind
from lod.model.vocab import CITO, ELI, FOAF, PROV, UNR

_PART = (UNR.Part, UNR.Passage, ELI.LegalResourceSubdivision)
_INSTRUMENT = (UNR.Instrument, ELI.Work)
#: Kinds of instruments that are law or decide: what else is cited, a report or a letter, is no legal resource.
LEGAL_KINDS = frozenset(("resolution", "decision", "treaty", "charter", "regulations"))

#: Classes whose nodes carry more types than the class itself.
TYPES: dict[NamedNode, tuple[NamedNode, ...]] = {
    UNR.Instrument: _INSTRUMENT,
    UNR.Resolution: (UNR.Resolution, *_INSTRUMENT, ELI.LegalResource),
    UNR.Decision: (UNR.Decision, *_INSTRUMENT, ELI.LegalResource),
    UNR.CommitteeReport: (UNR.CommitteeReport, *_INSTRUMENT),
    UNR.Draft: (UNR.Draft, *_INSTRUMENT),
    UNR.PresidentialStatement: (UNR.PresidentialStatement, *_INSTRUMENT),
    UNR.Part: _PART,
    UNR.PreambularParagraph: (UNR.PreambularParagraph, *_PART),
    UNR.OperativeParagraph: (UNR.OperativeParagraph, *_PART),
    UNR.SubParagraph: (UNR.SubParagraph, *_PART),
    UNR.Section: (UNR.Section, *_PART),
    UNR.Annex: (UNR.Annex, *_PART),
    UNR.Heading: (UNR.Heading, *_PART),
    UNR.Table: (UNR.Table, *_PART),
    UNR.TextBlock: (UNR.TextBlock, *_PART),
    UNR.HeaderCell: (UNR.HeaderCell, UNR.TableCell),
    UNR.Footnote: (UNR.Footnote, UNR.Passage),
    UNR.TableNote: (UNR.TableNote, UNR.Passage),
    UNR.UnreadText: (UNR.UnreadText, PROV.Entity),
    UNR.Citation: (UNR.Citation, CITO.Citation),
    UNR.ReportRequest: (UNR.ReportRequest, UNR.Act),
    UNR.AgendaInclusion: (UNR.AgendaInclusion, UNR.Act),
    UNR.ContributionCall: (UNR.ContributionCall, UNR.Act),
    UNR.Mandate: (UNR.Mandate, UNR.Act),
    UNR.Actor: (UNR.Actor, FOAF.Agent),
    UNR.ActorGroup: (UNR.ActorGroup, UNR.Actor, FOAF.Agent, FOAF.Group),
    UNR.MemberState: (UNR.MemberState, UNR.Actor, FOAF.Agent),
    UNR.TrustFund: (UNR.TrustFund, UNR.Fund),
    UNR.AuthorityFact: (UNR.AuthorityFact, PROV.Entity),
    UNR.MastheadStatement: (UNR.MastheadStatement, PROV.Entity),
    UNR.Source: (UNR.Source, PROV.Entity),
    UNR.Rule: (UNR.Rule, PROV.Plan),
    UNR.Finding: (UNR.Finding, PROV.Entity),
    UNR.AnnotationGraph: (UNR.AnnotationGraph, PROV.Entity),
}

PART_CLASSES: dict[PartKind, NamedNode] = {
    PartKind.PREAMBULAR: UNR.PreambularParagraph,
    PartKind.OPERATIVE: UNR.OperativeParagraph,
    PartKind.SUB: UNR.SubParagraph,
    PartKind.SECTION: UNR.Section,
    PartKind.ANNEX: UNR.Annex,
    PartKind.HEADING: UNR.Heading,
    PartKind.TABLE: UNR.Table,
    PartKind.TEXT: UNR.TextBlock,
}


def types_of(term: NamedNode) -> tuple[NamedNode, ...]:
    """A class with the superclasses that are stated beside it."""
    return TYPES.get(term, (term,))
