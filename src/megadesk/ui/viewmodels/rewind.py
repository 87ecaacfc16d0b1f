"""What Rewind shows: what has become of each thing since, in a row and in a sentence; counts; what is chosen.

DiffEntry --difference--> Shown        PastEntry --past--> Shown        counts --chips--> Chip...
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from megadesk.ipc import messages as m
from megadesk.ui.text import NOTHING, Clock, Day, Exactly, Size, Text, joined, plural, text, verbatim
from megadesk.ui.viewmodels.moments import When, moment_ms
from megadesk.ui.viewmodels.timeline import devices_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One row. mark: an icon, with its tone: what has become of it, told by shape. speech: the row in one sentence."""

    name: str
    below: Text
    is_folder: bool
    is_link: bool
    mark: str
    tone: str
    speech: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One filter of KINDS, and how many it lets through."""

    word: str
    label: Text
    count: int


MARKS: Final = {
    "added": ("circle-plus", "ok"),
    "edited": ("pencil", "accent"),
    "moved": ("move", "muted"),
    "moved_edited": ("move", "accent"),
    "removed": ("trash-2", "error"),
}
"""Each change has a shape of its own: colour alone says nothing."""

KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "all": (),
    "removed": ("removed",),
    "edited": ("edited", "moved_edited"),
    "moved": ("moved", "moved_edited"),
    "added": ("added",),
}
"""The filters, and which kinds of change each lets through; none: all."""


def change_words(change: str) -> Text:
    """Return what has become of something, in a word or two."""
    match change:
        case "added":
            return text("Added since")
        case "edited":
            return text("Changed since")
        case "moved":
            return text("Moved since")
        case "moved_edited":
            return text("Moved and changed since")
        case "removed":
            return text("Deleted since")
        case _:
            return NOTHING


def difference(entry: m.DiffEntry) -> Shown:
    """Return one row of what differs from now."""
    is_folder = entry.kind == "folder"
    what = change_words(entry.change)
    below = joined([what, _where(entry), NOTHING if is_folder else _sizes(entry)])
    name = name_of(entry.path)
    mark, tone = MARKS.get(entry.change, ("", "muted"))
    return Shown(
        name=name, below=below, is_folder=is_folder, is_link=entry.kind == "symlink", mark=mark, tone=tone,
        speech=joined([verbatim(name), text("folder") if is_folder else NOTHING, below], ", "),
    )  # fmt: skip


def past(entry: m.PastEntry) -> Shown:
    """Return one row of the tree as it was."""
    is_folder = entry.kind == "folder"
    name = name_of(entry.path)
    mark, tone = MARKS.get(entry.since, ("", "muted"))
    size = NOTHING if is_folder else text("{size}", size=Size(entry.size))
    facts = [
        size,
        text("{when}", when=Exactly(moment_ms(entry.mtime))) if not is_folder and entry.mtime else NOTHING,
        change_words(entry.since),
    ]
    return Shown(
        name=name, below=size, is_folder=is_folder, is_link=entry.kind == "symlink", mark=mark, tone=tone,
        speech=joined([verbatim(name), text("folder") if is_folder else NOTHING, *facts], ", "),
    )  # fmt: skip


def _where(entry: m.DiffEntry) -> Text:
    folder = folder_of(entry.path)
    if entry.now is None or entry.now == entry.path:
        return in_words(folder)
    if folder_of(entry.now) == folder:
        return text("now called {name}", name=verbatim(name_of(entry.now)))
    return text("now {place}", place=in_words(folder_of(entry.now)))


def in_words(folder: str) -> Text:
    """Return where something is: in which folder, as people write it."""
    area, _, inside = folder.rpartition(":")
    if area == "bin":
        return text("in the bin")
    return text("in {folder}", folder=verbatim(inside.strip("/"))) if inside.strip("/") else text("at the top level")


def _sizes(entry: m.DiffEntry) -> Text:
    then, now = entry.size_then, entry.size_now
    if then is not None and now is not None and then != now:
        return text("{then} then, {now} now", then=Size(then), now=Size(now))
    size = then if then is not None else now
    return NOTHING if size is None else text("{size}", size=Size(size))


def chips(counts: Mapping[str, int]) -> list[Chip]:
    """Return the filters with their counts."""
    labels = {
        "all": text("All"),
        "removed": text("Deleted"),
        "edited": text("Changed"),
        "moved": text("Moved"),
        "added": text("Added"),
    }
    return [
        Chip(
            word=word,
            label=text(
                "{label} {n}", label=labels[word], n=sum(counts.get(kind, 0) for kind in kinds or tuple(counts))
            ),
            count=sum(counts.get(kind, 0) for kind in kinds or tuple(counts)),
        )
        for word, kinds in KINDS.items()
    ]


def page_context(moment: m.MomentInfo | None, when: When, total: int | None) -> Text:
    """Return the line below the title: which moment it is, and how much has changed since."""
    if moment is None:
        return text("Your files as they were at any time that is kept.")
    if when.is_now:
        return text("This is the present. Go back in time to see earlier states.")
    head = text("As of {when}", when=Exactly(when.time_ms or moment_ms(moment.time)))
    if total is None:
        return head
    if total == 0:
        return joined([head, text("nothing here has changed since")])
    return joined([head, plural("{n} change here since", "{n} changes here since", total)])


def moment_words(moment: m.MomentInfo) -> Text:
    """Return which change a moment is, in one line."""
    at = moment_ms(moment.time)
    by = devices_words([moment.device]) if moment.device else NOTHING
    words = joined([text("Last change before: {day}, {time}", day=Day(at, short=True), time=Clock(at)), by], " ")
    if not moment.disputed:
        return words
    return joined([words, text("A device had the wrong time: some earlier changes have later times.")])


# -- what is chosen -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Chosen:
    """What would be brought back. files, folders: how many of each. is_whole: all that is in one folder.

    added: how many were chosen that exist only now, of which there is nothing to bring back. unread: how many whose paths
    are not here yet.
    """

    paths: tuple[str, ...] = ()
    files: int = 0
    folders: int = 0
    is_whole: bool = False
    added: int = 0
    unread: int = 0

    @property
    def count(self) -> int:
        """How many items that is."""
        return len(self.paths) + self.unread

    def __bool__(self) -> bool:
        return self.count > 0


def whole(path: str) -> Chosen:
    """Return a whole folder as what is chosen."""
    return Chosen((path,), folders=1, is_whole=True)


def chosen_of(entries: Iterable[tuple[str, bool]], *, added: int = 0, unread: int = 0) -> Chosen:
    """Return what is chosen of rows (path, is a folder); what is in a chosen folder comes along with it."""
    every = dict(entries)
    roots = outermost(every)
    folders = sum(every[path] for path in roots)
    return Chosen(tuple(roots), len(roots) - folders, folders, added=added, unread=unread)


def outermost(paths: Iterable[str]) -> list[str]:
    """Return the paths that are in none of the others, in order."""
    found: list[str] = []
    for path in sorted(paths, key=lambda one: one.split("/")):
        if not found or not is_in(path, found[-1]):
            found.append(path)
    return found


def is_in(path: str, folder: str) -> bool:
    """Return whether something is in a folder, or is it."""
    return path == folder or path.startswith(folder if folder.endswith("/") else f"{folder}/")


def restore_label(chosen: Chosen) -> Text:
    """Return what the button says."""
    if not chosen:
        return text("Restore…")
    if chosen.is_whole:
        name = name_of(chosen.paths[0])
        return text("Restore this folder…") if name else text("Restore everything…")
    if chosen.unread or (chosen.files and chosen.folders):
        return plural("Restore {n} item…", "Restore {n} items…", chosen.count)
    if chosen.folders:
        return plural("Restore {n} folder…", "Restore {n} folders…", chosen.folders)
    return plural("Restore {n} file…", "Restore {n} files…", chosen.files)


def chosen_words(chosen: Chosen, *, is_now: bool = False) -> Text:
    """Return what is chosen, beside the button."""
    if is_now:
        return text("Go back in time to restore something.")
    if chosen.added and not chosen:
        return plural(
            "It was added later: there is no earlier state to restore.",
            "They were added later: there is no earlier state to restore.",
            chosen.added,
        )
    if not chosen:
        return text("Select what to restore, on the left or on the right.")
    if chosen.is_whole:
        name = name_of(chosen.paths[0])
        return text("All of “{name}” selected.", name=verbatim(name)) if name else text("Everything selected.")
    if chosen.count == 1 and chosen.paths:
        return text("“{name}” selected.", name=verbatim(name_of(chosen.paths[0])))
    return plural("{n} item selected.", "{n} items selected.", chosen.count)


# -- paths ----------------------------------------------------------------------------------------------------------


def name_of(path: str) -> str:
    """Return the name of what is at a path; of an area nothing."""
    return path.rstrip("/").rpartition("/")[2] if not path.endswith(":/") else ""


def folder_of(path: str) -> str:
    """Return the folder that something is in."""
    above, _, _ = path.rstrip("/").rpartition("/")
    return f"{above}/" if above == "" or above.endswith(":") else above


def steps_down(top: str, path: str) -> list[str]:
    """Return the folders from ``top`` to a path, each by its own path, both ends included."""
    found = [top]
    rest = path.removeprefix(top).strip("/")
    for name in rest.split("/") if rest else []:
        found.append(f"{found[-1].rstrip('/')}/{name}")
    return found


def place_title(path: str, backups: Sequence[tuple[str, Text]]) -> Text:
    """Return what the root of the tree is called: all files, or a backup by its title."""
    return dict(backups).get(path) or (text("All files") if path == "/" else verbatim(name_of(path) or path))
