"""The trial with the app: what is prepared, and that everything ends with it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from megadesk.cli import trial
from megadesk.cli.trial_app import TrialApp
from megadesk.cli.trial_stage import Stage
from megadesk.host.paths import find_profile
from megadesk.host.prefill import Prefill, take_prefill


def test_the_app_finds_everything_filled_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The password in a file, never on the command line; the server ends with the app."""
    stage = Stage(tmp_path)
    closed: list[bool] = []
    commands: list[list[str]] = []
    taken: list[Prefill | None] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        commands.append(command)
        taken.append(take_prefill(find_profile(str(stage.a.home), {})))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(stage, "start_server", lambda: setattr(stage, "address", "http://127.0.0.1:1"))
    monkeypatch.setattr(stage, "close", lambda: closed.append(True))
    monkeypatch.setattr(subprocess, "run", run)
    told: list[str] = []
    assert TrialApp(stage, {"a/b.txt": b"x"}, told.append).run() == 0
    assert stage.a.read("a/b.txt") == b"x"
    left = taken[0]
    assert left is not None
    assert (left.server, left.folder, left.key_store) == ("http://127.0.0.1:1", str(stage.a.root), "file")
    assert left.password == stage.password
    assert left.is_trial
    assert not any(stage.password in word for word in commands[0])
    assert closed == [True]


def test_the_sample_has_a_picture() -> None:
    """Of more than one block."""
    samples = trial.all_samples(bytes)
    assert len(samples[trial.PICTURE]) == trial.PICTURE_BYTES
    assert len(samples) == trial.FILES
