"""Every change sync makes to a folder, each with what it expects to find.

    place      staged --> target; what it replaces --> the debris
    discard    target --> the debris
    move, step_aside, step_back

Three checks, in this order: the fingerprint before; the rename, which replaces nothing; the fingerprint of what was in
fact taken. If a program was faster between the first and the second, the last one finds out and the change is undone,
so a file that nobody has seen yet is never taken away (passage.py). What was undone raises Stale: observe and plan again.

Order over a power cut: a staged file is on the medium before it gets its name (``Durability.ensure``), and ``flush``
puts the names there before the base moves.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Final

from megadesk.disk.atomic import fsync_file, fsync_folder, put, take
from megadesk.disk.attributes import carry_over, with_executable
from megadesk.disk.behavior import Behavior, probe
from megadesk.disk.debris import Debris
from megadesk.disk.faults import disk_error
from megadesk.disk.fingerprint import fingerprint, is_same_folder, is_untouched, kind_of, with_change_time
from megadesk.disk.hashing import beginnings, digests
from megadesk.disk.names import check_target
from megadesk.disk.passage import Passage
from megadesk.disk.private import STAGE, TMP, restore_folders
from megadesk.disk.root import READ_FILE, Root, Spot, held_open
from megadesk.disk.scanner import Scanner
from megadesk.disk.staging import Durability, flush_volume, staged_spot, token_of
from megadesk.model.errors import BadName, MegadeskError, Stale
from megadesk.model.ids import SHORT_ID_BYTES, FileHash, NodeId
from megadesk.model.listing import Digest, Entry, Fingerprint, Listing
from megadesk.model.relpath import PRIVATE_FOLDER, RelPath, join, name_of, parent_of, printable
from megadesk.model.transfer import StagedFile
from megadesk.model.tree import Kind, Node
from megadesk.model.values import replace
from megadesk.sync.ignore import NO_RULES, Rules
from megadesk.sync.ports import SPOILED, VolumeTraits
from megadesk.sync.stopping import never

FOLDER_MODE: Final = 0o700
LINK_MAX_BYTES: Final = 4095
"""The longest target that systems take (PATH_MAX without its end)."""

_LINK_END: Final = "-link"
_CASE_STEP: Final = ".renaming"  # a plain name: after a crash the next scan finds a move, not a loss


class DiskSide:
    """Implements sync.ports.LocalSide. Called from the pair's own thread only."""

    def __init__(
        self, root: Root, behavior: Behavior, durability: Durability, today: Callable[[], str], *,
        keeps_links: bool = False, whole: bool = False, check: Callable[[], None] = never,
    ) -> None:  # fmt: skip
        self._root = root
        self._check = check
        self._behavior = behavior
        self._durability = durability
        self._debris = Debris(root, today)
        self._passage = Passage(root, self._debris)
        self._whole = whole
        self._scanner = Scanner(root, behavior.traits, keeps_links=keeps_links, whole=whole, check=check)
        self._unflushed: set[RelPath] = set()  # only where the volume cannot be flushed as a whole
        self._whole_flush = sys.platform.startswith("linux")

    @property
    def traits(self) -> VolumeTraits:
        """What the volume can do."""
        return self._behavior.traits

    @property
    def debris(self) -> Debris:
        """What was taken away here."""
        return self._debris

    # ---- looking ----------------------------------------------------------------------------------------------

    def check_root(self) -> None:
        """Raise DecisionNeeded unless the folder carries its marker."""
        self._root.check()

    def scan(self, previous: Listing | None, dirty: Collection[RelPath] | None, rules: Rules = NO_RULES) -> Listing:
        """Return the whole folder; see ``scanner``. Our own folder is whole first, and what was held in it back.

        Without ``dirty`` nothing is taken over from what was seen before, and the volume may have another number.
        """
        self._root.check(anew=dirty is None)
        restore_folders(self._root)
        try:
            self._passage.recover()
            return self._scanner.scan(previous, dirty, rules)
        except OSError as error:
            self._root.check()
            raise disk_error(error, self._root.path) from error

    def inode_at(self, path: RelPath) -> int | None:
        """Return the inode of what is at a path right now, None for nothing (from any thread). Errors as check_root."""
        self._root.check()
        try:
            with self._root.spot(path) as spot:
                return spot.stat().st_ino
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise disk_error(error, path) from error

    def digests(self, entries: Sequence[Entry]) -> Mapping[RelPath, Digest | MegadeskError]:
        """Return what each file holds, or why it could not be read."""
        return digests(self._root, entries, self._check)

    def beginnings(self, entries: Sequence[Entry]) -> Mapping[RelPath, Digest | MegadeskError]:
        """Return what files that somebody appends to held when they were as in their entries; else FileBusy."""
        return beginnings(self._root, entries, self._check)

    def in_a_row(self) -> AbstractContextManager[None]:
        """Keep folders open while the block runs."""
        return held_open()

    # ---- renames ----------------------------------------------------------------------------------------------

    def make_folder(self, path: RelPath) -> Fingerprint:
        """Make a folder; one that is there already is Stale."""
        with self._faults(path), self._target(path) as spot:
            os.mkdir(spot.name, FOLDER_MODE, dir_fd=spot.dir_fd)
            return self._left(spot, path, None)

    def move(self, source: RelPath, target: RelPath, expected: Fingerprint) -> Fingerprint:
        """Rename; never replaces anything; changing only upper and lower case works on any volume."""
        with self._faults(source), self._root.spot(source) as old, self._target(target) as new:
            _check(old.stat(), expected, source)
            if not self._is_respelling(source, target, new):
                self._passage.move(old, new, expected, source, target)
            else:
                _respell(old, new, self._root, parent_of(target))
            self._unflushed.add(source)
            return self._left(new, target, expected)

    def _is_respelling(self, source: RelPath, target: RelPath, new: Spot) -> bool:
        """Whether both names lead to one node: same folder, same letters but for case and composition.

        Then the target is found, though the folder does not list it. Inodes do not tell: two names listed may be hard
        links, and some volumes (exFAT over FUSE) number each spelling of one name for itself.
        """
        if parent_of(source) != parent_of(target) or _folded(source) != _folded(target):
            return False
        try:
            new.stat()
        except FileNotFoundError:
            return False
        return name_of(target) not in _names_in(self._root, parent_of(target))

    def step_aside(self, path: RelPath, node: NodeId, expected: Fingerprint) -> None:
        """Move a node out of the way, into the stage under its id."""
        with self._faults(path), self._root.spot(path) as spot, self._root.private(STAGE, node.hex()) as aside:
            _check(spot.stat(), expected, path)
            self._passage.aside(spot, aside, expected, path)

    def step_back(self, node: NodeId, target: RelPath, expected: Fingerprint | None) -> Fingerprint:
        """Bring a node from the stage to target, which must be free; ``expected``: as it was when it stepped aside."""
        with self._faults(target), self._root.private(STAGE, node.hex()) as aside, self._target(target) as spot:
            self._passage.put(aside, spot, target)
            return self._left(spot, target, expected)

    def staged_aside(self) -> Collection[NodeId]:
        """Return the nodes that a crash left in the stage."""
        with self._faults(RelPath("")):
            names = _names_in(self._root, RelPath(f"{PRIVATE_FOLDER}/{STAGE}"))
        found: set[NodeId] = set()
        for name in names:
            with contextlib.suppress(ValueError):
                raw = bytes.fromhex(name)
                if len(raw) == SHORT_ID_BYTES and raw.hex() == name:  # capitals and spaces say the same, but not we
                    found.add(NodeId(raw))
        return found

    # ---- contents ---------------------------------------------------------------------------------------------

    def secure(self, staged: Collection[StagedFile]) -> None:
        """Return when these survive a power cut as they are."""
        for file in staged:
            with self._faults(RelPath(file.token)):
                self._durability.ensure(file.token)

    def rescue(self, placed: Collection[Node]) -> None:
        """Move into the stage what stands among the staged files of these nodes and holds something else than that."""
        for node in placed:
            token = token_of(node.id, node.content) if node.content is not None else None
            entry = self._staged_entry(token) if token is not None else None
            if token is None or entry is None:
                continue
            if not self._holds(entry, node.content):
                aside = self._root.private(STAGE, node.id.hex())
                with self._faults(entry.path), staged_spot(self._root, token) as spot, aside as target:
                    take(spot, target)

    def _holds(self, entry: Entry, content: FileHash | None) -> bool:
        """Whether this is a file of that content. One that we may not read is not ours; nor is one that somebody writes to."""
        digest = self.digests([entry])[entry.path] if entry.kind is Kind.FILE else None
        return isinstance(digest, Digest) and digest.file_hash == content

    def _staged_entry(self, token: str) -> Entry | None:
        """Return a staged file as a scan would show it; None if there is none."""
        path = RelPath(f"{PRIVATE_FOLDER}/{TMP}/{token}")
        with self._faults(path), staged_spot(self._root, token) as spot:
            try:
                found = spot.stat()
            except FileNotFoundError:
                return None
            return Entry(path, kind_of(found) or Kind.FOLDER, self._seen(found))  # a pipe is no file either

    def place(self, staged: StagedFile, path: RelPath, expected: Fingerprint | None) -> Fingerprint:
        """Swap a staged file in atomically; ``expected`` None means the name must be free. Old bytes go to debris."""
        if staged.is_link:
            return self._place_link(staged, path, expected)
        with self._faults(path), self._target(path) as spot, staged_spot(self._root, staged.token) as fresh:
            with _spoiled_if_gone(path):
                found = fresh.stat()
            if not stat.S_ISREG(found.st_mode) or found.st_size != staged.size_bytes:
                raise _spoiled(path)
            if expected is None:
                self._durability.ensure(staged.token)
                self._passage.put(fresh, spot, path)
            else:
                self._replace(fresh, found, spot, expected, path, staged.token)
            self._durability.forget(staged.token)
            return self._left(spot, path, self._seen(found))

    def _place_link(self, staged: StagedFile, path: RelPath, expected: Fingerprint | None) -> Fingerprint:
        """Make the link whose target was staged, under a name of our own, and swap it in as a file is."""
        with self._faults(path), self._target(path) as spot, staged_spot(self._root, staged.token) as text:
            with self._root.private(TMP, staged.token + _LINK_END) as fresh:
                _make_link(_target_of(text, staged, path), fresh)
                found = fresh.stat()
                try:
                    if expected is None:
                        self._passage.put(fresh, spot, path)
                    else:
                        self._replace(fresh, found, spot, expected, path, staged.token)
                except BaseException:
                    with contextlib.suppress(OSError):
                        os.unlink(fresh.name, dir_fd=fresh.dir_fd)
                    raise
            os.unlink(text.name, dir_fd=text.dir_fd)
            self._durability.forget(staged.token)
            return self._left(spot, path, self._seen(found))

    def _replace(
        self, fresh: Spot, fresh_stat: os.stat_result, spot: Spot, expected: Fingerprint, path: RelPath, token: str
    ) -> None:
        old = spot.stat()
        _check(old, expected, path)
        if stat.S_IFMT(old.st_mode) != stat.S_IFMT(fresh_stat.st_mode):
            raise Stale("another kind has the name", path=printable(path))
        if stat.S_ISREG(old.st_mode):
            carry_over(spot, old, fresh, fresh_stat)
        self._durability.ensure(token)
        self._passage.replace(fresh, spot, expected, path)
        self._unflushed.add(path)

    def set_executable(self, path: RelPath, executable: bool, expected: Fingerprint) -> Fingerprint:
        """Change the executable bit and nothing else; without effect where the volume does not keep it."""
        with self._faults(path), self._root.spot(path) as spot:
            found = spot.stat()
            _check(found, expected, path)
            known = self._seen(found)
            if stat.S_ISREG(found.st_mode) and self.traits.keeps_executable:
                _change_executable(spot, expected, path, executable=executable)
                known = replace(known, executable=executable)
            return self._left(spot, path, known)

    def discard(self, path: RelPath, kind: Kind, expected: Fingerprint, junk: Collection[str] = ()) -> None:
        """Take a file to the debris, or remove a folder with nothing in it but leftovers (else Stale)."""
        with self._faults(path), self._root.spot(path) as spot:
            found = spot.stat()
            _check(found, expected, path)
            if kind_of(found) is not kind:
                raise Stale("another kind", path=printable(path))
            if kind is Kind.FOLDER:
                self._discard_junk(path, junk)
                os.rmdir(spot.name, dir_fd=spot.dir_fd)
                self._unflushed.add(parent_of(path))
                return
            self._passage.discard(spot, expected, path)

    def _discard_junk(self, folder: RelPath, names: Collection[str]) -> None:
        """Take leftovers to the debris if the folder is to go with them; Stale if something else is in it."""
        there = _names_in(self._root, folder) if names else set()
        if there.difference(names):
            raise Stale("not empty", path=printable(folder))
        for name in sorted(there):
            path = join(folder, name)
            with self._root.spot(path) as spot, contextlib.suppress(FileNotFoundError):
                self._debris.keep(path, partial(take, spot)).__exit__(None, None, None)

    # ---- flush ------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Return when everything placed and moved so far survives a power cut."""
        with self._faults(RelPath("")):
            if not flush_volume(self._root):
                self._flush_one_by_one()
            self._unflushed.clear()

    def _flush_one_by_one(self) -> None:
        """Flush what was touched, where the system knows no flush of a volume."""
        folders = {parent_of(path) for path in self._unflushed}
        for path in self._unflushed:
            with (
                contextlib.suppress(FileNotFoundError, IsADirectoryError, PermissionError),
                self._root.spot(path) as spot,
            ):
                if stat.S_ISREG(spot.stat().st_mode):
                    fsync_file(spot)
        for folder in folders:
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                fsync_folder(os.path.join(self._root.path, *folder.split("/")))

    # ---- shared -----------------------------------------------------------------------------------------------

    def _target(self, path: RelPath) -> Spot:
        """Return where something is to be made; BadName if this volume or we cannot have such a name."""
        traits = self.traits
        check_target(
            path,
            case_sensitive=traits.case_sensitive,
            name_max_bytes=traits.name_max_bytes,
            strips_dots=self._behavior.strips_dots,
        )
        return self._root.spot(path)

    def _left(self, spot: Spot, path: RelPath, known: Fingerprint | None) -> Fingerprint:
        """Return the fingerprint of what a change of ours left; ``known`` is how it looked before its rename.

        Only the change time is taken from now. Somebody may have written to the file since it got its name: what they
        changed must differ from what is remembered, or the next scan would take their bytes for ours.
        """
        if not self._whole_flush:
            self._unflushed.add(path)
        found = spot.stat()
        return self._seen(found) if known is None else with_change_time(known, found)

    def _seen(self, found: os.stat_result) -> Fingerprint:
        return fingerprint(found, keeps_executable=self.traits.keeps_executable, whole=self._whole)

    @contextmanager
    def _faults(self, path: RelPath) -> Iterator[None]:
        """Make errors of the system ours."""
        try:
            yield
        except OSError as error:
            raise disk_error(error, path) from error


def open_side(
    root: Root, durability: Durability, today: Callable[[], str], *, keeps_links: bool = False, whole: bool = False,
    check: Callable[[], None] = never,
) -> DiskSide:  # fmt: skip
    """Return the local side of a root, its volume probed. Raises DecisionNeeded if the folder is gone.

    keeps_links: symbolic links are entries; else they are Unknown. whole: permissions and times count, of folders too.
    check: called while it looks, and may end that.
    """
    root.check()
    restore_folders(root)
    return DiskSide(root, probe(root), durability, today, keeps_links=keeps_links, whole=whole, check=check)


def _spoiled(path: RelPath) -> Stale:
    return Stale("the staged file is not what it was", path=printable(path), reason=SPOILED)


@contextmanager
def _spoiled_if_gone(path: RelPath) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOENT, errno.ELOOP}:
            raise _spoiled(path) from error
        raise


def _target_of(text: Spot, staged: StagedFile, path: RelPath) -> bytes:
    """Return the target that was staged; Stale if it is not what it was, BadName if no link can have it."""
    if not 0 < staged.size_bytes <= LINK_MAX_BYTES:
        raise BadName(reason="link_target", name=printable(path))
    with _spoiled_if_gone(path), open(text.open(READ_FILE), "rb") as file:
        target = file.read(LINK_MAX_BYTES + 1)
    if len(target) != staged.size_bytes:
        raise _spoiled(path)
    if b"\0" in target:
        raise BadName(reason="link_target", name=printable(path))
    return target


def _make_link(target: bytes, spot: Spot) -> None:
    with contextlib.suppress(FileNotFoundError):  # a crash may have left one
        os.unlink(spot.name, dir_fd=spot.dir_fd)
    os.symlink(os.fsdecode(target), spot.name, dir_fd=spot.dir_fd)


def _check(found: os.stat_result, expected: Fingerprint, path: RelPath) -> None:
    """Raise Stale unless this is what the step expects."""
    if not (is_same_folder(found, expected) if stat.S_ISDIR(found.st_mode) else is_untouched(found, expected)):
        raise Stale("not as expected", path=printable(path))


def _change_executable(spot: Spot, expected: Fingerprint, path: RelPath, *, executable: bool) -> None:
    """Change the bit through a handle: by name, a link that took the name just now would be followed."""
    if sys.platform == "win32":
        return
    handle = spot.open(READ_FILE)
    try:
        found = os.fstat(handle)
        _check(found, expected, path)
        os.fchmod(handle, with_executable(found.st_mode, executable=executable))
    finally:
        os.close(handle)


def _folded(path: RelPath) -> str:
    return unicodedata.normalize("NFC", name_of(path)).casefold()


def _names_in(root: Root, folder: RelPath) -> set[str]:
    target = root.listing_target(folder)
    try:
        return set(os.listdir(target))
    finally:
        root.close_listing(target)


def _respell(old: Spot, new: Spot, root: Root, folder: RelPath) -> None:
    """Change only the case of a name. Some volumes see source and target as one and do nothing: then by a third name."""
    os.rename(old.name, new.name, src_dir_fd=old.dir_fd, dst_dir_fd=new.dir_fd)
    wanted = os.path.basename(new.name)
    if wanted in _names_in(root, folder):
        return
    between = Spot(old.dir_fd, old.name + _CASE_STEP)
    take(old, between)
    put(between, new)
