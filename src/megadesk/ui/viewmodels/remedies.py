"""What can be done about a problem, in the app's words: where the engine names a command, a button stands instead.

remedy(code, arguments) --> Text: ours for the codes whose words name a command, else the engine's own
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from megadesk.model.errors import Argument, MegadeskError
from megadesk.model.wording import facts_of
from megadesk.ui.text import NOTHING, Text, joined, plainly, text
from megadesk.ui.viewmodels.errors import said, words_of_error

_COMMAND: Final = "“megadesk "
_OPTION: Final = "“--"


def remedy(code: str, arguments: Mapping[str, Argument]) -> Text:
    """Return what a person can do about it; nothing where only a command would help."""
    own = _OWN.get(code)
    if own is not None:
        return own()
    words = said(code, arguments, "remedy")
    plain = plainly(words)
    return NOTHING if _COMMAND in plain or _OPTION in plain else words


def _undecided() -> Text:
    return text("Both sides stay as they are until you decide.")


def _nothing_changed() -> Text:
    return text("Nothing on this computer was changed. Ask the server's administrator what happened.")


def _let_go() -> Text:
    return text("Nothing is uploaded from here any more. Stop this backup: the files stay on both sides.")


def _other_history() -> Text:
    return text(
        "Nothing on this computer was changed. Ask the server's administrator whether it was restored from a backup."
    )


_OWN: Final[Mapping[str, Callable[[], Text]]] = {
    "symlink": lambda: text("Put the file itself here to sync it, or set the folder to keep links as links."),
    **dict.fromkeys(
        (
            "only_here_new", "only_here_edited", "only_here_moved", "only_here_removed",
            "only_there_new", "only_there_edited", "only_there_moved", "only_there_removed",
        ),
        _undecided,
    ),
    "blocked_by_direction": lambda: text(
        "Decide about that one first, or sync this folder both ways."
    ),
    "watch_failed": lambda: text("Nothing to do if that is often enough."),
    "cancelled": lambda: text("Try again to sync it. When the file changes, it is synced automatically."),
    **dict.fromkeys(("damaged", "malformed", "limit"), _nothing_changed),
    "missing": lambda: text(
        "A device that still has the file can upload it again: “Check everything” there. All other files keep syncing."
    ),
    **dict.fromkeys(("rollback", "fork"), _other_history),
    "error": lambda: text("Try again. If it happens again, a report helps to find out why."),
    "bug": lambda: text("Your files are unchanged. A report helps to find out why."),
    **dict.fromkeys(("refused", "not_found", "past_gone", "bad_usage", "already_running"), lambda: text("Try again.")),
    "conflict": lambda: text("Compare both versions and keep one of them, or both."),
    **dict.fromkeys(("mass_removal", "long_away"), lambda: text("Check what would be deleted, then delete or restore it.")),
    "mass_change": lambda: text(
        "If it was not you, stop the program that does it first. Then restore the files."
    ),
    "root_missing": lambda: text("Connect its disk to continue syncing. If the folder was moved, choose where it is now."),
    "root_replaced": lambda: text("Move the folder back, or choose where it is now."),
    "root_in_use": lambda: text("Stop the other one, or remove the folder from one of the two."),
    "already_exists": lambda: text("Rename one of the two and try again."),
    **dict.fromkeys(("backup_taken_over", "backup_gone"), _let_go),
    **dict.fromkeys(("needs_user", "decision_needed"), lambda: text("Check the problem and decide.")),
    "no_key_store": lambda: text("Unlock your system keyring and sign in again."),
    "not_signed_in": lambda: text("Sign in on this computer."),
}  # fmt: skip


def helpful_words(error: MegadeskError) -> Text:
    """Return what went wrong, and what can be done about it where that is not a command."""
    return joined([words_of_error(error), remedy(error.code, facts_of(error))], " ")
