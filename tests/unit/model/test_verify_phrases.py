"""The words for what a check of the account finds."""

from __future__ import annotations

import pytest

from megadesk.model.errors import Argument, BadUsage, NotFound
from megadesk.model.phrases import texts
from megadesk.model.verify_phrases import VERIFY_PHRASES
from megadesk.model.wording import words_for, words_of


@pytest.mark.parametrize(
    ("code", "arguments", "said"),
    [
        ("blocks_missing", {"path": "/a", "blocks": 1}, "/a: 1 block is missing on the server."),
        ("blocks_missing", {"path": "/a", "blocks": 12_000}, "/a: 12,000 blocks are missing on the server."),
        ("blocks_damaged", {"path": "/a", "blocks": 2}, "/a: 2 blocks are damaged on the server."),
        ("blocks_forged", {"blocks": 1}, "A file: 1 block is not what its record says."),
        ("list_damaged", {"path": "/a"}, "/a: the list of its blocks is damaged on the server."),
        ("record_missing", {}, "The server does not have the record of a file or folder."),
        ("own_record", {"path": "/a"}, "What this computer has stored of /a is not what was verified."),
    ],
)
def test_findings_name_file_and_number(code: str, arguments: dict[str, Argument], said: str) -> None:
    """Which file, how much of it, and what to do."""
    words = words_for(code, arguments)
    assert words.sentence == said
    assert words.remedy.endswith(".")


def test_the_command_has_words_of_its_own() -> None:
    """For options that do not go together, and a report that is gone."""
    assert "--content" in words_of(BadUsage(what="verify", reason="download")).sentence
    assert "no longer kept" in words_of(NotFound(what="report", value="ab")).sentence


def test_every_phrase_is_made_of_sentences() -> None:
    """Both parts of each."""
    for phrase in VERIFY_PHRASES.values():
        assert all(text.endswith(".") for part in phrase for text in texts(part))
