"""QR codes in a terminal are the squares they are made of, dark on light."""

from __future__ import annotations

import io

import pytest

from fakes.cli import Terminal, stream, written
from megadesk.cli.qr import print_qr, qr_lines
from megadesk.host.qr import Matrix, qr_matrix

TEXT = "otpauth://totp/megadesk:ada%40example.org?secret=GEZDGNBVGY3TQOJQ&issuer=megadesk"
HALVES = {" ": (False, False), "▀": (True, False), "▄": (False, True), "█": (True, True)}


def squares(lines: list[str]) -> list[tuple[bool, ...]]:
    """Return rows of squares as a camera sees them in half blocks."""
    rows = []
    for line in lines:
        pairs = [HALVES[one] for one in line]
        rows += [tuple(upper for upper, _ in pairs), tuple(lower for _, lower in pairs)]
    return rows


def test_lines_are_the_squares() -> None:
    """Two rows a line; of an odd number the last one stands over light."""
    matrix = qr_matrix(TEXT)
    rows = squares(qr_lines(matrix))
    assert tuple(rows[: len(matrix)]) == matrix
    assert not any(any(row) for row in rows[len(matrix) :])
    small: Matrix = ((True, False), (False, True))
    assert qr_lines(small) == ["▀▄"]


def test_colours_are_said_and_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Black on white in each line, so that it reads on a dark terminal as well; nothing stays coloured."""
    monkeypatch.setenv("COLUMNS", "80")
    out = stream(terminal=True)
    assert print_qr(TEXT, out)
    lines = written(out).decode().splitlines()
    assert {line[:9] for line in lines} == {"\x1b[30;107m"}
    assert {line[-4:] for line in lines} == {"\x1b[0m"}
    assert tuple(squares([line[9:-4] for line in lines])[: len(lines) * 2 - 1]) == qr_matrix(TEXT)


def test_where_it_cannot_be_read_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not in a pipe, not where the characters are not known, not in a window that is too narrow."""
    monkeypatch.setenv("COLUMNS", "80")
    for out in (stream(), Terminal(io.BytesIO(), encoding="ascii", write_through=True)):
        assert not print_qr(TEXT, out)
        assert written(out) == b""
    monkeypatch.setenv("COLUMNS", "30")
    narrow = stream(terminal=True)
    assert not print_qr(TEXT, narrow)
    assert written(narrow) == b""
