"""How everything stands, as tray, popup and window show it: one sentence, one shape, one main action.

AppState --> Overall. The states and their order of importance are those of ``status`` (docs/cli.md); on top of them
stand the app's own: the engine is away, or is being looked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from megadesk.ipc import messages as m
from megadesk.model.errors import AlreadyRunning
from megadesk.ui.app_state import AppState, LinkState
from megadesk.ui.text import NOTHING, Lasting, Speed, Text, joined, plural, text
from megadesk.ui.viewmodels.errors import said, words_of_error
from megadesk.ui.viewmodels.when import time_ms, until


@dataclass(frozen=True, slots=True, kw_only=True)
class Overall:
    """state: a word of ``status``, or “starting” or “away”. icon: a file of resources/icons. tone: ok, accent, muted, warn, error.

    title: a few words; sentence: the whole of it. action: what to do first (a word for ``actions``), with its label.
    part: how far the work is, 0 to 1, where that is known.
    """

    state: str
    icon: str
    tone: str
    title: Text
    sentence: Text
    action: str = ""
    action_label: Text = NOTHING
    part: float | None = None


SHAPES: Final = {
    "damaged": ("shield-x", "error"),
    "attention": ("triangle-alert", "warn"),
    "signed_out": ("log-in", "muted"),
    "offline": ("cloud-off", "muted"),
    "paused": ("circle-pause", "muted"),
    "waiting": ("hourglass", "warn"),
    "scanning": ("scan-search", "accent"),
    "syncing": ("refresh-cw", "accent"),
    "synced": ("circle-check", "ok"),
    "starting": ("loader", "muted"),
    "away": ("power", "warn"),
}
"""Each state has its own shape: colour alone says nothing."""


def overall(state: AppState, now_ms: int = 0) -> Overall:
    """Return what to show for everything; ``now_ms`` where the time of day may be said."""
    if state.link is LinkState.LOST:
        return _away(state)
    if state.status is None:
        return _made("starting", text("Starting"), text("The sync engine is starting."))
    return _of_status(state.status, now_ms)


def _of_status(status: m.Status, now_ms: int) -> Overall:
    match status.state:
        case "synced":
            return _synced(status)
        case "syncing":
            return _syncing(status)
        case "scanning":
            return _made("scanning", text("Checking for changes"), text("Checking your folders for changes."))
        case "paused":
            return _paused(status, now_ms)
        case "signed_out":
            return _signed_out(status)
        case "offline":
            return _made(
                "offline",
                text("Offline"),
                text("Your changes are kept here and synced once the server can be reached."),
            )
        case "waiting":
            return _made(
                "waiting", text("Waiting"), _reason(status, text("Syncing is waiting and continues automatically."))
            )
        case "damaged":
            words = text("The data on the server was damaged or tampered with. Nothing on this computer was changed.")
            return _made("damaged", text("Damaged data"), words, "problems", text("Show what happened"))
        case _:
            count = status.asked or status.issues
            words = _reason(
                status, plural("{n} problem needs your decision.", "{n} problems need your decision.", count)
            )
            return _made("attention", text("Needs your decision"), words, "problems", text("Show problems"))


def _made(state: str, title: Text, sentence: Text, action: str = "", label: Text = NOTHING) -> Overall:
    icon, tone = SHAPES[state]
    return Overall(state=state, icon=icon, tone=tone, title=title, sentence=sentence, action=action, action_label=label)


def is_other_version(state: AppState) -> bool:
    """Whether the engine that runs is of another version, which a person decides about."""
    trouble = state.trouble if state.link is LinkState.LOST else None
    return isinstance(trouble, AlreadyRunning) and trouble.arguments.get("reason") == "other_version"


def _away(state: AppState) -> Overall:
    if isinstance(state.trouble, AlreadyRunning):
        if not is_other_version(state):
            return _made("starting", text("Starting"), words_of_error(state.trouble))
        engine, ours = (str(state.trouble.arguments.get(name, "?")) for name in ("engine", "version"))
        words = text("megadesk {engine} syncs your files now; this is {version}.", engine=engine, version=ours)
        return _made("away", text("Another version is running"), words, "other-version", text("Choose…"))
    words = words_of_error(state.trouble) if state.trouble is not None else NOTHING
    sentence = joined([text("The sync engine is not running. megadesk is restarting it."), words], " ")
    return _made("away", text("Not running"), sentence)


def _paused(status: m.Status, now_ms: int) -> Overall:
    until_ms = time_ms(status.paused_until)
    words = text("Nothing is synced until you resume.")
    if until_ms is not None:
        words = text("Nothing is synced until {time}.", time=until(until_ms, now_ms))
    return _made("paused", text("Paused"), words, "resume", text("Resume"))


def _signed_out(status: m.Status) -> Overall:
    if status.account is None:
        return _made(
            "signed_out",
            text("Not signed in"),
            text("Nobody is signed in on this computer."),
            "first-run",
            text("Set up"),
        )
    return _made(
        "signed_out", text("Locked"), text("Enter your password to continue syncing."), "unlock", text("Enter password")
    )


def _synced(status: m.Status) -> Overall:
    folders = [*status.pairs, *status.backups]
    files = sum(folder.files for folder in folders)
    if not folders:
        return _made(
            "synced", text("Ready"), text("No folder is synced or backed up yet."), "add", text("Choose a folder")
        )
    words = (
        plural("Your file is safe.", "All {n} files are safe.", files) if files else text("Everything is up to date.")
    )
    return _made("synced", text("Up to date"), words)


def _syncing(status: m.Status) -> Overall:
    pending = sum(pair.pending for pair in (*status.pairs, *status.backups))
    moving = status.transfers
    title = plural("Syncing {n} change", "Syncing {n} changes", pending) if pending else text("Syncing")
    bps = moving.up_bps + moving.down_bps
    facts = [
        text("{speed}", speed=Speed(bps)) if bps else NOTHING,
        text("{time} left", time=Lasting(moving.seconds_left)) if moving.seconds_left is not None else NOTHING,
    ]
    return _made("syncing", title, joined(facts) or title)


def _reason(status: m.Status, instead: Text) -> Text:
    """Return the first reason that a folder in this state gives, since it says more than a count."""
    for pair in (*status.pairs, *status.backups):
        if pair.code and pair.state == status.state:
            return said(pair.code, pair.arguments)
    return instead
