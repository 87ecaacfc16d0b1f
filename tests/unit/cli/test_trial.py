"""The story of the trial: how it ends, and that the exit code says so."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from fakes.cli import Cli
from fakes.signals import HANG_UP, be_told
from megadesk.cli import trial
from megadesk.cli.trial import Report, Step, Trial, WrongEndingError
from megadesk.cli.trial_stage import Stage
from megadesk.model.errors import ServerUnavailable


def test_the_story_ends_at_the_first_step_that_goes_wrong(tmp_path: Path) -> None:
    """What came before is told, what is wrong is said, and everything is closed."""
    story = Trial(Stage(tmp_path), tell=lambda _: None)

    def wrong() -> list[str]:
        raise WrongEndingError("a version was lost")

    def stopped() -> list[str]:
        raise ServerUnavailable("nobody there")

    assert story._step("fine", lambda: ["well"])
    assert not story._step("wrong", wrong)
    assert not story._step("stopped", stopped)
    assert [step.ok for step in story._steps] == [True, False, False]
    assert "a version was lost" in story._steps[1].details[0]
    assert "nobody there" in story._steps[2].details


@pytest.mark.parametrize("ok", [True, False])
def test_the_exit_code_says_how_it_went(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, ok: bool) -> None:
    """0 only if all is as it should be; the folder that was named stays, and must be empty before."""
    folder = tmp_path / "here"
    report = Report(ok=ok, seconds=1.0, folder=str(folder), steps=[Step(name="a", seconds=1.0, ok=ok, details=[])])
    monkeypatch.setattr(Trial, "run", lambda _: report)
    outcome = cli("try", "--dir", str(folder), "--json")
    assert outcome.code == (0 if ok else 1)
    assert json.loads(outcome.out)["ok"] is ok
    assert ("NOT AS IT SHOULD BE" in cli("try", "--dir", str(folder)).out) is not ok
    assert folder.is_dir()
    (folder / "mine").write_text("x")
    assert cli("try", "--dir", str(folder)).code == 2


@pytest.mark.parametrize("name", ["SIGTERM", HANG_UP])
def test_a_trial_that_is_ended_cleans_up(name: str) -> None:
    """Told to end, or with its terminal closed, which is said twice: what unwinds is not interrupted; afterwards all is as before."""
    number = signal.Signals[name]
    before = signal.getsignal(number)
    unwound = list[str]()

    def end_twice() -> None:
        try:
            be_told(name)
        finally:
            be_told(name)
            unwound.append("all")

    with pytest.raises(KeyboardInterrupt), trial._ended_politely():
        end_twice()
    assert unwound == ["all"]
    assert signal.getsignal(number) is before


def test_the_sample_is_worth_looking_at() -> None:
    """An emoji, folders in folders, and a file of more than one block."""
    assert any(not name.isascii() for name in trial.SAMPLES)
    assert any(name.count("/") > 1 for name in trial.SAMPLES)
    assert trial.PICTURE_BYTES > 4 << 20
