"""A server to try, started here: the embedded one, as ``megadesk server run`` starts it, with limits that do not bind.

    Embedded(data).start() --> address, watched processes, what grows         check() --> faults that it finds in itself

A whole crowd comes from one address, so limits by address are lifted. All else is as it comes.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol

from benchmarks.load.watch import Watch

from fakes.processes import SOURCE, environment, free_port

ROOT = Path(__file__).parents[2]
SETTINGS = """\
streams = 1000000
login_by_name = { burst = 1000000, every_s = 0.001 }
login_by_address = { burst = 1000000, every_s = 0.001 }
sign_up_by_address = { burst = 1000000, every_s = 0.001 }
"""
OPEN_FILES = 200_000
START_S = 60.0


def allow_many_files() -> None:
    """Let this process, and what it starts, have as many open files as the system allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, OPEN_FILES), max(hard, OPEN_FILES)))
    except (ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


class Stack(Protocol):
    """What is started over a folder of data, and measured."""

    @property
    def name(self) -> str:
        """What to call it in a table."""
        ...

    @property
    def address(self) -> str:
        """Where it listens."""
        ...

    def start(self) -> None:
        """Start it; it answers when this returns."""

    def watch(self) -> Watch:
        """Return who is looked at meanwhile, and what grows."""
        ...

    def stop(self) -> None:
        """Ask the server to end; what it has stays."""

    def check(self) -> list[str]:
        """Return what is wrong with what it has."""
        ...

    def close(self) -> None:
        """End whatever is left."""


class Embedded:
    """SQLite and a folder, in one process. ``profile``: where samples of what it does go (``sampler``)."""

    name: Final = "SQLite, folder"

    def __init__(self, data: Path, *, profile: Path | None = None) -> None:
        self.data, self._profile = data, profile
        self._port = free_port()
        self.address = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.data.parent.mkdir(parents=True, exist_ok=True)
        settings = self.data.parent / "server.toml"
        settings.write_text(SETTINGS, encoding="utf-8")
        sampled = ["-m", "benchmarks.load.sampler", str(self._profile)] if self._profile else ["-m", "megadesk"]
        arguments = [
            sys.executable, *sampled, "server", "run", "--data", str(self.data), "--config", str(settings),
            "--listen", f"127.0.0.1:{self._port}",
        ]  # fmt: skip
        environ = environment() | {"PYTHONPATH": os.pathsep.join([str(SOURCE), str(ROOT)])}
        with self.data.with_suffix(".log").open("ab") as log:
            self._process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environ)
        self._await()

    def _await(self) -> None:
        assert self._process is not None
        running, until_s = self.data / "server.json", time.monotonic() + START_S
        while not running.exists() or str(self._port) not in running.read_text():
            if self._process.poll() is not None or time.monotonic() > until_s:
                raise RuntimeError(self.data.with_suffix(".log").read_text(errors="replace")[-2000:])
            time.sleep(0.02)  # noqa: TID251 -- a benchmark has nothing to be woken for

    def watch(self) -> Watch:
        assert self._process is not None
        return Watch(
            [("server", self._process.pid)],
            [("database", str(self.data / "server.sqlite3")), ("blobs", str(self.data / "blobs"))],
        )

    def stop(self) -> None:
        """Ask it to end, and wait."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(60)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def check(self) -> list[str]:
        """Return what ``megadesk server check`` finds; empty if nothing."""
        return checked([sys.executable, "-m", "megadesk", "server", "check", "--data", str(self.data)])

    def close(self) -> None:
        """There is nothing but the folder, which is whose it was."""


def checked(command: Sequence[str]) -> list[str]:
    """Return the lines of a command that did not end well."""
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    return [] if done.returncode == 0 else (done.stdout + done.stderr).splitlines() or ["it ended badly"]


def copy(prepared: Path, to: Path) -> None:
    """Copy a prepared folder, in the place of what is there."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(prepared, to)
