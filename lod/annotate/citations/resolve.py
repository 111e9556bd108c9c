"""Resolution of cited numbers to documents: the words, the date and the text settle the organ, or nothing does."""

from collections.abc import Mapping

from msgspec import Struct, field

from lod.annotate.citations.lexicon import OrganName, Word
from lod.annotate.citations.number_series import SeriesHead
from lod.annotate.citations.organs import decision_of, may_be, resolution_of
from lod.annotate.citations.references import Reference, organ_of_rule
from lod.data.organs import load_organs
from lod.data.phrases import Phrase
from lod.model.annotations import Instrument

_IN_ITS = Phrase("citations.in_its")
_SHORT_SUBJECT = Phrase("citations.short_subject")
_REACH = 60  # characters before a head that its short subject stands in
_OF_ITS = Phrase("citations.of_its")
_SUBMITTED = Phrase("citations.submitted")
_OF_ORGAN = Phrase("citations.of_organ")
_SHORT_AFTER = Phrase("citations.short_after")


class Context(Struct, frozen=True):
    """What settles a number besides its own head: the text's organ names and the adopting organ.

    `named` maps short names to the organ that the resolution last named in full before this text.
    """

    own: str
    organs: tuple[Word, ...]
    named: Mapping[str, str]
    settled: dict[str, str] = field(default_factory=dict)  # numbers of other organs in this text so far


def organ_after(text: str, end: int, context: Context) -> str | None:
    """The organ named behind a series: "decision 17/1 of the High-level Committee on South-South Cooperation"."""
    for word in context.organs:
        if word.start >= end and isinstance(word.entry, OrganName):
            if _OF_ORGAN.match(text[end : word.start]):
                return word.entry.key
            break
    if found := _SHORT_AFTER.match(text, end):
        return _named_before(found[1], end, context)
    return None


def _named_before(short: str, start: int, context: Context) -> str | None:
    """The one organ that a short name means: the one last named in full, or the only one of that name."""
    keys = load_organs().with_short(short)
    for word in reversed(context.organs):
        if word.end <= start and isinstance(word.entry, OrganName) and word.entry.key in keys:
            return word.entry.key
    return context.named.get(short) or (keys[0] if len(keys) == 1 else None)


def target_of(
    text: str, head: SeriesHead, reference: Reference, organ: str | None, context: Context, previous: str | None
) -> Instrument | None:
    """The document that a recognized number means, or None where nothing settles it.

    `organ` is named in full with the head or behind the series; `previous` the organ of the reference before.
    """
    number = text[reference.start : reference.end]
    organs = load_organs()
    if reference.rule == "citation.decision_of_parties":
        key = organs.parties[number.split("/")[1].split(".")[0]]
        return decision_of(organs.get(key), number) if head.is_decision else None
    if one := organ_of_rule(reference.rule):
        return None if head.is_decision else resolution_of(organs.get(one), number)
    found = organ if organ and may_be(organ, number) else None
    if organ is None:
        found = _organ_of(text, head, reference, context, previous)
    if found is None:
        return None
    if head.is_decision:
        return decision_of(organs.get(found), number)
    return resolution_of(organs.get(found), number, reference.date)


def _organ_of(text: str, head: SeriesHead, reference: Reference, context: Context, previous: str | None) -> str | None:
    """The organ of a number before whose head no organ is named in full."""
    number = text[reference.start : reference.end]
    if head.short:
        return _organ_of_short(head.short, number, reference, context)
    if head.is_its and (subject := _subject(text, head, context)) and may_be(subject, number, reference.date):
        return subject
    if head.is_its and (short := _SHORT_SUBJECT.search(text, max(0, head.start - _REACH), head.start)):
        return _organ_of_short(short[1], number, reference, context)
    if not head.is_its and (receiver := _receiver(text, head, context)) and may_be(receiver, number, reference.date):
        return receiver
    if may_be(context.own, number, reference.date) and not (
        number in context.settled and reference.date is None and not head.is_its
    ):
        return context.own
    if not head.is_its and number in context.settled:
        return context.settled[number]
    if previous and not head.is_its and may_be(previous, number, reference.date):
        return previous
    return _organ_named(number, reference, context)


def _organ_of_short(short: str, number: str, reference: Reference, context: Context) -> str | None:
    fitting = [key for key in load_organs().with_short(short) if may_be(key, number, reference.date)]
    if len(fitting) == 1:
        return fitting[0]
    named = _named_before(short, reference.start, context)
    return named if named in fitting else None


def _subject(text: str, head: SeriesHead, context: Context) -> str | None:
    """The organ whose "its" it is: "requested by the Commission on Narcotic Drugs in its resolution"."""
    for word in reversed(context.organs):
        if word.end <= head.start and isinstance(word.entry, OrganName):
            between = text[word.end : head.end].rsplit(" ", 1)[0] + " "
            is_subject = _OF_ITS.fullmatch(between) or (len(between) < 70 and _IN_ITS.search(between))
            return word.entry.key if is_subject else None
    return None


def _receiver(text: str, head: SeriesHead, context: Context) -> str | None:
    """The organ whose mandate it is: "the report to the Human Rights Council submitted pursuant to resolutions"."""
    for word in reversed(context.organs):
        if word.end <= head.start and isinstance(word.entry, OrganName):
            return word.entry.key if _SUBMITTED.fullmatch(text[word.end : head.start]) else None
    return None


def _organ_named(number: str, reference: Reference, context: Context) -> str | None:
    """The one other organ that the text names and that can have given the number.

    Where it names none, the adopting organ: the date is then a slip of the pen. Where it names several, none.
    """
    keys = {word.entry.key for word in context.organs if isinstance(word.entry, OrganName)} - {context.own}
    fitting = [key for key in keys if may_be(key, number, reference.date)]
    if not fitting and may_be(context.own, number):
        return context.own
    return fitting[0] if len(fitting) == 1 else None


def organ_of_target(target: Instrument | None) -> str | None:
    """The organ of a settled reference, from its path."""
    if target is None:
        return None
    if target.symbol is None:
        return target.path.split("/")[1]
    for organ in load_organs().by_key.values():
        if organ.series and target.symbol.startswith((f"{organ.series}/RES/", f"{organ.series}.")):
            return organ.key
    return None
