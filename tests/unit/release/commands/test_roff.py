"""Text in a man page is text."""

from __future__ import annotations

import pytest

from release.commands import roff


@pytest.mark.parametrize(
    ("words", "escaped"),
    [
        ("--json", r"\-\-json"),
        (".deskignore", r"\&.deskignore"),
        ("a\\b", r"a\(rsb"),
        ("“status”", r"\(lqstatus\(rq"),
        ("it's", r"it\(aqs"),
        ("Padmé", r"Padm\[u00E9]"),
    ],
)
def test_no_sign_is_taken_for_a_request(words: str, escaped: str) -> None:
    """Nor for a hyphen that is not the one to type."""
    assert roff.text(words) == escaped


def test_a_line_that_begins_with_a_dot_inside_a_paragraph_is_text() -> None:
    """Where words are wrapped a dot may come first."""
    lines = list(roff.prose("x" * (roff.WIDTH - 2) + " .deskignore"))
    assert lines == ["x" * (roff.WIDTH - 2), r"\&.deskignore"]


def test_a_synopsis_tells_words_from_what_stands_for_them() -> None:
    """Words are bold, capitals and choices are slanted."""
    assert list(roff.usages(["m ls [PATH]", "m x up|down"])) == [
        r"\fBm\fR \fBls\fR \fI[PATH]\fR",
        ".br",
        r"\fBm\fR \fBx\fR \fIup|down\fR",
    ]
