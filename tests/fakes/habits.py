"""Volumes with habits of their own, as thin layers over a real folder: what macOS, Windows and FAT do, on any machine.

PassingSide    passes everything on; the others change what they have to
WatchedSide    counts what changes the folder, and refuses what it is told to
BlindSide      cannot read some paths
LimitedSide    has other traits
FoldingSide    does not tell upper from lower case
DecomposedSide keeps names in NFD
FatSide        times in steps of two seconds, no executable bit, inodes that do not last
PickySide      refuses names as Windows does
"""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from megadesk.disk.fingerprint import fingerprint
from megadesk.disk.names import check_target
from megadesk.model.errors import MegadeskError, Stale
from megadesk.model.ids import NodeId
from megadesk.model.listing import Digest, Entry, Fingerprint, Listing, Unknown
from megadesk.model.relpath import RelPath, is_under, join, name_of, parent_of
from megadesk.model.transfer import StagedFile
from megadesk.model.tree import Kind, Node
from megadesk.model.values import replace
from megadesk.sync.ignore import NO_RULES, Rules
from megadesk.sync.ports import LocalSide, VolumeTraits


class PassingSide:
    """A LocalSide that passes everything on to another."""

    def __init__(self, side: LocalSide) -> None:
        self.side = side

    @property
    def traits(self) -> VolumeTraits:
        """As below."""
        return self.side.traits

    def check_root(self) -> None:
        """As below."""
        self.side.check_root()

    def scan(self, previous: Listing | None, dirty: Collection[RelPath] | None, rules: Rules = NO_RULES) -> Listing:
        """As below."""
        return self.side.scan(previous, dirty, rules)

    def digests(self, entries: Sequence[Entry]) -> Mapping[RelPath, Digest | MegadeskError]:
        """As below."""
        return self.side.digests(entries)

    def staged_aside(self) -> Collection[NodeId]:
        """As below."""
        return self.side.staged_aside()

    def secure(self, staged: Collection[StagedFile]) -> None:
        """As below."""
        self.side.secure(staged)

    def in_a_row(self) -> AbstractContextManager[None]:
        """As below."""
        return self.side.in_a_row()

    def rescue(self, placed: Collection[Node]) -> None:
        """As below."""
        self.side.rescue(placed)

    def flush(self) -> None:
        """As below."""
        self.side.flush()

    def make_folder(self, path: RelPath) -> Fingerprint:
        """As below."""
        return self.side.make_folder(path)

    def move(self, source: RelPath, target: RelPath, expected: Fingerprint) -> Fingerprint:
        """As below."""
        return self.side.move(source, target, expected)

    def step_aside(self, path: RelPath, node: NodeId, expected: Fingerprint) -> None:
        """As below."""
        self.side.step_aside(path, node, expected)

    def step_back(self, node: NodeId, target: RelPath, expected: Fingerprint | None) -> Fingerprint:
        """As below."""
        return self.side.step_back(node, target, expected)

    def place(self, staged: StagedFile, path: RelPath, expected: Fingerprint | None) -> Fingerprint:
        """As below."""
        return self.side.place(staged, path, expected)

    def set_executable(self, path: RelPath, executable: bool, expected: Fingerprint) -> Fingerprint:
        """As below."""
        return self.side.set_executable(path, executable, expected)

    def discard(self, path: RelPath, kind: Kind, expected: Fingerprint, junk: Collection[str] = ()) -> None:
        """As below."""
        self.side.discard(path, kind, expected, junk)


class WatchedSide(PassingSide):
    """Counts what changes the folder, and files that are read.

    refuse: what a change of this kind at this path meets with instead, if anything. after: hears of each that was made.
    """

    def __init__(self, side: LocalSide) -> None:
        super().__init__(side)
        self.done: Counter[str] = Counter()
        self.refuse: Callable[[str, RelPath], MegadeskError | None] = lambda _what, _path: None
        self.after: Callable[[str, RelPath], object] = lambda _what, _path: None

    def changes(self) -> Counter[str]:
        """Return what was done since this was asked last, reading left out."""
        done, self.done = self.done, Counter()
        del done["read"]
        return done

    def digests(self, entries: Sequence[Entry]) -> Mapping[RelPath, Digest | MegadeskError]:
        """Count the files."""
        self.done["read"] += len(entries)
        return super().digests(entries)

    def make_folder(self, path: RelPath) -> Fingerprint:
        """Count it."""
        with self._counted("mkdir", path):
            return super().make_folder(path)

    def move(self, source: RelPath, target: RelPath, expected: Fingerprint) -> Fingerprint:
        """Count it."""
        with self._counted("move", source):
            return super().move(source, target, expected)

    def step_aside(self, path: RelPath, node: NodeId, expected: Fingerprint) -> None:
        """Count it: the first half of a move."""
        with self._counted("aside", path):
            super().step_aside(path, node, expected)

    def step_back(self, node: NodeId, target: RelPath, expected: Fingerprint | None) -> Fingerprint:
        """Count it: the other half."""
        with self._counted("back", target):
            return super().step_back(node, target, expected)

    def place(self, staged: StagedFile, path: RelPath, expected: Fingerprint | None) -> Fingerprint:
        """Count it."""
        with self._counted("place", path):
            return super().place(staged, path, expected)

    def set_executable(self, path: RelPath, executable: bool, expected: Fingerprint) -> Fingerprint:
        """Count it."""
        with self._counted("bit", path):
            return super().set_executable(path, executable, expected)

    def discard(self, path: RelPath, kind: Kind, expected: Fingerprint, junk: Collection[str] = ()) -> None:
        """Count it."""
        with self._counted("discard", path):
            super().discard(path, kind, expected, junk)

    @contextmanager
    def _counted(self, what: str, path: RelPath) -> Iterator[None]:
        error = self.refuse(what, path)
        if error is not None:
            raise error
        yield
        self.done[what] += 1
        self.after(what, path)


class BlindSide(PassingSide):
    """Cannot read some paths; what is below them is not seen."""

    def __init__(self, side: LocalSide, *paths: RelPath) -> None:
        super().__init__(side)
        self.paths = paths

    def scan(self, previous: Listing | None, dirty: Collection[RelPath] | None, rules: Rules = NO_RULES) -> Listing:
        """Leave out what cannot be read, and say so."""
        seen = super().scan(None, None, rules)
        entries = {
            at: entry for at, entry in seen.entries.items() if not any(is_under(at, path) for path in self.paths)
        }
        unknown = {path: Unknown(path, "unreadable") for path in self.paths if path in seen.entries}
        return replace(seen, entries=entries, unknown={**seen.unknown, **unknown})


class LimitedSide(PassingSide):
    """Has other traits."""

    def __init__(self, side: LocalSide, traits: VolumeTraits) -> None:
        super().__init__(side)
        self._traits = traits

    @property
    def traits(self) -> VolumeTraits:
        """What was said."""
        return self._traits


class _SpellingSide(PassingSide):
    """Finds or gives names by a spelling of its own: ``_there`` for what is there, ``_free`` for what is to be made."""

    def _there(self, path: RelPath) -> RelPath:
        return path

    def _free(self, path: RelPath, but: RelPath | None = None) -> RelPath:
        return path

    def make_folder(self, path: RelPath) -> Fingerprint:
        """Under its spelling."""
        return super().make_folder(self._free(path))

    def move(self, source: RelPath, target: RelPath, expected: Fingerprint) -> Fingerprint:
        """Between spellings; a name may change into another spelling of itself."""
        there = self._there(source)
        return super().move(there, self._free(target, but=there), expected)

    def step_aside(self, path: RelPath, node: NodeId, expected: Fingerprint) -> None:
        """By its spelling."""
        super().step_aside(self._there(path), node, expected)

    def step_back(self, node: NodeId, target: RelPath, expected: Fingerprint | None) -> Fingerprint:
        """Under its spelling."""
        return super().step_back(node, self._free(target), expected)

    def place(self, staged: StagedFile, path: RelPath, expected: Fingerprint | None) -> Fingerprint:
        """Under its spelling."""
        return super().place(staged, self._there(path) if expected else self._free(path), expected)

    def set_executable(self, path: RelPath, executable: bool, expected: Fingerprint) -> Fingerprint:
        """By its spelling."""
        return super().set_executable(self._there(path), executable, expected)

    def discard(self, path: RelPath, kind: Kind, expected: Fingerprint, junk: Collection[str] = ()) -> None:
        """By its spelling."""
        super().discard(self._there(path), kind, expected, junk)


class FoldingSide(_SpellingSide):
    """Does not tell upper from lower case, as APFS and NTFS mostly do not; shows names as they were given."""

    def __init__(self, side: LocalSide, root: Path) -> None:
        super().__init__(side)
        self._root = root

    @property
    def traits(self) -> VolumeTraits:
        """Not case-sensitive."""
        return replace(super().traits, case_sensitive=False)

    def _twin(self, path: RelPath) -> str | None:
        """Return how the name is spelled that the volume takes for the last one of path; its folder is spelled right."""
        folder = self._root / parent_of(path)
        names = [one.name for one in folder.iterdir()] if folder.is_dir() else []
        return next((name for name in sorted(names) if _folded(name) == _folded(name_of(path))), None)

    def _there(self, path: RelPath) -> RelPath:
        if not path:
            return path
        spelled = join(self._there(parent_of(path)), name_of(path))
        return join(parent_of(spelled), self._twin(spelled) or name_of(spelled))

    def _free(self, path: RelPath, but: RelPath | None = None) -> RelPath:
        spelled = join(self._there(parent_of(path)), name_of(path))
        twin = self._twin(spelled)
        if twin is not None and join(parent_of(spelled), twin) != but:
            raise Stale("the name is taken", path=path)
        return spelled


class DecomposedSide(_SpellingSide):
    """Keeps every name in NFD, as HFS+ did."""

    def _there(self, path: RelPath) -> RelPath:
        return RelPath(unicodedata.normalize("NFD", path))

    def _free(self, path: RelPath, but: RelPath | None = None) -> RelPath:
        return self._there(path)


class FatSide(PassingSide):
    """Times in steps of two seconds, no executable bit, inodes that do not last."""

    def __init__(self, side: LocalSide, root: Path) -> None:
        super().__init__(side)
        self._root = root

    @property
    def traits(self) -> VolumeTraits:
        """As of FAT, but for the case of names."""
        return replace(super().traits, keeps_executable=False, stable_inodes=False)

    def scan(self, previous: Listing | None, dirty: Collection[RelPath] | None, rules: Rules = NO_RULES) -> Listing:
        """Show no executable bit."""
        seen = super().scan(None, None, rules)
        return replace(seen, entries={path: replace(entry, fingerprint=replace(entry.fingerprint, executable=False))
                                      for path, entry in seen.entries.items()})  # fmt: skip

    def place(self, staged: StagedFile, path: RelPath, expected: Fingerprint | None) -> Fingerprint:
        """Store the time as the volume can."""
        super().place(staged, path, expected)
        target = self._root / path
        step_ns = 2_000_000_000
        coarse = target.stat().st_mtime_ns // step_ns * step_ns
        os.utime(target, ns=(coarse, coarse))
        return fingerprint(target.stat(), keeps_executable=False)

    def set_executable(self, path: RelPath, executable: bool, expected: Fingerprint) -> Fingerprint:
        """Change nothing."""
        return expected


class PickySide(PassingSide):
    """Refuses names as Windows does."""

    def make_folder(self, path: RelPath) -> Fingerprint:
        """If the name may be."""
        return super().make_folder(_checked(path))

    def move(self, source: RelPath, target: RelPath, expected: Fingerprint) -> Fingerprint:
        """If the name may be."""
        return super().move(source, _checked(target), expected)

    def place(self, staged: StagedFile, path: RelPath, expected: Fingerprint | None) -> Fingerprint:
        """If the name may be."""
        return super().place(staged, _checked(path), expected)


def _checked(path: RelPath) -> RelPath:
    return check_target(path, case_sensitive=True, name_max_bytes=255, strips_dots=True, windows=True)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
