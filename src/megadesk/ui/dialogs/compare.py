"""One file then and now, side by side, before it is brought back.

    Compared --files.cat, of then and of now--> bytes --> text with its differences, or pictures

Read only as much as a preview needs; what is longer is cut, and that is said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from megadesk.ipc import messages as m
from megadesk.ipc.protocol import to_typed
from megadesk.model.errors import MegadeskError
from megadesk.model.filekind import FileKind, kind_of
from megadesk.ui.desk import Desk
from megadesk.ui.engine_link import Asking
from megadesk.ui.text import NOTHING, Exactly, Size, Text, joined, text, verbatim
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.compare import IMAGE_MAX_BYTES, TEXT_MAX_BYTES, Side, as_text, side_by_side
from megadesk.ui.viewmodels.errors import words_of_error
from megadesk.ui.viewmodels.moments import moment_ms
from megadesk.ui.viewmodels.rewind import change_words, name_of
from megadesk.ui.widgets.content_view import ContentView, picture
from megadesk.ui.widgets.labels import Label, Parts
from megadesk.ui.widgets.layout import column, row
from megadesk.ui.widgets.sheet import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A file of then and of now; a path that is empty: it is not there. ``seq``: the moment."""

    path: str
    now: str
    seq: int
    change: str
    size_then: int
    size_now: int
    mtime_then: str
    mtime_now: str

    @classmethod
    def of(cls, entry: m.DiffEntry, seq: int) -> Compared:
        """Return what differs."""
        return cls(
            path=entry.path if entry.size_then is not None else "", now=entry.now or "", seq=seq, change=entry.change,
            size_then=entry.size_then or 0, size_now=entry.size_now or 0, mtime_then=entry.mtime_then or "",
            mtime_now=entry.mtime_now or "",
        )  # fmt: skip


@dataclass(slots=True)
class _Half:
    view: ContentView
    content: bytes | None = None
    is_over: bool = False
    asking: Asking | None = None


class CompareSheet(Sheet):
    """Signals: restore_wanted(path)."""

    restore_wanted = Signal(str)

    def __init__(
        self, desk: Desk, compared: Compared, *, is_backup: bool = False, parent: QWidget | None = None
    ) -> None:
        self._desk, self._compared = desk, compared
        self._then = _Half(ContentView(text("Then")))
        self._now = _Half(ContentView(text("Now")))
        can_restore = bool(compared.path) and compared.change != "same"
        super().__init__(
            Text(name_of(compared.path or compared.now), is_verbatim=True),
            self._content(),
            primary=text("Restore this file…") if can_restore or (is_backup and compared.path) else NOTHING,
            cancel=text("Close"),
            context=joined([change_words(compared.change), verbatim(compared.path or compared.now)]),
            width=look().px(560),
            parent=parent,
        )
        self.resize(look().px(880), look().px(600))
        self.accepted_by_person.connect(self._restore)
        self._read(self._then, compared.path, compared.size_then, compared.seq, text("Did not exist then"))
        self._read(self._now, compared.now, compared.size_now, 0, text("No longer exists"))

    def _content(self) -> QWidget:
        one, other = self._compared, QWidget()
        other.setLayout(
            row(
                column(_head(text("Then"), one.path, one.mtime_then, one.size_then), self._then.view, spacing=6),
                column(_head(text("Now"), one.now, one.mtime_now, one.size_now), self._now.view, spacing=6),
                spacing=12,
            )
        )
        for stretch in (0, 1):
            other.layout().setStretch(stretch, 1)  # type: ignore[union-attr]  # it was just set
        one_bar, other_bar = self._then.view.lines, self._now.view.lines
        for bar, with_it in ((one_bar, other_bar), (other_bar, one_bar)):
            bar.verticalScrollBar().valueChanged.connect(with_it.verticalScrollBar().setValue)
            bar.horizontalScrollBar().valueChanged.connect(with_it.horizontalScrollBar().setValue)
        return other

    def _restore(self) -> None:
        self.restore_wanted.emit(self._compared.path)
        self.close()

    # -- reading ----------------------------------------------------------------------------------------------------

    def _read(self, half: _Half, path: str, size: int, seq: int, missing: Text) -> None:
        if not path:
            half.view.show_message("file-x", missing, NOTHING)
            half.is_over = True
            self._show()
            return
        most = IMAGE_MAX_BYTES if kind_of(path) is FileKind.IMAGE else TEXT_MAX_BYTES
        if kind_of(path) in {FileKind.VIDEO, FileKind.AUDIO, FileKind.ARCHIVE} or (
            kind_of(path) is FileKind.IMAGE and size > most
        ):
            half.is_over = True
            half.view.show_message("file", *_no_preview())
            self._show()
            return
        half.view.show_message("loader", text("Loading…"), NOTHING)
        half.asking = read_content(
            self._desk, path, seq, most,
            then=lambda content: self._take(half, content),
            failed=lambda error: self._fail(half, error), owner=self,
        )  # fmt: skip

    def _take(self, half: _Half, content: bytes) -> None:
        half.content, half.is_over = content, True
        self._show()

    def _fail(self, half: _Half, error: MegadeskError) -> None:
        half.is_over = True
        half.view.show_message("circle-alert", text("Could not be shown"), words_of_error(error))
        self._show()

    def _show(self) -> None:
        if not (self._then.is_over and self._now.is_over):
            return
        then, now = _shown(self._then.content), _shown(self._now.content)
        if isinstance(then, str) and isinstance(now, str):
            left, right = side_by_side(then, now)
            self._then.view.show_lines(left)
            self._now.view.show_lines(right)
            return
        for half, found in ((self._then, then), (self._now, now)):
            if isinstance(found, str):
                half.view.show_lines([Side(line) for line in found.splitlines()])
            elif half.content is not None:
                image = picture(half.content)
                if image is not None:
                    half.view.show_picture(image)
                else:
                    half.view.show_message("file", *_no_preview())

    def closeEvent(self, event: Any) -> None:  # noqa: N802 -- Qt's name
        """Read no further."""
        for half in (self._then, self._now):
            if half.asking is not None:
                half.asking.cancel()
        super().closeEvent(event)


def read_content(
    desk: Desk,
    path: str,
    seq: int,
    most: int,
    *,
    then: Callable[[bytes], None],
    failed: Callable[[MegadeskError], None],
    owner: QObject,
) -> Asking:
    """Ask for the beginning of a file, as it was at a moment, or (``seq`` 0) as it is."""
    found = bytearray()

    def take(piece: Any) -> None:
        found.extend(to_typed(m.Chunk, piece).data)

    return desk.link.ask(
        m.CAT_FILE, m.Cat(path=path, seq=seq, max_bytes=most), progress=take,
        then=lambda _: then(bytes(found)), failed=failed, owner=owner,
    )  # fmt: skip


def _shown(content: bytes | None) -> str | None:
    return None if content is None else as_text(content, is_cut=len(content) >= TEXT_MAX_BYTES)


def _head(word: Text, path: str, mtime: str, size: int) -> QWidget:
    words = Label(word, "strong")
    facts = (
        joined([text("{when}", when=Exactly(moment_ms(mtime))), text("{size}", size=Size(size))])
        if path and mtime
        else NOTHING
    )
    made = QWidget()
    made.setLayout(column(words, Parts(facts, "small"), spacing=2))
    return made


def _no_preview() -> tuple[Text, Text]:
    return text("No preview"), text("This type of file has no preview. You can still restore it.")
