"""A program that is not ours, beside the app: a file can be dragged out of it, and what is dropped on it is written down.

    python other_program.py LOG FILE X Y

Its window is a square at X, Y without a frame: FILE is dragged out of its upper half, the lower half takes files. LOG
gets a line for each thing that happens: ``ready``; ``entered``, when files are held over the lower half; ``dropped PATH``
for each file that was let go there.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

SIDE_PX = 240


class Source(QLabel):
    """A file that can be dragged away."""

    def __init__(self, file: Path) -> None:
        super().__init__(file.name)
        self._file = file

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        """Drag the file, as a copy."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(self._file))])
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)


class Target(QLabel):
    """A place that takes files."""

    def __init__(self, log: Path) -> None:
        super().__init__("Drop files here")
        self._log = log
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 -- Qt's name
        """Take files, without a look at them before they are dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            note(self._log, "entered")

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 -- Qt's name
        """Write down what it was."""
        event.acceptProposedAction()
        for url in event.mimeData().urls():
            note(self._log, f"dropped {url.toLocalFile()}")


class Window(QWidget):
    """Both, one below the other."""

    def __init__(self, log: Path, file: Path) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self._log = log
        halves = QVBoxLayout(self)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.addWidget(Source(file))
        halves.addWidget(Target(log))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 -- Qt's name
        """Say that it is there."""
        super().showEvent(event)
        note(self._log, "ready")


def note(log: Path, line: str) -> None:
    """Add a line."""
    with log.open("a") as file:
        file.write(line + "\n")


def main(log: str, file: str, x: str, y: str) -> int:
    """Show the window until somebody ends the program."""
    app = QApplication([])
    window = Window(Path(log), Path(file))
    window.setGeometry(int(x), int(y), SIDE_PX, SIDE_PX)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
