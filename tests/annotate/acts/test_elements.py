"""Mandates: whom of the Organization an act asks, and the words that give its scope, end, money and the like."""

import pytest

from lod.annotate.annotate import annotate
from lod.model.annotations import Annotations
from tests.samples import operative, resolution


def found(*paragraphs: str) -> Annotations:
    return annotate(operative(*paragraphs))


def offices(annotations: Annotations) -> list[list[str]]:
    """The offices that each act asks, as printed."""
    printed = {mention.place: mention.span.printed for mention in annotations.mentions}
    return [[printed[place] for place in act.offices] for act in annotations.acts]


def elements(annotations: Annotations) -> list[tuple[str, str]]:
    return [(element.kind, element.span.printed) for element in annotations.elements]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("Requests the Secretary-General to count otters", ["Secretary-General"]),
        ("Invites Member States and the United Nations Environment Programme to count otters",
         ["United Nations Environment Programme"]),
        ("Decides that the Secretary-General shall count otters", ["Secretary-General"]),
        ("Encourages States, the private sector and the African Union to count otters", []),
        ("Requests the departments of the Secretariat to count otters", ["departments of the Secretariat"]),
        ("Calls upon States parties to the United Nations Convention on the Law of the Sea to count otters", []),
        ("Notes that the Secretary-General counts otters", []),
    ],
)  # fmt: skip
def test_an_act_is_a_mandate_where_it_asks_an_office_of_the_organization(words: str, asked: list[str]) -> None:
    assert offices(found(f"{words};")) == [asked]


@pytest.mark.parametrize("words", ["in order to count otters", "to apportion", "a road map for", "with the mandate to"])
def test_words_that_are_cut_end_with_a_word(words: str) -> None:
    """However many letters stand before the cut."""
    for shift in range(8):
        text = f"Decides to act {words} {'x' * shift} {'rivers ' * 60};"
        (printed,) = (printed for _, printed in elements(found(text)))
        assert printed.startswith(words)
        assert printed.endswith(" rivers")


@pytest.mark.parametrize(
    ("words", "kind", "printed"),
    [
        ("Requests the Secretary-General to count otters with a view to protecting them;",
         "objective", "with a view to protecting them"),
        ("Requests the Secretary-General to report by 31 March 2035 on otters;", "timeline", "by 31 March 2035"),
        ("Requests the Secretary-General to develop a road map for the care of otters;",
         "road-map", "a road map for the care of otters"),
        ("Decides to establish a group with the mandate to count otters;", "scope", "with the mandate to count otters"),
        ("Decides to extend the mandate of the Board until 31 December 2035;",
         "retirement", "until 31 December 2035"),
        ("Requests the Secretary-General to count otters within existing resources;",
         "existing-resources", "within existing resources"),
        ("Invites all countries to contribute to the Pérez-Guerrero Trust Fund for South-South Cooperation;",
         "voluntary-contributions", "contribute to the Pérez-Guerrero Trust Fund for South-South Cooperation"),
        ("Decides to appropriate to the Fund the amount of 1,200,000 dollars;", "amount", "1,200,000 dollars"),
        ("Requests the Secretary-General to count otters, to be financed from the regular budget;",
         "assessed-contributions", "from the regular budget"),
    ],
)  # fmt: skip
def test_an_element_is_told_by_its_words(words: str, kind: str, printed: str) -> None:
    assert (kind, printed) in elements(found(words))


def test_a_review_tells_its_cycle_and_no_other_timeline() -> None:
    """The session of a review is part of the review."""
    one = found("Decides to review the mandate of the Board every three years;")
    assert elements(one) == [
        ("review", "to review the mandate of the Board every three years"),
        ("review-cycle", "every three years"),
    ]
    other = found("Decides to review the mandate of the Board at its ninety-third session;")
    assert [kind for kind, _ in elements(other)] == ["review"]


def test_what_others_than_the_organization_are_asked_gives_no_element() -> None:
    """What States are to do, and when, is no mandate of the Organization."""
    assert elements(found("Urges Member States to count otters by 2035 with a view to protecting them;")) == []


def test_the_points_of_a_list_hold_elements_of_the_act_that_opens_it() -> None:
    """At any depth; a point that opens with a verb of its own is another act."""
    text = (
        "1. Requests the Secretary-General:\n\n(a) To count otters by 2035;\n\n(b) To count fish in order to feed "
        "them;\n\n2. Urges States:\n\n(a) To count otters by 2035."
    )
    annotations = annotate(resolution(text))
    assert [(e.place, e.kind, e.act) for e in annotations.elements] == [
        ("op1.a.element1", "timeline", "op1.act1"),
        ("op1.b.element1", "objective", "op1.act1"),
    ]


def test_every_element_stands_where_it_says() -> None:
    one = operative("Requests the Secretary-General to report by 2035, within existing resources, on otters;")
    annotations = annotate(one)
    texts = {part.place: part.passage.text for part in one.walk()}
    assert annotations.elements
    for element in annotations.elements:
        span = element.span
        assert texts[span.place][span.start : span.end] == span.printed
