"""One folder of a space, as sync sees and changes it."""

from __future__ import annotations

import pytest

from fakes.crypto import NOW_MS, node_id
from fakes.journal_server import JournalServer, Reader
from megadesk.crypto.commits import put_op
from megadesk.crypto.content import file_hash, seal_block
from megadesk.crypto.records import RecordKind, RecordMeta, root_node_id
from megadesk.crypto.rewound import marked
from megadesk.crypto.structure import encode_record, parse_record
from megadesk.model.attributes import Attributes
from megadesk.model.commit import Put
from megadesk.model.errors import OurBug
from megadesk.model.ids import NodeId
from megadesk.model.manifest import BLOCK_BYTES, Manifest
from megadesk.model.tree import Kind, Node
from megadesk.model.values import replace
from megadesk.remote.remote_side import CloudFolder
from megadesk.sync.ports import BinNode, PutNode


@pytest.fixture
def server() -> JournalServer:
    """A space with a folder and a file in it."""
    made = JournalServer()
    made.commit(made.folder("d"), made.file("f", b"text", node_id("d"), extra=((0x90, b"thumb"),)))
    return made


@pytest.fixture
def reader(server: JournalServer) -> Reader:
    """A device that has seen it."""
    made = Reader(server)
    made.journal.fetch()
    return made


@pytest.fixture
def folder(reader: Reader) -> CloudFolder:
    """Its drive, looked at."""
    made = reader.folder()
    made.tree()
    return made


def content(server: JournalServer, name: str, text: bytes) -> Manifest:
    """Return what an upload of this text gives."""
    ref = seal_block(server.writer.key.blocks(), node_id(name), 0, text).ref
    return Manifest(len(text), file_hash(len(text), [ref.plain_hash]), (ref,))


def file_node(server: JournalServer, name: str, manifest: Manifest, **more: object) -> Node:
    """Return the node of a file in the drive."""
    made = Node(node_id(name), server.drive, Kind.FILE, name, manifest.file_hash, manifest.size_bytes, 7)
    return replace(made, **more)  # type: ignore[arg-type]  # by name


def node(reader: Reader, name: str) -> Node:
    """Return a node that is there."""
    found = reader.space.node(node_id(name))
    assert found is not None
    return found


def meta(reader: Reader, name: str) -> RecordMeta:
    """Return what a record says."""
    found = reader.space.opened(node_id(name))
    assert found is not None
    return found.meta


def test_tree_is_the_folder_after_a_fetch(server: JournalServer, folder: CloudFolder) -> None:
    """What others commit is in the tree after a fetch and not before."""
    server.commit(server.file("g"))
    assert node_id("g") not in folder.tree()
    folder.fetch()
    assert node_id("g") in folder.tree()
    assert folder.faults() == {}


def test_new_file_and_folder(server: JournalServer, reader: Reader, folder: CloudFolder) -> None:
    """What is published stands in the journal as it was asked for, and comes back with its version."""
    manifest = content(server, "new", b"hello")
    made = file_node(server, "new", manifest, parent=node_id("sub"), executable=True)
    published = folder.publish(
        [PutNode(node=Node(node_id("sub"), server.drive, Kind.FOLDER, "sub")), PutNode(node=made, manifest=manifest)]
    )
    assert published.stale == frozenset()
    assert published.done[node_id("new")] == replace(made, version=1)
    said = meta(reader, "new")
    assert (said.mode, said.mtime_ns, said.author, said.blocks) == (0o755, 7, server.writer.account, manifest.blocks)
    found = folder.manifest(node_id("new"))
    assert found is not None
    assert found.blocks == manifest.blocks


def test_move_keeps_content_and_unknown_fields(reader: Reader, folder: CloudFolder) -> None:
    """A rename changes place and name; blocks, time, mode and what later versions wrote stay word for word."""
    before = meta(reader, "f")
    moved = replace(node(reader, "f"), parent=reader.server.drive, name="g")
    assert folder.publish([PutNode(node=moved)]).done == {node_id("f"): replace(moved, version=2)}
    after = meta(reader, "f")
    assert (after.blocks, after.mtime_ns, after.extra) == (before.blocks, before.mtime_ns, before.extra)
    assert reader.names() == {"d", "g"}


def test_new_content_keeps_unknown_fields_and_mode(server: JournalServer, reader: Reader, folder: CloudFolder) -> None:
    """A new version has new blocks and keeps the rest; the executable bit follows the node."""
    manifest = content(server, "f", b"longer text")
    for version, (executable, mode) in enumerate(((False, 0o644), (True, 0o755), (False, 0o644)), start=1):
        changed = replace(
            node(reader, "f"), content=manifest.file_hash, size_bytes=11, executable=executable, version=version
        )
        assert not folder.publish([PutNode(node=changed, manifest=manifest)]).stale
        said = meta(reader, "f")
        assert (said.blocks, said.mode, said.extra) == (manifest.blocks, mode, ((0x90, b"thumb"),))


def test_folder_keeps_unknown_fields(server: JournalServer, reader: Reader, folder: CloudFolder) -> None:
    """A renamed folder keeps what later versions wrote."""
    kept = replace(meta(reader, "d"), extra=((0x91, b"colour"),))
    server.commit(put_op(server.record(node_id("d"), kept)))
    folder.fetch()
    folder.tree()
    folder.publish([PutNode(node=replace(node(reader, "d"), name="d2"))])
    assert meta(reader, "d").extra == ((0x91, b"colour"),)


def test_bin_keeps_the_name_and_says_where_from(reader: Reader, folder: CloudFolder) -> None:
    """A binned node leaves the folder, keeps its name, and knows where it was and when; coming back it forgets."""
    assert folder.publish([BinNode(id=node_id("f"), version=1)]).done == {node_id("f"): None}
    binned = meta(reader, "f")
    assert (binned.parent, binned.name) == (reader.space.root("bin"), "f")
    assert (binned.origin, binned.trashed_ms) == (node_id("d"), NOW_MS)
    assert folder.elsewhere([node_id("f"), node_id("d"), node_id("nowhere")]) == {node_id("f")}
    back = replace(node(reader, "f"), parent=reader.server.drive)
    folder.publish([PutNode(node=back)])
    assert (meta(reader, "f").origin, meta(reader, "f").trashed_ms) == (None, None)


def test_other_version_is_stale(reader: Reader, folder: CloudFolder) -> None:
    """An op that names another version than the current one is not sent; the others are."""
    published = folder.publish(
        [
            BinNode(id=node_id("f"), version=9),
            BinNode(id=node_id("nowhere"), version=0),
            PutNode(node=replace(node(reader, "d"), version=2)),
            PutNode(node=Node(node_id("new"), reader.server.drive, Kind.FOLDER, "new")),
        ]
    )
    assert published.stale == {node_id("f"), node_id("nowhere"), node_id("d")}
    assert set(published.done) == {node_id("new")}


def test_node_that_does_not_open_is_stale(server: JournalServer, reader: Reader, folder: CloudFolder) -> None:
    """Nothing is written over a record that this device cannot read."""
    parts = parse_record(server.file("f", b"x", node_id("d")).record)
    server.commit(put_op(encode_record(parts.header, server.writer.entropy(len(parts.sealed)))))
    folder.fetch()
    folder.tree()
    assert folder.faults() == {node_id("f"): "quarantine"}
    assert folder.publish([BinNode(id=node_id("f"), version=2)]).stale == {node_id("f")}


def test_what_was_not_seen_is_not_overruled(server: JournalServer, reader: Reader, folder: CloudFolder) -> None:
    """A folder that others filled since the tree was looked at is not binned under them."""
    server.commit(server.file("late", parent=node_id("d")))
    assert folder.publish([BinNode(id=node_id("d"), version=1)]).stale == {node_id("d")}
    folder.tree()
    assert folder.publish([BinNode(id=node_id("d"), version=1)]).done == {node_id("d"): None}


def test_new_file_needs_content(server: JournalServer, folder: CloudFolder) -> None:
    """A file without blocks is a bug of ours, and nothing is sent."""
    with pytest.raises(OurBug):
        folder.publish([PutNode(node=file_node(server, "new", content(server, "new", b"x")))])
    assert "append" not in server.asked


def test_list_of_a_large_file_is_stored_first(server: JournalServer, reader: Reader, folder: CloudFolder) -> None:
    """More than sixteen blocks go as a blob that is stored before the record names it; again it is the same blob."""
    keys, size = server.writer.key.blocks(), 17 * BLOCK_BYTES
    refs = tuple(
        replace(seal_block(keys, node_id("large"), at, bytes([at])).ref, length_bytes=BLOCK_BYTES) for at in range(17)
    )
    manifest = Manifest(size, file_hash(size, [ref.plain_hash for ref in refs]), refs)
    server.asked.clear()
    folder.publish([PutNode(node=file_node(server, "large", manifest), manifest=manifest)])
    assert server.asked == ["blob_put", "append"]
    found = folder.manifest(node_id("large"))
    assert found is not None
    assert (found.blocks, found.file_hash) == (refs, manifest.file_hash)
    again = replace(node(reader, "large"), mtime_ns=9)
    server.asked.clear()
    folder.publish([PutNode(node=again, manifest=replace(manifest, listed_in=meta(reader, "large").manifest))])
    assert server.asked == ["append"]
    assert meta(reader, "large").mtime_ns == 9


def test_removed_for_good(server: JournalServer, reader: Reader, folder: CloudFolder) -> None:
    """Records can be removed; what is gone already is passed over, what others touched is stale."""
    assert folder.remove([node_id("f"), node_id("nowhere")]).done == {node_id("f"): None}
    assert node_id("f") not in server.records
    folder.tree()
    server.commit(server.folder("d'", node=node_id("d")))
    assert folder.remove([node_id("d")]).stale == {node_id("d")}


def test_folder_of_another_root(reader: Reader) -> None:
    """A user of a sub-folder sees what is below it only."""
    sub = reader.folder(NodeId(node_id("d")))
    assert {found.name for found in sub.tree().values()} == {"f"}
    assert sub.elsewhere([node_id("f"), node_id("d")]) == {node_id("d")}


def test_records_of_a_backup_keep_everything(server: JournalServer, reader: Reader, folder: CloudFolder) -> None:
    """Mode and time of files and folders stand in their records, come back as they were, and may change alone."""
    manifest = content(server, "new", b"hello")
    whole, inside = Attributes(0o100640, 7), Attributes(0o40700, 5)
    made = file_node(server, "new", manifest, parent=node_id("sub"), executable=whole)
    sub = Node(node_id("sub"), server.drive, Kind.FOLDER, "sub", mtime_ns=5, executable=inside)
    folder.publish([PutNode(node=sub), PutNode(node=made, manifest=manifest)])
    assert (meta(reader, "new").mode, meta(reader, "sub").mode, meta(reader, "sub").mtime_ns) == (0o100640, 0o40700, 5)
    assert (node(reader, "new").executable, node(reader, "sub").executable) == (whole, inside)
    touched = replace(node(reader, "new"), executable=Attributes(0o100600, 9), mtime_ns=9)
    folder.publish([PutNode(node=touched)])
    said = meta(reader, "new")
    assert (said.mode, said.mtime_ns, said.blocks) == (0o100600, 9, manifest.blocks)
    assert node(reader, "new") == replace(touched, version=2)


def test_what_leaves_a_backup_for_a_pair_is_plain_once_it_is_written(
    server: JournalServer, reader: Reader, folder: CloudFolder
) -> None:
    """A sync pair knows the executable bit alone: its records say no more than that of what it changes."""
    manifest = content(server, "new", b"hello")
    folder.publish(
        [PutNode(node=file_node(server, "new", manifest, executable=Attributes(0o100751, 7)), manifest=manifest)]
    )
    folder.publish([PutNode(node=replace(node(reader, "new"), name="newer", executable=True))])
    assert meta(reader, "new").mode == 0o751
    assert node(reader, "new").executable is True


def test_nobody_loses_what_moved_or_what_a_rewind_took_away(server: JournalServer, reader: Reader) -> None:
    """Elsewhere in the drive, or in the bin below what a rewind put there; else it is lost, whoever removed it."""
    bin_root = root_node_id(server.space, "bin")

    def binned(name: str, trashed_ms: int, extra: tuple[tuple[int, bytes], ...]) -> Put:
        meta = RecordMeta(
            parent=bin_root, kind=RecordKind.FOLDER, name=name, origin=server.drive, trashed_ms=trashed_ms, extra=extra
        )
        return put_op(server.record(node_id(name), meta))

    server.commit(*(server.folder(name) for name in ("pair", "other", "rewound", "removed", "again", "kept")))
    server.commit(server.folder("moved", node_id("other")), server.folder("inside", node_id("rewound")))
    server.commit(
        binned("rewound", 7, marked((), 7)), binned("removed", 7, ()), binned("again", 8, marked((), 7)),
    )  # fmt: skip
    reader.journal.fetch()
    pair = reader.folder(node_id("pair"))
    nodes = [node_id(name) for name in ("moved", "rewound", "inside", "removed", "again", "never")]
    assert pair.alive(nodes) == {node_id("moved"), node_id("rewound"), node_id("inside")}
