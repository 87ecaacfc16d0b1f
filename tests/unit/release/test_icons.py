"""The icon of the app in every form: Qt reads back what was written, picture by picture."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QImageReader

from release.icons import GROUND, HICOLOR_PX, ICNS_PX, ICO_PX, SIDE_PX, bitmap, paint, write_icons

BLENDED = QImage.Format.Format_ARGB32_Premultiplied


@pytest.fixture
def written(tmp_path: Path, qapp: object) -> Path:
    """A folder with all icons."""
    write_icons(tmp_path)
    return tmp_path


def pictures(file: Path) -> list[QImage]:
    """Return every picture in a file of several."""
    reader = QImageReader(str(file))
    found = []
    for number in range(reader.imageCount()):
        assert reader.jumpToImage(number)
        found.append(reader.read())
    return found


def test_ico_has_each_size_and_shows_the_drawing(written: Path) -> None:
    """Bitmaps stand the right way up, with their colours and their transparent corners, as the PNG does."""
    found = pictures(written / "megadesk.ico")
    assert [image.width() for image in found] == list(ICO_PX)
    for image in found:
        assert image.convertToFormat(BLENDED) == paint(image.width()).convertToFormat(BLENDED)
        assert image.pixelColor(0, 0).alpha() == 0


def test_icns_has_each_type_in_its_size(written: Path) -> None:
    """The length in front of each part leads to the next one, down to the last."""
    assert [image.width() for image in pictures(written / "megadesk.icns")] == list(ICNS_PX.values())


def test_icon_theme_has_each_size_and_the_drawing(written: Path) -> None:
    """A folder of the theme holds pictures of the size in its name."""
    for size in HICOLOR_PX:
        image = QImage(str(written / f"hicolor/{size}x{size}/apps/org.megadesk.Megadesk.png"))
        assert (image.width(), image.height()) == (size, size)
    assert (written / "hicolor/scalable/apps/org.megadesk.Megadesk.svg").read_bytes().startswith(b"<svg")


def test_picture_of_the_installer_fits_its_pages_and_hides_nothing_of_them(written: Path) -> None:
    """Of the size that they have, and without transparent corners, which would be black there."""
    image = QImage(str(written / "side.bmp"))
    assert (image.width(), image.height()) == SIDE_PX
    assert not image.hasAlphaChannel()
    assert image.pixelColor(0, 0).name().upper() == GROUND[0]


def test_bitmap_begins_with_its_lowest_line() -> None:
    """Blue, green, red and alpha of each pixel, after a header of 40 bytes that counts the mask as a second picture."""
    image = QImage(1, 2, QImage.Format.Format_ARGB32)
    image.setPixelColor(0, 0, QColor(1, 2, 3, 255))
    image.setPixelColor(0, 1, QColor(4, 5, 6, 255))
    data = bitmap(image)
    assert data[:12] == (40).to_bytes(4, "little") + (1).to_bytes(4, "little") + (4).to_bytes(4, "little")
    assert data[40:48] == bytes([6, 5, 4, 255, 3, 2, 1, 255])
    assert data[48:] == bytes(8)  # a line of the mask is filled up to 4 bytes
