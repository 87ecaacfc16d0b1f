"""A synced folder that is somewhere else now, or is no longer what it was: where a person says that it is.

--locate DIR            DIR carries the pair's own marker: the pair goes on there as if nothing had happened
--locate DIR --relink   DIR is any folder: both sides are joined as when a pair is new (rows 33, 63). What only one
                        of them has comes to the other, what differs is kept twice, nothing counts as removed;
                        a backup is to be as DIR is, as when it is taken over
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from megadesk.disk.private import prepare_root
from megadesk.disk.root import Root
from megadesk.engine.backup_desk import believe
from megadesk.engine.engine import MARKER_BYTES, Engine
from megadesk.model.errors import BadUsage, DecisionNeeded, NotFound
from megadesk.model.pair import PairKind, SyncPair
from megadesk.model.values import replace
from megadesk.store.trees import PairTrees

log = logging.getLogger(__name__)


def relocate(engine: Engine, pair: SyncPair, folder: str, *, relink: bool) -> SyncPair:
    """Let a pair go on in another folder; return it as it is now.

    Raises NotFound (no such folder), AlreadyExists (it belongs to another pair), BadUsage (it does not carry this
    pair's marker, and ``relink`` was not said).
    """
    with engine.changing:
        # As it is remembered: what a thread reports may be from before a pause.
        pair = engine.find_pair(pair.id)
        root = engine.local_root(folder)
        if not root.is_dir():
            raise NotFound(what="folder", path=str(root))
        strangers = engine.check_apart(root, but=pair.id)
        moved = replace(pair, local=str(root))
        if not _is_own(root, pair):
            if not relink:
                raise BadUsage(what="locate", path=str(root), pair=pair.name)
            moved = replace(moved, marker=engine.entropy(MARKER_BYTES).hex())
        _move(engine, pair, moved, strangers)
        return moved


def _is_own(root: Path, pair: SyncPair) -> bool:
    try:
        Root(str(root), pair.marker).check()
    except DecisionNeeded:
        return False
    return True


def _move(engine: Engine, pair: SyncPair, moved: SyncPair, strangers: Sequence[SyncPair]) -> None:
    with engine.supervisor.roster.standing([pair.id]):
        engine.let_go(strangers)
        if moved.marker != pair.marker:
            # The trees first: without them the pair joins both sides, wherever it is. The other way round, a crash
            # would leave it with a base that knows nothing of this folder, and everything in it would look removed.
            PairTrees(engine.database, pair.id, pair.root).forget()
            if pair.kind is PairKind.BACKUP:
                # It takes nothing from the cloud: what this folder does not have is gone from it, if a person says so.
                believe(engine.database, engine.supervisor.world.space, pair)
            prepare_root(moved.local, moved.marker, take_over=True)
        engine.pairs.update(moved)
        log.info("pair %s: %s", pair.id, "located" if moved.marker == pair.marker else "linked anew")
