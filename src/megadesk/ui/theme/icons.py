"""Icons: SVG files in the colour of a role, as sharp as the screen is.

    pixmap(name, colour, size, ratio)    one picture, kept for the next time        icon(name, ...)    a QIcon with its states

The files are Lucide's (ISC, resources/icons/LICENSE), one stroke, drawn with ``currentColor``; our mark is beside them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from megadesk.host.resources import resource_folder
from megadesk.ui.theme.tokens import ICON_PX, Tokens

STROKE: Final = "1.8"
"""Of 24: a little finer than drawn, since ours are shown at 18 pixels beside 13 pixel text."""

RATIOS: Final = (1.0, 2.0)


@lru_cache(maxsize=512)
def _source(name: str) -> str:
    return (resource_folder("icons") / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=2048)
def pixmap(name: str, colour: str, size: int = ICON_PX, ratio: float = 1.0) -> QPixmap:
    """Return the icon ``name`` in a colour, ``size`` logical pixels square, for a screen of that pixel ratio."""
    svg = _source(name).replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{STROKE}"')
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def icon(
    name: str, tokens: Tokens, role: str = "text", size: int = ICON_PX, *, gap: int = 0, is_mirrored: bool = False
) -> QIcon:
    """Return the icon for a button or menu: in the colour of a role, muted where it is disabled.

    gap: so much empty room after it, on the side where words follow: a style sheet cannot say how far they are apart.
    """
    made = QIcon()
    for ratio in RATIOS:
        for colour, mode, state in (
            (tokens.colour(role), QIcon.Mode.Normal, QIcon.State.Off),
            (tokens.accent, QIcon.Mode.Normal, QIcon.State.On),
            (tokens.muted, QIcon.Mode.Disabled, QIcon.State.Off),
        ):
            picture = pixmap(name, colour, size, ratio)
            made.addPixmap(_widened(picture, gap, is_mirrored=is_mirrored) if gap else picture, mode, state)
    return made


def _widened(picture: QPixmap, gap: int, *, is_mirrored: bool) -> QPixmap:
    ratio = picture.devicePixelRatio()
    room = round(gap * ratio)
    made = QPixmap(picture.width() + room, picture.height())
    made.fill(Qt.GlobalColor.transparent)
    made.setDevicePixelRatio(ratio)
    painter = QPainter(made)
    painter.drawPixmap(gap if is_mirrored else 0, 0, picture)
    painter.end()
    return made
