"""What Windows shows in the properties of a program: the text that PyInstaller makes a version resource of.

pyinstaller/megadesk.spec asks for it, once a program. The text is the constructors of PyInstaller's own classes, which
can be imported on Windows only; so it is made as text, and read by PyInstaller.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from release.source import Version

PUBLISHER: Final = "The megadesk authors"
DESCRIPTIONS: Final = {"megadesk.exe": "megadesk on the command line", "megadeskw.exe": "megadesk"}
"""By program; the Task Manager and the settings of the system show it, so the windowed one has the plain name."""

ENGLISH_UNICODE: Final = "040904B0"
TRANSLATION: Final = (0x0409, 0x04B0)


def version_text(version: str, program: str) -> str:
    """Return the version resource of a program, ``megadesk.exe`` or ``megadeskw.exe``, as PyInstaller reads it."""
    said = {
        "CompanyName": PUBLISHER,
        "FileDescription": DESCRIPTIONS[program],
        "FileVersion": version,
        "InternalName": Path(program).stem,
        "LegalCopyright": f"{PUBLISHER}, Apache-2.0",
        "OriginalFilename": program,
        "ProductName": "megadesk",
        "ProductVersion": version,
    }
    numbers = Version(version).numbers
    lines = ",\n".join(f"        StringStruct({name!r}, {text!r})" for name, text in said.items())
    return (
        f"VSVersionInfo(\n  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f,\n"
        "    flags=0x0, OS=0x40004, fileType=0x1, subtype=0x0, date=(0, 0)),\n"
        f"  kids=[\n    StringFileInfo([StringTable({ENGLISH_UNICODE!r}, [\n{lines}\n    ])]),\n"
        f"    VarFileInfo([VarStruct('Translation', [{TRANSLATION[0]}, {TRANSLATION[1]}])])\n  ]\n)\n"
    )


def version_info(version: str, program: str) -> str:
    """Return where that text stands: PyInstaller takes a file."""
    file = Path(tempfile.mkdtemp(prefix="megadesk-version-")) / f"{program}.txt"
    file.write_text(version_text(version, program), encoding="utf-8")
    return str(file)
