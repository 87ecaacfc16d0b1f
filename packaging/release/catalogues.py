"""Entries for the catalogues of programs that Windows and macOS have: winget and Homebrew.

    PYTHONPATH=packaging python3 -m release.catalogues DIST URL VERSION

DIST holds the packages; the entries are written beside them, with their sums. URL is the folder that they are fetched from, as
of a release. Both are proposals to others' collections: a person sends them there. Standard library only.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from release.source import Version
from release.tools import PACKAGING, Failed, say
from windows.version_info import PUBLISHER

IDENTIFIER: Final = "megadesk.megadesk"
SCHEMA: Final = "1.10.0"
METAINFO: Final = PACKAGING / "linux" / "org.megadesk.Megadesk.metainfo.xml"
"""What Linux' software centres show; the same words are shown everywhere."""
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
OLDEST_WINDOWS: Final = "10.0.17763.0"
BUSY: Final = 2
"""What the installer ends with if megadesk does not end, or another installation runs."""


def summary(language: str = "") -> str:
    """Return in a few words what megadesk is, in English or another language."""
    found = ET.parse(METAINFO).iterfind("summary")  # noqa: S314 -- a file of ours
    return next(str(each.text) for each in found if each.get(_LANGUAGE, "") == language)


def winget(url: str, version: str, sha256: str) -> dict[str, str]:
    """Return the files of an entry for winget, by name."""
    head = f"PackageIdentifier: {IDENTIFIER}\nPackageVersion: {version}\n"

    def foot(kind: str) -> str:
        return f"ManifestType: {kind}\nManifestVersion: {SCHEMA}\n"

    return {
        f"{IDENTIFIER}.yaml": f"{head}DefaultLocale: en-US\n{foot('version')}",
        f"{IDENTIFIER}.installer.yaml": (
            f"{head}InstallerType: nullsoft\nScope: user\nMinimumOSVersion: {OLDEST_WINDOWS}\n"
            "InstallModes: [interactive, silent]\nUpgradeBehavior: install\nCommands: [megadesk]\nProtocols: [megadesk]\n"
            "ProductCode: megadesk\n"
            f"ExpectedReturnCodes:\n- InstallerReturnCode: {BUSY}\n  ReturnResponse: packageInUse\n"
            f"Installers:\n- Architecture: x64\n  InstallerUrl: {url}/megadesk-{version}-setup.exe\n"
            f"  InstallerSha256: {sha256.upper()}\n{foot('installer')}"
        ),
        f"{IDENTIFIER}.locale.en-US.yaml": (
            f"{head}PackageLocale: en-US\nPublisher: {PUBLISHER}\nPackageName: megadesk\nLicense: Apache-2.0\n"
            f"ShortDescription: {summary()}\nMoniker: megadesk\nTags: [backup, encryption, sync]\n{foot('defaultLocale')}"
        ),
        f"{IDENTIFIER}.locale.de-DE.yaml": (
            f"{head}PackageLocale: de-DE\nPublisher: {PUBLISHER}\nPackageName: megadesk\nLicense: Apache-2.0\n"
            f"ShortDescription: {summary('de')}\n{foot('locale')}"
        ),
    }


def cask(url: str, version: str, *, arm: str, intel: str, homepage: str) -> str:
    """Return an entry for Homebrew, with the sums of both disk images.

    It has no stanza that removes the profile: the keys are in it.
    """
    program = "#{appdir}/megadesk.app/Contents/MacOS/megadesk"
    return f"""cask "megadesk" do
  arch arm: "arm64", intel: "x86_64"

  version "{version}"
  sha256 arm:   "{arm}",
         intel: "{intel}"

  url "{url}/megadesk-#{{version}}-#{{arch}}.dmg"
  name "megadesk"
  desc "{summary()}"
  homepage "{homepage}"

  depends_on macos: ">= :ventura"

  app "megadesk.app"
  binary "{program}"

  uninstall launchctl: "org.megadesk.megadesk",
            script:    {{
              executable:   "{program}",
              args:         ["--quit", "--all"],
              must_succeed: false,
            }}
end
"""


def write(dist: Path, url: str, version: str) -> list[Path]:
    """Return the entries, written beside the packages that they are about; Failed if one of those is missing."""
    Version(version)  # or Failed
    entries = winget(url, version, _sum(dist / f"megadesk-{version}-setup.exe"))
    entries["megadesk.rb"] = cask(
        url,
        version,
        arm=_sum(dist / f"megadesk-{version}-arm64.dmg"),
        intel=_sum(dist / f"megadesk-{version}-x86_64.dmg"),
        homepage=url.partition("/releases/")[0],
    )
    for name, text in entries.items():
        (dist / name).write_bytes(text.encode())
    return [dist / name for name in entries]


def _sum(file: Path) -> str:
    if not file.is_file():
        raise Failed(f"there is no {file}")
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def main(words: Sequence[str]) -> int:
    """Return the exit code."""
    if len(words) != 3:  # noqa: PLR2004 -- as the header says
        say("usage: python3 -m release.catalogues DIST URL VERSION")
        return 2
    try:
        for file in write(Path(words[0]), words[1].rstrip("/"), words[2]):
            say(str(file))
    except Failed as why:
        say(str(why))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
