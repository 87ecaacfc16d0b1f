"""What devices do, one scene at a time: each is a few requests, and counts from when it was due.

save            1 to 20 ops: new files, edited ones, some removed; their content first, in one request
change          as many ops without content: renames and moves
import          700 new files at once
block           one block of 4 MiB, and the commit that names it
look            what is the head?
download        up to 20 small files; download block: 4 MiB
sign in         a new device: login, list of members, all records, verified
rewind          the way back to an earlier state
(catch up)      not drawn: it follows when a stream says that a head moved
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from random import Random
from time import perf_counter

from benchmarks.load.account import Account, Session
from benchmarks.load.http import Lost
from benchmarks.load.schedule import commit_size
from benchmarks.load.space import Space
from benchmarks.load.talk import Refused, Talk

from megadesk.crypto.structure import block_id
from megadesk.model.commit import Op
from megadesk.model.errors import Forged, MegadeskError
from megadesk.model.ids import BlockId, DeviceId
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import Encoding, encode
from megadesk.wire.frames import unpack

IMPORT_OPS = 700
BLOCK_BYTES = 4 << 20
FILES_AT_ONCE = 20
SMALL_BYTES = (256, 4096)
BUSY_ACCOUNTS = 10
BUSY_SHARE = 0.03
"""So much of what is saved goes to a few accounts, whose devices get into each other's way."""
NEW_SHARE, REMOVED_SHARE = 0.6, 0.05
BACK_MAX = 50
BLOCKS_KEPT = 50


def blob_of(size_bytes: int) -> tuple[BlockId, bytes]:
    """Return bytes that nobody has stored yet, with their id."""
    data = os.urandom(size_bytes)
    return block_id(data), data


class Scenes:
    """The devices of one worker."""

    def __init__(self, talk: Talk, accounts: Sequence[Account], chance: Random) -> None:
        self._talk, self._accounts, self._chance = talk, accounts, chance
        self._loop = asyncio.get_running_loop()
        self._blocks: list[tuple[Session, BlockId]] = []
        self._scenes: dict[str, Callable[[float], Awaitable[None]]] = {
            "save": self.save, "change": self.change, "import": self.import_many, "block": self.block, "look": self.look,
            "download": self.download, "download block": self.download_block, "sign in": self.sign_in,
            "rewind": self.rewind,
        }  # fmt: skip
        self.touched: set[int] = set()
        self._following: set[asyncio.Task[None]] = set()

    async def play(self, scene: str, due_s: float) -> None:
        """Do it, and write down what went wrong; nothing is raised."""
        await self._guarded(scene, self._scenes[scene](due_s))

    async def _guarded(self, scene: str, doing: Awaitable[None]) -> None:
        try:
            await doing
        except Refused as e:
            self._talk.tally.failed(scene, e.code)
        except TimeoutError:
            self._talk.tally.failed(scene, "timeout")
        except (Lost, OSError):
            self._talk.tally.failed(scene, "connection lost")
        except MegadeskError as e:
            self._talk.tally.failed(scene, f"wrong answer: {e.code}")

    def _who(self, *, busy: bool = False) -> tuple[Account, Session]:
        few = self._accounts[:BUSY_ACCOUNTS] if busy and self._chance.random() < BUSY_SHARE else self._accounts
        account = self._chance.choice(few)
        return account, self._chance.choice(account.sessions)

    # -- writing ------------------------------------------------------------------------------------------------------

    async def save(self, due_s: float) -> None:
        await self._save(due_s, "commit", commit_size(self._chance), new=NEW_SHARE)

    async def import_many(self, due_s: float) -> None:
        await self._save(due_s, f"commit of {IMPORT_OPS}", IMPORT_OPS, new=1.0)

    async def _save(self, due_s: float, kind: str, n_ops: int, *, new: float) -> None:
        account, session = self._who(busy=True)
        chance = self._chance
        n_removed = sum(chance.random() < REMOVED_SHARE for _ in range(n_ops)) if new < 1 else 0
        blobs = [blob_of(chance.randint(*SMALL_BYTES)) for _ in range(n_ops - n_removed)]
        n_new = sum(chance.random() < new for _ in blobs)

        def ops(space: Space) -> list[Op]:
            known = space.some(chance, n_removed + len(blobs) - n_new)
            removed, edited = known[:n_removed], known[n_removed:]
            targets = [*edited, *[None] * (len(blobs) - len(edited))]
            puts: list[Op] = [space.put(node, [blob]) for node, (blob, _) in zip(targets, blobs, strict=True)]
            return [*puts, *map(space.delete, removed)] or [space.put(None)]  # of a space that is empty

        async with session.hand:
            if blobs:
                await self._talk.upload(session.token, blobs, due_s)
            await self._talk.commit(kind, account, session, ops, None if blobs else due_s)
        self.touched.add(account.number)

    async def change(self, due_s: float) -> None:
        account, session = self._who(busy=True)
        n_ops = commit_size(self._chance)

        def ops(space: Space) -> list[Op]:
            return [space.put(node) for node in space.some(self._chance, n_ops)] or [space.put(None)]

        async with session.hand:
            await self._talk.commit("commit", account, session, ops, due_s)
        self.touched.add(account.number)

    async def block(self, due_s: float) -> None:
        account, session = self._who()
        block = blob_of(BLOCK_BYTES)
        async with session.hand:
            await self._talk.upload_block(session.token, block, due_s)
            await self._talk.commit("commit", account, session, lambda space: [space.put(None, [block[0]])])
        self.touched.add(account.number)
        self._blocks = [*self._blocks[-BLOCKS_KEPT:], (session, block[0])]

    # -- reading ------------------------------------------------------------------------------------------------------

    async def look(self, due_s: float) -> None:
        account, session = self._who()
        seen = session.seq
        answer = await self._talk.message(
            m.HeadAnswer, "head", routes.HEAD, session.token, due_s=due_s, space=account.space.acl.space
        )
        if int.from_bytes(answer.header[34:42], "big") < seen:
            raise Forged("the server is behind this device")

    async def download(self, due_s: float) -> None:
        account, session = self._who()
        found = (account.space.get(node) for node in account.space.some(self._chance, FILES_AT_ONCE))
        wanted: list[bytes] = [one.refs[0] for one in found if one is not None and one.refs]
        body = encode(m.BlobQuery(ids=wanted), Encoding.MSGPACK)
        answer = await self._talk.ask("download small", routes.BLOBS_GET, session.token, body, due_s=due_s)
        came = {blob for blob, data in unpack(answer.body) if block_id(data) == blob}
        if len(answer.body) < BLOCK_BYTES and not came.issuperset(wanted):
            raise Forged("a blob that a record names was left out, or is another")

    async def download_block(self, due_s: float) -> None:
        if not self._blocks:
            await self.download(due_s)
            return
        session, blob = self._chance.choice(self._blocks)
        answer = await self._talk.ask("download 4 MiB", routes.BLOB_GET, session.token, due_s=due_s, blob=blob)
        if block_id(answer.body) != blob:
            raise Forged("a blob that is not the one its id names")

    async def sign_in(self, due_s: float) -> None:
        account, _ = self._who()
        session = await self._talk.sign_in(account, DeviceId(os.urandom(16)), due_s)
        await self._talk.ask("members", routes.ACL, session.token, space=account.space.acl.space)
        await self._talk.fetch(account, session.token, Space(account.space.acl))
        self._talk.tally.took("whole sign in", perf_counter() - due_s)

    async def rewind(self, due_s: float) -> None:
        account, session = self._who()
        head = session.seq
        seq, space = max(1, head - self._chance.randint(1, BACK_MAX)), account.space.acl.space
        await self._talk.ask(
            "headers", routes.HEADERS, session.token, query=f"from={seq}&to={seq}", due_s=due_s, space=space
        )
        after: int | None = seq
        while after is not None:
            query = f"seq={seq}&head={head}&after={after}"
            page = await self._talk.message(m.PastPage, "past", routes.PAST, session.token, query=query, space=space)
            after = page.next_after
        self._talk.tally.took("whole rewind", perf_counter() - due_s)

    # -- hints --------------------------------------------------------------------------------------------------------

    def told(self, account: Account, session: Session, seq: int) -> None:
        """A stream said that the head moved: fetch what is new, once the device's hand is free."""
        sent_seq, author, sent_s = account.sent
        if sent_seq == seq and author != session.device:
            self._talk.tally.took("hint", perf_counter() - sent_s)
        if seq > session.seq:
            task = self._loop.create_task(self._guarded("catch up", self._catch_up(account, session, seq)))
            self._following.add(task)
            task.add_done_callback(self._following.discard)

    async def _catch_up(self, account: Account, session: Session, seq: int) -> None:
        due_s = perf_counter()
        async with session.hand:
            if seq > session.seq:
                await self._talk.catch_up(account, session, due_s)
