"""An error of the engine as what a person reads: the same sentence that the command line prints."""

from __future__ import annotations

from megadesk.model.errors import MegadeskError
from megadesk.ui.text import DETAIL, Text, engine_words, joined


def words_of_error(error: MegadeskError) -> Text:
    """Return what happened, as one sentence."""
    return engine_words(error.code, _plain(error))


def remedy_of_error(error: MegadeskError) -> Text:
    """Return what a person can do about it."""
    return engine_words(error.code, _plain(error), part="remedy")


def all_words_of_error(error: MegadeskError) -> Text:
    """Return both: for a place where nothing else says what to do."""
    return joined([words_of_error(error), remedy_of_error(error)], " ")


def _plain(error: MegadeskError) -> tuple[tuple[str, str | int | float], ...]:
    found = [(name, value) for name, value in error.arguments.items() if isinstance(value, str | int | float)]
    return (*found, (DETAIL, error.detail)) if error.detail else tuple(found)
