"""The command line for tests: called as a function, its streams in memory; and sample answers of an engine."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from megadesk.__main__ import run
from megadesk.ipc.messages import CloudEntry, PairStatus, Quota, SignedIn, Status, TransferStatus


@dataclass(frozen=True)
class Outcome:
    """What one command did."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        """Standard output as text."""
        return self.raw.decode()

    @property
    def document(self) -> Any:
        """Standard output as the one JSON document it must be."""
        assert self.out.count("\n") == 1
        return json.loads(self.out)


Cli = Callable[..., Outcome]


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Return that it is one."""
        return True


def stream(text: str = "", *, terminal: bool = False) -> io.TextIOWrapper:
    """Return a text stream with this text in it."""
    kind = Terminal if terminal else io.TextIOWrapper
    return kind(io.BytesIO(text.encode()), encoding="utf-8", write_through=True)


def command_line(home: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Return the command line on a profile: arguments in; exit code, stdout and stderr out."""

    def call(*arguments: str, stdin: str = "", terminal: bool = False) -> Outcome:
        out, err = stream(), stream()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", stream(stdin, terminal=terminal))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.delenv("MEGADESK_HOME", raising=False)
            code = run(["--home", str(home), *arguments])
        return Outcome(code, written(out), written(err).decode())

    return call


def written(text: io.TextIOWrapper) -> bytes:
    """Return what was written to a stream of ours."""
    text.flush()
    buffer = text.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue()


# -- sample answers -------------------------------------------------------------------------------------------------

IDLE: Final = TransferStatus(active=0, queued=0, failed=0, up_bps=0, down_bps=0, bytes_left=0, seconds_left=None)
BUSY: Final = TransferStatus(
    active=2, queued=10, failed=1, up_bps=1 << 20, down_bps=0, bytes_left=5 << 20, seconds_left=7
)
PAIR: Final = PairStatus(
    id="00c0ffee", name="Photos", local="/home/a/Photos", remote="/Photos", direction="both", state="synced",
    pending=0, files=12408, bytes=6 << 20, issues=0,
)  # fmt: skip
STATUS: Final = Status(
    state="synced", sentence="All 12,408 files are safe.", account="a@example.org", server="https://s.example",
    online=True, key_store="file", pairs=[PAIR], backups=[], transfers=IDLE, quota=Quota(used=1 << 30, total=2 << 30),
    issues=0, head={},
)  # fmt: skip
SIGNED_IN: Final = SignedIn(
    email="a@example.org", account="00" * 16, server="https://s.example", device="ab" * 16, device_name="laptop",
    key_store="keyring", fingerprint="1234 5678",
)  # fmt: skip
WHERE: Final = ("--server", "https://s.example", "--email", "a@example.org")


def entry(path: str, kind: str = "file", size: int = 0) -> CloudEntry:
    """An entry of the cloud."""
    return CloudEntry(path=path, kind=kind, size=size, mtime="2026-11-20T14:00:00Z", id="00", version=1)
