"""A text as a QR code: which of its squares are dark. The only door to segno.

    text --segno--> Matrix: rows of squares, the quiet border included    painted by the app, printed by the command line

Nothing leaves this computer for it. Whoever draws it draws dark on light, whatever the colours around it are: many
cameras read nothing else.
"""

from __future__ import annotations

from typing import Final, TypeAlias

Matrix: TypeAlias = tuple[tuple[bool, ...], ...]
"""Rows of squares from the top, each from the left; True is dark. As many rows as columns."""

QUIET: Final = 4
"""So many light squares surround the code on each side (ISO/IEC 18004): without them it may not be found."""


def qr_matrix(text: str) -> Matrix:
    """Return the squares of a QR code for a text of at most 2,000 bytes, which still reads with a seventh of it unreadable."""
    import segno  # which only who shows one needs

    made = segno.make_qr(text, error="m", encoding="utf-8")
    return tuple(tuple(bool(square) for square in row) for row in made.matrix_iter(border=QUIET))
