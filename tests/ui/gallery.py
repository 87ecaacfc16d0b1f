"""Pictures of every screen, without an engine: python -m ui.gallery FOLDER [WORD...]  (from tests/, offscreen).

A scene is a screen in a state. Each file of ``scenes`` has ``scenes() -> list[Scene]``; all are painted in light and
dark, some also at twice the text size (``large``), in German (``german``) and from right to left (``mirrored``).
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from fakes.desk import FakeDesk, make_desk
from fakes.screen import prepare, put_away
from fakes.settings import all_well
from megadesk.ui.language import available, language
from megadesk.ui.theme.look import look
from megadesk.ui.theme.tokens import Appearance

SNUG = 100
"""The height of a dialog that is to be as high as what is in it: it lets itself not be made lower."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One picture: its name, what builds the widget on a fresh desk, its size, and the other ways to show it."""

    name: str
    build: Callable[[FakeDesk], QWidget]
    size: tuple[int, int] = (1080, 720)
    also: tuple[str, ...] = ()
    """Of: large, german, mirrored, contrast, small (760 x 520)."""

    def desk(self, home: Path) -> FakeDesk:
        """Return a fresh desk, where all is well; of an empty screen one where nothing is synced yet."""
        return make_desk(home, None if self.name.endswith("-empty") else all_well())


def all_scenes() -> list[Scene]:
    """Return the scenes of every file of ``scenes``."""
    folder = Path(__file__).parent / "scenes"
    names = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    return [scene for name in names for scene in import_module(f"ui.scenes.{name}").scenes()]


def paint(application: QApplication, scene: Scene, folder: Path) -> list[Path]:
    """Paint a scene in all its ways; return the files."""
    ways = [("light", Appearance.LIGHT), ("dark", Appearance.DARK)]
    made = [_paint_one(application, scene, folder, word, appearance) for word, appearance in ways]
    for word in scene.also:
        if word != "german" or "de" in available():
            appearance = Appearance.HIGH_CONTRAST if word == "contrast" else Appearance.LIGHT
            made.append(_paint_one(application, scene, folder, word, appearance))
    return made


def _paint_one(application: QApplication, scene: Scene, folder: Path, word: str, appearance: Appearance) -> Path:
    language().choose("de" if word == "german" else "en")
    look().choose(appearance, 2.0 if word == "large" else 1.0)
    mirrored = word == "mirrored"
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
    path = folder / f"{scene.name}-{word}.png"
    with shown_home() as home:
        desk = scene.desk(home)
        widget = scene.build(desk)
        widget.resize(QSize(760, 520) if word == "small" else QSize(*scene.size))
        widget.show()
        for _ in range(4):
            application.processEvents()
        widget.grab().save(str(path))
        put_away(widget)
    return path


@contextmanager
def shown_home() -> Iterator[Path]:
    """Yield an empty profile whose name is the same each time: it is shown, and no picture would be the same twice."""
    home = Path(tempfile.gettempdir()) / "megadesk-pictures"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    try:
        yield home
    finally:
        shutil.rmtree(home)


def for_docs(scene: Scene) -> Scene:
    """Return a scene in the ways that are kept in docs/screenshots: small ones in light only, the main ones in most."""
    return replace(scene, also=tuple(word for word in scene.also if word in {"large", "german"}))


def main(words: list[str]) -> int:
    """Paint all scenes, or those whose name begins with one of the words; ``--docs``: what the documentation shows."""
    if not words:
        print(__doc__)
        return 2
    is_for_docs = "--docs" in words
    words = [word for word in words if word != "--docs"]
    folder, wanted = Path(words[0]), tuple(words[1:])
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(["megadesk"])
    prepare(application)
    for scene in all_scenes():
        if not wanted or scene.name.startswith(wanted):
            for path in paint(application, for_docs(scene) if is_for_docs else scene, folder):
                print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
