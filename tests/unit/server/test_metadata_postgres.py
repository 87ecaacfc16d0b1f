"""PostgreSQL's own side: which index answers which query, and what a transaction is begun with."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial

import psycopg
import pytest

from fakes.postgres import SERVER, fresh_database
from megadesk.model.errors import ServerUnavailable
from megadesk.model.ids import AccountId, SpaceId
from megadesk.server import metadata_postgres as mp
from megadesk.server import metadata_postgres_bulk as bulk
from megadesk.server import metadata_sql_care as care
from megadesk.server import metadata_sql_past as past
from megadesk.server import metadata_sql_rows as rows
from megadesk.server.logs import EXTRA, LOGGER
from megadesk.server.metadata_care import HELD, VERSION
from megadesk.server.metadata_postgres import PostgresMetadata
from megadesk.server.metadata_tables import bucket_rows
from megadesk.server.postgres_pool import PgConnection, connect, conninfo_of

pytestmark = pytest.mark.needs("postgresql")

FILL = """
INSERT INTO spaces SELECT n, sha256(n::text::bytea), sha256('o'), 9, '', '', 0, '', 0, 0, 0, '', 1, 1
  FROM generate_series(1, 40) n;
INSERT INTO accounts SELECT decode(md5(n::text), 'hex'), 'a' || n, '', '', '', '', '', '', '', '', 0, 0, 0, 0
  FROM generate_series(1, 2000) n;
INSERT INTO members SELECT decode(md5(n::text), 'hex'), 1 + n % 40, 3 FROM generate_series(1, 2000) n;
INSERT INTO sessions SELECT decode(md5(n::text), 'hex'), sha256(n::text::bytea), decode(md5(n::text), 'hex'), '', 0, 0, 0, 99
  FROM generate_series(1, 2000) n;
INSERT INTO records(space, bucket, id, version, element, from_seq, to_seq, body, standing)
  SELECT CASE WHEN n % 20 = 0 THEN 2 + n % 39 ELSE 1 END, n % 65536, decode(md5(n::text), 'hex'), 1,
         sha256(n::text::bytea), 1 + n / 100, CASE WHEN n % 3 = 0 THEN 2 + n / 50 END, repeat('b', 300)::bytea,
         CASE WHEN n % 3 = 0 AND n % 5 < 3 THEN n % 5 ELSE 0 END FROM generate_series(1, 40000) n;
INSERT INTO bucket_rows SELECT 1, n, repeat('d', 200)::bytea FROM generate_series(0, 255) n;
INSERT INTO commits SELECT 1, n, '', '', 0, '', 'ops', n FROM generate_series(1, 3000) n;
INSERT INTO blobs SELECT sha256(n::text::bytea), 9, n % 90, 0, 0, 0 FROM generate_series(1, 20000) n;
INSERT INTO blob_refs SELECT sha256(n::text::bytea), 1 + n % 40, 1, 1 FROM generate_series(1, 20000) n;
INSERT INTO uploads_pending SELECT decode(md5((n % 9)::text), 'hex'), sha256(n::text::bytea), 9, n
  FROM generate_series(1, 9000) n;
INSERT INTO orphans(blob, since_ms, is_dying) SELECT sha256(n::text::bytea), n, n % 2 FROM generate_series(1, 4000) n;
INSERT INTO packs SELECT n, 1, 9, 0 FROM generate_series(1, 4000) n;
INSERT INTO challenges SELECT sha256(n::text::bytea), '', 'login', n FROM generate_series(1, 4000) n;
"""
"""Nearly all records in one space of forty, as a company's has them beside those of its people."""

CURRENT, KEPT = "ix_records_current", "ix_records_kept"
PLANS = {
    rows.SESSION: ["ix_sessions_token_sha256", "pk_accounts"],
    rows.BUCKET_ROWS: ["pk_bucket_rows"],
    rows.BUCKET_ROWS_OF: ["pk_bucket_rows"],
    bulk.ELEMENTS: [f"Index Only Scan using {CURRENT}"],
    rows.RECORDS_FROM: [CURRENT],
    rows.BLOBS: ["pk_blobs"],
    bulk.PENDING: ["pk_uploads_pending"],
    rows.REFS: ["pk_blob_refs"],
    rows.REFERRED: ["pk_blob_refs"],
    rows.MOVE_BLOB: ["pk_blobs"],
    past.COMMIT_TIME: ["commits"],
    past.ENDED: ["ix_records_ended"],
    past.BEGUN: ["ix_records_begun"],
    past.RECORDS_AT_CURRENT: [CURRENT],
    past.RECORDS_AT_KEPT: [KEPT],
    past.ELEMENTS_AT_CURRENT: [CURRENT],
    past.ELEMENTS_AT_KEPT: [KEPT],
    past.VERSIONS_KEPT: [KEPT],
    past.VERSION_CURRENT: [CURRENT],
    care.FIRST_STORED_AFTER: ["commits"],
    care.ENDED_UNTIL: ["ix_records_ended"],
    care.ENDED_ROWS: [KEPT],
    care.JUDGED[VERSION]: ["ix_records_version"],
    care.JUDGED[HELD]: ["ix_records_held"],
    care.OPS_SIZES: ["commits"],
    care.FORGET_OPS: ["commits"],
    care.EXPIRED_UPLOADS: ["pk_uploads_pending"],
    care.DROP_UPLOAD: ["pk_uploads_pending"],
    care.ORPHANS: ["ix_orphans_since_ms"],
    care.DYING: ["ix_orphans_since_ms"],
    care.SOME_PACKS: ["pk_packs"],
    bulk.CURRENT_BODIES: [CURRENT],
    bulk.CLOSE_RECORDS: [CURRENT, "pk_records"],
    bulk.BLOBS_IN_REACH: ["pk_blobs", "pk_uploads_pending", "pk_blob_refs", "members"],
    bulk.ADD_PENDING: ["pk_uploads_pending", "pk_accounts"],
    bulk.TAKE_PENDING: ["pk_uploads_pending", "pk_accounts"],
    bulk.SET_STANDINGS: ["pk_records"],
    bulk.REMOVE_RECORDS: ["pk_records"],
    bulk.DROP_REFS: ["pk_blob_refs"],
    mp.EXPIRE_CHALLENGES: ["ix_challenges_expires_ms", "pk_challenges"],
    mp.COMMIT_SIZES: ["commits"],
}
SORTED = {rows.REFERRED}
"""What is answered by few rows, in no order that an index has."""
STREAMED = {
    rows.RECORDS_FROM, past.ENDED, past.BEGUN, past.RECORDS_AT_CURRENT, past.RECORDS_AT_KEPT, past.ELEMENTS_AT_CURRENT,
    past.ELEMENTS_AT_KEPT, past.VERSIONS_KEPT, past.VERSION_CURRENT,
}  # fmt: skip
"""What is asked by cursors, each planned for itself."""
SAMPLES = {
    "bigint": "1", "integer": "1", "smallint": "1", "bytea": "''", "text": "'a'",
    "bytea[]": "ARRAY['', '1']::bytea[]", "integer[]": "ARRAY[1, 2]", "bigint[]": "ARRAY[1, 2]",
}  # fmt: skip


@pytest.fixture(scope="module", params=["", "ANALYZE"], ids=["uncounted", "counted"])
def filled(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database with enough in it for a wrong plan to seem right, as after a first large upload, and later.

    Its address, and no connection: other tests of the run stop the server in between.
    """
    with fresh_database() as url:
        PostgresMetadata(url).close()
        with connect(conninfo_of(url)) as connection:
            connection.execute(FILL + request.param, prepare=False)
        yield url


def plan(connection: PgConnection, statement: str, mode: str) -> str:
    """Return how a statement is carried out, planned for its values or for any."""
    words, count = mp.in_words(statement), statement.count("?") + statement.count("{}")
    numbered = words.replace("%b", "${}").format(*range(1, count + 1))
    connection.execute(f"SET plan_cache_mode = {mode}")
    connection.execute(f"PREPARE asked AS {numbered}", prepare=False)
    try:
        found = "SELECT parameter_types::text[] FROM pg_prepared_statements WHERE name = 'asked'"
        ((types,),) = connection.execute(found).fetchall()
        values = f"({', '.join(SAMPLES[one] for one in types)})" if types else ""
        explained = f"EXECUTE asked{values}"
        if statement in STREAMED:
            numbered = re.sub(r"\$(\d+)", lambda found: SAMPLES[types[int(found[1]) - 1]], numbered)
            explained = f"DECLARE c CURSOR FOR {numbered}"
        return "\n".join(line for (line,) in connection.execute(f"EXPLAIN {explained}", prepare=False))
    finally:
        connection.execute("DEALLOCATE asked; RESET plan_cache_mode", prepare=False)


@pytest.mark.parametrize("mode", ["force_custom_plan", "force_generic_plan"])
@pytest.mark.parametrize("statement", PLANS, ids=lambda one: one[:40])
def test_hot_queries_use_their_index(filled: str, statement: str, mode: str) -> None:
    """Never all of a table, and no sorting of what an index has in order, whether planned for these values or for all."""
    with connect(conninfo_of(filled)) as connection:
        text = plan(connection, statement, mode)
    assert "Seq Scan" not in text, text
    assert "Sort" not in text or statement in SORTED, text
    assert "Hash" not in text.replace("HashAggregate", ""), text
    assert not re.search(r"Filter:.*(ANY| w\.)", text), text
    for part in PLANS[statement]:
        assert part in text, text


def test_reads_cannot_write_and_writes_see_what_was_committed() -> None:
    """One moment for who reads; for who writes, what stands when each statement is run."""
    with fresh_database() as url, closing(PostgresMetadata(url)) as store:
        with store.read() as tx:
            assert tx._c.execute("SHOW transaction_isolation").fetchone() == ("repeatable read",)
            assert tx._c.execute("SHOW transaction_read_only").fetchone() == ("on",)
        with store.write() as tx:
            assert tx._c.execute("SHOW transaction_isolation").fetchone() == ("read committed",)
            assert tx._c.execute("SHOW synchronous_commit").fetchone() == ("on",)
        with store.write(durable=False, beside=True) as tx:
            assert tx._c.execute("SHOW synchronous_commit").fetchone() == ("off",)
        with store.write() as tx:
            assert tx._c.execute("SHOW synchronous_commit").fetchone() == ("on",)


def _refused(store: PostgresMetadata) -> None:
    with store.read() as tx:
        tx.put_setting("a", b"1")


def test_a_reading_transaction_writes_nothing() -> None:
    """The database holds to it."""
    with fresh_database() as url, closing(PostgresMetadata(url)) as store:
        with pytest.raises(ServerUnavailable):
            _refused(store)
        with store.read() as tx:
            assert tx.setting("a") is None


def test_a_long_answer_is_not_in_memory_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes a page at a time, others may be asked in between, and whoever has seen enough stops."""
    monkeypatch.setattr(mp, "_PAGE", 3)
    with fresh_database() as url, closing(PostgresMetadata(url)) as store:
        with store.write() as tx:
            key = tx.add_space(SpaceId(bytes(32)), AccountId(bytes(16))).key
            tx.fill(bucket_rows, [(key, n, b"d") for n in range(10)])
        with store.read() as tx:
            one, other = tx.rows(bucket_rows), tx.rows(bucket_rows)
            pairs = [(next(one)[1], next(other)[1]) for _ in range(7)]
            assert pairs == [(n, n) for n in range(7)]
            assert len(tx.bucket_rows(key)) == 10
            assert [row[1] for row in one] == [7, 8, 9]
            assert len(list(tx.rows(bucket_rows))) == 10
        with store.write() as tx:
            assert len(list(tx.rows(bucket_rows))) == 10


def test_writes_go_on_beside_each_other_on_other_rows() -> None:
    """Two that say so are open at once; either is there when it ends."""
    with fresh_database() as url, closing(PostgresMetadata(url)) as store:
        with store.write(beside=True) as one, store.write(beside=True) as other:
            one.put_setting("a", b"1")
            other.put_setting("b", b"2")
        with store.read() as tx:
            assert (tx.setting("a"), tx.setting("b")) == (b"1", b"2")


def test_a_broken_index_is_found() -> None:
    """The check asks the database, not only for what is in its tables."""
    with fresh_database() as url, closing(PostgresMetadata(url)) as store:
        with store.read() as tx:
            assert tx.check() == []
        with psycopg.connect(url) as connection:
            connection.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_records_begun'::regclass")
        with store.read() as tx:
            assert tx.check() == ["the index ix_records_begun is not whole"]


def test_the_store_outlives_its_database() -> None:
    """Stopped under it, it says so; started again, it goes on with what was committed."""
    with fresh_database() as url, closing(PostgresMetadata(url)) as store:
        put = partial(_put, store)
        put(b"1")
        SERVER.stop()
        try:
            with pytest.raises(ServerUnavailable):
                put(b"2")
            with pytest.raises(ServerUnavailable):
                _refused(store)
        finally:
            SERVER.start()
        with store.read() as tx:
            assert tx.setting("a") == b"1"
        put(b"3")
        with store.read() as tx:
            assert tx.setting("a") == b"3"


def _put(store: PostgresMetadata, value: bytes) -> None:
    with store.write() as tx:
        tx.put_setting("a", value)


@pytest.mark.parametrize(("ahead_s", "told"), [(0, []), (90, [90]), (-90, [-90])])
def test_a_clock_that_is_off_is_said(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, ahead_s: int, told: list[int]
) -> None:
    """At the start: of two processes whose clocks differ one calls the other's logins too late, and people a wrong password."""
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + ahead_s)
    with fresh_database() as url:
        PostgresMetadata(url).close()
    assert [vars(line)[EXTRA]["seconds"] for line in caplog.records if line.name == LOGGER] == told


def test_where_nobody_may_write_nothing_is_written() -> None:
    """Not by who has asked for such a session himself, as of a copy: it is said that nothing can be written there now."""
    with fresh_database() as url:
        PostgresMetadata(url).close()
        only = f"{url}&target_session_attrs=any&options=-c%20default_transaction_read_only%3Don"
        with closing(PostgresMetadata(only)) as store:
            with pytest.raises(ServerUnavailable) as refused:
                _put(store, b"1")
            assert refused.value.arguments["reason"] == "read_only"
            with store.read() as tx:
                assert tx.setting("a") is None


def test_a_write_whose_connection_is_ended_leaves_nothing() -> None:
    """By the operator, or by the database itself in the middle of a transaction."""
    with fresh_database() as url, closing(PostgresMetadata(url)) as store:
        with pytest.raises(ServerUnavailable), store.write(beside=True) as tx:
            _end_own(tx, url)
        with store.read() as tx:
            assert tx.setting("a") is None


def _end_own(tx: mp.PostgresTransaction, url: str) -> None:
    tx.put_setting("a", b"1")
    with psycopg.connect(url) as other:
        other.execute("SELECT pg_terminate_backend(%s)", (tx._c.info.backend_pid,))
    tx.put_setting("b", b"2")
