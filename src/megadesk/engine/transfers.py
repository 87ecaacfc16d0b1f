"""All transfers as one list, and what a person does about them.

    what moves, what waits in its order   TransferManager.lines     (what sync asked the manager for)
    what waits behind that                pairs, by their outlook   (planned, and not asked for yet)
    what is held back                     pairs, by their problems  (no room, cancelled)
    what is over                          TransferBook              (newest first)

One page of it is made at a time: what is not shown is counted, and not looked at unless somebody searches. What is done
is done to subjects, whichever of these lists they are in. Read next: transfer_rows.py, transfers/steering.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from megadesk.engine.status import transfer_status
from megadesk.engine.supervisor import Supervisor
from megadesk.engine.transfer_lists import (
    Held,
    Later,
    Shown,
    again,
    checked_sort,
    content_of,
    in_line,
    in_order,
    named,
    number_of,
)
from megadesk.engine.transfer_rows import (
    PAST_MARK,
    Which,
    held_row,
    later_reason,
    later_row,
    later_state,
    line_row,
    past_row,
)
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, NotFound
from megadesk.model.ids import NodeId, PairId, TransferId
from megadesk.model.pair import Problem
from megadesk.model.transfer import (
    BOTH_WAYS,
    Direction,
    Place,
    Step,
    Subject,
    TransferLine,
    TransferState,
    Wish,
)
from megadesk.store.transfers import Ends, HistoryFilter, PastTransfer
from megadesk.sync.events import ContentArrived
from megadesk.sync.report import TryAgain

HELD: Final = {
    "disk_full": TransferState.WAITING, "quota_exceeded": TransferState.WAITING, "waiting": TransferState.WAITING,
    "cancelled": TransferState.CANCELLED,
}  # fmt: skip
"""Problems of a pair that are transfers which wait, or were ended by a person."""

STEPS: Final = {step.value: step for step in Step}
ACTIONS: Final = ("pause", "resume", "cancel", "retry", *STEPS, "after")
MOVING_SHOWN: Final = 50
OFFSET_MAX: Final = 1 << 53

AGAIN: Final = frozenset({TransferState.FAILED, TransferState.CANCELLED, TransferState.RETRYING, TransferState.WAITING})
"""What ``retry --all`` is about."""


class TransferDesk:
    """The transfers of one account that runs. Made for one request."""

    def __init__(self, running: Supervisor) -> None:
        self._running = running
        self._world = running.world
        self._manager = running.world.transfers
        self._book = running.world.book
        self._wishes = self._manager.wishes()
        self._rests = self._manager.rests()
        self._ends: dict[PairId, Ends] = {}

    # -- looking ------------------------------------------------------------------------------------------------------

    def page(self, body: m.ListTransfers) -> m.Transfers:
        """Return a page of the list, and how many there are of each state."""
        if not 1 <= body.limit <= m.TRANSFER_PAGE_MAX:
            raise BadUsage(what="page", value=body.limit, allowed=m.TRANSFER_PAGE_MAX)
        if not 0 <= body.offset <= OFFSET_MAX:
            raise BadUsage(what="offset", value=body.offset)
        self._manager.write_down()
        queue_version, history_version = self._manager.version, self._book.version
        # What failed is in the history already, though its pair may not have heard of it.
        lines = [one for one in self._manager.lines() if one.state is not TransferState.FAILED]
        later, held = self._later(lines), self._held()
        which = Which(body.which)
        everything: list[Shown] = [*lines, *later, *held]
        found = everything if which.is_everything else [one for one in everything if self._fits(one, which)]
        if checked_sort(body.sort):
            found = in_order(found, body.sort, descending=body.descending)
        page = found[body.offset : body.offset + body.limit]
        past_filter = which.of_the_past()
        past_total = 0
        rows = list(map(self._row, page))
        if past_filter is not None:
            start = max(0, body.offset - len(found))
            past, past_total = self._book.page(
                past_filter, offset=start, limit=body.limit - len(page) or 1, sort=body.sort, descending=body.descending
            )
            rows += [past_row(one) for one in past[: body.limit - len(page)]]
        return m.Transfers(
            transfers=rows,
            total=len(found) + past_total,
            counts=self._counts(lines, later, held),
            directions=self._directions(lines, later, held),
            queue_version=queue_version,
            history_version=history_version,
        )

    def _later(self, lines: Sequence[TransferLine]) -> list[Later]:
        asked: defaultdict[tuple[PairId, Direction], set[NodeId]] = defaultdict(set)
        for line in lines:
            asked[line.key.pair, line.key.direction].add(line.key.node)
        paused = {one for one, wish in self._wishes.items() if wish.paused}
        bottom: defaultdict[tuple[PairId, Direction], dict[NodeId, int]] = defaultdict(dict)
        for one, wish in self._wishes.items():
            if wish.place is Place.BOTTOM:
                bottom[one.pair, one.direction][one.node] = wish.number
        found: list[Later] = []
        for runner in self._running.runners():
            outlook = runner.outlook()
            if outlook is None:
                continue
            for way in Direction:
                # There may be 100,000 of these: nothing is made or looked up for each but what it is in the list.
                pair, there = runner.pair, asked[runner.pair, way]
                resting = {one.node for one in paused if one.pair == pair and one.direction is way}
                reason = later_reason(None, self._rests[way], is_online=self._running.online)
                own = later_reason(Wish(paused=True), ())
                later = [
                    Later(pair, way, node, outlook, own if node.id in resting else reason)
                    for node in outlook.to_be_moved(way)
                    if node.id not in there
                ]
                last = bottom.get((pair, way))
                found += later if last is None else sorted(later, key=lambda one: last.get(one.node.id, 0))
        return found

    def _held(self) -> list[Held]:
        found: list[Held] = []
        for report in self._running.reports():
            for problem in report.problems:
                if problem.code in HELD and problem.node is not None:
                    held = self._held_one(report.pair.id, problem, problem.node)
                    found += [held] if held is not None else []
        return found

    def _held_one(self, pair: PairId, problem: Problem, node: NodeId) -> Held | None:
        """Return a held file as a transfer: up if the disk has something the cloud has not, else down."""
        runner = self._running.roster.find(pair)
        outlook = runner.outlook() if runner is not None else None
        if outlook is None:
            return None
        here, base = outlook.local(node), outlook.base(node)
        there = self._world.space.tree(self._world.space.root("drive")).nodes.get(node)
        changed_here = here is not None and (base is None or base.content != here.node.content)
        meant = here.node if here is not None and (changed_here or there is None) else there
        if meant is None:
            return None
        way = Direction.UPLOAD if meant is not there else Direction.DOWNLOAD
        subject = Subject(pair, way, node)
        return Held(
            subject, problem.path, HELD[problem.code], meant.size_bytes, meant.content, problem.code, problem.arguments
        )

    def _fits(self, one: Shown, which: Which) -> bool:
        return which.fits(one.state, one.subject, lambda: self._place(one))

    def _place(self, one: Shown) -> str:
        """Return where its file is, as it is shown."""
        pair = one.subject.pair
        if pair not in self._ends:
            self._ends[pair] = self._world.ends.of(pair) or Ends()
        path = one.outlook.path_to_be(one.node.id) if isinstance(one, Later) else one.path
        return self._ends[pair].in_the_cloud(path)

    def _row(self, one: Shown) -> m.TransferRow:
        ends = self._world.ends.of(one.subject.pair)
        match one:
            case TransferLine():
                return line_row(one, ends)
            case Later():
                path, wish = one.outlook.path_to_be(one.node.id), self._wishes.get(one.subject)
                return later_row(one.subject, one.node, path, ends, wish, one.reason)
            case Held():
                return held_row(one.subject, one.path, one.code, one.arguments, one.state, one.size_bytes, ends)

    def _counts(self, lines: Sequence[TransferLine], later: Sequence[Later], held: Sequence[Held]) -> dict[str, int]:
        counts: Counter[str] = Counter(line.state.value for line in lines)
        for reason, number in Counter([one.reason for one in later]).items():
            counts[later_state(reason).value] += number
        counts.update(one.state.value for one in held)
        for (_, state), number in self._book.counts().items():
            counts[state.value] += number
        return {state.value: counts[state.value] for state in TransferState}

    def _directions(
        self, lines: Sequence[TransferLine], later: Sequence[Later], held: Sequence[Held]
    ) -> dict[str, int]:
        counts = Counter([one.way for one in later])  # no subject is made for each: there may be 100,000
        counts.update([line.key.direction for line in lines])
        counts.update([one.subject.direction for one in held])
        for (way, _), number in self._book.counts().items():
            counts[way] += number
        return {way.value: counts[way] for way in Direction}

    def changed(self) -> m.TransfersChanged:
        """Return the event for those who watch."""
        versions = self._manager.version, self._book.version
        moving = self._manager.moving()[:MOVING_SHOWN]
        return m.TransfersChanged(
            transfers=self.status(),
            moving=[line_row(line, self._world.ends.of(line.subject.pair)) for line in moving],
            queue_version=versions[0],
            history_version=versions[1],
        )

    def status(self) -> m.TransferStatus:
        """Return the sums."""
        return transfer_status(self._manager.figures(), self._manager.rests())

    # -- doing --------------------------------------------------------------------------------------------------------

    def steer(self, body: m.SteerTransfers) -> m.Steered:
        """Do what a person wants, and return how many transfers it concerned."""
        if body.action not in ACTIONS or bool(body.ids) is body.all:
            raise BadUsage(what="transfers", value=body.action)
        if body.all and body.action in {"pause", "resume"} and Which(body.which).is_of_directions:
            count = self._rest_all(body)
        else:
            chosen = [one for one in self._chosen(body) if one.state is not TransferState.COMPLETED]
            if checked_sort(body.sort):
                chosen = in_order(chosen, body.sort, descending=body.descending)
            if body.action in {Step.UP.value, Step.DOWN.value}:
                chosen = in_line(chosen)
            self._act(body, chosen)
            if body.all and body.action == "retry":
                self._running.hurry()  # also what is in no list: puts and gets that wait, and the way to the server
            count = len({one.subject for one in chosen})
        return m.Steered(count=count, transfers=self.status())

    def _rest_all(self, body: m.SteerTransfers) -> int:
        """Let whole directions rest, or go on with everything that rests in them."""
        ways = Which(body.which).ways or BOTH_WAYS
        if body.action == "pause":
            self._running.governor.pause(ways)
        else:
            self._running.governor.resume(ways)
            self._manager.hurry()
            own = [one for one, wish in self._manager.wishes().items() if wish.paused and one.direction in ways]
            self._manager.resume(own)
            self._poke({one.pair for one in own})
        figures = self._manager.figures()
        return figures.active + figures.queued + figures.paused

    def _chosen(self, body: m.SteerTransfers) -> list[Shown]:
        lines = self._manager.lines()
        everything: list[Shown] = [*lines, *self._later(lines), *self._held()]
        if body.all:
            which = Which(body.which)
            states = AGAIN if body.action == "retry" else frozenset(TransferState)
            found = [one for one in everything if self._fits(one, which) and one.state in states]
            return found + (self._past(which.of_the_past()) if body.action == "retry" else [])
        by_id: dict[TransferId, Shown] = {}
        for one in everything:
            by_id.setdefault(one.subject.id, one)
        over = next((text for text in body.ids if text.startswith(PAST_MARK)), None)
        if over is not None and body.action != "retry":
            raise BadUsage(what="transfer", value=over, reason="over")
        failed = {one.number: one for one in self._book.failed(HistoryFilter())} if over is not None else {}
        return [self._failed(failed, text) if text.startswith(PAST_MARK) else named(by_id, text) for text in body.ids]

    def _past(self, which: HistoryFilter | None) -> list[Shown]:
        """Return transfers that failed as what they may become again; those of pairs that are gone are left out."""
        if which is None or (which.states and TransferState.FAILED not in which.states):
            return []
        past = self._book.failed(which)
        return [again(one) for one in past if self._running.roster.find(one.subject.pair) is not None]

    def _failed(self, failed: Mapping[int, PastTransfer], text: str) -> Shown:
        """Return one that failed, by its id; NotFound for another, and for one of a pair that is gone."""
        one = failed.get(number_of(text))
        if one is None or self._running.roster.find(one.subject.pair) is None:
            raise NotFound(what="transfer", value=text)
        return again(one)

    def _act(self, body: m.SteerTransfers, chosen: Sequence[Shown]) -> None:
        subjects = list(dict.fromkeys(one.subject for one in chosen))
        if not subjects:
            return
        if body.action in STEPS:
            self._manager.move(subjects, STEPS[body.action])
        elif body.action == "after":
            anchor = self._anchor(body)
            if any(subject.direction is not anchor.direction for subject in subjects):
                raise BadUsage(what="transfer", value=body.anchor, reason="other_way")
            self._manager.put_behind(subjects, anchor)
        elif body.action == "pause":
            self._manager.pause(subjects)
        elif body.action == "cancel":
            self._manager.cancel([key for one in chosen if (key := content_of(one)) is not None])
        else:
            self._manager.resume(subjects)
            # One that was cancelled a moment ago is still a line; its pair holds it back by the time it hears of this.
            self._again([one for one in chosen if isinstance(one, Held) or one.state in AGAIN])
            numbers = [one.number for one in chosen if isinstance(one, Held) and one.number is not None]
            if numbers:
                self._book.clear(HistoryFilter(states=[TransferState.FAILED]), numbers)
        self._poke({subject.pair for subject in subjects})

    def _anchor(self, body: m.SteerTransfers) -> Subject:
        lines = self._manager.lines()
        everything: list[Shown] = [*lines, *self._later(lines)]
        return named({one.subject.id: one for one in everything}, body.anchor).subject

    def _again(self, held: Sequence[Shown]) -> None:
        """Have the pairs try again what they hold back."""
        by_pair: dict[PairId, list[NodeId]] = {}
        for one in held:
            by_pair.setdefault(one.subject.pair, []).append(one.subject.node)
        for pair, nodes in by_pair.items():
            runner = self._running.roster.find(pair)
            if runner is not None:
                runner.post(TryAgain(nodes))

    def _poke(self, pairs: Iterable[PairId]) -> None:
        """Have pairs ask the manager for what they had not asked for yet, where that is wished for now."""
        for pair in pairs:
            runner = self._running.roster.find(pair)
            if runner is not None:
                runner.post(ContentArrived(()))

    def clear(self, body: m.ClearTransfers) -> m.Cleared:
        """Forget what is over; it can be brought back until more is cleared, or the engine ends."""
        self._manager.write_down()
        which = Which(body.which).of_the_past()
        numbers = [number_of(text) for text in body.ids] if body.ids else None
        count = 0 if which is None else self._book.clear(which, numbers, can_come_back=True)
        return m.Cleared(count=count, batch=self._book.batch)

    def bring_back(self, body: m.BringBackTransfers) -> m.Cleared:
        """Bring back what was cleared."""
        self._manager.write_down()
        return m.Cleared(count=self._book.bring_back(body.batch), batch=self._book.batch)
