"""From errors to exit codes, lines and documents: the public table."""

from __future__ import annotations

import pytest

from megadesk.cli.exits import EXIT_CODES, error_document, error_line, exit_code, of_codes
from megadesk.model.errors import BY_CODE, EngineUnavailable, NotFound, QuotaExceeded, error_from_code

TABLE = {
    "error": 1, "retry_later": 1, "server_unavailable": 6, "rate_limited": 6, "engine_unavailable": 1, "timed_out": 124,
    "file_busy": 1, "stale": 1, "waiting": 1, "disk_full": 1, "quota_exceeded": 5, "needs_user": 8,
    "not_signed_in": 3, "wrong_credentials": 3, "second_factor_needed": 3, "no_key_store": 2, "decision_needed": 8, "rollback": 7, "fork": 7,
    "identity": 7, "refused": 1, "bad_usage": 2, "bad_name": 2, "not_found": 4, "past_gone": 4, "already_exists": 1,
    "access_denied": 5, "server_refused": 5, "cancelled": 1, "too_new": 1, "already_running": 1, "damaged": 7, "malformed": 7,
    "limit": 7, "forged": 7, "downgrade": 7, "quarantine": 7, "missing": 7, "bug": 1,
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_every_error_has_its_exit_code(code: str) -> None:
    """Scripts depend on these numbers: a new error gets a line here, and none changes."""
    assert exit_code(error_from_code(code, "", {})) == TABLE[code]


def test_only_the_codes_of_the_contract_are_used() -> None:
    """0 to 8 and 124 are documented; there are no others."""
    assert set(EXIT_CODES.values()) <= {1, 2, 3, 4, 5, 6, 7, 8, 124}


def test_an_engine_that_hangs_is_a_time_out() -> None:
    """Whoever waited too long is told so in the number too."""
    assert exit_code(EngineUnavailable(reason="timeout")) == 124


@pytest.mark.parametrize(
    ("codes", "code"), [([], 0), (["stale"], 1), (["no such code"], 1), (["stale", "missing"], 7), (["forged"], 7)]
)
def test_damage_among_what_was_left_out_is_said(codes: list[str], code: int) -> None:
    """Whoever fetched many files learns from the number alone that one of them was tampered with."""
    assert of_codes(codes) == code


def test_the_line_says_what_happened_where_and_what_to_do() -> None:
    """One line, with the path once."""
    line = error_line(NotFound(path="/Photos"))
    assert line == "megadesk: /Photos was not found. Check the spelling; “megadesk ls” and the lists help."
    assert "(/here)" in error_line(EngineUnavailable(path="/here"))
    assert "\n" not in error_line(NotFound("a\nb"))


def test_the_document_has_code_message_and_path() -> None:
    """Exactly these three, the path null if there is none."""
    assert error_document(QuotaExceeded(path="/a")) == {
        "error": {
            "code": "quota_exceeded",
            "message": "The storage of this account is full, so /a is not uploaded.",
            "path": "/a",
        }
    }
    assert error_document(NotFound())["error"]["path"] is None
