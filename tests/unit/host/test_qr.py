"""QR codes are what ISO/IEC 18004 says, as far as it can be seen without a camera."""

from __future__ import annotations

from typing import Final

from megadesk.host.qr import QUIET, Matrix, qr_matrix

URI: Final = "otpauth://totp/megadesk:ada%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=megadesk"
FINDER: Final = ("#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######")


def corner(matrix: Matrix, row: int, column: int) -> tuple[str, ...]:
    """Return seven by seven squares as text."""
    return tuple("".join("#" if dark else "." for dark in line[column : column + 7]) for line in matrix[row : row + 7])


def test_a_camera_finds_the_code() -> None:
    """It is a square whose side the standard allows, with a finder in three corners and none in the fourth."""
    matrix = qr_matrix(URI)
    side = len(matrix) - 2 * QUIET
    assert {len(line) for line in matrix} == {len(matrix)}
    assert (side - 21) % 4 == 0
    far = QUIET + side - 7
    assert [corner(matrix, *at) == FINDER for at in ((QUIET, QUIET), (QUIET, far), (far, QUIET), (far, far))] == [
        True, True, True, False,
    ]  # fmt: skip


def test_the_border_is_quiet() -> None:
    """Nothing dark lies in the four squares around the code."""
    matrix = qr_matrix(URI)
    edge = {*range(QUIET), *range(len(matrix) - QUIET, len(matrix))}
    assert not [(r, c) for r, line in enumerate(matrix) for c, dark in enumerate(line) if dark and {r, c} & edge]


def test_every_text_has_its_own_code() -> None:
    """The same text gives the same squares, another one others; so does the longest that a login name can make of it."""
    assert qr_matrix(URI) == qr_matrix(URI)
    assert qr_matrix(URI) != qr_matrix(URI.replace("ada", "bob"))
    assert len(qr_matrix(URI.replace("ada", "%C3%A4" * 127))) > len(qr_matrix(URI))
