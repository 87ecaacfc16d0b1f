"""Real processes for end-to-end tests and benchmarks: one server, any number of devices, all on loopback.

    Server(data)            python -m megadesk server run --listen 127.0.0.1:0; ``address`` once it listens
    Device(home, server)    an engine with a profile of its own, asked over its real socket

Both can be killed hard and started again. Nothing here waits by the clock: readiness is a line read from a pipe, or an
answer.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from fakes import nursery, which_stack
from megadesk import __version__
from megadesk.host.paths import find_profile
from megadesk.host.process import read_endpoint
from megadesk.ipc import messages as m
from megadesk.ipc.client import Client, connect

if TYPE_CHECKING:
    from fakes.scaled import Front

SOURCE = Path(__file__).parents[2] / "src"
PROGRAM = "MEGADESK_TEST_PROGRAM"
"""Names the program to try in place of this source tree: that of a frozen folder, or an installed one."""
PASSWORD = "correct horse battery"
EMAIL = "ada@example.org"
OTHER_CLOCK = """
import runpy, sys, time
ahead_ns, true_ns = int(sys.argv.pop(1)), time.time_ns
time.time_ns = lambda: true_ns() + ahead_ns
runpy.run_module("megadesk", run_name="__main__")
"""
"""The program on a computer whose clock is so far ahead."""

Q = TypeVar("Q", bound=m.Body)
A = TypeVar("A", bound=m.Body)


def environment() -> dict[str, str]:
    """Return the environment of a child: ours, the source tree, nothing that points at a profile."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("MEGADESK_")}
    return environ | {"PYTHONPATH": str(SOURCE), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONWARNINGS": "default"}


def megadesk(*words: str) -> list[str]:
    """Return what starts megadesk: the program under test, or this source tree."""
    program = os.environ.get(PROGRAM)
    return [program, *words] if program else [sys.executable, "-m", "megadesk", *words]


def free_port() -> int:
    """Return a port of the loopback that was free just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Nurseries:
    """The one nursery of a test run, once it is wanted; benchmarks never want it."""

    def __init__(self) -> None:
        self.wanted = False
        self._made: nursery.Nursery | None = None

    def get(self) -> nursery.Nursery | None:
        """Return it; None where every process is to be started by itself, with a command line of its own."""
        if not self.wanted or PROGRAM in os.environ:
            return None
        if self._made is None:
            self._made = nursery.Nursery(environment())
        return self._made

    def close(self) -> None:
        """End it."""
        self.wanted = False
        if self._made is not None:
            self._made.close()
            self._made = None


NURSERIES = Nurseries()


class Process:
    """A child process whose output goes to a file."""

    def __init__(self, arguments: list[str], log: Path, *, ahead_ms: int = 0) -> None:
        self.log = log
        forking = NURSERIES.get()
        self.child: subprocess.Popen[bytes] | nursery.Child
        if forking is not None and not ahead_ms:
            self.child = forking.start(arguments, log, environment())
            return
        ahead = [sys.executable, "-c", OTHER_CLOCK, str(ahead_ms * 1_000_000), *arguments]
        with log.open("ab") as output:
            self.child = subprocess.Popen(
                ahead if ahead_ms else megadesk(*arguments),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=environment(),
            )

    def kill(self) -> None:
        """End it without any warning."""
        self.child.send_signal(signal.SIGKILL)
        self.child.wait()

    def stop(self) -> int:
        """Ask it to end; return its exit code."""
        self.child.terminate()
        return self.child.wait(30)


class Server:
    """A bundled server on a port that stays the same over restarts. ``ahead_ms``: of its clock, from the next start on."""

    is_alone = False
    """Whether it is one process on every stack."""

    def __init__(self, data: Path, *options: str) -> None:
        self.data = data
        self.options = options
        self.ahead_ms = 0
        self.secure: ssl.SSLContext | None = None
        self.process: Process | None = None
        self._front: Front | None = None
        self.listen_on(free_port())

    def listen_on(self, port: int) -> None:
        """Use this port from the next start on, as the devices know it that came to know an earlier server here."""
        self.port = port
        self.address = f"http://127.0.0.1:{port}"

    @property
    def stores(self) -> which_stack.Stores:
        """What it keeps, seen from behind its back."""
        return which_stack.stores_of(self.data)

    def words(self, data: Path, port: int, *more: str) -> list[str]:
        """Return the command of a process of it."""
        listen = ("--listen", f"127.0.0.1:{port}")
        options = self.options
        if which_stack.is_scaled():
            from fakes.scaled import options_of

            options = options_of(self)
        return ["server", "run", "--data", str(data), *listen, *more, *options]

    def start(self) -> None:
        """Start it and return when it answers."""
        self.data.mkdir(parents=True, exist_ok=True)
        if which_stack.is_scaled() and not self.is_alone:
            from fakes.scaled import Front

            self._front = self._front or Front(self)
            self._front.start()
            self.process = self._front.processes[0]
            return
        log = self.data.parent / f"{self.data.name}.log"
        self.process = Process(self.words(self.data, self.port), log, ahead_ms=self.ahead_ms)
        await_port(self.port, self.process, secure=self.secure)

    @property
    def now_ms(self) -> int:
        """The time by its clock."""
        return time.time_ns() // 1_000_000 + self.ahead_ms

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal to every process of it."""
        assert self.process is not None
        for process in self._front.processes if self._front else [self.process]:
            process.child.send_signal(number)

    def kill(self) -> None:
        """End it without any warning."""
        if self._front is not None:
            self._front.kill()
        elif self.process is not None:
            self.process.kill()

    def stop(self) -> int:
        """Ask it to end."""
        if self._front is not None:
            return self._front.stop()
        assert self.process is not None
        return self.process.stop()


def _over(secure: ssl.SSLContext | None, plain: socket.socket) -> socket.socket:
    return plain if secure is None else secure.wrap_socket(plain, server_hostname="127.0.0.1")


def await_port(port: int, process: Process, *, secure: ssl.SSLContext | None = None) -> None:
    """Return when somebody answers on a port, over TLS if told how; fail with the log if the process ends first."""
    while True:
        if process.child.poll() is not None:
            raise AssertionError(f"the process ended: {process.log.read_text(errors='replace')[-2000:]}")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as plain, _over(secure, plain) as connection:
                connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                if connection.recv(16).startswith(b"HTTP/1.1 200"):
                    return
        except OSError:
            continue


class Device:
    """One device: an engine process over a profile below ``home``."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.process: Process | None = None
        self._client: Client | None = None

    def start(self) -> None:
        """Start the engine and connect."""
        self.home.mkdir(parents=True, exist_ok=True)
        self.process = Process(["--home", str(self.home), "engine", "run"], self.home.parent / f"{self.home.name}.log")
        self._client = self._connect()

    def _connect(self) -> Client:
        profile = find_profile(str(self.home), {})
        assert self.process is not None
        while True:
            if self.process.child.poll() is not None:
                raise AssertionError(f"the engine ended: {self.process.log.read_text(errors='replace')[-2000:]}")
            try:
                endpoint = read_endpoint(profile)
                if endpoint.pid == self.process.child.pid:
                    return connect(endpoint.address, endpoint.authkey, version=__version__)
            except Exception:  # noqa: BLE001 -- not ready yet, in one of many ways
                self.process.child.poll()

    def ask(self, method: m.Method[Q, A], request: Q, timeout_s: float | None = 120) -> A:
        """Return the engine's answer."""
        assert self._client is not None
        return self._client.ask(method.result, method.name, request, timeout_s=timeout_s)

    def connect_again(self) -> None:
        """Connect to the engine of the profile that somebody else started."""
        endpoint = read_endpoint(find_profile(str(self.home), {}))
        self._client = connect(endpoint.address, endpoint.authkey, version=__version__)

    def kill(self) -> None:
        """End the engine without any warning."""
        if self._client is not None:
            self._client.close()
        if self.process is not None:
            self.process.kill()

    def stop(self) -> int:
        """Ask the engine to end."""
        if self._client is not None:
            self._client.close()
        assert self.process is not None
        return self.process.stop()

    # -- what tests do all the time -----------------------------------------------------------------------------------

    def sign_up(self, server: Server, name: str) -> m.SignedIn:
        """Make the account, keys in a file."""
        return self.ask(
            m.SIGN_UP,
            m.SignUp(server=server.address, email=EMAIL, password=PASSWORD, device_name=name, key_store="file"),
        )

    def log_in(self, server: Server, name: str, password: str = PASSWORD) -> m.SignedIn:
        """Sign in, keys in a file."""
        return self.ask(
            m.LOG_IN,
            m.LogIn(server=server.address, email=EMAIL, password=password, device_name=name, key_store="file"),
        )

    def add_pair(self, local: Path, remote: str = "/Sync") -> str:
        """Sync a folder; return the pair's id."""
        return self.ask(m.ADD_PAIR, m.AddPair(local=str(local), remote=remote)).id

    def wait(self, timeout_s: float = 100) -> m.Status:
        """Return once nothing is left to do."""
        return self.ask(m.WAIT, m.Wait(timeout_s=timeout_s), timeout_s=timeout_s + 10)

    def status(self) -> m.Status:
        """Return the state of everything."""
        return self.ask(m.STATUS, m.Nothing())

    def forget_peak_memory(self) -> None:
        """Measure the peak anew from now on: deriving keys from a password takes 256 MiB for a moment, by design."""
        assert self.process is not None
        Path(f"/proc/{self.process.child.pid}/clear_refs").write_text("5")

    def peak_memory_bytes(self) -> int:
        """Return the most memory the engine has had resident."""
        assert self.process is not None
        for line in Path(f"/proc/{self.process.child.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
        raise AssertionError("no VmHWM")


def cli(home: Path, *arguments: str, stdin: str = "", timeout_s: float = 120) -> tuple[int, str, str]:
    """Run the command line on a profile; return exit code, stdout, stderr."""
    return run("--home", str(home), *arguments, stdin=stdin, timeout_s=timeout_s)


def run(*words: str, stdin: str = "", timeout_s: float = 120) -> tuple[int, str, str]:
    """Run ``megadesk WORDS``; return exit code, stdout, stderr."""
    forking = NURSERIES.get()
    if forking is not None:
        return forking.run(words, environment(), stdin=stdin, timeout_s=timeout_s)
    done = subprocess.run(
        megadesk(*words),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=timeout_s,
        env=environment(),
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def cli_json(home: Path, *arguments: str, stdin: str = "") -> Any:
    """Run the command line with --json and return what it printed."""
    code, out, err = cli(home, *arguments, "--json", stdin=stdin)
    assert code == 0, (code, out, err)
    return json.loads(out)


def tree_of(folder: Path) -> dict[str, bytes | None]:
    """Return every path below a folder with its bytes (None for a folder), without our own folder."""
    found: dict[str, bytes | None] = {}
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if relative.parts[0] == ".megadesk":
            continue
        found[str(relative)] = None if path.is_dir() else path.read_bytes()
    return found
