"""Somebody with files of their own, who puts them into the cloud and gets them back."""

from __future__ import annotations

from pathlib import Path

from fakes.workbench import Quiet, Workbench
from megadesk.engine.cloud_files import CloudFiles
from megadesk.engine.engine import Engine
from megadesk.ipc import messages as m


class Hands:
    """Short names for what a person does."""

    def __init__(self, bench: Workbench, engine: Engine, base: Path) -> None:
        self.bench, self.engine, self.base = bench, engine, base
        self.call = Quiet()

    def file(self, name: str, data: bytes = b"hello") -> str:
        """Write a local file; return its path."""
        path = self.base / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return str(path)

    def put(self, *locals_: str, to: str = "/", recursive: bool = False, on_conflict: str = "fail") -> m.Moved:
        """Upload."""
        body = m.PutFiles(locals=list(locals_), remote=to, recursive=recursive, on_conflict=on_conflict)
        return self.bench.ask(self.engine, m.PUT_FILES, body, self.call)

    def get(self, *remotes: str, to: str, recursive: bool = False, on_conflict: str = "fail") -> m.Moved:
        """Download."""
        body = m.GetFiles(remotes=list(remotes), local=to, recursive=recursive, on_conflict=on_conflict)
        return self.bench.ask(self.engine, m.GET_FILES, body, self.call)

    def cat(self, path: str, start: int = 0, end: int | None = None) -> bytes:
        """Return the bytes of a file in the cloud."""
        call = Quiet()
        self.bench.ask(self.engine, m.CAT_FILE, m.Cat(path=path, start=start, end=end), call)
        return b"".join(chunk.data for chunk in call.emitted)

    def paths(self, path: str = "/") -> list[str]:
        """Return every path in the cloud."""
        return [one.path for one in CloudFiles(self.engine.supervisor).entries(path, recursive=True)]
