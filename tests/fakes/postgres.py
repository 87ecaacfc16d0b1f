"""A real PostgreSQL for tests: started once a test process in a folder of its own, as an ordinary user.

    with fresh_database() as url: ...     an empty database that nobody else has, gone after the block
    SERVER.stop(), SERVER.start()         it goes away under whoever uses it, and comes back where it was

It listens on a socket in its folder, which lets in who may enter the folder, and on a port of the loopback, which asks
for a password. Nothing is flushed to the disk: a test's database need not outlive the machine. The run ends it by
``close`` (``tests/conftest.py``); what a killed run left is ended and removed by the next one that starts a server.
"""

from __future__ import annotations

import contextlib
import itertools
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final
from urllib.parse import quote

import psycopg
from psycopg import sql

from fakes.ordinary import as_somebody, give, left_of, own, place
from fakes.processes import free_port
from fakes.programs import find_postgres

USER: Final = "megadesk"
PREFIX: Final = "md-pg-"
SETTINGS: Final = {
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "dynamic_shared_memory_type": "mmap",  # in its folder, and so gone with it
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "min_wal_size": "32MB",
    "max_wal_size": "256MB",
    "lc_messages": "C",
    "log_line_prefix": "%m [%p] %d ",
}


class Postgres:
    """One server. It is made when its first database is asked for. ``settings`` of its own come on top."""

    def __init__(self, settings: Mapping[str, str] = {}) -> None:
        self._settings = {**SETTINGS, **settings}
        self._made: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._owned: IO[str] | None = None
        self._numbers = itertools.count(1)
        self._password = secrets.token_hex(16)
        self.port = 0

    @property
    def _folder(self) -> Path:
        """Where everything of it lies, made and started if need be. Its path is short: sockets ask for that."""
        if self._made is None:
            remove_what_killed_runs_left()
            self._made = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place()))
            self._owned = own(self._made)
            self.port = free_port()
            _initialize(self._made, self._password, self._settings | {"port": str(self.port)})
            self.start()
        return self._made

    def start(self) -> None:
        """Start it where it was; it answers when this returns."""
        folder = self._folder
        with (folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [_program("postgres"), "-D", str(folder / "data")], stdout=log, stderr=log, start_new_session=True,
                **as_somebody(),
            )  # fmt: skip
        while not self._answers():
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(0.01)
                raise AssertionError((folder / "log").read_text())

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url()).close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self) -> None:
        """End it at once, as a machine that dies does."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()

    def url(self, database: str = "postgres") -> str:
        """Return where a database is, over the socket."""
        return f"postgresql://{USER}@/{database}?host={quote(str(self._folder), safe='')}&port={self.port}"

    def tcp_url(self, database: str = "postgres") -> str:
        """Return where a database is, over the loopback and with a password."""
        self._folder.exists()
        return f"postgresql://{USER}:{self._password}@127.0.0.1:{self.port}/{database}"

    def make_database(self, template: str = "template0") -> str:
        """Return the name of a new database, made as a copy of another."""
        name = f"t{next(self._numbers)}"
        self.do(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
        return name

    def drop_database(self, name: str) -> None:
        """Take a database away, whoever is still connected to it."""
        self.do(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def do(self, statement: sql.Composed | sql.SQL) -> None:
        """Run a statement as the one who may do everything."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement)

    @property
    def pid(self) -> int:
        """Return the id of the process that all others of it stem from."""
        assert self._process is not None
        return self._process.pid

    @property
    def made(self) -> Path | None:
        """Its folder, if there is one yet."""
        return self._made

    def close(self) -> None:
        """End it and leave nothing behind."""
        if self._made is not None and self._owned is not None:
            self.stop()
            shutil.rmtree(self._made)
            self._owned.close()
            self._made = None


SERVER: Final = Postgres()
"""That of this test process."""


@contextmanager
def fresh_database() -> Iterator[str]:
    """Yield the URL of an empty database, and take it away after the block."""
    name = SERVER.make_database()
    try:
        yield SERVER.url(name)
    finally:
        SERVER.drop_database(name)


def remove_what_killed_runs_left() -> None:
    """End the servers of test processes that are no more, and remove their folders."""
    for folder in left_of(PREFIX, SERVER.made):
        _end(folder)


def _end(folder: Path) -> None:
    """End the server of a folder, if it runs, and remove the folder."""
    if (folder / "data" / "postmaster.pid").exists():
        _run("pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "-w", "-s", "stop", check=False)
    shutil.rmtree(folder)


def _program(name: str) -> str:
    folder = find_postgres()
    assert folder is not None, "mark the test: @pytest.mark.needs('postgresql')"
    return str(folder / name)


def _run(program: str, *arguments: str, check: bool = True) -> None:
    subprocess.run([_program(program), *arguments], check=check, stdout=subprocess.DEVNULL, **as_somebody())


def _initialize(folder: Path, password: str, settings: Mapping[str, str]) -> None:
    """Make the files of a server that has no database yet."""
    (folder / "password").write_text(password)
    give(folder)
    _run(
        "initdb", "-D", f"{folder}/data", "-U", USER, "--auth-local=trust", "--auth-host=scram-sha-256",
        f"--pwfile={folder}/password", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8",
    )  # fmt: skip
    all_of_them = {**settings, "unix_socket_directories": str(folder)}
    with (folder / "data" / "postgresql.conf").open("a") as config:
        config.writelines(f"{name} = '{value}'\n" for name, value in all_of_them.items())
