"""Faults of everyday machines, over real processes: the rows of docs/robustness.md that no smaller test can show.

One server and two devices serve all of these tests; the second device talks to the server through a relay. What one test
breaks it mends: after each of them both folders are alike, and hold what people made.
"""

from __future__ import annotations

import copy
import json
import os
import random
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from fakes.flipping import unnoticed
from fakes.pairing import Pairing
from fakes.portal import Portal
from fakes.processes import Device, cli, environment, megadesk, tree_of
from fakes.relay import Relay
from fakes.volumes import Volume
from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError

LOOK_S = 0.02
NEVER = threading.Event()
MEBIBYTE = 1 << 20


class Arena(Pairing):
    """The first device's profile is on a small volume of its own; the second talks through a relay."""

    def __init__(self, base: Path) -> None:
        super().__init__(base)
        self.volume = Volume(base / "volume", 64 * MEBIBYTE)
        self.one = Device(self.volume.folder / "one")
        self.relay = Relay(self.server.port)
        self.server.options = (*self.server.options, "--origin", self.relay.address)

    def start(self) -> None:
        """Start all, the second device through the relay."""
        self.here.mkdir()
        self.there.mkdir()
        self.server.start()
        self.one.start()
        self.one.sign_up(self.server, "one")
        self.two.start()
        relayed = copy.copy(self.server)
        relayed.address = self.relay.address
        self.two.log_in(relayed, "two")
        self.one.add_pair(self.here)
        self.two.add_pair(self.there)
        self.settle()

    def close(self) -> None:
        """End every process and take the volume away."""
        super().close()
        self.relay.close()
        self.volume.close()

    def check_equal(self, *, holds: dict[str, bytes]) -> None:
        """Fail unless both folders are alike, and hold these files."""
        self.settle()
        here = tree_of(self.here)
        assert here == tree_of(self.there)
        assert {name: here.get(name) for name in holds} == holds


@pytest.fixture(scope="module")
def arena(stack_name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    """Two devices in step."""
    made = Arena(tmp_path_factory.mktemp(f"faults-{stack_name}"))
    try:
        made.start()
        yield made
    finally:
        made.close()


@pytest.fixture
def chance() -> random.Random:
    """Chance, with its seed in the output of a test that fails."""
    seed = int(os.environ.get("MEGADESK_FAULTS_SEED", random.SystemRandom().randrange(1 << 32)))
    print("MEGADESK_FAULTS_SEED", seed)
    return random.Random(seed)


def await_that(holds: Callable[[], bool]) -> None:
    """Return once something holds; the test's own time limit ends it otherwise."""
    while not holds():
        NEVER.wait(LOOK_S)


def save(folder: Path, name: str, data: bytes) -> dict[str, bytes]:
    """Save a file; return what must be there in the end."""
    (folder / name).write_bytes(data)
    return {name: data}


# -- the way to the server ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "headers", "code"),
    [
        ("200 OK", {}, "stranger"),
        ("302 Found", {"Location": "http://127.0.0.1:1/login"}, "stranger"),
        ("502 Bad Gateway", {}, "error 502"),
        ("429 Too Many Requests", {"Retry_After": "1"}, "busy"),
    ],
)
def test_somebody_else_answers(arena: Arena, status: str, headers: dict[str, str], code: str) -> None:
    """A page in place of the server freezes nothing and is said; with the server back, all goes on by itself."""
    arena.server.kill()
    portal = Portal(arena.server.port, status, **headers)
    try:
        holds = save(arena.here, f"during {status}.txt", status.encode())
        await_that(lambda: portal.asked > 3)
        exit_code, _, error = cli(arena.one.home, "mkdir", "/Sync/never")
        assert (exit_code, error.count("\n")) == (6, 1), error
        assert {"stranger": "Something else answers"}.get(code, code) in error
        now = arena.one.status()
        assert (now.state, now.frozen) == ("offline", None), now.sentence
    finally:
        portal.close()
        arena.server.start()
    arena.check_equal(holds=holds)
    assert arena.one.status().state == "synced"


def test_lines_cut_anywhere(arena: Arena, chance: random.Random) -> None:
    """Cut after so many bytes in either direction, again and again: every file arrives whole."""
    holds: dict[str, bytes] = {}
    for number in range(5):
        arena.relay.forget()
        cut = arena.relay.after(chance.randrange(1, 600_000), arena.relay.cut)
        holds |= save(arena.here, f"down {number}", chance.randbytes(chance.randrange(1, 400_000)))
        holds |= save(arena.there, f"up {number}", chance.randbytes(chance.randrange(1, 400_000)))
        arena.settle()
        arena.relay.cut()
        del cut
    arena.check_equal(holds=holds)


def test_server_that_stands_still(arena: Arena) -> None:
    """While it is stopped the engine answers at once; when it goes on, so does everything."""
    arena.server.send_signal(signal.SIGSTOP)
    try:
        holds = save(arena.here, "while it slept.txt", b"slept")
        assert arena.one.status().account is not None
        with pytest.raises(MegadeskError):
            arena.one.wait(timeout_s=0.5)
    finally:
        arena.server.send_signal(signal.SIGCONT)
    arena.check_equal(holds=holds)


# -- the profile ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", ["flipped", "cut", "garbage", "gone"])
def test_damaged_database_is_rebuilt(arena: Arena, chance: random.Random, damage: str) -> None:
    """Without a log-in: what was edited meanwhile is uploaded, nothing counts as deleted, and status says it once."""
    save(arena.here, "kept.txt", b"kept")
    arena.settle()
    arena.one.stop()
    path = arena.one.home / "state/megadesk.db"
    raw = bytearray(path.read_bytes())
    if damage == "gone":
        path.unlink()
    else:
        for _ in range(40):
            raw[chance.randrange(len(raw))] ^= chance.randrange(1, 256)
        spoilt = {"flipped": bytes(raw), "cut": b"", "garbage": chance.randbytes(len(raw))}[damage]
        with unnoticed(path):
            path.write_bytes(spoilt)
    holds = save(arena.here, f"edited while {damage}.txt", damage.encode())
    arena.one.start()
    await_that(lambda: is_rebuilt(arena.one))
    arena.check_equal(holds=holds | {"kept.txt": b"kept"})
    if damage == "gone":
        arena.one.stop()
        arena.one.start()
        assert "database" not in arena.one.wait().sentence


def is_rebuilt(device: Device) -> bool:
    """Whether status says that the database is rebuilt; an engine that begins anew is asked again."""
    try:
        return "it is rebuilt" in device.status().sentence
    except MegadeskError:
        device.connect_again()
        return False


def test_ten_engines_at_once(arena: Arena) -> None:
    """One of them runs; the others end with a line and exit code 1. What a killed one leaves behind stops nobody."""
    arena.one.kill()
    endpoint = arena.one.home / "state/engine.json"
    left = json.loads(endpoint.read_bytes())
    endpoint.write_text(json.dumps(left | {"pid": os.getpid()}))  # the number belongs to another program by now
    command = megadesk("--home", str(arena.one.home), "engine", "run")
    started = [
        subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment())
        for _ in range(10)
    ]
    try:
        await_that(lambda: sum(one.poll() is None for one in started) == 1)
        for one in started:
            if one.poll() is not None:
                assert one.stderr is not None
                line = one.stderr.read().decode()
                assert (one.returncode, line.count("\n")) == (1, 1), line
                assert "already running" in line
        await_that(lambda: json.loads(endpoint.read_bytes())["pid"] in {one.pid for one in started})
    finally:
        for one in started:
            one.terminate()
            one.communicate()
    arena.one.start()
    arena.check_equal(holds={})


def test_profile_that_was_copied(arena: Arena) -> None:
    """Two engines that are one device lose nothing, each says that there is another, and a log-in tells them apart."""
    arena.one.stop()
    other, number = Device(arena.one.home.parent / "copied"), count()
    shutil.copytree(arena.one.home, other.home)
    arena.one.start()
    other.start()
    try:
        both = (arena.one, other)
        while not all(map(says_copied, both)):  # what came before one listened says nothing to it
            for device in both:
                device.ask(m.MAKE_FOLDER, m.MakeFolder(path=f"/of {device.home.name} {next(number)}"))
        await_that(lambda: [pair.code for pair in other.status().pairs] == ["root_in_use"])
        arena.check_equal(holds=save(arena.here, "of both.txt", b"both"))
        assert {"of one 0/", "of copied 1/"} <= set(cli(arena.two.home, "ls", "/")[1].split("\n"))
        other.ask(m.LOG_OUT, m.Nothing())
        await_that(lambda: arena.one.status().state == "signed_out")  # it was the session of both
        apart = {other.log_in(arena.server, "copied").device, arena.one.log_in(arena.server, "one").device}
        assert len(apart) == 2
        arena.check_equal(holds=save(arena.there, "of two.txt", b"two"))
        assert (says_copied(arena.one), says_copied(other)) == (False, False)
    finally:
        other.stop()
    shutil.rmtree(other.home)


def says_copied(device: Device) -> bool:
    """Whether a device says that there is another that is the same."""
    return "as this device" in device.status().sentence


@pytest.mark.parametrize("what", ["profile", "folder", "both"])
def test_snapshot_that_was_restored(arena: Arena, what: str) -> None:
    """Back in time, the profile, the folder or both: what others made since stays, and what was made here is not lost."""
    older = save(arena.here, "edited.txt", b"first")
    save(arena.here, "of before.txt", b"before")
    arena.settle()
    arena.one.stop()
    aside = arena.volume.folder / "snapshot"
    shutil.copytree(arena.one.home, aside / "one")
    shutil.copytree(arena.here, aside / "here", copy_function=shutil.copy2)
    arena.one.start()
    save(arena.here, "edited.txt", b"second, and longer")
    made = save(arena.there, f"since {what}.txt", b"since")
    arena.settle()
    arena.one.stop()
    if what in {"profile", "both"}:
        shutil.rmtree(arena.one.home)
        shutil.copytree(aside / "one", arena.one.home)
    if what in {"folder", "both"}:
        shutil.rmtree(arena.here)
        shutil.copytree(aside / "here", arena.here, copy_function=shutil.copy2)
    arena.one.start()
    arena.settle()
    assert not says_copied(arena.one)
    shutil.rmtree(aside)
    here = tree_of(arena.here)
    assert here == tree_of(arena.there)
    versions = cli(arena.one.home, "versions", "/Sync/edited.txt", "--json")[1]
    assert here["edited.txt"] in {older["edited.txt"], b"second, and longer"}
    assert versions.count('"version"') >= 2, versions
    if what != "folder":
        assert here[f"since {what}.txt"] == made[f"since {what}.txt"]


# -- disks ----------------------------------------------------------------------------------------------------------


def test_full_disk_of_a_profile(arena: Arena) -> None:
    """It waits and says so; nothing half is there; with room again it goes on by itself, and a start then says why not."""
    arena.volume.fill()
    try:
        holds = save(arena.here, "on a full disk.bin", bytes(300_000))
        holds |= save(arena.there, "to a full disk.bin", bytes(300_001))
        await_that(lambda: f"own data is full: {arena.one.home}" in arena.one.status().sentence)
        arena.one.kill()
        code, _, error = cli(arena.one.home, "engine", "run")
        assert (code, "is full" in error) == (1, True), error
    finally:
        arena.volume.free()
    arena.one.start()
    arena.check_equal(holds=holds)


def test_folder_whose_disk_is_pulled(arena: Arena) -> None:
    """Its pair stops and says so; nothing counts as deleted; with the disk back it goes on by itself."""
    before = tree_of(arena.here)
    away = arena.here.with_name("pulled")
    arena.here.rename(away)
    with pytest.raises(MegadeskError):
        arena.one.wait()
    assert "missing" in arena.one.status().sentence
    holds = save(arena.there, "meanwhile.txt", b"meanwhile")
    arena.two.wait()
    assert {name for name in before if name not in tree_of(arena.there)} == set()
    away.rename(arena.here)
    arena.check_equal(holds=holds)
