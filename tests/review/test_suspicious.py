"""Statements that a person should read again are found with their words; sound ones are not."""

import pytest

from lod.graph.resolution import resolution_triples
from lod.model.annotations import Annotations
from lod.model.vocab import UNR
from lod.review.documents import PublishedResolution, Thing, documents
from lod.review.suspicious import Doubt, suspicious
from tests.runner import lod
from tests.samples import BUNDLED, bundled, bundled_annotations

TEXT = "Requests the Secretary-General to submit a report, as approved by the Council in its resolution 2030/5;"


def document(*things: Thing) -> PublishedResolution:
    """A resolution of one paragraph with some annotations."""
    paragraph = Thing("op1", frozenset({"OperativeParagraph"}), {"text": (TEXT,)})
    return PublishedResolution("A/RES/90/1", {t.place: t for t in (paragraph, *things)}, {"verb/requests": "request"})


def thing(kind: str, **facts: str) -> Thing:
    return Thing("op1.x1", frozenset({kind}), {term: (value,) for term, value in facts.items()})


@pytest.mark.parametrize(
    ("annotation", "doubt"),
    [
        (thing("Mention", mentions="actor/group/those-organs", asPrinted="those organs"), Doubt.PRONOUN),
        (thing("Mention", mentions="actor/group/establishment-of-a-group", asPrinted="x"), Doubt.NO_ACTOR),
        (thing("Mention", mentions="actor/group/board-and", asPrinted="Board and"), Doubt.CUT_ACTOR),
        (
            thing("Mention", mentions="fund/described/x", asPrinted="trust fund established in accordance"),
            Doubt.CUT_FUND,
        ),
        (thing("Citation", hasCitedEntity="A/RES/69/313of", asPrinted="69/313of"), Doubt.GLUED),
        (
            thing(
                "Citation",
                hasCitedEntity="E/RES/2030/5",
                asPrinted="2030/5",
                citationFunction="citation-function/endorsing",
                startOffset=str(TEXT.index("2030/5")),
            ),
            Doubt.FUNCTION,
        ),
        (thing("Act", verb="verb/requests", asPrinted=TEXT), Doubt.NOBODY),
        (
            thing("Act", verb="verb/requests", addressing="x", deliverable="report on the"),
            Doubt.DELIVERABLE,
        ),
        (thing("Act", verb="verb/requests", addressing="x", deliverable="a " * 41), Doubt.DELIVERABLE),
    ],
    ids=lambda value: value.name.lower() if isinstance(value, Doubt) else "",
)
def test_each_kind_is_found_with_its_words(annotation: Thing, doubt: Doubt) -> None:
    where = {"Mention": "mentionedIn", "Citation": "citedIn", "Act": "performedIn"}
    term = where[next(iter(annotation.types))]
    placed = Thing(annotation.place, annotation.types, {**annotation.facts, term: ("A/RES/90/1#op1",)})
    assert [(one.doubt, one.place) for one in suspicious(document(placed))] == [(doubt, "op1")]


@pytest.mark.parametrize(
    "annotation",
    [
        thing("Mention", mentions="actor/undp", asPrinted="it"),
        thing("Mention", mentions="actor/group/mayors-of-ports", asPrinted="mayors of ports"),
        thing(
            "Citation",
            hasCitedEntity="A/RES/57/270B",
            asPrinted="57/270 B",
            citationFunction="x/recalling",
        ),
        thing("Act", verb="verb/requests", asPrinted="Requests that reports be submitted"),
        thing("Act", verb="verb/decides", asPrinted=TEXT),
    ],
)
def test_what_looks_sound_is_not(annotation: Thing) -> None:
    assert suspicious(document(annotation)) == []


def test_the_bundled_resolution_has_nothing_to_read_again() -> None:
    (found,) = documents(resolution_triples(bundled(), bundled_annotations()))
    assert suspicious(found) == []
    assert documents(resolution_triples(bundled(), Annotations()))[0].of_type(str(UNR.Act)) == ()


def test_the_report_says_how_many_and_which() -> None:
    result = lod("report", BUNDLED, "--suspicious")
    assert result.exit_code == 0
    assert result.output == "0 statements to read again in 1 resolution\n"
