"""The machines of the trial: folders are compared and searched rightly, and nothing is left running."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from megadesk.cli import trial_stage
from megadesk.cli.trial_stage import Stage, folder_bytes, names_in, read_tree
from megadesk.host.autostart import Autostart
from megadesk.host.paths import find_profile
from megadesk.model.errors import ServerUnavailable


def test_trees_are_compared_by_content_without_our_own_folder(tmp_path: Path) -> None:
    """Two folders are the same if names and bytes are; .megadesk at the top is not part of them."""
    for name in ("one", "two"):
        (tmp_path / name / "sub").mkdir(parents=True)
        (tmp_path / name / "sub" / "🎂").write_bytes(b"cake")
        (tmp_path / name / ".megadesk").mkdir()
    (tmp_path / "one" / ".megadesk" / "x").write_bytes(b"x")
    assert read_tree(tmp_path / "one") == read_tree(tmp_path / "two")
    assert set(read_tree(tmp_path / "one")) == {"sub", "sub/🎂"}
    (tmp_path / "two" / "sub" / "🎂").write_bytes(b"pie")
    assert read_tree(tmp_path / "one") != read_tree(tmp_path / "two")


@pytest.mark.parametrize(
    "write",
    [
        lambda data: (data / "blocks" / "x").write_bytes(b"..marmalade.."),
        lambda data: (data / "blocks" / "x").write_bytes("..marmalade..".encode("utf-16-le")),
        lambda data: (data / "blocks" / "marmalade.bin").write_bytes(b""),
        lambda data: (data / "marmalade").mkdir(),
    ],
)
def test_a_leak_on_the_server_is_found(tmp_path: Path, write: object) -> None:
    """In the bytes of a file, in either encoding, and in a name."""
    stage = Stage(tmp_path)
    (stage.server_data / "blocks").mkdir(parents=True)
    (stage.server_data / "blocks" / "y").write_bytes(b"opaque")
    assert not stage.is_seen_by_server("marmalade")
    assert callable(write)
    write(stage.server_data)
    assert stage.is_seen_by_server("marmalade")


def test_a_folder_is_measured(tmp_path: Path) -> None:
    """All files at any depth, the longest names first."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b").write_bytes(b"12")
    (tmp_path / "a").write_bytes(b"345")
    assert folder_bytes(tmp_path) == 5
    assert names_in(tmp_path) == [("sub/b", 2), ("a", 3)]


def test_the_server_runs_beside_us(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows no window opens with it, and Control-C reaches us alone."""

    class Child:
        def __init__(self, _command: list[str], *, creationflags: int, **_: object) -> None:
            raise OSError(creationflags, "asked")

    monkeypatch.setattr(trial_stage, "aside_flags", lambda: 7)
    monkeypatch.setattr(subprocess, "Popen", Child)
    with pytest.raises(OSError, match="asked") as stopped:
        Stage(tmp_path).start_server()
    assert stopped.value.errno == 7


def test_a_server_that_does_not_start_is_an_error_with_its_last_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is left running, and the reason is in the error."""
    monkeypatch.setattr(trial_stage, "own_command", lambda _: ["/bin/sh", "-c", "echo no port; exit 1"])
    stage = Stage(tmp_path)
    with pytest.raises(ServerUnavailable, match="no port"):
        stage.start_server()
    stage.close()
    stage.close()


def test_nothing_of_a_trial_starts_at_the_next_login(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who switched that on in the app would be greeted by an empty profile: it ends with the trial."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    stage = Stage(tmp_path)
    entry = Autostart(find_profile(str(stage.a.home), {}), os.environ)
    entry.turn(on=True)
    assert entry.is_on()
    stage.close()
    assert not entry.is_on()
