"""Where text meets a terminal: the only module that knows rich. Pipes and files get plain lines."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self, TextIO

import msgspec

from megadesk.cli.render import Block, column_widths, plain_lines, stacked
from megadesk.ipc.messages import Progress
from megadesk.model.wording import count_text, counted, duration_text, size_text

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.table import Table

    from megadesk.cli.render import Grid


GAP: Final = 3
"""Columns of a terminal between two of a table."""

FOLDED: Final = 24
"""A name or path is still readable when it is folded to this."""


def print_blocks(blocks: Sequence[Block], stream: TextIO) -> None:
    """Print blocks on a stream: as tables on a terminal, as plain lines elsewhere."""
    if not any(not isinstance(block, str) for block in blocks) or not stream.isatty():
        stream.writelines(line + "\n" for line in plain_lines(blocks))
        return
    from rich.console import Console

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    for block in blocks:
        for part in _fitted(block, console.width):
            console.print(part, soft_wrap=isinstance(part, str))


def _fitted(block: Block, columns: int) -> Sequence[str | Table]:
    """Return a block as it fits a terminal: a table, or what can be read and copied from where there is no room."""
    if isinstance(block, str):
        return [block]
    wide = column_widths(block)
    room = columns - GAP * len(wide)
    foldable = max(range(len(wide)), key=wide.__getitem__, default=0)
    if not any(block.titles):
        # A command to type, or a fact to copy, is never broken in the middle by us.
        return [rich_table(block)] if sum(wide) <= room else list(plain_lines([block]))
    if sum(wide) - max(0, max(wide, default=0) - FOLDED) <= room:
        return [rich_table(block, foldable=foldable)]
    return ["", *stacked(block), ""]


def rich_table(grid: Grid, *, foldable: int | None = None) -> Table:
    """Return a grid as rich draws it. Cells of the ``foldable`` column may be folded, the others stay whole."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_header=any(grid.titles), pad_edge=False)
    for column, title in enumerate(grid.titles):
        table.add_column(
            title, justify="right" if column in grid.right else "left", overflow="fold", no_wrap=column != foldable
        )
    for row in grid.rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


class Meter:
    """How far a transfer is, on stderr: a bar with speed and time left on a terminal, a line a phase elsewhere."""

    def __init__(self, *, is_quiet: bool) -> None:
        self._is_quiet = is_quiet
        self._phase = ""
        self._bar: Bar | None = None
        self._task: Any = None

    def __enter__(self) -> Self:
        if not self._is_quiet and sys.stderr.isatty():
            self._bar = _bar()
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def update(self, payload: object) -> None:
        """Take in one report of the engine."""
        if self._is_quiet:
            return
        self.show(msgspec.convert(payload, Progress))

    def show(self, progress: Progress) -> None:
        """Show a report."""
        phase = progress.reason or progress.phase
        if self._bar is None:
            # As long as nothing is found there is nothing to say, and folders are no part of what is counted.
            if phase not in {self._phase, "scan", "create"}:
                sys.stderr.write(phase_line(progress) + "\n")
        else:
            if self._task is None:
                self._task = self._bar.add_task("", pace="")
            self._bar.update(
                self._task, description=_title(progress), total=progress.total_bytes or None, completed=progress.done_bytes,
                pace=_pace(progress),
            )  # fmt: skip
        self._phase = phase


PHASES: Final = {
    "scan": "Checking", "create": "Creating folders", "upload": "Uploading", "download": "Downloading",
    "restore": "Bringing back", "hash": "Comparing", "verify_server": "Verifying the server's records",
    "verify_own": "Verifying this computer's records", "verify": "Verifying files",
}  # fmt: skip

RECORDS: Final = frozenset({"verify_server", "verify_own"})
"""Phases that count records, not files."""


def phase_line(progress: Progress) -> str:
    """Return a phase as one line: what, how many, how much; or why it does not go on."""
    if progress.reason:
        return f"Waiting: {progress.reason}"
    phase = PHASES.get(progress.phase, progress.phase.capitalize())
    if progress.phase in RECORDS:
        return f"{phase}: {count_text(progress.total_files)}"
    total = f"{counted(progress.total_files, 'file')}, {size_text(progress.total_bytes)}"
    return f"{phase}: {total}" if progress.total_files else f"{phase} …"


def _title(progress: Progress) -> str:
    phase = "Waiting" if progress.reason else PHASES.get(progress.phase, progress.phase.capitalize())
    return phase if phase == PHASES["create"] else f"{phase} {progress.done_files:,}/{progress.total_files:,}"


def _pace(progress: Progress) -> str:
    """Return how fast it goes and how long the rest takes, as the engine knows it: in the units of all other sizes."""
    speed = f"{size_text(progress.bps)}/s" if progress.bps else ""
    return f"{speed}, {duration_text(progress.seconds_left)} left" if progress.seconds_left is not None else speed


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn
    from rich.progress import Progress as Bar

    return Bar(
        TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn(binary_units=True),
        TextColumn("{task.fields[pace]}", markup=False), console=Console(stderr=True), transient=True,
    )  # fmt: skip
