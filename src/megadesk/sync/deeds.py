"""What commits did to the files of a space, as people see it: so many added here, one moved there.

    the nodes at a commit --Scene--> after the next one: each node that is another --> Done(deed, path)
    Done --parts--> one Part for each folder: how many of what, and a few by name       (kept, engine/activity)
    Parts of commits that belong together --lines--> Line

What is moved to the bin is removed, what comes back from it is added. A folder that is moved or removed is one node,
whatever is in it. What only got another date is nothing that people did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from megadesk.model.ids import NodeId
from megadesk.model.moment import Moment
from megadesk.model.relpath import CloudPath
from megadesk.model.tree import Node

EXAMPLES: Final = 5
"""So many are told by name: of each deed in a folder, and of a whole line."""

TOGETHER_MS: Final = 10_000
"""Commits of one device that are no further apart are one line. A first upload makes one every second or so."""

LINE_COMMITS: Final = 1000
"""So many commits make a line and no more: who reads on never waits for the end of a long one."""


class Deed(StrEnum):
    """What happened to a node; the value is public."""

    ADDED = "added"
    EDITED = "edited"
    MOVED = "moved"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One node that a commit changed. ``place``: where it is now, or was if it is removed; ``was``: before a move."""

    deed: Deed
    node: Node
    place: CloudPath
    was: CloudPath | None = None


class Scene:
    """The nodes of a space from commit to commit. ``then``: how they were; ``roots``: the ids of the areas' roots.

    above: the same of folders that something is in, if that is found out more easily.
    """

    def __init__(
        self, then: Callable[[NodeId], Node | None], roots: Mapping[NodeId, str],
        above: Callable[[NodeId], Node | None] | None = None,
    ) -> None:  # fmt: skip
        self._then = then
        self._above = then if above is None else above
        self._roots = roots
        self._changed: dict[NodeId, Node | None] = {}

    def follow(self, changes: Mapping[NodeId, Node | None]) -> list[Done]:
        """Go on by one commit: how its nodes are after it, None if not at all. Return what people would say it did."""
        before = {
            # What is made has nothing before it, and then nobody is asked, for that may be a long way.
            key: (None, None) if after is not None and after.version == 1 else (self._node(key), self._place(key))
            for key, after in changes.items()
            if key not in self._roots
        }
        self._changed.update(changes)
        return [done for key, (was, at) in before.items() if (done := _done(was, at, changes[key], self._place(key)))]

    def _node(self, key: NodeId) -> Node | None:
        return self._changed[key] if key in self._changed else self._then(key)

    def _place(self, key: NodeId) -> CloudPath | None:
        """Return where a node is; None if nowhere."""
        names: list[str] = []
        seen: set[NodeId] = set()
        while key not in self._roots:
            look = self._above if names else self._then
            node = self._changed[key] if key in self._changed else look(key)
            if node is None or key in seen:
                return None
            seen.add(key)
            names.append(node.name)
            key = node.parent
        return CloudPath(self._roots[key], tuple(reversed(names)))


def _done(before: Node | None, was: CloudPath | None, after: Node | None, now: CloudPath | None) -> Done | None:
    is_there, was_there = _is_in_use(now), _is_in_use(was)
    if after is not None and now is not None and is_there:
        if before is None or was is None or not was_there:
            return Done(deed=Deed.ADDED, node=after, place=now)
        is_moved = not before.same_place(after)
        if not before.same_content(after):
            return Done(deed=Deed.EDITED, node=after, place=now, was=was if is_moved else None)
        return Done(deed=Deed.MOVED, node=after, place=now, was=was) if is_moved else None
    if before is not None and was is not None and (was_there or after is None):
        return Done(deed=Deed.REMOVED, node=before, place=was)
    return None


def _is_in_use(place: CloudPath | None) -> bool:
    return place is not None and place.area != "bin"


# -- parts ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One node by its name."""

    path: str
    deed: Deed
    kind: str
    id: str
    was: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a commit did in one folder: files and links, and folders, by deed; and a few of each deed by name."""

    folder: str
    files: dict[Deed, int] = field(default_factory=dict)
    folders: dict[Deed, int] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()


def parts(done: Iterable[Done]) -> list[Part]:
    """Return what was done, folder by folder."""
    by_folder: dict[CloudPath, list[Done]] = {}
    for one in done:
        by_folder.setdefault(one.place.parent, []).append(one)
    return [_part(str(folder), inside) for folder, inside in by_folder.items()]


def _part(folder: str, done: Sequence[Done]) -> Part:
    files, folders, named = Counter[Deed](), Counter[Deed](), Counter[Deed]()
    examples: list[Example] = []
    # Files first: they are what people look for.
    for one in sorted(done, key=lambda one: one.node.is_folder):
        (folders if one.node.is_folder else files)[one.deed] += 1
        named[one.deed] += 1
        if named[one.deed] <= EXAMPLES:
            examples.append(
                Example(
                    path=str(one.place), deed=one.deed, kind=one.node.kind.name.lower(), id=one.node.id.hex(),
                    was="" if one.was is None else str(one.was),
                )
            )  # fmt: skip
    return Part(folder=folder, files=dict(files), folders=dict(folders), examples=tuple(examples))


def only(parts: Iterable[Part], *, folder: str = "", deed: str = "") -> list[Part]:
    """Return what of the parts is in a folder (or is that folder, if it is told by name), and of one deed."""
    found: list[Part] = []
    for part in parts:
        inside = part if not folder or is_below(part.folder, folder) else _named(part, folder)
        if deed and inside is not None:
            inside = _of_deed(inside, deed)
        if inside is not None and (inside.files or inside.folders):
            found.append(inside)
    return found


def is_below(path: str, folder: str) -> bool:
    """Whether a place of the cloud is a folder or below it; the root of an area ends in a slash, others do not."""
    return path == folder or path.startswith(folder if folder.endswith("/") else f"{folder}/")


def _named(part: Part, path: str) -> Part | None:
    """Return what of a part is about one node that it names."""
    examples = tuple(one for one in part.examples if path in {one.path, one.was})
    files = Counter(one.deed for one in examples if one.kind != "folder")
    folders = Counter(one.deed for one in examples if one.kind == "folder")
    return Part(folder=part.folder, files=dict(files), folders=dict(folders), examples=examples) if examples else None


def _of_deed(part: Part, deed: str) -> Part:
    return Part(
        folder=part.folder,
        files={one: count for one, count in part.files.items() if one == deed},
        folders={one: count for one, count in part.folders.items() if one == deed},
        examples=tuple(one for one in part.examples if one.deed == deed),
    )


# -- lines ------------------------------------------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class Line:
    """Commits of one device that belong together; ``first`` is the oldest. ``folder``: None if they have none in common."""

    first: Moment
    last: Moment
    folder: str | None
    files: Counter[Deed]
    folders: Counter[Deed]
    examples: list[Example]
    commits: int = 1

    def takes(self, moment: Moment, folder: str | None) -> bool:
        """Whether an earlier commit belongs to this line: its neighbour, of the same device, in the same folder."""
        is_near = abs(self.first.time_ms - moment.time_ms) <= TOGETHER_MS and self.commits < LINE_COMMITS
        if moment.device != self.first.device or not is_near:
            return False
        if self.folder is None or folder is None:
            return self.folder is folder
        # The root of an area has everything in it, and says of nothing that it belongs together.
        return self.folder == folder or not (common([self.folder, folder]) or "/").endswith("/")

    def add(self, moment: Moment, parts: Sequence[Part]) -> None:
        """Take in an earlier commit."""
        self.first = moment
        self.commits += 1
        self.folder = common([one for one in (self.folder, *(part.folder for part in parts)) if one is not None])
        for part in parts:
            self.files.update(part.files)
            self.folders.update(part.folders)
            self.examples += part.examples[: EXAMPLES - len(self.examples)]


def line(moment: Moment, parts: Sequence[Part]) -> Line:
    """Return the line of one commit."""
    made = Line(
        first=moment, last=moment, folder=common([part.folder for part in parts]), files=Counter(), folders=Counter(),
        examples=[], commits=0,
    )  # fmt: skip
    made.add(moment, parts)
    return made


def lines(commits: Iterable[tuple[Moment, Sequence[Part]]]) -> Iterator[Line]:
    """Yield the lines of commits, which come the newest first; those that did nothing for people are passed over."""
    now: Line | None = None
    for moment, done in commits:
        if not done:
            continue
        if now is not None and now.takes(moment, common([part.folder for part in done])):
            now.add(moment, done)
            continue
        if now is not None:
            yield now
        now = line(moment, done)
    if now is not None:
        yield now


def common(folders: Sequence[str]) -> str | None:
    """Return the deepest folder that all of these are in; None if they are in several areas."""
    area, _, first = folders[0].partition("/")
    shared = first.split("/") if first else []
    for folder in folders[1:]:
        other_area, _, other = folder.partition("/")
        if other_area != area:
            return None
        names = other.split("/")
        n_same = next((at for at, pair in enumerate(zip(shared, names, strict=False)) if pair[0] != pair[1]), None)
        shared = shared[: min(len(shared), len(names)) if n_same is None else n_same]
    return f"{area}/{'/'.join(shared)}"
