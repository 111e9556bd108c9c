"""How a text says that it was adopted: with or without a vote, and who voted how."""

import pytest

from lod.annotate.annotate import annotate
from lod.graph.resolution import resolution_triples
from lod.model.resolution import Ballot, Outcome, Resolution
from lod.publish.validation import check_resolution
from lod.read.text.read import read_text
from tests.samples import operative, source

ROLL_CALL = """[Adopted by a recorded vote of 3 to 2, with {} abstentions. The voting was as follows:
In favour:
Bosnia and Herzegovina, Chile,
Trinidad and Tobago
Against:
Iran (Islamic Republic of) and Togo
Abstaining:
Angola]
"""


def adopted(words: str) -> Resolution:
    """An invented resolution with some words behind its closing line."""
    return read_text(source(f"{operative('Decides to act.').source.text}\n{words}"))


def test_a_roll_call_is_a_ballot_of_each_state() -> None:
    """Names with an "and" of their own stay whole; the last of a list may stand behind an "and"."""
    read = adopted(ROLL_CALL.format(1))
    assert read.record.outcome is Outcome.RECORDED_VOTE
    assert read.record.ballots == (
        Ballot("Bosnia and Herzegovina", "inFavour"),
        Ballot("Chile", "inFavour"),
        Ballot("Trinidad and Tobago", "inFavour"),
        Ballot("Iran (Islamic Republic of)", "against"),
        Ballot("Togo", "against"),
        Ballot("Angola", "abstaining"),
    )
    assert read.findings == ()


def test_a_long_name_with_an_and_stays_whole() -> None:
    """Every State of the table whose name holds the word that ends a list is one voter."""
    united = "United Kingdom of Great Britain and Northern Ireland"
    read = adopted(
        f"[Adopted by a recorded vote of 3 to none, with no abstentions.\nIn favour: Chile, {united} and Togo]"
    )
    assert [ballot.state for ballot in read.record.ballots] == ["Chile", united, "Togo"]
    assert read.findings == ()


def test_a_list_that_is_longer_than_its_count_is_told() -> None:
    """The finding names both numbers."""
    (finding,) = adopted(ROLL_CALL.format(4)).findings
    assert (finding.rule, finding.what) == (
        "reader.votes",
        "4 votes are told as 'abstaining', and 1 States are listed",
    )


def test_every_ballot_of_a_text_is_cast_by_a_state_of_the_table() -> None:
    """As from the official XML."""
    read = adopted(ROLL_CALL.format(1))
    triples = resolution_triples(read, annotate(read), "https://w3id.org/unres/")
    cast = {str(t.object).rstrip(">").rsplit("/", 1)[1] for t in triples if t.predicate.value.endswith("castBy")}
    assert cast == {"bih", "chl", "tto", "irn", "tgo", "ago"}


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("[Adopted without a vote.]", Outcome.WITHOUT_VOTE),
        ("[Adopted by a vote of 20 to none, with 3 abstentions.]", Outcome.NON_RECORDED_VOTE),
        ("[Adopted by a recorded vote of 29 to 6, with 12 abstentions.]", Outcome.RECORDED_VOTE),
        ("Adopted in haste.", None),
        ("", None),
    ],
)
def test_the_outcome_is_what_the_brackets_say(words: str, outcome: Outcome | None) -> None:
    """Nothing is said where nothing is printed."""
    assert adopted(words).record.outcome is outcome


def test_a_state_that_a_list_names_twice_has_two_ballots() -> None:
    """Each with its own words; the graph is valid, and the count tells."""
    read = adopted(ROLL_CALL.format(2).replace("Angola", "Angola, Togo"))
    assert [ballot.vote for ballot in read.record.ballots if ballot.state == "Togo"] == ["against", "abstaining"]
    assert not check_resolution(read, "https://w3id.org/unres/", "auto").violations


@pytest.mark.parametrize(
    ("words", "ballots"),
    [
        (
            "[Adoptée par 2 voix contre une, avec 1 abstention, à l’issue d’un vote enregistré. Les voix se sont "
            "réparties comme suit :\nOnt voté pour :\nChili et Royaume-Uni de Grande-Bretagne et d’Irlande du Nord\n"
            "Ont voté contre :\nMalawi\nSe sont abstenus :\nCameroun]",
            ["Chili", "Royaume-Uni de Grande-Bretagne et d’Irlande du Nord", "-Malawi", "~Cameroun"],
        ),
        (
            "[Aprobada en votación registrada por 2 votos contra ninguno y 1 abstención. El resultado fue el "
            "siguiente:\nVotos a favor:\nBosnia y Herzegovina y Chile\nVotos en contra:\nninguno\nAbstenciones:\nFiji]",
            ["Bosnia y Herzegovina", "Chile", "~Fiji"],
        ),
    ],
)
def test_a_roll_call_in_french_and_spanish_is_a_ballot_of_each_state(words: str, ballots: list[str]) -> None:
    """The count may be in words; nobody is no State."""
    read = adopted(words)
    signs = {"inFavour": "", "against": "-", "abstaining": "~"}
    assert read.record.outcome is Outcome.RECORDED_VOTE
    assert [f"{signs[ballot.vote]}{ballot.state}" for ballot in read.record.ballots] == ballots
    assert [finding for finding in read.findings if finding.rule == "reader.votes"] == []
