"""Official links: they settle what the words name, and say so where the words name something else."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from lod.annotate.citations.citations import find_citations
from lod.annotate.citations.official import RULE, find_disagreements, find_linked, merge_official
from lod.model.annotations import Citation
from lod.model.links import symbol_of
from lod.model.resolution import Link, Masthead, Part, PartKind, Passage, Resolution, Source


def linked(text: str, *links: tuple[str, str]) -> Resolution:
    """A resolution of one paragraph, with links over some of its words."""
    found = tuple(Link(text.index(words), text.index(words) + len(words), href) for words, href in links)
    part = Part(PartKind.PREAMBULAR, "pp1", None, 1, Passage(text, links=found))
    head = Masthead(symbol="A/RES/86/906", organ="general-assembly", session="86")
    return Resolution(Source("x.xml", "", ""), "en", head, Passage(""), (part,), (), ())


def settled(resolution: Resolution) -> tuple[tuple[Citation, ...], tuple[Citation, ...]]:
    found = find_citations(resolution)
    return found, merge_official(found, find_linked(resolution, found))


def symbols(citations: tuple[Citation, ...]) -> list[str | None]:
    return [citation.target.symbol if citation.target else None for citation in citations]


def test_a_link_that_leads_elsewhere_is_kept_and_reported() -> None:
    resolution = linked(
        "Recalling its resolution 77/114 of 7 December 2022,", ("77/114", "https://undocs.org/A/RES/76/122")
    )
    found, merged = settled(resolution)
    assert symbols(merged) == ["A/RES/76/122"]
    assert (merged[0].rule, merged[0].span.printed) == (RULE, "77/114")
    findings = list(find_disagreements(find_linked(resolution, found)))
    assert [(finding.rule, finding.place) for finding in findings] == [("citation.link_disagrees", "pp1")]
    assert "'77/114'" in findings[0].what
    assert "A/RES/76/122" in findings[0].what


@pytest.mark.parametrize(
    ("text", "words", "href"),
    [
        ("Recalling its resolution 77/114 of 7 December 2022,", "77/114", "https://docs.un.org/en/A/RES/77/114"),
        ("Recalling its resolution 77/114 of 7 December 2022,", "December", "https://example.org/"),
        ("Recalling its resolution 77/114 of 7 December 2022,", "77/114", "https://undocs.org/A/RES/17/1"),
    ],
    ids=["it agrees", "it leads to no document", "no resolution can have that number"],
)
def test_other_links_change_nothing(text: str, words: str, href: str) -> None:
    resolution = linked(text, (words, href))
    found, merged = settled(resolution)
    assert merged == found
    assert symbols(merged) == ["A/RES/77/114"]
    assert not list(find_disagreements(find_linked(resolution, found)))


def test_without_links_the_rules_own_citations_stay() -> None:
    resolution = linked("Recalling its resolutions 77/114 of 7 December 2022 and 76/122 of 9 December 2021,")
    found, merged = settled(resolution)
    assert merged == found
    assert symbols(merged) == ["A/RES/77/114", "A/RES/76/122"]


def test_no_two_symbols_of_official_links_differ_by_case_alone(corpus: Path) -> None:
    """Links are typed by hand, "266b" and "(supp)"; a document has one name, also where file names know no case."""
    forms = defaultdict(set)
    for path in (corpus / "akn").rglob("*.xml"):
        for href in re.findall(r'href="([^"]+)"', path.read_text(encoding="utf-8")):
            if symbol := symbol_of(href):
                forms[symbol.casefold()].add(symbol)
    assert len(forms) > 5000
    assert [sorted(names) for names in forms.values() if len(names) > 1] == []
