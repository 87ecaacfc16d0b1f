"""The popup of the tray: everything at one glance.

AppState + what was moved last + now --> PopupShow
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from megadesk.ipc import messages as m
from megadesk.ui.app_state import AppState
from megadesk.ui.text import NOTHING, Lasting, Size, Speed, Text, joined, plural, text, verbatim
from megadesk.ui.viewmodels.errors import said
from megadesk.ui.viewmodels.overall import Overall, overall
from megadesk.ui.viewmodels.rowlook import RowLook, kind_word
from megadesk.ui.viewmodels.usage import Usage, usage
from megadesk.ui.viewmodels.when import ago, time_ms

LIVE_MAX = 6
RECENT_MAX = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PopupRow:
    """One file that moves or was moved. local: on this computer, "" if not there; path: in the cloud. spoken: as one sentence."""

    id: str
    look: RowLook
    local: str
    path: str
    is_live: bool
    spoken: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The first problem, and how many more there are. what: its id on the problems page."""

    words: Text
    more: Text
    what: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PopupShow:
    """All of it. folders: (name, path) of what is synced, to open."""

    state: Overall
    account: str
    is_paused: bool
    usage: Usage | None
    strip: Strip | None
    rows: tuple[PopupRow, ...]
    folders: tuple[tuple[str, str], ...]
    trust: Text
    speeds: Text


def popup(state: AppState, recent: Sequence[m.TransferRow], now_ms: int) -> PopupShow:
    """Return what the popup shows."""
    status = state.status
    account = (status.account or "") if status else ""
    moving = state.transfers.moving[:LIVE_MAX] if state.transfers else []
    live = {row.id for row in moving}
    rows = [_live(row) for row in moving] + [_done(row, now_ms) for row in recent[:RECENT_MAX] if row.id not in live]
    head = next(iter(status.head.values()), None) if status else None
    return PopupShow(
        state=overall(state, now_ms),
        account=account,
        is_paused=bool(status and status.paused),
        usage=usage(status.quota) if status else None,
        strip=_strip(status) if status else None,
        rows=tuple(rows),
        folders=tuple((pair.name, pair.local) for pair in status.pairs) if status else (),
        trust=text("Encrypted and verified")
        if head is not None and head.verified
        else text("Encrypted on this computer"),
        speeds=_speeds(status.transfers) if status else NOTHING,
    )


def place_words(path: str) -> Text:
    """Return the folder of a path of the cloud, as it is said beside a name."""
    folder = path.rpartition("/")[0].strip("/")
    return verbatim(folder) if folder else text("Cloud drive")


def _live(row: m.TransferRow) -> PopupRow:
    name = row.path.rpartition("/")[2]
    is_up = row.direction == "up"
    part = row.bytes_done / row.bytes_total if row.bytes_total else 0.0
    left = text("{time} left", time=Lasting(row.seconds_left)) if row.seconds_left is not None else NOTHING
    done = text("{done} of {total}", done=Size(row.bytes_done), total=Size(row.bytes_total))
    speed = text("{speed}", speed=Speed(row.bps)) if row.bps else NOTHING
    below = joined([text("Uploading") if is_up else text("Downloading"), speed or done, left])
    look = RowLook(
        name=name,
        kind=kind_word(name),
        below=below,
        part=part,
        mark="arrow-up" if is_up else "arrow-down",
        mark_tone="accent",
    )
    return PopupRow(
        id=row.id,
        look=look,
        local=row.local,
        path=row.path,
        is_live=True,
        spoken=text("{name}: {facts}", name=name, facts=below),
    )


def _done(row: m.TransferRow, now_ms: int) -> PopupRow:
    name = row.path.rpartition("/")[2]
    failed = row.state == "failed"
    when = ago(time_ms(row.ended), now_ms)
    below = said(row.reason, row.arguments) if failed and row.reason else joined([place_words(row.path), when])
    look = RowLook(
        name=name,
        kind=kind_word(name),
        below=below,
        tone="error" if failed else "muted",
        mark="circle-alert" if failed else "circle-check",
        mark_tone="error" if failed else "ok",
    )
    return PopupRow(
        id=row.id,
        look=look,
        local=row.local,
        path=row.path,
        is_live=False,
        spoken=text("{name}: {facts}", name=name, facts=below),
    )


def _strip(status: m.Status) -> Strip | None:
    """Return the problem to name: what holds a whole folder before what holds one file."""
    found: list[tuple[Text, str, str]] = []
    for pair in (*status.pairs, *status.backups):
        if pair.code and pair.state in {"attention", "damaged", "waiting"}:
            found.append((joined([verbatim(pair.name), said(pair.code, pair.arguments)], ": "), "", "warn"))
        found += [(said(held.code, held.arguments), held.id, "warn") for held in pair.held]
    if not found:
        return None
    words, what, tone = found[0]
    more = max(0, status.issues - 1)
    return Strip(words=words, more=plural("{n} more", "{n} more", more) if more else NOTHING, what=what, tone=tone)


def _speeds(transfers: m.TransferStatus) -> Text:
    up = text("Up {speed}", speed=Speed(transfers.up_bps)) if transfers.up_bps else NOTHING
    down = text("Down {speed}", speed=Speed(transfers.down_bps)) if transfers.down_bps else NOTHING
    return joined([up, down])
