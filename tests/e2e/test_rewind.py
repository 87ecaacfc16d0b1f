"""Two real devices edit a folder for a while, and every moment of it can be seen and brought back, bit for bit."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from fakes.chronicle import Chronicle, sizes, snapshot
from fakes.pairing import Pairing
from fakes.processes import EMAIL, Device, cli, cli_json, tree_of
from megadesk.ipc import messages as m
from megadesk.model.errors import EngineUnavailable, PastGone


def compare(chronicle: Chronicle, moments: int) -> None:
    """Fail unless some moments are shown, and come back, as they were written down."""
    story = f"seed {chronicle.seed}"
    for seq in chronicle.moments(moments):
        was = chronicle.then[seq]
        assert set(chronicle.shown(seq)) == set(was), f"{story}, shown at {seq}"
        assert set(chronicle.shown(seq, chronicle.pairing.two)) == set(was), f"{story}, shown to the other at {seq}"
        here, there = chronicle.back_to(seq)
        assert here == was, f"{story}, here at {seq}"
        assert there == was, f"{story}, there at {seq}"
        assert chronicle.shown(0) == sizes(chronicle.pairing.here), f"{story}, sizes at {seq}"


@pytest.mark.parametrize("seed", [int(os.environ.get("MEGADESK_SEED", "1"))])
def test_every_moment_comes_back(pairing: Pairing, seed: int) -> None:
    """The short story: some dozen files, two dozen moments, four of them compared on both devices."""
    chronicle = Chronicle(pairing, seed)
    chronicle.begin(40)
    chronicle.live(20)
    compare(chronicle, 4)


@pytest.mark.soak
def test_every_moment_of_a_long_story_comes_back(pairing: Pairing) -> None:
    """Several thousand files, two hundred moments by two devices, twenty of them compared."""
    chronicle = Chronicle(pairing, int(time.time()) & 0xFFFF)
    print(f"seed {chronicle.seed}")
    chronicle.begin(4000)
    chronicle.live(200)
    compare(chronicle, 20)


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


def test_a_killed_engine_finishes_what_it_began(pairing: Pairing) -> None:
    """Killed at any point of a restore, it goes on by itself; in the end all is as it was, on both devices."""
    files = 3000
    good = gallery(pairing, files)
    before = pairing.one.status().head["main"].seq
    pairing.one.stop()
    wreck(pairing.there, files)
    approve(pairing.two)
    pairing.one.start()
    approve(pairing.one)
    pairing.settle()
    for after_s in (0.15, 0.4, 0.8):
        thread = threading.Timer(after_s, pairing.one.kill)
        thread.start()
        try:
            body = m.RewindRestore(path="/Sync", seq=before, exact=True)
            pairing.one.ask(m.REWIND_RESTORE, body, 100)
        except (EngineUnavailable, OSError):
            pass
        thread.join()
        pairing.one.start()
    pairing.settle()
    deadline = time.monotonic() + 60
    while snapshot(pairing.there) != snapshot(pairing.here) or tree_of(pairing.here) != good:
        assert time.monotonic() < deadline, "the restore was not finished"
        pairing.settle()


def test_what_retention_takes_away_was_not_promised(pairing: Pairing, tmp_path: Path) -> None:
    """Older moments are refused; all that is kept comes back, a new device has everything, and the server's books are right."""
    chronicle = Chronicle(pairing, 5)
    chronicle.begin(30)
    chronicle.live(10)
    gone = sorted(chronicle.then)
    data, login = str(pairing.server.data), EMAIL
    operate("user", "retention", "--data", data, login, "--days", "0", "--versions", "0")
    operate("gc", "--data", data, "--now")
    kept_from = pairing.one.wait().head["main"].seq
    operate("user", "retention", "--data", data, login, "--days", "60", "--versions", "1")
    chronicle.live(8)
    operate("gc", "--data", data, "--now")
    for seq in (seq for seq in gone if seq < kept_from):
        with pytest.raises(PastGone):
            chronicle.shown(seq)
    code, _, error = cli(pairing.one.home, "rewind", "show", "/Sync", "--at", f"#{gone[0]}")
    assert (code, "the oldest it keeps is of" in error) == (4, True), error
    for seq in chronicle.chance.sample([seq for seq in chronicle.then if seq >= kept_from], 3):
        here, there = chronicle.back_to(seq)
        assert here == there == chronicle.then[seq]
    operate("gc", "--data", data, "--now")
    third, folder = Device(tmp_path / "three"), tmp_path / "new"
    folder.mkdir()
    third.start()
    try:
        third.log_in(pairing.server, "three")
        third.add_pair(folder)
        third.wait()
        assert snapshot(folder) == snapshot(pairing.here)
    finally:
        third.kill()
    operate("check", "--data", data, "--content")


def operate(*words: str) -> None:
    """Run a command of the operator, beside the running server."""
    done = subprocess.run(
        [sys.executable, "-m", "megadesk", "server", *words], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
