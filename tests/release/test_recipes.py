"""Recipes for hosting (docs/hosting/): each is checked by what reads it, and its commands are run."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import urllib.request
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import click
import pytest

from lod.cli.main import main
from lod.data.files import data
from tests.releasing import ROOT
from tests.runner import lod

DEPLOY = ROOT / "docs" / "hosting"
UNIT = (DEPLOY / "unres.service").read_text(encoding="utf-8")
CONTAINER = (DEPLOY / "Containerfile").read_text(encoding="utf-8")


def settings(name: str) -> list[str]:
    """The values of a setting of the unit."""
    return re.findall(rf"^{name}=(.*)$", UNIT, re.MULTILINE)


def parsed(command: list[str]) -> dict[str, Any]:
    """What the options of a `lod` command come to; raises click's error for one that there is not."""
    name, *arguments = command
    parent = click.Context(main, info_name="lod", **main.context_settings)  # with it come the names of --help
    return main.commands[name].make_context(name, arguments, parent=parent).params


def test_the_unit_is_sound(tmp_path: Path) -> None:
    """systemd reads it without a complaint, and finds little that the service might do to the machine."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd here")
    (program,) = (shlex.split(command)[0] for command in settings("ExecStart"))
    unit = tmp_path / "unres.service"
    unit.write_text(UNIT.replace(program, sys.executable), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    if "Failed to" in done.stderr and "unres" not in done.stderr:
        pytest.skip(f"systemd-analyze does not run here: {done.stderr.strip()}")
    assert [line for line in done.stderr.splitlines() if "unres.service" in line] == []
    exposure = ["systemd-analyze", "security", "--offline=true", "--threshold=15", str(unit)]
    assert subprocess.run(exposure, capture_output=True, check=False).returncode == 0


def test_the_unit_serves_and_stops_in_order(tmp_path: Path) -> None:
    """Its command, with our folder and a free port, answers; what systemd sends at a stop ends it at once."""
    assert lod("build", "--out", tmp_path / "public").exit_code == 0
    ((_, *command),) = (shlex.split(command) for command in settings("ExecStart"))
    assert parsed(command)["host"] == "127.0.0.1"
    words = [{"/srv/unres/public": str(tmp_path / "public"), "8000": "0"}.get(word, word) for word in command]
    run = [sys.executable, "-c", "from lod.cli import main; main()", *words]
    env = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    with subprocess.Popen(run, env=env, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        address = server.stderr.readline().split()[0]
        with urllib.request.urlopen(f"{address}health") as answer:
            assert answer.status == 200
        server.send_signal(signal.SIGTERM)
        status = server.wait(timeout=float(settings("TimeoutStopSec")[0]))
    assert str(status) in settings("SuccessExitStatus")


def instructions() -> list[list[str]]:
    """The lines of the container file as words, continued ones joined."""
    joined = CONTAINER.replace("\\\n", " ")
    return [line.split(maxsplit=1) for line in joined.splitlines() if line and not line.startswith("#")]


def test_the_container_takes_what_a_release_holds() -> None:
    """The files that it copies are those of `make release`; it runs as nobody in particular, on a promised Python."""
    given = ("unres-1.0.package.lock", "unres-1.0-py3-none-any.whl")
    copied = [words.split()[:-1] for name, words in instructions() if name == "COPY" and "--from" not in words]
    assert all(any(fnmatch(file, pattern) for file in given) for patterns in copied for pattern in patterns)
    assert [name for name, _ in instructions() if name == "USER"] == ["USER"]
    versions = {words.split(":")[1].split("-")[0] for name, words in instructions() if name == "FROM"}
    classifiers = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert all(f"Python :: {version}" in classifiers for version in versions)


def test_the_container_runs_a_command_that_there_is() -> None:
    """With options that it has."""
    (command,) = (re.findall(r'"([^"]*)"', words) for name, words in instructions() if name == "CMD")
    assert parsed(command)["folder"] == Path("/public")
    with pytest.raises(click.UsageError):
        parsed([*command, "--other"])


def builder() -> str | None:
    """What builds containers here; an engine that does not answer is none."""
    for name in ("podman", "docker"):
        if shutil.which(name) and subprocess.run([name, "info"], capture_output=True, check=False).returncode == 0:
            return name
    return None


@pytest.mark.slow
def test_the_container_builds_and_answers(tmp_path: Path) -> None:
    """Where there is something that builds containers."""
    if not (name := builder()):
        pytest.skip("nothing here builds containers")
    subprocess.run([sys.executable, "-m", "tests.releasing", "--out", tmp_path], cwd=ROOT, check=True)
    subprocess.run([name, "build", "-f", DEPLOY / "Containerfile", "-t", "unres-test", tmp_path], check=True)
    subprocess.run([name, "run", "--rm", "unres-test", "--version"], check=True)


def steps() -> list[dict[str, Any]]:
    """The steps of the workflow."""
    yaml = pytest.importorskip("yaml", reason="pip install -e '.[release]'")
    told = yaml.safe_load((DEPLOY / "pages.yml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = told["jobs"]["publish"]["steps"]
    return found


def test_the_workflow_is_one() -> None:
    """It fits the schema of workflows."""
    pytest.importorskip("check_jsonschema", reason="pip install -e '.[release]'")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    done = subprocess.run([*command, DEPLOY / "pages.yml"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_workflow_publishes_a_folder_of_texts(tmp_path: Path) -> None:
    """Its commands, but for the installation: a text that cannot be read is named, the others stand below its base."""
    (texts := tmp_path / "texts").mkdir()
    shutil.copy(data("sources", "A_RES_68_230.txt"), texts)
    (texts / "other.txt").write_text("A letter, and no resolution.\n", encoding="utf-8")
    (step,) = (step for step in steps() if "lod build" in step.get("run", ""))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "BASE": "https://someone.github.io/resolutions/"}
    run = ["bash", "-e", "-c", step["run"]]
    done = subprocess.run(run, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "::warning::" in done.stdout
    assert "other.txt" in done.stderr
    turtle = (tmp_path / "public" / "A/RES/68/230.ttl").read_text(encoding="utf-8")
    assert "https://someone.github.io/resolutions/A/RES/68/230" in turtle


@pytest.mark.slow
def test_the_workflow_installs_by_hash(tmp_path: Path) -> None:
    """Into a new environment, from the files of a checkout."""
    (step,) = (step for step in steps() if "pip install" in step.get("run", ""))
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "new"], check=True)
    env = {**os.environ, "PATH": f"{tmp_path / 'new' / 'bin'}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": ""}
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=ROOT, env=env, check=True, capture_output=True)
    subprocess.run([tmp_path / "new" / "bin" / "lod", "--version"], check=True)
