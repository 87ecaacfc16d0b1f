"""Entries for winget and Homebrew: they name what was built, and say what the packages say of themselves."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
import yaml

from macos.bundle import OLDEST_SYSTEM
from megadesk.host.autostart import APP
from release.catalogues import main, summary, winget, write
from release.tools import Failed
from release.windows import SCRIPT

URL = "https://forge.example/us/megadesk/releases/download/v1.2.3"
PACKAGES = ("megadesk-1.2.3-setup.exe", "megadesk-1.2.3-arm64.dmg", "megadesk-1.2.3-x86_64.dmg")


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A folder with packages."""
    for name in PACKAGES:
        (tmp_path / name).write_text(name, encoding="ascii")
    return tmp_path


def manifests() -> dict[str, dict[str, Any]]:
    """Return the files for winget, read, by their kind."""
    read = [yaml.safe_load(text) for text in winget(URL, "1.2.3", "ab" * 32).values()]
    return {each["ManifestType"]: each for each in read}


def test_every_file_for_winget_is_about_the_same_version() -> None:
    """One of each kind, in the order of a catalogue: a default language and another."""
    assert manifests().keys() == {"version", "installer", "defaultLocale", "locale"}
    heads = {
        (each["PackageIdentifier"], each["PackageVersion"], each["ManifestVersion"]) for each in manifests().values()
    }
    assert heads == {("megadesk.megadesk", "1.2.3", "1.10.0")}
    assert manifests()["version"]["DefaultLocale"] == manifests()["defaultLocale"]["PackageLocale"]


def test_installer_is_what_it_says_of_itself() -> None:
    """The name under which Windows lists it, the oldest Windows, and the code with which it gives up."""
    said, script = manifests()["installer"], SCRIPT.read_text(encoding="utf-8")
    assert f'!define APP "{said["ProductCode"]}"' in script
    assert f"!define OLDEST_BUILD {said['MinimumOSVersion'].split('.')[2]}\n" in script
    assert [each["InstallerReturnCode"] for each in said["ExpectedReturnCodes"]] == [2]
    assert [each["InstallerUrl"] for each in said["Installers"]] == [f"{URL}/{PACKAGES[0]}"]
    assert said["Protocols"] == said["Commands"] == [APP]


def test_it_is_told_in_the_words_of_linux() -> None:
    """Each language has its own, and there is one place for them."""
    told = {kind: manifests()[kind]["ShortDescription"] for kind in ("defaultLocale", "locale")}
    assert told == {"defaultLocale": summary(), "locale": summary("de")}
    assert summary().isascii()
    assert not summary("de").startswith("Folders")


def test_sums_are_those_of_the_packages(dist: Path) -> None:
    """Each entry names what it is about by its content."""
    written = {path.name: path.read_text(encoding="utf-8") for path in write(dist, URL, "1.2.3")}
    sums = [hashlib.sha256(name.encode()).hexdigest() for name in PACKAGES]
    assert sums[0].upper() in written["megadesk.megadesk.installer.yaml"]
    assert f'arm:   "{sums[1]}",\n         intel: "{sums[2]}"' in written["megadesk.rb"]
    assert 'homepage "https://forge.example/us/megadesk"' in written["megadesk.rb"]


def test_macos_of_the_cask_is_that_of_the_bundle(dist: Path) -> None:
    """Ventura is 13; and nothing removes the keys."""
    text = next(path for path in write(dist, URL, "1.2.3") if path.suffix == ".rb").read_text(encoding="utf-8")
    assert 'depends_on macos: ">= :ventura"' in text
    assert OLDEST_SYSTEM == "13.0"
    assert "zap" not in text


def test_a_package_that_is_missing_stops_it(dist: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written about half a release."""
    (dist / PACKAGES[2]).unlink()
    with pytest.raises(Failed, match="there is no"):
        write(dist, URL, "1.2.3")
    assert main([str(dist), URL, "1.2.3"]) == 1
    assert sorted(path.name for path in dist.iterdir()) == sorted(PACKAGES[:2])
    assert main([]) == 2
    assert "usage" in capsys.readouterr().out
