"""From an error to the exit code, the line on stderr and the JSON on stdout: one table, public (docs/cli.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from megadesk.model import errors
from megadesk.model.errors import MegadeskError
from megadesk.model.wording import words_of

DONE: Final = 0
FAILED: Final = 1
USAGE: Final = 2
NOT_SIGNED_IN: Final = 3
NOT_FOUND: Final = 4
REFUSED: Final = 5
UNREACHABLE: Final = 6
DAMAGED: Final = 7
DECISION: Final = 8
TIMED_OUT: Final = 124
INTERRUPTED: Final = 130

EXIT_CODES: Final[Mapping[type[MegadeskError], int]] = {
    MegadeskError: FAILED,
    errors.TimedOut: TIMED_OUT,
    errors.ServerUnavailable: UNREACHABLE,
    errors.RateLimited: UNREACHABLE,
    errors.QuotaExceeded: REFUSED,
    errors.NeedsUser: DECISION,
    errors.NotSignedIn: NOT_SIGNED_IN,
    errors.WrongCredentials: NOT_SIGNED_IN,
    errors.SecondFactorNeeded: NOT_SIGNED_IN,
    errors.NoKeyStore: USAGE,
    errors.Rollback: DAMAGED,
    errors.Forked: DAMAGED,
    errors.IdentityChanged: DAMAGED,
    errors.BadUsage: USAGE,
    errors.BadName: USAGE,
    errors.NotFound: NOT_FOUND,
    errors.PastGone: NOT_FOUND,
    errors.AccessDenied: REFUSED,
    errors.ServerRefused: REFUSED,
    errors.Damaged: DAMAGED,
}
"""The nearest class above an error decides."""


def exit_code(error: MegadeskError) -> int:
    """Return the exit code for an error."""
    if isinstance(error, errors.EngineUnavailable) and error.arguments.get("reason") == "timeout":
        return TIMED_OUT
    return next(EXIT_CODES[kind] for kind in type(error).__mro__ if kind in EXIT_CODES)


def of_codes(codes: Iterable[str]) -> int:
    """Return the exit code of work that was done but for some files: damage says so, whatever else was wrong."""
    kinds = [errors.BY_CODE.get(code, MegadeskError) for code in codes]
    if any(issubclass(kind, errors.Damaged) for kind in kinds):
        return DAMAGED
    return FAILED if kinds else DONE


def error_line(error: MegadeskError) -> str:
    """Return the one line for stderr: what happened, to which path, what to do."""
    words = words_of(error)
    path = error.arguments.get("path")
    about = f" ({path})" if path and str(path) not in words.sentence else ""
    return f"megadesk: {words.sentence.removesuffix('.')}{about}. {words.remedy}"


def error_document(error: MegadeskError) -> dict[str, dict[str, str | None]]:
    """Return what ``--json`` prints for an error."""
    path = error.arguments.get("path")
    return {
        "error": {"code": error.code, "message": words_of(error).sentence, "path": None if path is None else str(path)}
    }
