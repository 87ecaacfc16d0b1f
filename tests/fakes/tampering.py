"""The stage of the tamper tests: accounts, devices and a server behind an EvilProxy, prepared once, restored per test.

    one, two --> EvilProxy --> server        ada, eve: two accounts, their keys known to the test

When the stage opens, device two has everything up to the second round; the server has a third round that two has not
seen; and in two's folder lies an edit that nobody else has. Whatever the server does then, ``there`` must stay as it
is and the edit must stay here, until it stops lying.
"""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fakes import which_stack
from fakes.canary import everything_below, found
from fakes.evil import EvilProxy, Tamper, honest
from fakes.processes import PASSWORD, Device, Server, cli, cli_json, tree_of
from megadesk.cli.exits import exit_code
from megadesk.crypto.identity import KdfParameters
from megadesk.crypto.records import OpenRecord, open_record
from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError, Quarantined, TooNew
from megadesk.model.ids import BlockId, new_device_id
from megadesk.remote.api import Api
from megadesk.remote.session import AccountTalk, SignedIn

ADA = "ada@example.org"
EVE = "eve@example.org"
CHEAP = KdfParameters(memory_kib=66_560, passes=3, lanes=4)
"""A little above the least there may be: quick, and there is something below it that is still allowed."""

MINE = b"an edit that nobody else has"
PLANTED = ("mine.txt", MINE.decode(), "inner.txt", "gone.txt", "removed in round three", "third" * 8, PASSWORD)
"""Names and contents that stand in the folders, and the password: none of them may be found anywhere else."""

MEBIBYTE = 1 << 20
DAMAGED = 7


@dataclass(frozen=True, slots=True)
class FileInCloud:
    """A file as its record has it."""

    record: OpenRecord
    blobs: tuple[BlockId, ...]


def make_account(address: str, login: str) -> SignedIn:
    """Return a new account, made in this process, so that the test knows its keys."""
    talk = AccountTalk(Api(address), wall_ms=lambda: time.time_ns() // 1_000_000, entropy=os.urandom, parameters=CHEAP)
    return talk.sign_up(login=login, password=PASSWORD, device=new_device_id(os.urandom), device_name="maker")


def _stamp(path: Path) -> tuple[int, int]:
    state = path.stat()
    return state.st_size, state.st_mtime_ns


def save(path: Path, data: bytes) -> None:
    """Write a file, folders included."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


class Stage:
    """Everything on one machine. ``base/live`` is what runs; ``base/kept`` is what it is restored from."""

    def __init__(self, base: Path) -> None:
        self.live, self.kept = base / "live", base / "kept"
        self.older, self.prepared = self.kept / "older server", self.kept / "server"
        self.proxy = EvilProxy()
        self.server = Server(self.live / "server", "--origin", self.proxy.address)
        self.server.address = self.proxy.address
        self.proxy.behind = self.server.port
        self.one, self.two = Device(self.live / "one"), Device(self.live / "two")
        self.here, self.there = self.live / "here", self.live / "there"
        self.devices = [self.one, self.two]
        self.before: dict[str, bytes | None] = {}
        self.beside: set[str] = set()

    # -- once -----------------------------------------------------------------------------------------------------------

    def prepare(self) -> None:
        """Make accounts, devices and three rounds of changes."""
        chance = random.Random(20)
        for folder in (self.here, self.there):
            folder.mkdir(parents=True)
        self.server.start()
        self.ada, self.eve = make_account(self.proxy.address, ADA), make_account(self.proxy.address, EVE)
        for device, folder in ((self.one, self.here), (self.two, self.there)):
            device.start()
            self.log_in(device)
            device.add_pair(folder)
        save(self.here / "kept.txt", b"kept")
        save(self.here / "folder/inner.txt", b"inner")
        self._settle()
        self.server.kill()
        self.server.stores.keep(self.older)
        self.server.start()
        save(self.here / "old.bin", chance.randbytes(3000))
        save(self.here / "gone.txt", b"removed in round three")
        save(self.here / "whole.bin", chance.randbytes(9 * MEBIBYTE))
        self._settle()
        self.two.stop()
        self.one.stop()
        self._third_round(chance)
        self.one.start()
        self.one.wait()
        self.one.stop()
        self.server.stop()
        self._check_secret(self.server.stores.everything())
        self.server.stores.keep(self.prepared)
        shutil.rmtree(self.server.data)
        self.live.rename(self.kept / "live")

    def _third_round(self, chance: random.Random) -> None:
        for name in ("first", "second", "third"):
            save(self.here / f"new/{name}.txt", name.encode() * 30)
        save(self.here / "old.bin", chance.randbytes(3000))
        save(self.here / "big.bin", chance.randbytes(9 * MEBIBYTE))
        (self.here / "gone.txt").unlink()
        (self.here / "folder").rename(self.here / "renamed")

    def _settle(self) -> None:
        self.one.wait()
        self.two.wait()

    # -- for each test --------------------------------------------------------------------------------------------------

    def restore(self) -> None:
        """Put everything back to where the story begins, stopped."""
        shutil.rmtree(self.live, ignore_errors=True)
        shutil.copytree(self.kept / "live", self.live)
        self.server.stores.put_back(self.prepared)
        self.devices = [self.one, self.two]
        for device in self.devices:
            device.process = None
        self.server.process, self.server.ahead_ms = None, 0
        self.proxy.be_honest()
        save(self.there / "mine.txt", MINE)
        self.before = tree_of(self.there)
        self.beside = {path.name for path in self.live.iterdir()} | {"server.log", "one.log", "two.log"}

    def open(self, tamper: Tamper = honest) -> None:
        """Start the server and device two; the server lies from the first answer on."""
        self.server.start()
        self.open_beside(tamper)

    def open_beside(self, tamper: Tamper = honest) -> None:
        """Start device two beside a server that runs already; it lies from the first answer on."""
        self.proxy.lie(tamper)
        self.two.start()

    def close(self) -> None:
        """End every process that still runs."""
        running: list[Device | Server] = [*self.devices, self.server]
        for process in running:
            if process.process is not None and process.process.child.poll() is None:
                process.kill()

    def new_device(self, name: str) -> Device:
        """Return a device that has never been signed in, started."""
        device = Device(self.live / name)
        self.devices.append(device)
        self.beside |= {name, f"{name}.log"}
        device.start()
        return device

    def log_in(self, device: Device, *, key_store: str = "file") -> m.SignedIn:
        """Sign a device in to ada's account."""
        return device.ask(
            m.LOG_IN,
            m.LogIn(
                server=self.proxy.address, email=ADA, password=PASSWORD, device_name=device.home.name,
                key_store=key_store,
            ),
        )  # fmt: skip

    def files(self) -> dict[str, FileInCloud]:
        """Return ada's nodes on the server by name, opened with her keys; without what does not open."""
        secrets = self.ada.secrets
        rows = self.server.stores.rows(
            "SELECT body FROM records JOIN spaces ON spaces.key = records.space WHERE to_seq IS NULL AND spaces.id = ?",
            secrets.root_space,
        )
        found: dict[str, FileInCloud] = {}
        for (body,) in rows:
            with suppress(Quarantined, TooNew):
                record = open_record(secrets.root_key.meta(), space=secrets.root_space, record=body)
                found[record.meta.name] = FileInCloud(record, record.meta.refs)
        return found

    # -- what must hold -------------------------------------------------------------------------------------------------

    def check_frozen(self, code: str, *, what: str) -> None:
        """Wait until device two has noticed, and hold it to the invariants: nothing changed, nothing sent, said so."""
        error = failure_of(self.two.wait)
        assert (what, error.code, exit_code(error)) == (what, code, DAMAGED)
        status = self.two.status()
        assert (what, status.frozen, status.state) == (what, code, "damaged")
        assert all(pair.state == "damaged" for pair in status.pairs), what
        self.check_untouched(what)
        assert (what, self.proxy.changing_since_lie()) == (what, [])

    def check_untouched(self, what: str) -> None:
        """Hold the folder to what it was, byte for byte; nothing was made beside it, and nothing said that is secret."""
        assert tree_of(self.there) == self.before, what
        self.check_beside(what)
        self.check_secret()

    def check_beside(self, what: str) -> None:
        """Hold the devices to their own folders."""
        assert (what, {path.name for path in self.live.iterdir()} - self.beside) == (what, set())

    def check_secret(self) -> None:
        """Hold all that the server got, and all that was logged, to hold none of the planted words (I4).

        Of the server's files those that have changed: the others were searched when the stage was prepared.
        """
        self._check_secret(self._fresh_files())
        self._check_secret((log.name, log.read_bytes()) for log in self.live.glob("*.log"))
        for device in self.devices:
            self._check_secret(everything_below(device.home / "logs"))
        with self.proxy.lock:
            asked = list(self.proxy.log)
        self._check_secret((one.path, one.path.encode() + one.headers + one.body) for one in asked)

    def _fresh_files(self) -> Iterator[tuple[str, bytes]]:
        if which_stack.is_scaled():
            yield from self.server.stores.everything()
            return
        for path in sorted(self.server.data.rglob("*")):
            old = self.prepared / path.relative_to(self.server.data)
            if path.is_file() and not (old.is_file() and _stamp(old) == _stamp(path)):
                yield str(path), path.read_bytes()

    @staticmethod
    def _check_secret(searched: Iterable[tuple[str, bytes]]) -> None:
        for name, data in searched:
            assert (name, found(PLANTED, data)) == (name, [])

    def check_said(self, code: str) -> None:
        """Hold the command line to saying it: the code in the status, exit code 7 of a wait."""
        shown = cli_json(self.two.home, "status")
        assert (shown["frozen"], shown["state"]) == (code, "damaged")
        status, out, error = cli(self.two.home, "status", "--wait", "--timeout", "60")
        assert (status, out, error.count("\n")) == (DAMAGED, "", 1)

    def check_recovers(self) -> None:
        """Stop lying, and hold device two to catching up by one wait, with nothing repaired by hand."""
        self.proxy.be_honest()
        status = self.two.wait()
        # The pair's state, not that of everything: after a restart of the server its stream of hints comes back later.
        states = [pair.state for pair in status.pairs]
        assert (status.frozen, states, status.issues) == (None, ["synced"], 0)
        wanted = tree_of(self.here) | {"mine.txt": self.before["mine.txt"]}
        assert tree_of(self.there) == wanted
        self.check_secret()


def failure_of(action: Callable[[], object]) -> MegadeskError:
    """Return the error that an action ends with; there must be one."""
    try:
        action()
    except MegadeskError as error:
        return error
    raise AssertionError("nothing was wrong")
