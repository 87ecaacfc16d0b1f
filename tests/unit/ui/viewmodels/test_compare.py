"""A file then and now, as text."""

from __future__ import annotations

from megadesk.ui.viewmodels.compare import LINES_COMPARED, Side, as_text, side_by_side


def test_what_is_the_same_stands_at_the_same_height() -> None:
    """With gaps where a side has nothing."""
    left, right = side_by_side("a\nb\nc\n", "a\nx\ny\nc\n")
    assert left == [Side("a"), Side("b", "-"), Side("", " "), Side("c")]
    assert right == [Side("a"), Side("x", "+"), Side("y", "+"), Side("c")]


def test_very_long_texts_are_shown_without_marks() -> None:
    """Rather than making a person wait for them."""
    left, right = side_by_side("x\n" * (LINES_COMPARED + 1), "y\n")
    assert len(left) == LINES_COMPARED + 1
    assert {line.mark for line in [*left, *right]} == {""}


def test_only_text_is_text() -> None:
    """Also where it was cut in the middle of a letter; never what has a zero byte."""
    assert as_text("\ufeffgrün".encode()) == "grün"
    assert as_text("grü".encode()[:-1]) is None
    assert as_text("grü".encode()[:-1], is_cut=True) == "gr"
    assert as_text(b"a\0b") is None
    assert as_text(b"\xff\xfe\xfa\xf8\xf7", is_cut=True) is None
