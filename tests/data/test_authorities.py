"""Authority tables: what they hold, and how a broken row stops the build; names found in running text."""

import csv
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lod.annotate.names.find import Names, load_names
from lod.data.authorities import Authorities, is_checked, load_authorities, read_authorities
from lod.data.files import data
from lod.model.errors import DataError


def authorities() -> Authorities:
    return load_authorities()


def test_there_are_193_member_states_and_the_observers() -> None:
    """Each Member has ISO and M49 codes and the library's IRI; the observers are no Members."""
    states = [item for item in authorities() if "MemberState" in item.types]
    assert len(states) == 193
    schemes = {"iso3166-1-alpha-2", "iso3166-1-alpha-3", "m49", "unms"}
    assert [s.path for s in states if not schemes <= {i.scheme for i in s.identifiers}] == []
    assert {i.path for i in authorities() if "observer" in i.flags} == {"country/vat", "country/pse"}


def test_offices_lead_to_the_mandate_registry() -> None:
    """By the code of its list of entities; the resident coordinators' office by the address that its record gives."""
    found = {
        authority.path: identifier.iri
        for authority in authorities()
        for identifier in authority.identifiers
        if identifier.scheme == "mandate-registry"
    }
    assert len(found) >= 100
    assert found["actor/unep"] == "https://mandates.un.org/entity/UNEP"
    assert len(set(found.values())) == len(found)


def test_uganda_has_its_library_iri() -> None:
    """http, not https, and the number without leading zeros."""
    uganda = authorities().get("country/uga")
    assert uganda is not None
    assert "http://metadata.un.org/UNMS/800" in {identifier.iri for identifier in uganda.identifiers}


def test_all_main_committees_and_the_system_chart_are_there() -> None:
    """Six Main Committees, and at least the 160 entities of the chart."""
    actors = [item for item in authorities() if item.path.startswith("actor/")]
    assert sum(item.actor_type == "main-committee" for item in actors) == 6
    assert sum(item.source == "UN system chart entity list" for item in actors) >= 155
    assert len(actors) >= 250


def test_the_two_funds_of_68_230_say_who_set_them_up_and_who_runs_them() -> None:
    """Set up by 50/119, renamed by 60/212; set up by 38/201; the Office administers both."""
    fund = authorities().get("fund/united-nations-fund-for-south-south-cooperation")
    trust = authorities().get("fund/perez-guerrero-trust-fund")
    assert fund is not None
    assert trust is not None
    assert [(f.value, f.date) for f in (*fund.established_by, *fund.renamed_by)] == [
        ("A/RES/50/119", "1995-12-20"),
        ("A/RES/60/212", "2005-12-22"),
    ]
    assert [(f.value, f.date) for f in trust.established_by] == [("A/RES/38/201", "1983-12-20")]
    assert {f.value for f in (*fund.administered_by, *trust.administered_by)} == {"actor/unossc"}
    former = [label for label in fund.labels if label.kind == "former"]
    assert [(label.text, label.until) for label in former] == [
        ("Voluntary Trust Fund for the Promotion of South-South Cooperation", "2005-12-22")
    ]


def test_every_row_names_its_source() -> None:
    """No fact without the place where it was read."""
    assert [item.path for item in authorities() if not item.source.strip()] == []
    assert [i for item in authorities() for i in item.identifiers if not i.source.strip()] == []


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    return Path(shutil.copytree(data("authorities"), tmp_path / "authorities"))


def edit(path: Path, of: str, cells: dict[str, str]) -> None:
    """Change cells of the row of that slug."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        if row["slug"] == of:
            row |= cells
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"slug": "undp"}, r"actors\.csv:\d+: 'actor/undp' stands twice"),
        ({"slug": "U N"}, r"actors\.csv:\d+: 'U N' is no slug"),
        ({"parent": "nowhere"}, "actor/jiu: unknown parent 'actor/nowhere'"),
        ({"type": "Thing"}, r"actors\.csv:\d+: unknown type 'Thing'"),
        ({"source": ""}, r"actors\.csv:\d+: no source"),
        ({"identifiers": "isni:0000000121561100@ROR record"}, r"actors\.csv:\d+: bad checksum: isni"),
        ({"identifiers": "ror:051777d99@ROR record"}, r"actors\.csv:\d+: bad checksum: ror"),
        ({"identifiers": "ror:051777d98"}, r"actors\.csv:\d+: identifiers without a source"),
        ({"identifiers": "ror:no number@ROR record"}, r"actors\.csv:\d+: bad checksum: ror"),
        ({"identifiers": "viaf:1@a list"}, r"actors\.csv:\d+: unknown scheme 'viaf'"),
        ({"former": "Old Unit @1990"}, r"actors\.csv:\d+: white space around 'Old Unit '"),
    ],
    ids=["twice", "slug", "parent", "type", "source", "isni", "ror", "no ror", "unsourced", "scheme", "white space"],
)
def test_a_broken_row_stops_with_the_row_and_the_mend(tables: Path, cells: dict[str, str], message: str) -> None:
    """The error names file, row, what is wrong and what to do."""
    edit(tables / "actors.csv", "jiu", cells)
    with pytest.raises(DataError, match=message) as fault:
        read_authorities(tables)
    assert fault.value.mend


def test_a_fund_is_run_by_somebody_of_the_tables(tables: Path) -> None:
    edit(tables / "funds.csv", "perez-guerrero-trust-fund", {"administered_by": "actor/nowhere"})
    with pytest.raises(DataError, match="fund/perez-guerrero-trust-fund: unknown administrator 'actor/nowhere'"):
        read_authorities(tables)


def test_a_table_that_is_cut_or_lost_is_named(tables: Path) -> None:
    """With the line whose cells are too many, or what the disk says."""
    with (tables / "actors.csv").open("a") as table:
        table.write("one,cell,too\n")
    with pytest.raises(DataError, match=r"actors\.csv:\d+: a row with too many or too few cells \(count its commas\)"):
        read_authorities(tables)
    (tables / "actors.csv").unlink()
    with pytest.raises(DataError, match=r"actors\.csv: No such file or directory \(restore the table\)"):
        read_authorities(tables)


def test_members_that_nobody_is_are_refused(tables: Path) -> None:
    edit(tables / "groups.csv", "specialized-agencies", {"members": "specialised-agency"})
    with pytest.raises(DataError, match=r"groups\.csv: nobody is of the members 'specialised-agency'"):
        read_authorities(tables)


def test_a_list_of_members_has_its_time(tables: Path) -> None:
    edit(tables / "groups.csv", "specialized-agencies", {"as_of": ""})
    with pytest.raises(DataError, match=r"groups\.csv:\d+: members without the time of their list"):
        read_authorities(tables)


def test_a_body_belongs_to_the_group_of_its_kind_and_the_group_to_a_wider_one() -> None:
    known = load_authorities().by_path
    assert known["actor/undp"].groups == ("actor/funds-and-programmes",)
    assert known["actor/funds-and-programmes"].groups == ("actor/united-nations-development-system",)
    assert "actor/least-developed-countries" in known["country/uga"].groups
    assert "actor/united-nations-development-system" in {a.path for a in load_authorities().closure(["actor/undp"])}


@pytest.mark.parametrize("path", ["actor/unossc", "actor/unv", "actor/pbc"])
def test_no_body_is_part_of_what_its_source_does_not_say(path: str) -> None:
    """A principal organ above a box of the chart is no parent where other words contradict it.

    Resolution 68/230 speaks of separating the Office from the Development Programme, the chart's note has that
    Programme administer the Volunteers, and the Peacebuilding Commission stands under two organs.
    """
    found = load_authorities().get(path)
    assert found is not None
    assert found.parent is None


def test_check_digits_are_those_of_real_identifiers() -> None:
    """UNDP's own ISNI and ROR pass, one digit off fails."""
    assert is_checked("isni", "00000001215621X5") is False
    assert is_checked("ror", "051777d98")
    assert is_checked("isni", "0000000122156303")


NAMED = [
    ("the Niger and Nigeria", ["country/ner", "country/nga"]),
    ("Papua New Guinea", ["country/png"]),
    ("the Democratic People’s Republic of Korea", ["country/prk"]),
    ("UNDP and the United Nations Development Programme", ["actor/undp", "actor/undp"]),
    ("Food and Agriculture Organization of the United Nations", ["actor/fao"]),
    ("non-Member States", []),
    ("South Georgia", []),
    ("the Media Division and the media", ["actor/media"]),
    ("the mandate of an Officer", []),
    ("the Pérez-Guerrero Trust Fund for South-South Cooperation", ["fund/perez-guerrero-trust-fund"]),
]


@pytest.mark.parametrize(("text", "paths"), NAMED)
def test_names_are_found_whole_and_longest_first(text: str, paths: list[str]) -> None:
    """No name inside a longer one, none inside a word."""
    assert [name.path for name in load_names().find(text)] == paths


@pytest.mark.parametrize("words", ["the Office", "the Committee", "the Fund", "Board"])
def test_short_forms_lead_nowhere_by_table_alone(words: str) -> None:
    """What a text calls "the Office" only that text can settle."""
    assert load_names().resolve(words) is None


def test_a_name_that_two_things_bear_leads_to_neither() -> None:
    """One candidate or none."""
    two = Authorities({item.path: item for item in authorities() if item.path in ("actor/undp", "actor/unep")})
    names = Names(two)
    assert names.resolve("United Nations Development Programme") == "actor/undp"
    assert names.resolve("the united nations development programme") == "actor/undp"
    assert names.resolve("Programme") is None


@given(st.text())
def test_names_are_found_in_any_text_in_order_and_apart(text: str) -> None:
    """Spans never overlap, never leave the text, and come in its order."""
    last = 0
    for name in load_names().find(text):
        assert last <= name.start < name.end <= len(text)
        last = name.end
