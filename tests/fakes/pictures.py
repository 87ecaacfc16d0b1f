"""Small pictures, for what shows pictures."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter


def picture(colour: str) -> bytes:
    """Return a picture: a mountain before a sky of that colour."""
    image = QImage(640, 420, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    painter = QPainter(image)
    painter.fillRect(0, 300, 640, 120, QColor("#20303C"))
    painter.setBrush(QColor("#EEF2F5"))
    painter.drawEllipse(430, 50, 90, 90)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # Qt takes str only
    return bytes(buffer.data().data())
