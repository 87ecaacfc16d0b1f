"""A folder as the disk shows it now.

    Root --scan(None, None, rules)------> Listing                 everything read
         --scan(previous, dirty, rules)--> Listing                only the folders of dirty paths; the rest as before

Links (unless the pair keeps them: then they are entries like files, and still nobody looks behind them), pipes and
devices, what is mounted below, what may not be read, names no node can carry and what a rule leaves out are Unknown:
they pin the folders above and nothing is concluded from them. So is a folder that vanishes between its parent's reading
and its own: whoever renamed it is busy with it, and the next scan knows more.

The ignore file of a folder is read before anything in it is judged. One that cannot be read keeps the rules it gave
last, so that nothing is let in for a moment; the listing says so.
"""

from __future__ import annotations

import heapq
import os
import stat
import sys
from collections.abc import Callable, Collection, Iterable
from typing import Final

from megadesk.disk.behavior import mounts_below
from megadesk.disk.doubles import doubles
from megadesk.disk.fingerprint import HAS_CHANGE_TIME, OWNER_EXECUTES, attributes, fingerprint
from megadesk.disk.ignore_files import read_ignore_file
from megadesk.disk.names import is_private, scan_fault
from megadesk.disk.root import Root
from megadesk.host.stint import breathe, stint
from megadesk.model.listing import Entry, Fingerprint, IgnoreText, Listing, Unknown
from megadesk.model.relpath import ROOT, RelPath, join, parent_of, printable
from megadesk.model.tree import Bits, Kind
from megadesk.sync.ignore import IGNORE_FILE, IGNORED, NO_RULES, Inside, Rules, under
from megadesk.sync.ports import VolumeTraits
from megadesk.sync.stopping import never

CHANGES_MAX: Final = 20_000
"""A scan that finds more changed names none: whoever compares looks at everything then, and the names are no cheaper."""

DOUBLES_ROUNDS: Final = 3
"""A volume that shows one number for two folders, for good, costs a few folders read, and nobody a scan without end."""

_Found = Entry | Unknown
_EMPTY: Final = Listing(entries={})


class Scanner:
    """Reads one root. Keeps an index of its last listing, so that a partial scan costs little more than its folders."""

    def __init__(
        self, root: Root, traits: VolumeTraits, *, keeps_links: bool = False, whole: bool = False,
        check: Callable[[], None] = never,
    ) -> None:  # fmt: skip
        self._root = root
        self._traits = traits
        self._check = check
        self._keeps_links = keeps_links
        self._whole = whole
        self._last: Listing | None = None
        self._below: dict[RelPath, list[RelPath]] = {}

    def scan(self, previous: Listing | None, dirty: Collection[RelPath] | None, rules: Rules = NO_RULES) -> Listing:
        """Return the whole folder; see LocalSide.scan. Raises DecisionNeeded if the root is not what it was.

        ``check`` is called before each folder, and may end the scan.
        """
        self._root.check()
        if previous is None or dirty is None:
            run = self._run(previous or _EMPTY, _EMPTY, {}, rules)
            run.changed = None
            with stint():
                run.read_whole(ROOT)
                run.read_doubles()
        else:
            below = self._below if previous is self._last else _index(previous)
            self._last = None  # the index is about to change
            run = self._run(previous, previous, below, rules)
            with stint():
                run.read_dirty({folder for path in dirty for folder in run.folders_of(path)})
                run.read_doubles()
        self._root.check()
        self._last = Listing(
            entries=run.entries, unknown=run.unknown, ignore_texts=run.ignore_texts, read_folders=run.read_folders,
            changed=None if run.changed is None else frozenset(run.changed),
        )  # fmt: skip
        self._below = run.below
        return self._last

    def _run(self, previous: Listing, begun: Listing, below: dict[RelPath, list[RelPath]], rules: Rules) -> _Run:
        return _Run(
            self._root, self._traits, previous, begun, below, rules, keeps_links=self._keeps_links, whole=self._whole,
            check=self._check,
        )  # fmt: skip


def _index(listing: Listing) -> dict[RelPath, list[RelPath]]:
    """Return what is directly in every folder of a listing."""
    below: dict[RelPath, list[RelPath]] = {ROOT: []}
    for paths in (listing.entries, listing.unknown):
        for path in paths:
            below.setdefault(parent_of(path), []).append(path)
    return below


class _Run:
    """One scan under way."""

    def __init__(
        self,
        root: Root,
        traits: VolumeTraits,
        previous: Listing,
        begun: Listing,
        below: dict[RelPath, list[RelPath]],
        rules: Rules,
        *,
        keeps_links: bool,
        whole: bool,
        check: Callable[[], None],
    ) -> None:
        self._check = check
        self.entries = dict(begun.entries)
        self.unknown = dict(begun.unknown)
        self.ignore_texts = dict(begun.ignore_texts)
        self.below = below
        self.read_folders = 0
        self.changed: set[RelPath] | None = set()
        self._gone: list[Entry] = []
        self._gone_by_inode: dict[int, Fingerprint] = {}
        self._root = root
        self._traits = traits
        self._keeps_links = keeps_links
        self._whole = whole
        self._known = previous.entries
        self._texts_before = previous.ignore_texts
        self._last_said = rules.texts
        self._rules = rules.with_texts({at: found.text for at, found in self.ignore_texts.items()})
        self._device = root.device
        self._mounts = mounts_below(root.path)

    # ---- which folders ----------------------------------------------------------------------------------------

    def read_whole(self, folder: RelPath) -> None:
        """Read a folder and everything below it."""
        waiting = [folder]
        while waiting:
            waiting.extend(reversed(self._read(waiting.pop())))

    def read_doubles(self) -> None:
        """Read again where one folder was seen at two places, until it is seen at one: what is moved comes to rest."""
        for _ in range(DOUBLES_ROUNDS if self._traits.stable_inodes else 0):
            torn = doubles(self.entries, self.changed)
            if not torn:
                return
            self.read_dirty(torn)

    def read_dirty(self, folders: Collection[RelPath]) -> None:
        """Read some folders, and below them what is new."""
        waiting = sorted([(_depth(folder), folder) for folder in folders])  # parents first
        done: set[RelPath] = set()
        while waiting:
            _, folder = heapq.heappop(waiting)
            if folder in done or not self._is_known_folder(folder):
                continue  # gone, or read whole, since it was put here
            done.add(folder)
            if not self._refresh(folder):
                parent = parent_of(folder)
                heapq.heappush(waiting, (_depth(parent), parent))
                done.discard(parent)

    def folders_of(self, path: RelPath) -> Iterable[RelPath]:
        """Yield the folders that show what a path is now: itself, and the nearest above it that is known."""
        if self._is_known_folder(path):
            yield path
        if path:
            folder = parent_of(path)
            while not self._is_known_folder(folder):
                folder = parent_of(folder)
            yield folder

    def _is_known_folder(self, path: RelPath) -> bool:
        entry = self.entries.get(path)
        return not path or (entry is not None and entry.kind is Kind.FOLDER)

    def _refresh(self, folder: RelPath) -> bool:
        """Read a known folder again; what is new in it is read whole. False if it is not there as it was."""
        before = {path: self.entries.get(path) for path in self.below.get(folder, ())}
        said = self.ignore_texts.get(folder)
        try:
            found = self._list(folder)
        except OSError as error:
            if not folder:
                raise
            self._drop_below(folder)
            self._hide(folder, error)
            return isinstance(error, PermissionError)
        now = {item.path: None for item in found}
        rules_stand = said == self.ignore_texts.get(folder)
        for path in before:
            if path not in now:
                self._drop(path)
        for item in found:
            is_known = rules_stand and _is_same_folder(before.get(item.path), item)
            if not is_known and (item.path in self.below or item.path in self.ignore_texts):
                self._drop_below(item.path)
            self._put(item)
            if not is_known and isinstance(item, Entry) and item.kind is Kind.FOLDER:
                self.read_whole(item.path)
        self.below[folder] = list(now)
        return True

    def _drop(self, path: RelPath) -> None:
        self._drop_below(path)
        self._forget(path)

    def _forget(self, path: RelPath) -> None:
        gone = self.entries.pop(path, None)
        if gone is not None and gone.kind is Kind.FILE:
            self._gone.append(gone)
        self.unknown.pop(path, None)
        self._note_changed(path)

    def _note_changed(self, path: RelPath) -> None:
        if self.changed is not None:
            self.changed.add(path)
            if len(self.changed) > CHANGES_MAX:
                self.changed = None

    def _drop_below(self, folder: RelPath) -> None:
        waiting = [folder]
        while waiting:
            at = waiting.pop()
            self._say(at, None)
            for path in self.below.pop(at, ()):
                self._forget(path)
                if path in self.below:
                    waiting.append(path)

    # ---- one folder -------------------------------------------------------------------------------------------

    def _read(self, folder: RelPath) -> list[RelPath]:
        """Take in one folder and return those in it."""
        try:
            found = self._list(folder)
        except OSError as error:
            if not folder:
                raise
            self._hide(folder, error)
            return []
        self.below[folder] = [item.path for item in found]
        folders: list[RelPath] = []
        entries = self.entries
        for item in found:
            if isinstance(item, Unknown):
                self._put(item)
                continue
            entries[item.path] = item
            self._note_changed(item.path)
            if item.kind is Kind.FOLDER:
                folders.append(item.path)
        return folders

    def _put(self, item: _Found) -> None:
        if self.entries.get(item.path) is not item:
            self._note_changed(item.path)
        if isinstance(item, Entry):
            self.entries[item.path] = item
            self.unknown.pop(item.path, None)
        else:
            self.unknown[item.path] = item
            self.entries.pop(item.path, None)

    def _hide(self, folder: RelPath, error: OSError) -> None:
        """Make a folder that cannot be read Unknown."""
        reason = "vanished" if isinstance(error, (FileNotFoundError, NotADirectoryError)) else "unreadable"
        self._put(Unknown(folder, reason, error.strerror or ""))
        for at, text in under(self._last_said, folder).items():
            self._say(at, IgnoreText(text))  # what is in it is held, and is ignored as it was

    def _list(self, folder: RelPath) -> list[_Found]:
        """Return what is in one folder; raises OSError."""
        self._check()
        breathe()
        self.read_folders += 1
        prefix = folder + "/" if folder else ""
        target = self._root.listing_target(folder)
        try:
            with os.scandir(target) as items:
                listed = list(items)
                self._read_rules(folder, listed)
                inside = self._rules.inside(folder)
                found = [self._look(RelPath(prefix + item.name), item, inside) for item in listed]
                if self._whole:
                    self._look_at_folder(folder, target)
        finally:
            self._root.close_listing(target)
        return [item for item in found if item is not None]

    def _read_rules(self, folder: RelPath, items: Iterable[os.DirEntry[str]]) -> None:
        """Take in what the ignore file of a folder says, before anything in the folder is judged."""
        item = next((one for one in items if one.name == IGNORE_FILE), None)
        if item is None or self._rules.inside(folder).verdict(IGNORE_FILE, is_folder=False).ignored:
            self._say(folder, None)
            return
        path = join(folder, IGNORE_FILE)
        before, entry = self._texts_before.get(folder), self._known.get(path)
        if before is not None and not before.fault and entry is not None:
            found = self._judged(path, item)
            if found is entry:  # untouched: nothing needs to be read
                self._say(folder, before)
                return
        self._say(folder, read_ignore_file(self._root, path, self._last_said.get(folder, "")))

    def _say(self, folder: RelPath, said: IgnoreText | None) -> None:
        """Let the ignore file of a folder say something else, or nothing."""
        before = self.ignore_texts.pop(folder, None)
        if said is not None:
            self.ignore_texts[folder] = said
        if (before and before.text) != (said and said.text):
            self._rules = self._rules.with_text(folder, said.text if said is not None else None)

    def _look(self, path: RelPath, item: os.DirEntry[str], inside: Inside) -> _Found | None:
        """Return what one directory entry is, or None for our own folder and for what is gone already."""
        if "/" not in path and is_private(path, case_sensitive=self._traits.case_sensitive):
            return None
        verdict = inside.verdict(item.name, is_folder=item.is_dir(follow_symlinks=False))
        if verdict.ignored:
            return Unknown(path, IGNORED, str(verdict.rule), verdict.junk)
        fault = scan_fault(item.name)
        return Unknown(path, fault, printable(item.name)) if fault is not None else self._judged(path, item)

    def _judged(self, path: RelPath, item: os.DirEntry[str]) -> _Found | None:
        """Return what an entry is whose name may be a node's."""
        try:
            found = _stat(item)
        except FileNotFoundError:
            return None
        except OSError as error:
            return Unknown(path, "unreadable", error.strerror or "")
        mode = found.st_mode
        if stat.S_ISREG(mode):
            if found.st_dev == self._device and not self._mounts:
                return self._file(path, found)
        elif not stat.S_ISDIR(mode):
            if not stat.S_ISLNK(mode):
                return Unknown(path, "special_file")
            return self._link(path, found) if self._keeps_links else Unknown(path, "symlink")
        if found.st_dev != self._device or path in self._mounts:
            return Unknown(path, "other_volume")
        return self._file(path, found) if stat.S_ISREG(mode) else self._folder(path, found)

    def _file(self, path: RelPath, found: os.stat_result) -> Entry:
        executable: Bits = self._traits.keeps_executable and bool(found.st_mode & OWNER_EXECUTES)
        if self._whole:
            executable = attributes(found)
        old = self._known.get(path)
        if old is not None and old.kind is Kind.FILE:
            known = old.fingerprint
            # Attribute by attribute: comparing takes less than making the entry again.
            if (
                known.inode == found.st_ino
                and known.mtime_ns == found.st_mtime_ns
                and known.size_bytes == found.st_size
                and known.executable == executable
                and known.changed_ns == (found.st_ctime_ns if HAS_CHANGE_TIME else 0)
            ):
                return old
        changed_ns = found.st_ctime_ns if HAS_CHANGE_TIME else 0
        known = Fingerprint(0, found.st_ino, found.st_size, found.st_mtime_ns, changed_ns, executable)
        return Entry(path, Kind.FILE, self._as_before(known))

    def _as_before(self, seen: Fingerprint) -> Fingerprint:
        """Return what a file looked like at another place if it looks so here: one for all, as its node has it.

        A folder of 100,000 files that was renamed would have 18 MiB of them again.
        """
        for gone in self._gone:
            self._gone_by_inode[gone.fingerprint.inode] = gone.fingerprint
        self._gone.clear()
        before = self._gone_by_inode.get(seen.inode)
        return before if before is not None and before == seen else seen

    def _link(self, path: RelPath, found: os.stat_result) -> Entry:
        entry = Entry(path, Kind.SYMLINK, fingerprint(found, whole=self._whole))
        old = self._known.get(path)
        return old if old == entry and old is not None else entry

    def _folder(self, path: RelPath, found: os.stat_result) -> Entry:
        old = self._known.get(path)
        is_known = old is not None and old.kind is Kind.FOLDER and old.fingerprint.inode == found.st_ino
        if old is not None and is_known and (not self._whole or old.fingerprint.executable == attributes(found)):
            return old
        return Entry(path, Kind.FOLDER, fingerprint(found, keeps_executable=False, whole=self._whole))

    def _look_at_folder(self, folder: RelPath, target: int | str) -> None:
        """See what a folder itself has become while its content changed; as one of those above it, it may not be read."""
        known = self.entries.get(folder)
        if known is not None:
            found = os.stat(target)
            if found.st_ino == known.fingerprint.inode and known.fingerprint.executable != attributes(found):
                self._put(Entry(folder, Kind.FOLDER, fingerprint(found, whole=True)))


def _depth(folder: RelPath) -> int:
    return folder.count("/") if folder else -1


def _is_same_folder(old: Entry | None, item: _Found) -> bool:
    return (
        old is not None
        and isinstance(item, Entry)
        and old.kind is item.kind is Kind.FOLDER
        and item.fingerprint.inode == old.fingerprint.inode
    )


def _stat(item: os.DirEntry[str]) -> os.stat_result:
    """Return an entry's own stat. On Windows the directory's copy lacks the file id and lags behind."""
    if sys.platform == "win32":
        return os.stat(item.path, follow_symlinks=False)
    return item.stat(follow_symlinks=False)
