"""transfers list, pause, resume, cancel, retry, prioritise, limit, schedule, clear: what moves, in which order, how fast."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Final

import typer

from megadesk.cli import transfer_blocks
from megadesk.cli.front import Front, front_of
from megadesk.ipc import messages
from megadesk.ipc.messages import (
    ClearTransfers,
    LimitWindow,
    ListTransfers,
    Nothing,
    SetLimits,
    Steered,
    SteerTransfers,
    TransferRow,
    WhichTransfers,
)
from megadesk.model.errors import BadUsage
from megadesk.model.filekind import FileKind
from megadesk.model.transfer import Direction, Step, TransferState
from megadesk.model.wording import counted

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
COMMAND: Final = "megadesk transfers"
_RATE_DIGITS: Final = 15

Ids = Annotated[list[str] | None, typer.Argument(metavar="ID...", help="Ids, as in “transfers list”, or their starts.")]
All = Annotated[bool, typer.Option("--all", help="All of them.")]
WayOption = Annotated[
    Direction | None, typer.Option("--direction", help="Only uploads (up), or only downloads (down).")
]
StateOption = Annotated[
    list[TransferState] | None, typer.Option("--state", help="Only these; may be given several times.")
]
KindOption = Annotated[
    list[FileKind] | None, typer.Option("--kind", help="Only files of this kind; may be given several times.")
]
SortOption = Annotated[
    str, typer.Option("--sort", metavar="name|size", help="By name or size; -name, -size: the other way round.")
]
TextOption = Annotated[str, typer.Option("--search", metavar="TEXT", help="Only those whose path has this in it.")]


class Priority(StrEnum):
    """Where a transfer goes in its queue."""

    TOP = "top"
    UP = "up"
    DOWN = "down"
    BOTTOM = "bottom"
    AFTER = "after"


assert {step.value for step in Step} | {"after"} == {one.value for one in Priority}


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    transfers = typer.Typer(help="What moves between this computer and the cloud, in which order, and how fast.")
    transfers.command("list")(list_transfers)
    transfers.command("pause")(pause)
    transfers.command("resume")(resume)
    transfers.command("cancel")(cancel)
    transfers.command("retry")(retry)
    transfers.command("prioritise")(prioritise)
    transfers.command("limit")(limit)
    schedule = typer.Typer(help="Limits that hold at some times of the week.")
    schedule.command("list")(list_schedule)
    schedule.command("add")(add_schedule)
    schedule.command("remove")(remove_schedule)
    transfers.add_typer(schedule, name="schedule")
    transfers.command("clear")(clear)
    app.add_typer(transfers, name="transfers")


def list_transfers(
    context: typer.Context,
    state: StateOption = None,
    direction: WayOption = None,
    kind: KindOption = None,
    search: TextOption = "",
    sort: SortOption = "",
    limit: Annotated[int, typer.Option("--limit", metavar="N", help="So many of them at most.", min=1)] = 50,
    offset: Annotated[int, typer.Option("--offset", metavar="N", help="Leave out so many first.", min=0)] = 0,
) -> None:
    """List transfers: what moves, what waits in the order it will move, what is finished."""
    front = front_of(context)
    which = _which(state, direction, kind, search)
    rows: list[TransferRow] = []
    while len(rows) < limit:
        size = min(messages.TRANSFER_PAGE_MAX, limit - len(rows))
        ask = ListTransfers(which=which, offset=offset + len(rows), limit=size, **_sorting(sort))
        page = front.ask(messages.LIST_TRANSFERS, ask)
        rows += page.transfers
        if len(page.transfers) < size:
            break
    front.show(rows, lambda: transfer_blocks.listing(rows, page.total, offset, page.counts))


def pause(context: typer.Context, ids: Ids = None, every: All = False, direction: WayOption = None) -> None:
    """Pause transfers: some, or with --all everything that goes up, down, or both ways, until it is resumed."""
    front = front_of(context)
    if every:
        done = _steer(front, "pause", ids, every, direction)
        front.say(f"{_both(direction)} are paused. Resume: {COMMAND} resume --all", done)
    else:
        _say(front, _steer(front, "pause", ids, every, direction), "paused")


def resume(context: typer.Context, ids: Ids = None, every: All = False, direction: WayOption = None) -> None:
    """Resume paused transfers."""
    front = front_of(context)
    done = _steer(front, "resume", ids, every, direction)
    if every:
        resting = [way for way in done.transfers.resting if direction is None or way == direction.value]
        rests = " The schedule still pauses them at this time." if resting else ""
        front.say(f"{_both(direction)} are resumed.{rests}", done)
    else:
        _say(front, done, "resumed")


def cancel(context: typer.Context, ids: Ids = None, every: All = False, direction: WayOption = None) -> None:
    """End transfers. The files stay as they are, here and in the cloud, and are moved when they change again."""
    _done(context, "cancel", ids, every, direction, "cancelled")


def retry(context: typer.Context, ids: Ids = None, every: All = False, direction: WayOption = None) -> None:
    """Try transfers again, now: failed, cancelled, or waiting after an error."""
    _done(context, "retry", ids, every, direction, "tried again")


def prioritise(
    context: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="ID... top|up|down|bottom|after", help="Ids, then where to.")],
    anchor: Annotated[str, typer.Option("--after", metavar="ID", help="With “after”: right behind this one.")] = "",
    every: All = False,
    sort: SortOption = "",
) -> None:
    """Move transfers in their queue: on top, one up, one down, to the bottom, or right behind another one.

    With --all and top or bottom all of them: in their order, or in that of --sort.
    """
    *names, place = ids
    is_said = every and place in {Priority.TOP, Priority.BOTTOM} if not names else not every and not sort
    if place not in list(Priority) or not is_said or bool(anchor) is not (place == Priority.AFTER):
        raise BadUsage(
            "prioritise needs ids and top, up, down or bottom; or after, with --after ID; or --all and top or bottom",
            command=f"{COMMAND} prioritise",
        )
    front = front_of(context)
    ask = SteerTransfers(action=place, ids=names, anchor=anchor, all=every, **_sorting(sort))
    done = front.ask(messages.STEER_TRANSFERS, ask)
    _say(front, done, "moved")


def limit(
    context: typer.Context,
    up: Annotated[str, typer.Option("--up", metavar="KiB/s", help="For uploads; none: no limit.")] = "",
    down: Annotated[str, typer.Option("--down", metavar="KiB/s", help="For downloads; none: no limit.")] = "",
) -> None:
    """Set how fast files may move, or show it. What holds at some times only: “transfers schedule”."""
    front = front_of(context)
    rates = _rate(up, "--up"), _rate(down, "--down")
    if rates == (None, None):
        found = front.ask(messages.GET_LIMITS, Nothing())
    else:
        found = front.ask(messages.SET_LIMITS, SetLimits(up=rates[0], down=rates[1]))
    front.show(found, lambda: transfer_blocks.limits(found))


def list_schedule(context: typer.Context) -> None:
    """Show the limits of the week."""
    front = front_of(context)
    found = front.ask(messages.GET_LIMITS, Nothing())
    front.show(found, lambda: transfer_blocks.schedule(found))


def add_schedule(
    context: typer.Context,
    days: Annotated[str, typer.Option("--days", metavar="DAYS", help="As mon-fri, or sat,sun.")] = "mon-sun",
    start: Annotated[str, typer.Option("--from", metavar="HH:MM", help="When it begins.")] = "00:00",
    end: Annotated[str, typer.Option("--to", metavar="HH:MM", help="When it ends; over midnight too.")] = "00:00",
    up: Annotated[str, typer.Option("--up", metavar="KiB/s", help="For uploads; none, or pause.")] = "none",
    down: Annotated[str, typer.Option("--down", metavar="KiB/s", help="For downloads; none, or pause.")] = "none",
) -> None:
    """Add a time with limits of its own. Of several at once the first in the list counts."""
    front = front_of(context)
    window = LimitWindow(
        days=parse_days(days), start=start, end=end, up=_window_rate(up, "--up"), down=_window_rate(down, "--down")
    )
    before = front.ask(messages.GET_LIMITS, Nothing()).schedule
    found = front.ask(messages.SET_LIMITS, SetLimits(schedule=[*before, window]))
    front.show(found, lambda: transfer_blocks.schedule(found))


def remove_schedule(
    context: typer.Context,
    numbers: Annotated[list[int] | None, typer.Argument(metavar="N...", help="Numbers, as in the list.")] = None,
    every: All = False,
) -> None:
    """Remove times from the schedule."""
    front = front_of(context)
    before = front.ask(messages.GET_LIMITS, Nothing()).schedule
    if bool(numbers) is every:
        raise BadUsage("name the numbers of the list, or --all", command=f"{COMMAND} schedule remove")
    wrong = [number for number in numbers or () if not 1 <= number <= len(before)]
    if wrong:
        raise BadUsage(what="schedule", value=wrong[0], reason="number")
    left = [] if every else [one for number, one in enumerate(before, 1) if number not in (numbers or ())]
    found = front.ask(messages.SET_LIMITS, SetLimits(schedule=left))
    front.show(found, lambda: transfer_blocks.schedule(found))


def clear(
    context: typer.Context,
    ids: Ids = None,
    every: All = False,
    state: StateOption = None,
    direction: WayOption = None,
    kind: KindOption = None,
    search: TextOption = "",
) -> None:
    """Remove finished transfers from the list: the files themselves are not touched."""
    which = _which(state, direction, kind, search)
    if bool(ids) is (every or which != WhichTransfers()):
        raise BadUsage("name the transfers, or --all, or which with --state and others", command=f"{COMMAND} clear")
    front = front_of(context)
    done = front.ask(messages.CLEAR_TRANSFERS, ClearTransfers(ids=ids or [], which=which))
    front.say(f"{counted(done.count, 'transfer')} removed from the list.", done)


def _which(
    state: list[TransferState] | None, direction: Direction | None, kind: list[FileKind] | None, search: str
) -> WhichTransfers:
    return WhichTransfers(
        states=[one.value for one in state or ()],
        directions=[direction.value] if direction is not None else [],
        kinds=[one.value for one in kind or ()],
        text=search,
    )


def _sorting(sort: str) -> dict[str, Any]:
    """Return how a list is sorted, as requests have it."""
    return {"sort": sort.removeprefix("-"), "descending": sort.startswith("-")}


def _steer(front: Front, action: str, ids: list[str] | None, every: bool, direction: Direction | None) -> Steered:
    if bool(ids) is every or (direction is not None and not every):
        raise BadUsage(
            "name the transfers, or --all (with --direction: all that go this way)", command=f"{COMMAND} {action}"
        )
    which = _which(None, direction, None, "")
    return front.ask(messages.STEER_TRANSFERS, SteerTransfers(action=action, ids=ids or [], all=every, which=which))


def _done(
    context: typer.Context, action: str, ids: list[str] | None, every: bool, direction: Direction | None, verb: str
) -> None:
    front = front_of(context)
    _say(front, _steer(front, action, ids, every, direction), verb)


def _say(front: Front, done: Steered, verb: str) -> None:
    front.say(f"{counted(done.count, 'transfer')} {verb}.", done)


def _both(direction: Direction | None) -> str:
    return "All transfers" if direction is None else "Uploads" if direction is Direction.UPLOAD else "Downloads"


def _rate(text: str, option: str) -> int | None:
    """Return a rate in KiB a second, 0 for none, None if nothing was said."""
    if not text:
        return None
    if text == "none":
        return 0
    if not (text.isascii() and text.isdigit()) or len(text) > _RATE_DIGITS or int(text) == 0:
        raise BadUsage(f"{option} is KiB a second, or none", option=option, command=f"{COMMAND} limit")
    return int(text)


def _window_rate(text: str, option: str) -> int | None:
    """Return a rate of the schedule: None for no limit, 0 for rest."""
    return 0 if text == "pause" else _rate(text, option) or None


def parse_days(text: str) -> list[str]:
    """Return the days of ``mon-fri`` or ``sat,sun``; BadUsage for others."""
    found: list[str] = []
    for part in text.lower().split(","):
        first, dash, last = part.strip().partition("-")
        last = last if dash else first
        if first not in DAYS or last not in DAYS:
            raise BadUsage("--days is written mon-fri or sat,sun", option="--days", command=f"{COMMAND} schedule add")
        start, end = DAYS.index(first), DAYS.index(last)
        found += [DAYS[day % len(DAYS)] for day in range(start, (end if end >= start else end + len(DAYS)) + 1)]
    return sorted(set(found), key=DAYS.index)
