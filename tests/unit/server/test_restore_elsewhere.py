"""From a folder to a database and an object store, and back: by moving, and by a backup of either."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fakes import postgres, seaweed
from fakes.sites import LARGE, LATER, SMALL, TINY, Site, begin, go_on
from megadesk.model.ids import BlockId
from megadesk.server.blobstore import stored
from megadesk.server.check import faults_in
from megadesk.server.config import ServerConfig
from megadesk.server.main import run
from megadesk.server.move import MOVING
from megadesk.server.stores import stores_beside

pytestmark = pytest.mark.needs("postgresql", "seaweedfs")
WHOLE = dict([LARGE, SMALL, LATER, TINY])


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A server in a folder."""
    made = Site(tmp_path / "site")
    made.serve(begin, go_on)
    return made


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[ServerConfig]:
    """Settings that name an empty database and an empty place in an object store."""
    with postgres.fresh_database() as url:
        yield ServerConfig(
            data=tmp_path / "process", database=url, blocks=seaweed.fresh_prefix(), reserve_bytes=0,
            blocks_endpoint=seaweed.SERVER.endpoint, blocks_credentials=seaweed.credentials_file(tmp_path),
        )  # fmt: skip


def written(config: ServerConfig, file: Path) -> str:
    """Write settings into a file, and return where it is."""
    names = ("data", "database", "blocks", "blocks_endpoint", "blocks_credentials", "reserve_bytes")
    lines = [(name, getattr(config, name)) for name in names if getattr(config, name) is not None]
    file.write_text("".join(f"{name} = {json.dumps(str(v) if isinstance(v, Path) else v)}\n" for name, v in lines))
    return str(file)


def contents(config: ServerConfig) -> dict[BlockId, bytes]:
    """Return every blob that a server has; nothing else may be wrong with it."""
    assert faults_in(config, reads_blobs=True) == ([], [])
    with stores_beside(config) as (metadata, blobs), metadata.read() as tx:
        return {row.id: blobs.read(stored(row)) for row in tx.all_blobs(b"", 1000)}


def test_a_server_moves_there_and_back(site: Site, elsewhere: ServerConfig, tmp_path: Path) -> None:
    """With all it has; collection takes nothing away that is used, here or there."""
    there, back = written(elsewhere, tmp_path / "there.toml"), ServerConfig(data=tmp_path / "back", reserve_bytes=0)
    assert run(["migrate-store", "--data", str(site.data), "--to", there]) == 0
    assert contents(elsewhere) == WHOLE
    assert run(["gc", "--now", "--config", there]) == 0
    assert contents(elsewhere) == WHOLE
    assert run(["migrate-store", "--config", there, "--to", written(back, tmp_path / "back.toml")]) == 0
    assert run(["gc", "--now", "--data", str(back.data)]) == 0
    assert contents(back) == WHOLE


def test_nobody_moves_to_the_blobs_of_a_server(
    site: Site, elsewhere: ServerConfig, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With another database, though the bucket is this server's: what lives there would be left over. The place is refused, not the stores."""
    there, to = written(elsewhere, tmp_path / "there.toml"), str(tmp_path / "backup")
    assert run(["backup", "--data", str(site.data), to]) == 0
    assert run(["migrate-store", "--data", str(site.data), "--to", there]) == 0
    assert run(["gc", "--config", there]) == 0
    with postgres.fresh_database() as url:
        same = replace(elsewhere, database=url, data=tmp_path / "same")
        for _ in range(2):
            capsys.readouterr()
            assert run(["restore", "--config", written(same, tmp_path / "same.toml"), to]) == 2
            assert "a place of its own" in capsys.readouterr().err
        other = replace(same, blocks=seaweed.fresh_prefix())
        assert run(["restore", "--config", written(other, tmp_path / "other.toml"), to]) == 0
        assert contents(other) == WHOLE
    assert contents(elsewhere) == WHOLE


def test_into_a_house_that_is_moved_to_nobody_else_comes(
    site: Site, elsewhere: ServerConfig, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who collected there now, or said that it was brought back, would keep the move from coming to its end."""
    there = written(elsewhere, tmp_path / "there.toml")
    assert run(["migrate-store", "--data", str(site.data), "--to", there]) == 0
    with stores_beside(elsewhere) as (metadata, _), metadata.write() as tx:
        tx.put_setting(MOVING, b"some server")
    capsys.readouterr()
    for command in ("gc", "restored"):
        assert run([command, "--config", there]) == 2
        assert "come to its end" in capsys.readouterr().err


def test_a_backup_is_restored_wherever_it_was_made(
    site: Site, elsewhere: ServerConfig, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One of a folder into stores elsewhere, and one of those into a folder; each is another incarnation."""
    there = written(elsewhere, tmp_path / "there.toml")
    first, second, back = str(tmp_path / "first"), str(tmp_path / "second"), tmp_path / "back"
    assert run(["backup", "--data", str(site.data), first]) == 0
    capsys.readouterr()
    assert run(["restore", "--config", there, first]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["the", "restored"]
    assert contents(elsewhere) == WHOLE
    assert not list(elsewhere.data.glob("restoring*"))
    assert run(["restore", "--config", there, first]) == 2  # a server lives there now
    for _ in range(2):
        assert run(["backup", "--config", there, second]) == 0
    assert run(["restore", "--data", str(back), second]) == 0
    config = ServerConfig(data=back, reserve_bytes=0)
    assert run(["gc", "--now", "--data", str(back)]) == 0
    assert contents(config) == WHOLE
    incarnations = []
    for one in (ServerConfig(data=site.data), elsewhere, config):
        with stores_beside(one) as (metadata, _), metadata.read() as tx:
            incarnations.append(int.from_bytes(tx.setting("incarnation") or b"", "big"))
    assert incarnations == sorted(set(incarnations))


def test_a_restore_that_was_ended_goes_on(site: Site, elsewhere: ServerConfig, tmp_path: Path) -> None:
    """What it had copied is not copied again, and until it is done no server starts there."""
    there, to = written(elsewhere, tmp_path / "there.toml"), str(tmp_path / "backup")
    assert run(["backup", "--data", str(site.data), to]) == 0
    lost = replace(elsewhere, blocks=seaweed.fresh_prefix())
    seaweed.SERVER.stop()
    try:
        assert run(["restore", "--config", written(lost, tmp_path / "lost.toml"), to]) == 1
    finally:
        seaweed.SERVER.start()
    assert run(["run", "--config", there, "--listen", "127.0.0.1:0"]) == 2
    assert run(["restore", "--config", there, to]) == 0
    assert contents(elsewhere) == WHOLE
