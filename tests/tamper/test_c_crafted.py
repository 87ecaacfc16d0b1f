"""Attacks by a member: records that are sealed and signed as they should be, and say what no honest device would.

What does not open or may not be is left alone by itself, and said; its neighbours come; nothing is made outside of the
folder.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import pytest

from fakes.evil import Asked, Reply
from fakes.processes import cli, cli_json, tree_of
from fakes.tampering import Stage
from fakes.writer import AUTHOR, FILE_HASH, KIND, MODE, MTIME, NAME, PARENT, SIZE, Writer, fresh
from megadesk.crypto.content import SealedBlock, file_hash, seal_block
from megadesk.crypto.primitives import Bytes, blake3_digest, gcm_seal
from megadesk.crypto.records import RecordKind
from megadesk.crypto.structure import block_id, padme
from megadesk.ipc import messages as ipc
from megadesk.model.errors import TimedOut
from megadesk.model.ids import NodeId, PlainHash
from megadesk.model.manifest import BlockRef
from megadesk.wire import routes

REFUSED = (
    b"../out.txt", b"..\\out.txt", b"/etc/out", b"sub/out", b".", b"..", b"", b"cut\0off", b"line\nfeed", b"bell\x07", b"\xff\xfe",
    "de\u0301composed".encode(), b"n" * 256, b"\x7f",
)  # fmt: skip
"""Names that no node may carry."""

ODD = (
    b"C:", b"name:stream", b"CON", b"nul.txt", b"COM1", b"dot.", b"space ", b"KEPT.TXT", "photo\u202egpj.exe".encode(),
    b"-rf", b"~", b"$HOME", b"%2e%2e", b"n" * 255,
)  # fmt: skip
"""Names that a node may carry, whatever some systems make of them."""

CALLED = b"called by hand"


@pytest.fixture(scope="module")
def shared(prepared: Stage) -> Iterator[Stage]:
    """The stage with device two caught up. Each of these tests adds to it, in the cloud and here."""
    prepared.restore()
    try:
        prepared.open()
        prepared.two.wait()
        yield prepared
    finally:
        prepared.close()


@dataclass
class Scene:
    """One test of many on one stage: what was there before it is not its own."""

    stage: Stage
    writer: Writer
    parent: NodeId
    held_before: set[str]

    def held(self) -> list[tuple[str, str]]:
        """Return what device two holds back, after all else has come."""
        status = self.stage.two.wait()
        assert (status.state, status.frozen) == ("synced", None)
        found = [one for pair in status.pairs for one in pair.held]
        assert status.issues == len(found)
        return sorted((one.path, one.code) for one in found if one.id not in self.held_before)

    def fresh(self) -> dict[str, bytes | None]:
        """Return what came into the folder; nothing else of it, and nothing beside it, may have changed."""
        stage = self.stage
        now = tree_of(stage.there)
        assert {path: data for path, data in now.items() if path in stage.before} == stage.before
        stage.check_beside("crafted")
        stage.check_secret()
        return {path: data for path, data in now.items() if path not in stage.before}


@pytest.fixture
def scene(shared: Stage) -> Scene:
    """Somebody with the keys, while device two has everything."""
    shared.proxy.be_honest()
    status = shared.two.wait()
    shared.before = tree_of(shared.there)
    held_before = {one.id for pair in status.pairs for one in pair.held}
    return Scene(shared, Writer(shared), shared.files()["Sync"].record.id, held_before)


def test_c14_names_that_lead_out_of_the_folder(scene: Scene) -> None:
    """One commit for each: the node is held back by itself and said, also where it was never seen; siblings come."""
    stage, writer, parent = scene.stage, scene.writer, scene.parent
    for name in REFUSED:
        writer.append(
            writer.file(name, parent=parent), writer.file(b"beside " + name.hex()[:8].encode(), parent=parent)
        )
    assert scene.held() == [("", "quarantine")] * len(REFUSED)
    assert set(scene.fresh()) == {f"beside {name.hex()[:8]}" for name in REFUSED}
    shown = cli_json(stage.two.home, "status")
    assert shown["issues"] >= len(REFUSED)
    assert f"{shown['issues']} issues" in shown["sentence"]
    assert cli(stage.two.home, "issues", "list")[1].count("quarantine") >= len(REFUSED)


def test_c14_names_that_some_systems_read_otherwise(scene: Scene) -> None:
    """Here they are names like any others: each is one file in the folder, and our own folder is nobody's."""
    stage, writer, parent = scene.stage, scene.writer, scene.parent
    writer.append(*(writer.file(name, parent=parent, content=b"x" + name) for name in ODD))
    writer.append(writer.file(b".megadesk", parent=parent), writer.folder(b".MEGADESK", parent=parent))
    assert scene.held() == [(".MEGADESK", "name_reserved"), (".megadesk", "name_reserved")]
    assert scene.fresh() == {name.decode(): b"x" + name for name in ODD}
    assert (stage.there / ".megadesk").is_dir()


def test_c14_trees_that_are_none(scene: Scene) -> None:
    """Folders in each other, files in files, in devices or nowhere, twice one name: each file is there once, or nowhere."""
    writer, parent = scene.writer, scene.parent
    one, two, file = fresh(), fresh(), fresh()
    writer.append(writer.folder(b"one", parent=two, node=one), writer.folder(b"two", parent=one, node=two))
    writer.append(writer.folder(b"self", parent=NodeId(b"s" * 16), node=NodeId(b"s" * 16)))
    writer.append(writer.file(b"file", parent=parent, node=file), writer.file(b"in a file", parent=file))
    writer.append(writer.file(b"nowhere", parent=fresh()), writer.file(b"in the top", parent=NodeId(bytes(16))))
    writer.append(*(writer.file(b"twice", parent=parent, content=f"{at}".encode()) for at in range(3)))
    writer.append(writer.put(fresh(), {PARENT: parent, KIND: b"\x09", NAME: b"of a later kind"}))
    assert scene.held() == [("", "too_new")]
    found = scene.fresh()
    assert found.pop("file") == b"by hand"
    assert sorted(data or b"" for data in found.values()) == [b"0", b"1", b"2"]
    assert all(path.startswith("twice") for path in found)


def test_c14_links_and_modes(scene: Scene) -> None:
    """Links that lead out are not made where links are skipped; no mode makes a file run as somebody else."""
    stage, writer, parent = scene.stage, scene.writer, scene.parent
    link, kind = fresh(), RecordKind.SYMLINK
    writer.append(
        writer.file(b"link", parent=parent, content=b"/etc", node=link, kind=kind),
        writer.file(b"up", parent=parent, content=b"../../..", kind=kind),
        writer.file(b"under the link", parent=link),
        writer.file(b"root's", parent=parent, changed={MODE: (0o7777).to_bytes(2, "big")}),
        writer.file(b"old", parent=parent, changed={MTIME: (-(1 << 63)).to_bytes(8, "big", signed=True)}),
        writer.file(b"late", parent=parent, changed={MTIME: ((1 << 63) - 1).to_bytes(8, "big")}),
    )
    scene.held()
    assert set(scene.fresh()) == {"root's", "old", "late"}
    assert not (stage.there / "link").is_symlink()
    assert stat.S_IMODE((stage.there / "root's").stat().st_mode) & 0o7000 == 0


def test_c14_a_folder_that_becomes_a_link_meanwhile(scene: Scene) -> None:
    """While a file is on its way, its folder is exchanged for a link that leads out: nothing is written through it."""
    stage, writer = scene.stage, scene.writer
    outside = stage.live / "outside"
    outside.mkdir()
    stage.beside.add("outside")
    folder = fresh()
    writer.append(writer.folder(b"slot", parent=scene.parent, node=folder))
    stage.two.wait()

    def exchange(asked: Asked, _reply: Reply) -> Reply | None:
        if asked.is_for(routes.BLOBS_GET) and not (stage.there / "slot").is_symlink():
            (stage.there / "slot").rmdir()
            (stage.there / "slot").symlink_to(outside)
        return None

    stage.proxy.lie(exchange)
    writer.append(writer.file(b"into the slot", parent=folder))
    with suppress(TimedOut):  # there is something left to do as long as the link is in its way
        stage.two.wait(timeout_s=3)
    assert (stage.there / "slot").is_symlink()
    assert list(outside.iterdir()) == []
    (stage.there / "slot").unlink()
    assert scene.held() == []
    assert scene.fresh() == {"slot": None, "slot/into the slot": b"by hand"}


# -- blocks and claims ----------------------------------------------------------------------------------------------------


def lying_blocks(writer: Writer, node: NodeId) -> dict[str, SealedBlock]:
    """Return blocks whose names are right, and whose content is not what their record says."""
    root = writer.keys.blocks()
    good = seal_block(root, node, 0, CALLED)
    other = seal_block(root, node, 0, b"what is there!")
    padding = CALLED + b"\1" + bytes(padme(len(CALLED)) - len(CALLED) - 1)
    stored = gcm_seal(good.ref.key, "block", b"", padding)
    return {
        "another key": _named(other.stored, good.ref.key, good.ref.plain_hash),
        "another content": _named(other.stored, other.ref.key, good.ref.plain_hash),
        "padding that says something": _named(stored, good.ref.key, good.ref.plain_hash),
        "not sealed at all": _named(padding + bytes(16), good.ref.key, PlainHash(blake3_digest(CALLED))),
    }


def _named(stored: Bytes, key: bytes, plain_hash: PlainHash) -> SealedBlock:
    return SealedBlock(BlockRef(block_id(stored), key, plain_hash, len(CALLED)), stored)


def test_c15_blocks_that_are_not_what_their_record_says(scene: Scene) -> None:
    """A block that opens to something else, by any key, is no content: no file is made of it, its neighbour comes."""
    stage, writer, parent = scene.stage, scene.writer, scene.parent
    cases = lying_blocks(writer, NodeId(b"c" * 16))
    for what, lie in cases.items():
        writer.append(writer.file(what.encode(), parent=parent, lie=lie, node=fresh()))
    writer.append(writer.file(b"beside", parent=parent))
    assert scene.held() == sorted((what, "forged") for what in cases)
    assert scene.fresh() == {"beside": b"by hand"}
    for what in cases:
        assert cli(stage.two.home, "cat", f"/Sync/{what}")[0:2] == (7, "")


def test_c15_a_changed_file_with_a_lying_block_stays_as_it_was(scene: Scene) -> None:
    """The file that is here is not replaced by one that does not verify."""
    writer = scene.writer
    node = scene.stage.files()["old.bin"].record.id
    lie = lying_blocks(writer, node)["another content"]
    writer.append(writer.file(b"old.bin", parent=scene.parent, lie=lie, node=node))
    assert scene.held() == [("old.bin", "forged")]
    assert scene.fresh() == {}


def test_c6_sizes_and_hashes_that_do_not_fit(scene: Scene) -> None:
    """Size, hash and blocks must fit each other, whoever sealed them."""
    writer, parent = scene.writer, scene.parent
    lies: tuple[dict[int, bytes], ...] = (
        {SIZE: (1 << 40).to_bytes(8, "big")}, {SIZE: bytes(8)}, {FILE_HASH: bytes(32)}, {SIZE: b"\0" * 7},
        {FILE_HASH: file_hash(8, [PlainHash(bytes(32))])},
    )  # fmt: skip
    for at, changed in enumerate(lies):
        writer.append(writer.file(f"lie {at}".encode(), parent=parent, changed=changed))
    assert scene.held() == [("", "quarantine")] * len(lies)
    assert scene.fresh() == {}


def test_d9_a_claim_of_another_author_is_not_shown_as_his(scene: Scene) -> None:
    """Who made a version is told from the commit that was signed, not from what a record says of itself."""
    stage, writer = scene.stage, scene.writer
    node, eve = stage.files()["old.bin"].record.id, stage.eve.secrets.account
    writer.append(writer.file(b"old.bin", parent=scene.parent, content=b"by eve?", node=node, changed={AUTHOR: eve}))
    assert scene.held() == []
    assert (stage.there / "old.bin").read_bytes() == b"by eve?"
    newest = max(
        stage.two.ask(ipc.LIST_VERSIONS, ipc.VersionsOf(path="/Sync/old.bin")).versions, key=lambda one: one.seq
    )
    code, out, _ = cli(stage.two.home, "versions", "/Sync/old.bin", "--json")
    assert code == 0
    assert writer.device.hex()[:8] in repr(newest)
    assert eve.hex() not in out
    assert eve.hex() not in cli(stage.two.home, "stat", "/Sync/old.bin", "--json")[1]
