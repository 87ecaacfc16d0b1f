"""When the desktop should say something: sparing, never for what goes well.

(status before, status now, now) --> notes        gather(notes) --> one message

A note is about what has just become so: what was so before is not said again. Its kind has a switch in the settings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from megadesk.ipc import messages as m
from megadesk.model.backup import parse_every
from megadesk.model.errors import MegadeskError
from megadesk.ui.text import NOTHING, Percent, Text, joined, plural, text, verbatim
from megadesk.ui.viewmodels.errors import said
from megadesk.ui.viewmodels.when import DAY_MS, time_ms

KINDS: Final = ("conflict", "guard", "quota", "tampering", "new_device", "backup_overdue")

QUOTA_STEPS: Final = (0.9, 1.0)
OVERDUE_INTERVALS: Final = 2
"""A backup is overdue when so many of its intervals passed since its last run, and at least a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One thing to say. page, what: where it leads. key: of what is so for a while, and said once."""

    kind: str
    title: Text
    body: Text
    page: str
    what: str = ""
    key: str = ""


def notes(before: m.Status | None, now: m.Status, now_ms: int) -> list[Note]:
    """Return what has become so between two states; nothing at the first, when a person has just started the app."""
    if before is None or before.account != now.account:
        return []
    return [
        *_tampering(before, now),
        *_guards(before, now),
        *_conflicts(before, now),
        *_quota(before, now),
        *_overdue(now, now_ms),
    ]


def new_devices(known: Sequence[str], sessions: Sequence[m.Session]) -> list[Note]:
    """Return a note for each session that was not known; none if nothing was known yet."""
    if not known:
        return []
    return [
        Note(
            kind="new_device",
            title=text("A new device is signed in"),
            body=text(
                "“{device}” can now read your files. If it is not yours, end its session and change your password.",
                device=session.device_name,
            ),
            page="settings",
            what="account",
        )
        for session in sessions
        if session.id not in known and not session.current
    ]


def gathered(found: Sequence[Note]) -> Note:
    """Return several notes as one; it leads to the first."""
    first = found[0]
    if len(found) == 1:
        return first
    title = plural("{n} problem needs your attention", "{n} problems need your attention", len(found))
    return Note(
        kind=first.kind,
        title=title,
        body=joined([note.title for note in found[:4]], "\n"),
        page=first.page,
        what=first.what,
    )


def _tampering(before: m.Status, now: m.Status) -> Iterator[Note]:
    if now.frozen and not before.frozen:
        body = text("Nothing on this computer was changed. Check what happened before you continue.")
        yield Note(kind="tampering", title=text("Damaged data on the server"), body=body, page="problems")


def _guards(before: m.Status, now: m.Status) -> Iterator[Note]:
    asked = {(pair.id, pair.code) for pair in (*before.pairs, *before.backups) if pair.state == "attention"}
    for pair in (*now.pairs, *now.backups):
        if pair.state == "attention" and pair.code and (pair.id, pair.code) not in asked:
            title = text("“{folder}” needs your decision", folder=pair.name)
            yield Note(kind="guard", title=title, body=said(pair.code, pair.arguments), page="problems")


def _conflicts(before: m.Status, now: m.Status) -> Iterator[Note]:
    known = {held.id for pair in before.pairs for held in pair.held}
    new = [held for pair in now.pairs for held in pair.held if held.code == "conflict" and held.id not in known]
    if new:
        body = (
            said(new[0].code, new[0].arguments)
            if len(new) == 1
            else joined([verbatim(held.path) for held in new[:4]], "\n")
        )
        title = plural("{n} file was changed in two places", "{n} files were changed in two places", len(new))
        yield Note(kind="conflict", title=title, body=body, page="problems", what=new[0].id)


def _quota(before: m.Status, now: m.Status) -> Iterator[Note]:
    was, is_now = _part(before.quota), _part(now.quota)
    for step in reversed(QUOTA_STEPS):
        if was < step <= is_now:
            full = step >= 1.0
            title = text("Your storage is full") if full else text("Your storage is {part} full", part=Percent(step))
            body = (
                text("Nothing new is uploaded until there is room. Nothing is lost.")
                if full
                else text("Empty the bin or delete files you no longer need.")
            )
            yield Note(kind="quota", title=title, body=body, page="settings", what="account")
            return


def _part(quota: m.Quota | None) -> float:
    return quota.used / quota.total if quota is not None and quota.total else 0.0


def _overdue(now: m.Status, now_ms: int) -> Iterator[Note]:
    for backup in now.backups:
        ran_ms = time_ms(backup.last_run)
        limit_ms = max(DAY_MS, OVERDUE_INTERVALS * _interval_ms(backup.every))
        if ran_ms is not None and backup.state != "paused" and now_ms - ran_ms >= limit_ms:
            title = text("“{folder}” has not been backed up for a while", folder=backup.name)
            body = said(backup.code, backup.arguments) if backup.code else NOTHING
            key = f"{backup.id} {backup.last_run}"
            yield Note(kind="backup_overdue", title=title, body=body, page="backups", what=backup.id, key=key)


def _interval_ms(every: str) -> int:
    try:
        return parse_every(every)
    except MegadeskError:
        return 0
