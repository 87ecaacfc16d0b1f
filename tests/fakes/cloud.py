"""A small cloud behind a FakeLink: folders and files that are listed, found, made, moved, removed and read, as the engine does.

cloud = FakeCloud(desk.link)      everybody's files (FILES)        cloud.entries["/a.txt"]       what is where
cloud.contents = b"..."           what every file has in it
"""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from fakes.desk import NOW_MS, FakeLink
from megadesk.engine.clock import rfc3339
from megadesk.ipc import messages as m
from megadesk.model.errors import AlreadyExists, MegadeskError, NotFound
from megadesk.ui.viewmodels.places import child_of, is_within, name_of, parent_of
from megadesk.ui.viewmodels.when import DAY_MS, HOUR_MS, MINUTE_MS

HERE = "/home/anna/megadesk"


def entry(path: str, size: int = 0, age_ms: int = DAY_MS, *, kind: str = "", **changed: Any) -> m.CloudEntry:
    """Return one node; a folder if its name has no dot."""
    name = name_of(path)
    made = m.CloudEntry(
        path=path, kind=kind or ("file" if "." in name else "folder"), size=size, mtime=rfc3339(NOW_MS - age_ms),
        id=f"{abs(hash(path)) % (1 << 64):016x}", version=1, device="Anna's laptop", state="synced", local=HERE + path,
    )  # fmt: skip
    return replace(made, **changed)


FILES = (
    entry("/Documents"),
    entry("/Documents/Invoices", age_ms=40 * DAY_MS),
    entry("/Documents/Letters", age_ms=3 * DAY_MS),
    entry("/Documents/minutes.txt", 2_412, 3 * HOUR_MS),
    entry("/Music", device="", state="cloud", local=""),
    entry("/Music/long song.mp3", 8_412_331, 500 * DAY_MS, device="NAS", state="cloud", local=""),
    entry("/Photos"),
    entry("/Photos/2025", age_ms=320 * DAY_MS),
    entry("/Photos/2026", age_ms=2 * HOUR_MS),
    entry("/Photos/2026/harbour at dawn.jpg", 3_412_998, 20 * MINUTE_MS),
    entry("/Projects", state="waiting"),
    entry("/backup of the old disk.tar.gz", 48_318_382_080, 90 * DAY_MS, device="NAS", state="cloud", local=""),
    entry("/budget 2026.xlsx", 48_233, 26 * HOUR_MS, state="waiting"),
    entry("/holiday video.mp4", 1_288_490_188, 5 * DAY_MS, device="Ben's phone", state="held"),
    entry("/notes.md", 5_120, 4 * MINUTE_MS),
)


class FakeCloud:
    """Answers for the files of a link."""

    def __init__(self, link: FakeLink, files: tuple[m.CloudEntry, ...] = FILES) -> None:
        self.entries: dict[str, m.CloudEntry] = {one.path: one for one in files}
        self.binned: dict[str, m.CloudEntry] = {}
        self.contents = b"hello\n"
        self.page = 10_000
        link.answer(m.LIST_FILES, self.list)
        link.answer(m.FIND_FILES, self._find)
        link.answer(m.MAKE_FOLDER, self._make)
        link.answer(m.MOVE_FILES, self._move)
        link.answer(m.REMOVE_FILES, self._remove)
        link.answer(m.RESTORE_BIN, self._bring_back)
        link.answer(m.STAT_FILE, self._stat)
        link.answer(m.CAT_FILE, lambda body: [m.Chunk(data=self.contents[: body.max_bytes]), m.Nothing()])
        link.answer(m.LIST_VERSIONS, self._versions)
        link.answer(m.RESTORE_VERSION, _restored)

    def names(self, folder: str) -> list[str]:
        """Return the names of what is in a folder."""
        return [name_of(one.path) for one in self._in(folder)]

    def _in(self, folder: str) -> list[m.CloudEntry]:
        return sorted(
            (one for path, one in self.entries.items() if path != "/" and parent_of(path) == folder),
            key=lambda one: one.path,
        )

    def list(self, body: m.List) -> m.CloudEntries | MegadeskError:
        """Return a page of a folder."""
        if body.path != "/" and body.path not in self.entries:
            return NotFound(what="path", path=body.path)
        found = [one for one in self._in(body.path) if one.path > body.after]
        limit = min(body.limit, self.page)
        return m.CloudEntries(entries=found[:limit], more=len(found) > limit)

    def _find(self, body: m.FindFiles) -> m.CloudEntries:
        found = sorted(
            (
                one
                for path, one in self.entries.items()
                if is_within(path, body.path) and body.text.casefold() in name_of(path).casefold() and path > body.after
            ),
            key=lambda one: one.path,
        )
        return m.CloudEntries(entries=found[: body.limit], more=len(found) > body.limit)

    def _make(self, body: m.MakeFolder) -> m.CloudEntry | MegadeskError:
        if body.path in self.entries:
            return AlreadyExists(what="path", path=body.path)
        self.entries[body.path] = entry(body.path, age_ms=0, kind="folder")
        return self.entries[body.path]

    def _move(self, body: m.Move) -> m.CloudEntries | MegadeskError:
        there = self.entries.get(body.target)
        into = body.target == "/" or (not body.exact and there is not None and there.kind == "folder")
        moved = []
        for source in body.sources:
            to = child_of(body.target, name_of(source)) if into else body.target
            if to in self.entries and to != source:
                return AlreadyExists(what="path", path=to)
            for path in [path for path in self.entries if is_within(path, source)]:
                one = self.entries.pop(path)
                self.entries[to + path[len(source) :]] = replace(one, path=to + path[len(source) :])
            moved.append(self.entries[to])
        return m.CloudEntries(entries=moved)

    def _remove(self, body: m.Remove) -> m.Nothing | MegadeskError:
        for named in body.paths:
            if named not in self.entries:
                return NotFound(what="path", path=named)
            self.binned[self.entries[named].id] = self.entries[named]
            for path in [path for path in self.entries if is_within(path, named)]:
                del self.entries[path]
        return m.Nothing()

    def _bring_back(self, body: m.BinRestore) -> m.Restored | MegadeskError:
        back = []
        for wanted in body.ids:
            if wanted not in self.binned:
                return NotFound(what="bin_entry", value=wanted)
            one = self.binned.pop(wanted)
            self.entries[one.path] = one
            back.append(m.BinRestored(id=wanted, side="cloud", path=one.path, pair=None, renamed=False))
        return m.Restored(entries=back)

    def _stat(self, body: m.CloudPathBody) -> m.CloudStat | MegadeskError:
        one = self.entries.get(body.path)
        if one is None:
            return NotFound(what="path", path=body.path)
        return m.CloudStat(
            path=one.path, id=one.id, kind=one.kind, size=one.size, mtime=one.mtime, version=one.version,
            device=one.device or None, state=one.state, local=one.local, pair="p1" if one.local else "",
            versions=0 if one.kind == "folder" else 4,
            said=[m.Said(code="file_busy", arguments={})] if one.state == "held" else [],
        )  # fmt: skip

    def _versions(self, body: m.VersionsOf) -> m.VersionEntries:
        size = len(self.contents)
        found = [
            _version(7, 20 * MINUTE_MS, size, "Anna's laptop", current=True),
            _version(5, 26 * HOUR_MS, size, "Ben's phone"),
            _version(3, 4 * DAY_MS, size, "Anna's laptop"),
            _version(1, 90 * DAY_MS, size, "NAS", confirmed=False),
        ]
        page = found[body.after : body.after + body.limit]
        return m.VersionEntries(
            path=body.path, versions=page, total=len(found), more=body.after + len(page) < len(found)
        )


def _version(
    number: int, age_ms: int, size: int, device: str, *, current: bool = False, confirmed: bool = True
) -> m.VersionEntry:
    return m.VersionEntry(
        version=number, time=rfc3339(NOW_MS - age_ms), size=size, device=device, current=current, seq=number * 10,
        path="x", confirmed=confirmed,
    )  # fmt: skip


def _restored(body: m.RestoreVersion) -> m.VersionRestored:
    moment = m.MomentInfo(seq=1, time=rfc3339(NOW_MS), device="Anna's laptop", changes=1)
    return m.VersionRestored(path=body.to or body.path, version=8, size=1, changed=True, before=moment)
