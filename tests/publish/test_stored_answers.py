"""What stored queries find at a build: their rows as the engine gives them, asked about what the data have."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from lod.model.vocab import RDF
from lod.publish import stored_answers
from lod.publish.cards import card
from lod.publish.index import Index
from lod.publish.stored_answers import AnswersTask, StoredAnswer, answer_queries, known_values
from lod.publish.terms import hash_footprints, hash_terms
from lod.query.footprint import Footprint
from lod.query.parameters import set_values
from lod.query.sparql import run, write_results
from lod.query.stored import stored_queries
from tests.query.test_stored import store
from tests.samples import bundled, bundled_annotations

BASE = "https://w3id.org/unres/"
RIVER = {"SYMBOL": "A/RES/90/2", "SESSION": "90", "PLACE": "op1"}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the stored queries' own cases, as a build has it."""
    path = tmp_path_factory.mktemp("answers") / "whole.nt"
    lines = ox.serialize((quad.triple for quad in store()), format=ox.RdfFormat.N_TRIPLES)
    path.write_bytes(b"".join(sorted((lines or b"").splitlines(keepends=True))))
    return path


@pytest.fixture(scope="module")
def answered(whole: Path) -> dict[str, StoredAnswer]:
    task = AnswersTask(whole, whole.parent / "queries", BASE, (RIVER,))
    return {answer.name: answer for answer in answer_queries(task)}


def test_every_query_has_its_rows_as_csv_and_json(answered: dict[str, StoredAnswer], whole: Path) -> None:
    """The files say what the command writes with the same values."""
    for query in stored_queries():
        answer = answered[query.name]
        text = set_values(query, [f"{name}={value}" for name, value in answer.values.items()])
        for form, file in zip(("csv", "json"), answer.files, strict=True):
            written = (whole.parent / file).read_bytes()
            expected = write_results(run(store(), text), form)
            assert written.replace(b"\r\n", b"\n") == expected.replace(b"\r\n", b"\n"), (query.name, form)


def test_pages_show_the_first_rows_and_say_how_many_there_are(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored_answers, "SHOWN", 2)
    found = {one.name: one for one in answer_queries(AnswersTask(whole, tmp_path, BASE, ()))}["13-citations"]
    assert len(found.rows) == 2
    assert found.count > 2
    assert len((tmp_path / "13-citations.csv").read_bytes().splitlines()) == found.count + 1


def test_a_large_whole_is_asked_from_disk(
    answered: dict[str, StoredAnswer], whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loaded stretch by stretch, with the same answers, and nothing left of the store."""
    monkeypatch.setattr(stored_answers, "_IN_MEMORY", 0)
    monkeypatch.setattr(stored_answers, "_STRETCH", 5_000)
    assert answer_queries(AnswersTask(whole, tmp_path, BASE, (RIVER,))) == tuple(answered.values())
    assert not (tmp_path / "store").exists()


def test_what_a_query_names_is_replaced_where_the_data_lack_it(answered: dict[str, StoredAnswer]) -> None:
    """Query 2 was written for session 68, which is here; query 16 for one that is not, and is asked of the rivers."""
    assert answered["02-agenda-item"].values == {}
    assert answered["16-against-last-year"].values == {"symbol": "A/RES/90/2"}
    assert answered["16-against-last-year"].count


def test_a_question_that_names_a_thing_is_never_asked_of_another(tmp_path: Path) -> None:
    """ "What is asked of civil society" stays so, whatever the data have; of a resolution it may be asked otherwise."""
    (tmp_path / "whole.nt").write_text(
        f"<{BASE}a> <{BASE}def#symbol> 'A/RES/90/2' .\n".replace("'", '"'), encoding="utf-8"
    )
    known = {"ACTOR": "actor/undp", "TYPE": "actor-type/official", "SYMBOL": "A/RES/90/2"}
    found = answer_queries(AnswersTask(tmp_path / "whole.nt", tmp_path, BASE, (known,)))
    assert {answer.count for answer in found if answer.name in ("44-civil-society", "22-in-consultation-with")} == {0}


def test_known_values_go_together() -> None:
    """Of one resolution: its symbol, session, item and year, and who is asked most; then what is cited most."""
    index = Index.of([card(bundled(), bundled_annotations())])
    first, *others = known_values(index)
    told = {kind: first[kind] for kind in ("SYMBOL", "SESSION", "ITEM", "YEAR")}
    assert told == {"SYMBOL": "A/RES/68/230", "SESSION": "68", "ITEM": "24b", "YEAR": "2013"}
    assert first["ACTOR"].startswith("actor/")
    assert others
    assert all(set(other) == {"SYMBOL"} and other["SYMBOL"] in index for other in others)


def test_an_answer_rests_on_what_its_query_names_alone(whole: Path, tmp_path: Path) -> None:
    """Each query, asked alone and so of the lines that it names, answers as of all."""
    for query in stored_queries():
        task = AnswersTask(whole, tmp_path, BASE, (RIVER,), asked=frozenset((query.name,)))
        (answer,) = answer_queries(task)
        text = set_values(query, [f"{name}={value}" for name, value in answer.values.items()])
        written = (tmp_path / f"{query.name}.csv").read_bytes()
        assert written.replace(b"\r\n", b"\n") == write_results(run(store(), text), "csv").replace(b"\r\n", b"\n")


KIND = RDF.type.value
RESTS = (
    Footprint(frozenset((f"{BASE}def#text",))),
    Footprint(frozenset((f"{BASE}def#A", KIND))),
    Footprint(frozenset((KIND,)), any_class=True),
    None,
)


def test_a_statement_changes_the_hash_of_what_rests_on_it() -> None:
    """Of its property, or of the class that it says; of nothing else."""
    one, two, three = (
        [f'<{BASE}a> <{BASE}def#text> "{words}" .\n'.encode(), f"<{BASE}a> <{KIND}> <{BASE}def#{kind}> .\n".encode()]
        for words, kind in ("xA", "yA", "xB")
    )
    hashes = [hash_footprints(RESTS, [hash_terms(lines)]) for lines in (one, two, three)]
    assert [hashes[0][at] == hashes[1][at] for at in range(4)] == [False, True, True, False]
    assert [hashes[0][at] == hashes[2][at] for at in range(4)] == [True, False, False, False]
