"""The backups as cards: of this computer how each stands, ran and will run; of other computers what they have kept.

Status, Backups, runs that are kept --> BackupsView(here, elsewhere, context)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from megadesk.ipc import messages as m
from megadesk.ui.app_state import AppState
from megadesk.ui.text import NOTHING, Exactly, Lasting, Size, Text, joined, plural, text, verbatim
from megadesk.ui.viewmodels.overall import SHAPES
from megadesk.ui.viewmodels.sync import Trouble, trouble_of
from megadesk.ui.viewmodels.when import ago, time_ms, until

CONTINUOUS: Final = "continuous"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupCard:
    """One backup of this computer. ``part``: how far a run is, None while it is not known."""

    id: str
    name: str
    local: str
    remote: str
    every: str
    state: str
    icon: str
    tone: str
    title: Text
    size: Text
    schedule: Text
    last_run: Text
    last_exact: Text
    next_run: Text
    kept: Text
    is_paused: bool
    is_running: bool
    run: int | None
    part: float | None = None
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCard:
    """The backup of another computer."""

    path: str
    device: str
    name: str
    size: Text
    last_run: Text
    last_exact: Text
    run: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupsView:
    """The whole page. ``is_known``: the engine has said something yet. ``closed``: why no backup can be shown at all."""

    here: tuple[BackupCard, ...] = ()
    elsewhere: tuple[OtherCard, ...] = ()
    context: Text = NOTHING
    is_known: bool = True
    closed: tuple[Text, Text] | None = None


_OWN_SHAPES: Final = {"scheduled": ("calendar-clock", "ok"), "synced": ("circle-check", "ok")}
_EVERY: Final = {"m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400}
_SECONDS_OF: Final = {"hourly": 3600, "daily": 86_400, "weekly": 7 * 86_400}


def intervals(every: str = "") -> list[tuple[str, Text]]:
    """Return how often a backup can run; one that was typed elsewhere is among them."""
    found = [(word, schedule_words(word)) for word in (CONTINUOUS, "30m", "1h", "6h", "daily", "weekly")]
    return found if not every or every in dict(found) else [*found, (every, schedule_words(every))]


def schedule_words(every: str) -> Text:
    """Return how often a backup runs."""
    if every in {"", CONTINUOUS}:
        return text("Continuously")
    match every:
        case "1h" | "hourly":
            return text("Every hour")
        case "daily":
            return text("Every day")
        case "weekly":
            return text("Every week")
        case _:
            return text("Every {time}", time=Lasting(_seconds(every)))


def schedule_meaning(every: str) -> Text:
    """Return what that means for files, in full."""
    if every in {"", CONTINUOUS}:
        return text(
            "Changes are uploaded immediately. At most once an hour, a run is recorded that you can go back to."
        )
    return text(
        "At these times, all changes are uploaded and a run is recorded that you can go back to. If this computer was off, one run catches up on all missed ones."
    )


def _seconds(every: str) -> int:
    return _SECONDS_OF.get(every) or int(every[:-1]) * _EVERY[every[-1]]


def backups_view(
    state: AppState,
    elsewhere: Sequence[m.BackupElsewhere],
    kept: Mapping[str, int],
    now_ms: int,
    peaks: Mapping[str, int],
) -> BackupsView:
    """Return what the page shows. kept: how many runs of a backup can be gone back to, by its place in the cloud."""
    status = state.status
    if status is None:
        return BackupsView(is_known=False)
    here = tuple(
        backup_card(backup, kept.get(backup.remote), now_ms, peaks.get(backup.id, 0)) for backup in status.backups
    )
    others = tuple(other_card(one, now_ms) for one in elsewhere)
    return BackupsView(here=here, elsewhere=others, context=_context(status.backups, now_ms), closed=_closed(status))


def _closed(status: m.Status) -> tuple[Text, Text] | None:
    if status.account is None:
        return text("Not signed in"), text("Sign in to back up folders on this computer.")
    if status.state == "signed_out":
        return text("Locked"), text("Enter your password to see your backups.")
    return None


def backup_card(backup: m.BackupStatus, kept: int | None, now_ms: int, peak: int = 0) -> BackupCard:
    """Return one backup of this computer as a card."""
    icon, tone = _OWN_SHAPES.get(backup.state) or SHAPES.get(backup.state, ("circle-help", "muted"))
    if backup.running and backup.state in {"synced", "scheduled"}:
        icon, tone = SHAPES["syncing"]
    last_ms = time_ms(backup.last_run)
    return BackupCard(
        id=backup.id, name=backup.name, local=backup.local, remote=backup.remote, every=backup.every,
        state=backup.state, icon=icon, tone=tone, title=_title(backup), schedule=schedule_words(backup.every),
        size=joined([plural("{n} file", "{n} files", backup.files), text("{size}", size=Size(backup.bytes))]),
        last_run=ago(last_ms, now_ms) if last_ms is not None else text("not yet"),
        last_exact=text("{when}", when=Exactly(last_ms)) if last_ms is not None else NOTHING,
        next_run=_next(backup, now_ms), kept=_kept(kept, backup.run), is_paused=backup.state == "paused",
        is_running=backup.running, run=backup.run, part=_part(backup, peak), trouble=trouble_of(backup),
    )  # fmt: skip


def _title(backup: m.BackupStatus) -> Text:
    match backup.state:
        case "synced" | "scheduled" if not backup.running:
            return text("Everything is backed up") if backup.run is not None else text("Waiting for the first run")
        case "synced" | "scheduled":
            return text("Backing up")
        case "syncing":
            return (
                plural("Backing up: {n} change left", "Backing up: {n} changes left", backup.pending)
                if backup.pending
                else text("Backing up")
            )
        case "scanning":
            return text("Checking for changes")
        case "paused":
            return text("Paused until you resume")
        case "offline":
            return text("Offline: changes are kept here and uploaded once the server can be reached")
        case "waiting":
            return text("Waiting: continues automatically")
        case "damaged":
            return text("Stopped: the data in the cloud is damaged")
        case _:
            return text("Stopped until you decide")


def _next(backup: m.BackupStatus, now_ms: int) -> Text:
    if backup.state == "paused":
        return text("when you resume")
    if backup.running:
        return text("now")
    next_ms = time_ms(backup.next_run)
    if next_ms is None:
        return text("with the next change")
    return text("now") if next_ms <= now_ms else until(next_ms, now_ms)


def _kept(kept: int | None, run: int | None) -> Text:
    if kept is None:
        return text("none yet") if run is None else NOTHING
    return plural("{n} run", "{n} runs", kept) if kept else text("none yet")


def _part(backup: m.BackupStatus, peak: int) -> float | None:
    if backup.state != "syncing" or not backup.pending or peak < 2:
        return None
    return 1 - backup.pending / peak


def other_card(one: m.BackupElsewhere, now_ms: int) -> OtherCard:
    """Return the backup of another computer as a card."""
    last_ms = time_ms(one.last_run)
    facts = [
        plural("{n} file", "{n} files", one.files) if one.files is not None else NOTHING,
        text("{size}", size=Size(one.bytes)) if one.bytes is not None else NOTHING,
    ]
    return OtherCard(
        path=one.path, device=one.device, name=one.name, size=joined(facts), run=one.run,
        last_run=text("last run {ago}", ago=ago(last_ms, now_ms)) if last_ms is not None else text("no completed run"),
        last_exact=text("{when}", when=Exactly(last_ms)) if last_ms is not None else NOTHING,
    )  # fmt: skip


def card_sentence(card: BackupCard) -> Text:
    """Return a whole card as one sentence, for a screen reader."""
    words = joined(
        [
            verbatim(card.name),
            card.title,
            card.schedule,
            card.size,
            text("last run: {ago}", ago=card.last_run),
            text("next run: {time}", time=card.next_run),
        ],
        ", ",
    )
    return joined([words, card.trouble.words], ". ") if card.trouble is not None else words


def other_sentence(card: OtherCard) -> Text:
    """Return the backup of another computer as one sentence."""
    device = text("of {device}", device=verbatim(card.device))
    return joined([verbatim(card.name), device, card.size, card.last_run], ", ")


def _context(backups: Sequence[m.BackupStatus], now_ms: int) -> Text:
    """Return the one line that says most: how much is kept, and when it was looked at last."""
    if not backups:
        return NOTHING
    problems = sum(backup.issues for backup in backups)
    paused = sum(backup.state == "paused" for backup in backups)
    running = sum(backup.running or backup.state in {"syncing", "scanning"} for backup in backups)
    runs = [last for last in (time_ms(backup.last_run) for backup in backups) if last is not None]
    return joined(
        [
            plural("{n} folder", "{n} folders", len(backups)),
            plural("{n} file", "{n} files", sum(backup.files for backup in backups)),
            text("{size}", size=Size(sum(backup.bytes for backup in backups))),
            plural("{n} problem", "{n} problems", problems) if problems else NOTHING,
            plural("{n} running", "{n} running", running) if running else NOTHING,
            plural("{n} paused", "{n} paused", paused) if paused else NOTHING,
            text("last run {ago}", ago=ago(max(runs), now_ms)) if runs and not running else NOTHING,
        ]
    )


def risen(peaks: Mapping[str, int], backups: Sequence[m.BackupStatus]) -> dict[str, int]:
    """Return the most that each had to do since it last had nothing."""
    return {backup.id: max(peaks.get(backup.id, 0), backup.pending) for backup in backups if backup.pending}


# -- sentences about what ends or goes on ---------------------------------------------------------------------------


def stop_sentences(told: m.StoppedBackup) -> list[tuple[str, Text]]:
    """Return an icon and a full sentence for all that a stop concerns: here, in the cloud, and its runs."""
    count = plural("{n} file", "{n} files", told.files)
    what = joined([count, text("{size}", size=Size(told.bytes))], ", ")
    here = text("On this computer everything stays as it is: {path}", path=verbatim(told.local))
    if told.stays:
        cloud = text("In the cloud it stays where it is. It is no longer a backup of this computer.")
        return [("laptop", here), ("cloud", cloud)]
    if told.target is not None:
        moved = text(
            "In the cloud, all of it ({what}) is moved to {target}. It is then part of your files and can be synced.",
            what=what,
            target=verbatim(told.target),
        )
        return [("laptop", here), ("folder-input", moved), ("history", _runs_stay())]
    binned = text(
        "In the cloud, all of it ({what}) is moved to the bin. You can restore it from there for as long as the server keeps it.",
        what=what,
    )
    return [
        ("laptop", here),
        ("trash-2", binned),
        ("calendar-clock", text("This folder is no longer backed up.")),
    ]


def _runs_stay() -> Text:
    return text("This folder is no longer backed up. Earlier versions stay with the files.")


def run_words(run: m.BackupRun, now_ms: int) -> tuple[Text, Text]:
    """Return a run in two lines: which and when; how much there was and how long it took."""
    finished, started = time_ms(run.finished) or 0, time_ms(run.started) or 0
    head = joined([text("Run {number}", number=run.run), ago(finished, now_ms)])
    lasted = finished - started
    return head, joined(
        [
            plural("{n} file", "{n} files", run.files),
            text("{size}", size=Size(run.bytes)),
            text("took {time}", time=Lasting(lasted / 1000)) if 0 < lasted < 7 * 86_400_000 else NOTHING,
        ]
    )
