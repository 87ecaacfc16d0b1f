"""Errors in words."""

from __future__ import annotations

from megadesk.model.errors import AlreadyExists, BadUsage, EngineUnavailable
from megadesk.model.wording import words_of
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.errors import all_words_of_error, app_words_of_error, remedy_of_error, words_of_error


def test_the_app_says_what_the_command_line_says() -> None:
    """Detail, arguments and all."""
    for error in (
        EngineUnavailable("it ended", reason="start_failed", log="/x"),
        BadUsage("a folder is needed", option="--home"),
    ):
        assert plainly(words_of_error(error)) == words_of(error).sentence
        assert plainly(remedy_of_error(error)) == words_of(error).remedy
        assert plainly(all_words_of_error(error)) == f"{words_of(error).sentence} {words_of(error).remedy}"


def test_the_app_names_no_command() -> None:
    """A remedy that is one for the command line is left out: a button stands in its place."""
    assert (
        plainly(app_words_of_error(AlreadyExists(what="account"))) == words_of(AlreadyExists(what="account")).sentence
    )
    whole = words_of(BadUsage(what="login"))
    assert plainly(app_words_of_error(BadUsage(what="login"))) == f"{whole.sentence} {whole.remedy}"
