"""Entries of the cloud as a list shows them: state, size, time, order, and what is said of one, of a choice, of a folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from megadesk.ipc import messages as m
from megadesk.model.reasons import ReasonKind, reason_of
from megadesk.ui.text import NOTHING, Day, Size, Text, joined, plural, text, verbatim
from megadesk.ui.viewmodels.rowlook import kind_word
from megadesk.ui.viewmodels.when import DAY_MS, ago, time_ms

Key: TypeAlias = str | int

FAR_MS: Final = 300 * DAY_MS
"""From here on the year has to be said."""

COLUMNS: Final = ("name", "size", "changed", "device", "state")


@dataclass(frozen=True, slots=True, kw_only=True)
class StateLook:
    """How an entry stands: a shape, a tone, and words. rank: in the order of what a person should look at first."""

    icon: str
    tone: str
    words: Text
    rank: int


_SYNCED: Final = StateLook(icon="circle-check", tone="ok", words=text("Synced"), rank=8)
_CLOUD: Final = StateLook(icon="cloud", tone="muted", words=text("In the cloud"), rank=9)
_BINNED: Final = StateLook(icon="trash-2", tone="muted", words=text("In the bin"), rank=9)
_BY_CODE: Final = {
    "synced": _SYNCED,
    "cloud": _CLOUD,
    "binned": _BINNED,
    "uploading": StateLook(icon="circle-arrow-up", tone="accent", words=text("Uploading"), rank=3),
    "downloading": StateLook(icon="circle-arrow-down", tone="accent", words=text("Downloading"), rank=3),
    "conflict": StateLook(icon="git-compare", tone="warn", words=text("Conflict"), rank=0),
}
_BY_KIND: Final = {
    ReasonKind.ASKED: StateLook(icon="circle-help", tone="warn", words=text("Needs your decision"), rank=0),
    ReasonKind.FAILED: StateLook(icon="circle-alert", tone="error", words=text("Failed"), rank=1),
    ReasonKind.HELD: StateLook(icon="triangle-alert", tone="warn", words=text("Cannot sync"), rank=2),
    ReasonKind.WAITING: StateLook(icon="hourglass", tone="accent", words=text("Waiting"), rank=4),
    ReasonKind.SKIPPED: StateLook(icon="circle-minus", tone="muted", words=text("Skipped"), rank=6),
    ReasonKind.IGNORED: StateLook(icon="ban", tone="muted", words=text("Ignored"), rank=7),
    ReasonKind.SYNCED: _SYNCED,
}


def state_look(state: str) -> StateLook:
    """Return how an entry of that state looks; ``state``: of CloudEntry."""
    return _BY_CODE.get(state) or _BY_KIND[reason_of(state).kind]


def column_samples() -> dict[str, list[Text]]:
    """Return the longest words that stand in a column, for those whose width they say."""
    looks = [*_BY_CODE.values(), *_BY_KIND.values()]
    return {"size": [text("{size}", size=Size(1020))], "state": [look.words for look in looks]}


def is_folder(entry: m.CloudEntry) -> bool:
    """Return whether it is one."""
    return entry.kind == "folder"


def name_in(path: str) -> str:
    """Return the last name of a path, quickly: for lists of many."""
    return path[path.rfind("/") + 1 :]


def kind_of_entry(entry: m.CloudEntry) -> str:
    """Return the kind of its tile."""
    return kind_word(name_in(entry.path), is_folder=is_folder(entry), is_link=entry.kind == "symlink")


def kind_words(entry: m.CloudEntry) -> Text:
    """Return what it is, for people."""
    match kind_of_entry(entry):
        case "folder":
            return text("Folder")
        case "image":
            return text("Picture")
        case "video":
            return text("Video")
        case "audio":
            return text("Audio")
        case "document":
            return text("Document")
        case "archive":
            return text("Archive")
        case _:
            return text("Link") if entry.kind == "symlink" else text("File")


def size_words(entry: m.CloudEntry) -> Text:
    """Return its size; nothing for a folder."""
    return NOTHING if is_folder(entry) else text("{size}", size=Size(entry.size))


def changed_ms(entry: m.CloudEntry) -> int | None:
    """Return when it was changed; None if nobody said (the engine writes the year 1970 then)."""
    return time_ms(entry.mtime) or None


def changed_words(entry: m.CloudEntry, now_ms: int) -> Text:
    """Return when it was changed, short enough for a column."""
    when = changed_ms(entry)
    if when is not None and now_ms - when >= FAR_MS:
        return text("{day}", day=Day(when, short=True, year=True))
    return ago(when, now_ms)


def spoken(entry: m.CloudEntry, now_ms: int) -> Text:
    """Return one sentence for a screen reader."""
    changed = changed_words(entry, now_ms)
    facts = [kind_words(entry), size_words(entry), text("changed {time}", time=changed) if changed else NOTHING]
    return joined([verbatim(name_in(entry.path)), *facts, state_look(entry.state).words], ", ")


# -- order ----------------------------------------------------------------------------------------------------------

_DIGITS: Final = re.compile(r"\d+")


def name_key(name: str) -> str:
    """Return what names are compared by: letters without their case, numbers by their value."""
    folded = name.casefold()
    return _DIGITS.sub(lambda found: found.group().zfill(12), folded) if _DIGITS.search(folded) else folded


def keys_for(column: str, entries: Sequence[m.CloudEntry], names: Sequence[str]) -> Callable[[int], tuple[Key, str]]:
    """Return the key to sort entries by, from their place in the list; equal ones by their name."""
    match column:
        case "size":
            return lambda at: (entries[at].size, names[at])
        case "changed":
            return lambda at: (entries[at].mtime, names[at])
        case "device":
            return lambda at: (entries[at].device.casefold(), names[at])
        case "state":
            return lambda at: (state_look(entries[at].state).rank, names[at])
        case _:
            return lambda at: (0, names[at])


def ordered(entries: Sequence[m.CloudEntry], names: Sequence[str], column: str, *, is_descending: bool) -> list[int]:
    """Return the places of entries in the order of a column, folders first whichever way."""
    folders = [at for at, entry in enumerate(entries) if entry.kind == "folder"]
    files = [at for at, entry in enumerate(entries) if entry.kind != "folder"]
    if column == "name":
        for part in (folders, files):
            part.sort(key=names.__getitem__, reverse=is_descending)
        return folders + files
    key = keys_for(column, entries, names)
    for part in (folders, files):
        part.sort(key=key, reverse=is_descending)
    return folders + files


# -- what is said of many -------------------------------------------------------------------------------------------


def summary(entries: Sequence[m.CloudEntry]) -> Text:
    """Return how much is in a folder: “3 folders · 12 files · 4 MiB”."""
    folders = sum(entry.kind == "folder" for entry in entries)
    files = len(entries) - folders
    size = sum(entry.size for entry in entries if entry.kind != "folder")
    return joined(
        [
            plural("{n} folder", "{n} folders", folders) if folders else NOTHING,
            plural("{n} file", "{n} files", files) if files else NOTHING,
            text("{size}", size=Size(size)) if files else NOTHING,
        ]
    )


def context_line(entries: Sequence[m.CloudEntry], *, is_reading: bool) -> Text:
    """Return what stands below the title: how much there is, and what of it needs a look."""
    if not entries:
        return text("Loading…") if is_reading else text("This folder is empty.")
    doubtful = sum(state_look(entry.state).rank <= 2 for entry in entries)
    problems = plural("{n} needs attention", "{n} need attention", doubtful) if doubtful else NOTHING
    return joined([summary(entries), problems, text("still loading") if is_reading else NOTHING])


def found_line(count: int, words: str, *, is_reading: bool, has_more: bool) -> Text:
    """Return what stands below the title of a search."""
    if is_reading:
        return text("Searching for “{words}”…", words=words)
    if has_more:
        return text("First {n} names that contain “{words}”", n=count, words=words)
    return plural("{n} name contains “{words}”", "{n} names contain “{words}”", count, words=words)


def chosen_line(entries: Sequence[m.CloudEntry]) -> Text:
    """Return what is said of a choice."""
    if not entries:
        return NOTHING
    return joined([plural("{n} selected", "{n} selected", len(entries)), _size_of(entries)])


def drop_line(folder: str, *, is_ours: bool) -> Text:
    """Return what letting go would do, while something is held over a folder: of ours it is moved, of others uploaded."""
    name = verbatim(name_in(folder)) if folder != "/" else text("Cloud drive")
    if is_ours:
        return text("Drop to move to “{folder}”", folder=name)
    return text("Drop to upload to “{folder}”", folder=name)


def _size_of(entries: Sequence[m.CloudEntry]) -> Text:
    files = [entry for entry in entries if not is_folder(entry)]
    return text("{size}", size=Size(sum(entry.size for entry in files))) if files else NOTHING


def named(entries: Sequence[m.CloudEntry]) -> Text:
    """Return what entries are called: the name of one, the count of many."""
    if len(entries) == 1:
        return verbatim(name_in(entries[0].path))
    if all(is_folder(entry) for entry in entries):
        return plural("{n} folder", "{n} folders", len(entries))
    if not any(is_folder(entry) for entry in entries):
        return plural("{n} file", "{n} files", len(entries))
    return plural("{n} item", "{n} items", len(entries))
