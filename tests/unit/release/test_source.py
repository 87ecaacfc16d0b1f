"""What is built, and how its version reads to each system."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from megadesk import __version__
from release.source import Version, named_version, source_of
from release.tools import ROOT, Failed

ORDERED = ("0.9.9", "1.0.0.dev0", "1.0.0.dev3", "1.0.0a1", "1.0.0b1", "1.0.0rc1", "1.0.0rc2", "1.0.0", "1.0.1")
"""As Python sorts them; of development versions Debian thinks otherwise, so they are compared with the release alone."""


@pytest.mark.parametrize(("text", "debian"), [
    ("1.4.0", "1.4.0"), ("1.4.0rc1", "1.4.0~rc1"), ("0.1.0.dev0", "0.1.0~dev0"), ("10.20.30b2", "10.20.30~b2"),
])  # fmt: skip
def test_a_version_as_debian_has_it(text: str, debian: str) -> None:
    """What comes before a release has a tilde."""
    assert Version(text).debian == debian


def test_dpkg_sorts_what_comes_before_a_release_before_it() -> None:
    """An upgrade from each version to 1.0.0, and from that to 1.0.1, is one."""
    for text in ORDERED[:-2]:
        assert _is_before(text, "1.0.0"), text
    assert _is_before("1.0.0", "1.0.1")


def _is_before(one: str, other: str) -> bool:
    words = ["dpkg", "--compare-versions", Version(one).debian, "lt", Version(other).debian]
    return subprocess.run(words, check=False).returncode == 0


@pytest.mark.parametrize("text", ["", "1", "1.0", "v1.0.0", "1.0.0-1", "1.0.0rc", "1.0.0 ", "1.0.0+local", "../1.0.0"])
def test_what_is_no_version_is_refused(text: str) -> None:
    """It would become part of file names and control files."""
    with pytest.raises(Failed):
        Version(text)


def test_this_tree_is_built_as_it_is() -> None:
    """Without another version nothing is copied."""
    assert named_version() == __version__
    assert source_of(None, Path("nowhere")).root == ROOT


def test_another_version_is_built_from_a_copy(tmp_path: Path) -> None:
    """The copy names the version, and this tree goes on naming its own."""
    made = source_of("7.8.9", tmp_path)
    assert (made.version.text, made.root) == ("7.8.9", tmp_path / "source")
    assert named_version(made.root) == "7.8.9"
    assert (made.packages / "megadesk" / "server" / "migrations" / "env.py").is_file()
    assert named_version() == __version__
