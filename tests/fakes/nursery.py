"""Processes that begin where their imports are done: each is forked from one that did them once.

    test --words, files, environment--> nursery (this file, run as a program: everything imported, one thread)
         <--pid; exit code at the end----  `--fork--> megadesk engine run, megadesk server run, megadesk status, ...

A test run starts a thousand engines and servers, and each would spend half a second of a core on the same imports.
What is started here is a process like any other, with a pid, an environment, memory and an end of its own; only what
/proc says of its command line and of its first environment is the nursery's, and new accounts stretch their passwords
no more than they must. Where that matters, where there is no fork, and in benchmarks, the interpreter is started as
people start it (``processes.Process``).
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import queue
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

IS_POSSIBLE = sys.platform.startswith("linux")

ROOMS = ("cli", "crypto", "disk", "engine", "host", "ipc", "model", "remote", "server", "store", "sync", "wire")
LIBRARIES = (
    "cryptography.x509", "requests", "sqlalchemy.dialects.sqlite", "uvicorn.lifespan.on",
    "uvicorn.protocols.http.h11_impl", "watchdog.observers",
)  # fmt: skip
"""What the rooms import only when they need it."""


class Child:
    """One of its processes, with the calls of subprocess.Popen that the tests use."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._ended = threading.Event()

    def note_end(self, code: int) -> None:
        """It has ended so."""
        self.returncode = code
        self._ended.set()

    def poll(self) -> int | None:
        """Return the exit code, None while it runs."""
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code once it has ended; TimeoutExpired if it has not by then."""
        if not self._ended.wait(timeout):
            raise subprocess.TimeoutExpired(f"pid {self.pid}", timeout or 0)
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send it a signal if it still runs."""
        if self.returncode is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it without any warning."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


class Nursery:
    """The program, started when the first process is wanted; ``close`` ends it, not what was started by it."""

    def __init__(self, environ: dict[str, str]) -> None:
        ours, theirs = socket.socketpair()
        command = [sys.executable, __file__, str(theirs.fileno())]
        self._program = subprocess.Popen(command, pass_fds=[theirs.fileno()], env=environ, stdin=subprocess.DEVNULL)
        theirs.close()
        self._ours = ours
        self._lock = threading.Lock()
        self._born: queue.Queue[Child] = queue.Queue()
        self._children: dict[int, Child] = {}
        self._thread = threading.Thread(target=self._listen, name="nursery", daemon=True)
        self._thread.start()

    def start(
        self, words: Sequence[str], log: Path, environ: dict[str, str], *, stdin: Path | None = None,
        errors: Path | None = None,
    ) -> Child:  # fmt: skip
        """Start ``megadesk WORDS``; what it prints is added to the log, its errors too if they have no file."""
        files = {0: str(stdin or os.devnull), 1: str(log), 2: str(errors or log)}
        order = json.dumps({"words": list(words), "files": files, "environ": environ}).encode() + b"\n"
        with self._lock:
            self._ours.sendall(order)
            return self._born.get(timeout=60)

    def run(
        self, words: Sequence[str], environ: dict[str, str], *, stdin: str = "", timeout_s: float
    ) -> tuple[int, str, str]:
        """Run ``megadesk WORDS`` to its end; return exit code, stdout, stderr. TimeoutExpired if it goes on for longer."""
        with TemporaryDirectory() as folder:
            given, printed, errors = (Path(folder) / name for name in ("stdin", "stdout", "stderr"))
            given.write_text(stdin, encoding="utf-8")
            child = self.start(words, printed, environ, stdin=given, errors=errors)
            try:
                code = child.wait(timeout_s)
            finally:
                child.kill()
            return code, printed.read_text(encoding="utf-8"), errors.read_text(encoding="utf-8")

    def _listen(self) -> None:
        with self._ours.makefile("rb") as lines:
            for line in lines:
                pid, code = json.loads(line)
                if code is None:
                    self._born.put(self._children.setdefault(pid, Child(pid)))
                else:
                    self._children.pop(pid).note_end(code)

    def close(self) -> None:
        """End the program."""
        self._ours.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._ours.close()
        self._program.wait(60)


# ---- the program ---------------------------------------------------------------------------------------------------------


def import_all() -> None:
    """Import all that engines and servers import, and hold it to be what may be forked: one thread."""
    for room in ROOMS:
        package = importlib.import_module(f"megadesk.{room}")
        for module in pkgutil.walk_packages(package.__path__, f"megadesk.{room}."):
            if ".migrations." not in module.name:
                importlib.import_module(module.name)
    for library in LIBRARIES:
        importlib.import_module(library)
    stretch_little()
    assert threading.active_count() == 1, threading.enumerate()
    gc.collect()
    gc.freeze()


def stretch_little() -> None:
    """Let new accounts have the least costs that are allowed: a quarter of a second of a core for each login, not one."""
    from megadesk.crypto.identity import KdfParameters
    from megadesk.remote.session import AccountTalk

    defaults = AccountTalk.__init__.__kwdefaults__ or {}
    assert "parameters" in defaults
    defaults["parameters"] = KdfParameters(memory_kib=65_536, passes=3, lanes=1)


def serve(orders: socket.socket) -> list[str]:
    """Fork for each order and tell each end, until nobody asks any more. Returns in the children only: their words."""
    ends, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake)
    waiting = b""
    while True:
        ready, _, _ = select.select([orders.fileno(), ends], [], [])
        if ends in ready:
            os.read(ends, 512)
            tell_ends(orders)
        if orders.fileno() not in ready:
            continue
        piece = orders.recv(1 << 16)
        if not piece:
            os._exit(0)
        *whole, waiting = (waiting + piece).split(b"\n")
        for line in whole:
            pid = os.fork()
            if not pid:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                for one in (orders.fileno(), ends, wake):
                    os.close(one)
                orders.detach()
                return become(json.loads(line))
            orders.sendall(json.dumps([pid, None]).encode() + b"\n")


def tell_ends(orders: socket.socket) -> None:
    """Tell of every child that has ended."""
    try:
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            orders.sendall(json.dumps([pid, os.waitstatus_to_exitcode(status)]).encode() + b"\n")
    except ChildProcessError:
        return


def become(order: dict[str, object]) -> list[str]:
    """Take on the environment, input and outputs of an order; return its words."""
    environ, words, files = order["environ"], order["words"], order["files"]
    assert isinstance(environ, dict)
    assert isinstance(words, list)
    assert isinstance(files, dict)
    os.environ.clear()
    os.environ.update(environ)
    for number, path in files.items():
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT if number != "0" else os.O_RDONLY
        opened = os.open(path, flags, 0o644)
        os.dup2(opened, int(number))
        os.close(opened)
    sys.argv = ["megadesk", *words]
    return words


def main() -> int:
    """Run as the program; in each child, as what it was ordered to be."""
    import_all()
    words = serve(socket.socket(fileno=int(sys.argv[1])))
    from megadesk.__main__ import run

    return run(words)


if __name__ == "__main__":
    sys.exit(main())
