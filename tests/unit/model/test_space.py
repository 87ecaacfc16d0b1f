"""What is stored of a space: raw bytes stay out of sight, and a change is empty unless it is filled."""

from __future__ import annotations

from megadesk.model.commit import Head
from megadesk.model.ids import AclHash, CommitId, NodeId, SpaceId
from megadesk.model.space import SpaceChange, StoredRecord

HEAD = Head(
    space=SpaceId(bytes(32)), seq=1, commit_id=CommitId(bytes(32)), acl_seq=0, acl_hash=AclHash(bytes(32)),
    state_root=bytes(32), n_records=1, time_ms=0,
)  # fmt: skip


def test_raw_records_do_not_show() -> None:
    """The repr of a record is fit for a log."""
    record = StoredRecord(id=NodeId(bytes(16)), version=2, element=b"element", raw=b"sealed")
    assert "version=2" in repr(record)
    assert "sealed" not in repr(record)


def test_a_change_of_the_head_alone_changes_nothing_else() -> None:
    """Nothing is put, dropped or forgotten unless it is said."""
    change = SpaceChange(head=HEAD)
    assert (list(change.put), list(change.drop), dict(change.buckets), change.reset) == ([], [], {}, False)
