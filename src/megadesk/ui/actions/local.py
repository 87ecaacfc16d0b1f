"""Files of this computer: open one, or show it where it lies. The system's own programs do it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QProcessEnvironment, QUrl
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtGui import QDesktopServices

from megadesk.host.program import child_environment
from megadesk.model.errors import NotFound
from megadesk.ui.desk import Desk, Notice
from megadesk.ui.text import text, verbatim


def open_local(desk: Desk, path: str) -> None:
    """Open a file with its program, or a folder in the file manager."""
    if not Path(path).exists():
        desk.notices.failed(NotFound(path=path))
        return
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(path)):
        words = text("No program on this computer opens “{name}”.", name=verbatim(Path(path).name))
        desk.notices.came.emit(Notice(words=words, tone="warn"))


def show_local(desk: Desk, path: str) -> None:
    """Show a file in the file manager, chosen; where that cannot be, its folder."""
    if not os.path.lexists(path):
        desk.notices.failed(NotFound(path=path))
        return
    if sys.platform == "win32":
        _start("explorer", ["/select,", os.path.normpath(path)])
    elif sys.platform == "darwin":
        _start("open", ["-R", path])
    elif not _ask_file_manager(path):
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(path).parent)))


def _start(program: str, arguments: list[str]) -> None:
    process = QProcess()
    environment = QProcessEnvironment()
    for name, value in child_environment(os.environ).items():
        environment.insert(name, value)
    process.setProcessEnvironment(environment)
    process.setProgram(program)
    process.setArguments(arguments)
    process.startDetached()


def _ask_file_manager(path: str) -> bool:
    """Return whether the desktop's file manager took it (freedesktop.org, file manager D-Bus interface)."""
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    call = QDBusMessage.createMethodCall(
        "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1", "org.freedesktop.FileManager1", "ShowItems"
    )
    call.setArguments([[QUrl.fromLocalFile(path).toString()], ""])
    reply = bus.call(call)
    return reply.type() == QDBusMessage.MessageType.ReplyMessage
