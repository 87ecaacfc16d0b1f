"""A real object store for tests, SeaweedFS: started once a test process in a folder of its own, as an ordinary user.

    fresh_prefix()                  a URL under which there is nothing yet, in the one bucket
    fresh_bucket(folder)            the same, with all that is needed to open it
    SERVER.stop(), SERVER.start()   it goes away under whoever uses it, and comes back where it was

Everything of it listens on free ports of the loopback, and it tells nobody of itself. Its parts are processes of their own, each
started once the one before is there: up in two and a half seconds, while one process with all of them waits five more for a master
that it found too early. The run kills them by their ids (``tests/conftest.py``); what a killed run left, the next one removes.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import IO, Final, NamedTuple

import obstore
from obstore import exceptions as refusals
from obstore import put
from obstore.store import S3Store

from fakes.objects import Bucket
from fakes.ordinary import as_somebody, give, is_reached, left_of, own, place
from fakes.programs import find_seaweed
from megadesk.server.blobs_s3 import S3Blobs
from megadesk.server.s3_bucket import S3Bucket
from megadesk.server.s3_client import client
from megadesk.server.s3_place import S3Options, place_of

PREFIX: Final = "md-s3-"
BUCKET: Final = "blocks"
KEY, SECRET = "megadesk", "a secret of tests"
READER: Final = "reader"
"""Another key, with the same secret, that may write nothing."""
_TRIES: Final = 300
_STEP_S: Final = 0.05
_LITTER_BYTES: Final = 256 << 20
"""So much of what was deleted is left in its files before they are written anew: it has 2 GiB of them in all."""


class Part(NamedTuple):
    """A process of it, with the options that name no port and no folder."""

    name: str
    options: tuple[str, ...]


_PARTS: Final = (
    Part(
        "master",
        (
            "-telemetry=false",
            "-electionTimeout=200ms",
            "-heartbeatInterval=50ms",
            "-ip=127.0.0.1",
        ),
    ),
    Part("volume", ("-max=32", "-minFreeSpace=0", "-ip=127.0.0.1")),
    Part("filer", ("-ip=127.0.0.1",)),
    Part("s3", ("-iam=false", "-autoCreateBucket=false", "-port.iceberg=0", "-port.lance=0")),
)


class Seaweed:
    """One server. It is made when it is first asked for. ``volume_mib``: how large each of the files is that it keeps, 32 at most."""

    def __init__(self, volume_mib: int = 64) -> None:
        self._volume_mib = volume_mib
        self.made: Path | None = None
        self._processes: list[subprocess.Popen[bytes]] = []
        self._owned: IO[str] | None = None
        self._ports: dict[str, tuple[int, int]] = {}
        self._numbers = itertools.count(1)
        self._litter_bytes = 0

    @property
    def endpoint(self) -> str:
        """Where it listens, started if need be."""
        if self.made is None:
            remove_what_killed_runs_left()
            self.made = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place()))
            self._owned = own(self.made)
            free = iter(_free_ports(2 * len(_PARTS)))
            self._ports = {part.name: (next(free), next(free)) for part in _PARTS}
            _write_settings(self.made)
            self.start()
        return self._http("s3")

    def _http(self, part: str) -> str:
        return f"http://127.0.0.1:{self._ports[part][0]}"

    def _address(self, part: str) -> str:
        return "127.0.0.1:{}.{}".format(*self._ports[part])

    def start(self) -> None:
        """Start it where it was; it takes what is put when this returns."""
        master, volume, filer, s3 = _PARTS
        self._start(master, f"-mdir={self.made}/data", f"-volumeSizeLimitMB={self._volume_mib}")
        self._wait(self._is_leader)
        self._start(volume, f"-dir={self.made}/data", f"-master={self._address('master')}")
        self._start(filer, f"-master={self._address('master')}", f"-localSocket={self.made}/filer.sock")
        self._wait(self._has_bucket)
        settings = (f"-config={self.made}/s3.json", f"-localSocket={self.made}/s3.sock")
        self._start(s3, f"-filer={self._address('filer')}", *settings)
        self._wait(self._takes)

    def _start(self, part: Part, *places: str) -> None:
        program, folder = find_seaweed(), self.made
        assert program is not None, "mark the test: @pytest.mark.needs('seaweedfs')"
        assert folder is not None
        http, grpc = self._ports[part.name]
        options = (*part.options, *places, "-ip.bind=127.0.0.1", f"-port={http}", f"-port.grpc={grpc}")
        how = as_somebody() | {"cwd": folder}
        if not is_reached(program.parent):
            how = {name: value for name, value in how.items() if name not in {"user", "group", "extra_groups"}}
        with (folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [program, "-logtostderr", part.name, *options], stdout=log, stderr=log, start_new_session=True, **how
            )
        self._processes.append(process)
        with (folder / "pids").open("a") as pids:
            pids.write(f"{process.pid}\n")

    def _wait(self, is_there: Callable[[], bool]) -> None:
        """Wait until something is there that a part of it has to do, as long as that lives."""
        for _ in range(_TRIES):
            with contextlib.suppress(OSError, refusals.BaseError):
                if is_there():
                    return
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._processes[-1].wait(_STEP_S)
                break
        assert self.made is not None
        raise AssertionError((self.made / "log").read_text()[-10_000:])

    def _is_leader(self) -> bool:
        with urllib.request.urlopen(f"{self._http('master')}/cluster/status", timeout=5) as answer:
            return bool(json.load(answer).get("IsLeader"))

    def _has_bucket(self) -> bool:
        made = urllib.request.Request(f"{self._http('filer')}/buckets/{BUCKET}/", method="POST")
        try:
            urllib.request.urlopen(made, timeout=5).close()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code == HTTPStatus.CONFLICT  # it is there
        return True

    def _takes(self) -> bool:
        put(self.store(), "ready", b"ready", use_multipart=False)
        return True

    def store(self, bucket: str = BUCKET) -> S3Store:
        """Return a client of its own, that neither waits nor tries again: for what tests do behind a store's back."""
        return S3Store(
            bucket, endpoint=self.endpoint, access_key_id=KEY, secret_access_key=SECRET, region="us-east-1",
            client_options={"allow_http": True, "timeout": "20s"}, retry_config={"max_retries": 0},
        )  # fmt: skip

    def next_prefix(self) -> str:
        """Return a prefix that nothing has."""
        return f"t{next(self._numbers)}"

    @property
    def pids(self) -> list[int]:
        """Return the ids of its processes."""
        return [process.pid for process in self._processes]

    def clear(self, prefix: str) -> None:
        """Delete all that lies under a prefix, and have the room again."""
        store = self.store()
        found = [meta for page in obstore.list(store, prefix) for meta in page]
        if found:
            obstore.delete(store, [meta["path"] for meta in found])
        # What an earlier call left: by now its volumes have told the master.
        if self._litter_bytes > _LITTER_BYTES:
            urllib.request.urlopen(f"{self._http('master')}/vol/vacuum?garbageThreshold=0.1", timeout=60).close()
            self._litter_bytes = 0
        self._litter_bytes += sum(meta["size"] for meta in found)

    def stop(self) -> None:
        """End it at once, as a machine that dies does."""
        for process in self._processes:
            process.kill()
        while self._processes:
            self._processes.pop().wait()

    def close(self) -> None:
        """End it and leave nothing behind."""
        if self.made is not None and self._owned is not None:
            self.stop()
            shutil.rmtree(self.made)
            self._owned.close()
            self.made = None


SERVER: Final = Seaweed()
"""That of this test process."""


def fresh_bucket(folder: Path, endpoint: str = "") -> Bucket:
    """Return a place where there is nothing yet, with its keys in a file in the folder; to be asked at another endpoint."""
    options = S3Options(endpoint=endpoint or SERVER.endpoint, credentials=credentials_file(folder))
    place = place_of(fresh_prefix(), options)

    def make(stray_after_s: float) -> S3Blobs:
        bucket = S3Bucket(client(place), client(place, is_quick=True), name=place.url, prefix=place.prefix)
        return S3Blobs(bucket, stray_after_s=stray_after_s)

    return Bucket(place.url, place.prefix, SERVER.store(), make)


def fresh_prefix() -> str:
    """Return the URL of a place in the bucket where there is nothing yet."""
    SERVER.endpoint  # noqa: B018 -- it is started by being asked
    return f"s3://{BUCKET}/{SERVER.next_prefix()}"


def credentials_file(folder: Path, key: str = KEY, secret: str = SECRET) -> Path:
    """Return a file with keys as Amazon's tools read it."""
    path = folder / "credentials"
    path.write_text(f"[default]\naws_access_key_id = {key}\naws_secret_access_key = {secret}\n")
    path.chmod(0o600)
    return path


def remove_what_killed_runs_left() -> None:
    """End the servers of test processes that are no more, and remove their folders."""
    for folder in left_of(PREFIX, SERVER.made):
        with contextlib.suppress(OSError, ValueError):
            for pid in map(int, (folder / "pids").read_text().split()):
                _kill(pid, folder)
        shutil.rmtree(folder)


def _kill(pid: int, folder: Path) -> None:
    """End a process if it is still one of those that work in a folder, and wait until it has ended."""
    with contextlib.suppress(OSError):
        process = os.pidfd_open(pid)
        with contextlib.closing(os.fdopen(process)):
            if Path(f"/proc/{pid}/cwd").readlink() == folder:
                signal.pidfd_send_signal(process, signal.SIGKILL)
                select.select([process], [], [])


def _free_ports(count: int) -> list[int]:
    """Return ports of the loopback that were free just now."""
    with contextlib.ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


def _write_settings(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "filer.toml").write_text(f'[leveldb2]\nenabled = true\ndir = "{folder}/filer"\n')
    rights = {KEY: ["Admin", "Read", "Write", "List"], READER: ["Read", "List"]}
    identities = [
        {"name": key, "credentials": [{"accessKey": key, "secretKey": SECRET}], "actions": actions}
        for key, actions in rights.items()
    ]
    (folder / "s3.json").write_text(json.dumps({"identities": identities}))
    give(folder)
    folder.chmod(0o700)
