"""What goes into a frozen program, and what is left out."""

from __future__ import annotations

import pytest

from release import recipe
from release.tools import ROOT

QT = "PySide6/Qt"


@pytest.mark.parametrize("place", [
    f"{QT}/plugins/platforms/libqxcb.so", f"{QT}/plugins/platforms/libqwayland.so", f"{QT}/plugins/platforms/libqoffscreen.so",
    "PySide6/plugins/platforms/qwindows.dll", f"{QT}/plugins/imageformats/libqjpeg.so", f"{QT}/plugins/iconengines/libqsvgicon.so",
    f"{QT}/plugins/platformthemes/libqxdgdesktopportal.so", f"{QT}/translations/qtbase_de.qm", "megadesk/resources/icons/x.svg",
    "megadesk/resources/translations/megadesk_de.qm", f"{QT}/plugins/wayland-shell-integration/libxdg-shell.so",
])  # fmt: skip
def test_what_the_app_draws_with_stays(place: str) -> None:
    """Screens of a desktop, pictures, drawings, words."""
    assert not recipe.is_left_out(place)


@pytest.mark.parametrize("place", [
    f"{QT}/plugins/platforms/libqeglfs.so", f"{QT}/plugins/platforms/libqminimalegl.so", f"{QT}/translations/qtbase_fr.qm",
    f"{QT}/plugins/platformthemes/libqgtk3.so", f"{QT}/plugins/tls/libqopensslbackend.so", "megadesk\\resources\\translations\\app_de.ts",
    f"{QT}/translations/qtdeclarative_de.qm", "megadesk/server/migrations/script.py.mako",
])  # fmt: skip
def test_what_nobody_here_sees_goes(place: str) -> None:
    """Screens without a desktop, other desktops' looks, other languages, what only developers read."""
    assert recipe.is_left_out(place)


BINARIES = [
    ("lib.cpython.so", "/lib.cpython.so", "EXTENSION"),
    (f"{QT}/plugins/platforms/libqxcb.so", "/libqxcb.so", "BINARY"),
    ("libpython3.11.so.1.0", "/libpython3.11.so.1.0", "BINARY"),
    (f"{QT}/lib/libQt6Gui.so.6", "/libQt6Gui.so.6", "BINARY"),
    ("libQt6Gui.so.6", f"{QT}/lib/libQt6Gui.so.6", "SYMLINK"),
    ("libicu.so.73", "/libicu.so.73", "BINARY"),
    ("libgtk-3.so.0", "/libgtk-3.so.0", "BINARY"),
    ("libpango.so.0", "/libpango.so.0", "BINARY"),
]
LINKED = {
    "/libqxcb.so": ["libQt6Gui.so.6", "libc.so.6"], "/libQt6Gui.so.6": ["@rpath/libicu.so.73"], "/libgtk-3.so.0": ["libpango.so.0"],
}  # fmt: skip


def test_a_library_stays_while_something_is_linked_with_it() -> None:
    """Modules and plugins stay by themselves, libraries for their sake, and what only a plugin that went wanted goes."""
    kept = recipe.without_orphans(BINARIES, lambda file: LINKED.get(file, []))
    assert [entry[0] for entry in BINARIES if entry not in kept] == ["libgtk-3.so.0", "libpango.so.0"]


def test_a_link_to_a_library_that_went_goes_along() -> None:
    """Else it would lead nowhere."""
    files = [
        ("libgtk-3.so.0", "x/libgtk-3.so.0", "SYMLINK"),
        ("libicu.so.73", "x/libicu.so.73", "SYMLINK"),
        ("a.txt", "/a", "DATA"),
    ]
    kept = recipe.without_orphans(BINARIES, lambda file: LINKED.get(file, []))
    assert [entry[0] for entry in recipe.without_dangling(files, kept)] == ["libicu.so.73", "a.txt"]


def test_everything_that_is_brought_along_is_known() -> None:
    """What we ask for and what that asks for in turn; nothing that only tests want."""
    found = recipe.distributions()
    assert {"megadesk", "cryptography", "cffi", "pyside6-essentials", "shiboken6", "alembic", "zxcvbn"} <= found.keys()
    assert not {"pytest", "hypothesis", "ruff", "pyinstaller"} & found.keys()


def test_without_the_app_there_is_no_qt() -> None:
    """A machine without a screen has no use for it."""
    found = recipe.distributions(extras=("server",))
    assert {"granian", "psycopg", "psycopg-binary", "obstore"} <= found.keys()
    assert not {"pyside6-essentials", "shiboken6", "zxcvbn"} & found.keys()


def test_every_migration_is_taken_along_as_a_file() -> None:
    """Alembic reads them as such, below the package that they belong to."""
    found = recipe.migrations(ROOT / "src")
    there = sorted((ROOT / "src" / "megadesk" / "server" / "migrations" / "versions").glob("0*.py"))
    assert there
    assert {(str(file), "megadesk/server/migrations/versions") for file in there} <= set(found)
