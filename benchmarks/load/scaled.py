"""The scaled stack to try, started here: PostgreSQL, SeaweedFS, two server processes, nginx in front of them.

    Scaled(data).start()    an embedded server's folder moves in (``server migrate-store``), then everything listens
                --> address, watched processes, what grows         check() --> faults that it finds in itself

All of it is on this machine, in folders that are removed. PostgreSQL flushes each commit to the disk, as the embedded server
does. nginx has the site of the packages, in clear: what TLS costs the devices is not asked here.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from benchmarks.load.stack import SETTINGS, checked
from benchmarks.load.watch import Watch

from fakes.postgres import Postgres
from fakes.processes import Server, environment, free_port
from fakes.seaweed import BUCKET, Seaweed, credentials_file
from fakes.web import in_clear, start_nginx

PROXIES: Final = 4
"""nginx's own processes: a stream takes two open files, and many systems allow one process twenty thousand."""
CONNECTIONS: Final = 20_000
VOLUME_MIB: Final = 4096
LASTING: Final = {
    "fsync": "on",
    "full_page_writes": "on",
    "shared_buffers": "1GB",
    "wal_level": "replica",
    "max_wal_size": "4GB",
}
"""What a database has that is to outlive the machine, and a quarter of a small machine's memory."""


class Scaled:
    """The stack, for as long as it runs. ``data``: a folder of the embedded server, which moves in."""

    name: Final = "PostgreSQL, SeaweedFS, two processes behind nginx"

    def __init__(self, data: Path) -> None:
        self._data = data
        self._folder = data.with_name(f"{data.name}-scaled")
        self._port, self._ports = free_port(), (free_port(), free_port())
        self.address = f"http://127.0.0.1:{self._port}"
        self.moved_in_s = 0.0
        self._database, self._store = Postgres(LASTING), Seaweed(VOLUME_MIB)
        self._ends = ExitStack()
        self._servers: list[Server] = []
        self._nginx_pid = 0
        self._url = ""

    # -- from nothing to something that answers -----------------------------------------------------------------------

    def start(self) -> None:
        """Start all of it, and move the folder in."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._ends.callback(self._database.close)
        self._url = self._database.url(self._database.make_database())
        self._ends.callback(self._store.close)
        self._write_settings(self._store.endpoint)
        self._move_in()
        for port in self._ports:
            self._start_server(port)
        self._start_nginx()

    @property
    def _settings(self) -> Path:
        return self._folder / "server.toml"

    def _write_settings(self, endpoint: str) -> None:
        # the keys are the same for every SeaweedFS of ours
        keys = credentials_file(self._folder)
        self._settings.write_text(
            f'{SETTINGS}data = "{self._folder / "moving"}"\ndatabase = "{self._url}"\n'
            f'blocks = "s3://{BUCKET}/{self._store.next_prefix()}"\nblocks_endpoint = "{endpoint}"\nblocks_in_clear = true\n'
            f'blocks_credentials = "{keys}"\nbehind_proxy = true\ntrusted_proxies = ["127.0.0.1"]\norigins = ["{self.address}"]\n',
            encoding="utf-8",
        )

    def _move_in(self) -> None:
        began_s = time.monotonic()
        command = [
            sys.executable, "-m", "megadesk", "server", "migrate-store", "--data", str(self._data), "--to", str(self._settings),
        ]  # fmt: skip
        with (self._folder / "moving.log").open("wb") as log:
            subprocess.run(command, env=environment(), stdout=log, stderr=log, check=True)
        self.moved_in_s = time.monotonic() - began_s

    def _start_server(self, port: int) -> None:
        server = Server(self._folder / str(port), "--config", str(self._settings))
        server.listen_on(port)
        self._servers.append(server)
        self._ends.callback(server.kill)
        server.start()

    def _start_nginx(self) -> None:
        site = in_clear(f"127.0.0.1:{self._port} backlog=4096 reuseport", self._ports)
        nginx = start_nginx(self._folder / "nginx", site, self._port, workers=PROXIES, connections=CONNECTIONS)
        self._nginx_pid = nginx.pid

        def end() -> None:
            nginx.terminate()  # its workers are its own to end
            nginx.wait()

        self._ends.callback(end)

    # -- what it costs, whether it is whole ---------------------------------------------------------------------------

    def watch(self) -> Watch:
        """Return who is looked at meanwhile, and what grows."""
        processes = [("server", server.process.child.pid) for server in self._servers if server.process]
        processes += [("database", self._database.pid), ("nginx", self._nginx_pid)]
        processes += [("store", pid) for pid in self._store.pids]
        return Watch(processes, [("database", self._url), ("store", f"{self._store.made}/data")])

    def check(self) -> list[str]:
        """Return what ``megadesk server check`` finds; empty if nothing."""
        return checked([sys.executable, "-m", "megadesk", "server", "check", "--config", str(self._settings)])

    def stop(self) -> None:
        """Ask the server processes to end; what they share stays, to be looked at."""
        for server in self._servers:
            server.stop()

    def close(self) -> None:
        """End all that is left, and remove it."""
        self._ends.close()
        shutil.rmtree(self._folder, ignore_errors=True)
