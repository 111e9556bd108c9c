"""All layers over one resolution: names, acts with whom they address, mentions, citations.

Reads: a `Resolution`. Writes: `Annotations`. After it, for every value `passage.text[start:end] == printed`, places are
unique and in text order, and every act's addressees are mentions of the same paragraph. Preambular and annexed
paragraphs carry names and citations, and no acts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lod.annotations import Act, Annotations, Mention, Role, Span
from lod.iris import below, slug
from lod.layers.acts import ActFound, find_paragraph_acts
from lod.layers.addressees import Addressee, find_addressees
from lod.layers.citations import find_citations
from lod.layers.duties import find_agenda, find_clauses, is_contribution_call
from lod.layers.funds import DESCRIBED, find_funds
from lod.layers.names import Name, Names, load_names
from lod.layers.official import find_disagreements, merge_official
from lod.layers.reports import ReportFound, find_report
from lod.layers.verbs import VerbFinder, load_finder
from lod.model import Finding, Part, PartKind, Resolution

_ACTING = (PartKind.OPERATIVE, PartKind.SUB, PartKind.TEXT)
_NAMED = (PartKind.PREAMBULAR, PartKind.OPERATIVE, PartKind.SUB, PartKind.TEXT)
_PRONOUNS = frozenset({"them", "it", "him", "her", "those", "these", "others"})  # whom they mean, nothing here settles
_CONSULTING = ("in consultation with ", "in close consultation with ", "after consultation with ", "after consulting ")


def annotate(resolution: Resolution) -> Annotations:
    """What the layers find in a resolution."""
    names, finder = load_names(), load_finder()
    paragraphs = [(part, acting, _known(part, names)) for part, acting in _paragraphs(resolution.parts, True)]
    reader = _Reader(names, finder, _named(paragraphs), f"actor/{resolution.masthead.organ or 'general-assembly'}")
    found = [_paragraph(part, acting, known, reader) for part, acting, known in paragraphs]
    acts = tuple(act for paragraph in found for act in paragraph.acts)
    mentions = tuple(mention for paragraph in found for mention in paragraph.mentions())
    return Annotations(merge_official(resolution, find_citations(resolution, acts)), mentions, acts)


def find_findings(resolution: Resolution, annotations: Annotations) -> Iterator[Finding]:
    """Where the words of a citation and the official link on them disagree."""
    if any(passage.links for _, passage in resolution.passages()):
        yield from find_disagreements(resolution, find_citations(resolution, annotations.acts))


def _paragraphs(parts: Iterable[Part], acting: bool) -> Iterator[tuple[Part, bool]]:
    """The parts that are read for names, each with whether the organ acts in it."""
    for part in parts:
        acts_here = acting and part.kind not in (PartKind.ANNEX, PartKind.PREAMBULAR)
        if part.kind in _NAMED:
            yield part, acts_here and part.kind in _ACTING
        yield from _paragraphs(part.parts, acts_here)


def _known(part: Part, names: Names) -> tuple[Name, ...]:
    """The names of the tables in a part, and the funds that none of them lists, in the order of the text."""
    text = part.passage.text
    found = names.find(text)
    funds = tuple(find_funds(text, found, names))
    return tuple(sorted((*found, *funds), key=lambda name: (name.start, -name.end))) if funds else found


def _named(paragraphs: Iterable[tuple[Part, bool, tuple[Name, ...]]]) -> tuple[tuple[str, str], ...]:
    """What the resolution names in full: (words, path), each once."""
    found = {
        (part.passage.text[name.start : name.end], name.path)
        for part, _, known in paragraphs
        for name in known
        if name.path and " " in part.passage.text[name.start : name.end]
    }
    return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class _Reader:
    """What a paragraph is read with: the tables, and the names that its resolution uses."""

    names: Names
    finder: VerbFinder
    named: tuple[tuple[str, str], ...]
    own: str  # the path of the adopting organ

    def resolve(self, words: str) -> str | None:
        """What words name: by the tables, or as the short form of the one name in the resolution that holds them."""
        if (path := self.names.resolve(words)) is not None or not words[:1].isupper() or len(words.split()) > 3:
            return path
        if words.lower() == self.own.rpartition("-")[2]:
            return self.own  # "the Assembly" in its own resolution; others are named in full
        paths = {path for full, path in self.named if len(full) > len(words) and f" {words} " in f" {full} "}
        return paths.pop() if len(paths) == 1 else None


@dataclass(slots=True)
class _Paragraph:
    """What is found in one paragraph, as it is found."""

    place: str
    text: str
    known: tuple[Name, ...] = ()
    acts: tuple[Act, ...] = ()
    found: dict[tuple[int, int], tuple[str | None, Role, str]] = field(default_factory=dict)

    def mention(self, start: int, end: int, entity: str | None, role: Role, rule: str) -> None:
        """Add a mention, unless the same words already have a weightier role."""
        known = self.found.get((start, end))
        if known is None or known[1] is Role.MENTIONED:
            self.found[start, end] = (entity, role, rule)

    def mentions(self) -> Iterator[Mention]:
        """The mentions in text order, the longer first where one holds another."""
        for (start, end), place in self.places().items():
            entity, role, rule = self.found[start, end]
            yield Mention(place, Span(self.place, start, end, self.text[start:end]), entity, role, rule)

    def places(self) -> dict[tuple[int, int], str]:
        """The place of each mention by its offsets, in text order; they are counted, so all must be known."""
        spans = sorted(self.found, key=lambda span: (span[0], -span[1]))
        return {span: below(self.place, f"mention{number}") for number, span in enumerate(spans, 1)}


def _paragraph(part: Part, acting: bool, known: tuple[Name, ...], reader: _Reader) -> _Paragraph:
    made = _Paragraph(part.place, part.passage.text, known)
    read: list[_ActRead] = []
    if acting:
        is_point = part.kind is not PartKind.OPERATIVE
        acts = find_paragraph_acts(made.text, reader.finder, is_point)
        addressed = find_addressees(made.text, acts, reader.names)
        read = [_read(made, act, whom, reader) for act, whom in zip(acts, addressed, strict=True)]
    for name in known:
        before = made.text[max(0, name.start - 32) : name.start].removesuffix("the ")
        role = Role.CONSULTED if before.endswith(_CONSULTING) else Role.MENTIONED
        rule = "fund.described" if (name.path or "").startswith(DESCRIBED) else "name.table"
        made.mention(name.start, name.end, name.path, role, rule)
    if read:
        places = made.places()
        made.acts = tuple(_act(made, order, act, places) for order, act in enumerate(read, 1))
    return made


@dataclass(frozen=True, slots=True)
class _ActRead:
    """What one act says, before the mentions of its paragraph are counted."""

    found: ActFound
    addressed: tuple[tuple[int, int], ...]
    report: ReportFound | None
    beneficiaries: tuple[str, ...]


def _read(paragraph: _Paragraph, found: ActFound, addressed: Sequence[Addressee], reader: _Reader) -> _ActRead:
    """Whom an act addresses, what it asks to be reported and for which funds; their words become mentions."""
    verb, text = found.verb, paragraph.text
    for addressee in addressed:
        words = text[addressee.start : addressee.end]
        entity = reader.resolve(words) or (None if words.lower() in _PRONOUNS else f"actor/group/{slug(words)}")
        paragraph.mention(addressee.start, addressee.end, entity, Role.ADDRESSEE, "addressee.phrase")
    report = _settled(find_report(text, verb.end, found.end, verb.verb.family, reader.names), text, reader)
    if report and report.body:
        paragraph.mention(report.body.start, report.body.end, report.body.path, Role.REPORT_TO, report.rule)
    spans = tuple((addressee.start, addressee.end) for addressee in addressed)
    return _ActRead(found, spans, report, _beneficiaries(paragraph, found))


def _act(paragraph: _Paragraph, order: int, read: _ActRead, places: Mapping[tuple[int, int], str]) -> Act:
    verb, end, text, place = read.found.verb, read.found.end, paragraph.text, paragraph.place
    agenda = find_agenda(text, verb.end, end, verb.verb.family)
    return Act(
        place=below(place, f"act{order}"),
        performed_in=place,
        order=order,
        verb=verb.verb.slug,
        verb_printed=verb.printed,
        verb_span=Span(place, verb.start, verb.end, text[verb.start : verb.end]),
        span=Span(place, verb.start, end, text[verb.start : end]),
        family=verb.verb.family,
        rule=f"act.{'opening' if order == 1 else 'coordinated'}",
        manner=verb.manner,
        addressing=tuple(places[span] for span in read.addressed),
        report=read.report.request if read.report else None,
        agenda=agenda[0] if agenda else None,
        beneficiaries=read.beneficiaries,
        clauses=find_clauses(text, place, verb.start, end),
    )


def _settled(report: ReportFound | None, text: str, reader: _Reader) -> ReportFound | None:
    """The report with its body settled by what the resolution names in full; nobody reports to a fund."""
    if report is None or report.body is None:
        return report
    path = report.body.path or reader.resolve(text[report.body.start : report.body.end])
    return report.settled(None if (path or "").startswith("fund/") else path)


def _beneficiaries(paragraph: _Paragraph, found: ActFound) -> tuple[str, ...]:
    """The funds to which an act asks for contributions; their names become mentions with that role."""
    start = found.verb.end
    if not is_contribution_call(paragraph.text, start, found.end, found.verb.verb.family):
        return ()
    paths = []
    for name in paragraph.known:
        if start <= name.start < found.end and name.path and name.path.startswith("fund/"):
            paragraph.mention(name.start, name.end, name.path, Role.BENEFICIARY, "duty.contribution")
            paths.append(name.path)
    return tuple(dict.fromkeys(paths))
