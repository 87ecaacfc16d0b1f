"""What people decide about single transfers: which come first, which rest, which are not to be moved at all.

    a person --move, put_behind, pause, resume, cancel, retry--> steering --Wish--> Wishes --take_changes--> the store
                                                                         `--rank, wish--> board

A wish is about a Subject (a file of a pair, one way). It outlives restarts, and reaches the transfer also when sync asks
for it only later. Kept are not ranks, which mean nothing tomorrow, but what was said: on top, at the bottom, behind that
one. Pure; works on the board under its owner's lock.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from megadesk.model.ids import FileHash
from megadesk.model.transfer import NO_WISH, Direction, Place, Step, Subject, TransferState
from megadesk.transfers.order import BOTTOM_TIER, FAIR_TIER, FILE_COST, TOP_TIER, between, bottom, rank_of, top
from megadesk.transfers.queue import ENDED, Rank, Transfer

if TYPE_CHECKING:
    from megadesk.transfers.board import Board


def waiting_in(board: Board, way: Direction) -> list[Transfer]:
    """Return all that wait one way, for whatever reason, the first to be taken first."""
    found = [
        one
        for one in board.register.all()
        if one.key.direction is way and one.state not in ENDED and one.state is not TransferState.ACTIVE
    ]
    return sorted(found, key=rank_of)


def place(transfer: Transfer) -> None:
    """Give a transfer that is new the place that was wished for it, if that is an end of the line."""
    wish = transfer.wish
    match wish.place:
        case Place.TOP:
            transfer.rank = top(wish.number)
        case Place.BOTTOM:
            transfer.rank = bottom(wish.number)
        case _:
            pass


def place_group(board: Board, transfer: Transfer) -> None:
    """Give those their place that were to be behind one that has come, and itself, if it was to be behind another."""
    after = transfer.wish.after
    if after is None and not board.wishes.is_followed(transfer.key.subject):
        return
    anchor = board.register.at_work_on(after) if after is not None else None
    line = waiting_in(board, transfer.key.direction)
    _gather(board, anchor or transfer, line, set())


def _gather(board: Board, anchor: Transfer, line: list[Transfer], seen: set[Subject]) -> None:
    """Put all that were put behind one there again, in the order in which that was said: the last is the nearest."""
    seen.add(anchor.key.subject)
    followers = [board.register.at_work_on(one) for one in board.wishes.behind(anchor.key.subject) if one not in seen]
    for follower in followers:
        if follower is not None:
            _rank_behind(board, follower, anchor, line)
            _gather(board, follower, line, seen)


def move(board: Board, subjects: Sequence[Subject], step: Step) -> None:
    """Move some, which keep their order among themselves: on top, one up, one down, to the bottom."""
    if step is Step.TOP or step is Step.BOTTOM:
        for subject in reversed(subjects) if step is Step.TOP else subjects:
            _put_on_end(board, subject, Place(step.value))
        return
    for way in Direction:
        line = waiting_in(board, way)
        moving = {subject for subject in subjects if subject.direction is way}
        chosen = [one for one in line if one.key.subject in moving]
        for transfer in chosen if step is Step.UP else reversed(chosen):
            (_up if step is Step.UP else _down)(board, transfer, line, moving)


def put_behind(board: Board, subjects: Sequence[Subject], anchor: Subject) -> None:
    """Put some, in this order, right behind another one."""
    line = waiting_in(board, anchor.direction)
    for subject in subjects:
        if subject != anchor:
            _put_behind(board, subject, anchor, line)
            anchor = subject


def pause(board: Board, subjects: Iterable[Subject]) -> None:
    """Let these rest; one that moves just now, from the end of its block on."""
    for subject in subjects:
        _wish(board, subject, paused=True)


def resume(board: Board, subjects: Iterable[Subject]) -> None:
    """Let these go on: paused ones, and those that wait after an error."""
    for subject in subjects:
        _wish(board, subject, paused=False, cancelled=None)
        transfer = board.register.at_work_on(subject)
        if transfer is not None:
            board.floor.hurry_one(transfer)


def cancel(board: Board, subject: Subject, content: FileHash) -> None:
    """Do not move this content, until somebody asks for it; another one of the same file is moved."""
    _wish(board, subject, cancelled=content, paused=False)
    transfer = board.register.at_work_on(subject)
    if transfer is not None and transfer.key.content == content:
        board.cancel(transfer)


def fulfilled(board: Board, transfer: Transfer) -> None:
    """Forget what was decided about one that has come to its end; those behind it stay where they are."""
    subject = transfer.key.subject
    _stand_alone(board, subject)
    board.wishes.set(subject, NO_WISH)


def _stand_alone(board: Board, subject: Subject) -> None:
    """Let those that were put behind one stay where they are, now that it is somewhere else: behind who is there now."""
    for one in board.wishes.behind(subject):
        line = waiting_in(board, subject.direction)
        follower = board.register.at_work_on(one)
        at = line.index(follower) if follower is not None and follower in line else 0
        before = line[at - 1].key.subject if at else None
        _wish(board, one, place=Place.AFTER if before else Place.TOP, after=before)


def _wish(board: Board, subject: Subject, **changes: object) -> None:
    wish = replace(board.wishes.of(subject), **changes)  # type: ignore[arg-type]  # the names are checked by replace
    board.wishes.set(subject, wish)
    transfer = board.register.at_work_on(subject)
    if transfer is not None:
        board.set_wish(transfer, wish)


def _put_on_end(board: Board, subject: Subject, end: Place) -> None:
    number = board.wishes.next_number()
    _wish(board, subject, place=end, number=number, after=None)
    transfer = board.register.at_work_on(subject)
    if transfer is not None:
        board.floor.place_at(transfer, lambda: top(number) if end is Place.TOP else bottom(number))
    _stand_alone(board, subject)


def _put_behind(board: Board, subject: Subject, anchor: Subject, line: list[Transfer]) -> None:
    transfer, before = board.register.at_work_on(subject), board.register.at_work_on(anchor)
    if before is not None and before.state is TransferState.ACTIVE:
        _put_on_end(board, subject, Place.TOP)  # behind what moves already is in front of all that waits
        if transfer is not None and transfer in line:
            line.insert(0, line.pop(line.index(transfer)))
        return
    _wish(board, subject, place=Place.AFTER, number=board.wishes.next_number(), after=anchor)
    if transfer is not None and before is not None:
        _rank_behind(board, transfer, before, line)
    _stand_alone(board, subject)


def _up(board: Board, transfer: Transfer, line: list[Transfer], moving: Collection[Subject]) -> None:
    at = line.index(transfer)
    if at == 0 or line[at - 1].key.subject in moving:
        return  # those in front of it move too, or cannot
    if at == 1:
        _put_on_end(board, transfer.key.subject, Place.TOP)
        line.insert(0, line.pop(at))
    else:
        _put_behind(board, transfer.key.subject, line[at - 2].key.subject, line)


def _down(board: Board, transfer: Transfer, line: list[Transfer], moving: Collection[Subject]) -> None:
    at = line.index(transfer)
    if at + 1 < len(line) and line[at + 1].key.subject not in moving:
        _put_behind(board, transfer.key.subject, line[at + 1].key.subject, line)


def _rank_behind(board: Board, transfer: Transfer, anchor: Transfer, line: list[Transfer]) -> None:
    """Put a transfer between another one and the next, in ``line`` too; if their tags leave no room, make some."""
    if transfer in line:
        line.remove(transfer)
    if anchor not in line:
        board.floor.place_at(transfer, lambda: top(board.wishes.next_number()))
        line.insert(0, transfer)
        return
    at = line.index(anchor)
    behind = line[at + 1] if at + 1 < len(line) else None

    def find() -> Rank:
        for _ in range(2):
            following = None if behind is None else rank_of(behind)
            rank = between(rank_of(anchor), following, board.wishes.next_number())
            if rank is not None:
                return rank
            spread(board, line, rank_of(anchor).tier)
        return rank_of(anchor)

    board.floor.place_at(transfer, find)
    line.insert(at + 1, transfer)


def spread(board: Board, line: Sequence[Transfer], tier: int) -> None:
    """Give all of a tier that wait one way new tags, far apart, and leave them in the order they are in."""
    own = [one for one in line if rank_of(one).tier == tier]
    tag = rank_of(own[0]).tag if own else 0.0
    numbers = [board.wishes.next_number() for _ in own]
    for transfer, number, mirrored in zip(own, numbers, reversed(numbers), strict=True):
        tag += transfer.job.size_bytes + FILE_COST
        tags = {TOP_TIER: -float(mirrored), FAIR_TIER: tag, BOTTOM_TIER: float(number)}
        transfer.rank = Rank(tier, tags[tier], rank_of(transfer).number)
