"""verify over a whole engine and the real server: what is damaged is named, what is still here is offered again."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from fakes.hands import Hands
from fakes.lying_server import LyingServer
from fakes.spoiling import spoil
from fakes.workbench import Quiet, Workbench
from megadesk.disk.fingerprint import fingerprint
from megadesk.engine import verifying as verifying_module
from megadesk.engine.engine import Engine
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, NotFound, ServerUnavailable, Stale
from megadesk.model.ids import BlockId
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Node
from megadesk.model.values import replace
from megadesk.remote.journal import Journal
from megadesk.server.services import Services
from megadesk.transfers import checking as checking_module
from megadesk.wire import routes

MEBIBYTE = 1 << 20
FILES = {"a.txt": b"small" * 50, "sub/b.txt": b"other" * 90, "big.bin": os.urandom(2 * MEBIBYTE), "empty": b""}


class Scene:
    """Somebody with a synced folder, and the server's disk within reach."""

    def __init__(self, bench: Workbench, engine: Engine, folder: Path) -> None:
        self.bench, self.engine, self.folder = bench, engine, folder
        self.call = Quiet()

    @property
    def server(self) -> LyingServer:
        """The server."""
        return self.bench.server

    @property
    def services(self) -> Services:
        """What the server's handlers share."""
        return self.server.server.services

    def node(self, name: str) -> Node:
        """Return a file of the folder as it is in the cloud."""
        space = self.engine.supervisor.world.space
        found = space.tree(space.root("drive")).at(RelPath(f"Sync/{name}"))
        assert found is not None
        return found

    def blocks(self, name: str) -> list[BlockId]:
        """Return the blocks of a file."""
        world = self.engine.supervisor.world
        manifest = world.space.manifest(self.node(name).id, world.blobs.get)
        assert manifest is not None
        return [ref.id for ref in manifest.blocks]

    def spoil(self, name: str, how: str) -> None:
        """Damage the last block of a file."""
        spoil(self.services, self.blocks(name)[-1], how)

    def verify(self, engine: Engine | None = None, **body: Any) -> m.VerifyReport:
        """Return the report."""
        return self.bench.ask(engine or self.engine, m.VERIFY, m.Verify(**body), self.call)

    def codes(self, **body: Any) -> list[tuple[str, str, bool]]:
        """Return code, path and whether it was healed of each finding."""
        return [(one.code, one.path, one.healed) for one in self.verify(**body).findings]


@pytest.fixture
def scene(bench: Workbench, engine: Engine, tmp_path: Path) -> Scene:
    """A folder that is synced."""
    folder = tmp_path / "here"
    for name, data in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    engine.add_pair(str(folder), "/Sync", "here")
    bench.wait(engine)
    return Scene(bench, engine, folder)


def test_where_all_is_well_nothing_is_found(scene: Scene) -> None:
    """Files, blocks and bytes are counted; only asked without content, else read, and proven where the file is here."""
    asked = scene.verify()
    assert (asked.total, asked.findings, asked.content, asked.frozen) == (0, [], "asked", None)
    assert (asked.files, asked.blocks, asked.bytes) == (len(FILES), 3, sum(map(len, FILES.values())))
    assert asked.hash == scene.bench.ask(scene.engine, m.SHOW_SPACE, m.Nothing()).verified.hash  # type: ignore[union-attr]
    read = scene.verify(content=True)
    assert (read.total, read.content, read.blocks, read.proven_blocks) == (0, "read", 3, 1)
    assert read.proven_bytes == len(FILES["big.bin"])
    whole = scene.verify(content=True, download=True)
    assert (whole.total, whole.blocks, whole.proven_blocks) == (0, 3, 0)


@pytest.mark.parametrize(
    ("name", "how", "code", "download"),
    [
        ("big.bin", "absent", "blocks_missing", False), ("big.bin", "cut short", "blocks_missing", True),
        ("big.bin", "changed", "blocks_damaged", False), ("big.bin", "changed", "blocks_damaged", True),
        ("a.txt", "changed", "blocks_damaged", False),
    ],
)  # fmt: skip
def test_a_damaged_block_is_named_and_healed(scene: Scene, name: str, how: str, code: str, download: bool) -> None:
    """By the file it belongs to; then it is offered again, and all is well for everybody."""
    scene.spoil(name, how)
    found = scene.verify(content=True, download=download)
    (one,) = found.findings
    assert (one.area, one.code, one.path, one.blocks, one.healed) == ("content", code, f"/Sync/{name}", 1, False)
    assert one.bytes == len(FILES[name])
    assert one.node == scene.node(name).id.hex()
    assert one.path in one.message
    healed = scene.verify(content=True, download=download, heal=True)
    assert [(one.code, one.healed) for one in healed.findings] == [(code, True)]
    assert (healed.total, healed.healed) == (1, 1)
    assert scene.codes(content=True, download=True) == []
    other = scene.bench.engine("two")
    scene.bench.log_in(other)
    scene.bench.wait(other)
    hands = Hands(scene.bench, other, scene.folder)
    assert hands.cat(f"/Sync/{name}") == FILES[name]


def test_a_server_that_only_says_so_is_found_out(scene: Scene) -> None:
    """Row C12: it says that it has all blocks. Being asked it is believed, which the report says; read it is not."""
    scene.spoil("big.bin", "absent")
    scene.server.lie(routes.BLOBS_MISSING, ids=[])
    scene.server.lie(routes.BLOB_POSSESS, digest=b"I have it, for sure. Believe me.")
    assert scene.verify().content == "asked"
    assert scene.codes() == []
    assert scene.codes(content=True) == [("blocks_missing", "/Sync/big.bin", False)]


def test_what_the_server_admits_needs_no_download(scene: Scene) -> None:
    """Asked which blocks it lacks, it says so: the file is named, and with heal it is whole again."""
    block = scene.blocks("big.bin")[0]
    scene.server.lie(routes.BLOBS_MISSING, ids=[block])
    assert scene.codes() == [("blocks_missing", "/Sync/big.bin", False)]
    assert scene.codes(heal=True) == [("blocks_missing", "/Sync/big.bin", True)]


def test_only_what_is_asked_for_is_looked_at(scene: Scene) -> None:
    """A file, or all below a folder; the state of the space always."""
    scene.spoil("big.bin", "changed")
    assert scene.codes(content=True, path="/Sync/sub") == []
    assert scene.verify(content=True, path="/Sync/sub").files == 1
    assert scene.codes(content=True, path="/Sync/big.bin") == [("blocks_damaged", "/Sync/big.bin", False)]
    assert scene.codes(content=True, path="bin:/") == []
    with pytest.raises(NotFound):
        scene.verify(path="/Sync/none")
    with pytest.raises(BadUsage):
        scene.verify(path="nowhere")


def test_what_nobody_holds_is_said_so(scene: Scene) -> None:
    """A device without the file cannot mend it, and nothing is uploaded in its place."""
    scene.spoil("big.bin", "absent")
    other = scene.bench.engine("two")
    scene.bench.log_in(other)
    scene.bench.wait(other)
    scene.server.asked.clear()
    found = scene.verify(other, content=True, heal=True)
    assert [(one.code, one.healed) for one in found.findings] == [("blocks_missing", False)]
    assert {"blob_put", "blobs_put", "append"}.isdisjoint(scene.server.asked)


def test_a_copy_under_another_name_mends_as_well(scene: Scene) -> None:
    """The file itself is gone from this disk, while its pair rests; another file of the same content is here."""
    (scene.folder / "copy.bin").write_bytes(FILES["big.bin"])
    scene.bench.rest(scene.engine)
    scene.bench.ask(scene.engine, m.PAUSE_PAIR, m.Pair(pair="here"))
    (scene.folder / "big.bin").unlink()
    scene.spoil("big.bin", "absent")
    codes = scene.codes(content=True, heal=True)
    assert ("blocks_missing", "/Sync/big.bin", True) in codes
    assert all(healed for _, _, healed in codes)


def test_what_sync_took_away_can_mend_the_bin(scene: Scene) -> None:
    """A file that another device removed is in the debris here: a block of it that is lost in the cloud's bin comes back."""
    block = scene.blocks("big.bin")[0]
    scene.bench.ask(scene.engine, m.REMOVE_FILES, m.Remove(paths=["/Sync/big.bin"]))
    scene.bench.rest(scene.engine)
    assert not (scene.folder / "big.bin").exists()
    spoil(scene.services, block, "absent")
    assert [(code, healed) for code, _, healed in scene.codes(content=True)] == [("blocks_missing", False)]
    assert [(code, healed) for code, _, healed in scene.codes(content=True, heal=True)] == [("blocks_missing", True)]


def test_what_was_offered_counts_once_it_is_read_again(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that takes a block and does not keep it has not been healed."""
    scene.spoil("big.bin", "absent")
    monkeypatch.setattr(scene.engine.supervisor.world.blobs, "put", lambda *_: None)
    assert scene.codes(content=True, heal=True) == [("blocks_missing", "/Sync/big.bin", False)]


@pytest.mark.parametrize("how", ["absent", "changed"])
def test_the_list_of_a_large_file_is_checked_and_made_again(
    scene: Scene, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read without content, too: nobody knew else which blocks there are. Then its blocks are looked at."""
    monkeypatch.setattr("megadesk.model.manifest.INLINE_BLOCKS", 1)
    (scene.folder / "large.bin").write_bytes(os.urandom(9 * MEBIBYTE))
    scene.bench.rest(scene.engine)
    record = scene.engine.supervisor.world.space.opened(scene.node("large.bin").id)
    assert record is not None
    assert record.meta.manifest is not None
    listing, blocks = record.meta.manifest.id, scene.blocks("large.bin")
    with scene.services.metadata.read() as tx:
        is_packed = bool(tx.blobs([listing])[listing].place.pack)
    spoil(scene.services, listing, "changed" if is_packed else how)
    spoil(scene.services, blocks[1], "absent")
    assert scene.codes() == [("list_damaged", "/Sync/large.bin", False)]
    assert scene.codes(content=True, heal=True) == [
        ("list_damaged", "/Sync/large.bin", True), ("blocks_missing", "/Sync/large.bin", True),
    ]  # fmt: skip
    assert scene.codes(content=True, download=True) == []


def test_rot_on_this_disk_is_noticed(scene: Scene) -> None:
    """Other bytes under the same size and times: the copy proves nothing, the block is read, and the file here is named."""
    path = scene.folder / "big.bin"
    outlook = scene.engine.supervisor.runners()[0].outlook()
    assert outlook is not None
    seen = outlook.local(scene.node("big.bin").id)
    assert seen is not None
    scene.bench.ask(scene.engine, m.PAUSE_PAIR, m.Pair(pair="here"))
    path.write_bytes(FILES["big.bin"][:-1] + b"?")
    rotten = os.lstat(path)
    os.utime(path, ns=(rotten.st_atime_ns, seen.fingerprint.mtime_ns))
    outlook.folder.local[seen.node.id] = replace(seen, fingerprint=fingerprint(os.lstat(path)))
    assert scene.codes(content=True) == [("local_differs", "/Sync/big.bin", False)]
    scene.spoil("big.bin", "changed")
    assert scene.codes(content=True, heal=True) == [
        ("blocks_damaged", "/Sync/big.bin", False), ("local_differs", "/Sync/big.bin", False),
    ]  # fmt: skip


# -- the state ------------------------------------------------------------------------------------------------------------


def damage_record(scene: Scene, name: str, how: str) -> None:
    """Change or remove a file's current record behind the server's back."""
    node = scene.node(name).id
    with sqlite3.connect(scene.services.config.database_file) as connection:
        if how == "removed":
            connection.execute("DELETE FROM records WHERE to_seq IS NULL AND id = ?", (node,))
        else:
            (body,) = connection.execute("SELECT body FROM records WHERE to_seq IS NULL AND id = ?", (node,)).fetchone()
            connection.execute(
                "UPDATE records SET body = ? WHERE to_seq IS NULL AND id = ?",
                (body[:-1] + bytes((body[-1] ^ 1,)), node),
            )
    connection.close()


@pytest.mark.parametrize(("how", "code"), [("removed", "record_missing"), ("replaced", "record_other")])
def test_a_damaged_record_freezes_and_nothing_is_sent(scene: Scene, how: str, code: str) -> None:
    """The record and its file are named, the space stands still, and a block that is lost besides is not offered."""
    scene.spoil("big.bin", "absent")
    damage_record(scene, "a.txt", how)
    scene.server.asked.clear()
    found = scene.verify(content=True, heal=True)
    assert [(one.area, one.code, one.path) for one in found.findings] == [
        ("space", code, "/Sync/a.txt"), ("space", "forged", ""), ("content", "blocks_missing", "/Sync/big.bin"),
    ]  # fmt: skip
    assert (found.frozen, found.healed, scene.engine.status().frozen) == ("forged", 0, "forged")
    assert {"blob_put", "blobs_put", "append"}.isdisjoint(scene.server.asked)
    assert list((scene.engine.profile.state_dir / "evidence").glob("record.bin")) or how == "removed"


def test_own_damage_is_found_and_healed(scene: Scene, tmp_path: Path) -> None:
    """What is stored here of a file is not what was verified: it is downloaded and verified anew, and the file stays."""
    node = scene.node("a.txt").id
    with scene.engine.database.write() as connection:
        connection.execute("UPDATE records SET name = ? WHERE id = ?", (b"other.txt", node))
    assert scene.codes() == [("own_record", "/Sync/a.txt", False)]
    assert scene.codes(heal=True) == [("own_record", "/Sync/a.txt", True)]
    assert scene.codes() == []
    assert scene.bench.rest(scene.engine).issues == 0
    assert {path.name for path in scene.folder.iterdir() if not path.name.startswith(".")} == {
        "a.txt", "big.bin", "empty", "sub",
    }  # fmt: skip


def test_own_damage_is_not_healed_from_a_server_that_lies(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is taken over that does not verify."""
    with scene.engine.database.write() as connection:
        connection.execute("UPDATE records SET name = ? WHERE id = ?", (b"other.txt", scene.node("a.txt").id))
    damage_record(scene, "a.txt", "replaced")
    monkeypatch.setattr(Journal, "accept", lambda *_: pytest.fail("taken over"))
    codes = scene.codes(heal=True)
    assert ("own_record", "/Sync/a.txt", False) in codes
    assert ("forged", "", False) in codes


# -- as a request ---------------------------------------------------------------------------------------------------------


def test_a_server_that_is_away_is_no_damage(scene: Scene) -> None:
    """The error of the way is raised, at the beginning as in the middle."""
    scene.server.is_down = True
    with pytest.raises(ServerUnavailable):
        scene.verify()


def test_away_in_the_middle(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that goes away while blocks are read ends the check with the error of the way, after some tries."""
    monkeypatch.setattr(checking_module, "delay_s", lambda *_: 0.0)
    monkeypatch.setattr("megadesk.engine.content_check.delay_s", lambda *_: 0.0)
    for route in (routes.BLOBS_GET, routes.BLOB_GET, routes.BLOB_POSSESS, routes.BLOBS_MISSING):
        scene.server.refuse(route, 500, "bug")
    for content in (True, False):
        with pytest.raises(ServerUnavailable):
            scene.verify(content=content)


def test_who_goes_away_ends_it(scene: Scene) -> None:
    """The check belongs to the request; the next one finds the way free."""

    def gone() -> None:
        raise Stale

    scene.call.before_check.append(gone)
    with pytest.raises(Stale):
        scene.verify(content=True)
    scene.call.before_check.clear()
    assert scene.codes(content=True) == []


def test_it_says_how_far_it_is(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records of both sides, then files and bytes; never more than all."""
    monkeypatch.setattr(verifying_module, "REPORT_S", 0.0)
    scene.verify(content=True)
    phases = list(dict.fromkeys(one.phase for one in scene.call.reports))
    assert phases == ["verify_server", "verify_own", "verify"]
    last = scene.call.reports[-1]
    assert (last.done_bytes, last.total_bytes) == (sum(map(len, FILES.values())),) * 2
    assert (last.done_files, last.total_files) == (len(FILES), len(FILES))


def test_findings_come_in_pages_and_are_bounded(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next page belongs to the very report; beyond a bound findings are counted, and of another report none is shown."""
    monkeypatch.setattr(verifying_module, "FINDINGS_MAX", 2)
    ids = [block for name in ("a.txt", "sub/b.txt", "big.bin") for block in scene.blocks(name)]
    scene.server.lie(routes.BLOBS_MISSING, ids=ids)
    first = scene.verify(limit=1)
    assert (first.total, first.unnamed, len(first.findings), first.more) == (3, 1, 1, True)
    page = scene.bench.ask(scene.engine, m.VERIFY_FINDINGS, m.VerifyPage(id=first.id, after=1))
    assert (len(page.findings), page.more) == (1, False)
    assert page.findings != first.findings
    scene.verify()
    with pytest.raises(NotFound):
        scene.bench.ask(scene.engine, m.VERIFY_FINDINGS, m.VerifyPage(id=first.id))


def test_a_file_that_changes_meanwhile_is_looked_at_again(scene: Scene) -> None:
    """Damage of a version that is no longer current by then is no finding."""
    before, block = scene.node("a.txt").version, scene.blocks("a.txt")[0]
    answers = [[block], []]

    def save() -> None:
        if len(answers) == 2:
            (scene.folder / "a.txt").write_bytes(b"new")
            scene.bench.rest(scene.engine)

    scene.server.lie(routes.BLOBS_MISSING, ids=lambda _ids: answers.pop(0))
    scene.server.before["blobs_missing"] = save
    assert scene.codes(path="/Sync/a.txt") == []
    assert (scene.node("a.txt").version > before, answers) == (True, [])
