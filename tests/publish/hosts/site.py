"""A publication from which a resolution was taken away, at an address of its own."""

from pathlib import Path

from tests.publish.test_build import OTHER
from tests.runner import lod
from tests.samples import BUNDLED, TESTS

GONE = "A/RES/90/2"
#: A symbol with signs that addresses escape, or may.
VOTED = TESTS / "files" / "akn" / "lighthouses.en.xml"


def build_site(folder: Path, site: str, name: str = "public") -> Path:
    """The published folder, made for the address `site`."""
    told, other = folder / "publication.toml", folder / "other.txt"
    told.write_text(f'site = "{site}"\n', encoding="utf-8")
    other.write_text(OTHER, encoding="utf-8")
    for sources in ((BUNDLED, VOTED, other), (BUNDLED, VOTED)):
        run = lod("build", *sources, "--out", folder / name, "--publication", told)
        assert run.exit_code == 0, run.output
    return folder / name
