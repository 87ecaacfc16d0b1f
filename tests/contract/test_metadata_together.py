"""What every metadata store must do while several write at once: nothing is lost, nothing counted twice, nobody stands in a circle.

Threads do as a server's do. A database that takes one write after another passes by that; one that lets them go on beside
each other has to lock, and to add up, right. How they meet is left to chance: what must hold does so however they do.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from fakes.postgres import fresh_database
from megadesk.model.ids import AccountId, BlockId, CommitId, NodeId, SpaceId
from megadesk.server import metadata as md
from megadesk.server.metadata_postgres import PostgresMetadata
from megadesk.server.metadata_sqlite import SqliteMetadata

TIMES, THREADS = 12, 4


def name(of: str, length: int = 32) -> bytes:
    """Return an id."""
    return hashlib.sha256(of.encode()).digest()[:length]


ADA, BOB = AccountId(name("ada", 16)), AccountId(name("bob", 16))
HOME, WORK = SpaceId(name("home")), SpaceId(name("work"))


def account(who: AccountId, login: str, quota_bytes: int) -> md.Account:
    """Return an account with keys of no meaning."""
    return md.Account(
        id=who, login=login, kdf_block=b"", login_public=b"", recovery_public=b"", box_password=b"", box_recovery=b"",
        bundle_sealed=b"", bundle_public=b"", root_space=HOME, is_disabled=False, quota_bytes=quota_bytes,
        bytes_pending=0, created_ms=5,
    )  # fmt: skip


def blob(n: int, pack: int = 7) -> md.BlobRow:
    """Return a blob of ten bytes."""
    return md.BlobRow(BlockId(name(f"blob {n}")), 10, md.Place(pack, 10 * n), 0)


def at_once(*works: Callable[[], None]) -> None:
    """Do all of it, each in a thread, from one moment on; raise what one of them raised."""
    start = threading.Barrier(len(works))

    def begin(work: Callable[[], None]) -> None:
        start.wait()
        work()

    with ThreadPoolExecutor(len(works)) as threads:
        for done in [threads.submit(begin, work) for work in works]:
            done.result()


class TogetherContract:
    """Run on each store; ``store`` has two accounts that may store 1,000 bytes each, and a space of each."""

    def test_uploads_of_one_account_are_charged_once(self, store: md.MetadataStore) -> None:
        """Whoever notes the same ones: each counts once, and expires when the last of them says."""
        blobs = [blob(n) for n in range(30)]

        def note(order: list[md.BlobRow], until_ms: int) -> None:
            for _ in range(TIMES):
                with store.write(durable=False, beside=True) as tx:
                    tx.lock_accounts({ADA})
                    tx.add_blobs(order, 1)
                    tx.add_pending(ADA, {one.id: one.size_bytes for one in order}, until_ms)

        at_once(*(partial(note, blobs[::-1] if n % 2 else blobs, 100 + n) for n in range(THREADS)))
        with store.read() as tx:
            assert tx.usage(ADA).bytes_pending == 300
            assert set(tx.pending(ADA, [one.id for one in blobs]).values()) == {100 + THREADS - 1}
            assert list(tx.differing_uploads()) == []

    def test_no_quota_is_passed_by_two_together(self, store: md.MetadataStore) -> None:
        """Who looks at the figures of an account it has locked decides by what they are: 100 of 10 bytes fit, and no more."""

        def upload(thread: int) -> None:
            for n in range(40):
                one = blob(1000 * thread + n)
                with store.write(beside=True) as tx:
                    tx.lock_accounts({ADA})
                    usage = tx.usage(ADA)
                    if usage.used_bytes + one.size_bytes <= usage.quota_bytes:
                        tx.add_blobs([one], 1)
                        tx.add_pending(ADA, {one.id: one.size_bytes}, 100)

        at_once(*(partial(upload, n) for n in range(THREADS)))
        with store.read() as tx:
            assert tx.usage(ADA).used_bytes == 1000

    def test_packs_are_counted_by_what_was_added(self, store: md.MetadataStore) -> None:
        """Accounts that bring the same blobs, in whatever order, leave each of them once, in one of their packs."""

        def bring(who: AccountId, blobs: list[md.BlobRow]) -> None:
            with store.write(durable=False, beside=True) as tx:
                tx.lock_accounts({who})
                tx.add_blobs(blobs, 1)
                tx.add_pending(who, {one.id: one.size_bytes for one in blobs}, 100)

        for first in range(0, 3 * 400, 400):
            one, other = ([blob(n, pack) for n in range(first, first + 400)] for pack in (7, 8))
            at_once(partial(bring, ADA, one), partial(bring, BOB, other[::-1]))
        with store.read() as tx:
            assert list(tx.differing_packs()) == []
            assert (tx.totals().blobs, tx.totals().pack_live_bytes) == (1200, 12_000)
            assert (tx.usage(ADA).bytes_pending, tx.usage(BOB).bytes_pending) == (12_000, 12_000)

    def test_heads_move_one_after_the_other(self, store: md.MetadataStore) -> None:
        """Who has locked a space has its last head: no number is given twice, and all that was added is there."""

        def append(thread: int) -> None:
            for n in range(TIMES):
                node = NodeId(bytes((thread, n, *bytes(14))))
                with store.write(beside=True) as tx:
                    row = tx.space(HOME, lock=True)
                    assert row is not None
                    tx.lock_accounts({ADA, BOB})
                    seq = row.seq + 1
                    tx.add_records(row.key, [md.NewRecord(node, 1, name("e"), b"body")], seq)
                    tx.put_bucket_rows(row.key, {0: b"%d" % seq})
                    commit = CommitId(name(f"{thread} {n}"))
                    tx.move_head(row.key, md.HeadMove(seq, commit, b"h", 0, b"", seq, row.bytes_current + 4, 0, b""))

        at_once(*(partial(append, n) for n in range(THREADS)))
        with store.read() as tx:
            row = tx.space(HOME)
            assert row is not None
            count = THREADS * TIMES
            assert (row.seq, row.n_records, row.bytes_current) == (count, count, 4 * count)
            assert [one.from_seq for one in tx.all_records(row.key)] == list(range(1, count + 1))
            assert tx.bucket_rows(row.key) == {0: b"%d" % count}

    def test_a_challenge_is_taken_by_one(self, store: md.MetadataStore) -> None:
        """Of all who try at once; those past their time are forgotten meanwhile, by whoever comes."""
        taken: list[bytes] = []

        def try_all(thread: int) -> None:
            for n in range(TIMES):
                with store.write(beside=True) as tx:
                    tx.add_challenge(md.Challenge(name(f"old {thread} {n}"), ADA, "login", n), n)
                with store.write(beside=True) as tx:
                    if tx.take_challenge(name(f"c {n}"), ADA, "login", 50):
                        taken.append(name(f"c {n}"))

        with store.write() as tx:
            for n in range(TIMES):
                tx.add_challenge(md.Challenge(name(f"c {n}"), ADA, "login", 100), 1)
        at_once(*(partial(try_all, n) for n in range(THREADS)))
        assert sorted(taken) == sorted(name(f"c {n}") for n in range(TIMES))

    def test_a_session_is_ended_by_one(self, store: md.MetadataStore) -> None:
        """Each is told of by who ended it, and by nobody else."""
        ended: list[bytes] = []
        ids = [name(f"s {n}", 16) for n in range(20)]
        with store.write() as tx:
            for each in ids:
                tx.add_session(md.Session(each, name(each.hex()), ADA, name("d", 16), False, 1, 1, 100))  # type: ignore[arg-type]

        def end() -> None:
            with store.write(beside=True) as tx:
                ended.extend(tx.end_sessions(ADA))

        at_once(*[end] * THREADS)
        assert sorted(ended) == sorted(ids)

    def test_one_that_is_alone_sees_nothing_half_done(self, store: md.MetadataStore) -> None:
        """Those that go on beside each other are through, or have not begun: what they write in two statements is equal."""

        def write_both(who: AccountId) -> None:
            for n in range(TIMES):
                with store.write(beside=True) as tx:
                    tx.lock_accounts({who})
                    tx.add_pending(who, {blob(n).id: 10}, 100)
                    tx.put_setting(who.hex(), b"%d" % (10 * (n + 1)))

        def look() -> None:
            for _ in range(TIMES):
                with store.write() as tx:
                    for who in (ADA, BOB):
                        assert tx.usage(who).bytes_pending == int(tx.setting(who.hex()) or b"0")

        at_once(lambda: write_both(ADA), lambda: write_both(BOB), look, look)

    def test_a_reader_sees_one_moment_whatever_is_written(self, store: md.MetadataStore) -> None:
        """Sums of what is read in several questions are those of one moment."""

        def move() -> None:
            for n in range(TIMES):
                with store.write(beside=True) as tx:
                    tx.lock_accounts({ADA})
                    tx.add_pending(ADA, {blob(n).id: 10}, 100)

        def look() -> None:
            for _ in range(TIMES):
                with store.read() as tx:
                    charged = tx.usage(ADA).bytes_pending
                    assert 10 * len(tx.pending(ADA, [blob(n).id for n in range(TIMES)])) == charged
                    assert list(tx.differing_uploads()) == []

        at_once(move, look, look)


def prepared(store: md.MetadataStore) -> md.MetadataStore:
    """Return a store with two accounts and their spaces."""
    with store.write() as tx:
        for who, login, space in ((ADA, "ada", HOME), (BOB, "bob", WORK)):
            tx.add_account(account(who, login, 1000))
            tx.add_space(space, who)
    return store


class TestSqlite(TogetherContract):
    """SQLite in a file."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[md.MetadataStore]:
        """A new file."""
        with closing(SqliteMetadata(tmp_path / "server.sqlite3")) as made:
            yield prepared(made)


@pytest.mark.needs("postgresql")
class TestPostgres(TogetherContract):
    """PostgreSQL, a new database for each."""

    @pytest.fixture
    def store(self) -> Iterator[md.MetadataStore]:
        """A new database."""
        with fresh_database() as url, closing(PostgresMetadata(url)) as made:
            yield prepared(made)
