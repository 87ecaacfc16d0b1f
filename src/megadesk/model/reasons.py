"""Every reason there is for a file not to be as it is in the cloud: what kind it is, and what can be done about it.

    code --reason_of--> Reason(kind, remedies, is_issue)          the words for people: error_phrases, problem_phrases

    HELD      stays as it is until somebody does something: a name this disk cannot store, a file that cannot be read
    SKIPPED   is never synced, by its nature: a link, a device, another disk
    IGNORED   left out because a rule says so
    WAITING   goes on by itself: the file is still being written, the disk is full, the server cannot be reached
    FAILED    data from outside is not what it must be, or a mistake of ours
    ASKED     a person has to decide: a guard, a conflict, a folder that is not there
    SYNCED    nothing is wrong

A code is stable and public (docs/reference/reasons.md is made from this table). One that is not in it, of a newer
engine, is held and can be tried again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class ReasonKind(StrEnum):
    """What a reason means for the file; the value is public."""

    HELD = "held"
    SKIPPED = "skipped"
    IGNORED = "ignored"
    WAITING = "waiting"
    FAILED = "failed"
    ASKED = "asked"
    SYNCED = "synced"


class Remedy(StrEnum):
    """What a person can do; the value is public. Those that a command carries out are in COMMANDS."""

    RETRY = "retry"
    KEEP_LOCAL = "keep_local"
    KEEP_REMOTE = "keep_remote"
    KEEP_COPY = "keep_copy"
    KEEP_NAME = "keep_name"
    KEEP_BOTH = "keep_both"
    APPROVE = "approve"
    RESTORE = "restore"
    LOCATE = "locate"
    RELINK = "relink"
    RESUME = "resume"
    RENAME = "rename"
    ALLOW = "allow"
    MOVE = "move"
    CLOSE = "close"
    CHANGE_RULE = "change_rule"
    FREE_SPACE = "free_space"
    MORE_QUOTA = "more_quota"
    RAISE_LIMIT = "raise_limit"
    UPDATE = "update"
    SAVE_AGAIN = "save_again"
    HEAL = "heal"
    SIGN_IN = "sign_in"
    ADD_PAIR = "add_pair"
    ASK_OPERATOR = "ask_operator"
    ACCEPT_FORK = "accept_fork"
    REPORT = "report"


COMMANDS: Final[Mapping[Remedy, str]] = {
    Remedy.RETRY: "--retry",
    Remedy.KEEP_LOCAL: "--keep local",
    Remedy.KEEP_REMOTE: "--keep remote",
    Remedy.KEEP_COPY: "--keep copy",
    Remedy.KEEP_NAME: "--keep name",
    Remedy.KEEP_BOTH: "--keep both",
    Remedy.APPROVE: "--approve",
    Remedy.RESTORE: "--restore",
    Remedy.LOCATE: "--locate DIR",
    Remedy.RELINK: "--locate DIR --relink",
}
"""The remedies that ``megadesk issues resolve ID`` carries out, and how."""

PASSING_MS: Final = 300_000
"""What passes by itself, a file in use say, is no issue before it has lasted so long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One row of the table. ``passes``: most likely gone by itself in a moment, so it is no issue yet."""

    code: str
    kind: ReasonKind
    remedies: tuple[Remedy, ...] = ()
    is_known: bool = True
    """Whether a person should know of it: then it is an issue."""
    passes: bool = False

    @property
    def can_act(self) -> bool:
        """Whether a person can do something about it."""
        return bool(self.remedies)

    def is_issue(self, lasts_ms: int) -> bool:
        """Whether a person should know of it, now that it has lasted so long."""
        return self.is_known and not (self.passes and lasts_ms < PASSING_MS)


def reason_of(code: str) -> Reason:
    """Return the row of a code; one that is not known is held, and can be tried again."""
    return REASONS.get(code) or Reason(code=code, kind=ReasonKind.HELD, remedies=(Remedy.RETRY,))


def _rows(
    codes: str, kind: ReasonKind, *remedies: Remedy, is_known: bool = True, passes: bool = False
) -> Iterator[Reason]:
    """Yield a row for each of the codes, which stand apart by blanks."""
    for code in codes.split():
        yield Reason(code=code, kind=kind, remedies=remedies, is_known=is_known, passes=passes)


_HELD: Final = ReasonKind.HELD
_SKIPPED: Final = ReasonKind.SKIPPED
_WAITING: Final = ReasonKind.WAITING
_FAILED: Final = ReasonKind.FAILED
_ASKED: Final = ReasonKind.ASKED

_TABLE: Final = (
    # -- names: here, and on the way here
    _rows(
        "not_unicode too_long control_character separator empty dots not_normalized bad_name name_too_long"
        " name_reserved reserved_name private character device_name trailing_dot disk_refuses"
        " unicode_conflict name_conflict name_kept",
        _HELD, Remedy.RENAME, Remedy.RETRY,
    ),
    _rows("case_conflict", ReasonKind.SYNCED, Remedy.RENAME),
    # -- what a scan met
    _rows("unreadable access_denied", _HELD, Remedy.ALLOW, Remedy.RETRY),
    _rows("other_volume", _SKIPPED, Remedy.ADD_PAIR),
    _rows("symlink no_links", _SKIPPED, Remedy.MOVE),
    _rows("special_file", _SKIPPED),
    _rows("ignored", ReasonKind.IGNORED, Remedy.CHANGE_RULE, is_known=False),
    _rows("ignore_unreadable", _HELD, Remedy.ALLOW, Remedy.RETRY),
    _rows("ignore_not_text ignore_too_large ignore_line", _HELD, Remedy.CHANGE_RULE),
    _rows("file_busy changing locked", _WAITING, Remedy.CLOSE, Remedy.RETRY, passes=True),
    _rows("vanished stale", _WAITING, Remedy.RETRY, passes=True),
    # -- a pair of one direction: changes that do not travel
    _rows(
        "only_here_new only_here_edited only_here_moved only_here_removed"
        " only_there_new only_there_edited only_there_moved only_there_removed",
        _HELD, Remedy.KEEP_LOCAL, Remedy.KEEP_REMOTE, Remedy.KEEP_BOTH,
    ),
    _rows("blocked_by_direction", _HELD, Remedy.KEEP_LOCAL, Remedy.KEEP_REMOTE, Remedy.KEEP_BOTH),
    # -- room
    _rows("disk_full", _WAITING, Remedy.FREE_SPACE, Remedy.RETRY),
    _rows("quota_exceeded", _WAITING, Remedy.MORE_QUOTA, Remedy.RETRY),
    _rows("waiting", _WAITING, Remedy.RETRY),
    # -- watching the disk
    _rows("watch_limit watch_instances watch_overflow", _WAITING, Remedy.RAISE_LIMIT),
    _rows("watch_failed network_volume", _WAITING),
    # -- the way to the server, and the work under way
    _rows(
        "server_unavailable rate_limited retry_later engine_unavailable timed_out offline"
        " queued uploading downloading retrying just_saved scanning planned behind transfer_paused transfers_paused transfers_rest",
        _WAITING, is_known=False,
    ),
    _rows("cancelled", _HELD, Remedy.RETRY),
    _rows("paused backup_paused all_paused", _WAITING, Remedy.RESUME, is_known=False),
    _rows("scheduled", _WAITING, is_known=False),
    # -- damage, and what this version cannot read
    _rows("missing", _FAILED, Remedy.HEAL, Remedy.RETRY),
    _rows("quarantine", _FAILED, Remedy.SAVE_AGAIN),
    _rows("too_new", _HELD, Remedy.UPDATE),
    _rows("damaged malformed limit forged downgrade identity", _FAILED, Remedy.ASK_OPERATOR),
    _rows("rollback fork", _FAILED, Remedy.ASK_OPERATOR, Remedy.ACCEPT_FORK),
    _rows("error bug", _FAILED, Remedy.REPORT, Remedy.RETRY),
    _rows("refused server_refused not_found past_gone already_exists bad_usage already_running", _FAILED, Remedy.RETRY),
    # -- a person is asked
    _rows(
        "conflict", _ASKED,
        Remedy.KEEP_LOCAL, Remedy.KEEP_REMOTE, Remedy.KEEP_COPY, Remedy.KEEP_NAME, Remedy.KEEP_BOTH,
    ),
    _rows("mass_removal mass_change long_away", _ASKED, Remedy.APPROVE, Remedy.RESTORE),
    _rows("root_missing root_replaced", _ASKED, Remedy.LOCATE, Remedy.RELINK),
    _rows("root_in_use", _ASKED, Remedy.RETRY),
    _rows("private_replaced", _ASKED, Remedy.RETRY),
    _rows("backup_taken_over backup_gone", _HELD, Remedy.RETRY),
    _rows("needs_user decision_needed", _ASKED, Remedy.RESUME),
    _rows("not_signed_in wrong_credentials second_factor_needed no_key_store", _ASKED, Remedy.SIGN_IN),
    # -- how a path stands that no pair brings here
    _rows("synced", ReasonKind.SYNCED, is_known=False),
    _rows("not_in_a_pair only_in_the_cloud", _SKIPPED, Remedy.ADD_PAIR, is_known=False),
    _rows("our_own binned", _SKIPPED, is_known=False),
)  # fmt: skip

REASONS: Final[Mapping[str, Reason]] = {row.code: row for rows in _TABLE for row in rows}
