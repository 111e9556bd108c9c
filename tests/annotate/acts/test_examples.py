"""The examples of `docs/acts.md`, which says what an act is, hold for the program."""

import re
from collections.abc import Iterator

import pytest

from lod.annotate.acts.verbs import load_verbs
from lod.annotate.annotate import annotate
from lod.model.annotations import Act, AgendaInclusion, Annotations, ReportRequest
from tests.samples import TESTS, operative

PAGE = (TESTS.parent / "docs" / "acts.md").read_text(encoding="utf-8")
POINT = re.compile(r" (?=\([a-z]\) )")


def blocks(name: str) -> list[tuple[str, list[str]]]:
    """(paragraph, expected lines) of the page's examples of one kind."""
    found = (block.splitlines() for block in re.findall(rf"^```{name}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL))
    return [(paragraph, [line.rstrip() for line in lines]) for paragraph, *lines in found]


def lines_of(paragraph: str) -> Iterator[str]:
    """The acts of a paragraph in the form of the page; points in it stand on lines of their own in a resolution."""
    annotations = annotate(operative(POINT.sub("\n\n", paragraph)))
    for act in annotations.acts:
        place = f"{act.performed_in} " if POINT.search(paragraph) else ""
        yield f"{place}{act.verb_phrase} | {act.manner or '-'} | {act.family} | {whom(act, annotations)}".rstrip()
        if act.report:
            yield asked(act.report)
        for further in act.further:
            yield asked(further.request).replace("report", "further report", 1)
        if act.agenda:
            yield included(act.agenda)
        if act.beneficiaries:
            yield f"  funds {'; '.join(path.partition('/')[2] for path in act.beneficiaries)}"


def whom(act: Act, annotations: Annotations) -> str:
    printed = {mention.place: mention.span.printed for mention in annotations.mentions}
    return "; ".join(printed[place] for place in act.addressing)


def asked(report: ReportRequest) -> str:
    fields = (("session", report.session), ("date", report.date_printed), ("deliverable", report.deliverable))
    return "; ".join([f"  report to {report.to}", *(f"{name} {value}" for name, value in fields if value)])


def included(agenda: AgendaInclusion) -> str:
    fields = (("session", agenda.session), ("item", agenda.item), ("sub-item", agenda.sub_item))
    return f"  agenda {'; '.join(f'{name} {value}' for name, value in fields if value)}"


@pytest.mark.parametrize(("paragraph", "expected"), blocks("acts"), ids=[case[0][:50] for case in blocks("acts")])
def test_an_example_holds_the_acts_that_the_page_says(paragraph: str, expected: list[str]) -> None:
    assert list(lines_of(paragraph)) == expected


@pytest.mark.xfail(strict=True, reason="a known fault: once it is fixed, the example is one of the others")
@pytest.mark.parametrize(
    ("paragraph", "expected"), blocks("acts-open"), ids=[case[0][:50] for case in blocks("acts-open")]
)
def test_a_known_fault_is_still_one(paragraph: str, expected: list[str]) -> None:
    assert list(lines_of(paragraph)) == expected


def test_the_page_names_every_family_of_verbs() -> None:
    """The table of families has those of `lod/data/verbs.toml`, and each stands in an example."""
    table = PAGE.partition("## Families")[2].partition("## ")[0]
    families = {verb.family for verb in load_verbs()}
    shown = {line.split(" | ")[2].strip(" |") for _, lines in blocks("acts") for line in lines if " | " in line}
    assert sorted(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == sorted(families)
    assert shown == families
