"""The synced folders as cards: what each is, how it stands, and the first thing that is the matter with it.

Status --> SyncView(cards, context)        peaks: the most each folder had to do since it last had nothing, for its bar
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from megadesk.ipc import messages as m
from megadesk.model.errors import Argument
from megadesk.ui.app_state import AppState
from megadesk.ui.text import NOTHING, Exactly, Size, Text, joined, plural, text
from megadesk.ui.viewmodels.errors import said
from megadesk.ui.viewmodels.overall import SHAPES
from megadesk.ui.viewmodels.remedies import remedy
from megadesk.ui.viewmodels.when import ago, time_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What is the matter: the first thing, what helps, and how many more there are. ``issue``: its id, if it has one."""

    words: Text
    remedy: Text
    tone: str
    issue: str = ""
    more: Text = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class PairCard:
    """One synced folder. ``part``: how far the work is, 0 to 1, None while there is none or it is not known."""

    id: str
    name: str
    local: str
    remote: str
    direction: str
    symlinks: str
    state: str
    icon: str
    tone: str
    title: Text
    facts: Text
    exact: Text
    is_paused: bool
    part: float | None = None
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncView:
    """The whole page. ``is_known``: the engine has said something yet. ``closed``: why no folder can be shown at all."""

    cards: tuple[PairCard, ...] = ()
    context: Text = NOTHING
    is_known: bool = True
    closed: tuple[Text, Text] | None = None


DIRECTION_ICONS: Final = {"both": "arrow-left-right", "up": "arrow-right", "down": "arrow-left"}


def direction_name(direction: str) -> Text:
    """Return which way changes travel, in two or three words."""
    match direction:
        case "up":
            return text("only to the cloud")
        case "down":
            return text("only from the cloud")
        case _:
            return text("both ways")


def direction_meaning(direction: str) -> Text:
    """Return what a direction means for files, in full."""
    match direction:
        case "up":
            return text(
                "Changes here are uploaded. Changes in the cloud are not downloaded and are listed as problems."
            )
        case "down":
            return text(
                "Changes in the cloud are downloaded. Changes here are not uploaded and are listed as problems."
            )
        case _:
            return text("Changes here are uploaded, and changes in the cloud are downloaded.")


def directions() -> list[tuple[str, Text, Text]]:
    """Return the three ways, with what each means."""
    return [
        ("both", text("Both ways"), direction_meaning("both")),
        ("up", text("Only to the cloud"), direction_meaning("up")),
        ("down", text("Only from the cloud"), direction_meaning("down")),
    ]


def link_ways() -> list[tuple[str, Text, Text]]:
    """Return what can be done with symbolic links, with what each means."""
    return [
        (
            "skip",
            text("Skip links"),
            text("Symbolic links here and in the cloud stay where they are. They are not synced or followed."),
        ),
        (
            "keep",
            text("Keep links as links"),
            text(
                "A link is synced as a link, with the path it points to. On another computer that path may be something else or not exist."
            ),
        ),
    ]


def risen(peaks: Mapping[str, int], pairs: Sequence[m.PairStatus]) -> dict[str, int]:
    """Return the most that each folder had to do since it last had nothing."""
    return {pair.id: max(peaks.get(pair.id, 0), pair.pending) for pair in pairs if pair.pending}


def sync_view(state: AppState, now_ms: int, peaks: Mapping[str, int]) -> SyncView:
    """Return what the page shows."""
    status = state.status
    if status is None:
        return SyncView(is_known=False)
    cards = tuple(pair_card(pair, now_ms, peaks.get(pair.id, 0)) for pair in status.pairs)
    return SyncView(cards=cards, context=_context(status.pairs), closed=_closed(status))


def _closed(status: m.Status) -> tuple[Text, Text] | None:
    if status.account is None:
        return text("Not signed in"), text("Sign in to sync folders on this computer with your other computers.")
    if status.state == "signed_out":
        return text("Locked"), text("Enter your password to see your folders.")
    return None


def pair_card(pair: m.PairStatus, now_ms: int, peak: int = 0) -> PairCard:
    """Return one folder as a card."""
    icon, tone = SHAPES.get(pair.state, ("circle-help", "muted"))
    synced_ms = time_ms(pair.last_synced)
    facts = joined(
        [
            plural("{n} file", "{n} files", pair.files),
            text("{size}", size=Size(pair.bytes)),
            direction_name(pair.direction),
            text("last synced {ago}", ago=ago(synced_ms, now_ms)) if synced_ms is not None else NOTHING,
        ]
    )
    return PairCard(
        id=pair.id, name=pair.name, local=pair.local, remote=pair.remote, direction=pair.direction,
        symlinks=pair.symlinks, state=pair.state, icon=icon, tone=tone, title=_title(pair), facts=facts,
        exact=text("Last synced: {time}", time=Exactly(synced_ms)) if synced_ms is not None else NOTHING,
        is_paused=pair.state == "paused", part=_part(pair, peak), trouble=trouble_of(pair),
    )  # fmt: skip


def card_sentence(card: PairCard) -> Text:
    """Return a whole card as one sentence, for a screen reader."""
    words = text("{name}, {state}, {facts}", name=card.name, state=card.title, facts=card.facts)
    return joined([words, card.trouble.words], ". ") if card.trouble is not None else words


def _title(pair: m.PairStatus) -> Text:
    match pair.state:
        case "synced":
            return text("Up to date")
        case "syncing":
            return plural("{n} change left", "{n} changes left", pair.pending) if pair.pending else text("Syncing")
        case "scanning":
            return text("Checking for changes")
        case "paused":
            return text("Paused")
        case "offline":
            return text("Offline: changes are kept here and synced once the server can be reached")
        case "waiting":
            return text("Waiting: continues automatically")
        case "damaged":
            return text("Stopped: the data in the cloud is damaged")
        case _:
            return text("Stopped until you decide")


def _part(pair: m.PairStatus, peak: int) -> float | None:
    if pair.state != "syncing" or not pair.pending or peak < 2:
        return None
    return 1 - pair.pending / peak


_ERRORS: Final = frozenset({"damaged"})


def trouble_of(pair: m.PairStatus) -> Trouble | None:
    """Return what holds the whole folder, or else the first file that is held back."""
    more = pair.issues - 1
    rest = plural("{n} more", "{n} more", more) if more > 0 else NOTHING
    if pair.code is not None:
        tone = "error" if pair.state in _ERRORS else "warn"
        return _of(pair.code, pair.arguments, str(pair.arguments.get("issue") or ""), tone, rest)
    if pair.held:
        first = pair.held[0]
        return _of(first.code, first.arguments, first.id, "warn", rest)
    return None


def _of(code: str, arguments: Mapping[str, Argument], issue: str, tone: str, more: Text) -> Trouble:
    return Trouble(words=said(code, arguments), remedy=remedy(code, arguments), tone=tone, issue=issue, more=more)


def _context(pairs: Sequence[m.PairStatus]) -> Text:
    """Return the one line that says most: how many folders and files, and whether all is in step."""
    if not pairs:
        return NOTHING
    problems = sum(pair.issues for pair in pairs)
    paused = sum(pair.state == "paused" for pair in pairs)
    busy = sum(pair.state in {"syncing", "scanning"} for pair in pairs)
    states = [
        plural("{n} problem", "{n} problems", problems) if problems else NOTHING,
        plural("{n} running", "{n} running", busy) if busy else NOTHING,
        plural("{n} paused", "{n} paused", paused) if paused else NOTHING,
    ]
    if not any(states) and all(pair.state == "synced" for pair in pairs):
        states = [text("all up to date")]
    files = sum(pair.files for pair in pairs)
    return joined([plural("{n} folder", "{n} folders", len(pairs)), plural("{n} file", "{n} files", files), *states])
