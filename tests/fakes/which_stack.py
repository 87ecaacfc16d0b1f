"""On which stack the servers of a test stand: the embedded one, or PostgreSQL and an object store, with two processes behind nginx.

    MEGADESK_TEST_STACK=scaled       all tests of the run on the other stack (``python3 dev.py test-scaled``)
    @pytest.mark.both_stacks         this test on both, in a run on the embedded one
    @pytest.mark.embedded("why")     it is about the embedded stack itself, and left out of the other: said at the end of the run

    stores_of(data)                  what the server of a data folder keeps: looked at, spoiled, kept and put back, on either

The switch is looked at in two places: ``stores_of``, by which servers in this process open what they keep, and ``is_scaled``
where processes are started (``fakes/processes.py``). Tests do not ask. A fixture that lives longer than a test and starts a server
asks for ``stack_name``, so that each stack has its own.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from fakes.canary import everything_below

if TYPE_CHECKING:
    import pytest

VARIABLE: Final = "MEGADESK_TEST_STACK"
EMBEDDED: Final = "embedded"
SCALED: Final = "scaled"
FIXTURE: Final = "stack_name"
BOTH: Final = "both_stacks"
PROGRAMS: Final = ("postgresql", "seaweedfs")
"""What the other stack takes (``fakes/programs.py``), besides nginx, which other tests take for granted."""


def run_stack() -> str:
    """Return the stack of this run."""
    name = os.environ.get(VARIABLE, EMBEDDED)
    assert name in (EMBEDDED, SCALED), f"{VARIABLE}: {EMBEDDED} or {SCALED}"
    return name


class Choice:
    """The stack of the test that runs."""

    def __init__(self) -> None:
        self.name = run_stack()


CHOICE: Final = Choice()


def is_scaled() -> bool:
    """Whether the test that runs wants the other stack."""
    return CHOICE.name == SCALED


class Blob(Protocol):
    """The bytes of one blob where the server keeps them: those of a Path, by its names."""

    @property
    def name(self) -> str:
        """The blob's own name, in hex."""

    def read_bytes(self) -> bytes:
        """Return them."""

    def write_bytes(self, data: bytes, /) -> Any:
        """Give it others."""

    def unlink(self) -> None:
        """Take it away."""


class Stores(Protocol):
    """What a server keeps, seen from behind its back. To keep it or to put it back the server has to be stopped."""

    @property
    def where(self) -> tuple[str, ...]:
        """The options that name it to an operator's command."""

    @property
    def settings(self) -> dict[str, Any]:
        """The settings that name it to a server in this process."""

    def rows(self, statement: str, *values: Any) -> list[Any]:
        """Return what the database answers."""

    def change(self, statement: str, *values: Any) -> None:
        """Change the database."""

    def tables(self) -> dict[str, list[str]]:
        """Return the names of all tables, and of their columns in order."""

    def blob(self, name: bytes) -> Blob:
        """Return a blob that has a file, or an object, of its own."""

    def blobs(self) -> Sequence[Blob]:
        """Return every blob that has a file, or an object, of its own."""

    def size_bytes(self) -> int:
        """Return how much all blobs take, packs included."""

    def everything(self) -> Iterator[tuple[str, bytes]]:
        """Yield all that is kept, by a name for people: rows, blobs, and what the processes wrote."""

    def keep(self, folder: Path) -> None:
        """Note how everything is now."""

    def put_back(self, folder: Path) -> None:
        """Let everything be as it was noted."""

    def lose(self) -> None:
        """Lose everything, and have room for a server that is restored."""


class FolderStores:
    """All in the data folder."""

    def __init__(self, data: Path) -> None:
        self._data = data

    @property
    def where(self) -> tuple[str, ...]:
        """The folder."""
        return ("--data", str(self._data))

    @property
    def settings(self) -> dict[str, Any]:
        """Nothing but the folder."""
        return {}

    def rows(self, statement: str, *values: Any) -> list[Any]:
        """Return what the file answers."""
        with closing(sqlite3.connect(self._data / "server.sqlite3")) as database:
            return database.execute(statement, values).fetchall()

    def change(self, statement: str, *values: Any) -> None:
        """Change the file."""
        with closing(sqlite3.connect(self._data / "server.sqlite3")) as database, database:
            database.execute(statement, values)

    def tables(self) -> dict[str, list[str]]:
        """Return the names of all tables, and of their columns in order."""
        names = [name for (name,) in self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: [row[1] for row in self.rows(f'PRAGMA table_info("{name}")')] for name in names}

    def blob(self, name: bytes) -> Path:
        """Return its file."""
        return self._data / "blobs/files" / name.hex()[:2] / name.hex()

    def blobs(self) -> list[Path]:
        """Return their files."""
        return [path for path in (self._data / "blobs/files").rglob("*") if path.is_file()]

    def size_bytes(self) -> int:
        """Return how much all files of blobs take."""
        return sum(path.stat().st_size for path in (self._data / "blobs").rglob("*") if path.is_file())

    def everything(self) -> Iterator[tuple[str, bytes]]:
        """Yield every file."""
        return everything_below(self._data)

    def keep(self, folder: Path) -> None:
        """Copy the folder."""
        shutil.copytree(self._data, folder)

    def put_back(self, folder: Path) -> None:
        """Copy it back."""
        shutil.rmtree(self._data, ignore_errors=True)
        shutil.copytree(folder, self._data)

    def lose(self) -> None:
        """Have no folder any more."""
        shutil.rmtree(self._data)


def stores_of(data: Path) -> Stores:
    """Return what the server of a data folder keeps, made if need be."""
    if not is_scaled():
        return FolderStores(data)
    from fakes.scaled import scaled_stores

    return scaled_stores(data)


# -- which tests on which stack -----------------------------------------------------------------------------------------------


def stacks_of(item: pytest.Item) -> list[str]:
    """Return on which stacks a test is run."""
    is_both = run_stack() == EMBEDDED and item.get_closest_marker(BOTH) is not None
    return [EMBEDDED, SCALED] if is_both else [run_stack()]


def choose(item: pytest.Item) -> None:
    """Let servers stand on the stack of a test."""
    CHOICE.name = stack_of(item)


def stack_of(item: pytest.Item) -> str:
    """Return on which stack a test as it was collected is to be run."""
    callspec = getattr(item, "callspec", None)
    return str(callspec.params.get(FIXTURE, run_stack())) if callspec else run_stack()


def needed_by(item: pytest.Item) -> set[str]:
    """Return the programs that a test needs for its stack."""
    return set(PROGRAMS) if stack_of(item) == SCALED else set()


def is_left_out(item: pytest.Item) -> bool:
    """Whether a test is about the embedded stack, and would stand on the other."""
    return stack_of(item) == SCALED and item.get_closest_marker(EMBEDDED) is not None
