"""The page `docs/marc.md`, made from the declaration of fields.

`python -m lod.publish.marc.reference` writes it below the folder it is run in; a test fails when it is stale.
"""

from pathlib import Path

from lod.publish.marc.fields import RULES, FieldRule, Profile
from lod.publish.marc.records import LEADERS

_TITLES = {
    Profile.UN: "Profile *un*: as the United Nations Digital Library writes records",
    Profile.STANDARD: "Profile *standard*: what any MARC 21 library takes",
}
_INTRO = """<!-- made by `python -m lod.publish.marc.reference`; change lod/publish/marc/fields.py, and run it again -->
# MARC 21 records

Every build writes the records of all resolutions in two profiles, as MARCXML and as ISO 2709, all in UTF-8:

| | MARCXML | ISO 2709 | of one resolution |
|---|---|---|---|
| standard | `data/unres.marc.xml.gz` | `data/unres.marc.mrc.gz` | `A/RES/68/230.marc.xml` |
| un | `data/unres.marc-un.xml.gz` | `data/unres.marc-un.mrc.gz` | `A/RES/68/230.marc-un.xml` |

`lod export FILE --format marcxml` (or `marcxml-un`, `marc`, `marc-un`) writes one record. A field is written only where
the resolution or the library's metadata in the official XML says it. `lod build --publication FILE` gives your own
`organization` for fields 003, 035 and 040. A record that is longer than the directory of ISO 2709 can count (9,999
bytes a field, 99,999 a record) is written as MARCXML only, and `data/unres.marc.xml-only.txt` names it; nothing is cut.
Control characters become U+FFFD: they never stop a record.

Load the records with what you have: `yaz-marcdump`, pymarc, MarcEdit, Koha's or Alma's import.

```
zcat public/data/unres.marc.mrc.gz > unres.mrc
yaz-marcdump -i marc -o line unres.mrc | head
```

What the library's local fields hold follows its published rules where there are such: its reference manual (B01 in 089
for a resolution), and the checks of its cataloguing program dlx-rest (089 with a code in `$b`, 989 for symbols with
`/RES/`, 993 with a digit as first indicator and `$a` alone). None of them says which digit of 993 stands for which
document: that 4 is the meeting record's is not confirmed.
"""


def marc_page() -> str:
    """Both profiles, field by field, as Markdown."""
    return "\n".join([_INTRO, *map(_profile, Profile)])


def _profile(profile: Profile) -> str:
    head = f"## {_TITLES[profile]}\n\nLeader `{LEADERS[profile]}` (lengths are filled in).\n"
    rows = (_row(rule) for rule in RULES if profile in rule.profiles)
    return "\n".join([head, "| field | indicators | subfields | says |", "|---|---|---|---|", *rows, ""])


def _row(rule: FieldRule) -> str:
    subfields = ", ".join(f"${code} {holds}" for code, holds in rule.subfields.items())
    indicators = f"`{rule.indicators.replace(' ', '#')}`" if rule.indicators else ""
    return f"| {rule.tag} | {indicators} | {subfields} | {rule.says} |"


if __name__ == "__main__":
    Path("docs", "marc.md").write_text(marc_page(), encoding="utf-8")
