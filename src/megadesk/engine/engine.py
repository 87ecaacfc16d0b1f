"""The engine as one thing: profile, database, account, and, while somebody is signed in, a Supervisor.

    handlers --intent--> Engine --> AccountKeeper, Supervisor, Pairs

Signing in makes a World and runs it; signing out stops it. What front ends see is built here from the reports.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from megadesk.disk.private import marked_above, prepare_root, release_root
from megadesk.disk.root import Root
from megadesk.engine.account import KEYRING_LOCKED, AccountKeeper, Unlocked
from megadesk.engine.clock import SystemClock, rfc3339
from megadesk.engine.network import NetworkKeeper
from megadesk.engine.new_pairs import check_folder, make_folder, pair_name
from megadesk.engine.pause import Pause
from megadesk.engine.places import place_of
from megadesk.engine.status import PauseFacts, backup_status, full_status, pair_status
from megadesk.engine.supervisor import Supervisor
from megadesk.engine.unlocking import Unlocking
from megadesk.engine.wiring import make_world, shown_path
from megadesk.host.paths import Profile
from megadesk.ipc import messages as m
from megadesk.model.errors import (
    AlreadyExists,
    BadUsage,
    EngineUnavailable,
    MegadeskError,
    NotFound,
    NotSignedIn,
)
from megadesk.model.ids import Entropy, NodeId, PairId, SpaceId, new_pair_id
from megadesk.model.pair import Links, PairDirection, PairKind, SyncPair
from megadesk.model.relpath import ROOT, CloudPath, parse_cloud_path
from megadesk.model.states import Part
from megadesk.model.transfer import TransferFigures, TransferResult
from megadesk.model.values import replace
from megadesk.store.database import Database
from megadesk.store.ignore_rules import IgnoreRules
from megadesk.store.pairs import Pairs
from megadesk.store.settings import Settings
from megadesk.sync.events import PauseAsked, RescanAsked, ResumeAsked
from megadesk.sync.report import PairReport
from megadesk.sync.runner import PairRunner

log = logging.getLogger(__name__)

MARKER_BYTES: Final = 16

TICKET_S: Final = 10.0
"""So long an answer waits for the pair it is about, which may be in the middle of a scan."""


class Engine:
    """Everything of one profile. Safe from any thread."""

    def __init__(
        self,
        profile: Profile,
        database: Database,
        *,
        entropy: Entropy = os.urandom,
        on_change: Callable[[], None] = lambda: None,
        stop: Callable[[], None] = lambda: None,
        at_rest: Callable[[], None] = lambda: None,
        notes: Sequence[Part] = (),
    ) -> None:
        """``notes``: what is to be said of how it began. ``at_rest`` is called last, before the database closes."""
        self.notes = notes
        self._at_rest = at_rest
        self.profile = profile
        self.database = database
        self.clock = SystemClock()
        self.entropy = entropy
        self.on_change = on_change
        self.stop_asked = stop
        self.settings = Settings(database)
        self.pairs = Pairs(database)
        self.network = NetworkKeeper(self.settings, profile)
        self.keeper = AccountKeeper(
            profile=profile, settings=self.settings, clock=self.clock, entropy=entropy, network=self.network.now
        )
        self.lock = threading.RLock()
        """For signing in and out, which waits for the server. Nobody takes it to look."""
        self.changing = threading.RLock()
        """For changes of the pairs, one at a time; whoever holds both took ``lock`` first."""
        self.pause = Pause(self.settings, self.clock.wall_ms, self._pause_turned)
        self._supervisor: Supervisor | None = None
        self.account_error: MegadeskError | None = None
        self._unlocking = Unlocking(self.unlock_again)

    # -- life ---------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Unlock if the key store allows it, and run."""
        self.pause.start()
        try:
            self.keeper.load()
        except MegadeskError as e:
            log.warning("the account stays locked: %s", e.code)
            self.account_error = e
            if self._waits_for_keyring:
                self._unlocking.start()
        if self.keeper.unlocked is not None:
            with self.lock:
                self._run(self.keeper.unlocked)

    def unlock_again(self) -> bool:
        """Ask the key store once more, if it could not be asked at the start; return whether nothing is left to ask for.

        May wait for a person who is to unlock the keyring.
        """
        with self.lock:
            if not self._waits_for_keyring:
                return True
            try:
                self.keeper.load()
            except MegadeskError as e:
                log.info("the account stays locked: %s", e.code)
                self.account_error = e
            if self.keeper.unlocked is not None and not self._unlocking.is_over:
                self.signed_in(self.keeper.unlocked)
            self.on_change()
            return not self._waits_for_keyring

    @property
    def _waits_for_keyring(self) -> bool:
        error = self.account_error
        return error is not None and error.arguments.get("reason") == KEYRING_LOCKED

    def end_soon(self) -> None:
        """Note that the engine ends: what is cancelled from now on is not given up. Returns at once."""
        running = self._supervisor
        if running is not None:
            running.restoring.ending.set()

    def close(self) -> None:
        """Stop everything and close the database."""
        self.pause.stop()
        self._unlocking.stop()
        self._halt()
        if not self.database.has_met_damage:
            self._at_rest()
        self.database.close()

    def signed_in(self, unlocked: Unlocked) -> None:
        """Run for an account that was just unlocked."""
        with self.lock, self.changing:
            self._halt()
            self.account_error = None
            self._run(unlocked)

    def signed_out(self) -> None:
        """Stop running, for no account."""
        with self.lock, self.changing:
            self._halt()
            self.account_error = None
        self.on_change()

    def let_go_of_ended_session(self) -> None:
        """Lock an account whose session has ended, so that it can be signed in to again."""
        with self.lock, self.changing:
            if self._supervisor is not None and self._supervisor.session_ended:
                self._halt()
                self.keeper.lock_again()
                self.account_error = NotSignedIn(reason="session_ended")

    @property
    def supervisor(self) -> Supervisor:
        """Return what runs; NotSignedIn if nobody is signed in, or the session has ended. Never waits."""
        running = self._supervisor
        if running is None:
            if self.account_error is not None:
                raise self.account_error
            self.keeper.require()
            raise EngineUnavailable(reason="busy")  # somebody is signing in just now
        if running.session_ended:
            raise NotSignedIn(reason="session_ended")
        return running

    def _run(self, unlocked: Unlocked) -> None:
        world = make_world(
            unlocked=unlocked, database=self.database, profile=self.profile, clock=self.clock, entropy=self.entropy,
            deliver=self._deliver, network=self.network.now,
        )  # fmt: skip
        self._supervisor = Supervisor(
            world, self.database, device_name=self.device_name, on_change=self.on_change,
            wraps_recorded=self.keeper.wrapset_recorded, rests=self.pause.is_on, rests_until=lambda: self.pause.until_ms, on_jump=self.pause.look_again,
        )  # fmt: skip
        self._supervisor.start(self.own_pairs(world.space.id))
        if self._supervisor.rests is not self.pause.is_on:  # somebody paused or resumed in this very moment
            self._pause_turned(self.pause.is_on)

    def _halt(self) -> None:
        running, self._supervisor = self._supervisor, None
        if running is not None:
            running.stop()

    def _deliver(self, results: Sequence[TransferResult]) -> None:
        running = self._supervisor
        if running is not None:
            running.deliver(results)

    def _pause_turned(self, is_on: bool) -> None:
        running = self._supervisor
        if running is not None:
            if is_on:
                running.rest()
            else:
                running.go_on()
        self.on_change()

    def network_changed(self) -> None:
        """Reach the server in the way that is set now, at once."""
        running = self._supervisor
        if running is not None:
            running.reach_anew()

    def pause_facts(self) -> PauseFacts:
        """Return whether everything is paused, and until when."""
        until_ms = self.pause.until_ms
        return PauseFacts(self.pause.is_on, None if until_ms is None else rfc3339(until_ms))

    def device_name(self) -> str:
        """Return what this device is called."""
        return self.keeper.facts.device_name if self.keeper.facts is not None else "this computer"

    def own_pairs(self, space: SpaceId | None = None) -> list[SyncPair]:
        """Return the pairs of an account; the profile may hold those of one that was signed in before."""
        space = self.supervisor.world.space.id if space is None else space
        return [pair for pair in self.pairs.list() if pair.space == space]

    # -- pairs --------------------------------------------------------------------------------------------------------

    def add_pair(
        self, local: str, remote: str, name: str, *, direction: str = "both", symlinks: str = "skip"
    ) -> m.PairStatus:
        """Tie a folder to a folder of the cloud and begin to sync; either is made if it is not there."""
        travels, links = parse_direction(direction), parse_links(symlinks)
        with self.changing:
            running = self.supervisor
            root = self.local_root(local)
            called = pair_name(name, root, {pair.name for pair in self.own_pairs(running.world.space.id)})
            where = parse_cloud_path(remote)
            if where.area != "drive" or not where.names:
                raise BadUsage(what="remote", value=remote, reason="not_a_folder_of_the_drive")
            strangers = self.check_apart(root)
            check_folder(root)
            node = self.make_cloud_folder(where)
            self.check_cloud_apart(node, remote)
            make_folder(root)
            self.let_go(strangers)
            marker = self.entropy(MARKER_BYTES).hex()
            prepare_root(str(root), marker, take_over=True)  # one of a pair that nobody here knows is replaced
            pair = SyncPair(
                id=new_pair_id(self.entropy),
                name=called,
                local=str(root),
                space=running.world.space.id,
                root=node,
                marker=marker,
                created_ms=self.clock.wall_ms(),
                direction=travels,
                links=links,
            )
            self.pairs.add(pair)
            running.roster.add(pair)
            return self.pair_status(pair.id)

    def remove_pair(self, which: str) -> None:
        """Stop syncing a pair. Both folders stay as they are."""
        with self.changing:
            pair = self.find_pair(which)
            with self.supervisor.roster.standing([pair.id]):
                self.pairs.remove(pair.id)
                IgnoreRules(self.database, pair.id).forget()
                release_root(Root(pair.local, pair.marker))

    def set_paused(self, which: str, *, paused: bool) -> m.PairStatus:
        """Pause or resume a pair; remembered over restarts."""
        with self.changing:
            pair = self.find_pair(which)
            self.pairs.update(replace(pair, paused=paused))
            runner = self.supervisor.runner(pair.id)
            # While everything is paused it goes on when that does.
            ticket = runner.post(PauseAsked() if paused or self.pause.is_on else ResumeAsked())
        self.await_ticket(runner, ticket)
        return self.pair_status(pair.id)

    def set_direction(self, which: str, direction: str) -> m.PairStatus:
        """Let changes of a pair travel another way; it begins anew with it, so that no old plan goes on."""
        return self._begin_anew(which, direction=parse_direction(direction))

    def set_links(self, which: str, symlinks: str) -> m.PairStatus:
        """Keep or skip symbolic links from now on; the pair begins anew with it."""
        return self._begin_anew(which, links=parse_links(symlinks))

    def _begin_anew(
        self, which: str, *, direction: PairDirection | None = None, links: Links | None = None
    ) -> m.PairStatus:
        with self.changing:
            pair = self.find_pair(which)
            changed = replace(pair, direction=direction or pair.direction, links=links or pair.links)
            if changed != pair:
                with self.supervisor.roster.standing([pair.id]):
                    self.pairs.update(changed)
            return self.pair_status(pair.id)

    def rescan(self, which: str) -> m.PairStatus:
        """Look at everything again."""
        pair = self.find_pair(which)
        runner = self.supervisor.runner(pair.id)
        self.await_ticket(runner, runner.post(RescanAsked()))
        return self.pair_status(pair.id)

    def await_ticket(self, runner: PairRunner, ticket: int) -> bool:
        """Wait until a pair has seen what was posted to it, so that the answer shows it; return whether it has."""
        running = self.supervisor
        with running.changed:
            running.changed.wait_for(
                lambda: runner.report().taken >= ticket or running.roster.find(runner.pair) is not runner, TICKET_S
            )
        return runner.report().taken >= ticket

    def find_pair(self, which: str, folder: str = "", *, kind: PairKind | None = None) -> SyncPair:
        """Return the pair with this id, start of an id, name or local folder; NotFound, or BadUsage if several fit.

        folder: what was typed, as an absolute path; it counts if it is the folder of a pair, by whatever way.
        kind: only one of these.
        """
        own = self.own_pairs(self.supervisor.world.space.id)
        all_pairs = [pair for pair in own if kind in {None, pair.kind}]
        what = "backup" if kind is PairKind.BACKUP else "pair"
        exact = [pair for pair in all_pairs if which in {pair.id, pair.name, pair.local}]
        found = exact or [pair for pair in all_pairs if which and pair.id.startswith(which)]
        place = place_of(all_pairs, folder) if folder and not found else None
        if place is not None and place.path == ROOT:
            found = [place.pair]
        if not found:
            raise NotFound(what=what, pair=which)
        if len(found) > 1:
            raise BadUsage(what=what, value=which, reason="several")
        return found[0]

    def pair_status(self, pair_id: str) -> m.PairStatus:
        """Return one pair as front ends see it."""
        for status in self.pair_statuses():
            if status.id == pair_id:
                return status
        raise NotFound(what="pair", pair=pair_id)

    def pair_statuses(self) -> list[m.PairStatus]:
        """Return all sync pairs as front ends see them."""
        return [
            pair_status(report, self.cloud_path(report.pair.root))
            for report in self.supervisor.reports()
            if report.pair.kind is PairKind.SYNC
        ]

    def backup_statuses(self) -> list[m.BackupStatus]:
        """Return all backups of this device as front ends see them."""
        reports = [report for report in self.supervisor.reports() if report.pair.kind is PairKind.BACKUP]
        return [self._backup_status(report) for report in reports]

    def _backup_status(self, report: PairReport) -> m.BackupStatus:
        backups, pair = self.supervisor.backups, report.pair
        return backup_status(
            report, self.cloud_path(pair.root), plan=backups.plan(pair.id), last=backups.last(pair.root),
            next_ms=backups.next_ms(pair), rests=backups.rests(pair) and not self.pause.is_on, error=backups.error(pair.id),
        )  # fmt: skip

    def local_root(self, local: str) -> Path:
        """Return a folder that may be synced, links resolved; BadUsage if it is none."""
        path = Path(local)
        if not path.is_absolute():
            raise BadUsage(what="local_folder", path=local)
        real = Path(os.path.realpath(path))
        if real == Path(real.anchor) or real == Path.home():
            raise BadUsage(what="local_folder", path=local, reason="too_much")
        return real

    def check_apart(self, root: Path, *, but: PairId | None = None) -> list[SyncPair]:
        """One folder belongs to one pair: neither inside another's nor around it, nor around our own profile.

        Returns the pairs of accounts that were signed in here before and have something of it: ``let_go`` of them once
        nothing else can fail. Raises AlreadyExists, BadUsage.
        """
        strangers: list[SyncPair] = []
        own = self.supervisor.world.space.id
        for pair in self.pairs.list():
            other = Path(pair.local)
            if pair.id == but:
                continue
            if root != other and root not in other.parents and other not in root.parents:
                continue
            if pair.space == own:
                what = "backup_folder" if pair.kind is PairKind.BACKUP else "pair_folder"
                raise AlreadyExists(what=what, path=str(root), other=str(other))
            strangers.append(pair)
        self.supervisor.world.claims.check(str(root))
        above = marked_above(str(root))
        while above in {pair.local for pair in strangers}:
            above = marked_above(str(above))
        if above is not None:
            raise AlreadyExists(what="pair_folder", path=str(root), other=above)
        for folder in (self.profile.state_dir, self.profile.config_dir, self.profile.log_dir):
            own_folder = Path(os.path.realpath(folder))
            if root == own_folder or root in own_folder.parents or own_folder in root.parents:
                raise BadUsage(what="local_folder", path=str(root), reason="profile_inside")
        return strangers

    def let_go(self, strangers: Sequence[SyncPair]) -> None:
        """Forget pairs of other accounts whose folder is another's from now on; their files stay where they are."""
        for pair in strangers:
            log.warning("pair %s of another account is forgotten: its folder is synced with this one", pair.id)
            self.pairs.remove(pair.id)
            release_root(Root(pair.local, pair.marker))

    def check_cloud_apart(self, node: NodeId, remote: str, *, is_there: bool = True) -> None:
        """One folder of the cloud belongs to one pair, neither inside another's nor around it; AlreadyExists if not so.

        is_there: whether this is the node itself, or the folder it would be in.
        """
        tree = self.supervisor.world.space.tree(self.supervisor.world.space.root("drive"))
        for pair in self.own_pairs(self.supervisor.world.space.id):
            if pair.kind is PairKind.BACKUP:
                continue
            inside = pair.root == node or pair.root in tree.ancestors(node)
            if inside or (is_there and node in tree.ancestors(pair.root)):
                raise AlreadyExists(what="pair_remote", path=remote, other=pair.name)

    # -- the cloud ----------------------------------------------------------------------------------------------------

    def make_cloud_folder(self, where: CloudPath) -> NodeId:
        """Return the folder at a place of the cloud, making what is missing."""
        from megadesk.engine.cloud_files import CloudFiles

        return CloudFiles(self.supervisor).make_folders(where)

    def cloud_path(self, node: NodeId) -> str:
        """Return where a node is, for people; the id in brackets if it is nowhere now."""
        return shown_path(self.supervisor.world.space, node)

    # -- status -------------------------------------------------------------------------------------------------------

    def _locked_by(self) -> MegadeskError:
        """Return why nothing runs for an account that this profile knows."""
        if self._supervisor is not None and self._supervisor.session_ended:
            return NotSignedIn(reason="session_ended")
        return self.account_error or NotSignedIn(reason="locked")

    def status(self) -> m.Status:
        """Return the state of everything."""
        running = self._supervisor
        facts = self.keeper.facts
        if running is None or running.session_ended:
            return full_status(
                facts=facts, unlocked=False, online=False, frozen=None, pairs=[], figures=TransferFigures(), storage=None,
                head=None, locked=self._locked_by() if facts is not None else None, pause=self.pause_facts(),
                notes=self.notes,
            )  # fmt: skip
        running.storage.look_if_moved()
        world = running.world
        return full_status(
            facts=facts,
            unlocked=True,
            online=running.online,
            frozen=world.space.frozen,
            pairs=[(report, self.cloud_path(report.pair.root)) for report in running.reports()],
            backups=self.backup_statuses(),
            figures=world.transfers.figures(),
            rests=world.transfers.rests(),
            errands=running.errands.under_way(),
            storage=running.storage.now,
            head=world.space.head,
            pause=self.pause_facts(),
            notes=(*self.notes, *running.notes()),
        )


def parse_direction(word: str) -> PairDirection:
    """Return the direction of this name; BadUsage if there is none."""
    try:
        return PairDirection(word)
    except ValueError as e:
        raise BadUsage(what="direction", value=word) from e


def parse_links(word: str) -> Links:
    """Return the choice about links of this name; BadUsage if there is none."""
    try:
        return Links(word)
    except ValueError as e:
        raise BadUsage(what="symlinks", value=word) from e
