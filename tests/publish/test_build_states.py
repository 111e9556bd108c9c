"""Builds as they follow one another: texts come, change and go, some builds are killed; the folder is as if built once.

A state machine (hypothesis) draws what happens; after each build that ends, every byte is that of a build of the same
texts into an empty folder, without a cache.
"""

import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from tests.publish.test_build import OTHER, snapshot
from tests.runner import lod

#: Subjects and what is asked: a change of either reaches pages of actors, sessions, lists, series and dumps.
SUBJECTS = ("lakes", "rivers", "lighthouses")
ASKED = ("the Secretary-General", "the Security Council", "all Member States")
numbers = st.integers(1, 4)
#: What a theme may do to a page: of lists, of things, of all.
TEMPLATES = ("home.html", "entity.html", "base.html")
OVERRIDES = ("rivers", "lakes")
#: How often each of these happened, over all runs of the machine.
_SEEN: Counter[str] = Counter()
_CLEAN: dict[tuple[tuple[str, str], ...], dict[str, str]] = {}
#: What is said of texts and of templates, by file.
Files = dict[str, str]


def text(number: int, subject: str, asked: str) -> str:
    """A resolution; that of one number cites that of the number before it."""
    return (
        OTHER.replace("90/2", f"90/{number}")
        .replace("lakes", subject)
        .replace("the Secretary-General", asked)
        .replace("68/230 of 20 December 2013", f"90/{number - 1} of 20 February 2036")
    )


def built_at_once(texts: Files, theme: Files) -> Files:
    """What a first build of some texts with a theme publishes; made once for the same ones."""
    key = (*sorted(texts.items()), *sorted(theme.items()))
    if key not in _CLEAN:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            sources = write(folder / "in", texts)
            look = write_theme(folder / "theme", theme)
            done = lod("build", sources, "--out", folder / "public", "--no-cache", "--theme", look)
            assert done.exit_code == 0, done.output
            _CLEAN[key] = snapshot(folder / "public")
    return _CLEAN[key]


def write_theme(folder: Path, theme: Files) -> Path:
    """A theme that puts a line into the head of pages of some templates of the package."""
    head = (
        "{{% extends 'site/{}' %}}{{% block head %}}{{{{ super() }}}}<meta name='about' content='{}'>{{% endblock %}}"
    )
    write(folder / "templates", {name: head.format(name, words) for name, words in theme.items()})
    (folder / "theme.toml").write_text('name = "Lakes and rivers"\n', encoding="utf-8")
    return folder


def write(folder: Path, texts: Files) -> Path:
    """A folder that holds these texts and nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, content in texts.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


class Builds(RuleBasedStateMachine):
    """One folder of texts and its publication; the cache beside it goes on from build to build."""

    def __init__(self) -> None:
        super().__init__()
        self.scratch = Path(tempfile.mkdtemp())
        self.texts: Files = {}
        self.theme: Files = {}
        self.built: tuple[Files, Files] | None = None

    def teardown(self) -> None:
        shutil.rmtree(self.scratch)

    @initialize(number=numbers)
    def begin(self, number: int) -> None:
        """There is a text at first."""
        self.put(number, SUBJECTS[0], ASKED[0])

    @rule(number=numbers, subject=st.sampled_from(SUBJECTS), asked=st.sampled_from(ASKED))
    def put(self, number: int, subject: str, asked: str) -> None:
        """A text comes, or another stands in its place."""
        self.texts[f"{number}.txt"] = text(number, subject, asked)

    @precondition(lambda self: len(self.texts) > 1)
    @rule(data=st.data())
    def take(self, data: st.DataObject) -> None:
        """A text goes."""
        del self.texts[data.draw(st.sampled_from(sorted(self.texts)))]

    @rule(template=st.sampled_from(TEMPLATES), words=st.sampled_from(OVERRIDES))
    def override(self, template: str, words: str) -> None:
        """The theme has a template of its own, or another one."""
        self.theme[template] = words

    @precondition(lambda self: self.theme)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        """The theme has no such template any longer."""
        del self.theme[data.draw(st.sampled_from(sorted(self.theme)))]

    @property
    def wanted(self) -> tuple[Files, Files]:
        """What the next build is made from."""
        return dict(self.texts), dict(self.theme)

    def command(self) -> tuple[str, ...]:
        """A build of the texts and the theme as they are by now."""
        sources = write(self.scratch / "in", self.texts)
        theme = write_theme(self.scratch / "theme", self.theme)
        out = ("--out", str(self.scratch / "public"), "--prune", "--jobs", "1")
        return ("build", str(sources), *out, "--theme", str(theme))

    @precondition(lambda self: self.built != self.wanted)
    @rule()
    def build(self) -> None:
        """A build ends: the folder is that of a first build."""
        done = lod(*self.command())
        assert done.exit_code == 0, done.output
        self.built = self.wanted
        _SEEN["built"] += 1
        assert snapshot(self.scratch / "public") == built_at_once(*self.wanted)

    @precondition(lambda self: self.built == self.wanted)
    @rule()
    def build_again(self) -> None:
        """Nothing changed: no file is written."""
        before = {path: path.stat().st_mtime_ns for path in (self.scratch / "public").rglob("*")}
        done = lod(*self.command())
        assert done.exit_code == 0, done.output
        assert {path: path.stat().st_mtime_ns for path in (self.scratch / "public").rglob("*")} == before

    @rule(where=st.sampled_from(("switch", "anywhere")), operation=st.integers(0, 150))
    def be_killed(self, where: str, operation: int) -> None:
        """A build of what the texts are by now ends at some operation; the next one mends it."""
        killed = ("-m", "tests.publish.killed_build", where, str(operation))
        command = (sys.executable, *killed, *self.command())
        done = subprocess.run(command, capture_output=True, check=False)
        _SEEN["killed" if done.returncode == -signal.SIGKILL else "outlived"] += 1
        self.built = None  # the old or the new one stands there


VOTE = "[Adopted by a recorded vote of 1 to 1, with no abstentions.\nIn favour: {}\nAgainst: Togo]\n"


def put_to_the_vote(session: int, number: int, for_it: str) -> str:
    """A resolution of the ninetieth or the ninety-first session that names a goal; one State for it, Togo against."""
    read = OTHER.replace("Recalling its", "Recalling Sustainable Development Goal 14 and its")
    read = read.replace("A/RES/90/2", f"A/RES/{session}/{number}").replace("90/2. Care", f"{session}/{number}. Care")
    if session > 90:
        read = read.replace("Ninetieth", "Ninety-first").replace("2036", "2037")
    return f"{read}\n{VOTE.format(for_it)}"


def test_pages_of_sessions_come_change_and_go_with_what_they_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the votes of a State and of a goal, where both are many; each time as if built once."""
    monkeypatch.setattr("lod.publish.pages.goals.SPLIT_GOAL", 2)
    monkeypatch.setattr("lod.publish.pages.entities.SPLIT_VOTES", 2)
    few = {"1.txt": put_to_the_vote(90, 1, "Chile"), "2.txt": put_to_the_vote(91, 2, "Chile")}
    many = {**few, "3.txt": put_to_the_vote(91, 3, "Chile")}
    states = ("country/chl", "country/tgo")
    sheets = {f"{path}.session-{session}.html" for path in (*states, "goals/14") for session in (90, 91)}
    for texts, expected in (
        (few, set()),
        (many, sheets),
        ({**many, "3.txt": put_to_the_vote(91, 3, "Peru")}, {path for path in sheets if "chl" not in path}),
        ({**many, "3.txt": put_to_the_vote(91, 3, "Togo, Chile")}, sheets),
        (few, set()),
    ):
        sources = write(tmp_path / "in", texts)
        done = lod("build", sources, "--out", tmp_path / "public", "--prune")
        assert done.exit_code == 0, done.output
        made = snapshot(tmp_path / "public")
        assert {path for path in made if path.startswith(("country/", "goals/")) and ".session-" in path} == expected
        clean = lod("build", sources, "--out", tmp_path / "clean", "--no-cache", "--prune")
        assert clean.exit_code == 0, clean.output
        assert made == snapshot(tmp_path / "clean")


@pytest.mark.slow
def test_builds_that_follow_one_another_are_one_build() -> None:
    """Whatever comes, changes, goes and is killed between."""
    run_state_machine_as_test(
        Builds, settings=settings(max_examples=20, stateful_step_count=12, derandomize=True, deadline=None)
    )
    print(dict(_SEEN))
    assert min(_SEEN["built"], _SEEN["killed"]) > 5
