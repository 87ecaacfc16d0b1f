"""A QR code in a terminal: two squares a character, dark on light whatever the terminal's own colours are."""

from __future__ import annotations

import shutil
from typing import Final, TextIO

from megadesk.host.qr import Matrix, qr_matrix

_BLACK_ON_WHITE: Final = "\x1b[30;107m"
_AS_BEFORE: Final = "\x1b[0m"
_SQUARES: Final = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
"""By whether the upper and the lower square are dark."""


def print_qr(text: str, stream: TextIO) -> bool:
    """Print a text as a QR code if the stream is a terminal with room for one; return whether it was."""
    if not stream.isatty() or not _can_say("▀▄█", stream):
        return False
    matrix = qr_matrix(text)
    room = shutil.get_terminal_size()
    if len(matrix) > room.columns:
        return False
    stream.writelines(f"{_BLACK_ON_WHITE}{line}{_AS_BEFORE}\n" for line in qr_lines(matrix))
    return True


def qr_lines(matrix: Matrix) -> list[str]:
    """Return the squares as lines of half blocks, black where they are dark."""
    rows = [*matrix, *([(False,) * len(matrix)] if len(matrix) % 2 else [])]
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return ["".join(_SQUARES[square] for square in zip(upper, lower, strict=True)) for upper, lower in pairs]


def _can_say(text: str, stream: TextIO) -> bool:
    try:
        text.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
