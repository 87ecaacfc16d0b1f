"""What a new pair would do, as blocks of a terminal. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from megadesk.cli.render import Block
from megadesk.ipc.messages import PairPreview, Share
from megadesk.model.pair import PairDirection
from megadesk.model.relpath import printable
from megadesk.model.wording import counted, size_text

SHOWN: Final = 5

UPLOADED: Final = "They would be uploaded."
DOWNLOADED: Final = "They would be downloaded."
STAY: Final = "They would stay where they are."


def preview_blocks(found: PairPreview, direction: PairDirection) -> list[Block]:
    """Return what is on both sides, and what would become of it."""
    lines: list[Block] = [f"{_side(found.local, found.local_exists)}, {_side(found.remote, found.remote_exists)}:"]
    lines += _lines(found, direction)
    return [*lines, "Nothing was created or changed."]


def _side(path: str, exists: bool) -> str:
    return printable(path) if exists else f"{printable(path)} (would be created)"


def _lines(found: PairPreview, direction: PairDirection) -> Iterator[str]:
    here, there = direction is not PairDirection.DOWN, direction is not PairDirection.UP
    yield from _line("Only here", found.only_here, UPLOADED if here else STAY)
    yield from _line("Only there", found.only_there, DOWNLOADED if there else STAY)
    yield from _line("The same on both sides", found.same, "Nothing would be transferred.")
    yield from _line("Different", found.differ, "Both versions would be kept.")
    if found.held:
        yield f"{counted(found.held, 'entry', 'entries')} here could not be synced as they are: links, or names."
    if not any(share.files for share in (found.only_here, found.only_there, found.same, found.differ)):
        yield "There are no files on either side yet."


def _line(what: str, share: Share, consequence: str) -> Iterator[str]:
    if share.files:
        examples = ", ".join(map(printable, share.examples[:SHOWN]))
        more = ", …" if share.files > SHOWN else ""
        yield f"{what}: {counted(share.files, 'file')}, {size_text(share.bytes)} ({examples}{more}). {consequence}"
