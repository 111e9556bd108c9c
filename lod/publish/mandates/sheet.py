"""The mandate sheet of a resolution: what its words give of each element, and each act that asks an office.

The elements are those of A/RES/80/251, paragraph 5. An element without words is "none found": other texts may give it.
"""

from collections.abc import Iterator, Mapping
from itertools import zip_longest

from msgspec import Struct

from lod.annotate.acts.elements import who_is_to_act
from lod.data.authorities import load_authorities
from lod.data.mandates import is_budget_document
from lod.data.phrases import Phrase
from lod.graph.acts import due, due_session
from lod.model.annotations import Act, Annotations, Mention
from lod.model.iris import ASSEMBLY
from lod.model.resolution import Resolution
from lod.publish.act_summary import first_words, gist, own_words

#: The elements in the order of the paragraph: name, and the kinds of the scheme that give it.
ELEMENTS: Mapping[str, tuple[str, ...]] = {
    "scope": ("scope",),
    "objectives": ("objective",),
    "road map and timeline": ("road-map", "timeline"),
    "review clause": ("review", "review-cycle"),
    "retirement clause": ("retirement",),
    "funding": ("existing-resources", "voluntary-contributions", "assessed-contributions", "amount"),
}
NONE_FOUND = "none found"
_CONTENT = Phrase("summaries.content")
_LONG = 240  # characters of an activity that a sheet shows


class SheetElement(Struct, frozen=True):
    """Words of an element, and where they stand."""

    kind: str
    place: str  # of the passage
    words: str
    act: str


class SheetChange(Struct, frozen=True):
    """What became of one field of a mandate since the text before."""

    field: str
    before: str
    now: str


class MandateRow(Struct, frozen=True):
    """One act that asks offices to do something; "" where its words do not say it."""

    act: str
    place: str
    offices: tuple[tuple[str, str], ...]  # (name, path), the path "" for a described body
    verb: str
    activity: str
    deliverable: str
    recipient: str
    due: str  # number of the session
    due_path: str
    due_date: str
    periodicity: str
    interval: int  # sessions of the Assembly from its own to the one in which it is due; 0 where not known
    review: str
    end: str
    money: str
    before: tuple[str, str] = ("", "")  # (symbol, place) in the text before of its series
    unchanged: int = 1  # in how many texts on end, this one counted, its words stand but for dates and numbers
    changes: tuple[SheetChange, ...] = ()

    @property
    def asked_names(self) -> str:
        """The offices by name."""
        return "; ".join(name for name, _ in self.offices)

    @property
    def when(self) -> str:
        """When it is due, in words."""
        return ", ".join(filter(None, (f"session {self.due}" if self.due else "", self.due_date)))


class MandateSheet(Struct, frozen=True):
    """The sheet of a resolution."""

    symbol: str
    title: str
    session: str
    adopted: str
    rows: tuple[MandateRow, ...]
    elements: tuple[SheetElement, ...]
    budget: tuple[tuple[str, str], ...] = ()  # (symbol, place) of each document on money that the text cites

    def given(self, name: str) -> list[SheetElement]:
        """What gives an element of the paragraph, each words once."""
        found: dict[tuple[str, str], SheetElement] = {}
        for element in self.elements:
            if element.kind in ELEMENTS[name]:
                found.setdefault((element.kind, element.words.casefold()), element)
        return list(found.values())

    @property
    def has_review(self) -> bool:
        return any(element.kind == "review" for element in self.elements)


def sheet_of(resolution: Resolution, annotations: Annotations) -> MandateSheet:
    """The sheet of a resolution, before it is held against others."""
    head = resolution.masthead
    elements = tuple(
        SheetElement(element.kind, element.span.place, element.span.printed, element.act)
        for element in annotations.elements
    )
    rows = tuple(_rows(resolution, annotations, elements))
    named = (head.symbol, head.name, head.session or "", str(head.adopted or ""))
    return MandateSheet(*named, rows, elements, tuple(_budget(annotations)))


def _budget(annotations: Annotations) -> Iterator[tuple[str, str]]:
    """Each document on money that is cited, once, with the place of its first citation."""
    found: dict[str, str] = {}
    for citation in annotations.citations:
        symbol = citation.target.symbol if citation.target else None
        if symbol and is_budget_document(symbol):
            found.setdefault(symbol, citation.span.place)
    yield from found.items()


def _rows(resolution: Resolution, annotations: Annotations, elements: tuple[SheetElement, ...]) -> Iterator[MandateRow]:
    head, acts = resolution.masthead, annotations.acts
    mentions = {mention.place: mention for mention in annotations.mentions}
    texts = {place: passage.text for place, passage in resolution.passages()}
    for act, following in zip_longest(acts, acts[1:]):
        if act.offices or (act.report and act.family == "decide"):
            activity = first_words(_activity(act, following, mentions, texts), _LONG)
            found = [one for one in elements if one.act == act.place]
            yield _row(act, activity, mentions, found, head.session or "", head.organ or ASSEMBLY)


def _activity(act: Act, following: Act | None, mentions: Mapping[str, Mention], texts: Mapping[str, str]) -> str:
    """What is asked: an act's own words, else those that it shares with the next, else those of its points.

    "Requests the Board, and invites the Fund, to count otters": both are asked to count.
    """
    said = own_words(act, [mentions[place] for place in act.addressing])
    if not _CONTENT.search(said) and following and following.performed_in == act.performed_in:
        said = ", ".join(
            filter(None, (said, own_words(following, [mentions[place] for place in following.addressing])))
        )
    if not said:
        said = " ".join(text for place, text in texts.items() if place.startswith(f"{act.performed_in}."))
    return said or gist(act, (), _LONG)


def _row(
    act: Act, activity: str, mentions: Mapping[str, Mention], elements: list[SheetElement], session: str, organ: str
) -> MandateRow:
    report = act.report
    number, body = due(act, organ)
    return MandateRow(
        act.place,
        act.performed_in,
        tuple(dict.fromkeys(_named(mentions[place]) for place in act.offices)) or tuple(_decided_for(act)),
        act.verb_phrase,
        activity,
        (report.deliverable or "report") if report else "",
        _receiver(report.to, report.to_entity) if report else "",
        number or "",
        due_session(act, organ),
        (report.date_printed or "") if report else "",
        (report.frequency or "") if report else "",
        _interval(session, number or "") if body == ASSEMBLY else 0,
        _words(elements, "review clause"),
        _words(elements, "retirement clause"),
        _words(elements, "funding"),
    )


def _named(mention: Mention) -> tuple[str, str]:
    """The name and path of an office; a described body by its words, without a path."""
    name = load_authorities().name_of(mention.entity) if mention.entity else ""
    if name:
        return name, mention.entity or ""
    return mention.span.printed, ""


def _decided_for(act: Act) -> Iterator[tuple[str, str]]:
    """Who is to report by what an organ decides, in its words where no table has it."""
    if named := who_is_to_act(act):
        yield named, ""


def _receiver(printed: str | None, path: str | None) -> str:
    return (load_authorities().name_of(path) if path else "") or printed or ""


def _interval(session: str, due_in: str) -> int:
    """How many sessions lie between the one that asks and the one in which it is due."""
    return int(due_in) - int(session) if session.isdigit() and due_in.isdigit() else 0


def _words(elements: list[SheetElement], name: str) -> str:
    found = dict.fromkeys(element.words for element in elements if element.kind in ELEMENTS[name])
    return "; ".join(found)
