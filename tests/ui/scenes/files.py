"""The files page and its sheets."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter, QLinearGradient, QPainter
from PySide6.QtWidgets import QWidget

from fakes.cloud import FakeCloud
from fakes.desk import NOW_MS, FakeDesk
from megadesk.engine.clock import rfc3339
from megadesk.ipc import messages as m
from megadesk.model.errors import ServerUnavailable
from megadesk.ui.actions.files import deleting
from megadesk.ui.desk import Work
from megadesk.ui.dialogs.choose_cloud_folder import RECENT, ChooseCloudFolder
from megadesk.ui.dialogs.delete_for_good import DeleteForGoodSheet
from megadesk.ui.dialogs.duplicates import DuplicatesSheet
from megadesk.ui.dialogs.properties import PropertiesSheet
from megadesk.ui.dialogs.versions import VersionsSheet
from megadesk.ui.pages.files import FilesPage
from megadesk.ui.text import text
from megadesk.ui.window import Window
from ui.gallery import SNUG, Scene

ALL = ("large", "german", "mirrored", "contrast", "small")


def scenes() -> list[Scene]:
    """Return the scenes."""
    return [
        Scene(name="files-page", build=_full, also=ALL),
        Scene(name="files-grid", build=_grid, also=("large", "mirrored")),
        Scene(name="files-errands", build=_errands),
        Scene(name="files-found", build=_found),
        Scene(name="files-empty", build=_empty),
        Scene(name="files-loading", build=_loading),
        Scene(name="files-error", build=_error),
        Scene(name="files-bin", build=_bin, also=("large", "mirrored", "small")),
        Scene(name="files-work", build=_work, also=("large", "german", "mirrored")),
        Scene(name="files-doom", build=_doom, size=(500, SNUG)),
        Scene(name="files-properties", build=_properties, size=(460, SNUG)),
        Scene(name="files-duplicates", build=_duplicates, size=(600, SNUG), also=("large", "mirrored")),
        Scene(name="files-choose", build=_choose, size=(560, 560), also=("large", "german", "mirrored", "contrast")),
        Scene(
            name="files-versions", build=_versions, size=(900, 600), also=("large", "german", "mirrored", "contrast")
        ),
        Scene(name="files-versions-text", build=_versions_text, size=(900, 600)),
    ]


def _page(desk: FakeDesk) -> tuple[Window, FilesPage]:
    window = Window(desk)
    window.open("files")
    page = window.page
    assert isinstance(page, FilesPage)
    return window, page


def _full(desk: FakeDesk) -> QWidget:
    cloud = FakeCloud(desk.link)
    cloud.contents = picture()
    window, page = _page(desk)
    page.browser.choose_name("holiday video.mp4")
    page.browser.details._look()
    return window


def _grid(desk: FakeDesk) -> QWidget:
    FakeCloud(desk.link)
    desk.prefs.keep("files_view", "grid")
    desk.prefs.keep("files_details", value=False)
    window, page = _page(desk)
    page.browser.choose_name("budget 2026.xlsx")
    return window


def _errands(desk: FakeDesk) -> QWidget:
    FakeCloud(desk.link)
    put = errand("e1", "put", ["/home/anna/Pictures/one.jpg", "/home/anna/Pictures/two.jpg"], "/Photos/2026")
    asks = errand("e2", "get", ["/Documents/minutes.txt"], "/home/anna/Desktop", state="asking", questions=3)
    desk.link.answer(m.LIST_ERRANDS, m.ErrandList(errands=[asks]))
    window, page = _page(desk)
    progress = m.Progress(
        phase="upload",
        done_bytes=8 << 20,
        total_bytes=20 << 20,
        done_files=1,
        total_files=2,
        bps=3 << 20,
        seconds_left=42,
    )
    page.errands._known["e1"] = put
    page.errands._progress["e1"] = progress
    page.errands.changed.emit()
    for sheet in page.findChildren(DuplicatesSheet):
        sheet.close()
    return window


def _found(desk: FakeDesk) -> QWidget:
    FakeCloud(desk.link)
    window, page = _page(desk)
    page.find_field.setText("o")
    page.find_field.returnPressed.emit()
    return window


def _empty(desk: FakeDesk) -> QWidget:
    FakeCloud(desk.link, ())
    return _page(desk)[0]


def _loading(desk: FakeDesk) -> QWidget:
    desk.link.hold()
    window, page = _page(desk)
    page.browser.states.setCurrentWidget(page.browser.states._skeleton)
    return window


def _error(desk: FakeDesk) -> QWidget:
    desk.link.answer(m.LIST_FILES, ServerUnavailable())
    return _page(desk)[0]


def _bin(desk: FakeDesk) -> QWidget:
    FakeCloud(desk.link)
    desk.link.answer(m.LIST_BIN, m.BinEntries(entries=BINNED))
    window, page = _page(desk)
    page.open_at("bin:/")
    page.bin.list.choose("b2")
    return window


def _work(desk: FakeDesk) -> QWidget:
    window = _full(desk)
    work = Work()
    work.words, work.part = deleting(1500, 3570), 1500 / 3570
    desk.notices.goes_on(work)
    desk.notices.done(text("{old} was renamed to {new}.", old="ideas.md", new="plans.md"), undo=lambda: None)
    return window


def _doom(desk: FakeDesk) -> QWidget:
    return DeleteForGoodSheet(desk, BINNED, [one.id for one in BINNED] + [f"x{number}" for number in range(203)])


def _properties(desk: FakeDesk) -> QWidget:
    cloud = FakeCloud(desk.link)
    return PropertiesSheet(desk, cloud.entries["/holiday video.mp4"])


def _duplicates(desk: FakeDesk) -> QWidget:
    new = m.Side(kind="file", size=3_412_998, mtime=rfc3339(NOW_MS - 600_000))
    there = m.Side(kind="file", size=2_998_101, mtime=rfc3339(NOW_MS - 90_000_000))
    question = m.Question(
        number=4, path="/Photos/2026/harbour at dawn.jpg", case="file", new=new, there=there,
        answers=["replace", "rename", "skip"],
    )  # fmt: skip
    desk.link.answer(m.ERRAND_QUESTIONS, m.QuestionPage(questions=[question], total=23))
    sheet = DuplicatesSheet(
        desk, errand("e1", "put", ["/home/anna/a.jpg"], "/Photos/2026", state="asking", questions=23)
    )
    sheet.choose("rename")
    return sheet


def errand(name: str, way: str, sources: list[str], target: str, **changed: Any) -> m.ErrandStatus:
    """Return a put or get."""
    plain = m.ErrandStatus(id=name, way=way, sources=sources, target=target, state="transfer")
    return replace(plain, **changed)


def _binned(name: str, side: str, path: str, size: int, age_ms: int, **changed: Any) -> m.BinEntry:
    plain = m.BinEntry(
        id=name, side=side, path=path, pair=None, kind="file", size=size, removed=rfc3339(NOW_MS - age_ms)
    )
    return replace(plain, **changed)


BINNED = [
    _binned("b1", "cloud", "/Photos/2025/IMG_2041.jpg", 3_100_200, 600_000),
    _binned("b2", "cloud", "/Documents/old drafts", 48_100_200, 7_200_000, kind="folder"),
    _binned("b3", "local", "notes/todo.md", 1_204, 90_000_000, pair="Work"),
    _binned("b4", "cloud", "/backup of the old disk.tar.gz", 48_318_382_080, 900_000_000),
    _binned("b5", "local", "report final.docx", 88_304, 2_000_000_000, pair="Work"),
]


def _choose(desk: FakeDesk) -> QWidget:
    FakeCloud(desk.link)
    desk.prefs.keep(RECENT, ["/Photos/2026", "/Documents/Invoices of the year before last"])
    sheet = ChooseCloudFolder(desk)
    sheet.tree.go("/Photos/2026")
    return sheet


def _versions(desk: FakeDesk) -> QWidget:
    cloud = FakeCloud(desk.link)
    cloud.contents = picture()
    return VersionsSheet(desk, "/Photos/2026/harbour at dawn.jpg")


def _versions_text(desk: FakeDesk) -> QWidget:
    cloud = FakeCloud(desk.link)
    cloud.contents = (
        "Minutes of 24 November\n\n1. The roof\n   Three offers, the second is the best of them.\n" * 12
    ).encode()
    sheet = VersionsSheet(desk, "/Documents/minutes.txt")
    sheet.list.choose("3")
    return sheet


def picture() -> bytes:
    """Return a picture: a sky over water."""
    image = QImage(960, 640, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sky = QLinearGradient(0, 0, 0, 640)
    for at, colour in ((0.0, "#2B3A67"), (0.45, "#E8A87C"), (0.5, "#F6D6A8"), (0.52, "#3F5E7A"), (1.0, "#16263A")):
        sky.setColorAt(at, QColor(colour))
    painter.fillRect(image.rect(), sky)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())
