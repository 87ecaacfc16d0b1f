"""What the settings name is opened, and a store that lost its other half is not taken for a new one."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from fakes.people import blob
from megadesk.model.errors import Damaged
from megadesk.server.blobstore import Stored
from megadesk.server.config import ServerConfig
from megadesk.server.stores import metadata_of, open_blobs, refuse_lost_database, stores_beside


def config_of(data: Path) -> ServerConfig:
    """Return settings that name nothing but a folder."""
    return ServerConfig(data=data, reserve_bytes=0)


def test_without_a_word_all_is_in_the_data_folder(tmp_path: Path) -> None:
    """One file, one folder, and what is put into them is there for the next who opens them."""
    config = config_of(tmp_path)
    one, data = blob("one", 300)
    with metadata_of(config) as metadata, metadata.write() as tx:
        tx.put_setting("a", b"1")
    with closing(open_blobs(config)) as blobs:
        (place,) = blobs.put_many([(one, data)])
    with stores_beside(config) as (metadata, beside):
        with metadata.read() as tx:
            assert tx.setting("a") == b"1"
        assert beside.read(Stored(one, place, len(data))) == data
    assert {path.name for path in tmp_path.iterdir()} == {"server.sqlite3", "blobs"}


def test_who_looks_on_makes_nothing(tmp_path: Path) -> None:
    """No folder for blobs comes to be by a command that only reads."""
    with closing(open_blobs(config_of(tmp_path), beside=True)):
        assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("is_empty", [True, False])
def test_blobs_without_their_database_are_no_new_server(tmp_path: Path, is_empty: bool) -> None:
    """An empty file is as good as none."""
    config = config_of(tmp_path)
    refuse_lost_database(config)
    (config.blobs_folder / "files").mkdir(parents=True)
    refuse_lost_database(config)
    (config.blobs_folder / "files" / "blob").write_bytes(b"somebody's")
    if is_empty:
        config.database_file.touch()
    with pytest.raises(Damaged, match="restore a backup"):
        refuse_lost_database(config)
