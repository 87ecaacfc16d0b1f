"""The page and the file of the server's settings."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

from megadesk.server.config import ServerConfig
from megadesk.server.settings import config_from
from release.settings import EXAMPLES, settings, settings_file, settings_page


def test_every_setting_is_explained() -> None:
    """All fields, in their order, each in a group, with a sentence."""
    found = settings()
    assert [one.name for one in found] == [one.name for one in fields(ServerConfig)]
    assert [one.name for one in found if not one.words.endswith(".")] == []
    assert len({one.group for one in found}) == 5


def test_the_page_has_them_all() -> None:
    """With their variables; a secret has none."""
    page = settings_page()
    assert re.findall(r"^### `(\w+)`$", page, re.MULTILINE) == [one.name for one in settings()]
    assert "`MEGADESK_SERVER_TLS_CERT`" in page
    assert "MEGADESK_SERVER_INVITATION`" not in page


def test_the_file_changes_nothing_but_the_data_folder(tmp_path: Path) -> None:
    """As it is installed it says where the data is, and no more."""
    file = tmp_path / "server.toml"
    file.write_text(settings_file(), encoding="utf-8")
    assert config_from({}, file) == ServerConfig(data=Path("/var/lib/megadesk-server"))


def test_what_is_commented_out_is_right(tmp_path: Path) -> None:
    """Each line, uncommented, is a setting with its default, or an example that is taken."""
    text = re.sub(r"^#(?=[a-z\[])", "", settings_file(), flags=re.MULTILINE)
    there = tomllib.loads(text)
    assert there.keys() == {one.name for one in fields(ServerConfig)}
    for name in ("chain.pem", "key.pem", "invitation"):
        (tmp_path / name).write_text("x\n")
        text = re.sub(rf'"[^"]*/{name}"', f'"{tmp_path / name}"', text)
    file = tmp_path / "server.toml"
    file.write_text(text, encoding="utf-8")
    config, default = config_from({}, file), ServerConfig(data=Path())
    assert {name for name in there if getattr(config, name) != getattr(default, name)} == EXAMPLES.keys()


def test_the_file_fits_a_terminal() -> None:
    """No line is longer than an editor shows."""
    assert max(map(len, settings_file().splitlines())) <= 120
