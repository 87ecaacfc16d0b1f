"""A folder comes back on real devices: after ransomware, after an engine was killed, and from what retention has left."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from fakes.long_past import LongPast, content_of
from fakes.pairing import Pairing
from fakes.processes import EMAIL, Device, cli, cli_json, run, tree_of
from megadesk.ipc import messages as m
from megadesk.model.errors import EngineUnavailable


def wreck(folder: Path, files: int) -> None:
    """Rewrite and rename every file, as ransomware does."""
    for number in range(files):
        path = folder / f"{number % 10}" / f"{number:05}.jpg"
        path.write_bytes(os.urandom(200))
        path.rename(path.with_name(f"{path.name}.locked"))


def approve(device: Device) -> None:
    """Say yes to everything that a guard asks on a device, until it asks no more."""
    while cli(device.home, "status", "--wait", "--timeout", "60")[0] == 8:
        for asked in cli_json(device.home, "issues", "list"):
            cli(device.home, "issues", "resolve", asked["id"], "--approve")


def gallery(pairing: Pairing, files: int) -> dict[str, bytes | None]:
    """Make a folder of pictures, synced; return what it is like."""
    for number in range(files):
        path = pairing.here / f"{number % 10}" / f"{number:05}.jpg"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(f"picture {number}".encode() * 9)
    pairing.settle()
    return tree_of(pairing.here)


def test_ransomware_is_undone_by_one_command(pairing: Pairing) -> None:
    """Everything was rewritten, renamed, approved and synced; one command brings it back on both devices."""
    good = gallery(pairing, 400)
    before = pairing.two.status().head["main"].seq
    wreck(pairing.here, 400)
    approve(pairing.one)
    approve(pairing.two)
    pairing.settle()
    assert all(path.endswith(".locked") for path, held in tree_of(pairing.there).items() if held is not None)
    planned = cli_json(pairing.two.home, "rewind", "restore", "/Sync", "--at", f"#{before}", "--dry-run")
    # How many are the same nodes, renamed, depends on what a look at the folder came upon in the middle.
    assert sum(planned["summary"]["counts"].get(deed, 0) for deed in ("move", "return")) == 400
    code, shown, error = cli(pairing.two.home, "rewind", "restore", "/Sync", "--at", f"#{before}", "--exact")
    assert (code, "To undo it:" in shown) == (0, True), error
    pairing.settle()
    assert tree_of(pairing.here) == tree_of(pairing.there) == good


def kill(pairing: Pairing, after_s: float | None, answered: threading.Event) -> None:
    """End the first engine: after a while, wherever it is by then; or (None) once the other device heard of its work.

    What was killed before may have gone on and be done: then there is nothing to hear of, but an answer.
    """
    if after_s is None:
        seq = pairing.two.status().head["main"].seq
        while pairing.two.status().head["main"].seq == seq and not answered.is_set():
            pass
    else:
        answered.wait(after_s)
    pairing.one.kill()


def test_a_killed_engine_finishes_what_it_began(pairing: Pairing) -> None:
    """Killed at any point of a restore, it goes on by itself; in the end all is as it was, on both devices."""
    files = 1500
    good = gallery(pairing, files)
    before = pairing.one.status().head["main"].seq
    pairing.one.stop()
    wreck(pairing.there, files)
    approve(pairing.two)
    pairing.one.start()
    approve(pairing.one)
    pairing.settle()
    for after_s in (0.15, 0.4, None):
        answered = threading.Event()
        killer = threading.Thread(target=kill, args=(pairing, after_s, answered))
        killer.start()
        try:
            body = m.RewindRestore(path="/Sync", seq=before, exact=True)
            pairing.one.ask(m.REWIND_RESTORE, body, 100)
        except (EngineUnavailable, OSError):
            pass
        answered.set()
        killer.join()
        pairing.one.start()
    pairing.settle()
    assert tree_of(pairing.here) == good
    assert tree_of(pairing.there) == good


def test_what_retention_takes_away_was_not_promised(pairing: Pairing, tmp_path: Path) -> None:
    """Older moments are refused; all that is kept comes back, a new device has everything, and the server's books are right."""
    past = LongPast(pairing, seed=5)
    past.begin(60)
    past.live(8)
    gone = sorted(past.then)[:-1]
    data = pairing.server.stores.where
    operate("user", "retention", *data, EMAIL, "--days", "0", "--versions", "0")
    operate("gc", *data, "--now")
    operate("user", "retention", *data, EMAIL, "--days", "60", "--versions", "1")
    past.live(6)
    operate("gc", *data, "--now")
    for seq in gone:
        code, _, error = cli(past.home, "rewind", "show", "/Sync", "--at", f"#{seq}")
        assert (code, "the oldest it keeps is of" in error) == (4, True), error
    kept = [seq for seq in sorted(past.then) if seq not in gone]
    for seq in kept[1:-1:2]:
        past.compare_shown(seq)
        past.restore(seq, exact=True)
    operate("gc", *data, "--now")
    third, folder = Device(tmp_path / "three"), tmp_path / "new"
    folder.mkdir()
    third.start()
    try:
        third.log_in(pairing.server, "three")
        third.add_pair(folder)
        third.wait()
        assert content_of(folder) == content_of(pairing.here)
    finally:
        third.kill()
    operate("check", *data, "--content")


def operate(*words: str) -> None:
    """Run a command of the operator, beside the running server."""
    code, out, errors = run("server", *words)
    assert code == 0, out + errors
