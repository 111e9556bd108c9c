"""The verbs of the organs: the table, the scheme made from it, and how they are found."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from lod.annotate.acts import verbs
from lod.annotate.acts.verbs import Trait, VerbFinder, load_finder, load_verbs, read_phrases, read_verbs
from lod.data.files import PACKAGE, data, share
from lod.graph.verb_scheme import format_verb_scheme
from lod.model.errors import DataError
from lod.read.read import read

OPENINGS = [
    # a paragraph's beginning, the verb without what is added, manner, family
    ("Requests the Secretary-General to report", "requests", None, "request"),
    ("Also requests the Office to assist", "requests", None, "request"),
    ("Once again requests the agencies concerned", "requests", None, "request"),
    ("Takes note with appreciation of the report", "takes note", "with appreciation", "note"),
    ("Notes with deep concern that the number rose", "notes", "with deep concern", "note"),
    ("Strongly urges all States to accede", "urges", "strongly", "call"),
    ("Calls once again upon the parties", "calls upon", None, "call"),
    ("Calls, in this context, for dialogue", "calls for", None, "call"),
    ("Condemns in the strongest terms the attack", "condemns", "in the strongest terms", "evaluate"),
    ("Expresses its very deep concern about hunger", "expresses its very deep concern", None, "evaluate"),
    ("Reiterates its request to the Board", "reiterates its request", None, "request"),
    ("Reiterates its call for restraint", "reiterates its call", None, "call"),
    ("Reiterates the importance of learning", "reiterates", None, "recall"),
    ("Looks forward to the review", "looks forward", None, "evaluate"),
    ("Continues to re-emphasize the need", "continues to re-emphasize", None, "stress"),
    ("Re- emphasizes the need for peace", "re-emphasizes", None, "stress"),
    ("Remains deeply concerned about hunger", "remains concerned", "deeply", "evaluate"),
    ("Brings it to the attention of the Board", "brings it to the attention", None, "stress"),
]


@pytest.mark.parametrize(("text", "printed", "manner", "family"), OPENINGS)
def test_an_opening_verb_is_read_without_what_is_added(
    text: str, printed: str, manner: str | None, family: str
) -> None:
    """ "Also", "Further" are no verbs, manner stands apart, and the noun decides for "reiterates its ..."."""
    found = load_finder().opening(text)
    assert found is not None
    assert (found.phrase, found.manner, found.verb.family) == (printed, manner, family)


@pytest.mark.parametrize("text", ["Requesting the Board", "The States shall", "To consider", "Request", "Report"])
def test_what_is_no_finite_verb_of_the_organ_is_none(text: str) -> None:
    """Participles, nouns and other subjects open no act."""
    assert load_finder().opening(text) is None


def test_every_verb_is_found_by_its_own_example() -> None:
    """The example of each verb holds a form of it, and no other verb claims it."""
    finder = load_finder()
    assert [
        verb.slug for verb in load_verbs() if (found := finder.opening(verb.example)) is None or found.verb != verb
    ] == []


LATER = [
    # words after an opening, and the verb phrases in them from the first word that leads to each
    ("Recalls it, and in this regard strongly urges States to act", ["in this regard strongly urges"]),
    ("Recalls it, and also requests the Board, and invites it", ["also requests", "invites"]),
    ("Recalls the requests of States and its demands", ["requests", "demands"]),  # which of them act is told by others
    ("Recalls it, and Requests the Board", []),
    ("Recalls xrequests and requests1", []),
]


@pytest.mark.parametrize(("text", "phrases"), LATER)
def test_later_verbs_come_with_the_words_that_lead_to_them(text: str, phrases: list[str]) -> None:
    """Within a paragraph verbs are in lower case, whole words, and take the adverbs before them along."""
    assert [text[found.lead : found.end] for found in load_finder().later(text, 8)] == phrases


def test_patterns_are_compiled_for_verbs_that_occur(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text costs the patterns of its own verbs, not those of the table."""
    compiled: list[str] = []

    def watched(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
        compiled.append(pattern)
        return compile_pattern(pattern, flags)

    compile_pattern = re.compile
    monkeypatch.setattr(re, "compile", watched)
    finder = VerbFinder(load_verbs(), read_phrases(data("verbs.toml")))
    verbs._compiled.cache_clear()
    assert finder.opening("Strongly urges all States to accede, and requests the Board to report")
    assert [pattern for pattern in compiled if pattern.startswith(("urges", "requests"))] == [r"urges\b"]
    assert len(compiled) < 10


def test_the_scheme_is_made_from_the_table() -> None:
    """`python -m lod.graph.verb_scheme` was run since the table changed."""
    assert share("ontology", "verbs.ttl").read_text(encoding="utf-8") == format_verb_scheme(load_verbs())


ROW = '[[verb]]\nslug = "asks"\nforms = ["asks"]\nfamily = "request"\ndefinition = "d"\nexample = "asks it"\n'


def test_how_a_verb_is_used_stands_in_the_table() -> None:
    """The code asks for traits and names no verb; each trait is one of some verb, and not of all."""
    slugs = {verb.slug for verb in load_verbs()}
    named = [
        f"{path.name}: {node.value}"
        for path in (PACKAGE / "annotate" / "acts").glob("*.py")
        if path.name != "verbs.py"  # there words of forms stand: what "expresses" expresses
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in slugs
    ]
    assert named == []
    counts = Counter(trait for verb in load_verbs() for trait in verb.traits)
    assert counts.keys() == set(Trait)
    assert max(counts.values()) < len(slugs)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (ROW.replace('"request"', '"plead"'), "verb asks: unknown family 'plead'"),
        (ROW.replace("example", "sample"), "verb asks: no example"),
        (ROW + 'traits = ["shy"]', "verb asks: unknown trait 'shy' .*asks that"),
        (ROW + ROW.replace('slug = "asks"', 'slug = "begs"'), "verb begs: 'asks' is a form of 'asks' too"),
    ],
)
def test_a_broken_table_names_the_row(tmp_path: Path, table: str, message: str) -> None:
    """The error says which verb, what is wrong and how to fix it."""
    path = tmp_path / "verbs.toml"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_verbs(path)


def test_an_example_with_a_source_is_printed_there(corpus: Path) -> None:
    """The paragraph that an example names as its source holds its words."""
    wanted: dict[str, list[tuple[str, str]]] = {}
    for verb in load_verbs():
        if verb.source:
            symbol, _, place = verb.source.partition("#")
            wanted.setdefault(symbol, []).append((place, verb.example))
    assert len(wanted) > 40
    assert [found for symbol, examples in wanted.items() for found in misquoted(corpus, symbol, examples)] == []


def misquoted(corpus: Path, symbol: str, examples: list[tuple[str, str]]) -> list[str]:
    """Examples that the official XML of a resolution does not print where they are said to stand."""
    session, _, number = symbol.removeprefix("A/RES/").rstrip("AB-").partition("/")
    folder = corpus / "akn" / ("en" if session == "78" else f"en-{session}")
    file = next(folder.glob(f"A_RES_{session}_{number}[!0-9]*.xml"))
    printed = {part.place: part.passage.text.replace("\u2011", "-") for part in read(file).walk()}
    return [f"{symbol}#{place}: {words}" for place, words in examples if words not in printed.get(place, "")]
