"""What a folder with a backup says of itself, and what is not believed."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.sites import Site, begin
from megadesk.model.errors import AlreadyRunning, Malformed, TooNew
from megadesk.server.backup_folder import WHOLE, BackupFolder, read_told, write_told
from megadesk.server.stores import server_of


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A server with a few files."""
    made = Site(tmp_path)
    made.serve(begin)
    return made


def test_only_one_writes_at_a_time(site: Site) -> None:
    """The second is told so."""
    with site.stores() as (metadata, _):
        server = server_of(metadata)
    with BackupFolder(site.to).taken(server), pytest.raises(AlreadyRunning):
        site.backup()


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ("{", Malformed),
        ("[]", Malformed),
        ("[" * 100_000, Malformed),
        ("{}", TooNew),
        ('{"format": 2}', TooNew),
        ('{"format": 1, "more": 1}', Malformed),
    ],
)
def test_what_cannot_be_understood_is_refused(site: Site, told: str, error: type[Exception]) -> None:
    """Rather than written over."""
    site.backup()
    (site.to / WHOLE).write_text(told)
    with pytest.raises(error):
        site.backup()


@pytest.mark.parametrize(
    "change", [{"blobs": "2"}, {"database": "../server.sqlite3"}, {"database": "database-1.sqlite3"}]
)
def test_fields_that_are_not_what_they_must_be_are_refused(site: Site, change: dict[str, object]) -> None:
    """No path leads out of the folder."""
    site.backup()
    write_told(site.to / WHOLE, {**read_told(site.to / WHOLE), **change})
    with pytest.raises(Malformed):
        BackupFolder(site.to).whole()


def test_a_folder_that_was_only_begun_is_ours(site: Site) -> None:
    """A kill before anything is in it but the beginning of its first file."""
    site.to.mkdir()
    (site.to / "megadesk-backup.new").write_text("{")
    site.backup()
    assert BackupFolder(site.to).whole() is not None


def test_another_format_of_the_folder_is_refused(site: Site) -> None:
    """By what is written first in it."""
    site.backup()
    write_told(site.to / "megadesk-backup", {"format": 2})
    with pytest.raises(TooNew):
        site.backup()


def test_what_is_said_is_said_in_one_step(tmp_path: Path) -> None:
    """Over what was said before."""
    for n in range(2):
        write_told(tmp_path / "told", {"n": n})
        assert read_told(tmp_path / "told") == {"n": n}
    assert [path.name for path in tmp_path.iterdir()] == ["told"]
