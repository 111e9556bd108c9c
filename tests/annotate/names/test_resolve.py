"""What words name: one candidate or none, and groups of their own words."""

import pytest

from lod.annotate.annotate import annotate
from lod.annotate.names.find import Name, load_names
from lod.annotate.names.resolve import (
    Resolver,
    group_name,
    is_short_of,
    name_of_group,
    named_in_full,
    well_spelled,
)
from lod.model.annotations import Role
from tests.samples import operative

SETTLED = [
    # an act's words, whom each of its addressees is
    ("Requests the specialized agencies concerned to help;", [None]),
    ("Urges other relevant actors, organizations and all bodies to help;", [None, None, None]),
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
        ("Urges all other Member States to help;", ["all other Member States"]),  # some of a class are not the class
        ("Notes what those States and States members of the Union did for all States;", ["all States"]),
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
        ("keepers", "lighthouse keepers", "lighthouse keepers"),
        ("parties-to-the-paris-agreement", "parties to the Convention", "parties to the Convention"),
        (
            "states-parties-to-the-united-nations-convention-against-corruption-that-are-islands",
            "States parties to the Convention that are islands",
            "States parties to the United Nations Convention against Corruption that are islands",
        ),
        (
            "secretariat-of-the-united-nations-scientific-committee-on-the-effects-of-atomic-radiation",
            "secretariat of the Scientific Committee",
            "secretariat of the United Nations Scientific Committee on the Effects of Atomic Radiation",
        ),
        (
            "secretariat-of-the-peacebuilding-commission",
            "secretariat of the Scientific Committee",
            "secretariat of the Scientific Committee",
        ),
    ],
)
def test_a_group_is_called_by_the_whole_name_of_what_is_meant(path: str, words: str, name: str) -> None:
    """Where the table has it; else by its words."""
    assert name_of_group(f"actor/group/{path}", words) == name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("regional, national and international bodies", "international, national and regional bodies"),
        ("subregional, regional, and global organizations", "global, regional and subregional organizations"),
        ("regional, national, local and global bodies", "global, local, national and regional bodies"),
        ("regional and other bodies", "regional and other bodies"),
    ],
)
def test_adjectives_that_a_conjunction_joins_have_one_order(words: str, name: str) -> None:
    """However many they are, and whether a comma stands before the conjunction."""
    assert group_name(words) == name


@pytest.mark.parametrize("words", ["them", "it", "him", "her", "those", "these", "others", "both", "Him", "THEM"])
def test_a_pronoun_names_nobody_apart_from_its_text(words: str) -> None:
    """Whatever stands before it in full."""
    assert resolver().entity(words, [("Peacebuilding Commission", "actor/pbc")]) is None


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("all other relevant specialized agencies", "actor/specialized-agencies"),
        ("any other specialized agencies", "actor/specialized-agencies"),
        ("all other Member States", None),  # all but those whom the text has named
        ("other Chad", None),  # no class
        ("other lighthouse keepers", None),
    ],
)
def test_others_of_a_class_are_the_class_where_it_takes_in_anybody(words: str, path: str | None) -> None:
    """Never all of some States, and none of what the tables do not have."""
    assert resolver().resolve(words) == path


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("Organization", "actor/united-nations"),
        ("Secretariat", "actor/secretariat"),
        ("Fund", None),  # funds are no actors
        ("Office of the Harbour and", "actor/harbour"),
        ("Office of the Harbour and of", None),  # longer than short forms are
        ("the rivers board", None),  # no proper name
        ("Board", "actor/rivers-board"),
        ("Assembly", "actor/general-assembly"),
    ],
)
def test_a_short_form_is_a_few_words_of_a_proper_name(words: str, path: str | None) -> None:
    """What no name in full settles is what the Charter means, or nothing."""
    named = (
        ("Rivers Fund", "fund/rivers"),
        ("Office of the Harbour and of the Rivers", "actor/harbour"),
        ("the rivers board of Chad", "actor/board-of-chad"),
        ("Rivers Board", "actor/rivers-board"),
    )
    made = resolver(*named)
    assert made.resolve(words) == path
    assert made.resolve("Fund", named) is None
    assert made.funds() == [named[0]]


def test_a_body_that_is_pointed_at_is_one_that_stands_before() -> None:
    """ "that Division"."""
    before = [("Peacebuilding Commission", "actor/pbc"), ("Rivers Division", "actor/rivers-division")]
    assert resolver().entity("that Division", before) == "actor/rivers-division"
    assert resolver().entity("that Division") is None


MUNITIONS, CORRUPTION = "the Convention on Cluster Munitions", "the United Nations Convention against Corruption"


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        ((f"{CORRUPTION} (“the Convention”) and {MUNITIONS}",), CORRUPTION),  # the text says so
        ((f"{CORRUPTION} and {MUNITIONS}",), MUNITIONS),  # the last in the paragraph
        (("rivers", MUNITIONS), MUNITIONS),  # the only one
        (("rivers", MUNITIONS, MUNITIONS), MUNITIONS),
        (("rivers", MUNITIONS, CORRUPTION), None),
        ((MUNITIONS, CORRUPTION), MUNITIONS),  # what is near goes before what is far
        (("rivers", MUNITIONS, f"{CORRUPTION} (“the Convention”)"), CORRUPTION),
        ((f"{MUNITIONS} (“the Treaty”) and {CORRUPTION}", MUNITIONS), CORRUPTION),
        ((), None),
    ],
)
def test_parties_are_those_of_the_instrument_that_the_texts_mean(texts: tuple[str, ...], meant: str | None) -> None:
    """The nearest first: by what they say, in the paragraph itself, or as the only one before."""
    found = resolver().entity("States parties to the Convention", (), lambda: texts)
    name = meant.removeprefix("the ").lower().replace(" ", "-") if meant else ""
    assert found == (f"actor/group/states-parties-to-the-{name}" if meant else None)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("other relevant lighthouse keepers", "lighthouse keepers"),
        ("States that are in a position to help", "States in a position to help"),
        (
            "regional and global bodies and national and local organizations",
            "global and regional bodies and national and local organizations",  # what comes first names the group
        ),
    ],
)
def test_a_group_is_called_by_what_defines_it(words: str, name: str) -> None:
    """Whatever stands before it, and however it is said."""
    assert group_name(words) == name


def test_hyphens_are_read_however_they_are_printed() -> None:
    """Those that lines do not break at, too."""
    assert well_spelled("non\u2011governmental bodies") == well_spelled("non- governmental bodies")
    assert (
        well_spelled("the Secretary\u2011General") == well_spelled("the Secretary General") == "the Secretary-General"
    )


def test_a_name_is_not_short_of_itself_nor_of_a_part_of_a_word() -> None:
    assert not is_short_of("Commission", "Commission")
    assert not is_short_of("Commission", "Subcommission")
    assert not is_short_of("Office of Rec", "Office of Records")


def test_names_in_full_have_several_words_and_lead_somewhere() -> None:
    text = "Chad, Rivers Board, Lakes Board"
    names = [Name(0, 4, "country/tcd"), Name(6, 18, "actor/rivers-board"), Name(20, 31, None)]
    assert named_in_full(text, names) == [("Rivers Board", "actor/rivers-board")]


def resolver(*named: tuple[str, str]) -> Resolver:
    """That of a resolution of the Assembly that names some in full."""
    return Resolver(load_names(), named, "actor/general-assembly")
