"""Transfers, limits and the schedule for people, as blocks. Pure; see render.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from megadesk.cli.render import Block, Grid, when
from megadesk.ipc.messages import LimitWindow, TransferLimits, TransferRow
from megadesk.model.wording import count_text, counted, duration_text, size_text

ID_DIGITS: Final = 8
ARROWS: Final = {"up": "up", "down": "down"}
PLACES: Final = {"top": "first", "bottom": "last"}


def listing(rows: Sequence[TransferRow], total: int, offset: int, counts: Mapping[str, int]) -> list[Block]:
    """Return a page of transfers, and what there is besides."""
    if not rows:
        return ["No transfers." if not offset else f"There are only {counted(total, 'transfer')}."]
    digits = _digits(rows)
    titles = ("Id", "Way", "State", "Done", "Size", "Speed", "Left", "Path")
    grid = Grid(titles, tuple(_row(row, digits) for row in rows), frozenset({3, 4, 5, 6}))
    notes = _notes(rows, digits)
    blocks: list[Block] = [grid, *notes[:NOTES_SHOWN]]
    if len(notes) > NOTES_SHOWN:
        blocks.append(f"{count_text(len(notes) - NOTES_SHOWN)} more have notes: --json lists them all.")
    if total > len(rows):
        shown = f"{count_text(offset + 1)} to {count_text(offset + len(rows))} of {counted(total, 'transfer')}"
        there = ", ".join(f"{count_text(number)} {state}" for state, number in counts.items() if number)
        blocks.append(f"Shown: {shown} ({there}). More: --offset {offset + len(rows)}, --limit N.")
    return blocks


NOTES_SHOWN: Final = 10


def _notes(rows: Sequence[TransferRow], digits: int) -> list[str]:
    """Return what there is to say about transfers; what is true of several is said once."""
    told: dict[str, list[str]] = {}
    for row in rows:
        if row.message:
            told.setdefault(row.message, []).append(row.id[:digits])
    return [f"{ids[0] if len(ids) == 1 else counted(len(ids), 'transfer')}: {text}" for text, ids in told.items()]


def _row(row: TransferRow, digits: int) -> tuple[str, ...]:
    percent = 100 * row.bytes_done // row.bytes_total if row.bytes_total else 0
    state = row.state + (f" ({PLACES[row.priority]})" if row.priority in PLACES else "")
    return (
        row.id[:digits], ARROWS.get(row.direction, row.direction), state, f"{percent} %" if row.bytes_done else "",
        size_text(row.bytes_total), f"{size_text(row.bps)}/s" if row.bps else "",
        duration_text(row.seconds_left) if row.seconds_left is not None else when(row.ended), row.path,
    )  # fmt: skip


def _digits(rows: Sequence[TransferRow]) -> int:
    """Return how much of an id one has to type, so that no two of these begin alike."""
    ids = {row.id for row in rows}
    longest = max(map(len, ids))
    return next((n for n in range(ID_DIGITS, longest) if len({one[:n] for one in ids}) == len(ids)), longest)


def limits(found: TransferLimits) -> list[Block]:
    """Return what is set and what holds now."""
    lines: list[Block] = [f"Uploads: {rate(found.up)}. Downloads: {rate(found.down)}."]
    if found.window is not None:
        lines.append(f"Now, by the schedule: uploads {rate(found.up_now)}, downloads {rate(found.down_now)}.")
    if found.paused:
        what = "Transfers" if len(found.paused) > 1 else "Uploads" if found.paused == ["up"] else "Downloads"
        lines.append(f"{what} are paused: “megadesk transfers resume --all” resumes them.")
    return lines


def rate(kib: int | None) -> str:
    """Return a limit in words."""
    if kib is None:
        return "no limit"
    return f"{count_text(kib)} KiB/s" if kib else "paused"


def schedule(found: TransferLimits) -> list[Block]:
    """Return the limits of the week."""
    if not found.schedule:
        return ["No times have limits of their own. Add one: “megadesk transfers schedule add --help”."]
    rows = tuple(
        (
            f"{number}{' (now)' if found.window == number - 1 else ''}", _days(one), f"{one.start}-{one.end}", rate(one.up),
            rate(one.down),
        )
        for number, one in enumerate(found.schedule, 1)
    )  # fmt: skip
    other = f"At all other times: uploads {rate(found.up)}, downloads {rate(found.down)}."
    return [Grid(("Number", "Days", "Time", "Uploads", "Downloads"), rows), other]


def _days(window: LimitWindow) -> str:
    return " ".join(window.days)
