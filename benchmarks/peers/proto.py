"""A throw-away client and server: what this language and this machine allow. Never to be used for anything.

    python proto.py serve FOLDER PORT          keep what is put, give what is asked for
    python proto.py push FOLDER PORT STATE     scan, hash, seal, pack, send; only what changed since STATE was written
    python proto.py pull FOLDER PORT           fetch, open, write

It seals the same bytes with the same cipher under the same hash, packs small files into 8 MiB and sends large ones in
blocks of 4 MiB, as megadesk does. It has no journal, no database, no versions, no conflicts, no accounts; it verifies
nothing but what the cipher verifies, and forces nothing to the disk. What it takes is the bound.
"""

from __future__ import annotations

import http.client
import os
import queue
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import msgspec
from blake3 import blake3
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

BLOCK_BYTES: Final = 4 << 20
PACK_BYTES: Final = 8 << 20
SMALL_MAX_BYTES: Final = 1 << 20
TAG_BYTES: Final = 16
THREADS: Final = 2
KEY: Final = bytes(32)
"""One key for all, and a nonce from a counter: a throw-away program may."""

State = dict[str, tuple[int, int, list[tuple[str, int, int, bytes]]]]
"""Of each path: size, time of change in ns, and its pieces: where (name, offset), sealed bytes, hash."""


# -- the server -------------------------------------------------------------------------------------------------------


def serve(folder: Path, port: int) -> None:
    """Answer PUT and GET, a thread a connection."""
    folder.mkdir(parents=True, exist_ok=True)
    with socket.create_server(("127.0.0.1", port)) as listener:
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=_answer, args=(folder, connection), daemon=True).start()


def _answer(folder: Path, connection: socket.socket) -> None:
    buffer = memoryview(bytearray(1 << 20))
    with suppress(ConnectionError), connection, connection.makefile("rb") as stream:
        while head := stream.readline():
            method, path, _ = head.decode().split(" ", 2)
            length = 0
            while (line := stream.readline()) not in {b"\r\n", b""}:
                name, _, value = line.decode().partition(":")
                length = int(value) if name.lower() == "content-length" else length
            if method == "PUT":
                _receive(folder / path[1:], stream.readinto, buffer, length)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            else:
                with (folder / path[1:]).open("rb", buffering=0) as file:
                    size = os.fstat(file.fileno()).st_size
                    connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Length: {size}\r\n\r\n".encode())
                    connection.sendfile(file)


def _receive(path: Path, read_into: Callable[[memoryview], int], buffer: memoryview, length: int) -> None:
    with path.open("wb", buffering=0) as file:
        while length:
            count = read_into(buffer[: min(length, len(buffer))])
            file.write(buffer[:count])
            length -= count


# -- the client -------------------------------------------------------------------------------------------------------


class Link:
    """One connection."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port)

    def put(self, name: str, body: bytes | bytearray | memoryview) -> None:
        """Send and wait for the answer."""
        self.connection.request("PUT", f"/{name}", body, {"Content-Length": str(len(body))})
        self.connection.getresponse().read()

    def get(self, name: str) -> bytes:
        """Return what is there."""
        self.connection.request("GET", f"/{name}")
        return self.connection.getresponse().read()

    def get_into(self, name: str, buffer: memoryview) -> int:
        """Read what is there into a buffer; return how many bytes it has."""
        self.connection.request("GET", f"/{name}")
        answer = self.connection.getresponse()
        size = at = answer.length or 0
        at = 0
        while at < size:
            at += answer.readinto(buffer[at:size])
        return size


@contextmanager
def threads(port: int) -> Iterator[queue.Queue[Callable[[Link, AESGCM, bytearray], None] | None]]:
    """Give a queue of work; return when all of it is done."""
    tasks: queue.Queue[Callable[[Link, AESGCM, bytearray], None] | None] = queue.Queue(maxsize=2 * THREADS)

    def work() -> None:
        link, cipher, buffer = Link(port), AESGCM(KEY), bytearray(BLOCK_BYTES + TAG_BYTES)
        while (task := tasks.get()) is not None:
            task(link, cipher, buffer)

    team = [threading.Thread(target=work) for _ in range(THREADS)]
    for each in team:
        each.start()
    yield tasks
    for _ in team:
        tasks.put(None)
    for each in team:
        each.join()


def nonce(name: str, at: int) -> bytes:
    """Return one that no other piece has: a hash of where it is."""
    return blake3(f"{name} {at}".encode()).digest(12)


def scan(folder: str, below: str = "") -> Iterator[tuple[str, int, int]]:
    """Yield path, size and time of each file."""
    with os.scandir(f"{folder}/{below}") as entries:
        for entry in entries:
            path = below + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from scan(folder, f"{path}/")
            else:
                stat = entry.stat(follow_symlinks=False)
                yield path, stat.st_size, stat.st_mtime_ns


def push(folder: Path, port: int, state: Path) -> None:
    """Send what changed."""
    before = msgspec.msgpack.decode(state.read_bytes(), type=State) if state.exists() else {}
    now: State = {}
    turn = str(len(list(state.parent.glob(f"{state.name}*"))))
    pack = Pack(turn)
    with threads(port) as tasks:
        for path, size, mtime in scan(str(folder)):
            old = before.get(path)
            if old is not None and old[:2] == (size, mtime):
                now[path] = old
            elif size <= SMALL_MAX_BYTES:
                now[path] = (size, mtime, [pack.add(f"{folder}/{path}", size, tasks)])
            else:
                now[path] = (size, mtime, [("", 0, 0, b"")] * -(-size // BLOCK_BYTES))
                _push_big(folder / path, turn, old[2] if old else [], now[path][2], tasks)
        pack.send(tasks)
    if now != before:
        index = msgspec.msgpack.encode(now)
        Link(port).put("index", AESGCM(KEY).encrypt(nonce(turn, -1), index, None))
        Link(port).put("index.nonce", nonce(turn, -1))
        state.with_name(f"{state.name}{turn}").write_bytes(index)
        state.write_bytes(index)


class Pack:
    """Small files, sealed one behind the other."""

    def __init__(self, turn: str) -> None:
        self.turn, self.number = turn, 0
        self.cipher = AESGCM(KEY)
        self._begin()

    def _begin(self) -> None:
        self.name, self.used = f"pack-{self.turn}-{self.number}", 0
        self.buffer = memoryview(bytearray(PACK_BYTES))

    def add(
        self, path: str, size: int, tasks: queue.Queue[Callable[[Link, AESGCM, bytearray], None] | None]
    ) -> tuple[str, int, int, bytes]:
        """Seal a file into it; return where it is."""
        if self.used + size + TAG_BYTES > PACK_BYTES:
            self.send(tasks)
        handle = os.open(path, os.O_RDONLY)
        content = os.read(handle, size)
        os.close(handle)
        at, self.used = self.used, self.used + len(content) + TAG_BYTES
        self.cipher.encrypt_into(nonce(self.name, at), content, None, self.buffer[at : self.used])
        return self.name, at, self.used - at, blake3(content).digest()

    def send(self, tasks: queue.Queue[Callable[[Link, AESGCM, bytearray], None] | None]) -> None:
        """Let a thread send it, and begin the next."""
        if self.used:
            name, body = self.name, self.buffer[: self.used]
            tasks.put(lambda link, _cipher, _buffer: link.put(name, body))
            self.number += 1
            self._begin()


def _push_big(
    path: Path,
    turn: str,
    old: list[tuple[str, int, int, bytes]],
    pieces: list[tuple[str, int, int, bytes]],
    tasks: queue.Queue[Callable[[Link, AESGCM, bytearray], None] | None],
) -> None:
    def task(number: int) -> Callable[[Link, AESGCM, bytearray], None]:
        def send(link: Link, cipher: AESGCM, buffer: bytearray) -> None:
            handle = os.open(path, os.O_RDONLY)
            block = os.pread(handle, BLOCK_BYTES, number * BLOCK_BYTES)
            os.close(handle)
            digest = blake3(block).digest()
            if number < len(old) and old[number][3] == digest:
                pieces[number] = old[number]
                return
            name, sealed = f"block-{turn}-{digest.hex()[:32]}-{number}", len(block) + TAG_BYTES
            cipher.encrypt_into(nonce(name, 0), block, None, memoryview(buffer)[:sealed])
            link.put(name, memoryview(buffer)[:sealed])
            pieces[number] = (name, 0, sealed, digest)

        return send

    for number in range(len(pieces)):
        tasks.put(task(number))


def pull(folder: Path, port: int) -> None:
    """Fetch everything into an empty folder, or over what is there."""
    link = Link(port)
    index = msgspec.msgpack.decode(AESGCM(KEY).decrypt(link.get("index.nonce"), link.get("index"), None), type=State)
    for place in sorted({path.rpartition("/")[0] for path in index}):
        (folder / place).mkdir(parents=True, exist_ok=True)
    packs: dict[str, list[str]] = {}
    with threads(port) as tasks:
        for path, (size, mtime, pieces) in index.items():
            if size <= SMALL_MAX_BYTES:
                packs.setdefault(pieces[0][0], []).append(path)
            else:
                _pull_big(folder / path, size, mtime, pieces, tasks)
        link, cipher, buffer = Link(port), AESGCM(KEY), bytearray(BLOCK_BYTES + TAG_BYTES)
        for name, paths in packs.items():
            _pull_pack(str(folder), name, [(path, *index[path]) for path in paths])(link, cipher, buffer)


def _pull_pack(
    folder: str, name: str, files: list[tuple[str, int, int, list[tuple[str, int, int, bytes]]]]
) -> Callable[[Link, AESGCM, bytearray], None]:
    def fetch(link: Link, cipher: AESGCM, buffer: bytearray) -> None:
        pack = memoryview(link.get(name))
        for path, size, mtime, [(_, at, sealed, _digest)] in files:
            plain = memoryview(buffer)[:size]
            cipher.decrypt_into(nonce(name, at), pack[at : at + sealed], None, plain)
            handle = os.open(f"{folder}/{path}.new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            os.write(handle, plain)
            os.utime(handle, ns=(mtime, mtime))
            os.close(handle)
            os.rename(f"{folder}/{path}.new", f"{folder}/{path}")  # noqa: PTH104 -- as lean as it gets

    return fetch


def _pull_big(
    path: Path,
    size: int,
    mtime: int,
    pieces: list[tuple[str, int, int, bytes]],
    tasks: queue.Queue[Callable[[Link, AESGCM, bytearray], None] | None],
) -> None:
    grown = path.with_name(f"{path.name}.new")
    left = list(range(len(pieces)))
    with grown.open("wb") as file:
        file.truncate(size)

    def task(number: int) -> Callable[[Link, AESGCM, bytearray], None]:
        def fetch(link: Link, cipher: AESGCM, buffer: bytearray) -> None:
            name, _, sealed, _ = pieces[number]
            count = link.get_into(name, memoryview(buffer)[:sealed])
            plain = memoryview(bytearray(count - TAG_BYTES))
            cipher.decrypt_into(nonce(name, 0), memoryview(buffer)[:count], None, plain)
            handle = os.open(grown, os.O_WRONLY)
            os.pwrite(handle, plain, number * BLOCK_BYTES)
            os.close(handle)
            left.remove(number)
            if not left:
                os.utime(grown, ns=(mtime, mtime))
                grown.rename(path)

        return fetch

    for number in range(len(pieces)):
        tasks.put(task(number))


if __name__ == "__main__":
    what, where, number, *more = sys.argv[1:]
    if what == "serve":
        serve(Path(where), int(number))
    elif what == "push":
        push(Path(where), int(number), Path(more[0]))
    else:
        pull(Path(where), int(number))
