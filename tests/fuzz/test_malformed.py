"""What no client sends leaves the server up, its memory and its handles as they were, and its data whole.

A few thousand requests with every test run, a hundred thousand in a soak; MEGADESK_FUZZ_SEED takes others.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fakes.processes import Device, Server, environment, tree_of
from fuzz.http import joined, main
from fuzz.malformed import Malformed
from fuzz.openapi import MEANING
from megadesk.server.services import READ_THREADS, WRITE_THREADS

SEED = os.environ.get("MEGADESK_FUZZ_SEED") or "1"
SENDERS = 8
SILENCE_S = 60
"""No answer for so long is none: a body that stands still is given up after 30 s."""

POOL_FILES = 2 * (READ_THREADS + WRITE_THREADS)
"""Each thread of the server may have the database and its log open; how many do is a matter of chance."""

PATIENCE_S = 0.02
"""Before a sender closes its half. Nothing depends on it but how many answers are cut off."""

STATUS = re.compile(rb"^HTTP/1\.[01] (\d{3}) ", re.MULTILINE)
BY_THE_DOOR = {414, 431}
"""What the HTTP server in front of ours answers by itself, besides 400."""


class Site:
    """A server process, a device that syncs a folder with it, and a session for whoever means harm."""

    def __init__(self, base: Path) -> None:
        self.base, self.folder = base, base / "here"
        self.server, self.device = Server(base / "server"), Device(base / "device")

    def start(self) -> None:
        """Start both, and let one file be synced."""
        self.folder.mkdir()
        (self.folder / "before.txt").write_bytes(b"before")
        self.server.start()
        self.device.start()
        self.device.sign_up(self.server, "device")
        self.device.add_pair(self.folder)
        self.device.wait()
        self.token, self.ids = joined(self.server.address, "mallory")

    def close(self) -> None:
        """End both."""
        for one in (self.device, self.server):
            if one.process is not None and one.process.child.poll() is None:
                one.kill()

    @property
    def pid(self) -> int:
        """Return the process of the server."""
        assert self.server.process is not None
        return self.server.process.child.pid

    def memory_kib(self) -> int:
        """Return what the server has resident."""
        found = re.search(r"^VmRSS:\s+(\d+)", Path(f"/proc/{self.pid}/status").read_text(), re.MULTILINE)
        assert found is not None
        return int(found[1])

    def handles(self) -> tuple[int, int]:
        """Return how many sockets and how many files it has open, once those of connections that have ended are closed."""
        seen: list[tuple[int, int]] = []
        for _ in range(200):  # a round trip each: it closes them in its own time
            self.say(b"GET /healthz HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n")
            links = [_link(path) for path in Path(f"/proc/{self.pid}/fd").iterdir()]
            sockets = sum(link.startswith("socket:") for link in links)
            seen.append((sockets, len(links) - sockets))
        return min(sockets for sockets, _ in seen), min(files for _, files in seen)

    def say(self, data: bytes) -> bytes:
        """Return what the server answers to these bytes; who then waits for more is told that there is none."""
        heard = bytearray()
        with socket.create_connection(("127.0.0.1", self.server.port), SILENCE_S) as line:
            try:
                line.sendall(data)
                line.settimeout(PATIENCE_S)
                is_over = False
                while not is_over:
                    is_over = _hear(line, heard)
            except TimeoutError:
                raise
            except OSError:
                pass  # it had heard enough, and has gone
        return bytes(heard)

    def hammer(self, seed: str, count: int) -> Counter[int]:
        """Send so many requests, several at once; return how often it answered what."""

        def send(number: int) -> Counter[int]:
            row = Malformed(f"{seed}/{number}", self.token, self.ids)
            found: Counter[int] = Counter()
            for _ in range(count // SENDERS):
                heard = self.say(row.request())
                found.update(int(status) for status in STATUS.findall(heard))
                found[0] += not heard
            return found

        with ThreadPoolExecutor(SENDERS) as senders:
            return sum(senders.map(send, range(SENDERS)), Counter[int]())


def _link(path: Path) -> str:
    """Return what a handle is of; nothing if it is closed by now."""
    try:
        return str(path.readlink())
    except OSError:
        return ""


def _hear(line: socket.socket, heard: bytearray) -> bool:
    """Take in what comes next; return whether it was the last."""
    try:
        piece = line.recv(1 << 16)
    except TimeoutError:
        if line.gettimeout() != PATIENCE_S:
            raise
        line.settimeout(SILENCE_S)
        line.shutdown(socket.SHUT_WR)
        return False
    heard += piece
    return not piece


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A server with a device that is up to date."""
    made = Site(tmp_path)
    try:
        made.start()
        yield made
    finally:
        made.close()


def stands_firm(site: Site, *, warm_up: int, count: int, memory_kib: int) -> None:
    """Assert that so many malformed requests change nothing about the server, and nothing for an honest device."""
    site.hammer(f"{SEED}/warm", warm_up)
    (sockets, files), memory = site.handles(), site.memory_kib()
    answers = site.hammer(SEED, count)
    grown = site.memory_kib() - memory
    sockets_now, files_now = site.handles()
    print(f"seed {SEED}: {dict(answers)}; memory {memory} KiB and {grown:+}")
    print(f"sockets {sockets} and {sockets_now - sockets:+}, files {files} and {files_now - files:+}")
    assert answers.keys() <= {0, 100, 200, 204, 206, 400, *MEANING, 405, *BY_THE_DOOR} - {500}, answers
    assert all(answers[status] for status in (200, 400, 401, 404, 413, 422)), answers
    assert sockets_now <= sockets + 2
    assert files_now <= files + POOL_FILES
    assert grown <= memory_kib, f"{grown} KiB more than after {warm_up} requests"
    (site.folder / "after.txt").write_bytes(b"after")
    site.device.wait()
    assert site.device.status().state == "synced"
    assert tree_of(site.folder) == {"before.txt": b"before", "after.txt": b"after"}
    assert site.server.stop() == 0
    assert checked(site) == {"faults": [], "notes": []}


def checked(site: Site) -> object:
    """Return what the operator's check of everything says."""
    done = subprocess.run(
        [sys.executable, "-m", "megadesk", "server", "check", "--content", "--json", "--data", str(site.server.data)],
        capture_output=True, text=True, env=environment(), check=False,
    )  # fmt: skip
    return json.loads(done.stdout)


@pytest.mark.e2e
@pytest.mark.attack("E5")
def test_thousands_of_malformed_requests_change_nothing(site: Site) -> None:
    """The server answers none with a fault, keeps no memory and no handle of them, and its data is whole."""
    stands_firm(site, warm_up=1000, count=3000, memory_kib=16 << 10)


@pytest.mark.soak
def test_a_hundred_thousand_malformed_requests_change_nothing(site: Site) -> None:
    """Nor do very many."""
    stands_firm(site, warm_up=10_000, count=100_000, memory_kib=16 << 10)


@pytest.mark.soak
def test_the_interface_is_what_its_description_says() -> None:
    """No answer to schemathesis that docs/formats/openapi.json does not describe, and none without its session."""
    assert main() == 0
