"""Every screen for who does not see it, or uses no pointer: names for all, an order that follows the eye, nothing cut off.

Each scene of the gallery is built and walked. What fails here is named with its screen, its kind and where it is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QMenuBar,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from fakes.screen import prepare, put_away
from megadesk.ui.language import language
from megadesk.ui.theme.look import look
from megadesk.ui.theme.tokens import Appearance
from megadesk.ui.widgets.labels import Elided
from ui.gallery import Scene, all_scenes


@pytest.fixture(scope="module", params=all_scenes(), ids=lambda scene: scene.name)
def screen(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[QWidget]:
    """One screen, shown."""
    scene: Scene = request.param
    prepare(qapp)
    look().choose(Appearance.LIGHT, 1.0)
    language().choose("en")
    widget = scene.build(scene.desk(tmp_path_factory.mktemp("home")))
    widget.resize(QSize(*scene.size))
    widget.show()
    for _ in range(4):
        qapp.processEvents()
    yield widget
    put_away(widget)


def shown(screen: QWidget) -> list[QWidget]:
    """Return every part that can be seen."""
    return [
        part for part in screen.findChildren(QWidget) if part.isVisibleTo(screen) and not part.visibleRegion().isEmpty()
    ]


def reachable(screen: QWidget) -> list[QWidget]:
    """Return what the keyboard can come to, in the order of Tab."""
    chain: list[QWidget] = []
    part: QWidget | None = screen.nextInFocusChain()
    while part is not None and part is not screen:
        takes_tab = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes_tab and part.isVisibleTo(screen) and part.isEnabled() and not isinstance(part, QMenuBar | QScrollBar):
            chain.append(part)
        part = part.nextInFocusChain()
    return chain


def where(part: QWidget, screen: QWidget) -> str:
    """Return how a person finds it."""
    at = part.mapTo(screen, QPoint(0, 0))
    return f"{type(part).__name__} “{part.accessibleName() or part.objectName()}” at {at.x()}, {at.y()}"


def spoken_name(part: QWidget) -> str:
    """Return what a screen reader calls it."""
    if isinstance(part, QComboBox):  # Qt gives its value as its name on Linux
        return part.accessibleName()
    if part.objectName() == "qt_spinbox_lineedit":  # the inside of a field for numbers or dates, which has the name
        outer = part.parentWidget()
        return "" if outer is None else outer.accessibleName()
    interface = QAccessible.queryAccessibleInterface(part)
    return interface.text(QAccessible.Text.Name)


def test_everything_that_can_be_used_has_a_name(screen: QWidget) -> None:
    """Buttons, fields, lists: what Tab comes to says what it is."""
    parts = [part for part in reachable(screen) if not _is_only_scrolled(part)]
    assert [where(part, screen) for part in parts if not spoken_name(part).strip()] == []


def test_tab_follows_the_eye(screen: QWidget) -> None:
    """Among the parts of one surface, Tab never jumps upwards."""
    chain = reachable(screen)
    jumps = []
    for before, after in pairwise(chain):
        if before.parentWidget() is after.parentWidget() and after.geometry().bottom() < before.geometry().top():
            jumps.append(f"{where(before, screen)} → {where(after, screen)}")
    assert jumps == []


def test_no_label_is_cut_off(screen: QWidget) -> None:
    """Words have the room they need, or are shortened on purpose with the whole as a tooltip."""
    cut = []
    for part in shown(screen):
        if not isinstance(part, QLabel) or isinstance(part, Elided) or not part.text():
            continue
        wanted = part.heightForWidth(part.width()) if part.wordWrap() else part.sizeHint().height()
        too_narrow = not part.wordWrap() and part.sizeHint().width() > part.width() + 1
        if too_narrow or wanted > part.height() + 1:
            cut.append(f"{where(part, screen)}: {part.text()!r}")
    assert cut == []


def test_buttons_show_all_their_words(screen: QWidget) -> None:
    """None is narrower than what it says."""
    narrow = [
        f"{where(part, screen)}: {part.text()!r}"
        for part in shown(screen)
        if isinstance(part, QAbstractButton) and part.text() and part.sizeHint().width() > part.width() + 1
    ]
    assert narrow == []


def test_nothing_lies_over_something_else(screen: QWidget) -> None:
    """Two parts of one surface do not share a place."""
    overlaps = []
    for parent in [screen, *shown(screen)]:
        layout = parent.layout()
        if layout is None or isinstance(parent, QAbstractScrollArea):
            continue
        items = [layout.itemAt(number) for number in range(layout.count())]
        widgets = [item.widget() for item in items if item is not None]
        boxes = [(each, each.geometry()) for each in widgets if each is not None and each.isVisibleTo(parent)]
        for number, (one, box) in enumerate(boxes):
            beside = boxes[:number]
            overlaps += [
                f"{where(one, screen)} and {where(other, screen)}" for other, at in beside if box.intersects(at)
            ]
    assert overlaps == []


def _is_only_scrolled(part: QWidget) -> bool:
    """Return whether it is an area that only scrolls what has names of its own."""
    return isinstance(part, QScrollArea)


def test_every_page_has_scenes() -> None:
    """A page that nobody paints is a page that nobody looks at."""
    from megadesk.ui.pages.book import book

    names = {scene.name for scene in all_scenes()}
    assert [entry.word for entry in book() if not any(name.startswith(entry.word) for name in names)] == []
    assert Path(__file__).with_name("scenes").is_dir()
