"""What the settings name is opened, and a store that lost its other half is not taken for a new one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fakes import postgres, seaweed
from fakes.people import blob
from megadesk.model.errors import BadUsage, Damaged, DiskFull
from megadesk.server.blobs_s3 import S3Blobs
from megadesk.server.blobstore import Stored
from megadesk.server.config import ServerConfig
from megadesk.server.metadata import BlobRow, Place
from megadesk.server.metadata_postgres import PostgresMetadata
from megadesk.server.run import open_services
from megadesk.server.stores import (
    address_of,
    metadata_of,
    open_blobs,
    open_metadata,
    refuse_lost_database,
    shown_stores,
    stores_beside,
)


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
    with pytest.raises(Damaged, match="restore a backup"), metadata_of(config):
        raise AssertionError("a server that is started after this command would take all blobs for left over")
    assert [path.stat().st_size for path in tmp_path.glob("server.sqlite3*")] == [0] * is_empty


def elsewhere(tmp_path: Path, name: str, **settings: Any) -> ServerConfig:
    """Return settings that name a real database and a real object store."""
    folder = tmp_path / name
    folder.mkdir()
    told: dict[str, Any] = {"database": settings.pop("database"), "blocks": seaweed.fresh_prefix()}
    keys = seaweed.credentials_file(folder)
    return ServerConfig(
        data=folder, blocks_endpoint=seaweed.SERVER.endpoint, blocks_credentials=keys, **{**told, **settings}
    )


@pytest.fixture
def database() -> Iterator[str]:
    """The address of an empty database."""
    with postgres.fresh_database() as url:
        yield url


@pytest.mark.needs("postgresql", "seaweedfs")
def test_addresses_name_stores_elsewhere(tmp_path: Path, database: str) -> None:
    """A server starts on them as on a folder; a command finds them; nothing but what is its own is in its folder."""
    config = elsewhere(tmp_path, "one", database=database)
    with pytest.raises(BadUsage, match="no server has run"), metadata_of(config):
        pass
    services = open_services(config, 1)
    services.close()
    with stores_beside(config) as (metadata, blobs):
        assert isinstance(metadata, PostgresMetadata)
        assert isinstance(blobs, S3Blobs)
        blobs.check_ready()
    assert {path.name for path in config.data.iterdir()} == {"credentials"}
    assert shown_stores(config) == f"{database} and {config.blocks}"


@pytest.mark.needs("postgresql", "seaweedfs")
def test_a_database_has_the_blobs_that_it_had_first(tmp_path: Path, database: str) -> None:
    """A server that is pointed at other blobs by mistake, or at those of another server, does not start."""
    one = elsewhere(tmp_path, "one", database=database)
    open_services(one, 1).close()
    with closing(open_metadata(one)) as metadata, metadata.write() as tx:
        tx.add_blobs([BlobRow(blob("one", 300)[0], 300, Place(1, 0), 0)], 1)
    for mistaken in (replace(one, blocks=seaweed.fresh_prefix()), replace(one, blocks="")):
        with pytest.raises(BadUsage, match=r"(whose|not the blobs|nobody)"):
            open_services(mistaken, 1)
    with postgres.fresh_database() as another, pytest.raises(BadUsage, match="another server"):
        open_services(replace(one, database=another), 1)


@pytest.mark.needs("postgresql")
def test_a_database_has_one_folder(tmp_path: Path, database: str) -> None:
    """Of two machines with a folder each, the second server does not start, though no blob was brought yet: each would miss the other's."""
    one, other = (ServerConfig(data=tmp_path / name, database=database, reserve_bytes=0) for name in ("one", "other"))
    open_services(one, 1).close()
    with pytest.raises(BadUsage, match="not the blobs of this database"):
        open_services(other, 1)
    open_services(one, 1).close()


def test_a_password_is_read_and_never_shown(tmp_path: Path) -> None:
    """From its file into what is connected to; not into what people are told."""
    file = tmp_path / "password"
    file.write_text("secret\n")
    config = ServerConfig(data=tmp_path, database="postgresql://ada@db/files", database_password_file=file)
    assert "secret" in address_of(config)
    assert "secret" not in shown_stores(config)
    within = ServerConfig(data=tmp_path, database="postgresql://ada:secret@db/files")
    assert shown_stores(within).startswith("postgresql://ada@db/files and ")
    behind = ServerConfig(
        data=tmp_path, database="postgresql://db/files?user=ada&password=secret&port=5&sslpass%77ord=secret"
    )
    assert shown_stores(behind).startswith("postgresql://db/files?user=ada&port=5 and ")
    assert shown_stores(replace(within, database="postgresql://ada:secret@[db/files")).startswith(
        "postgresql://... and "
    )
    with pytest.raises(BadUsage, match="cannot be read"):
        address_of(replace(config, database_password_file=tmp_path / "none"))
    with pytest.raises(BadUsage, match="cannot be read") as refused:
        address_of(replace(config, database="postgresql://ada:%secret@db/files"))
    assert "secret" not in str(refused.value)


def test_the_reserve_is_an_operators(tmp_path: Path) -> None:
    """What is kept free of devices is there for a command that cleans up."""
    config = ServerConfig(data=tmp_path, reserve_bytes=1 << 60)
    with closing(open_blobs(config)) as blobs, pytest.raises(DiskFull):
        blobs.check_ready()
    with closing(open_blobs(config, beside=True)) as blobs:
        blobs.check_ready()
