"""The list of transfers as it is shown: its rows, its tabs and filters, what can be done, and what stands in an empty one.

TransferRow --shown--> TransferShow        Wanted --which_of--> WhichTransfers        rows --possible--> actions
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from megadesk.ipc import messages as m
from megadesk.model.filekind import FileKind
from megadesk.ui.text import NOTHING, Lasting, Percent, Size, Speed, Text, joined, plural, text, verbatim
from megadesk.ui.viewmodels.errors import said
from megadesk.ui.viewmodels.rowlook import RowLook
from megadesk.ui.viewmodels.when import ago, exactly, time_ms

OVER: Final = frozenset({"completed", "failed"})
WAITS: Final = frozenset({"queued", "retrying", "waiting", "paused"})
PLACED: Final = frozenset({"top", "up", "down", "bottom"})

Empty = tuple[str, Text, Text, Text]
"""Icon, heading, sentence and action of what stands in an empty list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a person wants to see. tab: all, down, up, completed or failed. kinds: of files; none: all. sort: "", name or size."""

    tab: str = "all"
    kinds: frozenset[str] = frozenset()
    text: str = ""
    sort: str = ""
    descending: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether a search or a kind leaves out some of the tab."""
        return bool(self.kinds or self.text)

    @property
    def is_queue(self) -> bool:
        """Whether the order that is shown is the one in which they are taken: then it can be changed by hand."""
        return not self.sort and self.tab not in OVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One tab: its word, what it is called, how many are in it."""

    word: str
    label: Text
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferShow:
    """One row. when: time left, or when it was over; exact: the same to the minute. spoken: all of it as one sentence."""

    look: RowLook
    size: Text
    speed: Text
    status: Text
    tone: str
    when: Text
    exact: Text
    spoken: Text
    whole: Text = field(default=NOTHING)
    """What there is to say about it, and where it is: for where the pointer rests."""


KIND_LABELS: Final = {
    FileKind.IMAGE: text("Pictures"),
    FileKind.VIDEO: text("Videos"),
    FileKind.AUDIO: text("Audio"),
    FileKind.DOCUMENT: text("Documents"),
    FileKind.ARCHIVE: text("Archives"),
    FileKind.OTHER: text("Other files"),
}


def which_of(wanted: Wanted) -> m.WhichTransfers:
    """Return what to ask the engine for."""
    tab = wanted.tab
    return m.WhichTransfers(
        states=[tab] if tab in OVER else [],
        directions=[tab] if tab in {"up", "down"} else [],
        kinds=sorted(wanted.kinds),
        text=wanted.text,
    )


def tabs(counts: Mapping[str, int], directions: Mapping[str, int]) -> list[Tab]:
    """Return the tabs with how many are in each."""
    return [
        Tab(word="all", label=text("All", note="transfers"), count=sum(directions.values())),
        Tab(word="down", label=text("Downloads"), count=directions.get("down", 0)),
        Tab(word="up", label=text("Uploads"), count=directions.get("up", 0)),
        Tab(word="completed", label=text("Completed"), count=counts.get("completed", 0)),
        Tab(word="failed", label=text("Failed"), count=counts.get("failed", 0)),
    ]


def tab_words(tab: Tab) -> Text:
    """Return what a tab says: its count only where there is one."""
    return text("{tab}  {n}", tab=tab.label, n=tab.count) if tab.count else tab.label


def context(status: m.TransferStatus) -> Text:
    """Return how all transfers stand, as one line."""
    if not (status.active or status.queued or status.paused):
        return text("No transfers running or waiting.")
    return joined(
        [
            plural("{n} running", "{n} running", status.active) if status.active else NOTHING,
            plural("{n} waiting", "{n} waiting", status.queued) if status.queued else NOTHING,
            plural("{n} paused", "{n} paused", status.paused) if status.paused else NOTHING,
            text("{speed} up", speed=Speed(status.up_bps)) if status.up_bps else NOTHING,
            text("{speed} down", speed=Speed(status.down_bps)) if status.down_bps else NOTHING,
            text("{time} left", time=Lasting(status.seconds_left)) if status.seconds_left is not None else NOTHING,
        ]
    )


def rests(status: m.TransferStatus | None) -> bool:
    """Whether nothing moves, whichever way."""
    return status is not None and set(status.resting) >= {"up", "down"}


def shown(row: m.TransferRow, now_ms: int) -> TransferShow:
    """Return one row."""
    folder, _, name = row.path.rpartition("/")
    status, tone = _status(row)
    size, when, exact = _size(row), _when(row, now_ms), exactly(time_ms(row.ended))
    reason = _reason(row)
    says = reason and row.state in {"failed", "waiting", "retrying", "cancelled"}
    below = reason if says else verbatim(folder or "/")
    is_up = row.direction == "up"
    look = RowLook(
        name=name, kind=row.kind, below=below, tone=tone if says else "muted", part=_part(row), bar_tone=_bar_tone(row),
    )  # fmt: skip
    way = text("upload") if is_up else text("download")
    return TransferShow(
        look=look,
        size=size,
        speed=text("{speed}", speed=Speed(row.bps)) if row.bps and row.state == "active" else NOTHING,
        status=status,
        tone=tone,
        when=when,
        exact=exact,
        spoken=joined([verbatim(name), way, status, reason if says else NOTHING, size, when], ", "),
        whole=joined([verbatim(row.path), verbatim(row.local), reason, exact], "\n"),
    )


def _status(row: m.TransferRow) -> tuple[Text, str]:
    """Return how it stands in a few words, and their tone."""
    is_up = row.direction == "up"
    match row.state:
        case "active":
            going = text("Uploading") if is_up else text("Downloading")
            return text("{what} {part}", what=going, part=Percent(_share(row))) if row.bytes_done else going, "accent"
        case "queued":
            return (text("Next in the queue") if row.priority == "top" else text("Waiting in the queue")), "muted"
        case "paused":
            return (text("Paused by the schedule") if row.reason == "schedule" else text("Paused")), "muted"
        case "waiting":
            return text("Waiting"), "warn"
        case "retrying":
            return plural("Failed once, will retry", "Failed {n} times, will retry", max(1, row.attempts)), "warn"
        case "completed":
            return (text("Uploaded") if is_up else text("Downloaded")), "ok"
        case "failed":
            return text("Failed"), "error"
        case "cancelled":
            return text("Cancelled"), "muted"
        case _:
            return verbatim(row.state), "muted"


def _reason(row: m.TransferRow) -> Text:
    return said(row.code, row.arguments) if row.code else NOTHING


def _size(row: m.TransferRow) -> Text:
    if 0 < row.bytes_done < row.bytes_total:
        return text("{done} of {total}", done=Size(row.bytes_done), total=Size(row.bytes_total))
    return text("{size}", size=Size(row.bytes_total))


def _when(row: m.TransferRow, now_ms: int) -> Text:
    if row.ended:
        return ago(time_ms(row.ended), now_ms)
    if row.state == "active" and row.seconds_left is not None:
        return text("{time} left", time=Lasting(row.seconds_left))
    return NOTHING


def _share(row: m.TransferRow) -> float:
    return row.bytes_done / row.bytes_total if row.bytes_total else 0.0


def _part(row: m.TransferRow) -> float | None:
    """Return how far it is; no bar where nothing has moved, or all has."""
    if row.state == "active" or (row.state not in OVER and row.bytes_done):
        return _share(row)
    return None


def _bar_tone(row: m.TransferRow) -> str:
    return {"active": "accent", "retrying": "warn", "waiting": "warn"}.get(row.state, "muted")


def possible(rows: Iterable[m.TransferRow], *, is_queue: bool = True) -> frozenset[str]:
    """Return what can be done about some rows; ``is_queue``: whether their order is that in which they are taken."""
    found: set[str] = set()
    for row in rows:
        is_paused = row.state == "paused"
        if row.state in {"active", "queued", "retrying", "waiting"}:
            found.add("pause")
        if is_paused:
            found.add("resume")
        if row.state in {"failed", "cancelled", "retrying", "waiting"}:
            found.add("retry")
        if row.state not in OVER and row.state != "cancelled":
            found.add("cancel")
        if row.state in WAITS and is_queue:
            found |= PLACED
        if row.state in OVER:
            found.add("clear")
        if row.local and (row.direction == "up" or row.state == "completed"):
            found |= {"show", "open"}
    return frozenset(found)


def empty(wanted: Wanted, status: m.TransferStatus | None) -> Empty:
    """Return what stands in a list with nothing in it."""
    if wanted.is_narrowed:
        return (
            "search",
            text("No matches"),
            text("No transfers match your search and filters."),
            text("Show all", note="transfers"),
        )
    match wanted.tab:
        case "down":
            sentence = text("Files downloaded to this computer are listed here.")
            return "download", text("No downloads"), sentence, NOTHING
        case "up":
            sentence = text("Files uploaded from this computer are listed here.")
            return "upload", text("No uploads"), sentence, NOTHING
        case "completed":
            sentence = text("Completed transfers are listed here, newest first.")
            return "circle-check", text("No transfers yet"), sentence, NOTHING
        case "failed":
            return "circle-check", text("Nothing failed"), text("All transfers completed."), NOTHING
        case _:
            if status is not None and rests(status):
                sentence = text("Everything is paused. New and changed files wait until you resume.")
                return "circle-pause", text("Nothing waiting"), sentence, NOTHING
            sentence = text("When files in your folders or in the cloud change, their transfers appear here.")
            return "circle-check", text("Everything is transferred"), sentence, NOTHING


def chosen_words(count: int) -> Text:
    """Return how many rows are chosen."""
    return plural("{n} selected", "{n} selected", count)
