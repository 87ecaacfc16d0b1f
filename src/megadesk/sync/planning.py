"""Put together what a plan is made of, and say what is to become of it.

    folder, base --+                      +--> Proposal.plan        to be carried out
    cloud, faults -+--> planner --> guard-+--> question             a person is asked first
    held, crossing +                      +--> waits                other pairs look first, and nobody is asked yet

The rules are the planner's and the guard's; here they are given the three trees as this pair sees them now. Nothing is
done because of it: that is the pilot's to order and the executor's to do. Used from the pair's own thread only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from megadesk.model.ids import NodeId
from megadesk.model.pair import Links, Problem, SyncPair
from megadesk.model.relpath import ROOT
from megadesk.model.tree import Tree
from megadesk.sync.diff import differing
from megadesk.sync.drip import traces_of
from megadesk.sync.executor import Executor
from megadesk.sync.folder import Folder
from megadesk.sync.guard import GuardLimits, Lately, Loser, Question, change_question, losses, question
from megadesk.sync.ledger import Ledger
from megadesk.sync.looking import Looking
from megadesk.sync.neighbours import lent
from megadesk.sync.plan import Plan, PlanContext
from megadesk.sync.planner import plan as make_plan
from megadesk.sync.ports import Clock, RemoteSide, VolumeTraits
from megadesk.sync.recent import Recent
from megadesk.sync.replay import replay_cloud
from megadesk.sync.twins import UNICODE_CONFLICT
from megadesk.sync.verdicts import end_permits, recognise
from megadesk.sync.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A plan, and the cloud it was made for. ``problems``: what it does not do, and why.

    It may be carried out unless it ``waits`` for other pairs, or there is a ``Planning.question`` about it.
    """

    plan: Plan
    remote: Tree
    problems: tuple[Problem, ...]
    waits: bool


class Planning:
    """Plans for one pair. ``question``: what a person was last asked; an answer is for this and nothing else."""

    def __init__(
        self,
        *,
        pair: SyncPair,
        remote_side: RemoteSide,
        clock: Clock,
        device_name: Callable[[], str],
        limits: Callable[[], GuardLimits],
        ledger: Ledger,
        recent: Recent,
    ) -> None:
        self.question: Question | None = None
        self._pair = pair
        self._cloud = remote_side
        self._clock = clock
        self._device_name = device_name
        self._limits = limits
        self._ledger = ledger
        self._recent = recent

    def propose(self, looking: Looking, executor: Executor, traits: VolumeTraits) -> Proposal:
        """Return a plan of what is known now; ``question`` is about this one from then on."""
        folder, crossing = looking.folder, looking.crossing
        faults = dict(self._cloud.faults())
        remote = self._cloud.tree()
        # The space may move in between: what did not open before or after is held, else it would look removed.
        faults |= self._cloud.faults()
        executor.catch_up()
        self._take_in(folder, remote)
        executor.holds.reconsider(remote, folder.local)
        held = frozenset(folder.held) | executor.held_now() | (faults.keys() & folder.local.keys())
        held |= crossing.let_go(remote)
        base = agreed = folder.base_tree(remote)
        away = crossing.away(remote) - held
        if away:
            base, remote = lent(base, remote, away, self._cloud.records(away))
        view = folder.view(remote, executor.held_now())
        local = folder.local_tree(view.tree)
        plan = make_plan(base, local, view.tree, self._context(folder, local, view, held | view.early, traits))
        executor.forgive(plan)
        self.question = self._asked_of(plan, agreed)
        waits = crossing.inquiry.is_open(_gone(self.question))
        if waits:
            self.question = None
        elif self.question is None:
            self._note(plan, agreed)
        # One that was never here has no path: the record that would say where it belongs is the one that does not open.
        unopened = (
            Problem(code=code, path=folder.path(node) if node in folder.local else ROOT, node=node)
            for node, code in faults.items()
        )
        return Proposal(plan=plan, remote=view.tree, problems=(*plan.problems, *unopened), waits=waits)

    def _take_in(self, folder: Folder, remote: Tree) -> None:
        """Let the folder know what the cloud has answered meanwhile."""
        replay_cloud(folder, remote.nodes)
        end_permits(folder, remote)
        if self.question is not None:
            # While it was asked, somebody may have put the files back by hand: then they were never removed.
            recognise(folder, [node for node in self.question.losses.there if node.id in remote])

    def _context(
        self, folder: Folder, local: Tree, view: View, held: frozenset[NodeId], traits: VolumeTraits
    ) -> PlanContext:
        remote = view.tree
        return PlanContext(
            device_name=self._device_name(),
            stamp=self._clock.stamp(),
            held=held,
            astray=frozenset(node for node, reason in folder.held.items() if reason == UNICODE_CONFLICT),
            occupied=folder.occupied,
            aliases=dict(folder.aliases),
            junk=folder.junk,
            keepers=view.keepers,
            spent=self._cloud.elsewhere(key for key in differing(local, remote) if key not in remote)
            | (view.left_out.keys() & folder.local.keys()),
            case_sensitive=traits.case_sensitive,
            name_max_bytes=traits.name_max_bytes,
            keeps_links=self._pair.links is Links.KEEP,
            makes_links=traits.makes_links,
            direction=self._pair.direction,
            permits=folder.permits,
        )

    def _asked_of(self, plan: Plan, base: Tree) -> Question | None:
        ledger = self._ledger
        approved = ledger.approved
        away_ms = ledger.away_ms(self._clock.wall_ms())
        gone = [node.id for node in losses(plan, base).here]
        alive = self._cloud.alive(gone) if gone else frozenset[NodeId]()
        limits = self._limits()
        asked = question(plan, base, limits, approved=approved, away_ms=away_ms, alive=alive)
        changes = self._asked_of_changes(plan, base, limits)
        if changes is not None and (asked is None or changes.is_renaming):
            asked = changes
        if asked is None and approved:
            ledger.keep_approvals(losses(plan, base))
        return asked

    def _asked_of_changes(self, plan: Plan, base: Tree, limits: GuardLimits) -> Question | None:
        now_ms, ledger, recent = self._clock.wall_ms(), self._ledger, self._recent
        lately = Lately(
            now_ms=now_ms, traces=recent.traces(now_ms), is_new=recent.is_new, endings=ledger.endings(now_ms)
        )
        asked, back = change_question(plan, base, limits, approved=ledger.approved, lately=lately)
        recent.forget(back)
        if asked is not None:
            recent.write()  # who starts again is asked the same
        return asked

    def _note(self, plan: Plan, base: Tree) -> None:
        """Keep the traces of what a plan takes that is carried out now; what was approved is meant."""
        lost, now_ms, approved = losses(plan, base), self._clock.wall_ms(), self._ledger.approved
        for side, nodes in ((Loser.REMOTE, lost.there), (Loser.CHANGE, lost.changed)):
            for meant in (False, True):
                some = [node for node in nodes if ((side, node.id) in approved) is meant]
                self._recent.note(traces_of(some, base, now_ms, meant=meant))

    # -- answering --------------------------------------------------------------------------------------------------

    def approve(self, asked: Question) -> None:
        """Note that a person lets all of it go; durable on return. Errors as the memory's: then it was not said."""
        now_ms = self._clock.wall_ms()
        if asked.burst is not None:
            self._recent.let_go()
            self._ledger.mean(asked.burst.ending, now_ms)
        self._ledger.approve(asked.losses, now_ms)


def _gone(asked: Question | None) -> frozenset[NodeId]:
    """Return what a question says is gone from this disk."""
    return frozenset() if asked is None else frozenset(node.id for node in asked.losses.there)
