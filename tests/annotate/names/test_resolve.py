"""What words name: one candidate or none, and groups of their own words."""

import pytest

from lod.annotate.annotate import annotate
from lod.annotate.names.resolve import name_of_group
from lod.model.annotations import Role
from tests.samples import operative

SETTLED = [
    # an act's words, whom each of its addressees is
    ("Requests the specialized agencies concerned to help;", [None]),
    ("Urges all other Member States and those parties to help;", [None, None]),
    (
        "Requests all organizations and bodies of the United Nations system to help;",
        ["actor/organizations-of-the-united-nations-system", "actor/bodies-of-the-united-nations-system"],
    ),
    ("Requests the Secretary General to help;", ["actor/secretary-general"]),
    ("Urges relevant regional and international bodies to help;", ["actor/group/international-and-regional-bodies"]),
    (
        "Welcomes the Convention on Cluster Munitions, and urges all State parties to the Convention to help;",
        ["actor/group/states-parties-to-the-convention-on-cluster-munitions"],
    ),
    ("Urges all States parties to the Convention to help;", [None]),
    ("Requests all other relevant specialized agencies to help;", ["actor/specialized-agencies"]),
    (
        "Requests the relevant funds and programmes of the United Nations system to help;",
        ["actor/funds-and-programmes", "actor/funds-and-programmes"],
    ),
    ("Invites the international community as a whole to help;", ["actor/international-community"]),
    ("Calls upon the Government of Uganda to help;", ["country/uga"]),
    (
        "Invites the President of the General Assembly at its tenth session to act;",
        ["actor/president-of-the-general-assembly"],
    ),
    ("Requests all countries in a position to do so to help;", ["actor/group/countries-in-a-position-to-do-so"]),
    ("Requests the Secretariat to help;", ["actor/secretariat"]),
    ("Requests the Special Rapporteur to help;", [None]),
    ("Urges the Government of the Moon to help;", ["actor/group/government-of-the-moon"]),
    (
        "Thanks the Peacebuilding Commission and the International Law Commission; requests the Commission to help;",
        ["actor/ilc"],
    ),
    (
        "Notes the work of the Office of Legal Affairs of the Secretariat, and requests the Secretariat to help;",
        ["actor/secretariat"],
    ),
    (
        "Thanks the Office of the United Nations High Commissioner for Refugees, and requests the Office of the High "
        "Commissioner to help;",
        ["actor/unhcr"],
    ),
    ("Welcomes the report of the Commission, and urges the Commission to help;", [None]),
    ("Welcomes their report, and encourages them to help;", [None]),
    (
        "Notes the report of the United Nations Scientific Committee on the Effects of Atomic Radiation, and "
        "encourages the secretariat of the Scientific Committee to help;",
        [
            "actor/group/secretariat-of-the-united-nations-scientific-committee-on-the-effects-of-atomic-radiation",
        ],
    ),
    (
        "Encourages the secretariat of the Scientific Committee to help;",
        ["actor/group/secretariat-of-the-scientific-committee"],
    ),
    ("Encourages all other partners and the bureaux of the bodies to help;", [None, None]),
    ("Urges signatory States and the Conference of the States Parties to help;", [None, None]),
    (
        "Encourages international financial institutions and funds to help;",
        ["actor/international-financial-institutions", None],
    ),
    (
        "Requests United Nations specialized agencies, institutions and programmes to help;",
        [
            "actor/specialized-agencies",
            "actor/group/united-nations-institutions",
            "actor/funds-and-programmes",
        ],
    ),
    ("Requests the Office of Human Resources of the Secretariat to help;", ["actor/office-of-human-resources"]),
    (
        "Encourages States and relevant international institutions and organizations to help;",
        ["actor/states", "actor/group/international-institutions", "actor/intergovernmental-organizations"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SETTLED, ids=[case[0][:60] for case in SETTLED])
def test_an_addressee_is_settled_by_tables_and_by_what_is_named_in_full(text: str, expected: list[str | None]) -> None:
    """A short form is the last full name that it shortens; what nothing settles keeps its words and leads nowhere."""
    found = annotate(operative(text))
    assert [mention.entity for mention in found.mentions if mention.role is Role.ADDRESSEE] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Requests all relevant specialized agencies to help;", ["all relevant specialized agencies"]),
        (
            "Urges all other Member States to help;",
            ["all other Member States", "Member States"],
        ),  # they are not the same
    ],
)
def test_words_inside_longer_ones_for_the_same_are_no_mention_of_their_own(words: str, expected: list[str]) -> None:
    """Whoever counts who is named counts each naming once."""
    assert [mention.span.printed for mention in annotate(operative(words)).mentions] == expected


@pytest.mark.parametrize(
    ("path", "words", "name"),
    [
        (
            "states-parties-to-the-united-nations-convention-against-corruption",
            "States parties to the Convention",
            "States parties to the United Nations Convention against Corruption",
        ),
        (
            "states-parties-to-the-rivers-convention",
            "States parties to the Convention",
            "States parties to the Convention",
        ),
        ("states-parties-to-the-convention", "States parties to the Convention", "States parties to the Convention"),
        ("lighthouse-keepers", "all lighthouse keepers", "lighthouse keepers"),
    ],
)
def test_a_group_is_called_by_the_whole_name_of_what_is_meant(path: str, words: str, name: str) -> None:
    """Where the table has it; else by its words."""
    assert name_of_group(f"actor/group/{path}", words) == name
