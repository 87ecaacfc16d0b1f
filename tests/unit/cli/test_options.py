"""From what was typed to values."""

from __future__ import annotations

from pathlib import Path

import pytest

from megadesk.cli.options import cloud_path, local_path, told_path
from megadesk.model.errors import BadName, BadUsage
from megadesk.model.wording import words_of


def test_a_local_path_is_absolute_and_follows_no_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine runs elsewhere; and whoever names a link means the link."""
    (tmp_path / "link").symlink_to("/")
    monkeypatch.chdir(tmp_path)
    assert local_path("link/../a") == str(tmp_path / "a")
    assert local_path("link") == str(tmp_path / "link")


def test_a_local_path_that_is_no_text_is_refused() -> None:
    """Bytes that are not UTF-8 cannot be told to the engine."""
    with pytest.raises(BadName) as caught:
        local_path("/a\udcff")
    assert "The path /a\\xff is not readable text" in words_of(caught.value).sentence


def test_a_path_that_is_asked_about_may_be_no_text() -> None:
    """Its bytes are told by their hex digits."""
    assert told_path("/a\udcff/../b\udcfe") == "/b\\xfe"
    assert told_path("x") == local_path("x")


def test_an_empty_local_path_is_refused() -> None:
    """A variable that is not set must not mean the folder where the shell happens to be."""
    with pytest.raises(BadUsage):
        local_path("")


def test_a_cloud_path_gets_its_one_spelling() -> None:
    """Decomposed letters and doubled slashes are gone; what is no path is refused."""
    assert cloud_path("//u\u0308//") == "/ü"
    with pytest.raises(BadUsage):
        cloud_path("a")
