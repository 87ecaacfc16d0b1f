"""A space in memory, in step with its store."""

from __future__ import annotations

import pytest

from fakes.crypto import node_id
from fakes.journal_server import JournalServer, Reader
from fakes.space_store import MemorySpaceStore
from megadesk.crypto.commits import put_op
from megadesk.crypto.content import file_hash, seal_block, seal_manifest
from megadesk.crypto.records import OpenRecord, RecordKind, RecordMeta, device_node_id
from megadesk.crypto.structure import encode_record, parse_record
from megadesk.model.attributes import Attributes
from megadesk.model.commit import Delete
from megadesk.model.errors import Damaged, Forged, MissingBlock, OurBug, Quarantined, TooNew
from megadesk.model.ids import TOP, AclHash, BlockId, DeviceId
from megadesk.model.manifest import BLOCK_BYTES, Manifest
from megadesk.model.tree import Kind
from megadesk.model.values import replace
from megadesk.remote import space as space_module
from megadesk.remote.space import Space, SpaceKeys, node_of

DEVICE = DeviceId(b"d" * 16)


@pytest.fixture
def server() -> JournalServer:
    """A space with a folder and a file in it."""
    made = JournalServer()
    made.commit(made.folder("d"), made.file("f", b"text", node_id("d"), mode=0o755))
    return made


@pytest.fixture
def reader(server: JournalServer) -> Reader:
    """A device that has seen it."""
    made = Reader(server)
    made.journal.fetch()
    return made


def test_new_space_is_empty() -> None:
    """Before the first fetch there is no head, no member and no node, and asking for the members is a bug."""
    space = Reader(JournalServer()).space
    assert (space.head, space.faults(), len(space.tree(space.root("drive")))) == (None, {}, 0)
    with pytest.raises(OurBug):
        _ = space.acl


def test_space_comes_back_from_its_store(server: JournalServer, reader: Reader) -> None:
    """After a restart everything is as it was verified."""
    again = Reader(server, reader.store)
    assert again.space.head == reader.space.head
    assert again.space.acl.hash == reader.space.acl.hash
    assert again.space.tree(server.drive) == reader.space.tree(server.drive)
    assert again.space.state.root == reader.space.state.root


def test_a_space_without_a_record_is_one(server: JournalServer, reader: Reader) -> None:
    """Whoever removed all there was left a state like any other: after a restart it is no damaged copy."""
    server.commit(*(Delete(node, version) for node, (version, _) in server.writer.current.items()))
    reader.journal.fetch()
    assert reader.seq == 3
    again = Reader(server, reader.store)
    assert (again.space.head, again.space.pin) == (reader.space.head, None)


def test_store_that_does_not_fit_its_pin_is_damaged(server: JournalServer, reader: Reader) -> None:
    """A local copy whose digests or members are not those of the pin is not used."""
    store = reader.store
    assert isinstance(store, MemorySpaceStore)
    keys = SpaceKeys.of(server.writer.key, 0)
    kept = store._spaces[server.space]
    for broken in (
        replace(kept, buckets=dict(list(kept.buckets.items())[1:])),
        replace(kept, acls={}),
        replace(kept, head=replace(kept.head, state_root=bytes(32))),
        replace(kept, head=replace(kept.head, acl_hash=AclHash(bytes(32)))),
        replace(kept, head=replace(kept.head, n_records=kept.head.n_records + 1)),
        replace(kept, records=dict(list(kept.records.items())[1:])),  # what is lost would count as removed by others
    ):
        store._spaces[server.space] = broken
        with pytest.raises(Damaged):
            Space(server.space, keys, store)
    store._spaces[server.space] = kept
    assert Space(server.space, keys, store).head == kept.head


def test_records_say_what_nodes_are(reader: Reader) -> None:
    """Folders and files are nodes with kind, place, size, time, executable bit and version; devices are not."""
    folder, file = reader.space.node(node_id("d")), reader.space.node(node_id("f"))
    assert folder is not None
    assert file is not None
    assert (folder.kind, folder.name, folder.version) == (Kind.FOLDER, "d", 1)
    assert (file.kind, file.parent, file.size_bytes, file.mtime_ns, file.executable) == (
        Kind.FILE, node_id("d"), 4, 1, True,
    )  # fmt: skip
    server = reader.server
    server.commit(
        put_op(
            server.record(
                device_node_id(server.space, DEVICE),
                RecordMeta(parent=TOP, kind=RecordKind.DEVICE, name="laptop", device=DEVICE),
            )
        )
    )
    reader.journal.fetch()
    assert reader.space.node(device_node_id(server.space, DEVICE)) is None
    assert reader.space.faults() == {}


@pytest.mark.parametrize(
    ("mode", "executable"),
    [
        (None, False), (0, False), (0o644, False), (0o100, True), (0o755, True),
        (0o100644, Attributes(0o100644, 7)), (0o100755, Attributes(0o100755, 7)),
    ],
)  # fmt: skip
def test_a_mode_says_what_may_be_executed(mode: int | None, executable: object) -> None:
    """One bit of it, or all that a backup keeps; a record that says nothing of it means a plain file."""
    meta = RecordMeta(parent=TOP, kind=RecordKind.FILE, name="f", size_bytes=0, mode=mode, mtime_ns=7)
    node = node_of(OpenRecord(node_id("f"), 1, 0, meta))
    assert node is not None
    assert (type(node.executable), node.executable) == (type(executable), executable)
    bare = node_of(OpenRecord(node_id("f"), 1, 0, RecordMeta(parent=TOP, kind=RecordKind.FILE, name="f", mode=mode)))
    assert bare is not None
    assert (bare.size_bytes, bare.mtime_ns) == (0, 0)
    assert not isinstance(bare.executable, Attributes) or bare.executable.mtime_ns == 0
    folder = node_of(
        OpenRecord(node_id("d"), 1, 0, RecordMeta(parent=TOP, kind=RecordKind.FOLDER, name="d", mode=0o755))
    )
    assert folder is not None
    assert folder.executable is False


def test_link_is_a_node_of_its_kind(server: JournalServer, reader: Reader) -> None:
    """A record of a symbolic link is a node that holds its target, never executable, and no file."""
    raw = server.file("f", b"target", node_id("d")).record
    meta = reader.space.opened(node_id("f"))
    assert meta is not None
    opened = parse_record(raw)
    sealed = seal_block(server.writer.key.blocks(), node_id("f"), 0, b"target")
    link = RecordMeta(
        parent=node_id("d"), kind=RecordKind.SYMLINK, name="f", size_bytes=6, mode=0o777, blocks=(sealed.ref,),
        file_hash=file_hash(6, [sealed.ref.plain_hash]),
    )  # fmt: skip
    server.commit(put_op(server.record(opened.id, link)))
    reader.journal.fetch()
    node = reader.space.node(node_id("f"))
    assert node is not None
    assert (node.kind, node.size_bytes, node.executable) == (Kind.SYMLINK, 6, False)
    assert reader.space.faults() == {}


def test_record_that_does_not_open_is_alone(server: JournalServer, reader: Reader) -> None:
    """One bad record in a valid commit: its node is quarantined, its neighbours go on, and it heals."""
    parts = parse_record(server.file("f", node=node_id("f")).record)
    noise = encode_record(parts.header, server.writer.entropy(len(parts.sealed)))
    server.commit(put_op(noise), server.file("g"))
    reader.journal.fetch()
    assert reader.space.faults() == {node_id("f"): "quarantine"}
    assert reader.names() == {"d", "g"}
    with pytest.raises(Quarantined):
        reader.space.opened(node_id("f"))
    fresh = Reader(server)
    fresh.journal.fetch()
    assert fresh.space.faults() == reader.space.faults()
    assert Reader(server, reader.store).space.faults() == reader.space.faults()
    server.commit(server.file("f", b"healed"))
    reader.journal.fetch()
    assert (reader.space.faults(), reader.names()) == ({}, {"d", "f", "g"})


def test_removed_fault_is_forgotten(server: JournalServer, reader: Reader) -> None:
    """A record that did not open and is removed is a fault no longer."""
    parts = parse_record(server.file("f").record)
    server.commit(put_op(encode_record(parts.header, server.writer.entropy(len(parts.sealed)))))
    server.commit(server.delete("f"))
    reader.journal.fetch()
    assert (reader.space.faults(), reader.names()) == ({}, {"d"})


def test_swapped_sealed_parts_do_not_open(server: JournalServer, reader: Reader) -> None:
    """What is sealed for one node does not open as another, even if a signed commit says so."""
    one, two = (parse_record(server.file(name, node=node_id(name)).record) for name in ("p", "q"))
    server.commit(put_op(encode_record(one.header, two.sealed)), put_op(encode_record(two.header, one.sealed)))
    reader.journal.fetch()
    assert reader.space.faults() == {node_id("p"): "quarantine", node_id("q"): "quarantine"}


def test_folders_inside_each_other_go_to_the_top_of_the_drive(server: JournalServer, reader: Reader) -> None:
    """A cycle shows at the top of the drive, and in no other folder that is looked at."""
    server.commit(server.folder("x", parent=node_id("y")), server.folder("y", parent=node_id("x")))
    reader.journal.fetch()
    assert {"x", "y"} <= reader.names()
    assert len(reader.space.tree(reader.space.root("bin"))) == 0
    assert {str(path) for path in reader.space.tree(node_id("d")).paths()} == {"f"}


def test_tree_is_made_once_a_head(server: JournalServer, reader: Reader) -> None:
    """The tree is kept while the head stands still, and made anew when it moves."""
    before = reader.space.tree(server.drive)
    assert reader.space.tree(server.drive) is before
    server.commit(server.file("g"))
    reader.journal.fetch()
    assert reader.space.tree(server.drive) is not before


def test_a_tree_of_elsewhere_stays_the_same(
    server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many files come into the drive, the bin is not made again from all nodes, nor copied."""
    monkeypatch.setattr("megadesk.remote.space.AGAIN_MAX", 2)
    bin_tree, drive = reader.space.tree(reader.space.root("bin")), reader.space.tree(server.drive)
    server.commit(*(server.file(f"more {number}") for number in range(5)))
    reader.journal.fetch()
    monkeypatch.setattr("megadesk.remote.space.Resolved.again", None)
    assert reader.space.tree(reader.space.root("bin")) is bin_tree
    assert len(reader.space.tree(server.drive)) == len(drive) + 5


def test_place_of_a_node_needs_no_tree(server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the folder of a pair is, is asked for with each file that was sent: nobody looks at all nodes for it."""
    with monkeypatch.context() as patch:
        patch.setattr("megadesk.remote.space.Resolved.of", None)
        reader.space._trees.clear()
        assert str(reader.space.place(node_id("f"))) == "/d/f"
        assert str(reader.space.place(server.drive)) == "/"
    assert reader.space.place(node_id("nowhere")) is None


def test_place_in_a_cycle_is_what_the_tree_shows(server: JournalServer, reader: Reader) -> None:
    """Folders inside each other stand at the top, whoever is asked."""
    server.commit(server.folder("x", parent=node_id("y")), server.folder("y", parent=node_id("x")))
    reader.journal.fetch()
    assert str(reader.space.place(node_id("x"))) == "/x"
    assert str(reader.space.place(node_id("x"))) == "/x"


def test_moves_are_told_apart_by_owner(server: JournalServer, reader: Reader) -> None:
    """Who asks for the moves since a sequence number gets those of others, and None when they are not known."""
    assert reader.space.moves_since(reader.seq, but=None) == []
    server.commit(server.folder("d'", node=node_id("d")))
    reader.journal.fetch()
    (move,) = reader.space.moves_since(2, but=reader) or []
    assert (move.seq, move.changed, move.left) == (3, (node_id("d"),), frozenset({server.drive}))
    assert reader.space.moves_since(2, but=None) == []
    assert reader.space.moves_since(1, but=reader) is None
    assert reader.space.moves_since(99, but=reader) is None


def test_old_moves_are_forgotten(server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many nodes are remembered as moved, and no more: who planned on what was before has to plan again."""
    monkeypatch.setattr(space_module, "MOVED_KEPT", 3)
    since = reader.seq
    for name in ("g", "h"):
        server.commit(server.file(name), server.file(f"{name}'"))
    reader.journal.fetch()
    assert reader.space.moves_since(since, but=reader) is None
    (move,) = reader.space.moves_since(since + 1, but=reader) or []
    assert move.changed == (node_id("h"), node_id("h'"))
    assert move.left == frozenset()


def test_published_node_is_held_once(reader: Reader) -> None:
    """The node that a pair holds takes the place of an equal one; one that says something else does not."""
    held = reader.space.node(node_id("f"))
    assert held is not None
    ours = replace(held)
    assert reader.space.shared(ours) is ours
    assert reader.space.node(node_id("f")) is ours
    assert reader.space.shared(replace(held, mtime_ns=7)) is ours
    for other in (replace(held, name="x"), replace(held, version=9), replace(held, id=node_id("nowhere"))):
        assert reader.space.shared(other) is other
    assert reader.space.node(node_id("f")) is ours


def test_store_that_fails_moves_nothing(server: JournalServer, reader: Reader) -> None:
    """Store first, memory after: a full disk leaves both at the old head, and the next fetch goes on from there."""
    assert isinstance(reader.store, MemorySpaceStore)
    server.commit(server.file("g"))

    def fail() -> None:
        raise OSError("no room")

    reader.store.at_commit = fail
    moves = reader.moves
    with pytest.raises(OSError, match="no room"):
        reader.journal.fetch()
    assert (reader.names(), reader.seq, reader.moves) == ({"d", "d/f"}, 2, moves)
    reader.store.at_commit = lambda: None
    reader.journal.fetch()
    assert reader.names() == {"d", "d/f", "g"}


def test_device_of_a_record_is_kept_where_it_was_seen(server: JournalServer, reader: Reader) -> None:
    """Records that came by commit name the device that wrote them."""
    server.commit(server.file("g"))
    reader.journal.fetch()
    by_commit, by_state = reader.space.stored(node_id("g")), reader.space.stored(node_id("f"))
    assert by_commit is not None
    assert by_state is not None
    assert (by_commit.device, by_state.device) == (server.writer.device, None)


def test_versions_of_what_is_no_file_are_known_too(server: JournalServer, reader: Reader) -> None:
    """Devices, and records that do not open, have versions; what is nowhere has none."""
    device = device_node_id(server.space, DEVICE)
    meta = RecordMeta(parent=TOP, kind=RecordKind.DEVICE, name="laptop", device=DEVICE)
    server.commit(put_op(server.record(device, meta)), server.noise("x"), server.file("f", b"more", node_id("d")))
    reader.journal.fetch()
    found = reader.space.versions([device, node_id("x"), node_id("f"), node_id("nowhere")])
    assert found == {device: 1, node_id("x"): 1, node_id("f"): 2}


def test_records_are_opened_together_and_each_by_itself(server: JournalServer, reader: Reader) -> None:
    """One that does not open, and one of a later version, say why; who has none is left out."""
    server.commit(server.noise("x"), server.later("y"))
    reader.journal.fetch()
    found = dict(reader.space.open_many([node_id(name) for name in ("f", "x", "y", "nowhere")]))
    assert set(found) == {node_id("f"), node_id("x"), node_id("y")}
    assert found[node_id("f")] == reader.space.opened(node_id("f"))
    assert (type(found[node_id("x")]), type(found[node_id("y")])) == (Quarantined, TooNew)


def test_who_wrote_what_is_current_is_noted(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of another version, and of what is nowhere, nothing is; where nothing is left the store is not asked."""
    noted: list[object] = []
    monkeypatch.setattr(reader.store, "note_devices", lambda _space, wrote: noted.append(wrote))
    file, folder, nowhere = (node_id(name) for name in ("f", "d", "nowhere"))
    reader.space.note_devices({file: (1, DEVICE), folder: (2, DEVICE), nowhere: (1, DEVICE)})
    reader.space.note_devices({folder: (2, DEVICE)})
    assert noted == [{file: (1, DEVICE)}]


# -- manifests --------------------------------------------------------------------------------------------------------


def test_manifest_of_a_small_file_stands_in_its_record(server: JournalServer, reader: Reader) -> None:
    """No request for up to sixteen blocks; folders and unknown nodes have none."""
    manifest = reader.space.manifest(node_id("f"), _nobody)
    assert manifest is not None
    assert (manifest.size_bytes, len(manifest.blocks)) == (4, 1)
    assert reader.space.manifest(node_id("d"), _nobody) is None
    assert reader.space.manifest(node_id("nowhere"), _nobody) is None


def _nobody(_block: BlockId) -> bytes:
    raise AssertionError("no block was to be asked for")


def test_manifest_of_a_large_file_is_fetched_and_checked(server: JournalServer, reader: Reader) -> None:
    """The list of a large file is a blob: the right one opens, any other is missing or forged."""
    keys, node = server.writer.key.blocks(), node_id("large")
    refs = tuple(seal_block(keys, node, at, bytes([at])).ref for at in range(17))
    whole = tuple(replace(ref, length_bytes=BLOCK_BYTES) for ref in refs)
    size = 17 * BLOCK_BYTES
    made = Manifest(size, file_hash(size, [ref.plain_hash for ref in whole]), whole)
    sealed = seal_manifest(keys, node, made)
    meta = RecordMeta(
        parent=server.drive, kind=RecordKind.FILE, name="large", size_bytes=size, manifest=sealed.ref,
        file_hash=made.file_hash,
    )  # fmt: skip
    server.commit(put_op(server.record(node, meta)))
    reader.journal.fetch()
    opened = reader.space.manifest(node, lambda _: sealed.stored)
    assert opened is not None
    assert (opened.size_bytes, opened.blocks) == (size, whole)
    with pytest.raises((MissingBlock, Forged)):
        reader.space.manifest(node, lambda _: sealed.stored[:-1] + b"\0")


def test_manifest_that_was_read_on_arrival_is_given_once(
    server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record is opened once until somebody asks for its blocks, in a state or a commit; asked again it is read again."""
    server.commit(server.file("g", b"more"))
    reader.journal.fetch()
    opened = {name: reader.space.opened(node_id(name)) for name in "fg"}
    monkeypatch.setattr(Space, "opened", lambda _self, _node: None)
    for name, record in opened.items():
        assert record is not None
        assert reader.space.manifest(node_id(name), _nobody) == record.meta.inline_manifest()
        assert reader.space.manifest(node_id(name), _nobody) is None  # as patched


def test_manifest_is_that_of_the_current_version(server: JournalServer, reader: Reader) -> None:
    """Of the next version nothing is left of the one before; of a removed node nothing at all."""
    server.commit(server.file("f", b"longer text", node_id("d")))
    reader.journal.fetch()
    manifest = reader.space.manifest(node_id("f"), _nobody)
    assert manifest is not None
    assert manifest.size_bytes == 11
    server.commit(server.file("g", b"1"), server.delete("f"))
    reader.journal.fetch()
    assert reader.space.manifest(node_id("f"), _nobody) is None


def test_a_manifest_that_nobody_asked_for_is_none_of_a_later_version(server: JournalServer, reader: Reader) -> None:
    """What was read on arrival of a small file says nothing once it is a larger one, or is gone."""
    keys, node = server.writer.key.blocks(), node_id("f")
    refs = tuple(
        replace(seal_block(keys, node, at, bytes([at])).ref, length_bytes=length)
        for at, length in enumerate((BLOCK_BYTES, 4))
    )
    size = BLOCK_BYTES + 4
    meta = RecordMeta(
        parent=node_id("d"), kind=RecordKind.FILE, name="f", size_bytes=size, blocks=refs,
        file_hash=file_hash(size, [ref.plain_hash for ref in refs]),
    )  # fmt: skip
    server.commit(put_op(server.record(node, meta)), server.file("g", b"one"))
    reader.journal.fetch()
    server.commit(server.delete("g"))
    reader.journal.fetch()
    manifest = reader.space.manifest(node, _nobody)
    assert manifest is not None
    assert (manifest.size_bytes, manifest.blocks) == (size, refs)
    assert reader.space.manifest(node_id("g"), _nobody) is None


def test_manifest_that_did_not_get_in_is_not_kept(server: JournalServer, reader: Reader) -> None:
    """What could not be stored was never read: the blocks are those of the version that is current."""
    assert isinstance(reader.store, MemorySpaceStore)
    server.commit(server.file("f", b"longer text", node_id("d")))

    def fail() -> None:
        raise OSError("no room")

    reader.store.at_commit = fail
    with pytest.raises(OSError, match="no room"):
        reader.journal.fetch()
    manifest = reader.space.manifest(node_id("f"), _nobody)
    assert manifest is not None
    assert manifest.size_bytes == 4


def test_manifests_that_are_expected_are_read_together(
    server: JournalServer, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One look into the store for all of them; folders and unknown nodes have none, and of a version that is gone nothing is said."""
    server.commit(server.file("g", b"more"))
    reader.journal.fetch()
    names = ("f", "g", "d", "nowhere")
    before = [reader.space.manifest(node_id(name), _nobody) for name in names]
    reader.space._manifests.clear()
    reader.space.expect([node_id(name) for name in names])
    with monkeypatch.context() as patch:
        patch.setattr(reader.store, "record", lambda _space, _node: None)
        assert [reader.space.manifest(node_id(name), _nobody) for name in names] == before
    server.commit(server.file("f", b"longer text", node_id("d")))
    reader.space.expect([node_id("f")])
    reader.journal.fetch()
    manifest = reader.space.manifest(node_id("f"), _nobody)
    assert manifest is not None
    assert manifest.size_bytes == 11


def test_no_more_manifests_are_kept_than_allowed(server: JournalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest go first, and are read again when they are asked for."""
    monkeypatch.setattr(space_module, "MANIFESTS_KEPT", 2)
    reader = Reader(server)
    server.commit(*(server.file(name, name.encode()) for name in "uvwxyz"))
    reader.journal.fetch()
    server.commit(server.file("late", b"later"))
    reader.journal.fetch()
    assert len(reader.space._manifests) == 2
    for name in ("u", "z", "late"):
        assert reader.space.manifest(node_id(name), _nobody) is not None
