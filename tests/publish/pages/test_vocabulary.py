"""The vocabulary's page: each term with its anchor, and links that lead somewhere."""

import re
from functools import cache

import pytest

from lod.model.vocab import UNR
from lod.publish.pages.vocabulary import terms_of, vocabulary_page
from lod.query.stored import stored_queries


@cache
def page() -> str:
    return vocabulary_page()


def section(name: str) -> str:
    found = re.search(rf'<section class="term" id="{name}">.*?</section>', page(), re.S)
    assert found, name
    return found[0]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?a unr:verb/skos:broader ?b", {"verb"}),
        ("?a unr:text; unr:order?n", {"text", "order"}),
        ("?a ^unr:onReport|unr:onDraft ?b.", {"onReport", "onDraft"}),
        ("VALUES ?c {unr:Act}", {"Act"}),
        ("# unr:Act", set()),
        ('?a ?p "unr:Act" ', set()),
        ("<https://w3id.org/unres/def#Act> unr:asPrinted ?p", {"asPrinted"}),
        ('FILTER(REGEX(?s, "[^#]\\"")) ?a unr:mark ?m', {"mark"}),
        ("?a unr:verbAsPrinted ?v", {"verbAsPrinted"}),
    ],
)
def test_terms_are_found_wherever_a_query_puts_them(query: str, names: set[str]) -> None:
    assert terms_of(query) == names


def test_each_term_has_one_anchor_a_definition_and_the_reason_of_its_alignment() -> None:
    for term in UNR:
        name = term.value.rpartition("#")[2]
        assert len(re.findall(f'id="{name}"', page())) == 1
        assert re.search("<p>(A|Relates) ", section(name))
        assert "Alignment: " in section(name)


def test_a_term_names_its_shape_and_the_queries_that_use_it() -> None:
    assert "Guarded by" in section("Act")
    assert 'href="queries/30-verb-families.html"' in section("verb")
    assert 'href="queries/39-votes-with-another.html"' in section("castBy")


def test_every_link_within_the_page_leads_somewhere() -> None:
    anchors = set(re.findall('id="([^"]+)"', page()))
    assert set(re.findall('href="#([^"]+)"', page())) <= anchors


def test_queries_use_no_unknown_term() -> None:
    known = {term.value.rpartition("#")[2] for term in UNR}
    for query in stored_queries():
        assert terms_of(query.text) <= known, query.name
