"""A release: the same bytes twice, and a wheel that works alone, with every Python that this machine has."""

import json
import subprocess
from pathlib import Path

import pytest

from lod.model.version import VERSION
from lod.publish.checksums import SUMS
from tests.releasing import ROOT
from tests.releasing.bare import VERSIONS, build_bare, find_python, install, version_of
from tests.releasing.bill import write_bill
from tests.releasing.distributions import build_distributions, build_twice
from tests.releasing.locks import LOCKS, load_lock
from tests.runner import lod

EPOCH = "1700000000"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    pytest.importorskip("build", reason="pip install -e '.[release]'")
    made = build_distributions(ROOT, tmp_path_factory.mktemp("dist"), EPOCH)
    return next(path for path in made if path.suffix == ".whl")


def test_distributions_are_the_same_bytes_twice(wheel: Path, tmp_path: Path) -> None:
    """The second time from the unpacked sdist, in another folder; a third time, elsewhere, too."""
    made = build_twice(ROOT, tmp_path, EPOCH)
    assert [path.name for path in made] == [f"unres-{VERSION}-py3-none-any.whl", f"unres-{VERSION}.tar.gz"]
    assert made[0].read_bytes() == wheel.read_bytes()


def test_the_bill_names_every_locked_library_with_its_hashes(tmp_path: Path) -> None:
    """And is the same bytes twice."""
    pytest.importorskip("cyclonedx_py", reason="pip install -e '.[release]'")
    one, two = (write_bill(LOCKS / "package.lock", tmp_path / name, EPOCH) for name in ("one.json", "two.json"))
    assert one.read_bytes() == two.read_bytes()
    bill = json.loads(one.read_bytes())
    assert (bill["bomFormat"], bill["metadata"]["component"]["name"]) == ("CycloneDX", "unres")
    named = {
        (part["name"], part["version"]): {
            found["content"] for reference in part["externalReferences"] for found in reference.get("hashes", ())
        }
        for part in bill["components"]
    }
    assert named == {(entry.name, entry.version): set(entry.hashes) for entry in load_lock(LOCKS / "package.lock")}


@pytest.mark.parametrize("version", VERSIONS)
def test_the_wheel_builds_in_a_bare_environment(
    wheel: Path, version: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Installed by hash and nothing else beside it, from a folder that holds nothing: what the checkout publishes."""
    pytest.importorskip("uv", reason="pip install -e '.[release]'")
    if not (python := find_python(version)):
        pytest.skip(f"no Python {version} on this machine")
    installed = install(wheel, python, tmp_path / "environment")
    assert version_of(installed) == VERSION
    built = build_bare(installed, tmp_path / "work")
    subprocess.run([installed, "check", "public"], cwd=tmp_path / "work", check=True)
    here = tmp_path_factory.mktemp("here") / "public"
    assert lod("build", "--out", here).exit_code == 0
    assert built.sums == (here / SUMS).read_text(encoding="utf-8")
