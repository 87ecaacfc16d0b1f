"""Attacks on history: a server that shows an older state than it has shown before."""

from __future__ import annotations

from pathlib import Path

from fakes.processes import cli, cli_json, tree_of
from fakes.tampering import DAMAGED, Stage, failure_of


def aside(stage: Stage) -> Path:
    """Return where what the server has now can be kept for later."""
    stage.beside.add("newer server")
    return stage.live / "newer server"


def exchange(stage: Stage, data: Path) -> None:
    """Let the server go on with a copy of other data, as after a restore from a backup."""
    stage.server.stop()
    stage.server.stores.put_back(data)
    stage.server.start()


def test_d1_an_older_copy_of_the_server_stops_a_device(stage: Stage) -> None:
    """A server restored from a backup: the device stops with rollback, deletes nothing, sends nothing, and says so.

    A pin is not given up by itself: it goes on once the server has again what it had, and not before.
    """
    newer = aside(stage)
    stage.server.stores.keep(newer)
    stage.server.stores.put_back(stage.older)
    stage.open()
    stage.proxy.note_lie()
    stage.check_frozen("rollback", what="restarted device")
    stage.check_said("rollback")
    stage.two.stop()
    stage.two.start()
    stage.check_frozen("rollback", what="once more")
    exchange(stage, newer)
    stage.check_recovers()


def test_d1_a_device_that_runs_meanwhile_stops_too(stage: Stage) -> None:
    """The older copy comes while the device runs: what it had caught up with stays, what is new is not sent."""
    stage.open()
    assert stage.two.wait().state == "synced"
    newer = aside(stage)
    stage.server.stop()
    stage.server.stores.keep(newer)
    stage.server.stores.put_back(stage.older)
    stage.proxy.be_honest()
    stage.proxy.note_lie()
    stage.server.start()
    (stage.there / "mine.txt").write_bytes(b"edited once more")
    (stage.there / "kept.txt").unlink()
    left = tree_of(stage.there)
    status, _, _ = cli(stage.two.home, "status", "--wait", "--timeout", "60")
    assert status == DAMAGED
    assert stage.two.status().frozen == "rollback"
    # A change that was on its way may be how it found out; it was not taken, and no other follows.
    assert len(stage.proxy.changing_since_lie()) <= 1
    stage.proxy.be_honest()
    stage.proxy.note_lie()
    (stage.there / "later.txt").write_bytes(b"written while it stood still")
    left["later.txt"] = b"written while it stood still"
    assert failure_of(stage.two.wait).code == "rollback"
    assert stage.proxy.changing_since_lie() == []
    assert tree_of(stage.there) == left
    exchange(stage, newer)
    assert [pair.state for pair in stage.two.wait().pairs] == ["synced"]
    stage.one.start()
    assert stage.one.wait().state == "synced"
    assert (stage.here / "mine.txt").read_bytes() == b"edited once more"
    assert (stage.here / "later.txt").exists()
    assert not (stage.here / "kept.txt").exists()


def test_d1_a_rebuilt_database_still_holds_the_server_to_what_was_verified(stage: Stage) -> None:
    """Without its database a device knows the head it verified last from the copy beside it: an older state is refused."""
    newer = aside(stage)
    stage.server.stores.keep(newer)
    stage.server.stores.put_back(stage.older)
    for path in (stage.two.home / "state").glob("megadesk.db*"):
        path.unlink()
    stage.open()
    stage.proxy.note_lie()
    stage.check_frozen("rollback", what="rebuilt database")
    exchange(stage, newer)
    stage.proxy.be_honest()
    assert [pair.state for pair in stage.two.wait().pairs] == ["synced"]
    assert stage.two.status().frozen is None
    kept = set(tree_of(stage.there).values())
    assert (set(tree_of(stage.here).values()) | set(stage.before.values())) - kept == set()
    stage.check_secret()


def test_row188_a_restored_server_is_accepted_by_name(stage: Stage) -> None:
    """Both devices go on with a server that was restored from a backup: no file is deleted, and what differs stays twice.

    The device that goes first sends what the server lost. The second, which had the lost history, must be told too.
    """
    stage.server.start()
    stage.one.start()
    assert stage.one.wait().state == "synced"
    stage.two.start()
    stage.two.wait()
    stage.server.stop()
    stage.server.stores.put_back(stage.older)
    stage.server.start()
    (stage.there / "later.txt").write_bytes(b"written after the loss")
    before = tree_of(stage.here) | tree_of(stage.there)
    for device in (stage.two, stage.one):
        assert failure_of(device.wait).code in {"rollback", "fork"}
        shown = cli_json(device.home, "space", "show")
        assert shown["frozen"] in {"rollback", "fork"}
        assert cli(device.home, "space", "accept-fork", "--head", "00000000")[0] == 2
        assert cli(device.home, "space", "accept-fork", "--head", shown["server"]["hash"])[0] == 0
        assert [pair.state for pair in device.wait().pairs] == ["synced"]
    stage.two.wait()
    assert tree_of(stage.here) == tree_of(stage.there)
    kept = set(tree_of(stage.here).values())
    assert {content for content in before.values() if content is not None} <= kept
    assert stage.two.status().frozen is None
