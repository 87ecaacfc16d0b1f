"""The ignore rules of a synced folder: read, tried, and written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.desk import Desk
from megadesk.ui.engine_link import Asking
from megadesk.ui.text import text


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text for the rules of a folder, or (``here_only``) of this device. version: of the text that it was made from."""

    pair: str
    pair_name: str
    text: str
    here_only: bool = False
    version: str = ""

    def request(self) -> m.IgnoreDraft:
        """Return it as the engine takes it."""
        return m.IgnoreDraft(pair=self.pair, text=self.text, here_only=self.here_only, version=self.version)


def read_rules(
    desk: Desk,
    pair: str,
    *,
    then: Callable[[m.IgnoreText], None],
    failed: Callable[[MegadeskError], None],
    owner: QObject,
) -> Asking:
    """Read the rules of all devices and those of this one."""
    return desk.link.ask(m.IGNORE_READ, m.IgnoreFolder(pair=pair), then=then, failed=failed, owner=owner)


def try_rules(
    desk: Desk,
    draft: Draft,
    *,
    then: Callable[[m.IgnoreTried], None],
    failed: Callable[[MegadeskError], None],
    owner: QObject,
) -> Asking:
    """Say what a text would do. Nothing is changed."""
    return desk.link.ask(m.IGNORE_TRY, draft.request(), then=then, failed=failed, owner=owner)


def write_rules(
    desk: Desk,
    draft: Draft,
    before: str,
    *,
    then: Callable[[], None],
    failed: Callable[[MegadeskError], None],
    owner: QObject,
) -> None:
    """Let a text count from now on; undo puts ``before`` in its place, unless somebody saved another meanwhile."""

    def done(tried: m.IgnoreTried) -> None:
        back = Draft(
            pair=draft.pair, pair_name=draft.pair_name, text=before, here_only=draft.here_only, version=tried.version
        )
        words = text("Ignore rules of “{name}” saved.", name=draft.pair_name)
        desk.notices.done(words, undo=lambda: _write_back(desk, back))
        then()

    desk.link.ask(m.IGNORE_WRITE, draft.request(), then=done, failed=failed, owner=owner)


def _write_back(desk: Desk, draft: Draft) -> None:
    words = text("The ignore rules of “{name}” are back to what they were.", name=draft.pair_name)
    desk.link.ask(m.IGNORE_WRITE, draft.request(), then=lambda _: desk.notices.done(words), failed=desk.notices.failed)
