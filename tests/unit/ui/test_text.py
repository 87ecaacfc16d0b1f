"""What is said, before it is in a language."""

from __future__ import annotations

from megadesk.ui.text import (
    NOTHING,
    Lasting,
    Percent,
    Size,
    Speed,
    engine_words,
    fill,
    joined,
    plainly,
    plural,
    text,
    verbatim,
)


def test_a_sentence_is_filled_with_names_and_quantities() -> None:
    """Each kind of thing is written as it should be."""
    words = text(
        "{name}: {size}, {speed}, {part}, {time} left",
        name="a.jpg",
        size=Size(6 << 20),
        speed=Speed(1024),
        part=Percent(0.284),
        time=Lasting(200),
    )
    assert plainly(words) == "a.jpg: 6.0 MiB, 1.0 KiB/s, 28 %, 4 minutes left"


def test_a_plural_follows_its_count() -> None:
    """One, and all the others."""
    assert [plainly(plural("1 file", "{n} files", count)) for count in (0, 1, 12_408)] == [
        "0 files",
        "1 file",
        "12,408 files",
    ]


def test_what_is_filled_in_is_not_looked_into() -> None:
    """A file may be called {name}."""
    assert plainly(text("{a} and {b}", a="{b}", b="{a}")) == "{b} and {a}"
    assert fill("{unknown} {", {}) == "{unknown} {"


def test_a_name_is_itself_in_every_language() -> None:
    """Braces in a name are not a template."""
    assert plainly(verbatim("{n} files")) == "{n} files"


def test_facts_stand_beside_each_other_and_nothing_leaves_no_gap() -> None:
    """Empty facts are left out; one alone is itself."""
    assert plainly(joined([verbatim("a"), NOTHING, text("b")])) == "a · b"
    assert joined([NOTHING, text("b")]) == text("b")
    assert not joined([NOTHING])


def test_an_engine_says_the_sentence_of_its_code() -> None:
    """The same words as on the command line, with what it says beside them."""
    words = engine_words("not_found", (("what", "method"), ("value", "x"), ("detail", "more")))
    assert plainly(words)
    assert plainly(engine_words("no_such_code", (("path", "a/b"),))).startswith("a/b cannot be synced")
