"""What the properties of a program say on Windows, and what its manifest says to Windows."""

from __future__ import annotations

import ast
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from windows.version_info import DESCRIPTIONS, version_info, version_text

MANIFEST = Path(__file__).resolve().parents[3] / "packaging" / "windows" / "megadesk.manifest"


@pytest.mark.parametrize("program", sorted(DESCRIPTIONS))
def test_text_is_one_expression_of_the_classes_of_pyinstaller(program: str) -> None:
    """It names the version in numbers and in words, and the program it is for."""
    tree = ast.parse(Path(version_info("1.2.3rc1", program)).read_text(encoding="utf-8"), mode="eval")
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert {ast.unparse(call.func) for call in calls} == {
        "VSVersionInfo", "FixedFileInfo", "StringFileInfo", "StringTable", "StringStruct", "VarFileInfo", "VarStruct",
    }  # fmt: skip
    said = dict(
        ast.literal_eval(ast.Tuple(call.args, ast.Load())) for call in calls if ast.unparse(call.func) == "StringStruct"
    )
    assert said["ProductVersion"] == said["FileVersion"] == "1.2.3rc1"
    assert said["OriginalFilename"] == program
    assert "filevers=(1, 2, 3, 0), prodvers=(1, 2, 3, 0)" in version_text("1.2.3rc1", program)


def test_the_windowed_program_has_the_plain_name() -> None:
    """The Task Manager and the settings of the system show it."""
    assert DESCRIPTIONS["megadeskw.exe"] == "megadesk"


def said() -> dict[str, str]:
    """Return the text of each element that has one, by its plain name."""
    found = ((element.tag.rpartition("}")[2], element.text or "") for element in ET.parse(MANIFEST).getroot().iter())
    return {name: text.strip() for name, text in found if text.strip()}


def test_screens_paths_and_names_are_as_the_app_needs_them() -> None:
    """Each screen in its own density, paths of any length, names in any alphabet."""
    assert said() == {
        "longPathAware": "true",
        "dpiAware": "true/pm",
        "dpiAwareness": "PerMonitorV2, PerMonitor",
        "activeCodePage": "UTF-8",
    }


def test_no_rights_are_asked_for() -> None:
    """It runs as whoever starts it."""
    levels = [element.get("level") for element in ET.parse(MANIFEST).getroot().iter() if element.get("level")]
    assert levels == ["asInvoker"]
