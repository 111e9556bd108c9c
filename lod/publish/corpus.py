"""All resolutions of a build, and what follows from them together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from lod.publish.index import Index
from lod.publish.mandates.joined import join_sheets
from lod.publish.mandates.sheet import MandateSheet
from lod.publish.mandates.standing import count_mandates
from lod.publish.pages.one_series import Series, SeriesPair, join_series
from lod.publish.tasks import Compared, Published
from lod.review.paragraphs import Comparison, Kin, find_kin

#: A resolution, the one before it in its series, and what became of its paragraphs.
SymbolPair = tuple[str, str, Comparison]


class Corpus(Struct, frozen=True):
    """What is published, and what stays of an earlier build since its input was lost: its files, and its data in dumps.

    Beside them what all say together, each with the one before it in its series, the answers to what each asks (files
    of N-Triples, by symbol), and what the data say of every other thing, by its path.
    """

    published: tuple[Published, ...]
    kept: tuple[str, ...]
    index: Index
    compared: tuple[Compared, ...]
    series: tuple[Series, ...]
    answered: Mapping[str, Path]
    things: Mapping[str, bytes]

    @property
    def symbols(self) -> frozenset[str]:
        """All resolutions of the data."""
        return frozenset((*self.index.cards, *self.kept))

    def pairs(self) -> list[SymbolPair]:
        """The pairs of all series."""
        return pairs_of(self.compared)

    def kin(self) -> Mapping[str, list[Kin]]:
        """The kin of each resolution's paragraphs, by its symbol."""
        found: dict[str, list[Kin]] = defaultdict(list)
        for pair in self.pairs():
            for owner, kin in find_kin(*pair):
                found[owner].append(kin)
        return found


def pairs_of(compared: Iterable[Compared]) -> list[SymbolPair]:
    """What was compared, without where its data are."""
    return [(said.symbol, said.earlier, said.found) for said in compared]


def all_series(compared: Iterable[Compared], index: Index) -> tuple[Series, ...]:
    """All series of the build."""
    pairs = (SeriesPair(s.symbol, s.earlier, s.found, s.words, s.earlier_words) for s in compared)
    return tuple(join_series(pairs, index))


def with_sheets(index: Index, sheets: Mapping[str, MandateSheet], compared: Sequence[Compared]) -> Index:
    """The index with the sheets of mandates, each held against the text before of its series."""
    joined = join_sheets({symbol: sheets[symbol] for symbol in index.cards}, pairs_of(compared))
    index = replace(index, sheets=joined)
    return replace(index, inventories=count_mandates(index))
