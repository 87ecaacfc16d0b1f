"""What stands around the program on a Linux system."""

from __future__ import annotations

import gzip
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from release import linux_tree, tools
from release.source import Source, Version
from release.tools import ROOT, write

SOURCE = Source(root=ROOT, version=Version("1.2.3"))


def frozen(folder: Path, name: str) -> Path:
    """Return a folder that is laid out like a frozen program."""
    made = folder / name
    write(made / "megadesk", "#!/bin/sh\n", mode=0o755)
    write(made / "_internal" / "lib.so", "", mode=0o755)
    write(made / "licences" / "README.txt", "whose it is")
    return made


@pytest.fixture
def root(tmp_path: Path, qapp: object, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tree around the whole program."""
    monkeypatch.setattr(linux_tree, "WORK", tmp_path / "work")
    linux_tree.fill(tmp_path / "root", frozen(tmp_path, "megadesk"), SOURCE, date="2025-03-01", homepage="https://here")
    return tmp_path / "root"


def test_the_command_is_the_program(root: Path) -> None:
    """By a link that holds wherever the tree is unpacked; what is not run cannot be run."""
    assert (root / "usr" / "bin" / "megadesk").resolve() == root / "usr" / "lib" / "megadesk" / "megadesk"
    assert (root / "usr" / "lib" / "megadesk" / "megadesk").stat().st_mode & 0o777 == 0o755
    assert (root / "usr" / "lib" / "megadesk" / "_internal" / "lib.so").stat().st_mode & 0o777 == 0o644
    assert (root / "usr" / "share" / "doc" / "megadesk" / "licences" / "README.txt").read_text() == "whose it is"


def test_shells_know_its_words(root: Path) -> None:
    """Man pages and completions stand where each looks for them."""
    share = root / "usr" / "share"
    assert b"megadesk" in gzip.decompress((share / "man" / "man1" / "megadesk.1.gz").read_bytes())
    first = gzip.decompress((share / "man" / "man1" / "megadesk.1.gz").read_bytes()).splitlines()[0]
    assert b'"2025-03-01"' in first.replace(b"\\-", b"-"), "the day of the release, whenever it is built"
    for place in (
        "bash-completion/completions/megadesk",
        "zsh/vendor-completions/_megadesk",
        "fish/vendor_completions.d/megadesk.fish",
    ):
        assert (share / place).stat().st_size > 0


def test_the_menu_entry_has_its_icon_and_its_addresses(root: Path) -> None:
    """What it names is there."""
    share = root / "usr" / "share"
    entry = (share / "applications" / f"{linux_tree.APP_ID}.desktop").read_text()
    assert "MimeType=x-scheme-handler/megadesk;" in entry
    assert f"Icon={linux_tree.APP_ID}\n" in entry
    assert (share / "icons" / "hicolor" / "48x48" / "apps" / f"{linux_tree.APP_ID}.png").is_file()


def test_software_centres_are_told_the_release_and_the_home(root: Path) -> None:
    """And nothing of the place that stands for them stays."""
    text = (root / "usr" / "share" / "metainfo" / f"{linux_tree.APP_ID}.metainfo.xml").read_text()
    parsed = ET.fromstring(text)
    release = parsed.find("releases/release")
    assert release is not None
    assert (release.get("version"), release.get("date")) == ("1.2.3", "2025-03-01")
    assert parsed.findtext("url") == "https://here"
    assert [image.text for image in parsed.iter("image")] == [
        f"https://here/screenshots/{name}.png" for name, _ in linux_tree.SCREENSHOTS
    ]


def test_every_screenshot_that_is_shown_is_there() -> None:
    """The home of the project has those of docs."""
    for name, _ in linux_tree.SCREENSHOTS:
        assert (tools.ROOT / "docs" / "screenshots" / f"{name}.png").is_file()


def test_without_the_app_there_is_no_menu_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server has no menu."""
    monkeypatch.setattr(linux_tree, "WORK", tmp_path / "work")
    linux_tree.fill(tmp_path / "root", frozen(tmp_path, "megadesk-headless"), SOURCE, date="2025-03-01")
    share = tmp_path / "root" / "usr" / "share"
    assert not (share / "applications").exists()
    assert not (share / "icons").exists()
    assert (tmp_path / "root" / "usr" / "bin" / "megadesk").resolve().parent.name == "megadesk-headless"
