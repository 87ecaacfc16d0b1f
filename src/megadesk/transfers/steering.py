"""What people decide about single transfers: which come first, which rest, which are not to be moved at all.

    a person --move, put_behind, pause, resume, cancel, retry--> steering --Wish--> Wishes --take_changes--> the store
                                                                         `--rank, wish--> board

A wish is about a Subject (a file of a pair, one way). It outlives restarts, and reaches the transfer also when sync asks
for it only later. Kept are not ranks, which mean nothing tomorrow, but what was said: on top, at the bottom, behind that
one. Pure; works on the board under its owner's lock.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from megadesk.model.ids import FileHash
from megadesk.model.transfer import NO_WISH, Direction, Place, Step, Subject, TransferState
from megadesk.model.values import replace
from megadesk.transfers.line import Line, spread, waiting_in
from megadesk.transfers.order import between, bottom, rank_of, top
from megadesk.transfers.queue import Rank, Transfer

if TYPE_CHECKING:
    from megadesk.transfers.board import Board


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


def place_groups(board: Board, new: Sequence[Transfer]) -> None:
    """Give those their place that were to be behind one that has come, and new ones that were to be behind another."""
    roots = dict[Transfer, None]()
    mates = {one.key.subject for one in new}
    for transfer in new:
        after = transfer.wish.after
        if after is None or after not in mates:
            anchor = board.register.at_work_on(after) if after is not None else None
            roots[anchor or transfer] = None
    for way, ahead in _by_way([one for one in roots if board.wishes.is_followed(one.key.subject)]).items():
        line = Line(waiting_in(board.register, way))
        for root in ahead:
            _gather(board, root, line)
        _take_places(board, line)


def _by_way(transfers: Iterable[Transfer]) -> dict[Direction, list[Transfer]]:
    found: dict[Direction, list[Transfer]] = {}
    for one in transfers:
        found.setdefault(one.key.direction, []).append(one)
    return found


def _gather(board: Board, root: Transfer, line: Line) -> None:
    """Put all that were put behind one there again, in the order in which that was said: the last is the nearest."""
    seen = {root.key.subject}
    todo = [(root, iter(board.wishes.behind(root.key.subject)))]
    while todo:
        anchor, followers = todo[-1]
        subject = next(followers, None)
        if subject is None:
            todo.pop()
            continue
        follower = board.register.at_work_on(subject)
        if follower is not None and subject not in seen:
            seen.add(subject)
            line.put_behind(follower, anchor)
            todo.append((follower, iter(board.wishes.behind(subject))))


def _take_places(board: Board, line: Line) -> None:
    """Give those that were moved in a line the ranks of the places they have there now."""
    pending = set(line.moved)

    def place_all() -> None:
        for before, run, behind in list(line.runs()):
            pending.difference_update(run)
            if before is None:
                for one in reversed(run):
                    one.rank = top(board.wishes.next_number())
            elif (tags := between(rank_of(before), None if behind is None else rank_of(behind), len(run))) is not None:
                for one, tag in zip(run, tags, strict=True):
                    one.rank = Rank(rank_of(before).tier, tag, board.wishes.next_number())
            else:
                tier = rank_of(before).tier
                for one in run:
                    one.rank = rank_of(before)
                own = [one for one in line if one not in pending and rank_of(one).tier == tier]
                spread(own, tier, [board.wishes.next_number() for _ in own])

    board.floor.place_at(list(line.moved), place_all)


class _Moves:
    """Wishes about places, one after the other, and what comes of all of them in the lines."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._lines: dict[Direction, Line] = {}
        self._moved: set[Subject] = set()
        self._loose: dict[Subject, None] = {}

    def line(self, way: Direction) -> Line:
        """Return the line of a way, as it is by now."""
        if way not in self._lines:
            self._lines[way] = Line(waiting_in(self._board.register, way))
        return self._lines[way]

    def leaves(self, subject: Subject) -> None:
        """Note that one is somewhere else now, or gone: those that were put behind it stay where they are."""
        self._loose.update(dict.fromkeys(self._board.wishes.behind(subject)))
        self._moved.add(subject)

    def put_first(self, subject: Subject) -> None:
        """Put one in front of all that wait."""
        self.leaves(subject)
        _wish(self._board, subject, place=Place.TOP, number=self._board.wishes.next_number(), after=None)
        transfer = self._board.register.at_work_on(subject)
        if transfer is not None:
            self.line(subject.direction).put_behind(transfer, None)

    def put_behind(self, subject: Subject, anchor: Subject) -> None:
        """Put one right behind another one."""
        register = self._board.register
        transfer, before = register.at_work_on(subject), register.at_work_on(anchor)
        if before is not None and before.state is TransferState.ACTIVE:
            self.put_first(subject)  # behind what moves already is in front of all that waits
            return
        self.leaves(subject)
        number = self._board.wishes.next_number()
        _wish(self._board, subject, place=Place.AFTER, number=number, after=anchor)
        if transfer is not None and before is not None:
            self.line(subject.direction).put_behind(transfer, before)

    def done(self) -> None:
        """Let all of it count."""
        for line in self._lines.values():
            if line.moved:
                _take_places(self._board, line)
        for subject in self._loose:
            if subject not in self._moved:
                follower, line = self._board.register.at_work_on(subject), self.line(subject.direction)
                before = line.before(follower) if follower is not None and follower in line else None
                place = Place.TOP if before is None else Place.AFTER
                _wish(self._board, subject, place=place, after=None if before is None else before.key.subject)


def move(board: Board, subjects: Sequence[Subject], step: Step) -> None:
    """Move some, which keep their order among themselves: on top, one up, one down, to the bottom."""
    moves = _Moves(board)
    if step is Step.TOP or step is Step.BOTTOM:
        for subject in reversed(subjects) if step is Step.TOP else subjects:
            _put_on_end(board, subject, Place(step.value))
            moves.leaves(subject)
    else:
        for way in Direction:
            moving = {subject for subject in subjects if subject.direction is way}
            if moving:
                _step(moves, moves.line(way), moving, step)
    moves.done()


def _step(moves: _Moves, line: Line, moving: Collection[Subject], step: Step) -> None:
    """Let those in line that are moving pass the one in front of them, or the one behind."""
    chosen = [one for one in line if one.key.subject in moving]
    for transfer in chosen if step is Step.UP else reversed(chosen):
        other = line.before(transfer) if step is Step.UP else line.behind(transfer)
        if other is None or other.key.subject in moving:
            continue  # those in front of it move too, or cannot
        anchor = line.before(other) if step is Step.UP else other
        if anchor is None:
            moves.put_first(transfer.key.subject)
        else:
            moves.put_behind(transfer.key.subject, anchor.key.subject)


def put_behind(board: Board, subjects: Sequence[Subject], anchor: Subject) -> None:
    """Put some, in this order, right behind another one, which stays where it is."""
    moves = _Moves(board)
    for subject in [one for one in dict.fromkeys(subjects) if one != anchor]:
        moves.put_behind(subject, anchor)
        anchor = subject
    moves.done()


def fulfilled(board: Board, subjects: Sequence[Subject]) -> None:
    """Forget what was decided about those that have come to their end; those behind them stay where they are."""
    moves = _Moves(board)
    for subject in subjects:
        moves.leaves(subject)
        board.wishes.set(subject, NO_WISH)
    moves.done()


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
        board.floor.place_at(
            [transfer], partial(setattr, transfer, "rank", top(number) if end is Place.TOP else bottom(number))
        )
