"""The table of words: there are some for every code, and they are calm."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import megadesk
from megadesk.model.errors import BY_CODE
from megadesk.model.phrases import ERROR_PHRASES, PROBLEM_PHRASES
from megadesk.model.wording import words_for

ALL = {**ERROR_PHRASES, **PROBLEM_PHRASES}
PROBLEM_CODES = [
    "symlink", "special_file", "unreadable", "not_unicode", "too_long", "other_volume", "ignored", "file_busy",
    "case_conflict", "unicode_conflict", "root_missing", "root_replaced", "mass_removal", "conflict_copy",
    "move_undone", "moved_elsewhere", "edit_kept", "name_too_long", "name_reserved", "control_character",
    "separator", "dots", "empty", "not_normalized", "old_password_wrap",
]  # fmt: skip


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_every_error_has_words_of_its_own(code: str) -> None:
    """No error class is left to the general sentence."""
    assert code in ERROR_PHRASES


@pytest.mark.parametrize("code", PROBLEM_CODES)
def test_every_problem_has_words_of_its_own(code: str) -> None:
    """No problem or notice is left to the general sentence."""
    assert code in ALL


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


@pytest.mark.parametrize(
    "code", sorted(code for code in PROBLEM_PHRASES if code.startswith(("only_here_", "only_there_")))
)
def test_what_does_not_travel_is_looked_at_before_it_is_decided(code: str) -> None:
    """No answer that takes something away is put into a person's mouth: what each does is shown first."""
    remedy = words_for(code, {"issue": "258a"}).remedy
    assert "megadesk issues show 258a" in remedy
    assert "--keep" not in remedy
