"""Scripts of the site: what the package carries is what their sources give."""

import gzip
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.samples import TESTS

SITE = TESTS.parent / "site"


@pytest.fixture
def tools() -> Path:
    """The folder of the tools that `make scripts` installs."""
    folder = SITE / "node_modules" / ".bin"
    if not shutil.which("node") or not folder.is_dir():
        pytest.skip("no Node and no site/node_modules (make scripts)")
    return folder


def test_the_bundles_are_made_of_the_sources(tools: Path, tmp_path: Path) -> None:
    """A source that was changed without `make scripts` is noticed."""
    command = ["npm", "run", "--silent", "bundle", "--", f"--outdir={tmp_path}", "--log-level=error"]
    subprocess.run(command, cwd=SITE, check=True, capture_output=True, timeout=60)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {name: (SITE / "assets" / name).read_bytes() for name in made}
    assert set(made) == {"site.js", "search.js", "compare.js", "query.js", "query-worker.js"}


def test_the_engine_is_the_package_s_own(tools: Path) -> None:
    """What the site carries of Oxigraph, unpacked, is what the locked version has."""
    packed = (SITE / "assets" / "oxigraph.wasm.gz").read_bytes()
    assert gzip.decompress(packed) == (tools.parent / "oxigraph" / "web_bg.wasm").read_bytes()


def test_the_types_of_the_scripts_hold(tools: Path) -> None:
    done = subprocess.run(
        [tools / "tsc", "--noEmit"], cwd=SITE, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.stdout == ""
