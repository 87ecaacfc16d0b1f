"""One account of a million records: what it takes to make it, and what everything then costs.

    python -m benchmarks million [--records 1000000] [--work DIR] [--json FILE] [--table FILE]
    python -m benchmarks million --scaled
    python -m benchmarks million --url http://HOST:PORT --watch server=PID --grown database=postgresql://...

The records are real: sealed, each file with a block of its own that is uploaded, in signed commits of a thousand. The first
run makes the account and keeps it (a folder in --work; with --url the account itself), later ones begin there. Each row is
one question, asked a few times: the median of its seconds, the server's CPU, the most memory it had meanwhile.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "tests")]

from benchmarks.load import stack  # noqa: E402 -- after the path is set
from benchmarks.load.account import Account, Session  # noqa: E402
from benchmarks.load.http import Door  # noqa: E402
from benchmarks.load.report import shown_ms  # noqa: E402
from benchmarks.load.scaled import Scaled  # noqa: E402
from benchmarks.load.space import Space  # noqa: E402
from benchmarks.load.talk import Refused, Talk  # noqa: E402
from benchmarks.load.watch import Reading, Watch, named  # noqa: E402
from benchmarks.load.worker import runner  # noqa: E402

from megadesk.crypto.commits import put_op  # noqa: E402
from megadesk.crypto.content import file_hash, seal_block  # noqa: E402
from megadesk.crypto.records import RecordKind, RecordMeta, open_record, root_node_id, seal_record  # noqa: E402
from megadesk.model.commit import Op  # noqa: E402
from megadesk.model.errors import Quarantined  # noqa: E402
from megadesk.model.ids import BlockId, NodeId  # noqa: E402
from megadesk.wire import messages as m  # noqa: E402
from megadesk.wire import routes  # noqa: E402
from megadesk.wire.codec import Encoding, decode, encode  # noqa: E402

OPS = 1000
FOLDERS_OF_TEN = 1
TIMES = 5
TICK_MS = 10
"""What the system counts CPU in."""
VERSIONS = 50
MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Row:
    """One question."""

    case: str
    seconds: float
    server_cpu_s: float
    server_peak_mib: int
    got_bytes: int
    note: str = ""


class Million:
    """The account and what is asked of it."""

    def __init__(self, talk: Talk, watch: Watch, records: int) -> None:
        self._talk, self._watch, self._records = talk, watch, records
        self._account = Account(1, 1_000_000_000 + records)  # no other benchmark's
        self._account.space = Space(self._account.space.acl, keeps_rows=True)
        self._session = Session(self._account.device(0), bytes(32))
        self.rows: list[Row] = []
        self._taken_s = 0.0
        """Of what was asked last, where only a part of it counts; else 0."""

    # -- making it ----------------------------------------------------------------------------------------------------

    async def make(self) -> None:
        """Sign up if need be, and add records until there are enough."""
        account = self._account
        with suppress(Refused):  # it is there already
            await self._talk.ask("sign up", routes.SIGN_UP, body=encode(account.sign_up(), Encoding.JSON))
        self._session = await self._talk.sign_in(account, account.device(0))
        await self._talk.fetch(account, self._session.token, account.space)
        self._session.move(account.space.head)
        missing = self._records - account.space.n_records
        if missing <= 0:
            return
        before, started_s = self._watch.read(), time.perf_counter()
        await self._add(missing)
        seconds, after = time.perf_counter() - started_s, self._watch.read()
        times = self._talk.tally.times_s["append"]
        grown = ", ".join(
            f"{name} {(after.grown_bytes[name] - was) // missing:,}" for name, was in before.grown_bytes.items()
        )
        note = f"commits of {OPS}: the first fifty {median(times[:50]) * 1000:.0f} ms, the last fifty {median(times[-50:]) * 1000:.0f} ms; bytes a record: {grown}"
        self._row("made through the protocol", seconds, before, after, 0, note=note)

    async def _add(self, missing: int) -> None:
        """Seal the next records while the server takes the last ones."""
        loop, sending = asyncio.get_running_loop(), None
        for at in range(0, missing, OPS):
            ops, blobs = self._sealed(min(OPS, missing - at))
            if sending is not None:
                await sending
            sending = loop.create_task(self._send(ops, blobs))
            await asyncio.sleep(0.001)  # lets the request go out before the next ones are sealed
            if at % (50 * OPS) == 0:
                print(f"{time.strftime('%H:%M:%S')} {at:,} records", file=sys.stderr, flush=True)
        if sending is not None:
            await sending

    async def _send(self, ops: Sequence[Op], blobs: Sequence[tuple[BlockId, bytes]]) -> None:
        await self._talk.upload(self._session.token, blobs)
        await self._talk.commit("append", self._account, self._session, lambda _: ops)

    def _sealed(self, count: int) -> tuple[list[Op], list[tuple[BlockId, bytes]]]:
        """Return so many new records, and the blocks that they name."""
        ops: list[Op] = []
        blobs: list[tuple[BlockId, bytes]] = []
        space, key = self._account.space.acl, self._account.epoch_key
        parent = root_node_id(space.space, "drive")
        for at in range(count):
            node = NodeId(os.urandom(16))
            if at % 10 < FOLDERS_OF_TEN:
                meta = RecordMeta(parent=parent, kind=RecordKind.FOLDER, name=f"folder {node.hex()[:12]}")
            else:
                block = seal_block(key.blocks(), node, 0, node)
                blobs.append((block.ref.id, bytes(block.stored)))
                meta = RecordMeta(
                    parent=parent, kind=RecordKind.FILE, name=f"file {node.hex()[:12]}.txt", size_bytes=16,
                    mtime_ns=1_700_000_000_000_000_000, blocks=(block.ref,),
                    file_hash=file_hash(16, [block.ref.plain_hash]), author=self._account.id,
                )  # fmt: skip
            record = seal_record(
                key.meta(), space=space.space, node=node, version=1, epoch=space.epoch, meta=meta, salt=os.urandom(16)
            )
            ops.append(put_op(record))
        return ops, blobs

    # -- asking -------------------------------------------------------------------------------------------------------

    async def ask_all(self) -> None:
        """Every question, once or a few times."""
        space, head = self._account.space, self._account.space.head.seq
        await self._measured("first login: all records fetched", self._fetch_only, times=2)
        await self._measured("the same, verified: every digest, the signed root", self._fetch_verified, times=2)
        await self._measured("the same, and every record opened", self._fetch_opened, times=1)
        await self._measured("head", lambda: self._get(routes.HEAD, m.HeadAnswer))
        await self._measured("state: header and group digests", lambda: self._get(routes.STATE, m.StateSummary))
        await self._measured("one commit of 1 op", lambda: self._commit(1))
        await self._measured("one commit of 10 ops", lambda: self._commit(10))
        await self._measured("one commit of 700 ops", lambda: self._commit(700))
        now = space.head.seq
        await self._measured(
            "a device that was away catches up", lambda: self._get(routes.COMMITS, m.Commits, f"after={head}")
        )
        await self._measured("way back over these commits", lambda: self._back(head, now))
        if head > 110:
            await self._measured("way back over 100,000 ops", lambda: self._back(now - 110, now), times=2)
        await self._measured(
            "an earlier state by its digests", lambda: self._get(routes.STATE, m.StateSummary, f"seq={head}"), times=2
        )
        await self._measured("all records of an earlier state", lambda: self._list(head), times=1)
        await self._versions()

    async def _versions(self) -> None:
        node = self._account.space.nodes[-1]
        for _ in range(VERSIONS):
            await self._talk.commit("append", self._account, self._session, lambda space: [space.put(node)])
        await self._measured(
            f"{VERSIONS} versions of a record", lambda: self._get(routes.VERSIONS, m.RecordVersions, node=node)
        )

    async def _get(self, route: routes.Route, want: type[m.Message], query: str = "", **ids: bytes) -> None:
        await self._talk.message(
            want, "ask", route, self._session.token, query=query, space=self._account.space.acl.space, **ids
        )

    async def _list(self, seq: int) -> list[bytes]:
        records: list[bytes] = []
        bucket: int | None = 0
        while bucket is not None:
            page = await self._talk.message(
                m.RecordPage, "ask", routes.RECORDS, self._session.token, query=f"seq={seq}&bucket={bucket}",
                space=self._account.space.acl.space,
            )  # fmt: skip
            records += page.records
            bucket = page.next_bucket
        return records

    async def _fetch_only(self) -> None:
        found = await self._list(self._account.space.head.seq)
        assert len(found) == self._account.space.n_records, "records are missing"

    async def _fetch_verified(self) -> None:
        await self._talk.fetch(self._account, self._session.token, Space(self._account.space.acl))

    async def _fetch_opened(self) -> None:
        summary = await self._talk.message(
            m.StateSummary, "ask", routes.STATE, self._session.token, space=self._account.space.acl.space
        )
        records = await self._list(self._account.space.head.seq)
        Space(self._account.space.acl).fill(summary.header, records)
        key, space = self._account.epoch_key.meta(), self._account.space.acl.space
        for record in records:
            with suppress(Quarantined):  # the first one, of the sign-up, is random bytes
                open_record(key, space=space, record=record)

    async def _commit(self, n_ops: int) -> None:
        ops, blobs = self._sealed(n_ops)
        if blobs:
            await self._talk.upload(self._session.token, blobs)
        started_s = time.perf_counter()
        await self._talk.commit("append", self._account, self._session, lambda _: ops)
        self._taken_s = time.perf_counter() - started_s

    async def _back(self, seq: int, head: int) -> None:
        after: int | None = seq
        while after is not None:
            answer = await self._talk.ask(
                "ask", routes.PAST, self._session.token, query=f"seq={seq}&head={head}&after={after}",
                space=self._account.space.acl.space,
            )  # fmt: skip
            after = decode(m.PastPage, answer.body, Encoding.MSGPACK).next_after

    # -- measuring ----------------------------------------------------------------------------------------------------

    async def _measured(self, case: str, ask: Callable[[], Awaitable[object]], *, times: int = TIMES) -> None:
        """Ask so often; note the median time, and the server's CPU for each."""
        taken: list[float] = []
        before, got = self._watch.read(), self._talk.tally.got_bytes
        for _ in range(times):
            started_s = time.perf_counter()
            self._taken_s = 0.0
            await ask()
            taken.append(self._taken_s or time.perf_counter() - started_s)
        after = self._watch.read()
        self._row(case, median(taken), before, after, (self._talk.tally.got_bytes - got) // times, times=times)

    def _row(
        self, case: str, seconds: float, before: Reading, after: Reading, got_bytes: int, *, note: str = "", times: int = 1
    ) -> None:  # fmt: skip
        used_s = sum(after.cpu_s.values()) - sum(before.cpu_s.values())
        peak_mib = sum(after.peak_bytes.values()) // MEBIBYTE
        self.rows.append(Row(case, seconds, used_s / times, peak_mib, got_bytes, note))
        print(shown(self.rows[-1]), flush=True)


HEAD = """\
| one account of a million records | median | CPU of the server | its memory, at most | received |
| --- | --- | --- | --- | --- |"""


def shown(row: Row) -> str:
    """Return a row of the table."""
    case = f"{row.case} ({row.note})" if row.note else row.case
    cpu = shown_ms(row.server_cpu_s) if row.server_cpu_s else f"below {TICK_MS // TIMES} ms"
    return f"| {case} | {shown_ms(row.seconds)} | {cpu} | {row.server_peak_mib} MiB | {row.got_bytes / MEBIBYTE:,.2f} MiB |"


async def _run(address: str, watch: Watch, records: int, *, asks: bool) -> list[Row]:
    talk = Talk(Door(address))
    try:
        million = Million(talk, watch, records)
        await million.make()
        if asks:
            await million.ask_all()
        return million.rows
    finally:
        talk.door.close()


def _started(options: argparse.Namespace) -> list[Row]:
    """Make the account in a folder that is kept, then ask on a copy of it."""
    prepared, data = options.work / f"million-{options.records}", options.work / "million"
    rows: list[Row] = []
    if not (prepared / "made").exists():
        shutil.rmtree(prepared, ignore_errors=True)
        rows += _served(stack.Embedded(prepared / "data"), options.records, asks=False)
        (prepared / "made").touch()
    stack.copy(prepared / "data", data)
    server: stack.Stack = Scaled(data) if options.scaled else stack.Embedded(data)
    try:
        rows += _served(server, options.records, asks=True)
        faults = server.check()
    finally:
        server.close()
        shutil.rmtree(data, ignore_errors=True)
    if faults:
        raise SystemExit("\n".join(faults))
    return rows


def _served(server: stack.Stack, records: int, *, asks: bool) -> list[Row]:
    try:
        server.start()
        with runner() as loop:
            return loop.run(_run(server.address, server.watch(), records, asks=asks))
    finally:
        server.stop()


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="benchmarks million", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "megadesk-load")
    parser.add_argument("--scaled", action="store_true", help="PostgreSQL, an object store, two processes behind nginx")
    parser.add_argument("--url", help="a server that runs already")
    parser.add_argument("--watch", action="append", default=[], metavar="NAME=PID")
    parser.add_argument("--grown", action="append", default=[], metavar="NAME=PATH|postgresql://")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--table", type=Path)
    options = parser.parse_args(words)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what runs is stopped
    if options.url:
        watch = Watch([(name, int(pid)) for name, pid in named(options.watch)], named(options.grown))
        with runner() as loop:
            rows = loop.run(_run(options.url, watch, options.records, asks=True))
    else:
        rows = _started(options)
    text = "\n".join([HEAD, *map(shown, rows)]) + "\n"
    print(f"\n{text}")
    if options.table:
        options.table.write_text(text, encoding="utf-8")
    if options.json:
        options.json.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n", encoding="utf-8")
    return 0
