"""sync add, list, pause, resume, remove, rescan, direction, symlinks."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.cli import PAIR, Cli
from fakes.engine import FakeEngine
from megadesk.ipc import messages
from megadesk.ipc.messages import (
    AddPair,
    Nothing,
    Pair,
    PairPreview,
    Pairs,
    PreviewPair,
    Progress,
    SetDirection,
    SetSymlinks,
    Share,
)

PHOTOS = str(Path("Photos").absolute())


def test_a_pair_is_added(cli: Cli, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The local path is made absolute, the cloud's gets its one spelling."""
    engine.answer(messages.ADD_PAIR, PAIR)
    monkeypatch.chdir(tmp_path)
    outcome = cli("sync", "add", "Photos", "/Photos/", "--name", "P")
    assert outcome.code == 0, outcome.err
    assert "00c0ffee" in outcome.out
    assert engine.asked == [AddPair(local=str(tmp_path / "Photos"), remote="/Photos", name="P")]


def test_a_dry_run_makes_nothing(cli: Cli, engine: FakeEngine, tmp_path: Path) -> None:
    """It is compared and said, and no pair is asked for."""
    none = Share(files=0, bytes=0)
    found = PairPreview(
        local=str(tmp_path), remote="/p", local_exists=True, remote_exists=True, only_here=Share(files=2, bytes=3),
        only_there=none, same=none, differ=none,
    )  # fmt: skip
    engine.answer(messages.PREVIEW_PAIR, [Progress(phase="hash", total_files=2), found])
    shown = cli("sync", "add", str(tmp_path), "/p", "--direction", "up", "--dry-run")
    assert "Only here: 2 files" in shown.out
    assert "Comparing: 2 files" in shown.err
    assert engine.asked == [PreviewPair(local=str(tmp_path), remote="/p", direction="up")]
    assert cli("sync", "add", str(tmp_path), "/p", "--dry-run", "--json").document["only_here"]["files"] == 2


def test_a_pair_has_a_direction(cli: Cli, engine: FakeEngine, tmp_path: Path) -> None:
    """It is said when a pair is added, changed later, shown in the list; a word that is none is wrong usage."""
    engine.answer(messages.ADD_PAIR, PAIR)
    engine.answer(messages.SET_DIRECTION, PAIR)
    assert cli("sync", "add", str(tmp_path), "/p", "--direction", "up").code == 0
    assert cli("sync", "direction", "Photos", "down").code == 0
    assert engine.asked == [
        AddPair(local=str(tmp_path), remote="/p", direction="up"), SetDirection(pair="Photos", direction="down", folder=PHOTOS),
    ]  # fmt: skip
    assert PAIR.direction in cli("sync", "direction", "Photos", "both").out.split()
    assert cli("sync", "direction", "Photos", "sideways").code == 2
    assert cli("sync", "add", str(tmp_path), "/p", "--direction", "out").code == 2


def test_a_pair_keeps_or_skips_links(cli: Cli, engine: FakeEngine, tmp_path: Path) -> None:
    """The choice is made when a pair is added and changed later; another word is wrong usage."""
    engine.answer(messages.ADD_PAIR, PAIR)
    engine.answer(messages.SET_SYMLINKS, PAIR)
    assert cli("sync", "add", str(tmp_path), "/p", "--symlinks", "keep").code == 0
    assert cli("sync", "symlinks", "Photos", "skip").code == 0
    assert engine.asked == [
        AddPair(local=str(tmp_path), remote="/p", symlinks="keep"), SetSymlinks(pair="Photos", symlinks="skip", folder=PHOTOS),
    ]  # fmt: skip
    assert cli("sync", "symlinks", "Photos", "follow").code == 2


def test_pairs_are_listed(cli: Cli, engine: FakeEngine) -> None:
    """As a JSON list with the fields of the contract, or as a table."""
    engine.answer(messages.LIST_PAIRS, Pairs(pairs=[PAIR]))
    (found,) = cli("sync", "list", "--json").document
    assert {"id", "name", "local", "remote", "direction", "state", "pending", "files", "bytes", "issues"} <= set(found)
    assert "12,408" in cli("sync", "list").out
    engine.answer(messages.LIST_PAIRS, Pairs(pairs=[]))
    assert "No folder is synced yet" in cli("sync", "list").out


@pytest.mark.parametrize("word", ["pause", "resume", "rescan", "remove"])
def test_a_pair_is_named_by_its_id(cli: Cli, engine: FakeEngine, word: str) -> None:
    """Each command asks for its own method with what was typed, which may be a folder."""
    methods = {
        "pause": messages.PAUSE_PAIR, "resume": messages.RESUME_PAIR, "rescan": messages.RESCAN_PAIR,
    }  # fmt: skip
    if word == "remove":
        engine.answer(messages.REMOVE_PAIR, Nothing())
    else:
        engine.answer(methods[word], PAIR)
    assert cli("sync", word, "Photos").code == 0
    assert engine.asked == [Pair(pair="Photos", folder=PHOTOS)]
