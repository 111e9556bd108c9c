"""The coverage page: what was recognized, resolved and left open, for those who write rules."""

from collections.abc import Sequence

from msgspec import Struct

from lod.publish.pages.environment import render
from lod.review.coverage import Coverage, Left, commonest, summed
from lod.review.suspicious import Doubt

_COMMON = 25  # rows of the words left open most often
_SHOWN = 12  # places a resolution and kind

#: Title of each kind, and what stands above its words.
ABOUT = {
    Left.CITATION: ("Open citations", "Recognized as references; nothing settles to which document they lead."),
    Left.MENTION: ("Open mentions", "Recognized as names or addressees; nothing settles whom they mean."),
    Left.REPORT: (
        "Report requests that lack something",
        "Reports asked for without a body that is known, or without a session or date.",
    ),
    Left.NO_ACT: (
        "Operative paragraphs without an act",
        "Operative paragraphs in which no verb of the organ was found.",
    ),
    Left.GROUP: ("Groups of their own words", "Addressees that no table names; each is a group of its own words."),
    Left.UNREAD: ("Text not understood", "Source text that was kept and not understood."),
    Left.FINDING: ("Findings", "What the readers ask a person to look at."),
}


class OpenWords(Struct, frozen=True):
    """Words that were left open, how often, and where first."""

    words: str
    times: int
    symbol: str
    place: str
    why: str


class Table(Struct, frozen=True):
    """One kind of what was left open: all of it counted, the most frequent words listed."""

    kind: Left
    title: str
    about: str
    total: int
    different: int
    rows: tuple[OpenWords, ...]


class OpenGroup(Struct, frozen=True):
    """What one resolution left open of one kind: how much, and its first places, each with its words."""

    title: str
    times: int
    places: tuple[tuple[str, str], ...]
    more: bool


class Doubted(Struct, frozen=True):
    """The statements to read again for one reason: how many, and the first of them as symbol, place and words."""

    reason: str
    times: int
    places: tuple[tuple[str, str, str], ...]
    more: bool


def coverage_page(coverages: Sequence[Coverage]) -> str:
    """The page: the total, the words left open most often, and a row for each resolution."""
    tables = [table for kind in ABOUT if (table := _table(coverages, kind)).total]
    return render(
        "coverage.html",
        "coverage",
        coverages=coverages,
        total=summed(coverages),
        tables=tables,
        Left=Left,
        groups=_groups,
        doubts=[doubted for doubt in Doubt if (doubted := _doubted(coverages, doubt)).times],
    )


def _doubted(coverages: Sequence[Coverage], doubt: Doubt) -> Doubted:
    """The statements that one reason makes suspicious."""
    found = [(c.symbol, one.place, one.words) for c in coverages for one in c.suspicions if one.doubt == doubt]
    return Doubted(doubt, len(found), tuple(found[:_SHOWN]), len(found) > _SHOWN)


def _table(coverages: Sequence[Coverage], kind: Left) -> Table:
    found = commonest(coverages, kind)
    rows = tuple(OpenWords(words, times, c.symbol, left.place, left.why) for words, times, c, left in found[:_COMMON])
    return Table(kind, *ABOUT[kind], sum(times for _, times, _, _ in found), len(found), rows)


def _groups(covered: Coverage) -> list[OpenGroup]:
    """What a resolution left open, by kind; a place is named once."""
    made = []
    for kind, (title, _) in ABOUT.items():
        words: dict[str, list[str]] = {}
        for left in covered.of(kind):
            words.setdefault(left.place, []).append(left.words)
        if words:
            places = tuple((place, "; ".join(said)) for place, said in words.items())
            made.append(OpenGroup(title.lower(), covered.count(kind), places[:_SHOWN], len(places) > _SHOWN))
    return made
