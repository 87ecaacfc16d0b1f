"""The icon of the app in every form that a system wants, painted from one drawing.

    resources/icons/megadesk.svg --+--> 16 ... 512 px PNG, below hicolor      Linux
                                   +--> megadesk.ico, side.bmp                Windows: programs, installer
                                   +--> megadesk.icns                         macOS: bundle

Both containers are a table in front of pictures, so they are written here: Qt writes one size into an .ico, and a
library of pictures only for this would be one more to look after. Nothing of it is kept in the tree.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QLinearGradient, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT: Final = Path(__file__).resolve().parents[2]
DRAWING: Final = ROOT / "src" / "megadesk" / "resources" / "icons" / "megadesk.svg"
DESKTOP_ID: Final = "org.megadesk.Megadesk"

HICOLOR_PX: Final = (16, 22, 24, 32, 48, 64, 128, 256, 512)
ICO_PX: Final = (16, 20, 24, 32, 40, 48, 64, 256)
"""What the shell asks for at 100 to 250 % of scale, and the large one."""

ICO_PACKED_PX: Final = 256
"""From here on a picture in an .ico is a PNG; smaller ones are bitmaps, which every reader of resources takes."""

SIDE_PX: Final = (164, 314)
"""What the pages of an installer have room for."""

GROUND: Final = ("#6A62F5", "#3B33C4")
"""The colours of the drawing's ground."""

ICNS_PX: Final = {
    b"ic11": 32,  # 16 at twice the density
    b"ic12": 64,  # 32 at twice the density
    b"ic07": 128,
    b"ic13": 256,  # 128 at twice the density
    b"ic08": 256,
    b"ic14": 512,  # 256 at twice the density
    b"ic09": 512,
    b"ic10": 1024,  # 512 at twice the density
}
"""The pictures of an .icns that are plain PNGs, by the name of their type."""


def paint(size_px: int) -> QImage:
    """Return the icon in one size, on nothing."""
    drawing = QSvgRenderer(str(DRAWING))
    image = QImage(size_px, size_px, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    drawing.render(painter)
    painter.end()
    return image


def png(image: QImage) -> bytes:
    """Return a picture as a PNG file."""
    return encoded(image, "PNG")


def encoded(image: QImage, kind: str) -> bytes:
    """Return a picture as a file of a kind that Qt writes."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, kind):  # type: ignore[call-overload]  # the stubs know bytes here, the method wants text
        raise RuntimeError(f"Qt cannot write {kind}")
    return bytes(data.data())


def bitmap(image: QImage) -> bytes:
    """Return a picture as it lies in an .ico: a header, lines from the bottom up, and a mask that hides nothing.

    The header counts twice the height, since the mask is taken for a second picture below the first.
    """
    width, height = image.width(), image.height()
    header = struct.pack("<IiiHHIIiiII", 40, width, 2 * height, 1, 32, 0, 0, 0, 0, 0, 0)
    pixels = bytes(image.constBits())  # blue, green, red, alpha
    lines = (pixels[4 * width * y : 4 * width * (y + 1)] for y in reversed(range(height)))
    mask_line = (width + 31) // 32 * 4
    return header + b"".join(lines) + bytes(mask_line * height)


def ico(sizes: tuple[int, ...] = ICO_PX) -> bytes:
    """Return an .ico with a picture of each size."""
    pictures = [png(paint(size)) if size >= ICO_PACKED_PX else bitmap(paint(size)) for size in sizes]
    table, offset = b"", 6 + 16 * len(pictures)
    for size, picture in zip(sizes, pictures, strict=True):
        # 256 does not fit a byte, and is written as 0.
        table += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return struct.pack("<HHH", 0, 1, len(pictures)) + table + b"".join(pictures)


def icns() -> bytes:
    """Return an .icns with a picture of each type."""
    parts = b"".join(_icns_part(kind, png(paint(size))) for kind, size in ICNS_PX.items())
    return _icns_part(b"icns", parts)


def _icns_part(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack(">I", 8 + len(content)) + content


def side(width: int = SIDE_PX[0], height: int = SIDE_PX[1]) -> bytes:
    """Return the picture beside the first and the last page of the installer: the icon on its own ground."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    ground = QLinearGradient(0, 0, 0, height)
    ground.setColorAt(0, QColor(GROUND[0]))
    ground.setColorAt(1, QColor(GROUND[1]))
    painter = QPainter(image)
    painter.fillRect(image.rect(), ground)
    edge = width // 2
    QSvgRenderer(str(DRAWING)).render(painter, QRectF((width - edge) / 2, (height - edge) / 2, edge, edge))
    painter.end()
    return encoded(image, "BMP")


def hicolor() -> Iterator[tuple[str, bytes]]:
    """Yield each file of the icon theme, as a path below ``icons/hicolor``, with its content."""
    for size in HICOLOR_PX:
        yield f"{size}x{size}/apps/{DESKTOP_ID}.png", png(paint(size))
    yield f"scalable/apps/{DESKTOP_ID}.svg", DRAWING.read_bytes()


def write_icons(folder: Path) -> None:
    """Write ``megadesk.ico``, ``megadesk.icns``, ``side.bmp`` and ``hicolor/`` into a folder."""
    _start_qt()
    files = {"megadesk.ico": ico(), "megadesk.icns": icns(), "side.bmp": side()}
    files |= {f"hicolor/{place}": content for place, content in hicolor()}
    for place, content in files.items():
        file = folder / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _start_qt() -> None:
    """Have Qt paint without a screen; it wants an application before it renders text or drawings."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if QGuiApplication.instance() is None:
        _APPLICATION.append(QGuiApplication(["icons"]))


_APPLICATION: list[QGuiApplication] = []
"""Kept, since Qt ends when its application is forgotten."""
