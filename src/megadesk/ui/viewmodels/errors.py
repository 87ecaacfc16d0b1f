"""An error of the engine as what a person reads: the same sentence that the command line prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from megadesk.model.errors import Argument, MegadeskError
from megadesk.model.wording import facts_of
from megadesk.ui.text import Text, engine_words, joined, plainly

COMMAND_WORDS: Final = ("“megadesk ", "“--")
"""What a remedy says that is meant for the command line."""


def words_of_error(error: MegadeskError) -> Text:
    """Return what happened, as one sentence."""
    return engine_words(error.code, _plain(facts_of(error)))


def remedy_of_error(error: MegadeskError) -> Text:
    """Return what a person can do about it."""
    return engine_words(error.code, _plain(facts_of(error)), part="remedy")


def all_words_of_error(error: MegadeskError) -> Text:
    """Return both: for a place where nothing else says what to do."""
    return joined([words_of_error(error), remedy_of_error(error)], " ")


def app_words_of_error(error: MegadeskError) -> Text:
    """Return what happened and what to do, without what can only be typed on a command line: the app has buttons."""
    remedy = remedy_of_error(error)
    names_command = any(word in plainly(remedy) for word in COMMAND_WORDS)
    return words_of_error(error) if names_command else all_words_of_error(error)


def said(code: str, arguments: Mapping[str, Argument], part: str = "sentence") -> Text:
    """Return what a message of the engine says by its code and arguments."""
    return engine_words(code, _plain(arguments), part)


def _plain(arguments: Mapping[str, Argument]) -> tuple[tuple[str, str | int | float], ...]:
    return tuple((name, value) for name, value in arguments.items() if value is not None)
