"""What a draft cites is held against published data, and nothing is said that they do not say."""

import json
from pathlib import Path

import pytest

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
