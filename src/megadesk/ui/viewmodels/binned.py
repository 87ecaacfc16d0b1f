"""What lies in the bins, here and in the cloud, as rows; and what would be gone for good, by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from megadesk.ipc import messages as m
from megadesk.ui.text import NOTHING, Size, Text, joined, plural, text, verbatim
from megadesk.ui.viewmodels.files import name_in
from megadesk.ui.viewmodels.rowlook import RowLook, kind_word
from megadesk.ui.viewmodels.when import ago, exactly, time_ms

NAMES_MAX = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class BinRow:
    """One entry: its id for the engine, how it looks, when it went exactly."""

    id: str
    look: RowLook
    tip: Text


def place_of(entry: m.BinEntry) -> Text:
    """Return where it was."""
    folder = entry.path.rpartition("/")[0]
    if entry.side == "cloud":
        return verbatim(folder or "/")
    pair = entry.pair or ""
    return verbatim(f"{pair}/{folder}" if folder else pair)


def bin_row(entry: m.BinEntry, now_ms: int) -> BinRow:
    """Return how an entry is shown."""
    when = time_ms(entry.removed) or None
    gone = ago(when, now_ms)
    is_cloud = entry.side == "cloud"
    where = text("Cloud bin") if is_cloud else text("Kept on this computer")
    look = RowLook(
        name=name_in(entry.path),
        kind=kind_word(entry.path, is_folder=entry.kind == "folder", is_link=entry.kind == "symlink"),
        below=joined(
            [
                text("from {place}", place=place_of(entry)),
                text("deleted {time}", time=gone) if gone else NOTHING,
                text("{size}", size=Size(entry.size)),
                where,
            ]
        ),
        mark="cloud" if is_cloud else "laptop",
    )
    return BinRow(id=entry.id, look=look, tip=exactly(when))


def shown_of(entries: Sequence[m.BinEntry], side: str, words: str) -> list[m.BinEntry]:
    """Return those of a side (all: empty) in whose path some words stand."""
    wanted = words.casefold()
    return [
        entry
        for entry in entries
        if (not side or entry.side == side) and (not wanted or wanted in entry.path.casefold())
    ]


def bin_line(entries: Sequence[m.BinEntry], *, has_more: bool) -> Text:
    """Return what stands below the title."""
    if not entries:
        return text("The bin is empty.")
    size = text("{size}", size=Size(sum(entry.size for entry in entries)))
    if has_more:
        return joined([text("The {n} most recently deleted items", n=len(entries)), size])
    return joined([plural("{n} deleted item", "{n} deleted items", len(entries)), size])


@dataclass(frozen=True, slots=True, kw_only=True)
class Doom:
    """What a person is asked before it is gone for good."""

    heading: Text
    sentence: Text
    names: tuple[Text, ...]
    more: Text


def doom(entries: Sequence[m.BinEntry], amount: m.Emptied | None = None, *, unnamed: int = 0) -> Doom:
    """Return the question; ``amount``: what the engine counted; ``unnamed``: how many more there are than are named."""
    count = len(entries) + unnamed
    size = amount.local_bytes + amount.cloud_bytes if amount else sum(entry.size for entry in entries)
    named = [joined([verbatim(name_in(entry.path)), place_of(entry)]) for entry in entries[:NAMES_MAX]]
    left = count - len(named)
    heading = (
        text("Permanently delete “{name}”?", name=name_in(entries[0].path))
        if count == 1 and entries
        else plural("Permanently delete {n} item?", "Permanently delete {n} items?", count)
    )
    return Doom(
        heading=heading,
        sentence=text("This frees {size}. It cannot be undone on any device.", size=Size(size)),
        names=tuple(named),
        more=plural("and {n} more", "and {n} more", left) if left else NOTHING,
    )
