"""Stored queries asked about other things: values that a header declares, of a kind, in place of the query's own."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery

from lod.graph.concepts import vocabulary_triples
from lod.graph.resolution import resolution_triples
from lod.graph.serialize import serialize
from lod.model.errors import QueryError
from lod.query.parameters import KINDS, parameters_of, set_values
from lod.query.sparql import PREFIXES, run, write_results
from lod.query.stored import StoredQuery, stored_queries, stored_query
from tests.query.test_stored import store
from tests.runner import lod
from tests.samples import BUNDLED, bundled, bundled_annotations


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled resolution's graph in a file."""
    path = tmp_path_factory.mktemp("data") / "graph.nt"
    triples = [*resolution_triples(bundled(), bundled_annotations()), *vocabulary_triples()]
    path.write_bytes(serialize(triples, ox.RdfFormat.N_TRIPLES))
    return path


TAKING = [query for query in stored_queries() if parameters_of(query)]


def asked(name: str, *settings: str) -> list[str]:
    """The rows that a stored query gives with some settings, blanks folded."""
    text = set_values(stored_query(name), settings, store=store())
    return [" ".join(line.split()) for line in write_results(run(store(), text), "tsv").decode().splitlines()[1:]]


@pytest.mark.parametrize("query", TAKING, ids=lambda query: query.name)
def test_what_a_header_declares_may_be_set(query: StoredQuery) -> None:
    """Each name is a variable of a VALUES block, its kind is known, and the result is SPARQL to another engine too."""
    for parameter in parameters_of(query):
        text = set_values(query, [f"{parameter.name}={KINDS[parameter.kind].example}"])
        prepareQuery(text, initNs={name: rdflib.Namespace(start) for name, start in PREFIXES.items()})
        blocks = [block for block in re.findall(r"VALUES [^{]*\{[^}]*\}", text) if f"?{parameter.name}" in block]
        assert len(blocks) == 1, parameter
        assert KINDS[parameter.kind].term(KINDS[parameter.kind].example, "https://w3id.org/unres/") in blocks[0]


@pytest.mark.parametrize("query", stored_queries(), ids=lambda query: query.name)
def test_a_query_about_one_thing_may_be_asked_about_another(query: StoredQuery) -> None:
    """A variable for which the text gives a symbol, an actor, a fund, a State or a rule can be set."""
    for block in re.finditer(r"VALUES \(?([^){]*)\)? \{([^}]*)\}", query.text):
        if re.search(r'"A/RES/|unres/(actor|fund|country|rule)/', block[2]):
            declared = {parameter.name for parameter in parameters_of(query)}
            assert set(re.findall(r"\?(\w+)", block[1])) <= declared


@pytest.mark.parametrize(
    ("name", "settings", "found"),
    [
        ("20-provisional-agenda", ["session=69"], 1),
        ("20-provisional-agenda", ["session=91"], 0),
        ("17-verbs-towards", ["actor=Secretary-General", "year=2013", "verb=requests"], 1),
        ("17-verbs-towards", ["actor=res:actor/secretary-general", "verb=calls upon"], 0),
        ("17-verbs-towards", ["actor=https://w3id.org/unres/actor/secretary-general", "year=2036"], 1),
        ("48-review-and-end-clauses", ["kind=review"], 1),
        ("44-civil-society", ["actor=private-sector"], 1),
        ("46-sustainable-development-goals", ["goal=14"], 1),
        ("46-sustainable-development-goals", ["goal=13"], 0),
        ("49-text-of-a-paragraph", ["place=op3", "symbol=A/RES/90/2"], 1),
        ("15-clause-through-a-series", ["series=A/RES/90/2", "words=lakes"], 2),
        ("15-clause-through-a-series", ["series=A/RES/90/1", "words=lakes"], 2),
        ("15-clause-through-a-series", ['words=} "\\lakes', "series=A/RES/90/1"], 0),
    ],
    ids=str,
)
def test_a_query_asks_about_what_it_is_given(name: str, settings: list[str], found: int) -> None:
    """Names, paths and IRIs lead to the same thing; whatever signs a value holds, it stays a value."""
    assert len(asked(name, *settings)) == found


def test_values_that_were_several_become_the_one_that_is_given() -> None:
    """Rows that are then alike are one, so that nothing is counted twice."""
    text = set_values(stored_query("48-review-and-end-clauses"), ["kind=end"])
    assert 'VALUES (?actor ?kind) { (UNDEF "end") }' in text
    assert 'VALUES ?family { "decide" }' in set_values(stored_query("25-decisions-about"), ["family=decide"])


@pytest.mark.parametrize(
    ("setting", "what", "mend"),
    [
        ("symbl=A/RES/90/1", "13-citations has no value 'symbl'", "it takes --set symbol=SYMBOL"),
        ("symbol=90/1", "'90/1' is not a document's symbol", "give it as symbol=A/RES/68/230"),
        ("symbol=", "'' is not a document's symbol", "give it as symbol=A/RES/68/230"),
        ("symbol=A/RES/1/99", 'nothing in these data is called "A/RES/1/99"', "compare with"),
    ],
)
def test_a_wrong_setting_is_told_with_what_would_be_right(setting: str, what: str, mend: str) -> None:
    """An unknown name, another kind of value, a thing that the data do not have."""
    with pytest.raises(QueryError) as fault:
        set_values(stored_query("13-citations"), [setting], store=store())
    assert fault.value.where == f"--set {setting}"
    assert what in fault.value.what
    assert mend in fault.value.mend


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("YEAR", "78"),
        ("SESSION", "68/230"),
        ("ACTOR", "no such <actor>"),
        ("COUNTRY", "UNDP"),
        ("FUND", "actor/undp"),
        ("GOAL", "18"),
        ("PLACE", "paragraph 5"),
        ("LANGUAGE", "English"),
        ("VERB", "Requests!"),
        ("HEADING", "rivers"),
        ("YEAR", "20٢٣"),
        ("ITEM", "٢٤"),
        ("PATTERN", "(women"),
    ],
)
def test_a_value_of_another_kind_gives_no_term(kind: str, value: str) -> None:
    assert KINDS[kind].term(value, "https://w3id.org/unres/") == ""


@pytest.mark.parametrize(
    ("name", "settings", "said"),
    [
        (
            "15-paragraph-through-a-series",
            [],
            'no rows: nothing in these data is called "A/RES/78/167" (ask about another: --set symbol=A/RES/68/230)',
        ),
        (
            "27-citations-of-a-subject",
            [],
            'no rows: nothing in these data is called "SOUTH-SOUTH RELATIONS"@en '
            "(ask about another: --set heading=HEADING; the site lists what there is)",
        ),
        (
            "49-text-of-a-paragraph",
            ["place=op77"],
            'no rows: nothing in these data answers it with symbol "A/RES/68/230", place "op77", language "en"',
        ),
        ("12-reissued", [], "no rows: nothing in these data answers it"),
    ],
)
def test_a_query_that_finds_nothing_says_what_the_data_lack(
    published: Path, name: str, settings: list[str], said: str
) -> None:
    """One line beside the empty result names the value, and what to set; where all is there, what was asked."""
    arguments = [part for setting in settings for part in ("--set", setting)]
    for form in ("table", "csv", "tsv", "json", "xml"):
        result = lod("query", published, "--name", name, *arguments, "--format", form)
        assert (result.exit_code, result.stderr) == (0, f"lod: {said}\n")


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "xml"])
def test_a_query_that_finds_something_says_nothing_more(published: Path, form: str) -> None:
    """No line on standard error, whatever the form."""
    result = lod("query", published, "--name", "18-reports-due", "--format", form)
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_query_that_takes_nothing_says_so() -> None:
    with pytest.raises(QueryError, match="it takes none"):
        set_values(stored_query("10-subjects"), ["symbol=A/RES/90/1"])


def test_the_command_lists_what_each_query_takes_and_sets_it() -> None:
    """`--list` names settings and kinds; a setting without "=", or beside a query of one's own, is bad usage."""
    listed = lod("query", "--list").output
    for query in TAKING:
        assert " ".join(f"--set {parameter}" for parameter in parameters_of(query)) in listed
    assert "SYMBOL     a document's symbol, such as A/RES/68/230" in listed
    for arguments in (["--name", "13-citations", "--set", "symbol"], ["-", "--set", "symbol=A/RES/90/1"]):
        assert lod("query", BUNDLED, *arguments).exit_code == 2
