"""Puts and gets for people: what was moved, how far each is, what one asks. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from megadesk.cli.render import Block, Grid, facts, when
from megadesk.ipc.messages import ErrandStatus, Moved
from megadesk.model.relpath import printable
from megadesk.model.wording import count_text, counted, duration_text, size_text


def moved(body: Moved, verb: str) -> list[Block]:
    """Return what a put or get did, and what it could not."""
    done = [counted(body.files, "file"), *([counted(body.folders, "folder")] if body.folders else [])]
    skipped = f"; {counted(body.skipped, 'file')} skipped" if body.skipped else ""
    lines: list[Block] = [f"{verb} {' and '.join(done)}, {size_text(body.bytes)}{skipped}."]
    if body.state == "asking":
        lines.append(f"Some names are already in use. Decide with “megadesk errands answer {body.id}”.")
    if body.state == "cancelled":
        lines.append("Cancelled. Files that were already transferred stay.")
    return lines + [f"{printable(one.path)}: {printable(one.message)}" for one in body.problems]


def errands(found: Sequence[ErrandStatus]) -> list[Block]:
    """Return puts and gets, a row for each."""
    if not found:
        return ["No manual uploads or downloads."]
    rows = tuple(
        (
            one.id, one.way, one.state, f"{count_text(one.files)} of {count_text(one.total_files)}",
            f"{size_text(one.bytes)} of {size_text(one.total_bytes)}", printable(one.target),
        )
        for one in found
    )  # fmt: skip
    return [Grid(("Id", "What", "State", "Files", "Size", "To"), rows)]


def errand(one: ErrandStatus) -> list[Block]:
    """Return one put or get in full."""
    grid = facts(
        ("Id", one.id),
        ("What", one.way),
        ("From", ", ".join(one.sources)),
        ("As of", when(one.as_of) if one.as_of else None),
        ("Version", str(one.version) if one.version else None),
        ("To", one.target),
        ("State", one.state),
        ("Reason", one.message),
        ("Files", f"{count_text(one.files)} of {count_text(one.total_files)}"),
        ("Size", f"{size_text(one.bytes)} of {size_text(one.total_bytes)}"),
        ("Moving", one.path),
        ("Speed", f"{size_text(one.bps)} a second" if one.bps else None),
        ("Time left", duration_text(one.seconds_left) if one.seconds_left is not None else None),
        ("Skipped", counted(one.skipped, "file") if one.skipped else None),
        ("Asks", f"{counted(one.questions, 'question')}: megadesk errands answer {one.id}" if one.questions else None),
        ("Begun", when(one.created)),
        ("Ended", when(one.ended) if one.ended else None),
    )
    problems = [f"{printable(issue.path)}: {printable(issue.message)}" for issue in one.problems]
    left = one.problem_count - len(one.problems)
    return [grid, *problems, *([f"… and {count_text(left)} more"] if left > 0 else [])]
