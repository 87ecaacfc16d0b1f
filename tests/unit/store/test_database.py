"""The database file: made, refused, set aside; its transactions; its errors."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from megadesk.model.errors import AccessDenied, Damaged, DiskFull, FileBusy, OurBug, TooNew
from megadesk.store import database as module
from megadesk.store.database import Database
from megadesk.store.migrations import MIGRATIONS
from megadesk.store.settings import Settings

WHOLE = ["state.db", "state.db-digest"]
"""What a database leaves behind that was closed."""

posix = pytest.mark.xfail(sys.platform == "win32", reason="modes and links of POSIX", strict=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database of a profile is; its folder is not there yet."""
    return tmp_path / "profile" / "state.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    """A fresh database, closed afterwards."""
    opened = Database.open(path)
    yield opened
    opened.close()


def put(database: Database, key: str) -> None:
    """Store one thing."""
    Settings(database).set(key, value=True)


def has(database: Database, key: str) -> bool:
    """Whether that thing is there."""
    return Settings(database).get(key, bool) is True


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def of_version(number: int) -> tuple[str, str]:
    """Return the statements that make a database one of another version."""
    return f"PRAGMA user_version = {number}", f"PRAGMA application_id = {module.mark_of(number)}"


def leave_open(path: Path, *statements: str) -> None:
    """Run statements in another process that ends without closing: its log stays behind."""
    code = "import os, sqlite3, sys\nc = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
    code += "c.execute('PRAGMA wal_autocheckpoint = 0')\n"
    code += "for s in sys.argv[2:]: c.execute(s)\nos._exit(0)\n"
    subprocess.run([sys.executable, "-c", code, str(path), *statements], check=True)


def break_pages(path: Path) -> None:
    """Overwrite the pages of all tables and indexes but not the schema, as a dying disk might."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        roots = [row[0] for row in connection.execute("SELECT rootpage FROM sqlite_master WHERE rootpage > 1")]
    with path.open("r+b") as file:
        for root in roots:
            file.seek((root - 1) * 4096)
            file.write(b"\xaa" * 4096)


# -- opening ----------------------------------------------------------------------------------------------------------


def test_what_is_written_is_there_after_opening_again(path: Path) -> None:
    """A database keeps what it was given, and was not set aside."""
    first = Database.open(path)
    put(first, "kept")
    first.close()
    again = Database.open(path)
    assert has(again, "kept")
    assert first.was_set_aside is None
    assert again.was_set_aside is None
    again.close()
    assert sorted(files(path.parent)) == WHOLE


@posix
def test_only_the_owner_can_read_it(path: Path) -> None:
    """The file, its log and its index are private, whatever the umask says, and a file that was not becomes so."""
    path.parent.mkdir(mode=0o700)
    path.touch(0o644)
    path.chmod(0o644)
    before = os.umask(0)
    try:
        database = Database.open(path)
        put(database, "x")
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
        database.close()
    finally:
        os.umask(before)
    assert modes == {"state.db": 0o600, "state.db-wal": 0o600, "state.db-shm": 0o600}


def test_commits_are_durable_and_rows_belong_together(database: Database) -> None:
    """The connections are set up for what the room promises."""
    with database.write() as writer:
        asked = {
            name: writer.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.row(209)
def test_newer_database_is_refused_untouched(path: Path) -> None:
    """A database of a newer megadesk is TooNew, and its bytes are as they were."""
    Database.open(path).close()
    leave_open(path, *of_version(len(MIGRATIONS) + 1), "PRAGMA wal_checkpoint(TRUNCATE)")
    before = path.read_bytes()
    with pytest.raises(TooNew):
        Database.open(path)
    assert path.read_bytes() == before


def test_newer_version_in_the_log_is_refused_untouched(path: Path) -> None:
    """Also when the newer version stands only in the log of a process that was killed: neither file is changed."""
    Database.open(path).close()
    leave_open(path, *of_version(len(MIGRATIONS) + 1))
    names = [path, path.with_name("state.db-wal")]
    before = [name.read_bytes() for name in names]
    with pytest.raises(TooNew):
        Database.open(path)
    assert [name.read_bytes() for name in names] == before


@pytest.mark.parametrize("bit", range(32))
def test_flipped_version_is_damage(path: Path, bit: int) -> None:
    """Neither a newer version, which would ask for an update for ever, nor an older one, whose scripts would fail."""
    Database.open(path).close()
    raw = sqlite3.connect(path)
    flipped = (len(MIGRATIONS) ^ (1 << bit)) - (1 << 32 if bit == 31 else 0)
    raw.execute(f"PRAGMA user_version = {flipped}")
    raw.close()
    database = Database.open(path)
    assert database.was_set_aside is not None
    database.close()


def test_database_without_a_mark_gets_one(path: Path) -> None:
    """One of before there were marks is as good as any, and marked from then on."""
    Database.open(path).close()
    leave_open(path, "PRAGMA application_id = 0")
    database = Database.open(path)
    assert database.was_set_aside is None
    with database.read() as reader:
        assert reader.execute("PRAGMA application_id").fetchone() == (module.mark_of(len(MIGRATIONS)),)
    database.close()


def test_migrations_run_once_and_in_order(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An older database runs what it has not seen and keeps what it has."""
    first = Database.open(path)
    put(first, "kept")
    first.close()
    monkeypatch.setattr(module, "MIGRATIONS", (*MIGRATIONS, "CREATE TABLE later (a);", "INSERT INTO later VALUES (7);"))
    for _ in range(2):
        database = Database.open(path)
        with database.read() as reader:
            assert reader.execute("SELECT a FROM later").fetchall() == [(7,)]
            assert reader.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS) + 2,)
        assert has(database, "kept")
        database.close()


def test_failed_migration_leaves_the_version_before(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A script that fails half-way has done nothing; the ones before it are done; a mended one completes."""
    Database.open(path).close()
    later = "CREATE TABLE later (a); INSERT INTO later VALUES (7);"
    monkeypatch.setattr(module, "MIGRATIONS", (*MIGRATIONS, later, "DELETE FROM later; CREATE TABLE pairs (x);"))
    with pytest.raises(OurBug):
        Database.open(path)
    monkeypatch.setattr(module, "MIGRATIONS", (*MIGRATIONS, later, "UPDATE later SET a = a + 1;"))
    database = Database.open(path)
    with database.read() as reader:
        assert reader.execute("SELECT a FROM later").fetchall() == [(8,)]
    database.close()


@pytest.mark.parametrize(
    "content", [b"not a database at all", b"SQLite format 3\x00" + b"\x00" * 5000], ids=["text", "torn"]
)
@pytest.mark.row(208)
def test_damaged_file_is_set_aside(path: Path, content: bytes) -> None:
    """What is no database is renamed whole, the caller is told where to, and a fresh one works in its place."""
    path.parent.mkdir(mode=0o700)
    path.write_bytes(content)
    database = Database.open(path)
    assert database.was_set_aside == path.with_name("state.db.damaged-1")
    assert database.was_set_aside.read_bytes() == content
    put(database, "works")
    assert has(database, "works")
    database.close()


def test_each_damaged_file_is_kept(path: Path) -> None:
    """A second damaged file does not replace the first."""
    path.parent.mkdir(mode=0o700)
    for number in (1, 2):
        path.write_bytes(b"damaged %d" % number)
        Database.open(path).close()
        assert path.with_name(f"state.db.damaged-{number}").read_bytes() == b"damaged %d" % number
    assert path.with_name("state.db.damaged-1").read_bytes() == b"damaged 1"


def test_broken_pages_are_found_after_a_kill(path: Path) -> None:
    """Damage inside the file is noticed at the next start if the last use was cut off; the log goes aside too."""
    Database.open(path).close()
    break_pages(path)
    leave_open(path, "PRAGMA user_version = 1")
    database = Database.open(path)
    assert database.was_set_aside is not None
    assert not has(database, "kept")
    database.close()
    assert "state.db-wal" not in files(path.parent)


def test_damage_met_in_use_is_checked_at_the_next_start(path: Path) -> None:
    """A database whose damage shows only while it is read is set aside when it is opened next."""
    Database.open(path).close()
    database = Database.open(path)
    assert database.was_set_aside is None
    break_pages(path)
    with pytest.raises(Damaged):
        has(database, "x")
    database.close()
    again = Database.open(path)
    assert again.was_set_aside == path.with_name("state.db.damaged-1")
    put(again, "works")
    again.close()
    third = Database.open(path)
    assert third.was_set_aside is None
    assert has(third, "works")
    third.close()


def test_row_that_makes_no_sense_is_damage(path: Path) -> None:
    """No check of pages finds it: whoever reads it is told, and the database is set aside when it is opened next."""
    first = Database.open(path)
    put(first, "works")
    with pytest.raises(Damaged), first.read():
        raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
    assert first.has_met_damage
    first.close()
    again = Database.open(path)
    assert again.was_set_aside == path.with_name("state.db.damaged-1")
    again.close()
    third = Database.open(path)
    assert (third.was_set_aside, third.has_met_damage) == (None, False)
    third.close()


def test_schema_that_is_no_text_is_damage(path: Path) -> None:
    """What sqlite3 says of it cannot be decoded; it is set aside all the same."""
    Database.open(path).close()
    content = path.read_bytes()
    assert b"CREATE TABLE settings" in content
    path.write_bytes(content.replace(b"CREATE TABLE settings", b"CREATE TABLE \xc0\xff(ttings"))
    database = Database.open(path)
    assert database.was_set_aside is not None
    database.close()


@pytest.mark.parametrize(
    ("name", "spoilt"), [(b"CREATE TABLE departed", b"CREATE TABLE deparued"), (b"created_ms", b"cre`ted_ms")]
)
def test_tables_of_other_names_are_damage(path: Path, name: bytes, spoilt: bytes) -> None:
    """A flipped bit in the name of a table or a column is found when it is opened, not by the first that asks."""
    Database.open(path).close()
    content = path.read_bytes()
    assert name in content
    path.write_bytes(content.replace(name, spoilt))
    database = Database.open(path)
    assert database.was_set_aside is not None
    database.close()


def test_what_is_given_up_is_set_aside(path: Path) -> None:
    """Whoever finds that its rows make no sense together has another one next time."""
    first = Database.open(path)
    first.give_up()
    again = Database.open(path)
    assert again.was_set_aside is not None
    again.close()


def put_and_fail(database: Database) -> None:
    """Have a transaction undone that had begun to change something."""
    with database.write() as connection:
        connection.execute("INSERT INTO settings VALUES ('b', '1')")
        raise ZeroDivisionError


def test_changes_of_a_table_are_told_after_they_are_durable(path: Path) -> None:
    """Insertions, updates and removals; nothing of what was undone, or happened to other tables."""
    database = Database.open(path)
    told: list[int] = []
    database.follow(["settings"], lambda: told.append(len(told)))
    for statement in (
        "INSERT INTO settings VALUES ('a', '1')", "UPDATE settings SET value = '2'", "DELETE FROM settings",
    ):  # fmt: skip
        with database.write() as connection:
            connection.execute(statement)
    assert told == [0, 1, 2]
    with pytest.raises(ZeroDivisionError):
        put_and_fail(database)
    with database.write() as connection:
        connection.execute("DELETE FROM spaces")
    assert told == [0, 1, 2]
    database.close()


def test_whole_database_passes_its_check(path: Path) -> None:
    """A kill alone damages nothing: the file is checked, kept, and no longer under suspicion."""
    first = Database.open(path)
    put(first, "kept")
    first.close()
    leave_open(path, "DELETE FROM settings WHERE key = 'other'", "INSERT INTO settings VALUES ('killed', 'true')")
    path.with_name("state.db-suspect").touch()
    database = Database.open(path)
    assert database.was_set_aside is None
    assert has(database, "kept")
    assert has(database, "killed")
    database.close()
    assert sorted(files(path.parent)) == WHOLE


@posix
def test_link_is_not_followed(path: Path, tmp_path: Path) -> None:
    """A link in the place of the database is refused, and what it points to is untouched."""
    target = tmp_path / "target"
    target.write_bytes(b"somebody's")
    path.parent.mkdir(mode=0o700)
    path.symlink_to(target)
    with pytest.raises(AccessDenied):
        Database.open(path)
    assert target.read_bytes() == b"somebody's"


def test_folder_in_its_place_is_refused(path: Path) -> None:
    """A folder where the file should be is AccessDenied and stays."""
    path.mkdir(parents=True, mode=0o700)
    path.parent.chmod(0o700)
    with pytest.raises(AccessDenied):
        Database.open(path)
    assert path.is_dir()


# -- transactions -----------------------------------------------------------------------------------------------------


def test_write_is_undone_by_any_error(database: Database) -> None:
    """An error inside the block passes and takes everything back; the next write works."""
    wrong = ValueError("of the caller")

    def write() -> None:
        with database.write() as writer:
            writer.execute("INSERT INTO settings VALUES ('gone', 'true')")
            raise wrong

    with pytest.raises(ValueError, match="of the caller") as caught:
        write()
    assert caught.value is wrong
    assert not has(database, "gone")
    put(database, "next")
    assert has(database, "next")


def test_write_inside_write_is_our_bug(database: Database) -> None:
    """A transaction inside a transaction is refused and undoes the outer one."""

    def write() -> None:
        with database.write() as writer:
            writer.execute("INSERT INTO settings VALUES ('outer', 'true')")
            put(database, "inner")

    with pytest.raises(OurBug):
        write()
    assert not has(database, "outer")
    assert not has(database, "inner")


def test_reader_sees_one_moment(database: Database) -> None:
    """What is written while a block reads is not seen in it, and is seen by the next one."""
    with database.read() as reader:
        assert reader.execute("SELECT count(*) FROM settings").fetchone() == (0,)
        put(database, "x")
        assert reader.execute("SELECT count(*) FROM settings").fetchone() == (0,)
    assert has(database, "x")


def test_reader_inside_write_sees_the_state_before(database: Database) -> None:
    """A read never waits for the writer, not even for its own thread's."""
    with database.write() as writer:
        writer.execute("INSERT INTO settings VALUES ('x', 'true')")
        assert not has(database, "x")
    assert has(database, "x")


def test_reader_cannot_write(database: Database) -> None:
    """A connection for reading refuses to write."""
    with pytest.raises(AccessDenied), database.read() as reader:
        reader.execute("INSERT INTO settings VALUES ('x', 'true')")
    assert not has(database, "x")


def test_writers_take_turns(database: Database) -> None:
    """Threads that read and write the same number lose no step."""
    with database.write() as writer:
        writer.execute("INSERT INTO settings VALUES ('n', 0)")

    def count() -> None:
        for _ in range(25):
            with database.write() as writer:
                (at,) = writer.execute("SELECT value FROM settings WHERE key = 'n'").fetchone()
                writer.execute("UPDATE settings SET value = ? WHERE key = 'n'", (at + 1,))

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as reader:
        assert reader.execute("SELECT value FROM settings WHERE key = 'n'").fetchone() == (100,)


def test_readers_are_used_again(database: Database) -> None:
    """Reading one after the other opens one connection, also from threads that have ended since."""
    for _ in range(5):
        thread = threading.Thread(target=has, args=(database, "x"))
        thread.start()
        thread.join()
    assert len(database._readers) == 1


def test_close_may_be_repeated_and_ends_all_use(path: Path) -> None:
    """After close the log is gone and use is OurBug, also for a reader that was still at work."""
    database = Database.open(path)
    put(database, "x")
    with database.read() as reader:
        database.close()
        assert reader.execute("SELECT count(*) FROM settings").fetchone() == (1,)
    database.close()
    with pytest.raises(OurBug):
        put(database, "y")
    with pytest.raises(OurBug):
        has(database, "x")
    assert list(files(path.parent)) == ["state.db"]


def test_close_inside_write_is_our_bug(database: Database) -> None:
    """A transaction cannot close the database under itself."""
    with pytest.raises(OurBug), database.write():
        database.close()
    put(database, "x")


# -- errors -----------------------------------------------------------------------------------------------------------


def test_full_disk_undoes_the_change(path: Path) -> None:
    """A file that cannot grow is DiskFull, nothing has changed, and it goes on once there is room."""
    database = Database.open(path)
    put(database, "kept")
    with database.write() as writer:
        (pages,) = writer.execute("PRAGMA page_count").fetchone()
        writer.execute(f"PRAGMA max_page_count = {pages}")

    def write() -> None:
        with database.write() as writer:
            writer.execute("DELETE FROM settings")
            writer.execute("INSERT INTO settings VALUES ('large', zeroblob(1000000))")

    with pytest.raises(DiskFull):
        write()
    assert has(database, "kept")
    with database.write() as writer:
        writer.execute("PRAGMA max_page_count = 1000000")
        writer.execute("INSERT INTO settings VALUES ('large', zeroblob(1000000))")
    database.close()
    again = Database.open(path)
    assert again.was_set_aside is None
    assert has(again, "kept")
    again.close()


def test_another_program_at_work_is_busy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock held by another program is FileBusy, and the write works once it has let go."""
    monkeypatch.setattr(module, "BUSY_TIMEOUT_S", 0.0)
    database = Database.open(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(FileBusy):
        put(database, "x")
    other.execute("ROLLBACK")
    other.close()
    put(database, "x")
    assert has(database, "x")
    database.close()


@pytest.mark.parametrize(
    "wrong",
    [
        lambda c: c.execute("SELECT nothing FROM nowhere"),
        lambda c: c.execute("SELECT ?", ()),
        lambda c: c.execute("syntax error"),
    ],
    ids=["no_table", "no_value", "syntax"],
)
def test_wrong_statement_is_our_bug(database: Database, wrong: Callable[[sqlite3.Connection], object]) -> None:
    """What is nobody else's fault is ours."""
    with pytest.raises(OurBug), database.read() as reader:
        wrong(reader)
