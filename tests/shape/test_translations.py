"""Every sentence is said in every language: nothing missing, nothing added, and what Qt loads is made of what is here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from translation.__main__ import LANGUAGES, ORIGINS
from translation.files import qm_path, read, release, ts_path
from translation.sources import Source

FIELD = re.compile(r"\{(\w+)")
COMMANDS = ("“megadesk ", "“--")
"""A sentence that names a command is the command line's: the app has a button there."""


def sources(origin: str) -> list[Source]:
    """Return the sentences that the app may say."""
    return [each for each in ORIGINS[origin]() if not any(word in each.key for word in COMMANDS)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("origin", ORIGINS)
def test_every_sentence_is_translated(origin: str, language: str) -> None:
    """With as many forms as the language has for counts; `dev.py translations` lists what is new."""
    known = read(ts_path(origin, language))
    missing = []
    for source in sources(origin):
        found = known.get((source.key, source.note))
        forms = LANGUAGES[language] if source.one else 1
        if found is None or not found.is_finished or len(found.forms) != forms:
            missing.append(source.key)
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("origin", ORIGINS)
def test_a_translation_fills_in_the_same_things(origin: str, language: str) -> None:
    """A field that is left out or misspelt would be seen by a person first."""
    known = read(ts_path(origin, language))
    wrong = []
    for source in sources(origin):
        found = known.get((source.key, source.note))
        allowed = {tuple(sorted(FIELD.findall(text))) for text in (source.key, source.one or source.key)}
        wrong += [form for form in (found.forms if found else ()) if tuple(sorted(FIELD.findall(form))) not in allowed]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_qt_loads_is_up_to_date(language: str, tmp_path: Path) -> None:
    """Made anew it is the same, byte for byte."""
    made = tmp_path / "made.qm"
    release(language, list(ORIGINS), made)
    assert made.read_bytes() == qm_path(language).read_bytes()
