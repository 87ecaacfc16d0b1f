"""An accepted commit names nothing that a power cut can take; what is lost is asked for again, and nothing else is."""

from __future__ import annotations

import asyncio
import errno
import os
import sqlite3
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fakes.asgi import Client, Reply
from fakes.blob_store import MemoryBlobs
from fakes.people import Person, blob
from fakes.servers import Server, serving
from megadesk.crypto.structure import block_id, encode_manifest_lead
from megadesk.model.errors import MissingBlock, RateLimited
from megadesk.model.ids import AccountId, BlockId, SpaceId
from megadesk.server import durability, metadata_sqlite
from megadesk.server import metadata as md
from megadesk.server.blobstore import stored
from megadesk.server.durability import Check, Durability
from megadesk.server.metadata_sqlite import SqliteMetadata
from megadesk.wire import messages as m
from megadesk.wire import routes

Blob = tuple[BlockId, bytes]
SIZE = 70_000


def manifest(blocks: Sequence[BlockId]) -> Blob:
    """Return a blob that lists these."""
    data = encode_manifest_lead(blocks) + bytes(68 * len(blocks) + 16)
    return block_id(data), data


async def put(client: Client, one: Blob) -> Reply:
    """Return the answer to an upload."""
    return await client.call(routes.BLOB_PUT, one[1], blob=one[0])


async def missing(client: Client, *blobs: Blob) -> list[bytes]:
    """Return which of these the server asks for."""
    asked = await client.ask(m.MissingBlobs, routes.BLOBS_MISSING, m.BlobQuery(ids=[block for block, _ in blobs]))
    return list(asked.ids)


def play(data: Path, *scenes: Callable[[Server], Awaitable[None]]) -> None:
    """Run scenes against servers over the same folder, one after the other: to each the ones before are as if killed.

    All blobs have files of their own, also manifests.
    """

    async def whole() -> None:
        for scene in scenes:
            async with serving(data, pack_below_bytes=1) as server:
                await scene(server)

    asyncio.run(whole())


def path_of(server: Server, one: Blob) -> Path:
    """Return where a blob lies."""
    return server.services.config.blobs_folder / "files" / one[0].hex()[:2] / one[0].hex()


class Watch:
    """What is said to disk and database, in order. ``refuse`` is the name of a file that the disk does not take."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, base: Path) -> None:
        self.said: list[str] = []
        self.refuse = ""
        self._base = base
        self._fsync, self._connect = os.fsync, metadata_sqlite._connect
        monkeypatch.setattr(os, "fsync", self._sync)
        monkeypatch.setattr(metadata_sqlite, "_connect", self._traced)

    def _sync(self, fd: int) -> None:
        node = os.fstat(fd).st_ino
        name = next(path.name for path in (self._base, *self._base.rglob("*")) if path.stat().st_ino == node)
        if name == self.refuse:
            raise OSError(errno.EIO, "no")
        self._fsync(fd)
        self.said.append(name)

    def _traced(self, path: Path) -> sqlite3.Connection:
        connection = self._connect(path)
        connection.set_trace_callback(self.said.append)
        return connection

    def commits(self) -> Iterator[list[str]]:
        """Yield what had been said before each commit of a space became durable."""
        for at, what in enumerate(self.said):
            if what.startswith("INSERT INTO commits"):
                assert self._how_begun(at) == "PRAGMA synchronous=FULL"
                yield self.said[: self.said.index("COMMIT", at)]

    def _how_begun(self, at: int) -> str:
        """Return what was said before the last write that had begun by then."""
        begun = max(n for n, what in enumerate(self.said[:at]) if what == "BEGIN IMMEDIATE")
        return self.said[begun - 1]

    def writes(self) -> list[str]:
        """Return how each write was begun."""
        return [self._how_begun(n + 1) for n, what in enumerate(self.said) if what == "BEGIN IMMEDIATE"]


@pytest.fixture
def watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Watch everything below tmp_path."""
    return Watch(monkeypatch, tmp_path)


def test_no_commit_comes_before_the_disk_has_what_it_names(tmp_path: Path, watch: Watch) -> None:
    """File and folder of each, whoever uploaded it: the author, somebody else while it was not flushed yet, another process."""
    named: list[list[Blob]] = [[]]
    blocks = [blob(f"block {n}", SIZE) for n in range(4)]
    listed = manifest([block for block, _ in blocks[:3]])
    own = [blob(f"own {n}", SIZE) for n in range(2)]
    ada, bob = Person(), Person("bob")

    async def before(server: Server) -> None:
        client = await ada.join(server.client)
        for one in (blocks[0], own[0]):
            await put(client, one)

    async def scene(server: Server) -> None:
        client, other = await ada.log_in(server.client), await bob.join(server.client)
        named.append([])
        for one in (*blocks[1:], listed):
            await put(client, one)
        assert (await put(other, blocks[1])).status == 200  # known already: nothing is written
        await bob.append(other, bob.put("a", [blocks[1][0]]))
        await ada.append(client, ada.put("large", [listed[0]]))
        await ada.append(client, ada.put("again", [listed[0], blocks[3][0]]), ada.put("own", [own[0][0]]))
        named.extend([[blocks[1]], [listed, *blocks[:3]], [blocks[3], own[0]]])
        await put(other, own[0])
        await bob.append(other, bob.put("b", [own[0][0]]))
        named.append([own[0]])

    play(tmp_path, before, scene)
    commits = list(watch.commits())
    assert len(commits) == len(named)
    for said, blobs in zip(commits, named, strict=True):
        for block, _ in blobs:
            name = block.hex()
            assert name[:2] in said[said.index(name) :]


def test_an_upload_waits_for_no_disk(tmp_path: Path, watch: Watch) -> None:
    """Neither for its bytes nor for its row, which is written with the next that waits."""

    async def scene(server: Server) -> None:
        client = await Person().join(server.client)
        watch.said.clear()
        one = blob("one", SIZE)
        assert (await put(client, one)).status == 200
        assert watch.writes() == ["PRAGMA synchronous=NORMAL"]
        assert not {one[0].hex(), one[0].hex()[:2]} & set(watch.said)

    play(tmp_path, scene)


@pytest.mark.parametrize("part", [slice(None), slice(2)], ids=["file", "folder"])
def test_a_disk_that_fails_refuses_the_commit(tmp_path: Path, watch: Watch, part: slice) -> None:
    """However often it is asked; then the blob is missing, and is whole once it was sent again."""
    good, bad = blob("good", SIZE), blob("bad", SIZE)

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        for one in (good, bad):
            await put(client, one)
        watch.refuse = bad[0].hex()[part]
        commit = ada.make(ada.put("a", [good[0], bad[0]]))
        reply = await ada.offer(client, commit)
        assert (reply.status, reply.code) == (422, "missing")
        watch.refuse = ""
        assert (await ada.offer(client, commit)).code == "missing"
        assert await missing(client, good, bad) == [bad[0]]
        assert not path_of(server, bad).exists()
        assert (await client.ask(m.HeadAnswer, routes.HEAD, space=ada.space_id)).header != commit.signed_header
        await put(client, bad)
        assert (await ada.offer(client, commit)).status == 200
        assert (await client.call(routes.BLOB_GET, blob=bad[0])).body == bad[1]

    play(tmp_path, scene)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "removed": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "half zeros": lambda path: path.write_bytes(path.read_bytes()[:40].ljust(path.stat().st_size, b"\0")),
}


@pytest.mark.parametrize("hit", [["block"], ["manifest"], ["block", "manifest"]], ids=" and ".join)
@pytest.mark.parametrize("damage", DAMAGE)
def test_what_a_power_cut_took_is_asked_for_again(tmp_path: Path, damage: str, hit: list[str]) -> None:
    """All at once, of blocks once their manifest is there; what is whole is kept, all is charged once, and the commit goes through."""
    block, whole = blob("block", SIZE), blob("whole", SIZE)
    listed = manifest([block[0], whole[0]])
    blobs = {"block": block, "whole": whole, "manifest": listed}
    ada = Person()

    async def before(server: Server) -> None:
        client = await ada.join(server.client)
        for one in blobs.values():
            await put(client, one)

    async def after(server: Server) -> None:
        client = await ada.log_in(server.client)
        for name in hit:
            DAMAGE[damage](path_of(server, blobs[name]))
        commit = ada.make(ada.put("a", [listed[0]]))
        lost: set[bytes] = set()
        while (reply := await ada.offer(client, commit)).status != 200:
            assert (reply.status, reply.code) == (422, "missing")
            asked = await missing(client, *blobs.values())
            assert asked
            assert not lost & set(asked)
            lost |= set(asked)
            for one in blobs.values():
                if one[0] in asked:
                    await put(client, one)
        assert lost == {blobs[name][0] for name in hit}
        with server.services.metadata.read() as tx:
            space = tx.space(ada.space_id)
            assert space is not None
            assert tx.refs(space.key, [one[0] for one in blobs.values()]).keys() == {one[0] for one in blobs.values()}
            assert tx.usage(ada.account).bytes_pending == 0
        for one in blobs.values():
            assert (await client.call(routes.BLOB_GET, blob=one[0])).body == one[1]

    play(tmp_path, before, after)


def test_what_is_whole_after_a_crash_is_taken(tmp_path: Path) -> None:
    """Nothing is sent again after a mere kill."""
    one, ada = blob("one", SIZE), Person()

    async def before(server: Server) -> None:
        await put(await ada.join(server.client), one)

    async def after(server: Server) -> None:
        client = await ada.log_in(server.client)
        assert await missing(client, one) == []
        await ada.append(client, ada.put("a", [one[0]]))

    play(tmp_path, before, after)


def test_what_a_commit_names_is_never_given_up(tmp_path: Path) -> None:
    """Somebody else uploads a blob that is named already and damaged since: it is neither read nor dropped."""
    one, other, ada, bob = blob("one", SIZE), blob("other", SIZE), Person(), Person("bob")

    async def before(server: Server) -> None:
        client, theirs = await ada.join(server.client), await bob.join(server.client)
        await put(client, one)
        await ada.append(client, ada.put("a", [one[0]]))
        for each in (one, other):
            await put(theirs, each)

    async def after(server: Server) -> None:
        theirs = await bob.log_in(server.client)
        for each in (one, other):
            path_of(server, each).write_bytes(bytes(SIZE))
        assert (await bob.offer(theirs, bob.make(bob.put("b", [one[0], other[0]])))).code == "missing"
        assert await missing(theirs, one, other) == [other[0]]
        assert path_of(server, one).exists()
        await bob.append(theirs, bob.put("b", [one[0]]))

    play(tmp_path, before, after)


def test_a_manifest_that_is_named_already_and_damaged_refuses_what_moves_it(tmp_path: Path) -> None:
    """Its blocks cannot be counted; it stays for whoever repairs it."""
    block = blob("block", SIZE)
    listed, ada = manifest([block[0]]), Person()

    async def before(server: Server) -> None:
        client = await ada.join(server.client)
        for one in (block, listed):
            await put(client, one)
        await ada.append(client, ada.put("a", [listed[0]]))

    async def after(server: Server) -> None:
        client = await ada.log_in(server.client)
        path_of(server, listed).write_bytes(bytes(len(listed[1])))
        for _ in range(2):
            assert (await ada.offer(client, ada.make(ada.delete("a")))).code == "missing"
        assert await missing(client, block, listed) == []
        path_of(server, listed).write_bytes(listed[1])
        await ada.append(client, ada.delete("a"))

    play(tmp_path, before, after)


def test_a_blob_given_up_during_an_upload_of_it_is_sent_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was there when the upload began, so its bytes were not kept; without them it must not seem to be there."""
    one, ada, bob = blob("one", SIZE), Person(), Person("bob")

    async def scene(server: Server) -> None:
        client, theirs = await ada.join(server.client), await bob.join(server.client)
        await put(client, one)
        real = server.services.metadata.write

        def drop_first(**durable: bool) -> Any:
            monkeypatch.undo()
            with real() as tx:
                tx.drop_blobs([one[0]])
            return real(**durable)

        monkeypatch.setattr(server.services.metadata, "write", drop_first)
        reply = await put(theirs, one)
        assert (reply.status, reply.code) == (503, "busy")
        assert await missing(theirs, one) == [one[0]]
        assert (await put(theirs, one)).message(m.Stored).new == 1
        await bob.append(theirs, bob.put("a", [one[0]]))

    play(tmp_path, scene)


def test_much_is_flushed_behind_the_uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A commit of a very large file finds the disk nearly done."""
    monkeypatch.setattr(durability, "BEHIND", 3)
    blobs = [blob(f"{n}", 100) for n in range(40)]

    async def scene(server: Server) -> None:
        client = await Person().join(server.client)
        for one in blobs:
            await put(client, one)
        server.services._writers.shutdown(wait=True)
        assert 3 <= len(server.services.blobs.waiting(0)) < 6

    play(tmp_path, scene)


# -- with a store in memory -------------------------------------------------------------------------------------------

ADA = AccountId(bytes(16))


class Desk:
    """Rules over a database and a store in memory."""

    def __init__(self, base: Path) -> None:
        self.metadata = SqliteMetadata(base / "db")
        self.store = MemoryBlobs()
        self.now_s = 0.0
        self.tick_s = 0.0
        with self.metadata.write() as tx:
            self.space = tx.add_space(SpaceId(bytes(32)), ADA).key
            tx.set_members(self.space, {ADA: 1})
        self.start()

    def start(self) -> None:
        """Begin as a process does."""
        self.durability = Durability(self.metadata, self.store, now_s=self._now_s)

    def _now_s(self) -> float:
        self.now_s += self.tick_s
        return self.now_s

    def upload(self, one: Blob) -> md.BlobRow:
        """Store a blob unless it has a row."""
        block, data = one
        row = md.BlobRow(block, len(data), md.Place(md.OWN_FILE, 0), 0)
        with self.metadata.write(durable=False) as tx:
            if not tx.blobs([block]):
                self.store.keep(block, data)
            tx.add_blobs([row], 0)
            tx.add_pending(ADA, {block: len(data)}, 1)
        return row

    def commit(self, blocks: Sequence[BlockId]) -> None:
        """Name blobs; MissingBlock."""
        self.durability.assured(partial(self._commit, blocks))

    def _commit(self, blocks: Sequence[BlockId], check: Check) -> None:
        with self.metadata.write() as tx:
            rows = tx.blobs_in_reach(ADA, blocks)
            if len(rows) < len(set(blocks)):
                raise MissingBlock
            check(tx, rows.values())
            tx.change_refs(self.space, dict.fromkeys(blocks, md.RefCount(1, 1)))
            tx.take_pending(ADA, blocks)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """With nothing stored."""
    made = Desk(tmp_path)
    yield made
    made.metadata.close()


def test_who_waits_too_long_is_told_and_has_less_to_wait_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was flushed is not flushed again when they come back."""
    monkeypatch.setattr(durability, "AT_ONCE", 1)
    rows = [desk.upload(blob(str(n), 100)) for n in range(10)]
    desk.tick_s = durability.PATIENCE_S / 4
    left = []
    for _ in range(2):
        with pytest.raises(RateLimited):
            desk.commit([row.id for row in rows])
        left.append(len(desk.store.waiting(0)))
    assert 10 > left[0] > left[1] > 0
    desk.commit([row.id for row in rows])


def test_only_what_another_process_wrote_is_read(desk: Desk) -> None:
    """And that once, unless it is lost."""
    old = desk.upload(blob("old", 100))
    desk.store = desk.store.reopened()
    desk.start()
    new = desk.upload(blob("new", 100))
    desk.commit([old.id, new.id])
    desk.commit([old.id, new.id])
    assert desk.store.read_ids == [old.id]


def test_what_is_behind_is_flushed_by_one_at_a_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The older half and no more; who comes meanwhile has nothing to do, and too few are left alone."""
    monkeypatch.setattr(durability, "BEHIND", 2)
    rows = [desk.upload(blob(str(n), 100)) for n in range(4)]
    real, calls = desk.store.flush, list[int]()

    def flush(blobs: Sequence[Any], *, doubted: bool = False) -> set[BlockId]:
        calls.append(len(blobs))
        desk.durability.follow()
        return real(blobs, doubted=doubted)

    monkeypatch.setattr(desk.store, "flush", flush)
    desk.durability.follow()
    desk.durability.follow()
    assert calls == [2]
    assert [one.id for one in desk.store.waiting(0)] == [row.id for row in rows[2:]]


def test_what_is_uploaded_while_somebody_flushes_is_not_left_behind(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow disk: the last upload of a large file found another at it, and no later one comes to look again."""
    monkeypatch.setattr(durability, "BEHIND", 2)
    for n in range(4):
        desk.upload(blob(str(n), 100))
    real, late = desk.store.flush, [blob(f"late {n}", 100) for n in range(6)]

    def flush(blobs: Sequence[Any], *, doubted: bool = False) -> set[BlockId]:
        while late:
            desk.upload(late.pop())
            desk.durability.follow()
        return real(blobs, doubted=doubted)

    monkeypatch.setattr(desk.store, "flush", flush)
    desk.durability.follow()
    assert 2 <= len(desk.store.waiting(0)) < 4


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("upload"), st.integers(0, 5)),
        st.tuples(st.just("commit"), st.lists(st.integers(0, 5), min_size=1, max_size=4, unique=True)),
        st.tuples(st.just("follow"), st.just(0)),
        st.tuples(st.just("disk fails"), st.integers(0, 5)),
        st.tuples(st.just("kill"), st.just(0)),
        st.tuples(st.just("power cut"), st.lists(st.sampled_from([b"", b"?" * 100, None]), min_size=6, max_size=6)),
    ),
    max_size=20,
)


CUT = [b""] * 6


@settings(max_examples=60, deadline=None)
@given(ACTIONS)
@example(
    [("upload", 0), ("upload", 1), ("disk fails", 0), ("follow", 0), ("kill", 0), ("commit", [0]), ("power cut", CUT)]
)
@example([("upload", 0), ("disk fails", 0), ("commit", [0]), ("commit", [0]), ("power cut", CUT)])
@example([("upload", 0), ("power cut", CUT), ("upload", 0), ("commit", [0]), ("upload", 0), ("power cut", CUT)])
def test_whatever_happens_what_is_named_is_there(actions: list[tuple[str, Any]]) -> None:
    """After any uploads, commits, failures, kills and power cuts: each blob that was named is whole, for ever.

    And who sends again what is missing gets a commit through, once the disk works.
    """
    blobs = [blob(str(n), 100) for n in range(6)]
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(durability, "BEHIND", 1)
        desk = Desk(Path(folder))
        try:
            for what, argument in actions:
                act(desk, blobs, what, argument)
                check_named(desk, blobs)
            desk.store.failing.clear()
            heal(desk, blobs)
            check_named(desk, blobs)
        finally:
            desk.metadata.close()


def act(desk: Desk, blobs: Sequence[Blob], what: str, argument: Any) -> None:
    """Do one thing. A power cut leaves what was flushed, and of the rest anything."""
    match what:
        case "upload":
            desk.upload(blobs[argument])
        case "commit":
            with suppress(MissingBlock):
                desk.commit([blobs[n][0] for n in argument])
        case "follow":
            desk.durability.follow()
        case "disk fails":
            desk.store.failing.add(blobs[argument][0])
        case "kill" | "power cut":
            desk.store = desk.store.reopened()
            if what == "power cut":
                for (block, _), left in zip(blobs, argument, strict=True):
                    desk.store.cut_power(block, left)
            desk.start()


def check_named(desk: Desk, blobs: Sequence[Blob]) -> None:
    """Hold every blob that is named to be there."""
    with desk.metadata.read() as tx:
        named = tx.referred([block for block, _ in blobs])
        rows = tx.blobs(named)
    assert rows.keys() == named
    assert [desk.store.read(stored(rows[block])) for block, _ in blobs if block in named] == [
        data for block, data in blobs if block in named
    ]


def heal(desk: Desk, blobs: Sequence[Blob]) -> None:
    """Do what a client does: ask, send, commit; twice must do."""
    for _ in range(2):
        for one in blobs:
            desk.upload(one)
        try:
            return desk.commit([block for block, _ in blobs])
        except MissingBlock:
            continue
    raise AssertionError("it does not heal")
