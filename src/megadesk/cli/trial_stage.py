"""The machines of ``try``: a server as a child process, two devices with an engine and a folder each.

Only the socket of each engine and the two programs are used, as any front end would.
"""

from __future__ import annotations

import base64
import hashlib
import os
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

from megadesk.cli.engine import wait_until_free
from megadesk.cli.front import connect_running, start
from megadesk.host.autostart import Autostart
from megadesk.host.paths import Profile, find_profile
from megadesk.host.process import last_line
from megadesk.host.program import aside_flags, child_environment, own_command
from megadesk.ipc import messages
from megadesk.ipc.client import Client
from megadesk.ipc.messages import AddPair, Body, LogIn, Method, Nothing, Pair, SignedIn, SignUp, Wait
from megadesk.model.errors import EngineUnavailable, MegadeskError, ServerUnavailable
from megadesk.model.relpath import PRIVATE_FOLDER

Q = TypeVar("Q", bound=Body)
A = TypeVar("A", bound=Body)

EMAIL: Final = "sample@example.org"
SERVER_PATIENCE_S: Final = 20.0
POLL_S: Final = 0.05
STOP_PATIENCE_S: Final = 10.0


class Device:
    """One device: a profile with an engine, and a folder that is synced."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.root = folder / f"folder of {name}"
        self._recovery = folder / f"recovery key of {name}.txt"
        self.home = folder / f"profile of {name}"
        self._profile: Profile = find_profile(str(self.home), {})
        self._client: Client | None = None
        self._pair = ""

    def ask(self, method: Method[Q, A], request: Q) -> A:
        """Return the answer of this device's engine, which is started if need be."""
        if self._client is None:
            self._client = start(self._profile)
        return self._client.ask(method.result, method.name, request)

    def sign_up(self, server: str, password: str) -> SignedIn:
        """Make the account."""
        request = SignUp(
            server=server, email=EMAIL, password=password, device_name=f"Device {self.name}", key_store="file",
            recovery_file=str(self._recovery),
        )  # fmt: skip
        return self.ask(messages.SIGN_UP, request)

    def log_in(self, server: str, password: str) -> SignedIn:
        """Sign in to the account."""
        request = LogIn(
            server=server, email=EMAIL, password=password, device_name=f"Device {self.name}", key_store="file"
        )
        return self.ask(messages.LOG_IN, request)

    def pair(self, remote: str) -> None:
        """Sync the folder with one of the cloud."""
        self.root.mkdir(exist_ok=True)
        self._pair = self.ask(messages.ADD_PAIR, AddPair(local=str(self.root), remote=remote)).id

    def pause(self) -> None:
        """Pause the pair."""
        self.ask(messages.PAUSE_PAIR, Pair(pair=self._pair))

    def resume(self) -> None:
        """Resume the pair."""
        self.ask(messages.RESUME_PAIR, Pair(pair=self._pair))

    def wait(self, timeout_s: float) -> None:
        """Return once this device has nothing left to do."""
        self.ask(messages.WAIT, Wait(timeout_s=timeout_s))

    def head_seq(self) -> int:
        """Return the sequence number of the newest commit this device has verified, over all spaces."""
        return sum(head.seq for head in self.ask(messages.STATUS, Nothing()).head.values())

    def write(self, name: str, content: bytes) -> None:
        """Write a file of the folder, as a program would."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def read(self, name: str) -> bytes:
        """Return what a file of the folder holds."""
        return (self.root / name).read_bytes()

    def connect_if_running(self) -> None:
        """Connect to the engine that somebody else started, if there is one, so that ``stop`` ends it."""
        if self._client is None:
            with suppress(MegadeskError):
                self._client = connect_running(self._profile)

    def stop(self) -> None:
        """Stop the engine and return once it has ended. Repeatable."""
        if self._client is None:
            return
        client, self._client = self._client, None
        with suppress(EngineUnavailable):
            client.call(messages.ENGINE_STOP.name, timeout_s=STOP_PATIENCE_S)
        client.close()
        wait_until_free(self._profile, STOP_PATIENCE_S)

    def stay_away(self) -> None:
        """Start no more when the person logs in, in case that was switched on: the profile is there for the trial only."""
        Autostart(self._profile, os.environ).turn(on=False)


class Stage:
    """The folder of a trial and everything that runs in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server_data = folder / "server"
        self.a = Device("A", folder)
        self.b = Device("B", folder)
        self.entropy = os.urandom
        self.password = base64.b32encode(self.entropy(15)).decode("ascii").lower()
        self.address = ""
        self._server: subprocess.Popen[bytes] | None = None
        self._still = threading.Event()

    def start_server(self) -> None:
        """Start the bundled server on a free port of this machine and return once it answers."""
        host, port = "127.0.0.1", _free_port()
        output = self.folder / "server.out"
        command = own_command(["server", "run", "--data", str(self.server_data), "--listen", f"{host}:{port}"])
        with output.open("wb") as log:
            self._server = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=child_environment(os.environ),
                start_new_session=True, creationflags=aside_flags(),  # Control-C reaches us alone; we end it after the engines
            )  # fmt: skip
        self.address = f"http://{host}:{port}"
        self._await_server(host, port, output)

    def _await_server(self, host: str, port: int, output: Path) -> None:
        assert self._server is not None
        deadline_s = time.monotonic() + SERVER_PATIENCE_S
        while time.monotonic() < deadline_s:
            if self._server.poll() is not None:
                break
            with suppress(OSError), socket.create_connection((host, port), timeout=POLL_S):
                return
            self.pause()
        raise ServerUnavailable(f"the bundled server did not start: {last_line(output)}", server=self.address)

    def pause(self) -> None:
        """Give the other processes a moment."""
        self._still.wait(POLL_S)

    def is_seen_by_server(self, words: str) -> bool:
        """Return whether these words stand anywhere in the server's data or in the name of one of its files."""
        encoded = [words.encode("utf-8"), words.encode("utf-16-le")]
        for path in self.server_data.rglob("*"):
            if words in path.name:
                return True
            if path.is_file():
                content = path.read_bytes()
                if any(part in content for part in encoded):
                    return True
        return False

    def close(self) -> None:
        """End all processes of the stage, whatever state they are in; the first error is raised at the end."""
        errors: list[MegadeskError] = []
        for device in (self.a, self.b):
            try:
                device.stop()
                device.stay_away()
            except MegadeskError as e:
                errors.append(e)
        if self._server is not None:
            _end(self._server)
            self._server = None
        if errors:
            raise errors[0]


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    """Return a port of this machine that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port: int = door.getsockname()[1]
        return port


# -- looking at folders ---------------------------------------------------------------------------------------------


def read_tree(root: Path) -> dict[str, str]:
    """Return every path below root with the hash of its content ("" for a folder); our private folder is left out."""
    found: dict[str, str] = {}
    for path in _walk(root):
        name = path.relative_to(root).as_posix()
        try:
            found[name] = "" if path.is_dir() else hashlib.sha256(path.read_bytes()).hexdigest()
        except FileNotFoundError:
            continue  # taken away while we looked; the next look will tell
    return found


def _walk(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        if Path(folder) == root and PRIVATE_FOLDER in folders:
            folders.remove(PRIVATE_FOLDER)
        yield from (Path(folder, name) for name in (*folders, *files))


def folder_bytes(root: Path) -> int:
    """Return the size of all files below root together."""
    return sum(size for _, size in names_in(root))


def names_in(root: Path) -> list[tuple[str, int]]:
    """Return name and size of every file below root, the longest names first: they say the most of how it is kept."""
    found = []
    for path in root.rglob("*"):
        with suppress(FileNotFoundError):
            if path.is_file():
                found.append((path.relative_to(root).as_posix(), path.stat().st_size))
    return sorted(found, key=lambda entry: (-len(entry[0]), entry[0]))
