"""What a server loses in a power cut comes again by itself: nobody has to do anything, and both devices end up equal.

No test can cut the power, and after a kill the system still holds what was written. So a server is killed in the middle
of a large upload, and what a power cut may do is done before it is started again: files of blobs that no commit names
are removed, emptied, filled with zeros; rows that no commit made durable are as they were.
"""

from __future__ import annotations

import os
import random
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from fakes.processes import cli, tree_of
from fakes.relayed import BLOCK, FILE, MIDDLE, Stage

pytestmark = pytest.mark.embedded("what a power cut leaves of files and rows of a data folder")

PATIENCE_S = 100.0
DATABASE = "server.sqlite3"
UNDER_WAY = 6 * BLOCK
"""When the server died, and commits, questions and answers."""


def removed(path: Path) -> None:
    """The name never came to the disk."""
    path.unlink()


def emptied(path: Path) -> None:
    """The name did, the bytes did not."""
    os.truncate(path, 0)


def zeros(path: Path) -> None:
    """The length did as well."""
    size_bytes = path.stat().st_size
    os.truncate(path, 0)
    os.truncate(path, size_bytes)


def half(path: Path) -> None:
    """And some of the bytes."""
    size_bytes = path.stat().st_size
    os.truncate(path, size_bytes // 2 & ~4095)
    os.truncate(path, size_bytes)


def rows_of(database: Path) -> bytes:
    """Return a database as it is at one moment, its log included: files read one after the other may be of two."""
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as reading:
        return reading.serialize()


class Cut:
    """A power cut in the middle of an upload through the relay of a stage."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._files = stage.server.data / "blobs" / "files"
        self._before = set(self._files.rglob("*"))
        self._is_dead = threading.Event()
        self._rows = rows_of(stage.server.data / DATABASE)
        stage.relay.forget()
        stage.relay.after(MIDDLE, self._kill)

    def _kill(self) -> None:
        self._stage.server.kill()
        self._is_dead.set()

    def happen(self, *, spoil: Callable[[Path], None] | None = None, rows: bool = False) -> int:
        """Wait for it, do what it does to new files and to rows, start the server; return how many files were spoilt."""
        assert self._is_dead.wait(PATIENCE_S)
        new = [path for path in self._files.rglob("*") if path.is_file() and path not in self._before]
        if spoil is not None:
            for path in new:
                spoil(path)
        if rows:
            for path in self._stage.server.data.glob("*.sqlite*"):
                path.unlink()
            (self._stage.server.data / DATABASE).write_bytes(self._rows)
        self._stage.server.start()
        return len(new)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """All of it, started once: each test leaves both sides equal."""
    made = Stage(tmp_path_factory.mktemp("cut"))
    try:
        made.start()
        yield made
    finally:
        made.close()


def save_at_once(stage: Stage, name: str, data: bytes) -> None:
    """Put a file into the far folder as a whole: of one that is written slowly a first part would be committed before the cut."""
    aside = stage.base / name
    aside.write_bytes(data)
    aside.rename(stage.there / name)


def check_equal(stage: Stage, name: str) -> None:
    """Hold both sides to have the file, and nothing to complain of."""
    for device in (stage.far, stage.near):
        status = device.wait()
        assert (status.state, status.issues) == ("synced", 0)
    assert (stage.here / name).stat().st_size == FILE
    assert tree_of(stage.here) == tree_of(stage.there)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("spoil", [removed, emptied, zeros, half])
def test_uploads_that_are_lost_are_sent_again(stage: Stage, spoil: Callable[[Path], None]) -> None:
    """The engine counts on blocks that it has sent; the commit finds out, once, and they are sent again."""
    name = f"{spoil.__name__}.mkv"
    cut = Cut(stage)
    save_at_once(stage, name, random.Random(name).randbytes(FILE))
    n_spoilt = cut.happen(spoil=spoil)
    assert n_spoilt >= 2
    check_equal(stage, name)
    assert stage.relay.up_bytes < 2 * FILE + UNDER_WAY


@pytest.mark.timeout(300)
@pytest.mark.parametrize("spoil", [None, zeros])
def test_uploads_whose_rows_are_lost_are_sent_again(stage: Stage, spoil: Callable[[Path], None] | None) -> None:
    """Files of blobs that nobody knows of, whole or not, are in nobody's way."""
    name = f"rows and {spoil.__name__ if spoil else 'nothing'}.mkv"
    cut = Cut(stage)
    save_at_once(stage, name, random.Random(name).randbytes(FILE))
    assert cut.happen(spoil=spoil, rows=True) >= 2
    check_equal(stage, name)


@pytest.mark.timeout(300)
def test_what_is_whole_is_not_sent_again(stage: Stage) -> None:
    """After a mere kill the new server reads what the old one was given, and takes it."""
    cut = Cut(stage)
    save_at_once(stage, "whole.mkv", random.Random("whole").randbytes(FILE))
    assert cut.happen() >= 2
    check_equal(stage, "whole.mkv")
    assert stage.relay.up_bytes < FILE + UNDER_WAY


@pytest.mark.timeout(300)
def test_a_put_by_hand_outlives_it(stage: Stage) -> None:
    """An errand waits, and sends again what is lost."""
    source = stage.base / "by hand.mkv"
    source.write_bytes(random.Random("hand").randbytes(FILE))
    cut = Cut(stage)
    done: list[tuple[int, str, str]] = []
    putting = threading.Thread(target=lambda: done.append(cli(stage.far.home, "put", str(source), "/Sync")))
    putting.start()
    assert cut.happen(spoil=zeros) >= 2
    putting.join(PATIENCE_S)
    assert [code for code, _, _ in done] == [0], done
    check_equal(stage, "by hand.mkv")
