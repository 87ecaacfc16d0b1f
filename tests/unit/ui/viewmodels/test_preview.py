"""What can be shown of a file beside its name."""

from __future__ import annotations

import pytest

from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.preview import PICTURE_BYTES_MAX, TEXT_BYTES, Shape, readable, wanted


@pytest.mark.parametrize(
    ("name", "size", "shape", "max_bytes"),
    [
        ("a.jpg", 3_000_000, Shape.PICTURE, 3_000_000),
        ("a.svg", 900, Shape.TEXT, 900),
        ("notes.md", 10, Shape.TEXT, 10),
        ("log", 10 << 20, Shape.TEXT, TEXT_BYTES),
        ("film.mp4", 10, Shape.NONE, 0),
        ("old.zip", 10, Shape.NONE, 0),
        ("a.jpg", PICTURE_BYTES_MAX + 1, Shape.NONE, 0),
        ("a.jpg", 0, Shape.NONE, 0),
    ],
)
def test_the_name_and_size_say_what_is_tried(name: str, size: int, shape: Shape, max_bytes: int) -> None:
    """And what is not tried has a sentence."""
    wish = wanted(name, size)
    assert (wish.shape, wish.max_bytes) == (shape, max_bytes)
    assert bool(plainly(wish.why)) == (shape is Shape.NONE)


@pytest.mark.parametrize(
    ("data", "is_whole", "words"),
    [
        (b"hello", True, "hello"),
        (b"\xef\xbb\xbfhello", True, "hello"),
        ("Grüße".encode(), True, "Grüße"),
        ("hi ü".encode()[:-1], False, "hi "),
        ("hi".encode("utf-16"), True, "hi"),
        (b"\x7fELF\0\0", True, None),
        (b"\x89\x91\xff" * 40, True, None),
    ],
)
def test_bytes_are_text_if_they_read_as_such(data: bytes, is_whole: bool, words: str | None) -> None:
    """In UTF-8, or UTF-16 that says so; a program is none."""
    assert readable(data, is_whole=is_whole) == words
