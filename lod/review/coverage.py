"""Coverage of a resolution: what was recognized, what was resolved, and what was left open, with its words.

Reads: a `PublishedResolution`, from a dump or from the triples that a source gives. Writes: a `Coverage`, small and
frozen. Law 2: what nothing settles is kept as text and counted; this is where it is counted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from lod.annotate.annotate import annotate
from lod.data.authorities import load_authorities
from lod.graph.described import GROUPS
from lod.graph.files import is_rdf
from lod.graph.resolution import resolution_triples
from lod.model.errors import UnresError, legible, unforeseen
from lod.model.iris import DEFAULT_BASE
from lod.model.resolution import Resolution
from lod.read.read import read
from lod.review.documents import PublishedResolution, Thing, documents, load_documents, reading_order
from lod.review.suspicious import Suspicion, suspicious

Counts = tuple[tuple[str, int], ...]

_PARTS = {
    "PreambularParagraph": "preambular",
    "OperativeParagraph": "operative",
    "SubParagraph": "sub-paragraphs",
    "Section": "sections",
    "Annex": "annexes",
    "Heading": "headings",
    "Table": "tables",
    "TextBlock": "unnumbered",
    "Footnote": "footnotes",
    "TableNote": "notes of tables",
}
_OPENING = 90  # characters of a paragraph that has no act


class Left(StrEnum):
    """What can be left open."""

    UNREAD = "unread text"
    CITATION = "open citation"
    MENTION = "open mention"
    REPORT = "report request"
    NO_ACT = "paragraph without act"
    GROUP = "group of its own words"
    FINDING = "finding"


class Open(Struct, frozen=True):
    """One thing left open: its kind, the paragraph or note ("" where none is known), the words, and what is missing."""

    kind: Left
    place: str
    words: str
    why: str = ""


class Coverage(Struct, frozen=True):
    """One resolution of one source: counts by name, and what was left open in the order of kinds and places."""

    source: str  # file name, or the dump that holds it
    symbol: str
    title: str
    paragraphs: Counts  # by kind, footnotes too
    acts: Counts  # by family
    recognized: Counts  # "citations", "mentions", "report requests"
    open: tuple[Open, ...]
    suspicions: tuple[Suspicion, ...] = ()  # statements to read again

    def count(self, kind: Left) -> int:
        """How many things of one kind were left open."""
        return sum(left.kind is kind for left in self.open)

    def of(self, kind: Left) -> tuple[Open, ...]:
        """The things of one kind that were left open."""
        return tuple(left for left in self.open if left.kind is kind)

    def total(self, name: str) -> int:
        """How many "citations", "mentions" or "report requests" were recognized."""
        return dict(self.recognized).get(name, 0)

    @property
    def operative(self) -> int:
        """How many operative paragraphs there are."""
        return dict(self.paragraphs).get("operative", 0)

    @property
    def number_of_acts(self) -> int:
        """All acts, of every family."""
        return sum(number for _, number in self.acts)


class Unreadable(Struct, frozen=True):
    """A source that gave nothing, and the line that says why."""

    name: str
    message: str


def coverage(document: PublishedResolution, source: str = "") -> Coverage:
    """What was recognized in a resolution, and what was left open."""
    acts = document.of_type("Act")
    families = Counter(document.families.get(act.one("verb")) or "none" for act in acts)
    kinds = Counter(name for thing in document.things.values() for kind, name in _PARTS.items() if kind in thing.types)
    return Coverage(
        source or ", ".join(sorted({t.one("fileName") for t in document.of_type("Source")})),
        document.symbol,
        document.things[""].one("title"),
        tuple((name, kinds[name]) for name in _PARTS.values() if kinds[name]),
        tuple(sorted(families.items(), key=lambda item: (-item[1], item[0]))),
        (
            ("citations", len(document.of_type("Citation"))),
            ("mentions", len(document.of_type("Mention"))),
            ("report requests", len(document.of_type("ReportRequest"))),
        ),
        tuple(_opens(document)),
        tuple(suspicious(document)),
    )


def cover(resolution: Resolution, source: str = "") -> Coverage:
    """What was recognized in a resolution that was read alone."""
    annotations = annotate(resolution)
    triples = resolution_triples(resolution, annotations, DEFAULT_BASE, (), annotations.findings)
    return replace(coverage(documents(triples)[0], source), symbol=resolution.masthead.symbol or "(no symbol)")


def cover_one(path: Path) -> tuple[Coverage, ...] | Unreadable:
    """The coverage of a file: a dump's resolutions, or the one that a text, PDF or XML gives."""
    try:
        if is_rdf(path):
            return tuple(coverage(document) for document in load_documents(path))
        return (cover(read(path), legible(str(path))),)
    except UnresError as fault:
        return Unreadable(legible(str(path)), str(fault))
    except Exception as fault:
        name = legible(str(path))
        return Unreadable(name, f"{name}: {unforeseen(fault)}")


def _opens(document: PublishedResolution) -> Iterator[Open]:
    for unread in document.of_type("UnreadText"):
        yield Open(Left.UNREAD, "", " ".join(unread.one("asPrinted").split()), f"at {unread.one('sourceOffset')}")
    for citation in _in_order(document, "Citation"):
        if not citation.one("hasCitedEntity"):
            yield Open(Left.CITATION, _where(citation, "citedIn"), citation.one("asPrinted"))
    for mention in _in_order(document, "Mention"):
        if not mention.one("mentions"):
            yield Open(Left.MENTION, _where(mention, "mentionedIn"), mention.one("asPrinted"), _role(mention))
    for request in _in_order(document, "ReportRequest"):
        if why := _lacking(request):
            yield Open(Left.REPORT, _where(request, "performedIn"), _cut(request.one("asPrinted")), why)
    yield from _without_act(document)
    for mention in _in_order(document, "Mention"):
        path = mention.one("mentions")
        if path.startswith(GROUPS) and load_authorities().get(path) is None:
            yield Open(Left.GROUP, _where(mention, "mentionedIn"), mention.one("asPrinted"), _role(mention))
    for finding in document.of_type("Finding"):
        severity = finding.one("severity").rpartition("#")[2]
        yield Open(Left.FINDING, _where(finding, "concerns"), finding.one("description"), severity)


def _without_act(document: PublishedResolution) -> Iterator[Open]:
    """Operative paragraphs in which, and in whose points, nothing is done. An annex does nothing."""
    acting = {_where(act, "performedIn") for act in document.of_type("Act")}
    above = {place[:at] for place in acting for at in range(len(place) + 1) if place[at : at + 1] in (".", "")}
    for part in _in_order(document, "OperativeParagraph"):
        if part.place not in above and not part.place.startswith("annex"):
            yield Open(Left.NO_ACT, part.place, _cut(part.one("text")))


def _lacking(request: Thing) -> str:
    """What a report request does not say: "no body, no session or date"; "" where it says all."""
    printed = request.one("reportToAsPrinted")
    body = "" if request.one("reportTo") else f"body not settled: {printed}" if printed else "no body"
    due = "" if request.one("dueSession") or request.one("dueDate") else "no session or date"
    return ", ".join(lack for lack in (body, due) if lack)


def _in_order(document: PublishedResolution, name: str) -> list[Thing]:
    """The things of a class as they stand in the text."""
    return sorted(document.of_type(name), key=lambda thing: reading_order(thing.place))


def _where(thing: Thing, term: str) -> str:
    return thing.one(term).partition("#")[2]


def _role(mention: Thing) -> str:
    return mention.one("role").rpartition("/")[2]


def _cut(words: str) -> str:
    return words if len(words) <= _OPENING else words[: words.rfind(" ", 0, _OPENING)] + " …"


def commonest(coverages: Iterable[Coverage], kind: Left) -> list[tuple[str, int, Coverage, Open]]:
    """The words left open most often: (words, times, where first), the most frequent first."""
    times: Counter[str] = Counter()
    first: dict[str, tuple[Coverage, Open]] = {}
    for covered in coverages:
        for left in covered.of(kind):
            times[left.words] += 1
            first.setdefault(left.words, (covered, left))
    ordered = sorted(times.items(), key=lambda item: (-item[1], item[0]))
    return [(words, number, *first[words]) for words, number in ordered]


def summed(coverages: Sequence[Coverage]) -> Coverage:
    """All together; what was left open stands in the order of the coverages."""
    paragraphs = dict(_added(covered.paragraphs for covered in coverages))
    return Coverage(
        f"{len(coverages)} sources",
        "",
        "",
        tuple((name, paragraphs[name]) for name in _PARTS.values() if name in paragraphs),
        tuple(sorted(_added(covered.acts for covered in coverages), key=lambda item: (-item[1], item[0]))),
        _added(covered.recognized for covered in coverages),
        tuple(left for covered in coverages for left in covered.open),
        tuple(one for covered in coverages for one in covered.suspicions),
    )


def _added(counts: Iterable[Counts]) -> Counts:
    total: Counter[str] = Counter()
    for part in counts:
        total.update(dict(part))
    return tuple(total.items())
