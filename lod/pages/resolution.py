"""A resolution's page: the text as printed, its notes, and beside each paragraph what it does, asks and names."""

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from lod.annotations import Act, Annotations, Citation, Mention
from lod.authorities import load_authorities
from lod.graph.acts import receiver
from lod.graph.described import described_label
from lod.index import Index
from lod.iris import agenda_item, document, format_iri, meeting, meeting_record, session
from lod.languages import ENGLISH, frames
from lod.layers.names import load_names
from lod.model import Part, PartKind, Passage, Resolution
from lod.pages.environment import VOTES, Linker, json_script, render
from lod.pages.marked import Marked, mark_up


@dataclass(frozen=True, slots=True)
class Duty:
    """One act as the margin shows it."""

    verb: str
    verb_path: str
    family: str
    place: str
    addressees: tuple[tuple[str, str], ...]  # (words, path)
    report: str
    report_session: str  # path of the session where it is due
    agenda: str
    funds: tuple[tuple[str, str], ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One part as the page shows it."""

    kind: str
    place: str
    number: str
    depth: int
    html: Markup
    duties: tuple[Duty, ...]


def render_resolution(
    resolution: Resolution, annotations: Annotations, index: Index, others: Sequence[Resolution] = ()
) -> str:
    """The page of a resolution in its main reading."""
    return render_reading(resolution, resolution, annotations, index, others)


def language_path(main: Resolution, reading: Resolution) -> str:
    """The path of a reading's page: the resolution's own, or "A/RES/78/10.fr" for another language.

    The IRI of the resolution and of its paragraphs is one in all languages.
    """
    path = document(main.masthead.symbol).path
    return path if reading.language == main.language else f"{path}.{reading.language}"


def render_reading(
    main: Resolution,
    reading: Resolution,
    annotations: Annotations,
    index: Index,
    others: Sequence[Resolution] = (),
) -> str:
    """The page of a resolution in the language of one reading; `others` are all readings but the main one."""
    symbol = main.masthead.symbol
    path = language_path(main, reading)
    view = _View(annotations, Linker(path), index, main.masthead.organ)
    blocks = [block for part in reading.parts for block in view.blocks(part, 0)]
    notes = [(note, view.html(note.place, note.passage)) for note in reading.footnotes]
    head = main.masthead if reading is main else replace(main.masthead, title=reading.masthead.title)
    return render(
        "resolution.html",
        path,
        document(symbol).path,
        head=head,
        organ=load_authorities().name_of(f"actor/{head.organ}") or "United Nations",
        annex=(frames().get(reading.language) or frames()[ENGLISH]).heading,
        resolution=reading,
        related=_related(main),
        blocks=blocks,
        notes=notes,
        contents=[block for block in blocks if block.kind in ("section", "annex", "heading")],
        asks=[duty for block in blocks for duty in block.duties if duty.addressees or duty.report],
        cited_by=index.cited_by(symbol),
        predecessor=index.predecessor(symbol) if symbol in index.cards else None,
        index=index,
        json_ld=json_script(_json_ld(main, annotations)),
        counts=(len(annotations.acts), len(annotations.citations), len(annotations.mentions)),
        languages=_languages(main, reading, others),
        sources=(main, *others),
        votes=_votes(main),
        outcome=main.record.outcome,
        findings=reading.findings,
        data=("ttl", "jsonld", "nt"),
    )


_HAN = re.compile("[\u2e80-\u9fff]")  # Chinese parts no words
_LONGEST_WORD = 24
#: What the six languages call themselves.
LANGUAGES = {"ar": "العربية", "en": "English", "es": "Español", "fr": "Français", "ru": "Русский", "zh": "中文"}


def _languages(main: Resolution, shown: Resolution, others: Sequence[Resolution]) -> list[tuple[str, str, str, bool]]:
    """(code, own name, path, whether it is shown) of the languages in which there is a reading, by their codes."""
    readings = {reading.language: reading for reading in (*reversed(others), main)}
    if len(readings) < 2:
        return []
    return [
        (code, LANGUAGES.get(code, code), language_path(main, readings[code]), code == shown.language)
        for code in sorted(readings)
    ]


def _votes(resolution: Resolution) -> list[tuple[str, list[tuple[str, str]]]]:
    """The roll-call: each vote with the States that cast it, by name and path."""
    names = load_names()
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for ballot in resolution.record.ballots:
        path = names.resolve(ballot.state) or ""
        state = load_authorities().get(path)
        found[ballot.vote].append((state.name if state else ballot.state, path))
    return [(vote, sorted(found[vote])) for vote in VOTES if vote in found]


class _View:
    """What the parts of one page are shown with."""

    def __init__(self, annotations: Annotations, link: Linker, index: Index, organ: str) -> None:
        self.link, self.index, self.organ = link, index, organ
        self.acts: dict[str, list[Act]] = defaultdict(list)
        self.citations: dict[str, list[Citation]] = defaultdict(list)
        self.mentions: dict[str, list[Mention]] = defaultdict(list)
        for act in annotations.acts:
            self.acts[act.performed_in].append(act)
        for citation in annotations.citations:
            self.citations[citation.span.place].append(citation)
        for mention in annotations.mentions:
            self.mentions[mention.span.place].append(mention)
        self.by_place = {mention.place: mention for mention in annotations.mentions}

    def blocks(self, part: Part, depth: int) -> list[Block]:
        """The part and all below it, flat, in reading order."""
        duties = tuple(self._duty(act) for act in self.acts[part.place])
        html = self.html(part.place, part.passage, part.kind is PartKind.PREAMBULAR)
        own = Block(part.kind.value, part.place, part.number or "", depth, html, duties)
        deeper = depth + (part.kind is PartKind.SUB or part.kind in (PartKind.OPERATIVE, PartKind.PREAMBULAR))
        return [own, *(block for child in part.parts for block in self.blocks(child, deeper))]

    def html(self, place: str, passage: Passage, opener: bool = False) -> Markup:
        """A passage with its citations, names and verbs; `opener` sets its first word as the organs print it."""
        spans = [self._cited(citation) for citation in self.citations[place] if citation.target]
        spans += [
            Marked(m.span.start, m.span.end, "name", self.link(m.entity), m.role.value.replace("-", " "))
            for m in self.mentions[place]
            if m.entity
        ]
        spans += [Marked(act.verb_span.start, act.verb_span.end, "verb") for act in self.acts[place]]
        first = len(passage.text.partition(" ")[0])
        if opener and first <= _LONGEST_WORD and not _HAN.match(passage.text):
            spans.append(Marked(0, first, "verb"))
        return mark_up(passage.text, spans, passage.marks, place)

    def _cited(self, citation: Citation) -> Marked:
        assert citation.target is not None, "only resolved citations are linked"
        title = citation.target.title or citation.target.symbol or ""
        words = f"{title} ({citation.function.replace('-', ' ')})".strip()
        return Marked(citation.span.start, citation.span.end, "cited", self.link(citation.target.path), words)

    def _duty(self, act: Act) -> Duty:
        addressed = (self.by_place[place] for place in act.addressing)
        report = act.report
        due = ""
        if report and report.session and (body := receiver(report, self.organ)):
            due = session(report.session, body).path
        agenda = ""
        if act.agenda:
            agenda = " › ".join(filter(None, (act.agenda.item, act.agenda.sub_item))) or "item"
        return Duty(
            act.verb_printed,
            f"verb/{act.verb}",
            act.family,
            act.performed_in,
            tuple((m.span.printed, m.entity or "") for m in addressed),
            _report_words(act),
            due,
            f"{agenda}, session {act.agenda.session}" if act.agenda and act.agenda.session else agenda,
            tuple((_fund_name(path), path) for path in act.beneficiaries),
            tuple(clause.span.printed for clause in act.clauses),
        )


def _report_words(act: Act) -> str:
    if not act.report:
        return ""
    to = f" to the {act.report.to}" if act.report.to else ""
    at = f"session {act.report.session}" if act.report.session else None
    when = filter(None, (act.report.date_printed or at, act.report.frequency))
    return ", ".join([f"{act.report.deliverable or 'report'}{to}", *when])


def _fund_name(path: str) -> str:
    fund = load_authorities().get(path)
    return fund.name if fund else described_label(path)


def _related(resolution: Resolution) -> dict[str, str]:
    """Paths of the session, items, meeting and document on which the resolution was adopted."""
    head = resolution.masthead
    found = {}
    if head.session:
        found["session"] = session(head.session, head.organ).path
        found |= {f"item {item}": agenda_item(head.session, item, head.organ).path for item in head.agenda_items}
    if head.meeting and (record := meeting_record(head.meeting, head.session, head.organ)):
        found["meeting"] = meeting(record).path
    if related := head.report.symbol if head.report else head.draft:
        found["report"] = document(related).path
    return found


def _json_ld(resolution: Resolution, annotations: Annotations) -> str:
    """What search engines read: schema.org Legislation."""
    head = resolution.masthead
    cited = dict.fromkeys(c.target.path for c in annotations.citations if c.target)
    value = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": format_iri(document(head.symbol)),
        "legislationIdentifier": head.symbol,
        "name": head.name,
        "inLanguage": resolution.language,
        "legislationDate": head.adopted.isoformat() if head.adopted else None,
        "datePublished": head.issued.isoformat() if head.issued else None,
        "legislationPassedBy": {"@type": "Organization", "name": load_authorities().name_of(f"actor/{head.organ}")},
        "citation": [format_iri(document(path)) for path in cited],
        "sameAs": f"https://docs.un.org/{head.symbol}",
    }
    return json.dumps({key: given for key, given in value.items() if given}, ensure_ascii=False, indent=1)
