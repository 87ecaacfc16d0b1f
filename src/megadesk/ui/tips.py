"""Tooltips and messages of the desktop: both read markup where they think there is some, and names of files may look like it.

tip("<b>.txt")             as it is to be given to Qt, so that it is shown as it is
unmarked("Ben & Jerry")    as it is to be given to a desktop that says it reads markup
"""

from __future__ import annotations

from html import escape

from PySide6.QtGui import Qt


def tip(words: str) -> str:
    """Return words for a tooltip: those that Qt would take for rich text are shown letter by letter, too."""
    return Qt.convertFromPlainText(words) if Qt.mightBeRichText(words) else words


def unmarked(words: str) -> str:
    """Return words for the body of a desktop's message (Desktop Notifications Specification 1.2, "Markup")."""
    return escape(words, quote=False)
