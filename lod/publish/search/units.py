"""What a search finds of one resolution: its title and its paragraphs and notes, each with its words and its duties."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from lod.data.authorities import load_authorities
from lod.graph.entities import find_actor
from lod.model.annotations import Act, Annotations, Mention
from lod.model.resolution import Resolution
from lod.publish.cards import goals_of, topics
from lod.publish.places import format_place, printed_numbers
from lod.publish.search.words import find_words

#: The duties by which paragraphs can be narrowed down, as the page calls them.
REPORT, AGENDA, CONTRIBUTION, REVIEW, END = ("report", "agenda", "contribution", "review", "end")


class SearchUnit(Struct, frozen=True):
    """A place of a text ("" for the title), its name for readers, its text, and the words by which it is found."""

    place: str
    label: str
    text: str
    words: tuple[str, ...]
    families: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()  # names of those addressed


class SearchText(Struct, frozen=True):
    """A resolution in one language, with what is the same for all its units."""

    symbol: str
    title: str
    path: str  # of its page
    language: str
    adopted: str  # ISO date, "" where it is not known
    session: str
    organ: str
    committee: str
    goals: tuple[int, ...]
    units: tuple[SearchUnit, ...]


def search_text(main: Resolution, reading: Resolution, path: str, annotations: Annotations) -> SearchText:
    """What is found of one reading of a resolution, whose page is at `path`."""
    head = main.masthead
    return SearchText(
        head.symbol,
        reading.masthead.title or head.name,
        path,
        reading.language,
        head.adopted.isoformat() if head.adopted else "",
        head.session or "",
        head.organ,
        _committee(main),
        tuple(goal.number for goal in goals_of(main.record, annotations)),
        (_title(main, reading), *_passages(reading, annotations)),
    )


def _committee(main: Resolution) -> str:
    """A committee by the tables' name, so that each has one in all languages."""
    printed = main.masthead.committee
    return load_authorities().name_of(find_actor(printed) or "") or printed or ""


def _title(main: Resolution, reading: Resolution) -> SearchUnit:
    """The title, found by the words of its subject headings too."""
    title = reading.masthead.title or main.masthead.name
    words = find_words(title).union(*(find_words(topic.label) for topic in topics(main.record)))
    return SearchUnit("", "", title, tuple(sorted(words)))


def _passages(reading: Resolution, annotations: Annotations) -> Iterator[SearchUnit]:
    acts: dict[str, list[Act]] = defaultdict(list)
    for act in annotations.acts:
        acts[act.performed_in].append(act)
    numbers = dict(printed_numbers(reading.walk()))
    mentions = {mention.place: mention for mention in annotations.mentions}
    for place, passage in reading.passages():
        if passage.text:
            done = acts.get(place, ())
            words = tuple(sorted(find_words(passage.text)))
            asked = tuple(_asked(done, mentions))
            label = format_place(place, numbers)
            yield SearchUnit(place, label, passage.text, words, _families(done), tuple(_duties(done)), asked)


def _families(acts: Iterable[Act]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(act.family for act in acts))


def _duties(acts: Sequence[Act]) -> Iterator[str]:
    """Each kind of duty that acts lay down, once, in the order of the page."""
    kinds = {clause.kind for act in acts for clause in act.clauses}
    told = {
        REPORT: any(act.report for act in acts),
        AGENDA: any(act.agenda for act in acts),
        CONTRIBUTION: any(act.beneficiaries for act in acts),
        REVIEW: REVIEW in kinds,
        END: END in kinds,
    }
    return (duty for duty, is_laid_down in told.items() if is_laid_down)


def _asked(acts: Iterable[Act], mentions: dict[str, Mention]) -> Iterator[str]:
    """The names of those whom acts address, each once, as the tables call them."""
    addressed = (mentions[place] for act in acts for place in act.addressing)
    return iter(dict.fromkeys(name for mention in addressed if (name := _name(mention))))


def _name(mention: Mention) -> str:
    return load_authorities().name_of(mention.entity or "")
