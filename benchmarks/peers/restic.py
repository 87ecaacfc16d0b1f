"""restic: an encrypted backup in packs. Not a sync, but the closest thing to ours on the way up."""

from __future__ import annotations

from typing import ClassVar

from benchmarks.peers.group import await_true
from benchmarks.peers.oneshot import OneShot
from benchmarks.peers.port import Place
from benchmarks.peers.programs import Programs, free_port, listens


class Restic(OneShot):
    """``backup`` and ``restore`` over its REST protocol, each device with a cache of its own."""

    name: ClassVar[str] = "restic"
    encrypted: ClassVar[bool] = True
    how: ClassVar[str] = (
        "end-to-end encrypted backup in packs: `backup` and `restore latest` over its REST protocol, served by"
        " `rclone serve restic` (a local repository if there is no rclone: then no byte crosses the loopback);"
        " compression off, as nothing here compresses; each device has its own cache; the server forces nothing to the"
        " disk, a local repository each pack. It has no download of what changed: a restore writes every file"
    )

    @classmethod
    def missing(cls, programs: Programs) -> str | None:
        return programs.missing("restic")

    @classmethod
    def title(cls, programs: Programs) -> str:
        return f"restic {programs.version('restic')}{'' if programs.find('rclone') else ', local repository'}"

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.program = place.programs.get("restic")
        self.relay = place.programs.find("rclone")
        self.port = free_port()
        self.restored = 0

    def serve(self) -> None:
        if self.relay is not None:
            self.server.start([self.relay, "serve", "restic", self.data(), "--addr", f"127.0.0.1:{self.port}"])
            await_true(lambda: listens(self.port), self.server, within_s=30)
        self.one.run([self.program, "init"], self._environ("one"))

    def push(self) -> None:
        arguments = [str(self.program), "backup", "--quiet", "--compression", "off", "."]
        self.one.run(arguments, self._environ("one"), cwd=self.place.here)

    def pull(self) -> None:
        self.two.run([self.program, "restore", "latest", "--target", self.place.there], self._environ("two"))

    def follow(self) -> None:
        """A restore takes nothing away, so it goes into an empty folder."""
        self.restored += 1
        self.place.there.rename(self.place.work / f"restored {self.restored}")
        self.place.there.mkdir()
        self.pull()

    def _environ(self, device: str) -> dict[str, str]:
        where = f"rest:http://127.0.0.1:{self.port}/" if self.relay is not None else str(self.data())
        cache = str(self.place.work / f"cache {device}")
        return {"RESTIC_REPOSITORY": where, "RESTIC_PASSWORD": "correct horse battery", "RESTIC_CACHE_DIR": cache}
