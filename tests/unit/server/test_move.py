"""A server moves into other stores: whole, whenever it is ended in between, and nobody writes into what it has left."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from fakes.crypto import NOW_MS
from fakes.people import Person, blob, upload
from fakes.servers import serving
from fakes.sites import LARGE, LATER, SMALL, TINY, Site, begin, contents, damage, go_on
from megadesk.model.errors import BadUsage, Damaged, ServerUnavailable
from megadesk.model.ids import AccountId, BlockId
from megadesk.server import metadata as md
from megadesk.server import move as move_module
from megadesk.server.blobstore import ONLY
from megadesk.server.check import faults_in
from megadesk.server.config import ServerConfig
from megadesk.server.every_blob import by_place
from megadesk.server.lease import Lease
from megadesk.server.metadata_care import Object
from megadesk.server.metadata_move import why_frozen
from megadesk.server.metadata_sqlite import SqliteMetadata
from megadesk.server.move import House, Move, Moved, give_up, refuse_frozen
from megadesk.server.pace import Pace
from megadesk.server.stores import open_blobs, open_metadata
from megadesk.wire import messages as m
from megadesk.wire import routes


class Ended(BaseException):
    """The process is gone."""


class Mortal:
    """A metadata store whose process ends before its nth write."""

    def __init__(self, store: md.MetadataStore, writes: int) -> None:
        self._store, self._left = store, writes

    @property
    def is_shared(self) -> bool:
        """Whether others may use it."""
        return self._store.is_shared

    def check_ready(self) -> None:
        """Pass if the store does."""
        self._store.check_ready()

    def lease(self) -> Lease:
        """Return what the store does."""
        return self._store.lease()

    def read(self) -> AbstractContextManager[md.Reading]:
        """Return a view."""
        return self._store.read()

    def write(self, *, durable: bool = True, beside: bool = False) -> AbstractContextManager[md.Writing]:
        """Return a transaction, while there is life."""
        self._left -= 1
        if self._left < 0:
            raise Ended
        return self._store.write(durable=durable)

    def copy_into(self, file: Path, meanwhile: Callable[[], None]) -> None:
        """Copy all."""
        self._store.copy_into(file, meanwhile)

    def close(self) -> None:
        """Close it."""
        self._store.close()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A server with a large and a small blob that commits name."""
    made = Site(tmp_path)
    made.serve(begin)
    return made


def new_house(site: Site) -> ServerConfig:
    """Return the settings of the house to move to."""
    return ServerConfig(data=site.base / "new", reserve_bytes=0)


@contextmanager
def move_of(site: Site, *, writes: int = 1_000_000, here: int = 1_000_000) -> Iterator[Move]:
    """Yield a move whose process ends after so many writes there, or here."""
    old, new = ServerConfig(data=site.data, reserve_bytes=0), new_house(site)
    new.data.mkdir(exist_ok=True)
    with ExitStack() as stack:
        opened: list[tuple[md.MetadataStore, Any]] = [
            (stack.enter_context(closing(open_metadata(one))), stack.enter_context(closing(open_blobs(one))))
            for one in (old, new)
        ]
        before = House(Mortal(opened[0][0], here), opened[0][1], "old")
        after = House(Mortal(opened[1][0], writes), opened[1][1], "new")
        yield Move(before, after, new, pace=Pace(None), now_ms=lambda: NOW_MS, told=lambda _: None)


def moved(site: Site) -> Moved:
    """Return what a move came to."""
    with move_of(site) as move:
        return move.run()


def frozen(data: Path) -> str:
    """Return why nobody may write into a folder's database."""
    with closing(SqliteMetadata(data / "server.sqlite3")) as metadata, metadata.read() as tx:
        return why_frozen(tx)


def goes_on(ada: Person, data: Path) -> None:
    """Let the account sign in where its server lives now, and store more."""

    async def whole() -> None:
        async with serving(data) as server:
            await go_on(ada, await ada.log_in(server.client))

    asyncio.run(whole())


def test_everything_is_there_and_goes_on(site: Site) -> None:
    """Accounts, heads, blobs: the account signs in and goes on from where it was; nothing is found wrong."""
    done = moved(site)
    new = new_house(site)
    assert (done.blobs, done.copied, done.spaces, done.lost) == (2, 2, 1, [])
    assert contents(new.data) == dict([LARGE, SMALL])
    goes_on(site.ada, new.data)
    assert contents(new.data) == dict([LARGE, SMALL, LATER, TINY])
    assert faults_in(new, reads_blobs=True) == ([], [])


def test_nobody_writes_into_what_was_left(site: Site) -> None:
    """Not even a server that was running all the time: its devices are told to come again. It says where all has gone."""

    async def whole() -> None:
        async with serving(site.data) as server:
            client = await site.ada.log_in(server.client)
            await asyncio.to_thread(moved, site)
            with pytest.raises(ServerUnavailable, match="frozen"), server.services.metadata.write() as tx:
                tx.put_setting("a", b"1")
            await client.ask(m.Me, routes.ME)  # reads go on
            refusal = await client.call(routes.LOGIN_START, m.LoginStart(login=site.ada.login))
            assert (refusal.status, refusal.headers["retry-after"]) == (503, "2")
            with server.services.metadata.read() as tx, pytest.raises(BadUsage, match="has moved to new"):
                refuse_frozen(tx)

    asyncio.run(whole())
    with pytest.raises(BadUsage, match="has moved to new"):
        moved(site)


def test_a_house_is_moved_into_once(site: Site, tmp_path: Path) -> None:
    """Where a server lives, or another is about to, nobody moves in."""
    moved(site)
    other = Site(tmp_path / "other")
    other.serve(begin)
    other.base = site.base
    with pytest.raises(BadUsage, match="a server lives there"):
        moved(other)
    assert not frozen(other.data)


def test_ended_anywhere_it_goes_on(site: Site) -> None:
    """Whatever write it dies before, here or there: the next run brings it to its end, and until then no server starts there."""
    site.serve(go_on)
    whole = dict([LARGE, SMALL, LATER, TINY])
    ends = 0
    for side in ("here", "writes"):
        for count in range(100):
            fresh = Site(site.base / f"{side} {count}")
            fresh.ada = Person()
            fresh.serve(begin, go_on)
            limits: dict[str, int] = {side: count}
            try:
                with move_of(fresh, **limits) as move:
                    move.run()
            except Ended:
                ends += 1
                with closing(open_metadata(new_house(fresh))) as there, there.read() as tx:
                    if tx.setting("moving"):
                        with pytest.raises(BadUsage, match="about to move"):
                            refuse_frozen(tx)
                moved(fresh)
            else:
                assert count > 0
                break
            finally:
                assert contents(new_house(fresh).data) == whole
                assert faults_in(new_house(fresh), reads_blobs=True) == ([], [])
                assert frozen(fresh.data) == "has moved to new"
    assert ends > 6


def test_given_up_the_old_house_is_as_it_was(site: Site) -> None:
    """A move that fails lets the old store take writes again by itself; one that was killed, when it is told to."""
    with move_of(site) as move:
        move._after.blobs.put_many = lambda blobs: [md.Place(1, 0) for _ in blobs]  # type: ignore[method-assign]
        with pytest.raises(Damaged, match="does not give back"):
            move.run()
    assert not frozen(site.data)
    with closing(open_metadata(ServerConfig(data=site.data))) as metadata, metadata.write() as tx:
        tx.freeze("moves to new")
    with closing(open_metadata(ServerConfig(data=site.data))) as metadata:
        give_up(metadata)
    assert not frozen(site.data)
    goes_on(site.ada, site.data)


def test_who_has_moved_cannot_give_it_up(site: Site) -> None:
    """The old store would take writes that the new one never hears of."""
    moved(site)
    with (
        closing(open_metadata(ServerConfig(data=site.data))) as metadata,
        pytest.raises(BadUsage, match="has moved to new"),
    ):
        give_up(metadata)
    assert frozen(site.data)


def test_a_move_that_was_given_up_meanwhile_does_not_come_to_its_end(site: Site) -> None:
    """Somebody may have written since: what was copied is not all any more, and the old store stays the server's."""
    with move_of(site) as move, closing(open_metadata(ServerConfig(data=site.data))) as metadata:
        prove = move._prove

        def proven() -> None:
            prove()
            give_up(metadata)

        move._prove = proven  # type: ignore[method-assign]
        with pytest.raises(BadUsage, match="given up"):
            move.run()
    assert not frozen(site.data)
    moved(site)


def test_what_the_old_house_lost_is_asked_for_in_the_new_one(site: Site) -> None:
    """A damaged blob is told of and counts as missing there: a device that has it mends it."""
    damage(site.data / "blobs", site.row(LARGE[0]))
    done = moved(site)
    assert [one.blob for one in done.lost] == [LARGE[0].hex()]
    assert contents(new_house(site).data) == dict([SMALL])

    async def whole() -> None:
        async with serving(new_house(site).data) as server:
            client = await site.ada.log_in(server.client)
            await upload(client, LARGE)

    asyncio.run(whole())
    assert contents(new_house(site).data) == dict([LARGE, SMALL])


def test_what_is_collected_meanwhile_is_not_lost(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A blob that nobody needs may go between the look at its row and that at its bytes: nobody is told of it."""

    async def bring(_: Person, client: Any) -> None:
        await upload(client, LATER)

    def late(rows: Iterator[md.BlobRow]) -> Iterator[list[md.BlobRow]]:
        for page in by_place(rows):
            with site.stores() as (metadata, blobs), metadata.write() as tx:
                if tx.blobs([LATER[0]]):
                    tx.drop_uploads(tx.expired_uploads(1 << 60, (AccountId(b""), BlockId(b"")), 10), 1 << 60)
                    tx.drop_blobs([LATER[0]])
                    blobs.remove([Object(LATER[0], ONLY)])
            yield page

    site.serve(bring)
    monkeypatch.setattr(move_module, "by_place", late)
    assert moved(site).lost == []
    assert contents(new_house(site).data) == dict([LARGE, SMALL])
    assert faults_in(new_house(site), reads_blobs=True) == ([], [])


def test_a_store_that_gives_back_something_else_is_not_moved_into(site: Site) -> None:
    """What was written is read back, and held to its name."""
    with move_of(site) as move:
        store = move._after.blobs
        store.read_many_anew = lambda blobs: [store.read(one)[:-1] + b"x" for one in blobs]  # type: ignore[method-assign]
        with pytest.raises(Damaged, match="does not give back"):
            move.run()
    assert not frozen(site.data)


def test_what_lies_together_stays_together(site: Site) -> None:
    """Small blobs that came together are beside each other in the new house, too, whatever their ids."""
    many = [blob(f"small {number}", 300) for number in range(1200)]
    with site.stores() as (metadata, blobs):
        places = blobs.put_many(many)
        with metadata.write() as tx:
            tx.add_blobs([md.BlobRow(one, 300, at, 0) for (one, _), at in zip(many, places, strict=True)], NOW_MS)
    moved(site)
    with closing(open_metadata(new_house(site))) as new, new.read() as tx:
        there = tx.blobs([one for one, _ in many])
    found = [there[one].place for one, _ in many]
    assert found == sorted(found)
    assert len({place.pack for place in found}) == 1
