"""One path of a pair, as it is known on each side."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.devices import PAIR, ROOT_ID, Cloud, Desk
from megadesk.engine.subject import Subject
from megadesk.model.ids import SpaceId
from megadesk.model.pair import PairState, Problem, SyncPair
from megadesk.model.relpath import RelPath
from megadesk.sync.outlook import Outlook
from megadesk.sync.report import PairReport


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A device in step."""
    made = Desk(tmp_path, "ann", Cloud())
    made.write("docs/a.txt", "alpha")
    made.write("docs/b.part", "half")
    made.write("c.txt", "gamma")
    made.sync()
    return made


def subject(desk: Desk, path: str) -> Subject:
    """Return what is known of a path."""
    pair = SyncPair(id=PAIR, name="p", local=str(desk.path), space=SpaceId(b"s" * 32), root=ROOT_ID, marker="m")
    report = PairReport(
        pair=pair, state=PairState.SYNCED, busy=False, pending=0, files=0, bytes=0, problems=(), error=None, guard=None,
        synced_ms=None,
    )  # fmt: skip
    outlook = Outlook(desk.folder, desk.executor, lambda _path: False)
    node = outlook.at(RelPath(path))
    remote = desk.view.tree()
    return Subject(
        report=report, outlook=outlook, remote=remote, path=RelPath(path), disk=str(desk.path / path), node=node,
        here=outlook.local(node) if node else None, there=remote.get(node) if node else None,
    )  # fmt: skip


def test_a_file_in_step(desk: Desk) -> None:
    """It is known, as it was seen, and the same on both sides; folders are told from files."""
    found = subject(desk, "docs/a.txt")
    assert (found.is_known, found.is_on_disk, found.is_as_seen, found.is_in_step) == (True, True, True, True)
    assert (found.is_folder, subject(desk, "docs").is_folder, subject(desk, "").is_folder) == (False, True, True)


def test_the_disk_is_looked_at_now(desk: Desk) -> None:
    """An edit or a removal that no scan has seen yet shows all the same."""
    desk.write("docs/a.txt", "edited, and longer")
    (desk.path / "c.txt").unlink()
    assert (subject(desk, "docs/a.txt").is_as_seen, subject(desk, "docs/a.txt").is_in_step) == (False, False)
    assert (subject(desk, "c.txt").is_on_disk, subject(desk, "c.txt").is_in_step) == (False, False)


def test_a_path_nobody_knows(desk: Desk) -> None:
    """It is not known; nothing there is as nothing was seen."""
    found = subject(desk, "nope")
    assert (found.is_known, found.is_on_disk, found.is_as_seen, found.is_in_step) == (False, False, True, False)
    assert subject(desk, "docs/b.part").is_known is False


def test_what_is_in_a_folder_is_counted(desk: Desk) -> None:
    """What differs, and what a rule leaves out, below it and not elsewhere."""
    before = subject(desk, "").below(())
    assert (before.in_step, before.waiting, before.ignored, before.is_apart) == (2, 0, 1, False)
    assert (subject(desk, "docs").below(()).in_step, subject(desk, "docs").below(()).ignored) == (1, 1)
    desk.write("docs/new.txt", "new")
    desk.write("c.txt", "edited, and longer")
    desk.looking.observe(None)
    assert [subject(desk, path).below(()).waiting for path in ("docs", "")] == [1, 2]
    assert [subject(desk, path).below(()).in_step for path in ("docs", "")] == [1, 1]
    held = Problem(code="changing", path=RelPath("c.txt"))
    assert [subject(desk, path).below([held]).waiting for path in ("docs", "")] == [1, 1]
    (desk.path / "docs" / "deep").mkdir()
    desk.looking.observe(None)
    assert (subject(desk, "docs/deep").below(()).is_apart, subject(desk, "docs/deep").below(()).waiting) == (True, 0)
