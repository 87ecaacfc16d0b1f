"""An engine with a synced folder, and a log of what it looked like at each moment.

Life(bench, base)     signed up, /Docs synced
    .write, .remove, .rename          one thing a person does, and it is in the cloud on return
    .now() -> seq                     remembers the folder as it is
    .then[seq] -> {path: bytes}       what was remembered
"""

from __future__ import annotations

from pathlib import Path

from fakes.workbench import Workbench
from megadesk.engine.cloud_cat import cat
from megadesk.engine.cloud_files import CloudFiles
from megadesk.engine.engine import Engine
from megadesk.engine.restoring import Restoring
from megadesk.engine.rewind import Rewind
from megadesk.ipc import messages as m


class Life:
    """One engine at rest after each step."""

    def __init__(self, bench: Workbench, base: Path) -> None:
        self.bench = bench
        self.engine: Engine = bench.engine()
        bench.sign_up(self.engine)
        self.here = base / "here"
        self.engine.add_pair(str(self.here), "/Docs", "docs")
        self.then: dict[int, dict[str, bytes]] = {}
        bench.wait(self.engine)

    @property
    def files(self) -> CloudFiles:
        """The cloud, to look at and to change."""
        return CloudFiles(self.engine.supervisor)

    @property
    def rewind(self) -> Rewind:
        """The past, to look at."""
        return self.engine.supervisor.rewind

    @property
    def restoring(self) -> Restoring:
        """The past, to bring back."""
        return self.engine.supervisor.restoring

    def write_together(self, **files: bytes) -> int:
        """Save files while nothing is looked at, so that they are seen as one change, however slow the machine is."""
        self.bench.ask(self.engine, m.ENGINE_PAUSE, m.PauseAll())
        self._save(files)
        self.bench.ask(self.engine, m.ENGINE_RESUME, m.Nothing())
        return self.now()

    def write(self, **files: bytes) -> int:
        """Save files, ``__`` for a slash; return the moment."""
        self._save(files)
        return self.now()

    def _save(self, files: dict[str, bytes]) -> None:
        for name, data in files.items():
            path = self.here / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def remove(self, *paths: str) -> int:
        """Remove files; return the moment."""
        for path in paths:
            (self.here / path).unlink()
        return self.now()

    def rename(self, old: str, new: str) -> int:
        """Move a file or folder; return the moment."""
        (self.here / new).parent.mkdir(parents=True, exist_ok=True)
        (self.here / old).rename(self.here / new)
        return self.now()

    def now(self) -> int:
        """Sync, remember the folder, and return the moment."""
        self.bench.wait(self.engine)
        head = self.engine.supervisor.world.space.head
        assert head is not None
        self.then[head.seq] = self.disk()
        return head.seq

    def disk(self) -> dict[str, bytes]:
        """Return every file of the folder."""
        found = (path for path in self.here.rglob("*") if path.is_file() and ".megadesk" not in path.parts)
        return {str(path.relative_to(self.here)): path.read_bytes() for path in found}

    def cloud(self, top: str = "/Docs") -> dict[str, bytes]:
        """Return every file below a folder of the cloud."""
        found = [one.path for one in self.files.entries(top, recursive=True) if one.kind == "file"]
        return {path.removeprefix(f"{top}/"): self.read(path) for path in found}

    def read(self, path: str) -> bytes:
        """Return a file of the cloud."""
        return b"".join(cat(self.files, m.Cat(path=path), lambda: None))

    def restore(self, path: str, seq: int, *, to: str = "", exact: bool = False) -> m.RewindRestored:
        """Bring a path back to a moment."""
        body = m.RewindRestore(path=path, seq=seq, to=to, exact=exact)
        return self.restoring.restore(body, lambda _progress: None, lambda: None)
