"""Blobs in a folder: large ones in a file each, small ones many to a pack.

    blobs/files/ab/abcd....       one blob; written in tmp/, renamed, flushed when a commit names it (blobs_flush)
    blobs/packs/0123456789abcdef  frames (id, length, bytes) one after the other, as on the wire
    blobs/quarantine/...          bytes that were found damaged, by name and place; read by nobody
    blobs/tmp/                    what is growing; emptied at start, but not by who looks on while a server runs

A file for each of ten thousand small blobs costs ten thousand syncs; a pack costs one a request, at once. Packs only grow, each
belongs to one process while it grows, and carry the ids of what they hold, so that an index can be made again from
them. Room in a pack is reserved under a lock, the bytes are written and synced outside it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from megadesk.crypto.public import Blake3Stream
from megadesk.model.errors import BadUsage, DiskFull, MissingBlock
from megadesk.model.ids import BlockId
from megadesk.server.blobs_aside import forget_cached, set_aside
from megadesk.server.blobs_flush import Flushing, begin_writing, sync_file, sync_folder
from megadesk.server.blobs_found import own_files, pack_sizes
from megadesk.server.blobstore import ONLY, UNREADABLE, Stored
from megadesk.server.metadata import OWN_FILE, Place
from megadesk.server.metadata_care import Object
from megadesk.wire.frames import FRAME_HEAD_BYTES, pack

PACK_FULL_BYTES: Final = 256 << 20
_OPEN_PACKS: Final = 64
_ROOM_SEEN_S: Final = 1.0
_PIECES_AT_ONCE: Final = 512  # half of what Linux takes in one call, IOV_MAX
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_BINARY: Final = getattr(os, "O_BINARY", 0)
_SEEK_LOCK: Final = threading.Lock()  # for systems without pread, where a descriptor's position is shared


class FileBlobs:
    """A BlobStore in a folder; see the module's drawing. A blob has one file, so it reads no generations.

    beside: another process may serve the folder, so nothing is made in it, nor is what grows there taken for left over.
    """

    reuses_names: Final = True
    tokens: Final = None
    """Its folder is one process'."""

    def __init__(self, folder: Path, *, reserve_bytes: int = 0, beside: bool = False) -> None:
        self._files, self._packs, self._tmp = folder / "files", folder / "packs", folder / "tmp"
        self._quarantine = folder / "quarantine"
        self._reserve_bytes = reserve_bytes
        self._lock = threading.Lock()
        self._growing: _Pack | None = None
        self._open: OrderedDict[int, int] = OrderedDict()
        self._in_use: dict[int, int] = {}
        self._room = (0.0, 0)
        self._flushing = Flushing(self._file, self.read)
        if not beside:
            _make_folders(self._files, self._packs, self._tmp)

    def claim(self, owner: str, *, anew: bool) -> None:
        """Be this owner's from now on: of a database that is elsewhere, and may be asked from where this folder is not."""
        file = self._files.parent / "owner"
        if anew and not file.exists():
            file.write_text(owner, encoding="ascii")
            sync_file(file)
            sync_folder(file.parent)
        found = file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""
        if found != owner:
            raise BadUsage(f"{file.parent} has not the blobs of this database", what="data")

    # -- writing ----------------------------------------------------------------------------------------------------

    def put_many(self, blobs: Sequence[tuple[BlockId, bytes | memoryview]]) -> list[Place]:
        """Append to a pack: one write, one sync."""
        if not blobs:
            return []
        body = pack(blobs)
        self.check_room(len(body))
        with self._named_full():
            target, at = self._reserve(len(body))
            try:
                target.write(body, at)
            finally:
                target.let_go()
        places = []
        for _, data in blobs:
            at += FRAME_HEAD_BYTES
            places.append(Place(target.number, at))
            at += len(data)
        return places

    def _reserve(self, size_bytes: int) -> tuple[_Pack, int]:
        """Return the growing pack and where in it so many bytes may go; it stays open until let go of."""
        with self._lock:
            if self._growing is None or self._growing.size_bytes >= PACK_FULL_BYTES or self._growing.is_gone:
                if self._growing is not None:
                    self._growing.let_go()
                self._growing = None
                self._growing = _Pack(self._packs)
            return self._growing, self._growing.reserve(size_bytes)

    def begin(self, blob: BlockId) -> FileUpload:
        """Return an upload into a file of its own."""
        with self._named_full():
            return FileUpload(self, self._tmp / secrets.token_hex(16), blob)

    def check_room(self, size_bytes: int) -> None:
        """Refuse to eat the reserve; the free space is looked at once a second."""
        seen_s, free_bytes = self._room
        now_s = time.monotonic()
        if not now_s - _ROOM_SEEN_S < seen_s <= now_s:
            free_bytes = shutil.disk_usage(self._files).free
            self._room = (now_s, free_bytes)
        if free_bytes - size_bytes < self._reserve_bytes:
            raise DiskFull(where="server")

    @contextmanager
    def _named_full(self) -> Iterator[None]:
        try:
            yield
        except OSError as e:
            if e.errno in _NO_ROOM:
                self._room = (0.0, 0)
                raise DiskFull(where="server") from e
            raise

    # -- reading ----------------------------------------------------------------------------------------------------

    def read(self, blob: Stored, start: int = 0, length: int | None = None) -> bytes:
        """Return bytes from the blob's own file or its pack."""
        wanted = blob.size_bytes - start if length is None else length
        if blob.place.is_lost:
            raise MissingBlock(reason="quarantined")
        try:
            if blob.place.pack == OWN_FILE:
                data = self._read_file(blob, start, wanted)
            else:
                with self._pack_fd(blob.place.pack) as fd:
                    data = _read_at(fd, blob.place.offset + start, wanted)
        except FileNotFoundError:
            raise MissingBlock(reason="absent") from None
        if len(data) != wanted:
            raise MissingBlock(reason="cut short")
        return data

    def read_anew(self, blob: Stored) -> bytes:
        """Return a blob's bytes as the disk has them; the system's memory is left to what people read."""
        self._forget_cached(blob)
        try:
            return self.read(blob)
        finally:
            self._forget_cached(blob)

    def _forget_cached(self, blob: Stored) -> None:
        with contextlib.suppress(FileNotFoundError):
            if blob.place.pack == OWN_FILE:
                with self._file(blob.id).open("rb", buffering=0) as file:
                    forget_cached(file.fileno(), 0, blob.size_bytes)
            elif not blob.place.is_lost:
                with self._pack_fd(blob.place.pack) as fd:
                    forget_cached(fd, blob.place.offset, blob.size_bytes)

    def _read_file(self, blob: Stored, start: int, length: int) -> bytes:
        with self._file(blob.id).open("rb", buffering=0) as file:
            if os.fstat(file.fileno()).st_size != blob.size_bytes:
                raise MissingBlock(reason="cut short")
            if start:
                file.seek(start)
            return _read_all(file.fileno(), length)

    def read_many(self, blobs: Iterable[Stored]) -> list[bytes | None]:
        """Return each blob's bytes or None."""
        return [_or_none(self.read, blob) for blob in blobs]

    def read_many_anew(self, blobs: Sequence[Stored]) -> list[bytes | None]:
        """Return each blob's bytes or None, as the disk has them."""
        return [_or_none(self.read_anew, blob) for blob in blobs]

    def hindrances(self, blobs: Sequence[Stored]) -> list[str]:
        """Return why each blob cannot be read: its last byte is asked for."""
        return [_hindrance(self.read, blob) for blob in blobs]

    @contextmanager
    def _pack_fd(self, number: int) -> Iterator[int]:
        """Yield a descriptor of a pack, which stays open while it is used."""
        with self._lock:
            fd = self._open.get(number)
            if fd is None:
                fd = os.open(pack_in(self._packs.parent, number), os.O_RDONLY | _BINARY)
                self._open[number] = fd
            self._open.move_to_end(number)
            self._in_use[number] = self._in_use.get(number, 0) + 1
            self._close_surplus()
        try:
            yield fd
        finally:
            with self._lock:
                self._in_use[number] -= 1
                if not self._in_use[number]:
                    del self._in_use[number]

    def _close_surplus(self) -> None:
        for number in [one for one in self._open if one not in self._in_use][: max(0, len(self._open) - _OPEN_PACKS)]:
            os.close(self._open.pop(number))

    # -- getting large ones onto the disk ---------------------------------------------------------------------------

    def unflushed(self, blobs: Collection[Stored]) -> list[Stored]:
        """Return those that are not known to be on the disk."""
        return self._flushing.unflushed(blobs)

    def waiting(self, but: int) -> list[Stored]:
        """Return what this process wrote and nobody flushed, oldest first, without the newest."""
        return self._flushing.waiting(but)

    def flush(self, blobs: Sequence[Stored], *, doubted: bool = False) -> set[BlockId]:
        """Get blobs onto the disk; return those that are lost."""
        return self._flushing.flush(blobs, doubted=doubted)

    def discard(self, blobs: Collection[BlockId]) -> None:
        """Remove what is left of those that are lost."""
        self._flushing.discard(blobs)

    def set_aside(self, blob: Stored) -> None:
        """Keep damaged bytes in quarantine."""
        set_aside(self._quarantine, blob, self._file(blob.id), self.read)

    # -- taking away ------------------------------------------------------------------------------------------------

    def remove(self, objects: Collection[Object]) -> None:
        """Remove blobs' own files, and what is known of them.

        Of another generation there is none: a row that was written for an object store says nothing of the file here.
        """
        for one in objects:
            if one.generation == ONLY:
                self._flushing.remove(one.blob)

    def objects(self, part: int) -> list[Object]:
        """Return the files of blobs whose ids begin with this byte."""
        return [Object(blob, ONLY) for blob in own_files(self._files / f"{part:02x}")]

    def packs(self) -> dict[int, int]:
        """Return the size of each pack but the one that grows."""
        with self._lock:
            growing = None if self._growing is None else self._growing.number
        return {number: size for number, size in pack_sizes(self._packs).items() if number != growing}

    def remove_packs(self, numbers: Collection[int]) -> None:
        """Remove packs' files. Windows does not, as long as one is read."""
        for number in numbers:
            self._remove_pack(number)

    def _remove_pack(self, number: int) -> None:
        with self._lock:
            if self._growing is not None and self._growing.number == number:
                return
            if number in self._open and number not in self._in_use:
                os.close(self._open.pop(number))
        pack_in(self._packs.parent, number).unlink(missing_ok=True)

    # -- the folder -------------------------------------------------------------------------------------------------

    def _file(self, blob: BlockId) -> Path:
        return file_in(self._files.parent, blob)

    def check_ready(self) -> None:
        """Look whether the folders are there and there is room."""
        if not (self._files / "00").is_dir() or not self._packs.is_dir():
            raise MissingBlock("the blob folder is gone")
        self.check_room(0)

    def close(self) -> None:
        """Close all packs."""
        with self._lock:
            if self._growing is not None:
                self._growing.let_go()
                self._growing = None
            for fd in self._open.values():
                os.close(fd)
            self._open.clear()


class FileUpload:
    """A large blob growing in ``tmp``; see ``blobstore.Upload``."""

    def __init__(self, store: FileBlobs, tmp: Path, blob: BlockId) -> None:
        self._store = store
        self._tmp, self._blob = tmp, blob
        self._hash = Blake3Stream()
        self._fd = os.open(tmp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)

    def write(self, pieces: Sequence[bytes]) -> None:
        """Hash and write."""
        self._store.check_room(sum(map(len, pieces)))
        for piece in pieces:
            self._hash.update(piece)
        with self._store._named_full():  # noqa: SLF001 -- two halves of one store
            _write_pieces(self._fd, pieces)

    def digest(self) -> bytes:
        """Return the BLAKE3 so far."""
        return self._hash.digest()

    def finish(self) -> Place:
        """Send the bytes on their way to the disk and give them their name; wait for neither."""
        with self._store._named_full():  # noqa: SLF001 -- two halves of one store
            begin_writing(self._fd)
            self._close()
            self._store._flushing.take(self._blob, self._tmp)  # noqa: SLF001
        return Place(OWN_FILE, ONLY)

    def abort(self) -> None:
        """Remove what was written."""
        self._close()
        self._tmp.unlink(missing_ok=True)

    def _close(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


class _Pack:
    """A pack that grows. Closed when nobody writes to it and the store has moved on."""

    def __init__(self, folder: Path) -> None:
        self.number = secrets.randbits(62) | 1
        self.size_bytes = 0
        self._users = 1
        self._lock = threading.Lock()
        self._path = pack_in(folder.parent, self.number)
        self._fd = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        sync_folder(folder)

    @property
    def is_gone(self) -> bool:
        """Whether it has no name any more: what another process wrote and nobody needed is collected by the server."""
        return os.name != "nt" and os.fstat(self._fd).st_nlink == 0  # there a file that is open cannot be removed

    def reserve(self, size_bytes: int) -> int:
        """Return where so many bytes may go. Called under the store's lock; pairs with let_go."""
        with self._lock:
            self._users += 1
        at = self.size_bytes
        self.size_bytes += size_bytes
        return at

    def write(self, body: bytes, at: int) -> None:
        """Write a reserved range and sync it."""
        if hasattr(os, "pwrite"):
            view, done = memoryview(body), 0
            while done < len(body):
                done += os.pwrite(self._fd, view[done:], at + done)
        else:
            with self._lock:
                os.lseek(self._fd, at, os.SEEK_SET)
                _write_all(self._fd, body)
        os.fsync(self._fd)

    def let_go(self) -> None:
        """Close the file once everybody has let go."""
        with self._lock:
            self._users -= 1
            if not self._users:
                os.close(self._fd)


def _or_none(read: Callable[[Stored], bytes], blob: Stored) -> bytes | None:
    """Return what is read, None if it is not there in full."""
    try:
        return read(blob)
    except MissingBlock:
        return None


def _hindrance(read: Callable[[Stored, int, int], bytes], blob: Stored) -> str:
    """Return why the last byte of a blob cannot be read."""
    try:
        read(blob, blob.size_bytes - 1, 1)
    except MissingBlock as error:
        return str(error.arguments["reason"])
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        return UNREADABLE
    return ""


def file_in(folder: Path, blob: BlockId) -> Path:
    """Return where a large blob's own file is in a folder of blobs."""
    name = blob.hex()
    return folder / "files" / name[:2] / name


def pack_in(folder: Path, number: int) -> Path:
    """Return where a pack is in a folder of blobs."""
    return folder / "packs" / f"{number:016x}"


def _make_folders(files: Path, packs: Path, tmp: Path) -> None:
    """Make what is missing, durably, and forget what had not finished growing."""
    for folder in (files, packs, tmp):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not (files / "ff").is_dir():
        for first in range(256):
            (files / f"{first:02x}").mkdir(exist_ok=True, mode=0o700)
        for folder in (files, files.parent, files.parent.parent):
            sync_folder(folder)
    for left in tmp.iterdir():
        left.unlink()


def _write_all(fd: int, data: bytes | memoryview) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def _write_pieces(fd: int, pieces: Sequence[bytes]) -> None:
    """Write pieces one after the other; in one call and without a copy where the system can."""
    done = os.writev(fd, pieces[:_PIECES_AT_ONCE]) if hasattr(os, "writev") else 0
    for piece in pieces:
        if done < len(piece):
            _write_all(fd, memoryview(piece)[done:])
        done = max(0, done - len(piece))


def _read_all(fd: int, length: int) -> bytes:
    data = os.read(fd, length)
    while len(data) < length:
        more = os.read(fd, length - len(data))
        if not more:
            break
        data += more
    return data


def _read_at(fd: int, at: int, length: int) -> bytes:
    """Return bytes at an offset; without moving a shared position where the system can."""
    if hasattr(os, "pread"):
        return os.pread(fd, length, at)
    with _SEEK_LOCK:
        os.lseek(fd, at, os.SEEK_SET)
        return _read_all(fd, length)
