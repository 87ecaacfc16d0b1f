"""Targets: what comes from programs and files of this machine: front ends, the engine, its files, other programs."""

from __future__ import annotations

import atexit
import json
import multiprocessing.connection as pipes
import os
import shutil
import socket
import struct
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import cache
from multiprocessing import AuthenticationError
from pathlib import Path

import msgspec

from fuzz.samples import sample
from fuzz.target import DAMAGE, Target, must
from megadesk.disk import behavior
from megadesk.host.keychain import FileKeyStore, KeyringStore
from megadesk.host.paths import Profile, find_profile
from megadesk.host.prefill import FILE, Prefill, take_prefill
from megadesk.host.process import read_endpoint
from megadesk.ipc import messages as ipc
from megadesk.ipc.channel import Channel, accept_handshake
from megadesk.ipc.protocol import (
    Cancel,
    ErrorBody,
    Event,
    Hello,
    Progress,
    Request,
    Response,
    Subscribe,
    body_to_error,
    decode_from_client,
    decode_from_engine,
    encode,
    to_plain,
    to_typed,
)
from megadesk.model.errors import EngineUnavailable, Malformed
from megadesk.model.wording import words_of
from megadesk.server.backup_folder import BackupFolder, Whole

METHODS = tuple(value for value in vars(ipc).values() if isinstance(value, ipc.Method))
AUTHKEY = b"A" * 32


# ---- between front ends and engine ------------------------------------------------------------------------------


def _from_clients() -> Iterator[bytes]:
    for method in METHODS:
        yield encode(Request(1, method.name, to_plain(sample(method.request))))
    yield from (encode(Hello(1, "0")), encode(Cancel(3)), encode(Subscribe(frozenset({"status", "lagged"}))))


def _from_client(data: bytes) -> None:
    """Read what a client says, and a request as its handler does."""
    said = decode_from_client(data)
    must(decode_from_client(encode(said)) == said, "a message changes when it is written again")
    if isinstance(said, Request):
        for method in METHODS:
            if method.name == said.method:
                body = to_typed(method.request, said.params)
                must(to_typed(method.request, to_plain(body)) == body, "a request changes when it is written again")


def _from_engines() -> Iterator[bytes]:
    for number, method in enumerate(METHODS):
        yield encode(Response(number, result=to_plain(sample(method.result))))
    refused = ErrorBody("rate_limited", "d", {"retry_after_s": 2.5, "path": "/a", "size_bytes": 3, "because": "forged"})
    yield from (encode(Hello(1, "0")), encode(Progress(3, {"phase": "up"})), encode(Event("status", {})))
    yield encode(Response(4, error=refused))


def _from_engine(data: bytes) -> None:
    """Read what an engine says, an error of its as words, and a result as that of the method with its number."""
    said = decode_from_engine(data)
    must(decode_from_engine(encode(said)) == said, "a message changes when it is written again")
    if isinstance(said, Response) and said.error is not None:
        must(bool(words_of(body_to_error(said.error)).sentence), "no words")
    if isinstance(said, Response) and said.result is not None:
        to_typed(METHODS[said.id % len(METHODS)].result, said.result)


def _talk(data: bytes, listen: Callable[[Channel], object]) -> None:
    """Let one side hear these bytes and then the end of the connection."""
    ours, theirs = socket.socketpair()
    with theirs:
        channel = Channel(pipes.Connection(ours.detach()))
        try:
            theirs.sendall(data)
            theirs.shutdown(socket.SHUT_WR)
            listen(channel)
        finally:
            channel.close()


def _framed(*parts: bytes) -> bytes:
    return b"".join(struct.pack("!i", len(part)) + part for part in parts)


def _greetings() -> Iterator[bytes]:
    yield _framed(b"d" * 20, b"#CHALLENGE#" + b"c" * 20, encode(Hello(1, "0")))
    yield _framed(b"#CHALLENGE#" + b"c" * 20, b"#WELCOME#", encode(Hello(1, "0")))
    yield struct.pack("!iQ", -1, 1 << 40)


def _greeting(data: bytes) -> None:
    """Hear a client that does not know the key: it never comes in."""
    _talk(data, lambda channel: accept_handshake(channel, AUTHKEY, "0"))
    must(False, "somebody without the key came in")


_HANDSHAKE_ENDS = (AuthenticationError, OSError, EOFError, AssertionError, Malformed)
"""What listener.py takes for the end of a connection that was none; the fourth: what came is no challenge."""


def _envelopes() -> Iterator[bytes]:
    yield _framed(encode(Request(1, "status", {})), encode(Cancel(1)))


def _envelope(data: bytes) -> None:
    """Read envelopes until there are no more."""

    def listen(channel: Channel) -> None:
        while True:
            decode_from_client(channel.receive())

    _talk(data, listen)


# ---- files of the profile ---------------------------------------------------------------------------------------


@cache
def home() -> Path:
    """Return a folder of this process, which goes with it."""
    folder = Path(tempfile.mkdtemp(prefix="megadesk-fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _profile() -> Profile:
    profile = find_profile(str(home()), {})
    for folder in (profile.state_dir, profile.config_dir):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return profile


def put(path: Path, data: bytes) -> Path:
    """Return path after writing data there, readable by its owner alone."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    return path


def _key_file(data: bytes) -> None:
    found = FileKeyStore(put(home() / "keys.json", data)).load("device")
    must(found is None or isinstance(found, bytes), "no secret")


class _Keyring:
    """A keyring that holds one entry."""

    def __init__(self, text: str) -> None:
        self._text = text

    def get_password(self, _service: str, _name: str) -> str:
        """Return it."""
        return self._text


def _keyring_entry(data: bytes) -> None:
    store = KeyringStore(_Keyring(data.decode("utf-8", "surrogateescape")), "profile")  # type: ignore[arg-type]
    must(isinstance(store.load("device"), bytes), "no secret")


def _endpoints() -> Iterator[bytes]:
    yield b'{"address":"/run/x.sock","authkey":"' + b"QUFB" * 10 + b'QUE=","pid":7,"version":"0.1"}'


def _endpoint(data: bytes) -> None:
    profile = _profile()
    put(profile.state_dir / "engine.json", data)
    must(len(read_endpoint(profile).authkey) == 32, "no key")


def _prefill(data: bytes) -> None:
    profile = _profile()
    put(profile.config_dir / FILE, data)
    take_prefill(profile)


# ---- files of a server --------------------------------------------------------------------------------------------


def _wholes() -> Iterator[bytes]:
    whole = Whole(
        format=1, server="s", incarnation=1, made_ms=5, database="database-00000001.sqlite3", database_bytes=9,
        database_blake3="ab", blobs=1, blob_bytes=5, lost=0, version="0",
    )  # fmt: skip
    yield json.dumps(asdict(whole), indent=1).encode()


def _whole(data: bytes) -> None:
    """Read what a backup says of itself; a database that it names lies in its folder."""
    put(home() / "backup.json", data)
    folder = BackupFolder(home())
    whole = folder.whole()
    must(whole is not None, "nothing was read")
    if whole is not None:
        must((home() / whole.database).parent == home(), "a database elsewhere")
        folder.database_of(whole)


def _mount_line(data: bytes) -> None:
    """Read a line of the system's table of mounts; places in it are named by whoever mounts."""
    must(isinstance(behavior._unescaped(data), str), "no path")


TARGETS = (
    Target(name="ipc-client", parse=_from_client, seeds=_from_clients),
    Target(name="ipc-engine", parse=_from_engine, seeds=_from_engines, max_bytes=16_384),
    Target(name="ipc-handshake", parse=_greeting, seeds=_greetings, refusals=_HANDSHAKE_ENDS, max_bytes=512, tries=150),
    Target(name="ipc-frames", parse=_envelope, seeds=_envelopes, refusals=(Malformed, OSError, EOFError), tries=500),
    Target(name="key-file", parse=_key_file, seeds=lambda: [b'{"device":"QUJD"}']),
    Target(name="keyring-entry", parse=_keyring_entry, seeds=lambda: [b"QUJDRA=="], max_bytes=256, tries=300),
    Target(name="endpoint-file", parse=_endpoint, seeds=_endpoints, refusals=(*DAMAGE, EngineUnavailable)),
    Target(name="prefill-file", parse=_prefill, seeds=lambda: [msgspec.json.encode(Prefill(server="s", email="e"))]),
    Target(name="backup-file", parse=_whole, seeds=_wholes),
    Target(name="mount-line", parse=_mount_line, seeds=lambda: [rb"/media/a\040b\134c"], max_bytes=256),
)
