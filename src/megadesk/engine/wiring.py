"""The one place that names concrete classes: from an unlocked account to a World that can run.

    Unlocked --> Api, Space, Journal, Publisher, RemoteBlobs        the cloud
             --> DiskSources, DiskStaging, TransferManager          content
    SyncPair --> DiskSide, CloudFolder, Folder, Executor --> Pilot --> PairRunner

Keys go from here to where they are used and nowhere else.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from megadesk.crypto.records import backups_node_id
from megadesk.disk.expiry import Expiry
from megadesk.disk.local_side import open_side
from megadesk.disk.root import Root, Roots
from megadesk.disk.sources import DiskSources
from megadesk.disk.staging import DiskStaging
from megadesk.engine.account import Unlocked
from megadesk.engine.backups import owned
from megadesk.engine.clock import SystemClock
from megadesk.engine.ends import TravelEnds
from megadesk.host.claims import Claims
from megadesk.host.paths import Profile, shared_folder
from megadesk.host.private import write_private
from megadesk.model.errors import Damaged, Malformed, MegadeskError
from megadesk.model.ids import Entropy, NodeId, SpaceId
from megadesk.model.pair import Links, Notice, PairDirection, PairKind, PairState, SyncPair
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import TransferResult
from megadesk.remote.api import Api
from megadesk.remote.audit import Audit
from megadesk.remote.blobs import RemoteBlobs
from megadesk.remote.chain import Chain
from megadesk.remote.journal import Journal
from megadesk.remote.network import USUAL, Network
from megadesk.remote.past import Past
from megadesk.remote.publisher import Author, Publisher
from megadesk.remote.remote_side import CloudFolder
from megadesk.remote.space import Space, SpaceKeys
from megadesk.remote.twin import Twin
from megadesk.store.database import Database
from megadesk.store.ignore_rules import IgnoreRules
from megadesk.store.memories import PairMemories
from megadesk.store.settings import Settings
from megadesk.store.spaces import Spaces
from megadesk.store.transfers import TransferBook
from megadesk.store.trees import PairTrees
from megadesk.sync.events import LookAsked, OthersLooked
from megadesk.sync.executor import Executor
from megadesk.sync.folder import Folder
from megadesk.sync.granularity import Granularity
from megadesk.sync.guard import DEFAULT_LIMITS, GuardLimits
from megadesk.sync.looking import Looking
from megadesk.sync.neighbours import Belongings, Member, Neighbourhood, NoBelongings
from megadesk.sync.patience import Patience
from megadesk.sync.pilot import PairParts, Pilot
from megadesk.sync.report import PairReport
from megadesk.sync.runner import PairRunner
from megadesk.sync.stopping import Halt
from megadesk.transfers.manager import TransferManager
from megadesk.transfers.throttle import Throttle

log = logging.getLogger(__name__)

EVIDENCE_MAX_BYTES: Final = 1 << 20

GUARD_LIMITS: Final = "guard_limits"
"""The setting that holds a GuardLimits; docs/problems.md says how it is set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything that runs for one unlocked account."""

    unlocked: Unlocked
    api: Api
    space: Space
    journal: Journal
    twin: Twin
    publisher: Publisher
    past: Past
    audit: Audit
    blobs: RemoteBlobs
    roots: Roots
    claims: Claims
    staging: DiskStaging
    transfers: TransferManager
    throttle: Throttle
    book: TransferBook
    ends: TravelEnds
    clock: SystemClock
    entropy: Entropy
    neighbourhood: Neighbourhood = field(default_factory=Neighbourhood)

    def cloud_folder(self, root: NodeId, check: Callable[[], None] = lambda: None) -> CloudFolder:
        """Return a user of its own for one folder of the main space; ``check``: as of CloudFolder."""
        return CloudFolder(
            root=root, space=self.space, journal=self.journal, publisher=self.publisher, blobs=self.blobs,
            account=self.unlocked.facts.account, wall_ms=self.clock.wall_ms, check=check,
        )  # fmt: skip

    def pair_folder(self, pair: SyncPair) -> CloudFolder:
        """Return the folder of a pair in the cloud; that of a backup is this device's, or nothing is sent to it."""
        if pair.kind is not PairKind.BACKUP:
            return self.cloud_folder(pair.root)
        home = backups_node_id(self.space.id, self.unlocked.facts.device)
        return self.cloud_folder(
            pair.root, owned(self.space, pair.root, home, lambda node: shown_path(self.space, node))
        )

    def close(self) -> None:
        """End transfers and connections; who waits because of a limit waits no longer."""
        self.throttle.stop()
        self.transfers.close()
        self.api.close()


def _open_space(space: SpaceId, keys: SpaceKeys, store: Spaces) -> Space:
    """Return the space as this device verified it; of a local copy that does not fit its pin the pin is kept."""
    try:
        return Space(space, keys, store)
    except Damaged as e:
        log.warning("space %s: %s; it is fetched again", space.hex()[:8], e.code)
        store.forget(space)
        return Space(space, keys, store)


def make_world(
    *,
    unlocked: Unlocked,
    database: Database,
    profile: Profile,
    clock: SystemClock,
    entropy: Entropy,
    deliver: Callable[[Sequence[TransferResult]], None],
    network: Callable[[], Network] = lambda: USUAL,
) -> World:
    """Return the parts of an account, wired and not yet running."""
    secrets = unlocked.secrets.account
    throttle = Throttle(time.monotonic)
    api = Api(unlocked.facts.server, throttle=throttle, network=network)
    api.sign_in(unlocked.secrets.session_token)
    keys = SpaceKeys.of(secrets.root_key, secrets.root_epoch)
    store = Spaces(database)
    space = _open_space(secrets.root_space, keys, store)
    evidence = _evidence_in(profile.state_dir / "evidence")
    twin = Twin(unlocked.facts.device)
    journal = Journal(api, space, evidence=evidence, twin=twin)
    author = Author(key=secrets.identity, account=secrets.account, device=unlocked.facts.device)
    publisher = Publisher(api, space, journal, author, wall_ms=clock.wall_ms, entropy=entropy, twin=twin)
    past = Past(api, space, Chain(api, space, store))
    audit = Audit(api, space, store, journal, evidence)
    blobs = RemoteBlobs(api)
    roots = Roots()
    staging = DiskStaging(roots)
    ends = TravelEnds()
    book = TransferBook(database, secrets.root_space, wall_ms=clock.wall_ms, ends=ends.of)
    transfers = TransferManager(
        sources=DiskSources(roots),
        staging=staging,
        blocks=blobs,
        keys=lambda _pair: keys.blocks,
        clock=time.monotonic,
        jitter=random.SystemRandom().random,
        deliver=deliver,
        book=book,
        throttle=throttle,
    )
    return World(
        unlocked=unlocked, api=api, space=space, journal=journal, twin=twin, publisher=publisher, past=past, audit=audit, blobs=blobs,
        roots=roots, claims=Claims(shared_folder(profile) / "folders"), staging=staging, transfers=transfers, throttle=throttle, book=book, ends=ends, clock=clock, entropy=entropy,
    )  # fmt: skip


def make_runner(
    world: World,
    pair: SyncPair,
    database: Database,
    *,
    device_name: Callable[[], str],
    changed: Callable[[PairReport, tuple[Notice, ...]], None],
    rests: bool = False,
) -> PairRunner:
    """Return the thread of one pair, not yet started. ``rests``: it is left alone until somebody lets it go on."""
    root = Root(pair.local, pair.marker)
    cloud, is_backup = world.pair_folder(pair), pair.kind is PairKind.BACKUP
    halt = Halt()
    world.roots.add(pair.id, root)
    world.ends.add(pair.id, local=pair.local, cloud=lambda: shown_path(world.space, pair.root))

    def join(belongings: Belongings, inode_at: Callable[[RelPath], int | None]) -> None:
        member = Member(
            belongings=belongings, volume=lambda: root.device, inode_at=inode_at, gives=lambda: gives(pilot),
            look=lambda done: runner.post(LookAsked(done)), looked=lambda: runner.post(OthersLooked()),
        )  # fmt: skip
        world.neighbourhood.join(pair.id, member)

    def open_parts() -> PairParts:
        world.claims.take(pair.id, pair.local)
        side = open_side(
            root, world.staging.durability(root), world.clock.today, keeps_links=pair.links is Links.KEEP,
            whole=is_backup, check=halt.check,
        )  # fmt: skip
        trees = PairTrees(database, pair.id, pair.root)
        folder = Folder(
            root=pair.root, local_side=side, store=trees,
            remote=world.space.tree(pair.root).nodes, rule_memory=IgnoreRules(database, pair.id),
        )  # fmt: skip
        granularity = Granularity(side.traits.time_step_ns, world.clock.wall_ms)
        looking = Looking(
            folder=folder, local_side=side, entropy=world.entropy,
            patience=Patience(world.clock.now_ms, side.beginnings, granularity),
            neighbours=None if is_backup else world.neighbourhood.of(pair.id),
        )  # fmt: skip
        if not is_backup:
            join(looking.crossing, side.inode_at)
        executor = Executor(
            pair=pair.id, folder=folder, local_side=side, remote_side=cloud, mover=world.transfers,
            now_ms=world.clock.now_ms, granularity=granularity, check=halt.check,
        )  # fmt: skip
        return PairParts(local_side=side, looking=looking, executor=executor, tidy=Expiry(side.debris).tidy)

    pilot = Pilot(
        pair=pair, open_parts=open_parts, remote_side=cloud, clock=world.clock, device_name=device_name,
        changed=changed, memory=PairMemories(database, pair.id), limits=lambda: guard_limits(Settings(database)), halt=halt,
        rests=rests, chance=random.SystemRandom().random,
    )  # fmt: skip
    runner = PairRunner(pair.id, pilot, world.clock)
    if not is_backup:  # what comes into one, or leaves it, is new or gone there (ADR 28)
        join(NoBelongings(), lambda _path: None)  # until it is open: who starts earlier waits for it already
    return runner


def shown_path(space: Space, node: NodeId) -> str:
    """Return where a node of the cloud is, for people; the id in brackets if it is nowhere now."""
    found = space.place(node)
    return f"[{node.hex()[:8]}]" if found is None else str(found)


def gives(pilot: Pilot) -> bool:
    """Whether what goes from this pair's folder to another's may be moved in the cloud as well."""
    report = pilot.report
    return report.pair.direction is not PairDirection.DOWN and report.state is not PairState.PAUSED


def guard_limits(settings: Settings) -> GuardLimits:
    """Return from where on a guard asks, as this profile has set it; what cannot be read is as if it were not set."""
    try:
        return settings.get(GUARD_LIMITS, GuardLimits) or DEFAULT_LIMITS
    except Malformed:
        log.warning("the limits of the guards are not as they must be; the usual ones hold")
        return DEFAULT_LIMITS


def _evidence_in(folder: Path) -> Callable[[str, bytes], None]:
    """Return what keeps a copy of bytes that did not verify: the newest of each kind, for whoever has to explain it."""

    def keep(kind: str, data: bytes) -> None:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_private(folder / f"{kind}.bin", data[:EVIDENCE_MAX_BYTES])
        except (MegadeskError, OSError) as e:
            log.warning("evidence could not be kept: %s", type(e).__name__)

    return keep
