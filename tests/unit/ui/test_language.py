"""Text in words, with Qt."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication

from megadesk.ui.language import available, language, say
from megadesk.ui.text import (
    Clock,
    Day,
    Exactly,
    Lasting,
    Percent,
    Size,
    Speed,
    engine_words,
    joined,
    plainly,
    plural,
    text,
    verbatim,
)

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


ARABIC = "تقرير (1).txt"


@pytest.fixture
def mirrored(qapp: QApplication) -> Iterator[None]:
    """An app that is read from the right."""
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_a_name_read_from_the_right_does_not_turn_the_sentence_round() -> None:
    """Only where it is of matter: nobody copies marks along with other names, or with a name that stands alone."""
    sentence = text("“{name}” is in {folder}.", name=ARABIC, folder=verbatim("Docs (2)"))
    assert say(sentence) == f"“\u2068{ARABIC}\u2069” is in Docs (2)."
    assert say(joined([verbatim(ARABIC), verbatim("/Docs")])) == f"\u2068{ARABIC}\u2069 · /Docs"
    assert say(verbatim(ARABIC)) == ARABIC
    assert say(text("{name} is safe", name="Übersicht (1).txt")) == "Übersicht (1).txt is safe"
    assert plainly(sentence) == f"“{ARABIC}” is in Docs (2)."


def test_what_the_engine_says_keeps_its_order_too() -> None:
    """Its sentences are filled elsewhere."""
    words = engine_words("unreadable", (("path", ARABIC),))
    assert f"\u2068{ARABIC}\u2069" in say(words)
    assert "\u2068" not in say(engine_words("unreadable", (("path", "a.txt"),)))


@pytest.mark.usefixtures("mirrored")
def test_in_an_app_that_is_read_from_the_right_every_name_is_kept_apart() -> None:
    """A path's slash, a bracket: they would stand on the wrong side."""
    assert say(text("{name} is safe", name="a (1).txt")) == "\u2068a (1).txt\u2069 is safe"
    assert say(verbatim("a (1).txt")) == "a (1).txt"
