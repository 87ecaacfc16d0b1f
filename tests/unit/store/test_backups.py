"""What is remembered of a backup beside its pair."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.space_store import node_id, space_id
from megadesk.model.errors import NotFound
from megadesk.model.ids import PairId
from megadesk.model.pair import PairKind, SyncPair
from megadesk.store.backups import BackupBook, BackupPlan
from megadesk.store.database import Database
from megadesk.store.pairs import Pairs

PAIR = SyncPair(
    id=PairId("11111111"), name="docs", local="/docs", space=space_id(), root=node_id("r"), marker="m",
    kind=PairKind.BACKUP,
)  # fmt: skip


def test_kept_with_its_pair(tmp_path: Path) -> None:
    """It comes back as it was put, over restarts, is replaced whole, and goes with its pair."""
    database = Database.open(tmp_path / "profile" / "state.db")
    pairs, book = Pairs(database), BackupBook(database)
    with pytest.raises(NotFound):
        book.put(PAIR.id, BackupPlan(every_ms=5))
    pairs.add(PAIR)
    assert book.get(PAIR.id) is None
    book.put(PAIR.id, BackupPlan(every_ms=5, begun_ms=7, asked=True))
    database.close()
    database = Database.open(tmp_path / "profile" / "state.db")
    pairs, book = Pairs(database), BackupBook(database)
    assert book.get(PAIR.id) == BackupPlan(every_ms=5, begun_ms=7, asked=True)
    assert pairs.list() == [PAIR]
    book.put(PAIR.id, BackupPlan(every_ms=6))
    assert book.get(PAIR.id) == BackupPlan(every_ms=6)
    pairs.remove(PAIR.id)
    assert book.get(PAIR.id) is None
    database.close()
