"""English is the language that the tables are written in."""

from __future__ import annotations

from megadesk.model.tongue import ENGLISH


def test_english_is_as_it_stands() -> None:
    """A template comes back as it is, one is one, and thousands are apart."""
    assert ENGLISH.say("{path} was not found.") == "{path} was not found."
    assert [ENGLISH.plural("one", "many", count) for count in (0, 1, 2)] == ["many", "one", "many"]
    assert (ENGLISH.number(12408), ENGLISH.number(6.04, 1)) == ("12,408", "6.0")
    assert ENGLISH.moment("2026-11-25T13:52:30Z") == "2026-11-25T13:52:30Z"
