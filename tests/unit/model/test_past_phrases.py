"""The words for what goes wrong with the past."""

from __future__ import annotations

import pytest

from megadesk.model.errors import AlreadyExists, BadUsage, MegadeskError, NotFound, PastGone
from megadesk.model.past_phrases import PAST_PHRASES
from megadesk.model.phrases import texts
from megadesk.model.wording import words_of


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PastGone(oldest_seq=3), "no longer keeps that time."),
        (PastGone(oldest="2026-01-01T00:00:00Z"), "that time; the oldest it keeps is of 2026-01-01T00:00:00Z."),
        (BadUsage(what="moment", value="soon"), "“soon” is not a valid time"),
        (NotFound(what="moment", reason="too_early", oldest="2026-01-01T00:00:00Z"), "begins at 2026-01-01T00:00:00Z"),
        (NotFound(what="path", reason="then", path="/a", time="2026-01-01T00:00:00Z"), "/a did not exist"),
        (NotFound(what="version", path="/a", value=3), "/a has no kept version"),
        (BadUsage(what="versions", reason="folder", path="/d"), "only files have versions"),
        (BadUsage(what="rewind", reason="unreadable", value=2), "cannot be read"),
        (BadUsage(what="rewind", reason="backups", path="backups:/x"), "backup, which only its own device"),
        (AlreadyExists(what="folder_of_then", path="/p"), "/p is a file now."),
    ],
)
def test_errors_of_the_past_have_words_of_their_own(error: MegadeskError, said: str) -> None:
    """Each says what is wrong and what to do."""
    words = words_of(error)
    assert said in words.sentence
    assert words.remedy.endswith(".")


def test_no_words_are_left_over() -> None:
    """A key is a code with its what and reason, and both parts of a phrase are sentences."""
    for key, phrase in PAST_PHRASES.items():
        assert key.split("/")[0] in {"bad_usage", "not_found", "past_gone"}
        assert all(text.endswith(".") for part in phrase for text in texts(part))
