"""The installer for Windows: what goes into it, and that its script writes what the app would write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from megadesk.host.autostart import run_value
from megadesk.host.run_key import APPROVED, RUN
from release.tools import Failed
from release.windows import PROGRAMS, SCRIPT, build_installer, listing

APP = r"C:\Users\Jo Doe\AppData\Local\Programs\megadesk"


def frozen(folder: Path, *names: str) -> Path:
    """Return a folder with these files."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"1")
    return folder


def script() -> str:
    """Return the installer's script, its names for texts put in."""
    text = SCRIPT.read_text(encoding="utf-8")
    for name, value in re.findall(r'^!define (\w+) "([^"]*)"$', text, re.MULTILINE):
        text = text.replace(f"${{{name}}}", value)
    return text


def test_list_names_files_first_and_folders_from_the_deepest(tmp_path: Path) -> None:
    """Who removes line by line finds each folder empty when its line comes."""
    frozen(tmp_path, "megadesk.exe", "_internal/a.dll", "_internal/Qt/deep/b.dll")
    assert listing(tmp_path) == [
        "_internal\\Qt\\deep\\b.dll", "_internal\\a.dll", "megadesk.exe",
        "_internal\\Qt\\deep\\", "_internal\\Qt\\", "_internal\\",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["ä.dll", "a\nb.dll", "a..b"])
def test_name_that_the_list_cannot_carry_stops_the_build(tmp_path: Path, name: str) -> None:
    """Such a file would be installed and never removed."""
    with pytest.raises(Failed, match="cannot list"):
        listing(frozen(tmp_path, name))


def test_folder_without_both_programs_is_refused(tmp_path: Path) -> None:
    """What was frozen on another system makes no installer."""
    frozen(tmp_path / "frozen", PROGRAMS[0])
    with pytest.raises(Failed, match=PROGRAMS[1]):
        build_installer(tmp_path / "frozen", tmp_path, "1.2.3")


def test_start_at_login_is_what_the_app_writes() -> None:
    """The component of the installer and the switch in the settings are one: same key, same name, same line."""
    written = re.findall(r"WriteRegStr HKCU \"([^\"]*\\Run)\" \"megadesk\" '([^']*)'", script())
    line = run_value([rf"{APP}\megadeskw.exe", "--background"])
    assert [(key, value.replace("$INSTDIR", APP)) for key, value in written] == [(RUN, line)]


def test_uninstall_forgets_what_was_said_about_the_start_at_login() -> None:
    """Under the key in which the app looks for it."""
    assert f'DeleteRegValue HKCU "{APPROVED}" $1' in script()


def test_nothing_removes_a_folder_with_all_that_is_in_it() -> None:
    """The folder was chosen by a person, and may hold what is theirs."""
    sources = sorted(SCRIPT.parent.glob("*.ns[ih]"))
    assert len(sources) > 3
    assert [
        path.name for path in sources if re.search(r"RMDir\s+/r", path.read_text(encoding="utf-8"), re.IGNORECASE)
    ] == []


def test_every_sentence_of_the_installer_is_there_in_both_languages() -> None:
    """Each is given once, with an English and a German text that differ, but for the name."""
    words = (SCRIPT.parent / "words.nsh").read_text(encoding="utf-8")
    said = re.findall(r'!insertmacro Say (\w+)\s*(?:\\\n\s*)?"([^"]+)"\s*(?:\\\n\s*)?"([^"]+)"', words)
    names = [name for name, _, _ in said]
    assert len(names) == len(set(names)) == words.count("!insertmacro Say ")
    assert [name for name, english, german in said if english == german] == ["PROGRAM"]
    used = set(
        re.findall(
            r"\$\(([A-Z_]+)\)", "".join(path.read_text(encoding="utf-8") for path in SCRIPT.parent.glob("*.ns[ih]"))
        )
    )
    assert used == set(names)
