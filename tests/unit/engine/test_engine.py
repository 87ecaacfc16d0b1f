"""The engine as one thing: its account, its pairs, and what may be a pair."""

from __future__ import annotations

import logging
import os
import threading
from pathlib import Path

import pytest

from fakes.people import ORIGIN
from fakes.workbench import EMAIL, NEW_PASSWORD, PASSWORD, Workbench
from megadesk.cli.exits import exit_code
from megadesk.disk.private import prepare_root
from megadesk.disk.root import MARKER_NAME
from megadesk.engine.cloud_files import CloudFiles
from megadesk.engine.engine import Engine
from megadesk.host.keychain import FileKeyStore
from megadesk.ipc import messages as m
from megadesk.model.errors import (
    AccessDenied,
    AlreadyExists,
    BadUsage,
    MegadeskError,
    NoKeyStore,
    NotFound,
    NotSignedIn,
    ServerUnavailable,
)
from megadesk.model.values import replace
from megadesk.wire import messages as wire
from megadesk.wire import routes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file."""
    made = tmp_path / "photos"
    made.mkdir()
    (made / "a.txt").write_bytes(b"hello")
    return made


# -- the account ------------------------------------------------------------------------------------------------------


def test_engine_without_an_account(bench: Workbench) -> None:
    """Nobody is signed in: the status says so, and whatever needs an account is refused."""
    engine = bench.engine()
    assert (engine.status().state, engine.status().account) == ("signed_out", None)
    with pytest.raises(NotSignedIn) as caught:
        _ = engine.supervisor
    assert caught.value.arguments["reason"] == "signed_out"


def test_engine_runs_again_after_a_restart(bench: Workbench, engine: Engine, folder: Path) -> None:
    """Account and pairs come back by themselves, paused ones paused."""
    pair = engine.add_pair(str(folder), "/photos", "")
    engine.set_paused(pair.id, paused=True)
    again = bench.restart(engine)
    assert again.status().account == EMAIL
    assert [(one.id, one.name, one.state, one.remote) for one in again.status().pairs] == [
        (pair.id, "photos", "paused", "/photos")
    ]
    again.set_paused(pair.id, paused=False)
    bench.wait(again)
    assert again.status().pairs[0].files == 1


def test_account_that_does_not_open_is_said(bench: Workbench, engine: Engine) -> None:
    """Damaged secrets leave the engine running, locked, with the reason; a log-in mends it."""
    secrets = engine.profile.state_dir / "secrets.bin"
    raw = secrets.read_bytes()
    secrets.write_bytes(raw[:-1] + bytes((raw[-1] ^ 1,)))
    again = bench.restart(engine)
    assert (again.status().state, again.status().account) == ("signed_out", EMAIL)
    with pytest.raises(NotSignedIn):
        _ = again.supervisor
    bench.log_in(again)
    assert again.status().state != "signed_out"


def test_locked_keyring_is_said_and_asked_again(
    bench: Workbench, engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be read at the start is no log-out: status says so, and who waits has it asked again, and all goes on."""

    def locked(_store: FileKeyStore, _name: str) -> bytes:
        raise NoKeyStore("locked", reason="failed")

    engine.add_pair(str(folder), "/photos", "")
    with monkeypatch.context() as patch:
        patch.setattr(FileKeyStore, "load", locked)
        again = bench.restart(engine)
        assert (again.status().state, again.status().account) == ("signed_out", EMAIL)
        assert "is locked or does not answer" in again.status().sentence
        assert not again.unlock_again()
        with pytest.raises(NotSignedIn) as caught:
            bench.wait(again)
        assert exit_code(caught.value) == 3
    assert bench.wait(again).pairs[0].state == "synced"
    assert again.unlock_again()
    assert "keyring" not in again.status().sentence


def test_a_keyring_is_not_asked_for_an_account_that_was_signed_out(
    bench: Workbench, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who signs out while it is locked is signed out, and not told of a keyring any more, nor is it asked again."""
    with monkeypatch.context() as patch:
        patch.setattr(FileKeyStore, "load", lambda _store, _name: (_ for _ in ()).throw(NoKeyStore("locked")))
        again = bench.restart(engine)
    bench.ask(again, m.LOG_OUT, m.Nothing())
    with pytest.raises(NotSignedIn) as caught:
        _ = again.supervisor
    assert caught.value.arguments["reason"] == "signed_out"
    assert again.unlock_again()


def test_engine_that_ends_does_not_begin_with_an_opened_keyring(
    bench: Workbench, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The keyring may be opened in the very moment in which the engine closes."""
    with monkeypatch.context() as patch:
        patch.setattr(FileKeyStore, "load", lambda _store, _name: (_ for _ in ()).throw(NoKeyStore("locked")))
        again = bench.restart(engine)
    again._unlocking.stop()
    again.unlock_again()
    with pytest.raises(MegadeskError):
        _ = again.supervisor


def test_ended_session_can_be_signed_in_to_again(bench: Workbench, engine: Engine, folder: Path) -> None:
    """A session that another device ended: the status says so, and a log-in goes on with the same pairs."""
    engine.add_pair(str(folder), "/photos", "")
    bench.wait(engine)
    api = bench.server.api()
    api.sign_in(engine.keeper.require().secrets.session_token)
    running = engine.supervisor
    api.call(routes.LOGOUT, want=wire.Nothing)
    with running.changed:
        assert running.changed.wait_for(lambda: running.session_ended, 30)
    assert engine.status().state == "signed_out"
    with pytest.raises(NotSignedIn) as caught:
        _ = engine.supervisor
    assert caught.value.arguments["reason"] == "session_ended"
    bench.ask(engine, m.UNLOCK, m.Unlock(password=PASSWORD))
    assert bench.wait(engine).pairs[0].state == "synced"


def test_signed_out_stops_everything(bench: Workbench, engine: Engine, folder: Path) -> None:
    """After signing out nothing runs and files stay; signing in again goes on with the pairs."""
    engine.add_pair(str(folder), "/photos", "")
    bench.wait(engine)
    bench.ask(engine, m.LOG_OUT, m.Nothing())
    assert (engine.status().state, engine.status().pairs) == ("signed_out", [])
    assert (folder / "a.txt").read_bytes() == b"hello"
    bench.log_in(engine)
    assert bench.wait(engine).pairs[0].files == 1


def test_another_account_does_not_get_the_pairs(bench: Workbench, engine: Engine, folder: Path) -> None:
    """Pairs of an account that was here before do not run for the next one, and do not block its folders."""
    engine.add_pair(str(folder), "/photos", "")
    bench.wait(engine)
    bench.ask(engine, m.LOG_OUT, m.Nothing())
    bench.sign_up(engine, email="bob@example.org")
    assert engine.status().pairs == []
    with pytest.raises(NotFound):
        engine.find_pair("photos")
    engine.add_pair(str(folder), "/mine", "")
    assert [one.name for one in engine.status().pairs] == ["photos"]


# -- pairs ------------------------------------------------------------------------------------------------------------


def test_pair_syncs_and_is_found(bench: Workbench, engine: Engine, folder: Path) -> None:
    """A new pair uploads what is there; it is found by id, start of an id, name and folder."""
    pair = engine.add_pair(str(folder), "/deep/photos", "pictures")
    status = bench.wait(engine)
    assert (status.state, status.pairs[0].state, status.pairs[0].files) == ("synced", "synced", 1)
    for which in (pair.id, pair.id[:4], "pictures", str(folder)):
        assert engine.find_pair(which).id == pair.id
    for which in ("", "nobody"):
        with pytest.raises(NotFound):
            engine.find_pair(which)
    engine.rescan(pair.id)
    assert engine.pair_status(pair.id).remote == "/deep/photos"
    with pytest.raises(NotFound):
        engine.pair_status("nobody")


def test_two_pairs_of_one_name_are_several(engine: Engine, tmp_path: Path) -> None:
    """A second pair cannot have a name; where an older version let it, the name does not choose one of them."""
    for at in "ab":
        engine.add_pair(str(tmp_path / at), f"/{at}", "")
    with pytest.raises(AlreadyExists):
        engine.add_pair(str(tmp_path / "c"), "/c", "a")
    for pair in engine.own_pairs():
        engine.pairs.update(replace(pair, name="same"))
    with pytest.raises(BadUsage) as caught:
        engine.find_pair("same")
    assert caught.value.arguments["reason"] == "several"


def test_what_is_no_folder_is_no_pair_and_makes_none_in_the_cloud(engine: Engine, tmp_path: Path) -> None:
    """A file, or a place where no folder can be: wrong usage, and the cloud is as it was."""
    (tmp_path / "file").write_text("x")
    for at in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(BadUsage):
            engine.add_pair(str(at), "/new", "")
    with pytest.raises(NotFound):
        CloudFiles(engine.supervisor).entries("/new", recursive=False)


@pytest.mark.row(189)
def test_pairs_do_not_overlap(engine: Engine, folder: Path, tmp_path: Path) -> None:
    """Neither here nor in the cloud is a pair inside another or around it, by whatever name it is reached."""
    engine.add_pair(str(folder), "/a/b", "")
    (tmp_path / "link").symlink_to(folder)
    for local in (folder, folder / "sub", tmp_path, tmp_path / "link", folder / ".." / "photos"):
        with pytest.raises(AlreadyExists):
            engine.add_pair(str(local), "/elsewhere", "")
    for remote in ("/a/b", "/a/b/c", "/a"):
        with pytest.raises(AlreadyExists):
            engine.add_pair(str(tmp_path / "other"), remote, "")
    assert len(engine.status().pairs) == 1


@pytest.mark.row(189)
def test_pair_is_not_inside_one_of_another_profile(engine: Engine, tmp_path: Path) -> None:
    """A folder above that carries a marker is somebody's pair, also if this engine does not know whose."""
    theirs = tmp_path / "theirs"
    (theirs / "deep/er").mkdir(parents=True)
    prepare_root(str(theirs), "somebody")
    with pytest.raises(AlreadyExists) as caught:
        engine.add_pair(str(theirs / "deep/er"), "/x", "")
    assert caught.value.arguments["other"] == str(theirs)
    assert engine.status().pairs == []


@pytest.mark.row(189)
def test_what_cannot_be_a_pair(engine: Engine, tmp_path: Path) -> None:
    """Relative paths, everything, the home folder, our own profile, the whole cloud, the bin: refused."""
    profile = engine.profile
    for local in (
        "photos", "/", str(Path.home()), str(profile.state_dir), str(profile.state_dir / "x"), str(profile.home),
        str(profile.log_dir), str(profile.config_dir), str(profile.log_dir / "deep"),
    ):  # fmt: skip
        with pytest.raises(BadUsage):
            engine.add_pair(local, "/x", "")
    for remote in ("/", "bin:/x", "backups:/x", "x"):
        with pytest.raises(BadUsage):
            engine.add_pair(str(tmp_path / "new"), remote, "")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises((AccessDenied, BadUsage)):
        engine.add_pair(str(tmp_path / "file"), "/y", "")
    assert engine.status().pairs == []
    assert (tmp_path / "file").is_file()


def test_removed_pair_leaves_both_folders(bench: Workbench, engine: Engine, folder: Path) -> None:
    """After removing a pair the files are here and in the cloud, and the folder can be paired again."""
    engine.add_pair(str(folder), "/photos", "")
    bench.wait(engine)
    engine.remove_pair("photos")
    assert (folder / "a.txt").read_bytes() == b"hello"
    assert [one.path for one in bench.ask(engine, m.LIST_FILES, m.List(path="/photos")).entries] == ["/photos/a.txt"]
    engine.add_pair(str(folder), "/photos", "again")
    assert bench.wait(engine).pairs[0].files == 1


def test_place_of_a_root_in_words(bench: Workbench, engine: Engine, folder: Path) -> None:
    """A pair's cloud folder is named by its path; in the bin as such; a node that is nowhere by its id."""
    engine.add_pair(str(folder), "/photos", "")
    bench.wait(engine)
    engine.set_paused("photos", paused=True)
    root = engine.find_pair("photos").root
    bench.ask(engine, m.REMOVE_FILES, m.Remove(paths=["/photos"]))
    assert engine.cloud_path(root) == "bin:/photos"
    bench.ask(engine, m.REMOVE_FILES, m.Remove(paths=["bin:/photos"]))
    assert engine.cloud_path(root) == f"[{root.hex()[:8]}]"


def test_results_for_nobody_are_dropped(engine: Engine) -> None:
    """Transfer results that come when nothing runs any more go nowhere."""
    engine.signed_out()
    engine._deliver([])
    assert engine.status().state == "signed_out"


def test_wrong_password_leaves_an_ended_session_ended(bench: Workbench, engine: Engine) -> None:
    """A failed log-in over an ended session leaves the account known and locked."""
    engine.supervisor._end_session()
    with pytest.raises(Exception, match="wrong_credentials"):
        bench.log_in(engine, NEW_PASSWORD)
    status = engine.status()
    assert (status.state, status.account, status.server) == ("signed_out", EMAIL, ORIGIN)
    bench.log_in(engine)
    assert engine.status().state != "signed_out"


def test_pair_is_named_by_its_folder(bench: Workbench, engine: Engine, folder: Path, tmp_path: Path) -> None:
    """By whatever way it is reached; a name goes first, and a folder in it is not it."""
    pair = engine.add_pair(str(folder), "/photos", "pictures")
    (tmp_path / "link").symlink_to(folder)
    for typed in (folder, tmp_path / "link", tmp_path / "x" / ".." / "link"):
        body = m.Pair(pair="link", folder=os.path.normpath(typed))
        assert bench.ask(engine, m.PAUSE_PAIR, body).id == pair.id
    (folder / "sub").mkdir()
    with pytest.raises(NotFound):
        bench.ask(engine, m.PAUSE_PAIR, m.Pair(pair="sub", folder=str(folder / "sub")))
    other = engine.add_pair(str(tmp_path / "other"), "/other", "link")
    assert engine.find_pair("link", str(tmp_path / "link")).id == other.id


def test_pair_of_another_account_is_let_go_only_when_nothing_can_fail(
    bench: Workbench, engine: Engine, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A pair that could not be added has taken nobody's folder from them; one that is added says whose it was."""
    old = engine.add_pair(str(folder), "/photos", "")
    bench.wait(engine)
    bench.ask(engine, m.LOG_OUT, m.Nothing())
    bench.sign_up(engine, email="bob@example.org")
    bench.server.is_down = True
    for local in (folder, folder / "sub"):
        with pytest.raises(ServerUnavailable):
            engine.add_pair(str(local), "/mine", "")
    assert [pair.id for pair in engine.pairs.list()] == [old.id]
    assert (folder / ".megadesk" / MARKER_NAME).exists()
    bench.server.is_down = False
    (folder / "sub").mkdir(exist_ok=True)
    with caplog.at_level(logging.WARNING):
        mine = engine.add_pair(str(folder / "sub"), "/mine", "")
    assert [pair.id for pair in engine.pairs.list()] == [mine.id]
    assert f"pair {old.id} of another account is forgotten" in caplog.text


def test_looking_waits_for_nobody(bench: Workbench, engine: Engine, folder: Path) -> None:
    """Who signs in, or changes a pair, may wait for the server: meanwhile everything can be asked for."""
    engine.add_pair(str(folder), "/photos", "")
    bench.wait(engine)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with engine.lock, engine.changing:
            held.set()
            assert done.wait(30)

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(30)
    answers: list[object] = []

    def ask() -> None:
        answers.append(bench.ask(engine, m.STATUS, m.Nothing()).state)
        answers.append(bench.ask(engine, m.LIST_ISSUES, m.ListIssues()).issues)
        answers.append(len(bench.ask(engine, m.LIST_PAIRS, m.Nothing()).pairs))
        answers.append(bench.ask(engine, m.WHY, m.Why(path="x", local=str(folder))).state)
        place = m.IgnorePlace(pair="photos", path="")
        answers.append(bench.ask(engine, m.IGNORE_SHOW, place).name)

    asking = threading.Thread(target=ask)
    asking.start()
    asking.join(30)
    done.set()
    holder.join()
    asking.join()
    assert answers == ["synced", [], 1, "synced", "photos"]
    assert not asking.is_alive()
