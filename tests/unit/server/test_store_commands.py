"""What the operator's commands about the stores themselves print and return."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from fakes import postgres, seaweed
from fakes.sites import Site, begin
from megadesk.server.lease import held
from megadesk.server.main import run
from megadesk.server.metadata_postgres import PostgresMetadata
from megadesk.server.metadata_sqlite import SqliteMetadata
from megadesk.server.services import SERVER_KEY


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with one account, a large file and a small one."""
    site = Site(tmp_path / "site")
    site.serve(begin)
    return site.data


def said(capsys: pytest.CaptureFixture[str]) -> Any:
    """Return the one JSON document that was printed."""
    return json.loads(capsys.readouterr().out)


def test_a_move_says_what_it_does_and_where_all_has_gone(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Step by step, and what came of it; a server does not start any more on what was left, but on the other it is whole."""
    new = tmp_path / "elsewhere"
    settings = tmp_path / "new.toml"
    settings.write_text(f"data = {str(new)!r}\nreserve_bytes = 0\n")
    line = ["migrate-store", "--data", str(data), "--to", str(settings)]
    assert run([*line, "--give-up"]) == 0
    assert "may write again" in capsys.readouterr().out
    assert run(line) == 0
    told = capsys.readouterr().out
    assert f"moved to {new}: 1 spaces" in told
    assert "2 blobs, 70300 bytes" in told
    assert run(["check", "--data", str(new), "--content"]) == 0
    capsys.readouterr()
    assert run(["run", "--data", str(data), "--listen", "127.0.0.1:0"]) == 2
    assert f"this server has moved to {new}" in capsys.readouterr().err
    assert run([*line, "--json"]) == 2
    assert said(capsys)["error"]["code"] == "bad_usage"
    assert run([*line, "--give-up"]) == 2
    assert "has moved to" in capsys.readouterr().err
    settings.write_text(f"data = {str(data)!r}\n")
    assert run(line) == 2
    assert "the same stores" in capsys.readouterr().err


def test_a_move_is_given_up_though_nobody_can_reach_where_it_was_going(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """That the new stores are away may be the very reason."""
    with closing(SqliteMetadata(data / "server.sqlite3")) as metadata, metadata.write() as tx:
        tx.freeze("moves to nowhere")
    settings = tmp_path / "new.toml"
    settings.write_text(f"data = {str(tmp_path / 'new')!r}\ndatabase = 'postgresql://megadesk@127.0.0.1:1/none'\n")
    assert run(["migrate-store", "--data", str(data), "--to", str(settings), "--give-up", "--json"]) == 0
    assert said(capsys) == {}
    with closing(SqliteMetadata(data / "server.sqlite3")) as metadata, metadata.write() as tx:
        tx.put_setting("written", b"again")


def test_a_server_that_gave_way_is_no_movers(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """To give a move up is not to say that this copy is the one that stays; and what has moved away stays where it went."""
    settings = tmp_path / "new.toml"
    settings.write_text(f"data = {str(tmp_path / 'new')!r}\nreserve_bytes = 0\n")
    line = ["migrate-store", "--data", str(data), "--to", str(settings)]

    def frozen(why: str) -> None:
        with closing(SqliteMetadata(data / "server.sqlite3")) as metadata, metadata.write() as tx:
            tx.thaw()
            tx.freeze(why)

    frozen("is not the one")
    for more in ([], ["--give-up"]):
        assert run([*line, *more]) == 2
        assert "this server is not the one" in capsys.readouterr().err
    frozen("has moved to elsewhere")
    assert run(["restored", "--data", str(data)]) == 2
    assert "this server has moved to elsewhere" in capsys.readouterr().err
    frozen("is not the one")
    assert run(["restored", "--data", str(data)]) == 0
    assert run(line) == 0


@pytest.mark.parametrize("blocks", ["", "s3://bucket/prefix"])
def test_blobs_move_to_a_place_of_their_own(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], blocks: str
) -> None:
    """What only the new database names would be left over to the old one, which takes such things away."""
    settings = tmp_path / "new.toml"
    settings.write_text(
        f"data = {str(tmp_path / 'new' if blocks else data)!r}\ndatabase = 'postgresql://megadesk@127.0.0.1:1/none'\n"
        f"blocks = '{blocks and blocks + '/'}'\nblocks_endpoint = 'http://127.0.0.1:1'\n"
    )
    old = tmp_path / "old.toml"
    old.write_text(f"data = {str(data)!r}\nblocks = '{blocks}'\nblocks_endpoint = 'http://127.0.0.1:1'\n")
    assert run(["migrate-store", "--config", str(old), "--to", str(settings)]) == 2
    assert "a place of their own" in capsys.readouterr().err


def test_a_database_that_was_brought_back_is_another_incarnation(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each time it is said a later one; its sessions end if they shall."""
    line = ["restored", "--data", str(data), "--json"]
    assert run(line) == 0
    first = said(capsys)["incarnation"]
    assert run([*line, "--sign-out"]) == 0
    assert said(capsys)["incarnation"] > first > 1
    with closing(SqliteMetadata(data / "server.sqlite3")) as metadata, metadata.read() as tx:
        (account,) = tx.accounts("", 10)
        assert tx.sessions(account.id, 0) == []


@pytest.mark.needs("postgresql")
def test_nobody_says_it_was_brought_back_while_a_server_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """That server would go on telling devices that it is what it was."""
    with postgres.fresh_database() as url, closing(PostgresMetadata(url)) as metadata:
        with metadata.write() as tx:
            tx.put_setting(SERVER_KEY, bytes(32))
        line = ["restored", "--data", str(tmp_path), "--database", url]
        with held(metadata.lease()):
            assert run(line) == 1
            assert "already_running" in capsys.readouterr().err
        assert run(line) == 0


@pytest.mark.needs("postgresql", "seaweedfs")
def test_a_copy_of_a_database_has_no_blobs_until_it_is_said_to_be_the_one_that_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No server starts on the copy, and nothing is collected; once it was said it is the other way round."""
    bucket = seaweed.fresh_prefix()
    real = postgres.SERVER.make_database()

    def settings(database: str) -> Path:
        folder = tmp_path / database
        folder.mkdir()
        told = {
            "data": folder / "data", "database": postgres.SERVER.url(database), "blocks": bucket,
            "blocks_endpoint": seaweed.SERVER.endpoint, "blocks_credentials": seaweed.credentials_file(folder),
        }  # fmt: skip
        file = folder / "server.toml"
        file.write_text("".join(f"{name} = '{value}'\n" for name, value in told.items()))
        return file

    def gives(command: str, file: Path) -> str:
        """Return what an operator reads who gives a command: of one that is refused why."""
        code = run([command, "--config", str(file), *(("--listen", "127.0.0.1:0") if command == "run" else ())])
        told = capsys.readouterr()
        assert bool(code) == bool(told.err)
        return told.err

    one = settings(real)
    with closing(PostgresMetadata(postgres.SERVER.url(real))) as metadata, metadata.write() as tx:
        tx.put_setting(SERVER_KEY, bytes(32))
    assert not gives("gc", one)
    copy = postgres.SERVER.make_database(real)
    two = settings(copy)
    assert not gives("gc", one)
    for command in ("gc", "run"):
        assert "another copy of its database" in gives(command, two)
    assert not gives("gc", one)
    assert not gives("restored", two)
    assert not gives("gc", two)
    for command in ("gc", "run"):
        assert "then say “megadesk server restored”" in gives(command, one)
    for database in (real, copy):
        postgres.SERVER.drop_database(database)


@pytest.mark.needs("postgresql")
def test_a_database_becomes_that_of_this_version(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty one is made, a new one stays; of a file it is said that nobody has to."""
    with postgres.fresh_database() as url:
        line = ["migrate", "--data", str(tmp_path), "--database", url]
        assert run([*line, "--json"]) == 0
        found = said(capsys)
        assert run(line) == 0
        assert f"revision {found['after']} (it was {found['after']})" in capsys.readouterr().out
    SqliteMetadata(tmp_path / "server.sqlite3").close()
    assert run(["migrate", "--data", str(tmp_path)]) == 2
    assert "when the server starts" in capsys.readouterr().err
