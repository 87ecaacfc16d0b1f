"""One app a profile: the first one runs, each further start hands over its words and ends.

    second --{"words": [...]}--> first --ok--> second ends;   no answer, as from one that is ending: second waits for the lock

A lock file decides, so a crash leaves nothing behind that matters; the socket only carries the words. Where no lock can be
written, as on a full disk, it is whoever answers at the socket.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from megadesk.host.paths import Profile, find_profile
from megadesk.model.errors import TimedOut

HAND_OVER_MS: Final = 3000
TAKEN: Final = b"ok\n"
ENDING_MS: Final = 5_000
"""So long an app that takes no words any more is waited for. It ends within 2 s."""
WORDS_MAX_BYTES: Final = 64 * 1024

QUIT: Final = "--quit"
"""A word that ends the app which runs."""
QUIT_TRIES: Final = 8
QUIT_WAIT_MS: Final = 2_000


class SingleInstance(QObject):
    """Signals: started(words) when somebody starts the app again."""

    started = Signal(list)

    def __init__(self, profile: Profile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder = profile.runtime_dir or profile.state_dir
        self._name = f"megadesk-app-{profile.id}" if profile.runtime_dir is None else str(folder / f"{profile.id}.app")
        self._lock = QLockFile(str(profile.state_dir / "app.lock"))
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None
        self._callers: list[QLocalSocket] = []

    def claim(self, words: Sequence[str]) -> bool:
        """Return whether this is the app now; if not, the one that is has been given the words."""
        if not self._lock.tryLock(0):
            if self.hand_over(words):
                return False
            if self.is_taken and not self._lock.tryLock(ENDING_MS):
                self.hand_over(words)  # it was just beginning, or it hangs
                return False
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)
        server.listen(self._name)
        server.newConnection.connect(self._take)
        self._server = server
        return True

    @property
    def is_taken(self) -> bool:
        """Whether an app has the lock, as the last look at it found; False where no lock can be written."""
        return self._lock.error() is QLockFile.LockError.LockFailedError

    def await_end(self, timeout_ms: int) -> bool:
        """Return whether the app that runs has ended by then."""
        has_ended = self._lock.tryLock(timeout_ms)
        self._lock.unlock()
        return has_ended

    def release(self) -> None:
        """Let the next start be the app."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def hand_over(self, words: Sequence[str]) -> bool:
        """Return whether an app has taken the words."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(HAND_OVER_MS):
            return False
        socket.write(json.dumps({"words": list(words)}).encode() + b"\n")
        socket.waitForBytesWritten(HAND_OVER_MS)
        while not socket.canReadLine():
            if not socket.waitForReadyRead(HAND_OVER_MS):
                return False
        return bytes(socket.readLine().data()) == TAKEN

    def _take(self) -> None:
        assert self._server is not None, "it is who says that somebody came"
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            self._callers.append(socket)
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(self._read)
        self._read()

    def _read(self) -> None:
        """Read from those who have said all, which is one line each, and forget those who have gone."""
        waiting, self._callers = self._callers, []
        for socket in waiting:
            if socket.canReadLine():
                self._answer(socket)
            is_gone = socket.state() is QLocalSocket.LocalSocketState.UnconnectedState
            if is_gone or socket.bytesAvailable() > WORDS_MAX_BYTES:
                socket.readyRead.disconnect(self._read)
                socket.disconnected.disconnect(self._read)
                socket.deleteLater()
            else:
                self._callers.append(socket)

    def _answer(self, socket: QLocalSocket) -> None:
        words = _words(bytes(socket.readLine(WORDS_MAX_BYTES).data()))
        if words is not None:
            socket.write(TAKEN)
            socket.flush()
            self.started.emit(words)


def quit_app(home: str | None, tries: int = QUIT_TRIES) -> bool:
    """Return whether the app of a profile ran: it has ended now, as it does when the system ends it. TimedOut."""
    profile = find_profile(home, os.environ)
    if not profile.state_dir.is_dir():
        return False
    core = QCoreApplication.instance() or QCoreApplication(["megadesk"])  # sockets and locks of Qt want one
    single = SingleInstance(profile, core)
    for number in range(tries):  # one that is just starting listens a little later
        if single.await_end(QUIT_WAIT_MS if number else 0):
            return number > 0
        if not single.hand_over([QUIT]) and not single.is_taken:
            return number > 0
    raise TimedOut("the app does not end")


def _words(data: bytes) -> list[str] | None:
    """Return what was handed over; None if it is nothing that one of us would say."""
    try:
        words = json.loads(data)["words"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return words if isinstance(words, list) and all(isinstance(word, str) for word in words) else None
