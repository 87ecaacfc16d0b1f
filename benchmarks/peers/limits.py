"""What this machine allows, whoever asks: disk, hash, cipher, loopback. Each once a repeat, in the same run as the peers."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.proc import write_out
from blake3 import blake3
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MEBIBYTE: Final = 1 << 20
BLOCK_BYTES: Final = 4 * MEBIBYTE
SMALL_BYTES: Final = 4096
CRYPTO_BYTES: Final = 512 * MEBIBYTE
SMALL_OPERATIONS: Final = 50_000
TAG_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Limit:
    """One figure: seconds for the data of this run, and the rate that is."""

    name: str
    seconds: float
    rate: float
    unit: str


def limits(work: Path, files: int, big_bytes: int, receive: Callable[[int], None]) -> list[Limit]:
    """Return all of them, measured now. receive(port): start the other end of the loopback."""
    work.mkdir(parents=True)
    gibibyte = f"{big_bytes // MEBIBYTE:,} MiB"
    seconds = [
        (
            f"disk: {gibibyte} written in order, fdatasync",
            _timed(work, lambda: _write(work / "big", big_bytes)),
            big_bytes,
        ),
        (f"BLAKE3 of {gibibyte}, one thread", _hash() * big_bytes, big_bytes),
        (f"AES-256-GCM of {gibibyte} in blocks of 4 MiB, one thread", _seal(BLOCK_BYTES) * big_bytes, big_bytes),
        (
            f"AES-256-GCM of {files:,} x 4 KiB, one thread",
            _seal(SMALL_BYTES) * files * SMALL_BYTES,
            files * SMALL_BYTES,
        ),
        (f"loopback: {gibibyte} through one socket, two processes", _loopback(big_bytes, receive), big_bytes),
    ]
    (work / "big").unlink()
    created = _timed(work, lambda: _create(work / "small", files))
    walked = _timed(work, lambda: _walk(work / "small"))
    return [
        *(Limit(name, took, count / MEBIBYTE / took, "MiB/s") for name, took, count in seconds),
        Limit(
            f"disk: {files:,} files of 4 KiB created, renamed into place, not synced",
            created,
            files / created,
            "files/s",
        ),
        Limit(f"disk: {files:,} files walked and looked at", walked, files / walked, "files/s"),
    ]


def _timed(work: Path, action: Callable[[], None]) -> float:
    write_out(work)
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def _write(path: Path, size: int) -> None:
    block = os.urandom(BLOCK_BYTES)
    with path.open("wb", buffering=0) as file:
        for at in range(0, size, BLOCK_BYTES):
            file.write(block[: size - at])
        os.fdatasync(file.fileno())


def _create(folder: Path, files: int) -> None:
    folder.mkdir()
    content = os.urandom(SMALL_BYTES)
    for number in range(files):
        if number % 20 == 0:
            at = folder / f"{number // 20:04d}"
            at.mkdir()
        handle = os.open(at / "new", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        os.write(handle, content)
        os.close(handle)
        os.rename(at / "new", at / f"{number:06d}")  # noqa: PTH104 -- a call of the system, and little else, is measured


def _walk(folder: Path) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _walk(Path(entry.path))
            else:
                entry.stat(follow_symlinks=False)


def _hash() -> float:
    """Return seconds a byte."""
    block = bytearray(os.urandom(BLOCK_BYTES))
    started = time.perf_counter()
    for _ in range(CRYPTO_BYTES // BLOCK_BYTES):
        blake3(block).digest()
    return (time.perf_counter() - started) / CRYPTO_BYTES


def _seal(size: int) -> float:
    """Return seconds a byte, in pieces of this size."""
    cipher, nonce, plain = AESGCM(os.urandom(32)), bytearray(12), bytearray(os.urandom(size))
    sealed = bytearray(size + TAG_BYTES)
    times = max(1, min(SMALL_OPERATIONS, CRYPTO_BYTES // size))
    started = time.perf_counter()
    for number in range(times):
        nonce[:8] = number.to_bytes(8, "big")
        cipher.encrypt_into(nonce, plain, None, sealed)
    return (time.perf_counter() - started) / (times * size)


def _loopback(size: int, receive: Callable[[int], None]) -> float:
    """Return seconds."""
    block = memoryview(bytearray(os.urandom(BLOCK_BYTES)))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        receive(listener.getsockname()[1])
        connection, _ = listener.accept()
        with connection:
            connection.recv(1)  # it is ready
            started = time.perf_counter()
            for at in range(0, size, BLOCK_BYTES):
                connection.sendall(block[: size - at])
            connection.shutdown(socket.SHUT_WR)
            connection.recv(1)
            return time.perf_counter() - started
