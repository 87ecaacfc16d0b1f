"""The words for problems: there are some for each that people see, and none decides for them."""

from __future__ import annotations

import pytest

from megadesk.model.problem_phrases import PROBLEM_PHRASES
from megadesk.model.wording import words_for

PROBLEM_CODES = [
    "symlink", "special_file", "unreadable", "not_unicode", "too_long", "other_volume", "ignored",
    "case_conflict", "unicode_conflict", "root_missing", "root_replaced", "mass_removal", "conflict_copy",
    "move_undone", "moved_elsewhere", "edit_kept", "name_too_long", "name_reserved", "control_character",
    "separator", "dots", "empty", "not_normalized", "old_password_wrap",
]  # fmt: skip


@pytest.mark.parametrize("code", PROBLEM_CODES)
def test_every_problem_has_words_of_its_own(code: str) -> None:
    """No problem or notice is left to the general sentence."""
    assert code in PROBLEM_PHRASES


@pytest.mark.parametrize(
    "code", sorted(code for code in PROBLEM_PHRASES if code.startswith(("only_here_", "only_there_")))
)
def test_what_does_not_travel_is_looked_at_before_it_is_decided(code: str) -> None:
    """No answer that takes something away is put into a person's mouth: what each does is shown first."""
    remedy = words_for(code, {"issue": "258a"}).remedy
    assert "megadesk issues show 258a" in remedy
    assert "--keep" not in remedy
