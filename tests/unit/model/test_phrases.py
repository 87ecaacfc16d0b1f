"""The table of words: there are some for every code, and they are calm."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import megadesk
from megadesk.model.error_phrases import ERROR_PHRASES
from megadesk.model.problem_phrases import PROBLEM_PHRASES
from megadesk.model.wording import words_for

ALL = {**ERROR_PHRASES, **PROBLEM_PHRASES}


def test_the_codes_of_sync_all_have_words() -> None:
    """Every code that the source of the sync room gives a problem or notice is in the table."""
    source = "\n".join(path.read_text("utf-8") for path in Path(megadesk.__file__).parent.glob("sync/*.py"))
    codes = set(re.findall(r'(?:_notes\.append\(\(|code=)"([a-z_]+)"', source))
    codes |= set(re.findall(r'^[A-Z_]+: Final = "([a-z_]+)"$', source, re.MULTILINE))
    assert "mass_removal" in codes
    assert codes <= {part for key in ALL for part in key.split("/")}  # a code, or a reason of one


@pytest.mark.parametrize("code", sorted(ALL))
def test_words_are_calm_whole_sentences(code: str) -> None:
    """Sentence and remedy end with a full stop, begin with a capital, and shout nothing, filled or not."""
    for arguments in ({}, dict.fromkeys(("path", "name", "value", "server", "reason", "detail"), "x")):
        kind, what, reason = [*code.split("/"), "", ""][:3]
        words = words_for(
            kind, {**arguments, **({"what": what} if what else {}), **({"reason": reason} if reason else {})}
        )
        for text in (words.sentence, words.remedy):
            assert text.endswith((".", "”.")), text
            assert "!" not in text
            assert "Oops" not in text
            assert not re.search(r"[{}|]|  |\.\.$| \.", text), text
    assert words_for(kind).sentence.lstrip("“")[0] in ".ABCDEFGHIJKLMNOPQRSTUVWXYZ"
