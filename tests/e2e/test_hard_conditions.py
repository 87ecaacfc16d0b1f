"""What goes wrong on real machines: full disks, rights, odd names, files that never rest, servers that go away.

One server and two devices serve all of these tests. Each device has two folders: ``here`` and ``there`` on the ordinary
disk; ``here_small`` on the ordinary disk and ``there_small`` on a volume of 24 MiB. The server's data is on a volume of
its own, and the second device talks to it through a relay that counts.
"""

from __future__ import annotations

import copy
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fakes.pairing import Pairing
from fakes.processes import EMAIL, PASSWORD, Server, cli, cli_json, tree_of
from fakes.relay import Relay
from fakes.volumes import Volume, frozen
from megadesk.ipc import messages as m
from megadesk.model.errors import DiskFull, MegadeskError
from megadesk.transfers.pacing import WIDTH_FIRST

MEBIBYTE = 1 << 20
BLOCK_BYTES = 4 * MEBIBYTE
RECORD_BYTES = 64


class Arena(Pairing):
    """The pairing of these tests: two folders a device, on volumes of which some are small."""

    def __init__(self, base: Path) -> None:
        super().__init__(base)
        self.small = Volume(base / "small", 24 * MEBIBYTE)
        self.server_volume = Volume(base / "server volume", 256 * MEBIBYTE)
        settings = base / "server.toml"
        settings.write_text(f"reserve_bytes = {MEBIBYTE}\n")
        self.server = Server(self.server_volume.folder / "data", "--config", str(settings))
        self.relay = Relay(self.server.port)
        self.server.options = (*self.server.options, "--origin", self.relay.address)
        self.here_small, self.there_small = base / "here small", self.small.folder / "there"

    def start(self) -> None:
        """Start all, the second device through the relay."""
        self.server.start()
        self.one.start()
        self.one.sign_up(self.server, "one")
        self.two.start()
        relayed = copy.copy(self.server)
        relayed.address = self.relay.address
        self.two.log_in(relayed, "two")
        self.one.add_pair(self.here)
        self.two.add_pair(self.there)
        self.one.add_pair(self.here_small, "/Small")
        self.two.add_pair(self.there_small, "/Small")
        self.settle()

    def close(self) -> None:
        """End every process and take the volumes away."""
        super().close()
        self.relay.close()
        self.small.close()
        self.server_volume.close()

    def pair_of(self, device_folder: Path) -> m.PairStatus:
        """Return the state of one of the four folders."""
        for device in (self.one, self.two):
            for pair in device.status().pairs:
                if pair.local == str(device_folder.resolve()):
                    return pair
        raise AssertionError(device_folder)

    def check_equal(self, *, below: str) -> dict[str, bytes | None]:
        """Fail unless a folder is the same on both devices; return what is in it."""
        here = tree_of(self.here / below)
        assert here == tree_of(self.there / below)
        return here


@pytest.fixture(scope="module")
def arena(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    """Two devices with two folders each."""
    made = Arena(tmp_path_factory.mktemp("arena"))
    try:
        made.start()
        yield made
    finally:
        made.close()


def write(path: Path, data: bytes) -> Path:
    """Save a file, folders included."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def noise(size_bytes: int, seed: int) -> bytes:
    """Return bytes that nothing can make smaller."""
    return random.Random(seed).randbytes(size_bytes)


def names_in(folder: Path) -> set[bytes]:
    """Return the names in a folder as the disk has them."""
    return {os.fsencode(path.name) for path in folder.iterdir()}


def held_codes(pair: m.PairStatus) -> dict[str, str]:
    """Return what is held back and by what."""
    return {one.path: one.code for one in pair.held}


# -- no room --------------------------------------------------------------------------------------------------------


def test_full_disk_of_a_device(arena: Arena) -> None:
    """A file that does not fit waits and says so; small ones arrive; it arrives once there is room."""
    write(arena.here_small / "first.txt", b"first")
    arena.settle()
    arena.small.fill(leave_bytes=6 * MEBIBYTE)
    big = write(arena.here_small / "big.bin", noise(12 * MEBIBYTE, 1))
    for number in range(5):
        write(arena.here_small / f"letters/{number}.txt", b"letter %d" % number)
    arena.one.wait()
    with pytest.raises(DiskFull):
        arena.two.wait()

    status = arena.two.status()
    assert (status.state, status.sentence.count("\n")) == ("waiting", 0)
    assert status.sentence.startswith("The disk is full")
    pair = arena.pair_of(arena.there_small)
    assert (pair.state, held_codes(pair)) == ("waiting", {"big.bin": "disk_full"})
    found = tree_of(arena.there_small)
    assert {path for path, data in found.items() if data} == {"first.txt", *(f"letters/{n}.txt" for n in range(5))}
    code, _, error = cli(arena.two.home, "status", "--wait")
    assert (code, error.count("\n")) == (1, 1), error

    arena.small.free()
    arena.two.ask(m.RESCAN_PAIR, m.Pair(pair=pair.id))
    arena.settle()
    assert (arena.there_small / "big.bin").read_bytes() == big.read_bytes()
    assert tree_of(arena.here_small) == tree_of(arena.there_small)
    assert arena.two.status().state == "synced"
    big.unlink()
    arena.settle()


def test_disk_without_a_byte_left(arena: Arena) -> None:
    """On a disk that is full to the last byte nothing is lost or half there, and what was edited there still goes up."""
    write(arena.here_small / "kept.txt", b"kept")
    write(arena.there_small / "edited.txt", b"before")
    arena.settle()
    arena.small.fill()
    write(arena.here_small / "kept.txt", b"kept, and longer than before" * 1000)
    write(arena.here_small / "new folder/new.txt", b"new" * 10_000)
    (arena.there_small / "edited.txt").rename(arena.there_small / "renamed.txt")
    arena.one.wait()
    with pytest.raises(DiskFull):
        arena.two.wait()
    arena.one.wait()
    assert (arena.there_small / "kept.txt").read_bytes() == b"kept"
    assert not (arena.there_small / "new folder/new.txt").exists()
    assert (arena.here_small / "renamed.txt").read_bytes() == b"before"
    arena.small.free()
    arena.settle()
    assert tree_of(arena.here_small) == tree_of(arena.there_small)


@pytest.mark.embedded("the disk of its blobs is full")
def test_full_disk_of_the_server(arena: Arena, tmp_path: Path) -> None:
    """While the server's disk is full what is new waits, reading goes on, and all arrives once there is room."""
    before = write(arena.here / "room/before.bin", noise(2 * MEBIBYTE, 2))
    arena.settle()
    arena.server_volume.fill()
    write(arena.here / "room/later.bin", noise(2 * MEBIBYTE, 3))
    write(arena.here / "room/later.txt", b"later")
    with pytest.raises(DiskFull):
        arena.one.wait()
    status = arena.one.status()
    assert (status.state, status.sentence.split(",")[0]) == ("waiting", "The disk of the server is full"), status
    target = tmp_path / "fetched.bin"
    assert cli(arena.two.home, "get", "/Sync/room/before.bin", str(target))[0] == 0
    assert target.read_bytes() == before.read_bytes()
    assert not (arena.there / "room/later.bin").exists()
    arena.server_volume.free()
    settle_in_the_end(arena)
    assert set(arena.check_equal(below="room")) == {"before.bin", "later.bin", "later.txt"}


def settle_in_the_end(arena: Arena) -> None:
    """Settle; the server looks at its free room once a second only, so it may refuse once more."""
    while True:
        try:
            arena.settle()
        except DiskFull:
            continue
        return


# -- rights, names and kinds ----------------------------------------------------------------------------------------


def test_folder_that_may_not_be_changed(arena: Arena) -> None:
    """A folder without the right to write holds what belongs there, with its reason; the others sync, nothing is lost."""
    write(arena.here / "rights/locked/old.txt", b"old")
    write(arena.here / "rights/locked/gone.txt", b"gone")
    arena.settle()
    with frozen(arena.there / "rights/locked"):
        write(arena.here / "rights/locked/new.txt", b"new")
        write(arena.here / "rights/free.txt", b"free")
        (arena.here / "rights/locked/gone.txt").unlink()
        arena.one.wait()
        arena.two.wait()
        held = held_codes(arena.pair_of(arena.there))
        assert held == {"rights/locked/new.txt": "access_denied", "rights/locked/gone.txt": "access_denied"}
        assert set(tree_of(arena.there / "rights")) == {"free.txt", "locked", "locked/old.txt", "locked/gone.txt"}
        arena.one.wait()
        assert set(tree_of(arena.here / "rights/locked")) == {"old.txt", "new.txt"}
    arena.settle()
    assert set(arena.check_equal(below="rights")) == {"free.txt", "locked", "locked/old.txt", "locked/new.txt"}
    assert held_codes(arena.pair_of(arena.there)) == {}


def test_what_cannot_be_a_node(arena: Arena) -> None:
    """Names that are no text, control characters, pipes and links are held with their reason and never removed."""
    folder = arena.here / "odd"
    write(folder / "inner/plain.txt", b"plain")
    odd = {
        b"bad \xff\xfe name.txt": "not_unicode",
        b"two\nlines.txt": "control_character",
        b"back\\slash.txt": "separator",
    }
    for name in odd:
        Path(os.fsdecode(os.fsencode(folder / "inner") + b"/" + name)).write_bytes(name)
    os.mkfifo(folder / "inner/pipe")
    (folder / "inner/link").symlink_to("/etc/hostname")
    (folder / "inner/link to folder").symlink_to(arena.here)
    names = names_in(folder / "inner")
    arena.settle()
    assert set(tree_of(arena.there / "odd")) == {"inner", "inner/plain.txt"}
    pair = arena.pair_of(arena.here)
    assert sorted(held_codes(pair).values()) == sorted([*odd.values(), "special_file", "symlink", "symlink"])
    assert pair.issues == len(pair.held)
    code, out, _ = cli(arena.one.home, "status")
    assert (code, out.count("Cannot sync:"), out.count("Skipped:")) == (0, 3, 3), out

    shutil.rmtree(arena.there / "odd")
    arena.two.wait()
    arena.one.wait()
    assert names_in(folder / "inner") == names - {b"plain.txt"}
    shutil.rmtree(folder)
    arena.settle()
    assert not (arena.there / "odd").exists()


def test_names_at_the_edge(arena: Arena) -> None:
    """The longest names, emoji, trailing dots and spaces, and names that differ in case travel as they are."""
    longest = "🐙" * 62 + "ab.txt!"
    assert len(longest.encode()) == 255
    names = [
        longest,
        "trailing dot.",
        "trailing space ",
        " leading",
        "...",
        "CON",
        "a:b*c?",
        "Case",
        "case",
        "~",
        "-rf",
        "%41",
    ]
    for number, name in enumerate(names):
        write(arena.here / "edge" / name, b"%d" % number)
    write(arena.here / "edge/deep" / "/".join(["🐙" * 20] * 12) / "leaf", b"leaf")
    arena.settle()
    found = arena.check_equal(below="edge")
    assert set(names) <= set(found)
    listed = {entry["path"] for entry in cli_json(arena.two.home, "ls", "-R", "/Sync/edge")}
    assert {f"/Sync/edge/{name}" for name in names} <= listed


# -- files that never rest ------------------------------------------------------------------------------------------

WRITER = """
import hashlib, os, select, sys, time

def rest_if_told():
    if select.select([0], [], [], 0)[0]:
        os.read(0, 1)
        os.write(1, b".")
        os.read(0, 1)

fd = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)
number = 0
while True:
    {write}
    number += 1
    rest_if_told()
"""
APPEND = WRITER.format(
    write="""
    for _ in range(50):
        record = b"%032d" % number
        os.pwrite(fd, record + hashlib.sha256(record).hexdigest()[:32].encode(), number * 64)
        number += 1
    number -= 1
    time.sleep(0.002)"""
)
OVERWRITE = WRITER.format(write="os.pwrite(fd, b'%015d|' % number * 40960, 0)")
ROUNDS = 3
LOOK_S = 0.02
NEVER = threading.Event()


class Writer:
    """A program that writes a file over and over, but for when it is told to rest."""

    def __init__(self, program: str, path: Path) -> None:
        self.child = subprocess.Popen(
            [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )

    def rest(self) -> None:
        """Return once it rests, its last write complete."""
        self._tell()
        assert self.child.stdout is not None
        assert self.child.stdout.read(1) == b"."

    def go_on(self) -> None:
        """Write again."""
        self._tell()

    def _tell(self) -> None:
        assert self.child.stdin is not None
        self.child.stdin.write(b".")

    def end(self) -> None:
        """End it."""
        self.child.kill()
        self.child.communicate()


@pytest.fixture
def writer() -> Iterator[Callable[[str, Path], Writer]]:
    """Start programs that write, and end them with the test."""
    running: list[Writer] = []

    def start(program: str, path: Path) -> Writer:
        running.append(Writer(program, path))
        return running[-1]

    yield start
    for one in running:
        one.end()


def versions_placed(arena: Arena, name: str) -> list[bytes]:
    """Return every version that the second device ever placed: the present one, and those it put aside for it."""
    aside = (arena.there / ".megadesk/debris").glob(f"*/{Path(name).with_suffix('')}*")
    return [path.read_bytes() for path in [arena.there / name, *aside] if path.exists()]


def sync_while_written(arena: Arena, busy: Writer, name: str) -> list[bytes]:
    """Have others travel while a file is written, and the file whenever it rests.

    Return all versions of it that arrived, the last one first.
    """
    for number in range(ROUNDS):
        for letter in "abcde":
            other = Path(name).with_name(f"other {number}{letter}.txt")
            write(arena.here / other, b"%d" % number)
            await_that((arena.there / other).exists)
        busy.rest()
        arena.settle()
        assert (arena.there / name).read_bytes() == (arena.here / name).read_bytes()
        busy.go_on()
    busy.end()
    arena.settle()
    return versions_placed(arena, name)


def await_that(holds: Callable[[], bool]) -> None:
    """Return once something holds; the test's own time limit ends it otherwise."""
    while not holds():
        NEVER.wait(LOOK_S)


def test_file_that_grows_all_the_time(arena: Arena, writer: Callable[[str, Path], Writer]) -> None:
    """While a program appends, others sync; each version that arrives is one that was; in the end all is there."""
    (arena.here / "busy").mkdir()
    versions = sync_while_written(arena, writer(APPEND, arena.here / "busy/growing.log"), "busy/growing.log")
    whole = (arena.here / "busy/growing.log").read_bytes()
    assert versions[0] == whole
    assert len(versions) >= ROUNDS
    for version in versions:
        assert len(version) % RECORD_BYTES == 0
        assert whole.startswith(version)
    for start in range(0, len(whole), RECORD_BYTES):
        record = whole[start : start + RECORD_BYTES]
        assert hashlib.sha256(record[:32]).hexdigest()[:32].encode() == record[32:]


def test_file_that_is_written_over_all_the_time(arena: Arena, writer: Callable[[str, Path], Writer]) -> None:
    """While a program writes a file over in place, no mixture of two states is ever published; the last one is."""
    (arena.here / "over").mkdir()
    versions = sync_while_written(arena, writer(OVERWRITE, arena.here / "over/state.dat"), "over/state.dat")
    assert versions[0] == (arena.here / "over/state.dat").read_bytes()
    assert len(versions) >= ROUNDS
    for version in versions[1:]:
        assert len(set(version.split(b"|"))) <= 2, sorted(set(version.split(b"|")))[:3]  # one number, and the end


# -- the server goes away -------------------------------------------------------------------------------------------


def test_server_pulled_in_the_middle_of_a_download(arena: Arena) -> None:
    """Killed while a big file comes down, the transfer goes on at the block it was at."""
    data = noise(48 * MEBIBYTE, 4)
    arena.relay.forget()
    pulled = arena.relay.after(20 * MEBIBYTE, arena.server.kill)
    write(arena.here / "pulled/down.bin", data)
    assert pulled.wait(60)
    assert not (arena.there / "pulled/down.bin").exists()
    arena.server.start()
    arena.settle()
    assert (arena.there / "pulled/down.bin").read_bytes() == data
    assert arena.relay.down_bytes < len(data) + (WIDTH_FIRST + 1) * BLOCK_BYTES


def test_server_pulled_in_the_middle_of_an_upload(arena: Arena) -> None:
    """Killed while a big file goes up, the transfer goes on at the block it was at."""
    data = noise(48 * MEBIBYTE, 5)
    arena.relay.forget()
    pulled = arena.relay.after(20 * MEBIBYTE, arena.server.kill)
    write(arena.there / "pulled/up.bin", data)
    assert pulled.wait(60)
    with pytest.raises(MegadeskError):
        arena.one.ask(m.STAT_FILE, m.CloudPathBody(path="/Sync/pulled/up.bin"))
    arena.server.start()
    arena.settle()
    assert (arena.here / "pulled/up.bin").read_bytes() == data
    assert arena.relay.up_bytes < len(data) + (WIDTH_FIRST + 1) * BLOCK_BYTES


# -- what people do -------------------------------------------------------------------------------------------------


def test_put_and_get_where_they_do_not_fit(arena: Arena, tmp_path: Path) -> None:
    """What cannot be uploaded is named and makes the command fail; our own folder never travels; nothing is overwritten."""
    write(arena.here / "moved by hand/a.txt", b"a")
    arena.settle()
    (arena.here / "moved by hand/link").symlink_to("a.txt")
    home = arena.one.home
    code, out, error = cli(home, "put", "-r", str(arena.here), "/Copy", "--json")
    assert (code, error) == (1, "")
    assert [(one["code"], Path(one["path"]).name) for one in json.loads(out)["problems"]] == [("bad_usage", "link")]
    assert "symbolic link" in out
    assert not [entry for entry in cli_json(home, "ls", "-R", "/Copy") if ".megadesk" in entry["path"]]
    taken = write(tmp_path / "taken", b"mine")
    code, _, error = cli(home, "get", "-r", "/Sync/moved by hand", str(taken))
    assert (code, error.count("\n")) == (1, 1), error
    assert "already exists" in error
    assert taken.read_bytes() == b"mine"
    (arena.here / "moved by hand/link").unlink()
    assert cli(home, "rm", "/Copy")[0] == 0
    assert cli(home, "engine", "run")[0] == 1


def test_storage_in_use_is_told_as_it_grows(arena: Arena) -> None:
    """The storage that status shows follows what was uploaded."""

    def used() -> int:
        quota = arena.one.status().quota
        assert quota is not None
        return quota.used

    before = used()
    write(arena.here / "quota/three.bin", noise(3 * MEBIBYTE, 6))
    arena.settle()
    await_that(lambda: used() >= before + 3 * MEBIBYTE)


def test_session_that_was_ended_elsewhere(arena: Arena) -> None:
    """A device that was signed out elsewhere says so, keeps its files, and goes on after a new log-in."""
    home = arena.two.home
    sessions = cli_json(arena.one.home, "sessions", "list")
    (ended,) = [session["id"] for session in sessions if not session["current"]]
    assert cli(arena.one.home, "sessions", "revoke", ended)[0] == 0
    await_that(lambda: arena.two.status().state == "signed_out")
    assert "has ended" in arena.two.status().sentence
    write(arena.there / "ended/while away.txt", b"away")

    def log_in(password: str) -> int:
        return cli(
            home, "login", "--server", arena.relay.address, "--email", EMAIL, "--key-store", "file",
            "--password-stdin", stdin=f"{password}\n",
        )[0]  # fmt: skip

    assert log_in("not the password at all") == 3
    assert "has ended" in arena.two.status().sentence
    assert log_in(PASSWORD) == 0
    arena.settle()
    assert set(arena.check_equal(below="ended")) == {"while away.txt"}


def test_one_folder_for_one_account_after_the_other(arena: Arena, tmp_path: Path) -> None:
    """After signing out, another account may sync the folder: that of the first one does not stand in its way."""
    home, folder = tmp_path / "home", tmp_path / "folder"
    write(folder / "file.txt", b"of both")
    try:
        for email in ("first@example.org", "second@example.org"):
            code, _, error = cli(
                home, "signup", "--server", arena.server.address, "--email", email, "--key-store", "file",
                "--password-stdin", stdin=f"{PASSWORD}\n",
            )  # fmt: skip
            assert code == 0, error
            assert cli(home, "sync", "add", str(folder), "/Folder")[0] == 0
            assert cli(home, "status", "--wait", "--timeout", "30")[0] == 0
            assert [entry["path"] for entry in cli_json(home, "ls", "/Folder")] == ["/Folder/file.txt"]
            assert cli(home, "logout")[0] == 0
    finally:
        cli(home, "engine", "stop")
