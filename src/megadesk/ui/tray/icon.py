"""The icon in the panel: our mark with a badge whose shape says the state, in colour or in one.

    badge(state)    which sign, in which tone        tray_icon(state, style)    the icon at all sizes that panels ask for

One colour: light for dark panels, dark for light ones; the badge is then cut out of the mark, not painted over it.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from megadesk.ui.theme.icons import pixmap
from megadesk.ui.theme.tokens import LIGHT

SIZES: Final = (16, 18, 20, 22, 24, 32, 36, 44, 48, 64)

BADGES: Final = {
    "damaged": ("shield-x", "error"),
    "attention": ("sign-attention", "warn"),
    "signed_out": ("sign-off", "muted"),
    "away": ("sign-off", "muted"),
    "offline": ("sign-offline", "muted"),
    "paused": ("sign-pause", "muted"),
    "waiting": ("sign-wait", "warn"),
    "scanning": ("sign-busy", "accent"),
    "syncing": ("sign-busy", "accent"),
    "starting": ("sign-busy", "muted"),
    "synced": ("sign-ok", "ok"),
}
"""Fewer signs than states: a panel shows 16 pixels. Syncing and looking are one, as are nobody signed in and no engine."""


class Style(Enum):
    """How the icon fits its panel; the value is kept in the app's settings."""

    COLOUR = "colour"
    LIGHT = "light"
    """White, for dark panels."""
    DARK = "dark"
    """Black, for light panels."""


INKS: Final = {Style.LIGHT: "#FFFFFF", Style.DARK: "#1B1D22"}


@lru_cache(maxsize=64)
def tray_icon(state: str, style: Style = Style.COLOUR) -> QIcon:
    """Return the icon for a state."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(paint(state, style, size))
    return made


def paint(state: str, style: Style, size: int) -> QPixmap:
    """Return one size of it."""
    sign, tone = BADGES.get(state, BADGES["attention"])
    made = QPixmap(size, size)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = INKS.get(style, LIGHT.accent)
    if state in {"signed_out", "away", "offline", "paused", "starting"}:
        painter.setOpacity(0.75)
    painter.drawPixmap(QPointF(0, 0), pixmap("mark", ink, size))
    painter.setOpacity(1)
    _paint_badge(
        painter, sign, ink if style is not Style.COLOUR else LIGHT.colour(tone), size, is_cut=style is not Style.COLOUR
    )
    painter.end()
    return made


def _paint_badge(painter: QPainter, sign: str, colour: str, size: int, *, is_cut: bool) -> None:
    """Paint a disc at the lower end with the sign in it; a gap around it keeps it apart from the mark."""
    width = size * 0.6
    box = QRectF(size - width, size - width, width, width)
    gap = max(1.0, size / 22)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.setBrush(QColor("#000000"))
    painter.drawEllipse(box.adjusted(-gap, -gap, gap, gap))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(box)
    inner = round(width * 0.78)
    at = QPointF(box.center().x() - inner / 2, box.center().y() - inner / 2)
    if is_cut:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
    painter.drawPixmap(at, pixmap(sign, "#FFFFFF", inner))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
