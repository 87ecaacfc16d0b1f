"""Text in words, with Qt."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from megadesk.ui.language import available, language, say
from megadesk.ui.text import Clock, Day, Exactly, Lasting, Percent, Size, Speed, joined, plural, text, verbatim

NOON_MS = 1_795_694_400_000


def test_english_is_spoken_where_nothing_else_is() -> None:
    """A language that nobody translated gives English, with its numbers too."""
    language().choose("vo")
    assert say(plural("1 file", "{n} files", 12_408)) == "12,408 files"


def test_quantities_are_written_as_the_place_does() -> None:
    """Sizes, speeds, parts and times."""
    assert say(text("{size}", size=Size(512))) == "512 bytes"
    assert say(text("{size}", size=Size(1))) == "1 byte"
    assert say(text("{size}", size=Size(6 << 20))) == "6.0 MiB"
    assert say(text("{size}", size=Size(200 << 30))) == "200 GiB"
    assert say(text("{speed}", speed=Speed(2048))) == "2.0 KiB/s"
    assert say(text("{part}", part=Percent(0.28))) == "28\N{NARROW NO-BREAK SPACE}%"
    assert say(text("{time}", time=Lasting(45))) == "45 seconds"
    assert [say(text("{t}", t=Lasting(seconds))) for seconds in (0.2, 100, 7200, 200_000)] == [
        "1 second",
        "2 minutes",
        "2 hours",
        "3 days",
    ]


def test_moments_are_written_as_the_place_does() -> None:
    """A day, a time of day, and both."""
    assert "2026" in say(text("{day}", day=Day(NOON_MS)))
    assert "2026" not in say(text("{day}", day=Day(NOON_MS, short=True)))
    assert ":" in say(text("{at}", at=Clock(NOON_MS)))
    assert say(text("{day}", day=Day(NOON_MS))) in say(text("{at}", at=Exactly(NOON_MS)))


def test_the_locale_follows_the_language() -> None:
    """A number field of Qt writes as our sentences do."""
    language().choose("en")
    assert QLocale().language() == QLocale.Language.English
    assert available([]) == ["en"]


@pytest.mark.parametrize("words", [verbatim("a {b}"), joined([verbatim("a"), verbatim("{b}")], " ")])
def test_names_are_left_alone(words: object) -> None:
    """In every language."""
    assert say(words) == "a {b}"  # type: ignore[arg-type]  # a Text
