"""The files page and its sheets."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter, QLinearGradient, QPainter
from PySide6.QtWidgets import QWidget

from fakes.cloud import FakeCloud
from fakes.desk import FakeDesk
from megadesk.ui.dialogs.choose_cloud_folder import RECENT, ChooseCloudFolder
from megadesk.ui.dialogs.versions import VersionsSheet
from ui.gallery import Scene

ALL = ("large", "german", "mirrored", "contrast", "small")


def scenes() -> list[Scene]:
    """Return the scenes."""
    return [
        Scene(name="files-choose", build=_choose, size=(560, 560), also=("large", "german", "mirrored", "contrast")),
        Scene(
            name="files-versions", build=_versions, size=(900, 600), also=("large", "german", "mirrored", "contrast")
        ),
        Scene(name="files-versions-text", build=_versions_text, size=(900, 600)),
    ]


def _choose(desk: FakeDesk) -> QWidget:
    FakeCloud(desk.link)
    desk.prefs.keep(RECENT, ["/Photos/2026", "/Documents/Invoices of the year before last"])
    sheet = ChooseCloudFolder(desk)
    sheet.tree.go("/Photos/2026")
    return sheet


def _versions(desk: FakeDesk) -> QWidget:
    cloud = FakeCloud(desk.link)
    cloud.contents = picture()
    return VersionsSheet(desk, "/Photos/2026/harbour at dawn.jpg")


def _versions_text(desk: FakeDesk) -> QWidget:
    cloud = FakeCloud(desk.link)
    cloud.contents = (
        "Minutes of 24 November\n\n1. The roof\n   Three offers, the second is the best of them.\n" * 12
    ).encode()
    sheet = VersionsSheet(desk, "/Documents/minutes.txt")
    sheet.list.choose("3")
    return sheet


def picture() -> bytes:
    """Return a picture: a sky over water."""
    image = QImage(960, 640, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sky = QLinearGradient(0, 0, 0, 640)
    for at, colour in ((0.0, "#2B3A67"), (0.45, "#E8A87C"), (0.5, "#F6D6A8"), (0.52, "#3F5E7A"), (1.0, "#16263A")):
        sky.setColorAt(at, QColor(colour))
    painter.fillRect(image.rect(), sky)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())
