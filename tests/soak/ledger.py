"""What the monkey wrote, and what it destroyed itself: the books that a run is held against at its end.

    born(content)    a file was given these bytes        died(content)    the monkey overwrote or unlinked such a file

A content of which more files were born than died must be somewhere: live, in a debris, in the bin, in a version. One
that the monkey never destroyed must even be where a person finds it: in a version alone is not enough, since nobody
but sync can have overwritten it. Whatever was never born must be nowhere.

Every change of a file that the monkey makes goes through here, because only what is done to an open file is certain:
names may mean another file a moment later.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TextIO

from megadesk.crypto.content import file_hash, plain_hash
from megadesk.model.ids import FileHash
from megadesk.model.manifest import BLOCK_BYTES

EMPTY: Final = file_hash(0, [])
PIECE_BYTES: Final = 1 << 20
_MARK: Final = re.compile(r" \(conflicted copy .+? \d{4}-\d\d-\d\d \d{6}(?: \d+)?\)")


def content_of(data: bytes) -> FileHash:
    """Return the hash of these bytes as records and the debris know it."""
    view = memoryview(data)
    return file_hash(
        len(data), [plain_hash(view[start : start + BLOCK_BYTES]) for start in range(0, len(data), BLOCK_BYTES)]
    )


def content_at(path: Path) -> FileHash:
    """Return the hash of what a file holds."""
    return content_of(path.read_bytes())


def plain_name(path: str) -> str:
    """Return the name at the end of a path, without case, composition and marks of conflict copies."""
    return _MARK.sub("", unicodedata.normalize("NFC", path.rpartition("/")[2]).casefold())


class Ledger:
    """The books of one run. Used from one thread."""

    def __init__(self, log: TextIO) -> None:
        self._log = log
        self._n = 0
        self.births: Counter[FileHash] = Counter()
        self.deaths: Counter[FileHash] = Counter()
        self.where: dict[FileHash, str] = {}
        """Where a content was last written, for whoever looks for it."""
        self.namers: dict[str, set[str]] = {}
        """Which devices made, changed or moved something of a name: one device alone cannot have a conflict."""
        self._linked: dict[str, str] = {}
        self.bytes_written = 0
        self.races = 0
        """Files that were elsewhere by the time the monkey did something to their name."""

    def note(self, who: str, what: str, *paths: str) -> None:
        """Write a line into the log of the run."""
        self._n += 1
        print(f"{self._n:7} {who:8} {what:18} {' -> '.join(map(repr, paths))}", file=self._log, flush=True)

    def named(self, who: str, path: str) -> None:
        """Note that a device's person had to do with a name."""
        self.namers.setdefault(plain_name(path), set()).add(who)

    def renamed(self, source: str, target: str) -> None:
        """Note that what had one name has another: whoever has to do with the one may still mean the other."""
        one, other = self._first(plain_name(source)), self._first(plain_name(target))
        if one != other:
            self._linked[other] = one

    def _first(self, name: str) -> str:
        while name in self._linked:
            name = self._linked[name]
        return name

    def people_of(self, name: str) -> set[str]:
        """Return who had to do with a name, or with one that its file had before or got later."""
        first = self._first(name)
        return {who for key, people in self.namers.items() if self._first(key) == first for who in people}

    def born(self, data: bytes, where: str) -> None:
        """Note that a file holds these bytes now."""
        content = content_of(data)
        self.births[content] += 1
        self.where[content] = where
        self.bytes_written += len(data)

    def died(self, data: bytes) -> None:
        """Note that a file does not hold these bytes any more."""
        self.deaths[content_of(data)] += 1

    def owed(self) -> Iterator[FileHash]:
        """Yield what must be somewhere."""
        yield from (one for one, births in self.births.items() if births > self.deaths[one] and one != EMPTY)

    def untouched(self) -> Iterator[FileHash]:
        """Yield what nobody but sync can have taken away."""
        yield from (one for one in self.births if not self.deaths[one] and one != EMPTY)

    # -- the only ways to change a file -------------------------------------------------------------------------------

    def create(self, path: Path, data: bytes) -> None:
        """Make a file that is not there yet; FileExistsError if it is."""
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        try:
            self.born(data, str(path))
            write_all(handle, data)
        finally:
            os.close(handle)

    def rewrite(self, path: Path, states: list[tuple[int, bytes]], *, truncate: bool = False) -> None:
        """Change a file in place: each of ``states`` is written at its offset, by itself, as programs do."""
        handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW)
        try:
            now = bytearray(read_all(handle))
            if truncate:
                self.born(b"", str(path))
                os.ftruncate(handle, 0)
                self.died(bytes(now))
                now = bytearray()
            for offset, piece in states:
                before = bytes(now)
                at = min(offset, len(now))
                now[at : at + len(piece)] = piece
                self.born(bytes(now), str(path))
                os.pwrite(handle, piece, at)
                self.died(before)
        finally:
            os.close(handle)

    def put_over(self, source: Path, target: Path) -> None:
        """Rename onto a file that is there, as a safe save does."""
        with _watched(target) as held:
            source.replace(target)
            self._note_end(held)

    def remove(self, path: Path) -> None:
        """Unlink a file."""
        with _watched(path) as held:
            path.unlink()
            self._note_end(held)

    def _note_end(self, held: int) -> None:
        """Book what an open file held if it is gone; else somebody was quicker and something else went."""
        if os.fstat(held).st_nlink == 0:
            self.died(read_all(held))
        else:
            self.races += 1


class _watched:  # noqa: N801 -- reads as a statement
    """A file held open, to see afterwards whether it was this one that went."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> int:
        self._handle = os.open(self._path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        return self._handle

    def __exit__(self, *_: object) -> None:
        os.close(self._handle)


def read_all(handle: int) -> bytes:
    """Return all bytes of an open file."""
    pieces, at = [], 0
    while piece := os.pread(handle, PIECE_BYTES, at):
        pieces.append(piece)
        at += len(piece)
    return b"".join(pieces)


def write_all(handle: int, data: bytes) -> None:
    """Write all bytes."""
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def short(content: bytes) -> str:
    """Return a content's name in a log."""
    return hashlib.sha256(content).hexdigest()[:10]
