"""One problem in full: what happened, why, and the choices there are, each with what it does to files.

IssueRow --problem_of--> Problem(what, why, choices)        (words of choices: choices.py; losses and versions: their own)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from megadesk.ipc import messages as m
from megadesk.model.reasons import ReasonKind, Remedy
from megadesk.ui.text import NOTHING, Exactly, Text, text
from megadesk.ui.viewmodels.choices import Choice, choices_of
from megadesk.ui.viewmodels.errors import said
from megadesk.ui.viewmodels.problems import MARKS, folder_of, name_of
from megadesk.ui.viewmodels.remedies import remedy
from megadesk.ui.viewmodels.when import time_ms

NO_COUNTS: Final[Mapping[str, int]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """local, cloud: where it is, on this computer and in the cloud; empty if that is not known.

    alike: how many of its kind there are in its folder. is_below: it is about something in the folder, not all of it.
    """

    id: str
    code: str
    pair: str
    pair_name: str
    icon: str
    tone: str
    name: str
    where: Text
    what: Text
    why: Text
    helps: Text
    since: Text
    choices: tuple[Choice, ...]
    local: str = ""
    cloud: str = ""
    alike: int = 1
    is_backup: bool = False
    is_below: bool = True


def problem_of(
    issue: m.IssueRow,
    issues: Sequence[m.IssueRow],
    status: m.Status | None,
    counts: Mapping[str, int] = NO_COUNTS,
) -> Problem:
    """Return a problem in full; ``counts``: how many there are of its kind, where more are than ``issues`` holds."""
    mark, tone = MARKS.get(issue.kind, ("circle-help", "muted"))
    folders: list[m.PairStatus] = [*status.pairs, *status.backups] if status is not None else []
    key = str(issue.arguments.get("pair") or "")
    pair = next((each for each in folders if key == each.id or (not key and issue.pair == each.name)), None)
    since = time_ms(issue.since)
    return Problem(
        id=issue.id, code=issue.code, pair=pair.id if pair is not None else key, pair_name=issue.pair, icon=mark, tone=tone,
        name=name_of(issue), where=folder_of(issue), what=said(issue.code, issue.arguments), why=why(issue),
        helps=_helps(issue),
        since=text("Since {time}", time=Exactly(since)) if since is not None else NOTHING,
        choices=tuple(choices_of(issue, can_pause=_can_pause(pair))),
        local=_below(pair.local, issue.path) if pair is not None else "",
        cloud=_below(pair.remote, issue.path) if pair is not None else "",
        alike=counts.get(f"{key} {issue.code}")
        or sum(other.code == issue.code and other.pair == issue.pair for other in issues),
        is_backup=isinstance(pair, m.BackupStatus), is_below=bool(issue.path),
    )  # fmt: skip


_SAID_BY_CHOICES: Final = frozenset(
    {Remedy.KEEP_LOCAL, Remedy.KEEP_COPY, Remedy.APPROVE, Remedy.RAISE_LIMIT, Remedy.ALLOW, Remedy.MOVE, Remedy.RESUME}
)


def _helps(issue: m.IssueRow) -> Text:
    """Return what helps, beside what the choices say."""
    is_said = not _SAID_BY_CHOICES.isdisjoint(issue.remedies) and issue.code not in {
        "mass_change",
        "blocked_by_direction",
    }
    return NOTHING if is_said else remedy(issue.code, issue.arguments)


def _can_pause(pair: m.PairStatus | None) -> bool:
    return pair is not None and not isinstance(pair, m.BackupStatus) and pair.state != "paused"


def _below(folder: str, path: str) -> str:
    return f"{folder.rstrip('/')}/{path}" if path else folder


def why(issue: m.IssueRow) -> Text:
    """Return why it is so and what it means for files, in a sentence or two."""
    found = _WHY.get(issue.code) or _WHY_OF_KIND.get(issue.kind)
    if issue.code == "mass_removal":
        return _why_removed(str(issue.arguments.get("direction") or ""))
    return found() if found is not None else NOTHING


def _why_removed(direction: str) -> Text:
    if direction == "local":
        return text(
            "They were deleted in the cloud. Until you decide, nothing is deleted here and nothing else in this folder is synced."
        )
    return text(
        "They were deleted on this computer. Until you decide, nothing is deleted in the cloud and nothing else in this folder is synced."
    )


def _only_here() -> Text:
    return text("This folder only receives changes from the cloud. Changes made here are kept but not uploaded.")


def _only_there() -> Text:
    return text("This folder only sends changes to the cloud. Changes made there are kept but not downloaded.")


def _name() -> Text:
    return text("Not every system can store every name. Until it is renamed, it stays where it is and is not synced.")


def _watching() -> Text:
    return text("No changes are missed; they are only noticed a little later.")


def _private() -> Text:
    return text("megadesk uses some names itself. Until it is renamed, it stays where it is and is not synced.")


def _server() -> Text:
    return text(
        "megadesk checks everything from the server before using it, and this check failed. Nothing on this computer was changed."
    )


_WHY: Final[Mapping[str, Callable[[], Text]]] = {
    "conflict": lambda: text(
        "Each device saved its own version before it received the other. Both are kept, and nothing is lost, whichever you choose."
    ),
    "long_away": lambda: text(
        "After such a long time, these deletions may no longer be wanted. Nothing in this folder is synced until you decide."
    ),
    "mass_change": lambda: text(
        "This happens when a program converts many files, but also when ransomware encrypts them. Nothing in this folder is uploaded until you decide."
    ),
    "root_missing": lambda: text(
        "A disconnected disk looks like an emptied folder. So nothing is deleted, and syncing of this folder is stopped."
    ),
    "root_replaced": lambda: text(
        "This is not the folder that was synced. So nothing is deleted, and syncing of this folder is stopped."
    ),
    **dict.fromkeys(("only_here_new", "only_here_edited", "only_here_moved", "only_here_removed"), _only_here),
    **dict.fromkeys(("only_there_new", "only_there_edited", "only_there_moved", "only_there_removed"), _only_there),
    **dict.fromkeys(
        (
            "not_unicode", "too_long", "control_character", "separator", "empty", "dots", "not_normalized", "bad_name",
            "name_too_long", "reserved_name", "character", "device_name", "trailing_dot", "disk_refuses",
            "unicode_conflict", "name_conflict", "name_kept",
        ),
        _name,
    ),
    **dict.fromkeys(("name_reserved", "private", "private_replaced"), _private),
    **dict.fromkeys(("unreadable", "access_denied"), lambda: text(
        "What cannot be read is left as it is, here and in the cloud. Everything else keeps syncing."
    )),
    **dict.fromkeys(("ignore_unreadable", "ignore_not_text", "ignore_too_large", "ignore_line"), lambda: text(
        "All other rules work. Nothing is uploaded by accident because of it."
    )),
    **dict.fromkeys(("watch_limit", "watch_instances", "watch_overflow", "watch_failed", "network_volume"), _watching),
    **dict.fromkeys(("symlink", "no_links"), lambda: text(
        "A link may lead anywhere, even out of the folder. So links are skipped, unless you choose to keep them as links."
    )),
    "other_volume": lambda: text("If that disk were removed, its files would look deleted. So it has to be synced as its own folder."),
    "disk_full": lambda: text("Existing files are unchanged. Syncing continues automatically once there is space."),
    "quota_exceeded": lambda: text("Files in the cloud stay there, and deleting and moving still syncs. Only new content waits."),
    **dict.fromkeys(("damaged", "malformed", "limit", "forged", "downgrade", "identity", "rollback", "fork"), _server),
    "cancelled": lambda: text("You cancelled its transfer. The file itself is unchanged, here and in the cloud."),
}  # fmt: skip

_WHY_OF_KIND: Final[Mapping[str, Callable[[], Text]]] = {
    ReasonKind.HELD: lambda: text(
        "It stays as it is, here and in the cloud, until you act. Everything else continues to sync."
    ),
    ReasonKind.WAITING: lambda: text("It continues automatically as soon as possible. Everything else keeps syncing."),
    ReasonKind.FAILED: lambda: text("It did not work. The files here and in the cloud stay as they are."),
    ReasonKind.SKIPPED: lambda: text("Items of this type are not synced. It stays as it is."),
    ReasonKind.SYNCED: lambda: text("Everything else keeps syncing."),
    ReasonKind.ASKED: lambda: text("It waits until you decide."),
}
