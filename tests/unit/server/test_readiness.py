"""What a service manager hears."""

from __future__ import annotations

import secrets
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from megadesk.server.readiness import READY, STOPPING, tell


@contextmanager
def manager(address: str) -> Iterator[socket.socket]:
    """Listen as a service manager does."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as link:
        link.settimeout(60)
        link.bind(address)
        yield link


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder whose path is short enough for a socket."""
    with tempfile.TemporaryDirectory(prefix="md-") as made:
        yield Path(made)


def test_a_manager_hears_what_is_told(folder: Path) -> None:
    """Line by line, on a socket in a folder or on one of Linux' own."""
    name = f"megadesk-{secrets.token_hex(8)}"
    for address, said in ((str(folder / "n"), str(folder / "n")), (f"\0{name}", f"@{name}")):
        with manager(address) as link:
            tell(READY, "STATUS=well", environment={"NOTIFY_SOCKET": said})
            assert link.recv(100) == b"READY=1\nSTATUS=well"


def test_nobody_has_to_listen(folder: Path) -> None:
    """Neither without a manager nor with one that is gone does anything happen."""
    tell(READY, environment={})
    tell(READY, environment={"NOTIFY_SOCKET": str(folder / "gone")})


def test_a_server_says_when_it_listens_and_when_it_ends(folder: Path) -> None:
    """Ready once anybody can connect, not before; stopping before it waits for requests."""
    address = str(folder / "n")
    with manager(address) as link:
        command = [sys.executable, "-m", "megadesk", "server", "run", "--data", str(folder / "data")]
        child = subprocess.Popen(
            [*command, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env={"NOTIFY_SOCKET": address},
        )  # fmt: skip
        try:
            assert link.recv(100).split(b"\n")[0] == READY.encode()
            assert child.stdout is not None
            assert child.stdout.readline().startswith("megadesk server: listening on ")
            child.send_signal(signal.SIGTERM)
            assert link.recv(100) == STOPPING.encode()
            assert child.wait(60) == 0
        finally:
            child.kill()
            child.communicate()
