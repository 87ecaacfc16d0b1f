"""What devices say to a server, request by request, with its time or its error written down.

ask        one request: its time from when it was due, or Refused with the server's code
sign_in    two requests -> a session            fetch      list of members, state, all records: verified
upload     many small blobs, or one large       commit     offered until it is the head: 409 is contention
catch_up   what others committed, held against the chain
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from time import perf_counter
from typing import TypeVar

import msgspec
from benchmarks.load.account import Account, Session, now_ms
from benchmarks.load.http import Answer, Door
from benchmarks.load.space import Space
from benchmarks.load.tally import Tally

from megadesk.crypto.commits import HEADER_BYTES, commit_id, parse_signed_header, sign_commit
from megadesk.model.commit import Op
from megadesk.model.errors import Forged, Malformed
from megadesk.model.ids import BlockId, CommitId, DeviceId
from megadesk.model.values import replace
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import Encoding, decode, encode
from megadesk.wire.frames import pack
from megadesk.wire.routes import Route

M = TypeVar("M", bound=msgspec.Struct)

TRIES = 20
"""So often a device offers a commit, or begins a download anew, before that counts as an error."""


class Refused(Exception):  # noqa: N818 -- the server's answer
    """The server said no, in its own code."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


def refusal(answer: Answer) -> Refused:
    try:
        return Refused(answer.status, decode(m.ErrorBody, answer.body, Encoding.JSON).code)
    except Malformed:
        return Refused(answer.status, f"status {answer.status}")


class Talk:
    """One door and one tally; the tally changes from step to step."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self.tally = Tally()

    async def ask(
        self, kind: str, route: Route, token: bytes | None = None, body: bytes = b"", *, query: str = "",
        due_s: float | None = None, also: int = 200, **ids: bytes,
    ) -> Answer:  # fmt: skip
        """Return a good answer (200, or the status ``also``); its time counts from when it was due."""
        since_s = perf_counter() if due_s is None else due_s
        answer = await self.door.call(route, token, body, query=query, **ids)
        self.tally.sent_bytes += answer.sent_bytes
        self.tally.got_bytes += len(answer.body)
        if answer.status not in {200, also}:
            raise refusal(answer)
        if answer.status == 200:
            self.tally.took(kind, perf_counter() - since_s)
        return answer

    async def message(self, want: type[M], kind: str, route: Route, token: bytes | None = None, **rest: object) -> M:
        answer = await self.ask(kind, route, token, **rest)  # type: ignore[arg-type]
        return decode(want, answer.body, route.response_encoding)

    # -- accounts -----------------------------------------------------------------------------------------------------

    async def sign_in(self, account: Account, device: DeviceId, due_s: float | None = None) -> Session:
        start = encode(m.LoginStart(login=account.login), Encoding.JSON)
        challenge = await self.message(m.LoginChallenge, "login start", routes.LOGIN_START, body=start, due_s=due_s)
        finish = encode(account.answer(challenge, device, self.door.origin), Encoding.JSON)
        done = await self.message(m.LoginDone, "login finish", routes.LOGIN_FINISH, body=finish)
        return Session(device, done.token)

    async def fetch(self, account: Account, token: bytes, into: Space) -> None:
        """Fill a space with the whole state of now, verified."""
        space = account.space.acl.space
        for _ in range(TRIES):
            summary = await self.message(m.StateSummary, "state", routes.STATE, token, space=space)
            seq = parse_signed_header(summary.header).seq
            records: list[bytes] = []
            bucket: int | None = 0
            while bucket is not None:
                answer = await self.ask(
                    "records", routes.RECORDS, token, query=f"seq={seq}&bucket={bucket}", also=409, space=space
                )
                if answer.status == 409:
                    break
                page = decode(m.RecordPage, answer.body, Encoding.MSGPACK)
                records += page.records
                bucket = page.next_bucket
            else:
                into.fill(summary.header, records)
                return
        raise Refused(409, "moves too fast")

    # -- content ------------------------------------------------------------------------------------------------------

    async def upload(self, token: bytes, blobs: Iterable[tuple[BlockId, bytes]], due_s: float | None = None) -> None:
        await self.ask("upload small", routes.BLOBS_PUT, token, pack(blobs), due_s=due_s)

    async def upload_block(self, token: bytes, block: tuple[BlockId, bytes], due_s: float | None = None) -> None:
        await self.ask("upload 4 MiB", routes.BLOB_PUT, token, block[1], due_s=due_s, blob=block[0])

    # -- commits ------------------------------------------------------------------------------------------------------

    async def commit(
        self, kind: str, account: Account, session: Session, ops: Callable[[Space], Sequence[Op]],
        due_s: float | None = None,
    ) -> None:  # fmt: skip
        """Offer a commit of these ops until it is the head. A device that is behind learns so as devices do: by a 409."""
        space, turn = account.space, b""
        since_s = perf_counter() if due_s is None else due_s
        for _ in range(TRIES):
            made = space.make(ops(space), account.identity, account=account.id, device=session.device, now_ms=now_ms())
            header, after = made.signed_header, made.verified.head
            if session.seq < space.head.seq:
                behind = replace(made.verified.header, seq=session.seq + 1, previous=session.commit)
                header = sign_commit(account.identity, behind)
            account.sent = (after.seq, session.device, perf_counter())
            body = encode(m.Append(header=header, ops=made.ops, turn=turn), Encoding.MSGPACK)
            answer = await self.ask(
                kind, routes.APPEND, session.token, body, due_s=since_s, also=409, space=space.acl.space
            )
            if answer.status == 200:
                if after.seq == space.head.seq + 1:
                    space.apply(made.verified)
                session.move(after)
                self.tally.ops += len(made.verified.ops)
                return
            self.tally.contention += 1
            moved = decode(m.HeadMoved, answer.body, Encoding.MSGPACK)
            self._follow(account, session, moved.commits)
            turn = moved.turn
        raise Refused(409, "head_moved")

    async def catch_up(self, account: Account, session: Session, due_s: float | None = None) -> None:
        """Fetch what others committed."""
        while True:
            answer = await self.message(
                m.Commits, "catch up", routes.COMMITS, session.token, query=f"after={session.seq}", due_s=due_s,
                space=account.space.acl.space,
            )  # fmt: skip
            self._follow(account, session, answer.commits)
            if not answer.more:
                return

    @staticmethod
    def _follow(account: Account, session: Session, commits: Sequence[m.CommitPair]) -> None:
        """Move by commits: each names the one before, and what no device of ours knew yet is verified in full."""
        for one in commits:
            header = parse_signed_header(one.header)
            if (header.seq, header.previous) != (session.seq + 1, session.commit):
                raise Forged("a commit that does not follow what the device has seen", seq=header.seq)
            if header.seq > account.space.head.seq:
                account.space.take_in(one.header, one.ops)
            session.seq, session.commit = header.seq, CommitId(commit_id(one.header[:HEADER_BYTES]))
