"""Errors in words."""

from __future__ import annotations

from megadesk.model.errors import BadUsage, EngineUnavailable
from megadesk.model.wording import words_of
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.errors import all_words_of_error, remedy_of_error, words_of_error


def test_the_app_says_what_the_command_line_says() -> None:
    """Detail, arguments and all."""
    for error in (
        EngineUnavailable("it ended", reason="start_failed", log="/x"),
        BadUsage("a folder is needed", option="--home"),
    ):
        assert plainly(words_of_error(error)) == words_of(error).sentence
        assert plainly(remedy_of_error(error)) == words_of(error).remedy
        assert plainly(all_words_of_error(error)) == f"{words_of(error).sentence} {words_of(error).remedy}"
