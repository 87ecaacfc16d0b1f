"""What was done in the cloud, as lines by day: “214 files were added in Photos”, on which device, and where it leads.

ActivityLine --shown--> ActivityShow        lines --by_day--> Heads and lines, in order        page + before --merged--> lines
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from megadesk.ipc import messages as m
from megadesk.ui.text import NOTHING, Clock, Day, Text, joined, plural, text, verbatim
from megadesk.ui.viewmodels.rowlook import kind_word
from megadesk.ui.viewmodels.when import ago, exactly, time_ms

NAMED_MAX = 3
KINDS = ("added", "edited", "moved", "removed")
MARKS = {
    "added": ("plus", "ok"),
    "edited": ("pencil", "accent"),
    "moved": ("move", "accent"),
    "removed": ("trash-2", "muted"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which of it a person wants to see; empty: all. path: a folder of the cloud."""

    device: str = ""
    path: str = ""
    kind: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether something is left out."""
        return bool(self.device or self.path or self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityShow:
    """One line. path: of the one file or the folder it is about, if it is there now; is_file: whether that is a file.

    kind: of its tile; seq: the last commit of it.
    """

    title: Text
    below: Text
    kind: str
    mark: str
    mark_tone: str
    device: Text
    time: Text
    exact: Text
    spoken: Text
    path: str
    is_file: bool
    seq: int


KIND_WORDS = {
    "": text("All", note="activity"),
    "added": text("Added"),
    "edited": text("Changed"),
    "moved": text("Moved"),
    "removed": text("Deleted"),
}


def shown(line: m.ActivityLine) -> ActivityShow:
    """Return one line."""
    deeds = [deed for deed in KINDS if line.counts.get(deed) or line.folders.get(deed)]
    mark, tone = MARKS[deeds[0]] if len(deeds) == 1 else ("", "muted")
    one = line.examples[0] if line.total == 1 and line.examples else None
    moment = time_ms(line.time) or 0
    title = _title_of_one(one) if one is not None else _title(line, deeds)
    below = _below_one(one) if one is not None else _below(line, deeds)
    device = text("{device} (this computer)", device=line.device) if line.here else verbatim(line.device)
    path, is_file = _leads_to(line, one)
    clock = text("{time}", time=Clock(moment))
    return ActivityShow(
        title=title,
        below=below,
        kind=_kind(line, one),
        mark=mark,
        mark_tone=tone,
        device=device,
        time=clock,
        exact=exactly(moment),
        spoken=joined([title, below, device, exactly(moment)], ", "),
        path=path,
        is_file=is_file,
        seq=line.last_seq,
    )


def _title_of_one(one: m.ActivityExample) -> Text:
    """Return what happened to the one node of a line."""
    name = _name(one.path)
    match one.change:
        case "added":
            return text("{name} was added", name=name)
        case "edited":
            return text("{name} was changed", name=name)
        case "removed":
            return text("{name} was deleted", name=name)
        case _ if _parent(one.path) == _parent(one.was):
            return text("{was} was renamed to {name}", was=_name(one.was), name=name)
        case _:
            return text("{name} was moved to {folder}", name=name, folder=_folder(_parent(one.path)))


def _title(line: m.ActivityLine, deeds: Sequence[str]) -> Text:
    """Return how much of what was done where: of files, if there are any, else of folders."""
    where, files, folders = _folder(line.folder), sum(line.counts.values()), sum(line.folders.values())
    if len(deeds) != 1:
        return plural("{n} change in {folder}", "{n} changes in {folder}", line.total, folder=where)
    count = files or folders
    match deeds[0], bool(files):
        case "added", True:
            return plural("{n} file was added in {folder}", "{n} files were added in {folder}", count, folder=where)
        case "edited", True:
            return plural("{n} file was changed in {folder}", "{n} files were changed in {folder}", count, folder=where)
        case "moved", True:
            return plural("{n} file was moved in {folder}", "{n} files were moved in {folder}", count, folder=where)
        case "removed", True:
            return plural("{n} file was deleted from {folder}", "{n} files were deleted from {folder}", count, folder=where)  # fmt: skip
        case "added", False:
            return plural("{n} folder was added in {folder}", "{n} folders were added in {folder}", count, folder=where)
        case "moved", False:
            return plural("{n} folder was moved in {folder}", "{n} folders were moved in {folder}", count, folder=where)
        case "removed", False:
            return plural("{n} folder was deleted from {folder}", "{n} folders were deleted from {folder}", count, folder=where)  # fmt: skip
        case _:
            return plural("{n} folder was changed in {folder}", "{n} folders were changed in {folder}", count, folder=where)  # fmt: skip


def _below_one(one: m.ActivityExample) -> Text:
    if one.change == "moved":
        return text("Before: {path}", path=one.was)
    return verbatim(_parent(one.path) or "/")


def _below(line: m.ActivityLine, deeds: Sequence[str]) -> Text:
    """Return some by name; of several deeds first how many of each."""
    named = line.examples[:NAMED_MAX]
    names, more = ", ".join(_name(example.path) for example in named), line.total - len(named)
    told = plural("{names} and {n} more", "{names} and {n} more", more, names=names) if more > 0 else verbatim(names)
    if len(deeds) < 2:
        folders = sum(line.folders.values()) if line.counts else 0
        return joined([told, plural("{n} folder too", "{n} folders too", folders) if folders else NOTHING])
    counts = {deed: line.counts.get(deed, 0) + line.folders.get(deed, 0) for deed in deeds}
    said = {
        "added": plural("{n} added", "{n} added", counts.get("added", 0)),
        "edited": plural("{n} changed", "{n} changed", counts.get("edited", 0)),
        "moved": plural("{n} moved", "{n} moved", counts.get("moved", 0)),
        "removed": plural("{n} deleted", "{n} deleted", counts.get("removed", 0)),
    }
    return joined([*(said[deed] for deed in deeds), told])


def _kind(line: m.ActivityLine, one: m.ActivityExample | None) -> str:
    """Return the kind of its tile: that of all its examples if they are of one."""
    examples = [one] if one is not None else line.examples
    kinds = {kind_word(_name(each.path), is_folder=each.kind == "folder") for each in examples}
    return kinds.pop() if len(kinds) == 1 else "folder"


def _leads_to(line: m.ActivityLine, one: m.ActivityExample | None) -> tuple[str, bool]:
    if one is not None and one.change != "removed":
        return one.path, one.kind == "file"
    if one is not None:
        return "", False
    is_gone = not any(line.counts.get(deed) or line.folders.get(deed) for deed in ("added", "edited", "moved"))
    return ("" if is_gone else line.folder or "/"), False


def _name(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def _parent(path: str) -> str:
    return path.rstrip("/").rpartition("/")[0]


def _folder(path: str) -> Text:
    """Return what a folder is called; the topmost has no name of its own."""
    name = _name(path)
    return verbatim(name) if name else text("your cloud drive")


# -- the stream -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Head:
    """The title of a day."""

    words: Text


def by_day(lines: Sequence[m.ActivityLine], day_of: Callable[[int], int], now_ms: int) -> list[Head | m.ActivityLine]:
    """Return lines with the title of each day above them. ``day_of``: the number of the day that a time is in, here."""
    found: list[Head | m.ActivityLine] = []
    today, last = day_of(now_ms), None
    for line in lines:
        moment = time_ms(line.time) or 0
        day = day_of(moment)
        if day != last:
            last = day
            found.append(Head(_day_words(moment, today - day)))
        found.append(line)
    return found


def _day_words(moment: int, days_ago: int) -> Text:
    if days_ago == 0:
        return text("Today")
    if days_ago == 1:
        return text("Yesterday")
    return text("{day}", day=Day(moment))


def merged(page: m.ActivityPage, before: Sequence[m.ActivityLine]) -> tuple[list[m.ActivityLine], bool]:
    """Return the newest page with what was known before below it, and whether they meet: else something is between."""
    if not page.lines or not page.next_seq:
        return list(page.lines), False
    oldest = page.lines[-1].first_seq
    older = [line for line in before if line.last_seq < oldest]
    meets = any(line.last_seq >= oldest for line in before)
    return ([*page.lines, *older], True) if meets else (list(page.lines), False)


def context(lines: Sequence[m.ActivityLine], asked: Asked, now_ms: int) -> Text:
    """Return what was done last, or which of it is shown, for the head of the page."""
    if asked.is_narrowed:
        folder = text("in {folder}", folder=_folder(asked.path)) if asked.path else NOTHING
        device = text("on {device}", device=asked.device) if asked.device else NOTHING
        return joined([KIND_WORDS[asked.kind] if asked.kind else text("Everything"), folder, device])
    if not lines:
        return text("What changed in your cloud, when, and on which device.")
    newest = lines[0]
    return text("Last change {when} on {device}", when=ago(time_ms(newest.time), now_ms), device=newest.device)


def empty(asked: Asked) -> tuple[str, Text, Text, Text]:
    """Return what stands in an empty list: icon, heading, sentence and action."""
    if asked.is_narrowed:
        return (
            "search",
            text("No matches"),
            text("No matching activity in the time the server keeps."),
            text("Show all", note="activity"),
        )
    sentence = text("Files that are added, changed, moved or deleted on any of your devices appear here.")
    return "activity", text("No activity yet"), sentence, NOTHING
