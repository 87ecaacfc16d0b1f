"""What the past looks like to people: a folder as it was, what has changed, what a restore does or has done. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from megadesk.cli import render
from megadesk.cli.render import Block, Grid
from megadesk.ipc.messages import (
    DiffEntries,
    MomentInfo,
    PastEntries,
    RewindPlanned,
    RewindRestored,
    RewindStep,
    RewindSummary,
    Timeline,
)
from megadesk.model.relpath import printable
from megadesk.model.wording import count_text, counted, size_text

BAR_WIDTH: Final = 24
SINCE: Final = {
    "same": "", "edited": "edited", "moved": "moved", "moved_edited": "moved, edited", "removed": "removed",
    "added": "added",
}  # fmt: skip
DEEDS: Final = {
    "create": "make", "return": "out of the bin", "move": "move back", "replace": "replace", "aside": "rename",
    "remove": "to the bin", "keep": "stays",
}  # fmt: skip
PLANNED: Final = {
    "create": "to create", "return": "to restore from the bin", "move": "to move back", "replace": "to replace",
    "aside": "to rename, to make room", "remove": "to move to the bin",
}  # fmt: skip
DONE: Final = {
    "create": "created", "return": "restored from the bin", "move": "moved back", "replace": "replaced",
    "aside": "renamed to make room", "remove": "moved to the bin",
}  # fmt: skip
"""What is done to nodes; those that stay are told apart."""


class Step(StrEnum):
    """How much time stands in one line of a timeline."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"

    @property
    def seconds(self) -> int:
        """How long that is."""
        return {Step.MINUTE: 60, Step.HOUR: 3600, Step.DAY: 86_400}[self]


def moment_text(moment: MomentInfo) -> str:
    """Return a moment in words: its time, its number, whose device it was; and that clocks disagree about it."""
    doubt = "; commits before it are signed for later, so a clock was wrong: “megadesk rewind timeline” has the numbers"
    return f"{render.when(moment.time)} (#{moment.seq}, {printable(moment.device)}{doubt if moment.disputed else ''})"


def listing(page: PastEntries, *, is_recursive: bool) -> list[Block]:
    """Return a folder of then, with what has become of each thing in it."""
    top = f"{page.path.rstrip('/')}/"
    rows = tuple(
        (
            "" if one.kind == "folder" else size_text(one.size),
            render.when(one.mtime),
            SINCE.get(one.since, one.since),
            _name(one.path.removeprefix(top) if is_recursive else one.path.rpartition("/")[2], one.kind),
        )
        for one in page.entries
    )
    blocks: list[Block] = [f"{printable(page.path)} as of {moment_text(page.moment)}:"]
    blocks += [Grid(("Size", "Changed", "Since then", "Name"), rows, frozenset({0}))] if rows else ["It was empty."]
    if page.unreadable:
        blocks.append(
            f"{counted(page.unreadable, 'record')} of that moment cannot be read, and {_is(page.unreadable)} not shown."
        )
    return blocks


def differences(page: DiffEntries) -> list[Block]:
    """Return what has changed between two moments."""
    span = f"From {moment_text(page.since)} to {moment_text(page.until)}"
    if not page.entries:
        return [f"{span} nothing has changed."]
    rows = tuple(
        (
            SINCE.get(one.change, one.change),
            "" if one.kind == "folder" or one.size_then is None else size_text(one.size_then),
            "" if one.kind == "folder" or one.size_now is None else size_text(one.size_now),
            _name(one.path, one.kind) + (f" -> {printable(one.now)}" if one.now not in {None, one.path} else ""),
        )
        for one in page.entries
    )
    return [f"{span}: {_counts(page.counts, SINCE)}.", Grid(("", "Then", "Now", "Path"), rows, frozenset({1, 2}))]


def timeline(found: Timeline) -> list[Block]:
    """Return a line for each step in which something was changed, with a bar as long as it was much."""
    most = max((step.changes for step in found.steps), default=1)
    rows = tuple(
        (
            render.when(step.time), f"#{step.first_seq}-{step.last_seq}", count_text(step.changes),
            "▇" * max(1, round(step.changes / most * BAR_WIDTH)),
            ", ".join(printable(name) for name in sorted(step.devices)),
        )
        for step in found.steps
    )  # fmt: skip
    kept = f"Kept: from {moment_text(found.oldest)} to {moment_text(found.newest)}."
    if not rows:
        return [kept, "Nothing was changed in that time."]
    return [kept, Grid(("From", "Commits", "Changes", "", "Devices"), rows, frozenset({2}))]


def planned(found: RewindPlanned) -> list[Block]:
    """Return what a restore would do, step by step."""
    blocks: list[Block] = [f"Back to {moment_text(found.moment)}:", *_summary(found.summary, is_done=False)]
    rows = tuple((_deed(step), _name(step.path, step.kind), _was(step)) for step in found.steps)
    return [*blocks, Grid(("", "Path", "Now"), rows)] if rows else blocks


def restored(done: RewindRestored) -> list[Block]:
    """Return what a restore has done, what it has left, and how it is undone."""
    blocks: list[Block] = [
        f"{printable(done.path)} is as of {moment_text(done.moment)}.",
        *_summary(done.summary, is_done=True),
    ]
    stays = done.summary.counts.get("keep", 0)
    if stays:
        blocks += [
            f"Exists only now, and stays ({count_text(stays)}):",
            *(f"  {printable(path)}" for path in done.kept),
        ]
        if stays > len(done.kept):
            blocks.append(f"  and {count_text(stays - len(done.kept))} more")
    if _changes(done.summary):
        blocks.append(f"To undo it: megadesk {_undo(done)}")
    return blocks


def _undo(done: RewindRestored) -> str:
    """Return what brings back the moment before: what was moved here from beside it was there before, and is not removed."""
    if not done.existed and "move" not in done.summary.counts:
        return f"rm {quoted(done.path)}"
    path = done.path if done.existed else done.path.rpartition("/")[0] or "/"
    return f"rewind restore {quoted(path)} --at '#{done.before.seq}' --exact"


def _changes(summary: RewindSummary) -> int:
    return sum(count for deed, count in summary.counts.items() if deed != "keep")


def _summary(summary: RewindSummary, *, is_done: bool) -> list[Block]:
    as_then = f"{counted(summary.same, 'entry', 'entries')} {_is(summary.same)} as then"
    if not _changes(summary):
        return [f"Nothing to {'restore' if is_done else 'do'}: {as_then}."]
    words = [_counts(summary.counts, DONE if is_done else PLANNED)]
    words += [f"{count_text(summary.along)} along with their folders"] if summary.along else []
    lines: list[Block] = [f"{', '.join(words)}; {as_then}." if summary.same else f"{', '.join(words)}."]
    if summary.replaced:
        one = "gets its earlier content; the newer one is kept as a version"
        many = "get their earlier content; the newer ones are kept as versions"
        lines.append(f"{counted(summary.replaced, 'file')} {one if summary.replaced == 1 else many}.")
    return lines


def _counts(counts: Mapping[str, int], words: Mapping[str, str]) -> str:
    order = list(words)
    known = sorted(counts.items(), key=lambda one: order.index(one[0]) if one[0] in words else len(order))
    return ", ".join(f"{count_text(count)} {words[name]}" for name, count in known if count and name in words)


def _deed(step: RewindStep) -> str:
    word = DEEDS.get(step.deed, step.deed)
    return f"{word}, replace" if step.replaces and step.deed not in {"replace", "create"} else word


def _was(step: RewindStep) -> str:
    return printable(step.was) if step.was and step.was != step.path else ""


def _name(path: str, kind: str) -> str:
    return printable(path) + ("/" if kind == "folder" else "")


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def quoted(path: str) -> str:
    """Return a path as it is typed into a shell."""
    from shlex import quote

    return quote(printable(path))
