"""What every space store must do: run on the database and on the one in memory that simulations use."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fakes.space_store import (
    MemorySpaceStore,
    bytes_of,
    closed_record,
    everything,
    file_node,
    head,
    moment,
    node_id,
    record,
    record_of,
    space_id,
    step,
)
from megadesk.crypto.statetree import EMPTY_DIGEST, bucket_of
from megadesk.model.errors import Forged, OurBug
from megadesk.model.ids import DeviceId, NodeId
from megadesk.model.space import SpaceChange, StoredRecord
from megadesk.model.tree import Kind, Node
from megadesk.model.values import replace
from megadesk.remote.ports import SpaceStore
from megadesk.store.database import Database
from megadesk.store.spaces import Spaces

SPACE = space_id()
A, B, C = record("a"), record("b"), record("c")


def put(*records: StoredRecord, seq: int = 1) -> SpaceChange:
    """Return a step that puts these."""
    return SpaceChange(head=head(seq), put=records)


def nodes_of(store: SpaceStore) -> set[Node]:
    """Return the nodes of the usual space."""
    return set(store.load_nodes(SPACE))


@pytest.fixture(params=["database", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SpaceStore]:
    """The store under test, empty."""
    if request.param == "memory":
        yield MemorySpaceStore()
        return
    database = Database.open(tmp_path / "profile" / "state.db")
    yield Spaces(database)
    database.close()


class TestSpaceStore:
    """The suite, run on both."""

    def test_unknown_space_is_empty(self, store: SpaceStore) -> None:
        """A space never heard of has no pin and nothing in it."""
        assert store.load_head(SPACE) is None
        assert store.load_acls(SPACE) == []
        assert list(store.load_nodes(SPACE)) == []
        assert store.load_faults(SPACE) == {}
        assert list(store.load_buckets(SPACE)) == []
        assert list(store.in_buckets(SPACE, [0])) == []
        assert store.versions(SPACE, [A.id]) == {}
        assert store.devices(SPACE, [A.id]) == {}
        assert store.record(SPACE, A.id) is None
        assert store.commit_at(SPACE, 1) is None

    def test_all_of_a_change_is_there(self, store: SpaceStore) -> None:
        """Records, digests, chain, members and pin of a change are found as they were given."""
        commit = moment(7).commit_id
        store.apply(
            SpaceChange(
                head=head(7),
                put=[A, B],
                buckets={5: bytes_of(5)},
                chain=[moment(7)],
                acls=[(0, b"body", b"signature")],
            )
        )
        assert store.load_head(SPACE) == head(7)
        assert nodes_of(store) == {A.node, B.node}
        assert [store.record(SPACE, known.id) for known in (A, B)] == [A, B]
        assert list(store.load_buckets(SPACE)) == [(5, bytes_of(5))]
        assert store.commit_at(SPACE, 7) == commit
        assert store.load_acls(SPACE) == [(b"body", b"signature")]

    def test_put_replaces(self, store: SpaceStore) -> None:
        """A record put again is as it was put last, in every field."""
        store.apply(put(A, B))
        newer = record("a", 2)
        store.apply(put(newer, seq=2))
        assert store.record(SPACE, A.id) == newer
        assert nodes_of(store) == {newer.node, B.node}
        assert store.load_head(SPACE) == head(2)

    def test_drop_removes(self, store: SpaceStore) -> None:
        """A dropped record is gone wherever it was; dropping what is not there is fine."""
        store.apply(put(A, B, closed_record("x", "quarantine")))
        store.apply(SpaceChange(head=head(2), drop=[A.id, node_id("x"), node_id("never")]))
        assert nodes_of(store) == {B.node}
        assert store.record(SPACE, A.id) is None
        assert store.load_faults(SPACE) == {}
        assert list(store.in_buckets(SPACE, [bucket_of(A.id)])) == []
        assert store.versions(SPACE, [A.id, B.id]) == {B.id: 1}

    def test_closed_record_is_a_fault_and_no_node(self, store: SpaceStore) -> None:
        """A record that did not open is kept with its reason, beside its neighbours, until it opens."""
        closed = closed_record("x", "too_new")
        store.apply(put(A, closed))
        assert store.load_faults(SPACE) == {closed.id: "too_new"}
        assert nodes_of(store) == {A.node}
        assert store.record(SPACE, closed.id) == closed
        store.apply(put(record("x", 2), seq=2))
        assert store.load_faults(SPACE) == {}
        assert nodes_of(store) == {A.node, file_node("x", 2)}

    def test_node_that_closes_is_no_node(self, store: SpaceStore) -> None:
        """A file whose next record does not open leaves nothing of its old node behind."""
        store.apply(put(A))
        closed = closed_record("a", "quarantine", version=2)
        store.apply(put(closed, seq=2))
        assert nodes_of(store) == set()
        assert store.record(SPACE, A.id) == closed

    def test_other_records_are_kept_without_node(self, store: SpaceStore) -> None:
        """A record that is neither file nor folder is current, and neither a node nor a fault."""
        device = closed_record("device", None)
        store.apply(put(device))
        assert store.record(SPACE, device.id) == device
        assert nodes_of(store) == set()
        assert store.load_faults(SPACE) == {}
        assert list(store.in_buckets(SPACE, [bucket_of(device.id)])) == [(device.id, 1, device.element)]
        assert store.versions(SPACE, [device.id]) == {device.id: 1}

    def test_error_while_records_come_undoes_all(self, store: SpaceStore) -> None:
        """An error raised by the stream of records passes as it is, and nothing has changed; the next change works."""
        store.apply(step(1))
        before = everything(store)
        wrong = Forged("state root")

        def records() -> Iterator[StoredRecord]:
            yield A
            yield B
            raise wrong

        change = replace(step(2), put=records(), reset=True)
        with pytest.raises(Forged) as caught:
            store.apply(change)
        assert caught.value is wrong
        assert everything(store) == before
        store.apply(step(2))
        assert store.load_head(SPACE) == step(2).head

    def test_buckets_are_read_after_the_records(self, store: SpaceStore) -> None:
        """Digests that are known only once the last record has come are stored."""
        buckets: dict[int, bytes] = {}

        def records() -> Iterator[StoredRecord]:
            yield A
            buckets[9] = bytes_of(9)

        store.apply(SpaceChange(head=head(1), put=records(), buckets=buckets))
        assert list(store.load_buckets(SPACE)) == [(9, bytes_of(9))]

    def test_records_may_read_the_state_before(self, store: SpaceStore) -> None:
        """Who makes the records may ask the store meanwhile, and sees it as it was."""
        store.apply(put(A))
        seen: list[object] = []

        def records() -> Iterator[StoredRecord]:
            yield record("a", 2)
            seen.extend([store.record(SPACE, A.id), store.load_head(SPACE)])

        store.apply(SpaceChange(head=head(2), put=records()))
        assert seen == [A, head(1)]

    def test_emptied_bucket_is_gone(self, store: SpaceStore) -> None:
        """Only digests of buckets that hold something are loaded."""
        store.apply(SpaceChange(head=head(1), buckets={0: bytes_of(0), 65535: bytes_of(1)}))
        store.apply(SpaceChange(head=head(2), buckets={0: EMPTY_DIGEST, 7: EMPTY_DIGEST}))
        assert list(store.load_buckets(SPACE)) == [(65535, bytes_of(1))]

    def test_bucket_ends_where_the_next_begins(self, store: SpaceStore) -> None:
        """The lowest and highest ids of a bucket belong to it, their neighbours do not."""
        ids = [
            NodeId(bytes.fromhex(text))
            for text in ("0000" + "00" * 14, "00ff" + "ff" * 14, "0100" + "00" * 14, "ffff" + "ff" * 14)
        ]
        store.apply(put(*(record_of(replace(file_node("n"), id=node)) for node in ids)))
        for bucket, node in zip((0x0000, 0x00FF, 0x0100, 0xFFFF), ids, strict=True):
            assert [found for found, _, _ in store.in_buckets(SPACE, [bucket])] == [node]
        assert [[one.id for one in store.in_group(SPACE, group)] for group in (0, 1, 2, 255)] == [
            ids[:2], ids[2:3], [], ids[3:],
        ]  # fmt: skip
        assert store.in_group(SPACE, 1) == [store.record(SPACE, ids[2])]
        assert (store.count(SPACE), store.count(space_id("other"))) == (4, 0)
        assert list(store.in_buckets(SPACE, (0x0001, 0x00FE, 0x0101, 0xFFFE))) == []
        assert {found for found, _, _ in store.in_buckets(SPACE, range(0x10000))} == set(ids)

    def test_many_are_found_at_once(self, store: SpaceStore) -> None:
        """However many are asked for, each that is there comes once, and none of another space."""
        there = [record(number, number % 3 + 1) for number in range(1000)]
        store.apply(put(*there))
        store.apply(SpaceChange(head=head(1, space_id("other")), put=[record("a")]))
        asked = [one.id for one in there] + [node_id(f"none {number}") for number in range(100)] + [A.id]
        assert store.versions(SPACE, asked) == {one.id: one.version for one in there}
        assert store.devices(SPACE, asked) == {one.id: one.device for one in there}
        assert store.raws(SPACE, asked) == {one.id: one.raw for one in there}
        store.apply(put(replace(there[0], device=None)))
        assert there[0].id not in store.devices(SPACE, asked)
        device = DeviceId(bytes(16))
        wrote = {there[0].id: (there[0].version, device), there[1].id: (there[1].version, device), A.id: (1, device)}
        store.note_devices(SPACE, {there[0].id: (there[0].version + 1, device)})
        assert there[0].id not in store.devices(SPACE, asked)
        store.note_devices(SPACE, wrote)
        assert store.devices(SPACE, asked) == {one.id: one.device for one in there} | {there[0].id: device}
        store.apply(put(there[0]))
        found = list(store.in_buckets(SPACE, {bucket_of(one.id) for one in there}))
        assert sorted(found) == sorted((one.id, one.version, one.element) for one in there)

    def test_reset_forgets_this_space_only(self, store: SpaceStore) -> None:
        """A reset forgets records, digests and faults of its space, and no other."""
        other = space_id("other")
        store.apply(step(1))
        store.apply(step(1, other))
        store.apply(put(closed_record("x", "quarantine"), seq=2))
        store.apply(SpaceChange(head=head(9), put=[C], buckets={1: bytes_of(1)}, reset=True))
        assert nodes_of(store) == {C.node}
        assert store.load_faults(SPACE) == {}
        assert list(store.load_buckets(SPACE)) == [(1, bytes_of(1))]
        assert len(list(store.load_nodes(other))) == len(list(step(1).put))

    def test_reset_keeps_the_past_up_to_the_head(self, store: SpaceStore) -> None:
        """After a reset the chain and the members reach to the new head and not beyond."""
        for seq in range(1, 6):
            store.apply(step(seq))
        store.apply(SpaceChange(head=head(3, acl_seq=2), reset=True))
        assert [store.commit_at(SPACE, seq) is not None for seq in range(1, 6)] == [True, True, True, False, False]
        assert store.load_acls(SPACE) == [acl[1:] for seq in (1, 2) for acl in step(seq).acls]

    def test_chain_and_members_grow(self, store: SpaceStore) -> None:
        """Every commit seen stays known; the members come in order, in whatever pieces they were stored."""
        store.apply(SpaceChange(head=head(2), chain=[moment(2)], acls=[(1, b"1", b"s1")]))
        store.apply(SpaceChange(head=head(3), chain=[moment(3)], acls=[(2, b"2", b"s2"), (0, b"0", b"s0")]))
        assert [store.commit_at(SPACE, seq) for seq in (1, 2, 3)] == [None, moment(2).commit_id, moment(3).commit_id]
        assert store.load_acls(SPACE) == [(b"0", b"s0"), (b"1", b"s1"), (b"2", b"s2")]

    def test_moments_are_found_by_number_and_by_time(self, store: SpaceStore) -> None:
        """Commits come in their order; of those signed in time the latest on the chain counts, whatever clocks said."""
        early = replace(moment(3), time_ms=moment(1).time_ms)
        store.apply(SpaceChange(head=head(4), chain=[moment(2), early, moment(4)]))
        assert list(store.moments(SPACE, 2, 3)) == [moment(2), early]
        assert store.moment_until(SPACE, moment(2).time_ms - 1) == early
        assert store.moment_until(SPACE, moment(2).time_ms) == early
        assert store.moment_until(SPACE, moment(4).time_ms) == moment(4)
        assert store.is_signed_later(SPACE, 3, early.time_ms)
        assert not store.is_signed_later(SPACE, 2, early.time_ms)
        assert not store.is_signed_later(SPACE, 9, moment(4).time_ms)
        assert store.moment_until(SPACE, early.time_ms - 1) is None
        assert (list(store.moments(space_id("x"), 0, 9)), store.moment_until(space_id("x"), 9)) == ([], None)

    def test_moments_are_known_from_where_the_chain_is_whole(self, store: SpaceStore) -> None:
        """A gap ends what is known; what leads to the chain closes it, unless the chain is another by now."""
        assert store.known_from(SPACE) == 1
        store.apply(SpaceChange(head=head(2), chain=[moment(2)]))
        store.apply(SpaceChange(head=head(5), chain=[moment(5)]))
        assert store.known_from(SPACE) == 5
        assert not store.add_moments(
            SPACE, [moment(3), moment(4)], below=replace(moment(5), commit_id=moment(1).commit_id)
        )
        assert store.known_from(SPACE) == 5
        assert store.add_moments(SPACE, [moment(3), moment(4)], below=moment(5))
        assert store.known_from(SPACE) == 2
        assert [one.seq for one in store.moments(SPACE, 0, 9)] == [2, 3, 4, 5]
        store.apply(SpaceChange(head=head(6)))
        assert store.known_from(SPACE) == 7
        assert store.add_moments(SPACE, [moment(6)], below=moment(6))
        assert store.known_from(SPACE) == 2

    def test_a_clock_beyond_all_bounds_is_kept_in_bounds(self, store: SpaceStore) -> None:
        """A time of 64 bits neither breaks the store nor counts as early."""
        store.apply(SpaceChange(head=head(1), chain=[replace(moment(1), time_ms=(1 << 64) - 1)]))
        assert store.moment_until(SPACE, 1 << 62) is None
        assert [one.seq for one in store.moments(SPACE, 1, 1)] == [1]

    @pytest.mark.parametrize(
        "odd",
        [
            replace(file_node("n"), size_bytes=(1 << 64) - 1),
            replace(file_node("n"), mtime_ns=-(1 << 63)),
            replace(file_node("n"), mtime_ns=1 << 63),
            replace(file_node("n"), kind=Kind.FOLDER, content=None, size_bytes=0),
            replace(file_node("n"), kind=Kind.SYMLINK, executable=True),
            replace(file_node("n"), name="Übung 日本 \U0001f600"),
            replace(file_node("n"), name="nul\x00 and \udcff"),
            replace(file_node("n"), version=(1 << 32) - 1),
        ],
        ids=["huge", "long_ago", "far_away", "folder", "symlink", "unicode", "undecodable", "version"],
    )
    def test_nodes_come_back_exactly(self, store: SpaceStore, odd: Node) -> None:
        """What a member wrote comes back as it was, however odd, with the types it had."""
        store.apply(put(record_of(odd)))
        (back,) = store.load_nodes(SPACE)
        assert back == odd
        assert repr(back) == repr(odd)
        assert store.record(SPACE, odd.id) == record_of(odd)

    def test_head_comes_back_exactly(self, store: SpaceStore) -> None:
        """Numbers of a head use all 64 bits if they must."""
        huge = replace(head((1 << 64) - 1), time_ms=(1 << 64) - 1, n_records=1 << 63)
        store.apply(SpaceChange(head=huge, chain=[replace(moment(1), seq=huge.seq, commit_id=huge.commit_id)]))
        assert store.load_head(SPACE) == huge
        assert store.commit_at(SPACE, huge.seq) == huge.commit_id

    def test_record_and_node_must_be_the_same(self, store: SpaceStore) -> None:
        """A record that carries the node of another, or of another version, is refused whole."""
        store.apply(put(A))
        for wrong in (replace(B, node=A.node), replace(B, node=file_node("b", 5))):
            with pytest.raises(OurBug):
                store.apply(put(C, wrong, seq=2))
        assert nodes_of(store) == {A.node}
        assert store.load_head(SPACE) == head(1)

    def test_threads_do_not_mix(self, store: SpaceStore) -> None:
        """Spaces moved from several threads at once, and read meanwhile, end as if each had been alone."""
        spaces = [space_id(f"thread {number}") for number in range(3)]
        wrong: list[BaseException] = []

        def move(number: int) -> None:
            try:
                for seq in range(1, 9):
                    store.apply(step(seq, spaces[number]))
                    assert store.load_head(spaces[number]) == step(seq, spaces[number]).head
                    everything(store, spaces[number - 1])
            except BaseException as error:  # noqa: BLE001 - told by the test's own thread
                wrong.append(error)

        threads = [threading.Thread(target=move, args=(number,)) for number in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []
        for space in spaces:
            alone = MemorySpaceStore()
            for seq in range(1, 9):
                alone.apply(step(seq, space))
            assert everything(store, space) == everything(alone, space)


def _changes() -> st.SearchStrategy[list[SpaceChange]]:
    """Return stories of changes over few names, so that they meet."""
    names = st.integers(0, 5)
    records = st.builds(
        lambda name, version, fault: record(name, version) if fault == "" else closed_record(name, fault, version),
        names, st.integers(1, 3), st.sampled_from(["", "", "", "quarantine", None]),
    )  # fmt: skip
    digests = st.sampled_from([EMPTY_DIGEST, bytes_of(1), bytes_of(2)])
    change = st.builds(
        SpaceChange,
        head=st.builds(lambda seq, acl: head(seq, acl_seq=acl), st.integers(1, 9), st.integers(0, 3)),
        put=st.lists(records, max_size=4, unique_by=lambda at: at.id),
        drop=st.lists(names.map(node_id), max_size=3),
        buckets=st.dictionaries(st.integers(0, 3), digests, max_size=3),
        chain=st.lists(
            st.builds(lambda seq, ms: replace(moment(seq), time_ms=ms), st.integers(0, 9), st.integers(0, 3)),
            max_size=3,
        ),
        acls=st.lists(st.tuples(st.integers(0, 3), st.binary(max_size=3), st.binary(max_size=3)), max_size=2),
        reset=st.booleans(),
    )
    return st.lists(change, max_size=6)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=_changes())
def test_both_tell_the_same_story(tmp_path_factory: pytest.TempPathFactory, story: list[SpaceChange]) -> None:
    """After any changes in any order, the database says the same as the store in memory."""
    memory = MemorySpaceStore()
    database = Database.open(tmp_path_factory.mktemp("profile") / "p" / "state.db")
    try:
        real = Spaces(database)
        for change in story:
            memory.apply(change)
            real.apply(change)
        assert everything(real) == everything(memory)
    finally:
        database.close()
