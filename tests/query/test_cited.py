"""What a draft cites is held against published data, and nothing is said that they do not say."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lod.query.quoted import CitedPassage, compare_quoted
from tests.runner import lod

DRAFT = """The General Assembly,

Recalling its resolutions 90/1 of 5 December 2035 and 90/2 of 6 December 2035,

Recalling also its resolution 90/7 of 1 December 2035,

1. Takes note of the report of the Secretary-General;
"""
BASE = "https://w3id.org/unres"
DATA = f"""
@prefix dct: <http://purl.org/dc/terms/> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix unr: <{BASE}/def#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<{BASE}/A/RES/90/1> a unr:Resolution ; unr:symbol "A/RES/90/1" ; dct:title "Rivers"@en ;
  eli:date_document "2035-12-05"^^xsd:date .
<{BASE}/A/RES/90/2> a unr:Resolution ; unr:symbol "A/RES/90/2" ; dct:title "Lakes"@en ;
  eli:date_document "2035-12-07"^^xsd:date .
<{BASE}/A/RES/91/1> unr:symbol "A/RES/91/1" ; unr:predecessor <{BASE}/A/RES/90/1> .
<{BASE}/A/RES/92/4> unr:symbol "A/RES/92/4" ; unr:predecessor <{BASE}/A/RES/91/1> .
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two resolutions, and what came after the first."""
    (tmp_path / "data.ttl").write_text(DATA, encoding="utf-8")
    return tmp_path / "data.ttl"


def test_a_draft_is_checked_citation_by_citation(data: Path) -> None:
    """What is there with its title, a date that differs, a later text, and what is not in the data."""
    result = lod("check-citations", "-", data, given=DRAFT)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "pp1  90/1: found, A/RES/90/1, Rivers",
        "     later in its series: A/RES/92/4",
        "pp1  90/2: found, A/RES/90/2, Lakes",
        "     dated 2035-12-07, printed 2035-12-06",
        "pp2  90/7: not in these data, A/RES/90/7",
    ]


def test_a_program_gets_the_same_as_json(data: Path) -> None:
    """And exit status 0 where all is known and dated as it is."""
    sound = DRAFT.replace("6 December", "7 December").replace(
        "Recalling also its resolution 90/7", "Recalling its rules"
    )
    result = lod("check-citations", "-", data, "--format", "json", given=sound)
    found = json.loads(result.stdout)
    assert [(one["symbol"], one["status"], one["date"]) for one in found] == [
        ("A/RES/90/1", "found", "2035-12-05"),
        ("A/RES/90/2", "found", "2035-12-07"),
    ]
    assert result.exit_code == 0


QUOTING = """The General Assembly,

Recalling its resolution 90/1 of 5 December 2035, in which it called upon “all States to keep their rivers clean”,

1. Recalls paragraph 2 of resolution 90/1, which “requests the Secretary-General to report annually ... on rivers”;

2. Recalls also that its resolution 90/1 “urges all States [to] keep their rivers tidy and clean”;

3. Notes that resolution 90/1 says “nothing of this kind is printed anywhere in that text”;

4. Takes note of resolution 90/1, entitled “Rivers of the world”, and of the item entitled “Rivers and the sea”;
"""
TEXTS = f"""
<{BASE}/A/RES/90/1> dct:title "Rivers of the World"@en .
<{BASE}/A/RES/90/1#op1> unr:inResolution <{BASE}/A/RES/90/1> ; unr:sourceOffset 10 ;
  unr:text "Calls upon all\\nStates to keep their rivers clean;"@en , "Demande aux États"@fr .
<{BASE}/A/RES/90/1#op2> unr:inResolution <{BASE}/A/RES/90/1> ; unr:sourceOffset 20 ;
  unr:text "Requests the Secretary-General to report annually to the Assembly on rivers."@en .
"""


def test_quoted_words_are_held_against_the_cited_text(data: Path) -> None:
    """Equal without regard to case, signs and line breaks, what is left out may be anything; others like them are
    shown; titles too, but not of agenda items."""
    data.write_text(DATA.replace('dct:title "Rivers"@en ;', "") + TEXTS, encoding="utf-8")
    result = lod("check-citations", "-", data, "--format", "json", given=QUOTING)
    found = {
        one["place"]: [(q["status"], q["at"], q["there"]) for q in one["quotes"]] for one in json.loads(result.stdout)
    }
    assert found == {
        "pp1": [("equal", "op1", "")],
        "op1": [("equal", "op2", "")],
        "op2": [("differs", "op1", "all\nStates to keep their rivers clean")],
        "op3": [("not there", "", "")],
        "op4": [("equal", "title", "")],
    }
    assert result.exit_code == 1
    told = lod("check-citations", "-", data, given=QUOTING).stdout
    assert "     quoted: all States to keep their rivers clean\n     stands in op1\n" in told
    assert "     op1 has: all States to keep their rivers clean\n" in told


def test_a_text_that_is_not_held_is_not_judged(data: Path) -> None:
    """Of a document that others cite, nobody here knows the words."""
    draft = DRAFT.replace("90/7 of 1 December 2035", "91/1, which “requests nothing of the kind”")
    result = lod("check-citations", "-", data, "--format", "json", given=draft)
    assert [one["quotes"] for one in json.loads(result.stdout) if one["symbol"] == "A/RES/91/1"] == [[]]


@given(st.lists(st.sampled_from(["to", "keep", "all", "rivers"]), min_size=3, max_size=12))
def test_what_is_cut_out_of_a_text_stands_in_it(words: list[str]) -> None:
    """Whatever its signs and cases."""
    text = "Requests it " + ", ".join(words).upper() + " again"
    assert compare_quoted(" ".join(words), [CitedPassage("op1", text)]).status == "equal"
