"""A server that is several processes: nginx in front, two of them, and the PostgreSQL and the object store that they share."""

from __future__ import annotations

from pathlib import Path

from fakes import seaweed
from fakes.processes import Server
from fakes.web import Several


class Stack:
    """nginx, two processes, and what they share."""

    def __init__(self, folder: Path, database: str) -> None:
        self.front = Several(folder)
        settings = folder / "server.toml"
        settings.write_text(
            f'trusted_proxies = ["127.0.0.1"]\nblocks_endpoint = "{seaweed.SERVER.endpoint}"\nblocks_in_clear = true\n'
            f'blocks_credentials = "{seaweed.credentials_file(folder)}"\n'
        )
        options = (
            "--config", str(settings), "--database", database, "--blocks", seaweed.fresh_prefix(), "--behind-proxy",
            "--origin", self.front.address,
        )  # fmt: skip
        self.processes = [Server(folder / f"process {port}", *options) for port in self.front.ports]
        for process, port in zip(self.processes, self.front.ports, strict=True):
            process.listen_on(port)

    def start(self) -> None:
        """Start all."""
        for process in self.processes:
            process.start()
        self.front.start()

    def end(self) -> None:
        """End all."""
        self.front.stop()
        for process in self.processes:
            process.kill()
