"""What an answer does is said for every kind of issue it can be given to."""

from __future__ import annotations

import re

import pytest

from megadesk.model.answers import ANSWERS, answer_words
from megadesk.model.reasons import COMMANDS, REASONS

FITTING = [(row.code, remedy.value) for row in REASONS.values() for remedy in row.remedies if remedy in COMMANDS]


@pytest.mark.parametrize(("code", "action"), FITTING)
def test_every_answer_that_fits_has_words(code: str, action: str) -> None:
    """A clause that can follow a number and become a sentence."""
    words = answer_words(code, action)
    assert words[:1].islower(), (code, action)
    assert not words.endswith(".")
    assert "!" not in words


def test_no_row_is_for_an_answer_that_does_not_fit() -> None:
    """What stands in the table can be given."""
    assert {key for key in ANSWERS if "/" in key} <= {"/".join(pair) for pair in FITTING}
    assert {key for key in ANSWERS if "/" not in key} <= {action for _, action in FITTING}
    assert answer_words("conflict", "explode") == ""


@pytest.mark.parametrize(
    ("code", "action", "word"),
    [
        ("only_there_new", "keep_local", "deleted in the cloud"),
        ("only_here_new", "keep_remote", "deleted here"),
        ("only_here_removed", "keep_local", "deleted in the cloud"),
        ("only_there_removed", "keep_remote", "deleted here"),
        ("mass_change", "restore", "this folder's own bin"),
    ],
)
def test_what_takes_away_says_so(code: str, action: str, word: str) -> None:
    """Who lets something go reads that it goes, and where it is kept."""
    assert word in answer_words(code, action)
    assert re.search("kept in (the|this folder's own) bin", answer_words(code, action))
