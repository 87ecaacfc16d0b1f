"""What a server of the scaled stack is made of: a database and a place in an object store, and processes over them behind nginx.

scaled_stores(data)        ... of the server whose data folder this would be: a fresh database, a fresh prefix
Front(server)              nginx in clear and two processes, started and ended as one server

What a data folder stood for goes with it: databases whose folder is gone are dropped when the next one is made.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any, Final

import obstore
import psycopg
from psycopg import sql

from fakes import postgres, seaweed
from fakes.canary import everything_below
from fakes.processes import Process, Server, await_port, free_port
from fakes.web import in_clear, start_nginx
from megadesk.server.metadata_postgres import PostgresMetadata

SETTINGS: Final = "server.toml"
_OBJECTS: Final = "objects of the store"
_DATABASE: Final = "database of the store"


@cache
def template() -> str:
    """Return the name of a database with all tables and no row: it saves each server their making."""
    name = postgres.SERVER.make_database()
    PostgresMetadata(postgres.SERVER.url(name)).close()
    return name


class Object:
    """A blob that is an object."""

    def __init__(self, path: str) -> None:
        self._path = path

    @property
    def name(self) -> str:
        """The blob's own name, in hex: before that of the upload."""
        return Path(self._path).name.partition(".")[0]

    def read_bytes(self) -> bytes:
        """Return its bytes."""
        return bytes(obstore.get(seaweed.SERVER.store(), self._path).bytes())

    def write_bytes(self, data: bytes, /) -> None:
        """Give it others."""
        obstore.put(seaweed.SERVER.store(), self._path, data, use_multipart=False)

    def unlink(self) -> None:
        """Take it away."""
        obstore.delete(seaweed.SERVER.store(), [self._path])


class ScaledStores:
    """A database and a prefix."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self.more = ""
        """Settings of the test's own, as a file has them."""
        self.database = postgres.SERVER.make_database(template())
        self._have_prefix()
        self.write()

    def _have_prefix(self) -> None:
        self.blocks = seaweed.fresh_prefix()
        self._prefix = self.blocks.split("/", 3)[3]

    def write(self) -> None:
        """Write the settings that name both, those of the test, and the keys."""
        self._data.mkdir(parents=True, exist_ok=True)
        settings = {"data": self._data / "operator", **self.settings}
        lines = [f"{name} = {_toml(value)}\n" for name, value in settings.items()]
        if "trusted_proxies" not in self.more:
            lines.append('trusted_proxies = ["127.0.0.1"]\n')
        (self._data / SETTINGS).write_text("".join([*lines, self.more]))

    @property
    def is_there(self) -> bool:
        """Whether the folder that it belongs to is there."""
        return (self._data / SETTINGS).exists()

    @property
    def url(self) -> str:
        """Where the database is."""
        return postgres.SERVER.url(self.database)

    @property
    def where(self) -> tuple[str, ...]:
        """The file with its settings."""
        return ("--config", str(self._data / SETTINGS))

    @property
    def settings(self) -> dict[str, Any]:
        """The settings that name both."""
        return {
            "database": self.url,
            "blocks": self.blocks,
            "blocks_endpoint": seaweed.SERVER.endpoint,
            "blocks_credentials": seaweed.credentials_file(self._data),
            "blocks_in_clear": True,
        }

    def rows(self, statement: str, *values: Any) -> list[Any]:
        """Return what the database answers."""
        with psycopg.connect(self.url) as connection:
            return connection.execute(_in_postgres(statement), values).fetchall()

    def change(self, statement: str, *values: Any) -> None:
        """Change the database."""
        with psycopg.connect(self.url) as connection:
            connection.execute(_in_postgres(statement), values)

    def tables(self) -> dict[str, list[str]]:
        """Return the names of all tables, and of their columns in order."""
        asked = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
        found: dict[str, list[str]] = {}
        for table, column in self.rows(f"{asked} ORDER BY table_name, ordinal_position"):
            found.setdefault(table, []).append(column)
        return found

    def blob(self, name: bytes) -> Object:
        """Return its object; the newest, if it was uploaded more than once."""
        wanted = f"{self._prefix}/objects/{name.hex()[:2]}/"
        found = [meta for meta in self._listed(wanted) if Path(meta["path"]).name.startswith(f"{name.hex()}.")]
        return Object(max(found, key=lambda meta: meta["last_modified"])["path"])

    def _listed(self, prefix: str) -> list[Any]:
        return [meta for page in obstore.list(seaweed.SERVER.store(), prefix) for meta in page]

    def blobs(self) -> list[Object]:
        """Return their objects."""
        return [Object(meta["path"]) for meta in self._listed(f"{self._prefix}/objects/")]

    def size_bytes(self) -> int:
        """Return how much all objects take."""
        return sum(int(meta["size"]) for meta in self._listed(f"{self._prefix}/"))

    def everything(self) -> Iterator[tuple[str, bytes]]:
        """Yield every table, every object and what the processes wrote."""
        yield from everything_below(self._data)
        with psycopg.connect(self.url) as connection:
            yield from copied_tables(connection)
        for meta in self._listed(f"{self._prefix}/"):
            yield meta["path"], Object(meta["path"]).read_bytes()

    def keep(self, folder: Path) -> None:
        """Copy the database beside itself, and all objects into the folder."""
        folder.mkdir(parents=True)
        (folder / _DATABASE).write_text(postgres.SERVER.make_database(self.database))
        for meta in self._listed(f"{self._prefix}/"):
            path = folder / _OBJECTS / meta["path"].removeprefix(f"{self._prefix}/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(Object(meta["path"]).read_bytes())

    def put_back(self, folder: Path) -> None:
        """Have a copy of the database that was kept, and its objects and no others."""
        postgres.SERVER.drop_database(self.database)
        self.database = postgres.SERVER.make_database((folder / _DATABASE).read_text())
        self.write()
        seaweed.SERVER.clear(f"{self._prefix}/")
        objects = folder / _OBJECTS
        for file in objects.rglob("*"):
            if file.is_file():
                Object(f"{self._prefix}/{file.relative_to(objects)}").write_bytes(file.read_bytes())

    def lose(self) -> None:
        """Go on with an empty database and another prefix."""
        self.drop()
        self.database = postgres.SERVER.make_database()
        self._have_prefix()
        self.write()

    def drop(self) -> None:
        """Take both away."""
        postgres.SERVER.drop_database(self.database)
        seaweed.SERVER.clear(f"{self._prefix}/")


def copied_tables(connection: psycopg.Connection[Any]) -> Iterator[tuple[str, bytes]]:
    """Yield every table, and its rows as PostgreSQL copies them."""
    names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
    for (name,) in names:
        copied = sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(sql.Identifier(name))
        with connection.cursor() as cursor, cursor.copy(copied) as rows:
            yield name, b"".join(bytes(row) for row in rows)


_MADE: Final[dict[Path, ScaledStores]] = {}


def scaled_stores(data: Path) -> ScaledStores:
    """Return the stores of the server whose data folder this would be, made if need be."""
    if data not in _MADE:
        for gone in [path for path, stores in _MADE.items() if not stores.is_there]:
            _MADE.pop(gone).drop()
        _MADE[data] = ScaledStores(data)
    return _MADE[data]


def options_of(server: Server) -> tuple[str, ...]:
    """Return the options of a server with its stores named: what its file of settings says goes into theirs."""
    stores, options = scaled_stores(server.data), list(server.options)
    if "--config" in options:
        at = options.index("--config")
        stores.more = Path(options[at + 1]).read_text(encoding="utf-8")
        del options[at : at + 2]
    stores.write()
    return (*stores.where, *options)


def _toml(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else f'"{value}"'


def _in_postgres(statement: str) -> Any:
    return statement.replace("?", "%s")


_STARTED: Final[set[Front]] = set()
AT_END: Final = ExitStack()
"""What a run ends with (``tests/conftest.py``)."""


@AT_END.callback
def end_all() -> None:
    """End what failed tests have left running: nginx would go on for good."""
    for front in list(_STARTED):
        front.kill()


class Front:
    """nginx in clear on a server's port, and two processes behind it: the site that packages bring along, but for TLS."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._ports = (free_port(), free_port())
        self._nginx: subprocess.Popen[bytes] | None = None
        self.processes: list[Process] = []

    def start(self) -> None:
        """Start all; they answer when this returns."""
        _STARTED.add(self)
        server = self._server
        log = server.data.parent / f"{server.data.name}.log"
        # Both first: the settings are written with each, and must not be while a process reads them.
        words = [
            server.words(server.data / f"process {at}", port, *self._options()) for at, port in enumerate(self._ports)
        ]
        self.processes = [Process(one, log, ahead_ms=server.ahead_ms) for one in words]
        try:
            for port, process in zip(self._ports, self.processes, strict=True):
                await_port(port, process)
        except AssertionError:
            self.kill()  # or whoever starts it again finds the port taken
            raise
        folder = server.data / "nginx"
        shutil.rmtree(folder, ignore_errors=True)
        self._nginx = start_nginx(folder, in_clear(f"127.0.0.1:{server.port}", self._ports), server.port)

    def _options(self) -> tuple[str, ...]:
        return ("--behind-proxy", "--origin", f"http://127.0.0.1:{self._server.port}")

    def kill(self) -> None:
        """End all without any warning."""
        for process in self.processes:
            process.kill()
        self._end_nginx()
        _STARTED.discard(self)

    def stop(self) -> int:
        """Ask all to end; return the exit code of the first that did not end well."""
        for process in self.processes:
            process.child.terminate()
        codes = [process.child.wait(30) for process in self.processes]
        self._end_nginx()
        _STARTED.discard(self)
        return next((code for code in codes if code), 0)

    def _end_nginx(self) -> None:
        if self._nginx is not None:
            self._nginx.terminate()
            self._nginx.wait()
            self._nginx = None
