"""The second factor as people see it."""

from __future__ import annotations

import msgspec
import pytest

from fakes.settings import CODES, DRAFT, FACTOR, NO_FACTOR
from megadesk.model.errors import MegadeskError, RateLimited, SecondFactorNeeded, WrongCredentials
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.second_factor import (
    CODES_FEW,
    code_fault,
    code_in,
    code_refused,
    codes_page,
    factor_facts,
    secret_groups,
    wants_code,
)

SHAPE = "A code has six digits, a one-time code ten letters and digits."
WRONG = SecondFactorNeeded(reason="wrong")
LOCKED = RateLimited(retry_after_s=840, reason="second_factor")


def _tones(left: int) -> tuple[str, str]:
    shown = factor_facts(msgspec.structs.replace(FACTOR, codes_left=left))[1]
    return shown.tone, plainly(shown.words)


def test_it_is_off_or_on_since_a_day() -> None:
    """What each means for signing in is said beside it."""
    off = factor_facts(NO_FACTOR)
    assert [(fact.icon, plainly(fact.words)) for fact in off] == [
        ("shield", "Off. On a new device, your password alone opens the account.")
    ]
    since, _ = factor_facts(FACTOR)
    assert (since.icon, since.tone) == ("shield-check", "ok")
    assert plainly(since.words).startswith("On since @1793696400000. Signing in also asks for a code")
    undated = factor_facts(msgspec.structs.replace(FACTOR, since=""))[0]
    assert plainly(undated.words).startswith("On. Signing in also asks for a code")


def test_few_one_time_codes_are_warned_about() -> None:
    """By shape and tone, and once none is left with what that means."""
    assert _tones(CODES_FEW + 1) == ("muted", "3 one-time codes left")
    assert _tones(CODES_FEW) == ("warn", "Only 2 one-time codes left. Create new ones in time.")
    assert _tones(1) == ("warn", "Only 1 one-time code left. Create new ones in time.")
    assert _tones(0)[0] == "warn"
    assert _tones(0)[1].startswith("No one-time codes left.")


@pytest.mark.parametrize("typed", ["123456", " 123 456\n", "123-456"])
def test_a_code_is_taken_as_it_is_pasted(typed: str) -> None:
    """What only helps to read it is no part of it."""
    assert (code_in(typed), plainly(code_fault(typed)), plainly(code_fault(typed, is_new=True))) == ("123456", "", "")


@pytest.mark.parametrize(
    ("typed", "fault", "fault_if_new"),
    [
        ("", "Enter the code.", "Enter the code."),
        (" - ", "Enter the code.", "Enter the code."),
        ("12345", SHAPE, "The code has six digits."),
        ("12345a", SHAPE, "The code has six digits."),
        ("abcde-fgh18", SHAPE, "The code has six digits."),
        ("abcde-fghi2", "", "The code has six digits."),
        ("ABCDE\N{EN DASH}FGHI2", "", "The code has six digits."),
    ],
)
def test_no_try_is_spent_on_what_cannot_be_right(typed: str, fault: str, fault_if_new: str) -> None:
    """A one-time code has letters and digits of base32; a new secret has none yet."""
    assert (plainly(code_fault(typed)), plainly(code_fault(typed, is_new=True))) == (fault, fault_if_new)


def test_a_code_that_is_missing_is_asked_for() -> None:
    """One that was wrong is not: that is said at the field."""
    assert wants_code(SecondFactorNeeded(reason="missing"))
    assert not wants_code(WRONG)
    assert not wants_code(WrongCredentials())


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (WRONG, "This code is wrong or was used before."),
        (SecondFactorNeeded(reason="missing"), ""),
        (RateLimited(retry_after_s=5), ""),
        (WrongCredentials(), ""),
    ],
)
def test_only_what_is_wrong_with_the_code_is_said_at_it(error: MegadeskError, words: str) -> None:
    """A server that is busy, or a password that is wrong, is said elsewhere."""
    found = plainly(code_refused(error))
    assert found.startswith(words)
    assert bool(found) is bool(words)


def test_a_lock_says_how_long_it_is() -> None:
    """Rounded up, so that nobody tries too early."""
    assert "14 minutes" in plainly(code_refused(LOCKED))


def test_a_secret_is_read_in_groups() -> None:
    """Of four, nothing left out."""
    groups = secret_groups(DRAFT.secret)
    assert {len(group) for group in groups} == {4}
    assert "".join(groups) == DRAFT.secret


def test_the_paper_has_all_codes_and_whose_they_are() -> None:
    """One a line, so that each can be crossed out."""
    lines = plainly(codes_page(CODES.codes, "anna@example.org", "https://x.org")).splitlines()
    assert set(CODES.codes) <= set(lines)
    assert {"account: anna@example.org", "server:  https://x.org"} <= set(lines)
