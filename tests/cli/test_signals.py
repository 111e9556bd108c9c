"""What a signal does to a command that runs."""

import signal
import time

import pytest

from lod.cli.signals import stoppable


class Finalized:
    """A value whose finalizer runs when the signal comes: Python drops what is raised there."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGTERM)


def test_a_signal_in_a_finalizer_stops_the_command_too(capsys: pytest.CaptureFixture[str]) -> None:
    """With the same line and status, and once: tidying is not stopped by the next one."""
    tidied: list[bool] = []
    with pytest.raises(SystemExit) as ended, stoppable():
        _stopped_amid_work(tidied)
    assert ended.value.code == 143
    assert tidied == [True]
    assert capsys.readouterr().err == "lod: stopped by SIGTERM; what was published is whole\n"


def _stopped_amid_work(tidied: list[bool]) -> None:
    value = Finalized()
    try:
        del value
        time.sleep(10)
        pytest.fail("it went on")
    finally:
        signal.raise_signal(signal.SIGINT)
        tidied.append(True)


def test_other_faults_of_finalizers_are_told_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr("sys.unraisablehook", lambda lost: told.append(lost.exc_value))

    class Failing:
        def __del__(self) -> None:
            raise ValueError("otters")

    with stoppable():
        value = Failing()
        del value
    assert [str(fault) for fault in told] == ["otters"]


def test_a_signal_that_is_lost_at_the_end_stops_nothing_behind_it() -> None:
    """What ends first is the command: its timer raises nothing in whatever comes then."""
    value = Finalized()
    with stoppable():
        del value
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    time.sleep(0.05)
