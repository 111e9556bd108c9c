"""MARC 21 records: what a catalogue that loads them relies on. Golden records stand in tests/cases/marc/."""

import datetime as dt
import gzip
import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pymarc
import pytest
from lxml import etree
from msgspec.structs import replace
from pymarc import Record

from lod.data.headings import kind_of_heading
from lod.model.errors import UnresError
from lod.model.resolution import (
    AgendaHeading,
    CommitteeReport,
    Footnote,
    Masthead,
    NameHeading,
    Outcome,
    Passage,
    Resolution,
    Subject,
)
from lod.model.resolution import Record as Official
from lod.publish.marc.described import Described, Earlier, described, is_place_heading
from lod.publish.marc.fields import RULES, Profile
from lod.publish.marc.records import find_records, iso2709, marc, marc_record, marcxml, write_collections
from lod.publish.marc.reference import marc_page
from tests.graph_sample import MASTHEAD, RECORD, RESOLUTION, french
from tests.runner import lod
from tests.samples import BUNDLED, TESTS, bundled

CASES = TESTS / "cases" / "marc"


def headed(head: Masthead, language: str = "en") -> Resolution:
    return replace(RESOLUTION, masthead=head, language=language)


def in_language(language: str, title: str) -> Resolution:
    return replace(french(), language=language, masthead=replace(MASTHEAD, title=title))


LETTERED = headed(
    replace(MASTHEAD, symbol="A/RES/99/80A", title="Lamps : A. Oil :", report=CommitteeReport("A/99/500"), draft=None)
)
EMERGENCY = replace(
    headed(
        Masthead("A/RES/ES-12/3", "general-assembly", "Storm", "ES-12", ("5",), "Storms", adopted=dt.date(2046, 3, 1),
                 issued=dt.date(2046, 3, 4), draft="A/ES-12/L.7", meeting="4")
    ),
    record=Official(outcome=Outcome.WITHOUT_VOTE, subjects=(Subject("", "ABYEI (SUDAN)"),)),
    footnotes=(),
)  # fmt: skip
SIX = (
    french(),
    in_language("es", "Los faros para todos"),
    in_language("ru", "Маяки для всех"),
    in_language("ar", "منارات للجميع"),
    in_language("zh", "人人享有灯塔"),
)
#: Records that stand as readable files.
GOLDEN = {
    "68-230": described(bundled()),
    "voted-six-languages": described(RESOLUTION, SIX, earlier=Earlier("A/RES/98/6", "Lighthouses for all")),
    "lettered": described(LETTERED),
    "emergency-session": described(EMERGENCY),
    "bare": described(headed(Masthead(symbol="A/RES/1/1", agenda_items=("3",)))),
}
#: Whatever a source may hold: controls of XML and of ISO 2709, a title that ends as ISBD's signs do.
HOSTILE = described(
    replace(
        headed(replace(MASTHEAD, title="Lights\x1e\x1f\x00 <&\x1d> :", agenda_title="\ud800")),
        footnotes=(Footnote("1", "fn1", Passage("x" * 300_000), None, 1),),
    )
)
TOO_LONG = described(headed(replace(MASTHEAD, corrigendum="x" * 300_000)))


def readable(of: Described, profile: Profile) -> str:
    """A record as a cataloguer reads it: a field a line, # for a blank indicator."""
    made = marc_record(of, profile)
    lines = [f"LDR    {made.leader}"]
    for field in made.fields:
        if field.is_control_field():
            lines.append(f"{field.tag}    {field.data}")
        else:
            subfields = "".join(f" ${code} {value}" for code, value in field.subfields)
            lines.append(f"{field.tag} {''.join(field.indicators or ()).replace(' ', '#')}{subfields}")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def values(made: Record, tag: str, code: str) -> list[str]:
    return [value for field in made.get_fields(tag) for value in field.get_subfields(code)]


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_a_record_is_as_its_case_has_it(name: str, profile: Profile) -> None:
    """Field by field, in both profiles."""
    assert readable(GOLDEN[name], profile) == (CASES / f"{name}.{profile}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("of", [*GOLDEN.values(), HOSTILE, TOO_LONG], ids=[*GOLDEN, "hostile", "too-long"])
def test_a_record_keeps_to_the_declaration(of: Described, profile: Profile) -> None:
    """Leader, fixed fields, indicators and subfields are those declared; none is empty; tags stand in order."""
    made = marc_record(of, profile)
    assert re.fullmatch(r"[\d ]{5}nam a22[\d ]{5}3[ai] 4500", str(made.leader))
    assert (len(str(made["008"].data)), len(str(made["007"].data))) == (40, 14)
    assert str(made["008"].data)[28] == "i", "a publication of an international body"
    assert [field.tag for field in made] == sorted(field.tag for field in made)
    declared = [rule for rule in RULES if profile in rule.profiles]
    for field in made.fields:
        if not field.is_control_field():
            marks = "".join(field.indicators or ())
            fit = [rule for rule in declared if rule.tag == field.tag and re.fullmatch(rule.indicators, marks)]
            assert fit, field
            assert {code for code, _ in field.subfields} <= set().union(*(rule.subfields for rule in fit)), field
            assert all(value.strip() for _, value in field.subfields), field
            assert "None" not in str(field), field


def test_every_declared_field_is_seen_in_a_case() -> None:
    """What no golden record shows is not specified."""
    for profile in Profile:
        seen = {field.tag for of in GOLDEN.values() for field in marc_record(of, profile)}
        declared = {rule.tag for rule in RULES if profile in rule.profiles}
        assert declared - seen <= {"600", "611"}, profile


def test_the_page_of_fields_is_not_stale() -> None:
    """`python -m lod.publish.marc.reference` was run since a field changed."""
    assert (TESTS.parent / "docs" / "marc.md").read_text(encoding="utf-8") == marc_page()


@pytest.mark.parametrize(
    ("title", "language", "skipped"),
    [
        ("The situation at sea", "en", "4"),
        ("A world of lights", "en", "2"),
        ("Andes lights", "en", "0"),
        ("L’état des phares", "fr", "2"),
        ("Les phares", "fr", "4"),
        ("La situación de los faros", "es", "3"),
        ("Die Leuchttürme", "de", "0"),
    ],
)
def test_an_article_at_the_front_is_not_filed(title: str, language: str, skipped: str) -> None:
    """The second indicator counts its characters, the space included."""
    assert marc_record(described(headed(replace(MASTHEAD, title=title), language)))["245"].indicator2 == skipped


def test_the_end_of_a_title_is_not_read_as_punctuation() -> None:
    """A title that ends in a colon would give two."""
    assert values(marc_record(HOSTILE), "245", "a") == ["Lights\ufffd\ufffd\ufffd <&\ufffd> :"]


def test_each_agenda_item_has_its_own_title() -> None:
    """Where the library gives no heading, 991 holds what is printed."""
    head = replace(MASTHEAD, agenda_items=("13", "75a"), item_titles=("Summits", "Oceans"))
    made = marc_record(described(replace(headed(head), record=Official())), Profile.UN)
    agenda = [tuple(field.get_subfields("a", "b", "d")) for field in made.get_fields("991")]
    assert agenda == [("A/99", "13", "Summits"), ("A/99", "75a", "Oceans")]


def test_a_heading_that_stands_for_a_title_is_told_once() -> None:
    """As of agenda item 55[9], whose title the official XML does not give."""
    headings = (
        AgendaHeading("55", "LAKES", "Lakes of Uganda.", "A/99/251"),
        AgendaHeading("55[9]", "LAKES", "LAKES", ""),
    )
    made = marc_record(described(replace(RESOLUTION, record=Official(agenda=headings))), Profile.UN)
    assert [field.get_subfields("c", "d") for field in made.get_fields("991")] == [
        ["LAKES", "Lakes of Uganda."],
        ["LAKES"],
    ]


def test_a_record_without_dates_says_so_in_its_fixed_field() -> None:
    """Type of date n, no year, and no transaction."""
    undated = marc_record(described(headed(replace(MASTHEAD, adopted=None, issued=None))))
    assert str(undated["008"].data)[6:15] == "nuuuuuuuu"
    assert undated.get_fields("005") == []


@pytest.mark.parametrize("profile", Profile)
def test_a_draft_is_not_said_to_be_adopted(profile: Profile) -> None:
    """Nor to be a resolution, nor to be its own draft."""
    head = replace(MASTHEAD, symbol="A/C.2/99/L.5", draft="A/C.2/99/L.5", adopted=None, meeting=None, report=None)
    made = marc_record(described(replace(headed(head), record=Official())), profile)
    assert values(made, "245", "b") in (["draft resolution"], ["draft resolution."])
    assert not [str(field) for field in made if "adopted" in str(field).lower() or "B01" in str(field)]
    assert not made.get_fields("989", "787", "993", "992", "996")
    said = replace(headed(replace(head, symbol="S/PRST/2015/1", draft=None)), record=Official())
    assert values(marc_record(described(said), profile), "245", "b")[0].startswith("presidential statement")


def test_a_title_that_only_says_which_resolution_it_is_needs_no_other_words() -> None:
    """As the library writes those of the Security Council; without a day of distribution no comma stands before it."""
    head = Masthead("S/RES/793(1992)", "security-council", "RESOLUTION 793 (1992)", adopted=dt.date(1992, 11, 30))
    made = marc_record(described(headed(head)), Profile.UN)
    assert str(made["245"]) == "=245  00$aResolution 793 (1992) /$cadopted by the Security Council"
    assert values(made, "260", "b") == ["UN."]


def test_a_meeting_below_a_body_is_in_the_field_of_bodies() -> None:
    """By MARC 21, X10; one that is entered under its own name is a meeting."""
    labels = (
        "UN. Conference on Disarmament",
        "UN Water Conference (2023 : New York)",
        "UN Office for Outer Space Affairs",
    )
    names = tuple(NameHeading(label, kind_of_heading(label).value) for label in labels)
    made = marc_record(described(replace(RESOLUTION, record=Official(names=names))), Profile.UN)
    assert values(made, "610", "a") == [labels[0], labels[2]]
    assert values(made, "611", "a") == [labels[1]]


def test_places_among_headings_are_told_apart() -> None:
    """A topic that only begins like a State is none."""
    assert [is_place_heading(label) for label in ("NIGER", "NIGERIAN ART", "KENYA--LAMPS", "LAMPS (OIL)")] == [
        True, False, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("profile", Profile)
def test_records_are_valid_by_the_schema(profile: Profile, shared: Path) -> None:
    """The Library of Congress's MARCXML schema, hostile characters included."""
    schema = etree.XMLSchema(etree.parse(shared / "standards" / "MARC21slim.xsd"))
    for of in (*GOLDEN.values(), HOSTILE, TOO_LONG):
        schema.assertValid(etree.fromstring(marcxml(of, profile), etree.XMLParser(huge_tree=True)))


@pytest.mark.parametrize("profile", Profile)
def test_pymarc_reads_what_was_written_as_it_was(profile: Profile) -> None:
    """Both ways of writing give the same fields."""
    for of in (*GOLDEN.values(), HOSTILE):
        made = marc_record(of, profile)
        (record,) = find_records(marcxml(of, profile))
        binary = iso2709(record)
        assert binary == made.as_marc(), "the library writes the same bytes"
        (from_iso,) = pymarc.MARCReader(binary)
        (from_xml,) = pymarc.parse_xml_to_array(BytesIO(marcxml(of, profile)))  # type: ignore[no-untyped-call]
        assert from_iso
        assert [str(f) for f in from_iso] == [str(f) for f in from_xml] == [str(f) for f in made]


def test_what_iso_2709_cannot_count_is_named_and_not_cut(tmp_path: Path) -> None:
    """It stands in the MARCXML whole."""
    made = write_collections("a.marc", tmp_path, [marcxml(TOO_LONG), marcxml(HOSTILE)])
    assert made.too_long == ("A/RES/99/7",)
    assert [path.read_text() for path in made.named()] == ["A/RES/99/7\n"]
    assert "x" * 300_000 in gzip.decompress(made.xml.read_bytes()).decode()
    assert sum(1 for _ in pymarc.MARCReader(gzip.decompress(made.iso.read_bytes()))) == 1
    with pytest.raises(UnresError, match="export it as MARCXML"):
        marc(TOO_LONG)


@pytest.mark.parametrize("profile", Profile)
def test_yaz_reads_records_both_ways(profile: Profile, tmp_path: Path) -> None:
    """From ISO 2709 and from MARCXML, without a complaint."""
    if not (yaz := shutil.which("yaz-marcdump")):
        pytest.skip("no yaz-marcdump (Debian package yaz)")
    records = [marcxml(of, profile) for of in (*GOLDEN.values(), HOSTILE)]
    made = write_collections("a.marc", tmp_path, records)
    for kind, path in (("marcxml", made.xml), ("marc", made.iso)):
        plain = tmp_path / kind
        plain.write_bytes(gzip.decompress(path.read_bytes()))
        run = subprocess.run([yaz, "-i", kind, "-o", "line", plain], capture_output=True, text=True, check=True)
        assert run.stderr == ""
        assert run.stdout.count("\n001 ") == len(records)
        assert "<!--" not in run.stdout, "what yaz thinks of a record"


def test_a_record_is_exported_for_the_library_that_is_named(tmp_path: Path) -> None:
    """003, 035 and 040 carry the publisher's organization; a wrong key is bad usage."""
    given = tmp_path / "own.toml"
    given.write_text('organization = "XX-Own"\n', encoding="utf-8")
    made = lod("export", BUNDLED, "--format", "marc", "--publication", given)
    (read,) = pymarc.MARCReader(made.stdout_bytes)
    assert read
    assert (read["003"].data, values(read, "035", "a")) == ("XX-Own", ["(XX-Own)A/RES/68/230"])
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("nonsense = 1\n", encoding="utf-8")
    refused = lod("export", BUNDLED, "--format", "marc", "--publication", wrong)
    assert refused.exit_code == 2
    assert "nonsense" in refused.stderr


def test_states_votes_are_counted_and_coded() -> None:
    """A name that leads to no State has no code."""
    made = marc_record(GOLDEN["voted-six-languages"], Profile.UN)
    assert (values(made, "967", "c"), values(made, "967", "d")) == (["UGA", "KEN"], ["Y", "A", "N"])
    assert [values(made, "996", code) for code in "bcd"] == [["1"], ["1"], ["1"]]
    assert len(RECORD.ballots) == 3
