"""rclone: one encrypted request a file, over its own WebDAV server."""

from __future__ import annotations

import subprocess
from typing import ClassVar, Final

from benchmarks.peers.group import await_true
from benchmarks.peers.oneshot import OneShot
from benchmarks.peers.port import Place
from benchmarks.peers.programs import Programs, free_port, listens

FAST: Final = ("--transfers", "32", "--checkers", "32", "--webdav-pacer-min-sleep", "0")
"""Its defaults wait 10 ms before each request: 25 files a second."""

PASSWORD: Final = "correct horse battery"


class RcloneCrypt(OneShot):
    """``sync`` from and to a crypt remote."""

    name: ClassVar[str] = "rclone-crypt"
    encrypted: ClassVar[bool] = True
    how: ClassVar[str] = (
        "end-to-end encrypted: `sync` with a crypt remote (names too) over its own `serve webdav`; tuned:"
        f" {' '.join(FAST)}; nothing is forced to the disk; no rename tracking, since crypt has no hashes and by time and"
        " name alone it was seen to store wrong contents"
    )

    @classmethod
    def missing(cls, programs: Programs) -> str | None:
        return programs.missing("rclone")

    @classmethod
    def title(cls, programs: Programs) -> str:
        return f"rclone {programs.version('rclone')}, crypt"

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.program = place.programs.get("rclone")
        self.port = free_port()
        self.config = place.work / "rclone.conf"

    def serve(self) -> None:
        obscured = subprocess.run([self.program, "obscure", PASSWORD], capture_output=True, text=True, check=True)
        self.config.write_text(
            f"[dav]\ntype = webdav\nurl = http://127.0.0.1:{self.port}\nvendor = rclone\n\n"
            f"[crypt]\ntype = crypt\nremote = dav:\npassword = {obscured.stdout.strip()}\n"
        )
        self.server.start([*self._start(), "serve", "webdav", self.data(), "--addr", f"127.0.0.1:{self.port}"])
        await_true(lambda: listens(self.port), self.server, within_s=30)

    def push(self) -> None:
        self.one.run([*self._start(), "sync", self.place.here, "crypt:", *FAST])

    def pull(self) -> None:
        self.two.run([*self._start(), "sync", "crypt:", self.place.there, *FAST])

    def _start(self) -> list[str]:
        return [str(self.program), "--config", str(self.config)]
