"""SQLite's own side: the schema's history, and which index answers which query."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from megadesk.model.errors import Damaged, DiskFull, ServerUnavailable, TooNew
from megadesk.server import metadata_sql_care as care
from megadesk.server import metadata_sql_past as past
from megadesk.server import metadata_sql_rows as rows
from megadesk.server import metadata_sqlite as ms
from megadesk.server import migrations, revisions
from megadesk.server.backup import copy_database
from megadesk.server.metadata_care import HELD, VERSION
from megadesk.server.metadata_sqlite import SqliteMetadata
from megadesk.server.metadata_tables import metadata

IN = "?,?"
PLANS = {
    rows.SESSION: ["ix_sessions_token_sha256", "sqlite_autoindex_accounts_1"],
    rows.BUCKET_ROWS: ["bucket_rows"],
    rows.BUCKET_ROWS_OF.format(IN): ["bucket_rows"],
    rows.ELEMENTS.format(IN): ["COVERING INDEX ix_records_current (space=? AND bucket=?)"],
    ms.CURRENT_BODY: ["ix_records_current (space=? AND bucket=? AND id=?)"],
    rows.RECORDS_FROM: ["ix_records_current (space=? AND bucket>?)"],
    past.COMMIT_TIME: ["sqlite_autoindex_commits_1 (space=? AND seq=?)"],
    past.ENDED: ["ix_records_ended (space=? AND to_seq>? AND to_seq<?)"],
    past.BEGUN: ["ix_records_begun (space=? AND from_seq>? AND from_seq<?)"],
    past.RECORDS_AT_CURRENT: ["ix_records_current (space=? AND bucket>?)"],
    past.RECORDS_AT_KEPT: ["ix_records_kept (space=? AND bucket>?)"],
    past.ELEMENTS_AT_CURRENT: ["ix_records_current (space=?)"],
    past.ELEMENTS_AT_KEPT: ["ix_records_kept (space=?)"],
    past.VERSIONS_KEPT: ["ix_records_kept (space=? AND bucket=? AND id=? AND from_seq>?)"],
    past.VERSION_CURRENT: ["ix_records_current (space=? AND bucket=? AND id=?)"],
    ms.CLOSE_RECORD: ["ix_records_current (space=? AND bucket=? AND id=?)"],
    rows.BLOBS.format(IN): ["SEARCH blobs USING PRIMARY KEY (id=?)"],
    ms.BLOBS_IN_REACH.format(IN): [
        "SEARCH b USING PRIMARY KEY (id=?)", "SEARCH p USING PRIMARY KEY (account=? AND blob=?)",
        "SEARCH r USING PRIMARY KEY (blob=?", "(space=? AND account=?)",
    ],
    rows.PENDING.format(IN): ["PRIMARY KEY (account=? AND blob=?)"],
    ms.TAKE_PENDING.format(IN): ["PRIMARY KEY (account=? AND blob=?)"],
    rows.REFS.format(IN): ["PRIMARY KEY (blob=? AND space=?)"],
    rows.REFERRED.format(IN): ["SEARCH blob_refs USING PRIMARY KEY (blob=?)"],
    care.FIRST_STORED_AFTER: ["COVERING INDEX ix_commits_stored_ms (space=? AND seq>?)"],
    care.ENDED_UNTIL: ["ix_records_ended (space=? AND to_seq>? AND to_seq<?)"],
    care.ENDED_ROWS: ["ix_records_kept (space=? AND bucket=? AND id=? AND from_seq<?)"],
    care.JUDGED[VERSION]: ["INDEX ix_records_version (space=?)"],
    care.JUDGED[HELD]: ["INDEX ix_records_held (space=?)"],
    care.OPS_SIZES: ["(space=? AND seq>? AND seq<?)"],
    care.PULL_FORWARD: ["ix_commits_stored_ms (space=? AND seq>?)"],
    care.FORGET_OPS: ["(space=? AND seq>? AND seq<?)"],
    care.EXPIRED_UPLOADS: ["SEARCH uploads_pending USING PRIMARY KEY ((account,blob)>(?,?))"],
    care.DROP_UPLOAD: ["SEARCH uploads_pending USING PRIMARY KEY (account=? AND blob=?)"],
    care.ORPHANS: ["ix_orphans_since_ms (is_dying=? AND since_ms<?)"],
    care.DYING: ["ix_orphans_since_ms (is_dying=?)"],
    care.SOME_PACKS.format("?,?"): ["SEARCH packs USING INTEGER PRIMARY KEY (rowid=?)"],
    rows.MOVE_BLOB: ["SEARCH blobs USING PRIMARY KEY (id=?)"],
}  # fmt: skip


@pytest.mark.parametrize("statement", PLANS, ids=lambda one: one[:40])
def test_hot_queries_use_their_index(tmp_path: Path, statement: str) -> None:
    """Without statistics, as in a new file: never a scan, never a sort, the index that fits."""
    path = tmp_path / "s.sqlite3"
    SqliteMetadata(path).close()
    with sqlite3.connect(path) as raw:
        parameters = [b""] * statement.count("?")
        plan = [row[3] for row in raw.execute("EXPLAIN QUERY PLAN " + statement, parameters)]
    raw.close()
    text = "\n".join(plan)
    assert "SCAN" not in text
    assert "TEMP B-TREE" not in text
    for part in PLANS[statement]:
        assert part in text, text


def test_migrations_make_just_the_tables(tmp_path: Path) -> None:
    """The schema's history and the tables in the code say the same, indexes included."""
    path = tmp_path / "s.sqlite3"
    SqliteMetadata(path).close()
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    direct = sa.create_engine("sqlite://")
    metadata.create_all(direct)
    made, wanted = indexes(engine), indexes(direct)
    assert made == wanted
    assert made["ix_records_current"].endswith("WHERE to_seq IS NULL")
    assert made["ix_records_kept"].endswith("WHERE to_seq IS NOT NULL")
    assert made["ix_records_ended"].endswith("WHERE to_seq IS NOT NULL AND standing = 0")
    assert made["ix_records_held"].endswith("WHERE standing = 2")


def indexes(engine: sa.Engine) -> dict[str, str]:
    """Return the SQL of each index by name, and let go of the engine."""
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql > ''").all()
    engine.dispose()
    return {name: " ".join(sql.split()) for name, sql in rows}


def test_offsets_of_what_is_not_in_a_pack_become_generations(tmp_path: Path) -> None:
    """What was lost from a pack, or came back from there into a file, kept an offset that meant nothing: now it is 0."""
    engine = ms.engine_over(lambda: ms._connect(tmp_path / "s.sqlite3"))
    revisions.upgrade(engine, "0004")
    with engine.begin() as raw:
        for blob, pack, offset in ((b"a", 7, 36), (b"b", 0, 36), (b"c", -1, 40), (b"d", 0, 0)):
            raw.exec_driver_sql("INSERT INTO blobs VALUES (?, 10, ?, ?, 0, 5)", (blob, pack, offset))
        raw.exec_driver_sql("INSERT INTO orphans VALUES (x'00', 5, 1)")
    revisions.upgrade(engine)
    with engine.begin() as raw:
        assert raw.exec_driver_sql('SELECT "offset" FROM blobs ORDER BY id').scalars().all() == [36, 0, 0, 0]
        assert raw.exec_driver_sql("SELECT generation FROM orphans").scalars().all() == [0]
    revisions.downgrade(engine, "0004")
    engine.dispose()


def test_what_was_stored_before_times_were_noted_counts_as_stored_now(tmp_path: Path) -> None:
    """Nothing is thrown away because of an update; what packs hold is counted; and all of it can be taken back."""
    path = tmp_path / "s.sqlite3"
    engine = ms.engine_over(lambda: ms._connect(path))
    revisions.upgrade(engine, "0001")
    with engine.begin() as raw:
        raw.exec_driver_sql("INSERT INTO commits VALUES (1, 1, x'00', x'00', 5, x'00', x'00')")
        for blob, pack in ((b"a", 7), (b"b", 7), (b"c", 0)):
            raw.exec_driver_sql("INSERT INTO blobs VALUES (?, 10, ?, 0, 0, 5)", (blob, pack))
    before_ms = time.time_ns() // 1_000_000
    revisions.upgrade(engine)
    with engine.begin() as raw:
        (stored_ms,) = raw.exec_driver_sql("SELECT stored_ms FROM commits").one()
        packs = raw.exec_driver_sql("SELECT * FROM packs").all()
    assert before_ms <= stored_ms <= time.time_ns() // 1_000_000
    assert packs == [(7, 2, 20, 0)]
    revisions.downgrade(engine, "0001")
    revisions.upgrade(engine)
    engine.dispose()


def test_a_file_with_data_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    """A migration that goes wrong finds the old file beside the new one."""
    path = tmp_path / "s.sqlite3"
    store = SqliteMetadata(path)
    with store.write() as tx:
        tx.put_setting("a", b"1")
    store.close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = 'older'")
    raw.close()
    shutil.copy(path, tmp_path / "kept")
    with pytest.raises(Exception, match="older"):
        SqliteMetadata(path)
    copy = path.with_name(f"s.sqlite3.before-{migrations.HEAD}")
    with sqlite3.connect(copy) as raw:
        assert raw.execute("SELECT value FROM settings").fetchall() == [(b"1",)]
    raw.close()


def test_a_file_of_a_newer_server_is_left_alone(tmp_path: Path) -> None:
    """Whoever goes back to an older version is told so, in a sentence."""
    path = tmp_path / "s.sqlite3"
    SqliteMetadata(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(TooNew, match="newer version of the server"):
        SqliteMetadata(path)
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*.before-*"))


def test_a_file_at_the_newest_revision_is_left_alone(tmp_path: Path) -> None:
    """It opens again with its data, without Alembic."""
    path = tmp_path / "s.sqlite3"
    for _ in range(2):
        store = SqliteMetadata(path)
        with store.write() as tx:
            n = int(tx.setting("n") or b"0")
            tx.put_setting("n", b"%d" % (n + 1))
        store.close()
    assert n == 1
    assert not list(tmp_path.glob("*.before-*"))


def test_a_write_is_on_disk_when_it_returns(tmp_path: Path) -> None:
    """The settings that make it so hold on the connection that writes."""
    store = SqliteMetadata(tmp_path / "s.sqlite3")
    with store.write() as tx:
        assert tx._c.execute("PRAGMA synchronous").fetchone() == (2,)
        assert tx._c.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    store.close()


def test_no_room_is_named(tmp_path: Path) -> None:
    """SQLite's word for a full disk becomes ours, other faults stay what they are."""
    store = SqliteMetadata(tmp_path / "s.sqlite3")
    with store.write() as tx:
        (pages,) = tx._c.execute("PRAGMA page_count").fetchone()
        tx._c.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFull), store.write() as tx:
        tx.put_setting("a", bytes(1 << 20))
    with pytest.raises(sqlite3.OperationalError), store.write() as tx:
        tx._c.execute("SELECT nonsense")
    store.close()


def test_only_what_must_be_durable_waits_for_the_disk(tmp_path: Path) -> None:
    """The one connection that writes is set anew for each transaction, also after one that came to nothing."""
    store = SqliteMetadata(tmp_path / "db")

    def waits(*, durable: bool) -> int:
        with store.write(durable=durable) as tx:
            return int(tx._c.execute("PRAGMA synchronous").fetchone()[0])

    normal, full = 1, 2
    assert [waits(durable=durable) for durable in (True, False, True)] == [full, normal, full]
    with pytest.raises(KeyError), store.write(durable=False):
        raise KeyError
    assert waits(durable=True) == full
    store.close()


@pytest.mark.parametrize("damage", ["garbage", "half", "schema", "header"])
def test_a_database_that_is_damaged_is_named_and_left_as_it_is(tmp_path: Path, damage: str) -> None:
    """Whatever is wrong with it: one error with its path, and not a byte of it changed."""
    path = tmp_path / "server.sqlite3"
    SqliteMetadata(path).close()
    whole = path.read_bytes()
    spoilt = {
        "garbage": b"x" * len(whole),
        "half": whole[: len(whole) // 2],
        "schema": whole.replace(b"CREATE TABLE", b"CREATE T\xc0BLE"),
        "header": whole[:100] + bytes(4000) + whole[4100:],
    }[damage]
    path.write_bytes(spoilt)
    with pytest.raises(Damaged) as caught:
        SqliteMetadata(path)
    assert str(path) in caught.value.detail
    assert path.read_bytes() == spoilt


@pytest.mark.parametrize(
    ("content", "reason"), [(None, "unreached"), (b"x" * 8192, "damaged")], ids=["gone", "damaged"]
)
def test_what_became_of_its_file_is_said(tmp_path: Path, content: bytes | None, reason: str) -> None:
    """To who asks whether it is ready: as the reason, and no other file is made in its place."""
    path = tmp_path / "server.sqlite3"
    with closing(SqliteMetadata(path)) as store:
        path.unlink()
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(ServerUnavailable) as refused:
            store.check_ready()
        assert refused.value.arguments["reason"] == reason
        assert path.exists() == (content is not None)


def test_nobody_else_on_the_machine_can_read_it(tmp_path: Path) -> None:
    """Wraps to guess passwords at, and secrets of second factors: the file, its log and what migrations copy are private."""
    path = tmp_path / "s.sqlite3"
    before = os.umask(0o022)
    try:
        store = SqliteMetadata(path)
        with store.write() as tx:
            tx.put_setting("a", b"1")
        modes = {one.name: one.stat().st_mode & 0o777 for one in tmp_path.iterdir()}
        store.close()
        engine = ms.engine_over(lambda: ms._connect(path))
        revisions.downgrade(engine, "0001")
        engine.dispose()
        with closing(SqliteMetadata(path)) as again, again.read() as tx:
            assert tx.setting("a") == b"1"
        modes |= {one.name: one.stat().st_mode & 0o777 for one in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert len(modes) >= 3
    assert set(modes.values()) == {0o600}, modes


def test_nobody_else_can_read_a_copy_while_it_is_made(tmp_path: Path) -> None:
    """A folder for backups that somebody else made may be open to all; copying a large database takes its time."""
    store = SqliteMetadata(tmp_path / "s.sqlite3")
    seen: list[int] = []
    before = os.umask(0o022)
    try:
        copy_database(store, tmp_path / "copy", lambda: seen.append((tmp_path / "copy").stat().st_mode & 0o777))
    finally:
        os.umask(before)
        store.close()
    assert seen
    assert set(seen) == {0o600}
