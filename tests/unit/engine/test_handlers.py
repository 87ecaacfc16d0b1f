"""Every method of the engine answers, with its own type, or with an error that says what is to be done."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fakes.hands import Hands
from fakes.workbench import NEW_PASSWORD, PASSWORD, Quiet, Workbench
from megadesk.disk.hints import Hint, HintKind
from megadesk.engine.engine import Engine
from megadesk.engine.handlers import Handlers
from megadesk.ipc import messages as m
from megadesk.ipc.protocol import Request
from megadesk.model.errors import (
    BadUsage,
    DecisionNeeded,
    Forged,
    Malformed,
    NotFound,
    NotSignedIn,
    Rollback,
    ServerUnavailable,
    TimedOut,
)
from megadesk.model.ids import PairId
from megadesk.model.relpath import RelPath
from megadesk.model.wording import words_of
from megadesk.wire import routes

METHODS: dict[str, m.Method[Any, Any]] = {
    method.name: method for method in vars(m).values() if isinstance(method, m.Method)
}


def test_every_method_has_its_handler(engine: Engine) -> None:
    """What front ends may ask for, is answered."""
    assert Handlers(engine)._table.keys() == METHODS.keys()


def test_unknown_method_and_strange_body(engine: Engine) -> None:
    """A method nobody knows is not found; a body that does not fit is malformed, and its values are not repeated."""
    handlers, call = Handlers(engine), Quiet()
    with pytest.raises(NotFound):
        handlers(Request(1, "engine.explode"), call)  # type: ignore[arg-type]  # as a Call
    with pytest.raises(Malformed) as caught:
        handlers(Request(1, "account.log_in", {"password": 5, "pass": "secret"}), call)  # type: ignore[arg-type]
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("method", "body"),
    [
        (m.WHO_AM_I, m.Nothing()),
        (m.CHANGE_PASSWORD, m.ChangePassword(old_password=PASSWORD, new_password=NEW_PASSWORD)),
        (m.EXPORT_RECOVERY_KEY, m.ExportRecoveryKey(password=PASSWORD, file="/x")),
        (m.RENAME_DEVICE, m.RenameDevice(name="x")),
        (m.SESSIONS, m.Nothing()),
        (m.REVOKE_SESSION, m.RevokeSession(id="00")),
        (m.WAIT, m.Wait()),
        (m.ADD_PAIR, m.AddPair(local="/x", remote="/x")),
        (m.LIST_PAIRS, m.Nothing()),
        (m.LIST_FILES, m.List(path="/")),
        (m.START_PUT, m.PutFiles(locals=["/x"], remote="/")),
        (m.CAT_FILE, m.Cat(path="/x")),
        (m.UNLOCK, m.Unlock(password=PASSWORD)),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_nobody_is_signed_in(bench: Workbench, method: m.Method[Any, Any], body: m.Body) -> None:
    """Without an account everything but signing in says that."""
    with pytest.raises(NotSignedIn):
        bench.ask(bench.engine(), method, body)


def test_engine_tells_of_itself(bench: Workbench, engine: Engine) -> None:
    """Status and stop work with and without an account."""
    stopped: list[bool] = []
    engine.stop_asked = lambda: stopped.append(True)
    assert bench.ask(engine, m.ENGINE_STATUS, m.Nothing()).pid == os.getpid()
    bench.ask(engine, m.ENGINE_STOP, m.Nothing())
    assert stopped == [True]


# -- a server that lies at the door -----------------------------------------------------------------------------------


# -- waiting ----------------------------------------------------------------------------------------------------------


def test_wait_ends_when_all_is_done(bench: Workbench, engine: Engine, tmp_path: Path) -> None:
    """After wait every file is where it belongs."""
    (tmp_path / "p").mkdir()
    for at in range(30):
        (tmp_path / "p" / f"{at}.txt").write_bytes(b"x" * at)
    bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(tmp_path / "p"), remote="/p"))
    assert bench.wait(engine).state == "synced"
    assert len(bench.ask(engine, m.LIST_FILES, m.List(path="/p")).entries) == 30
    assert [one.files for one in bench.ask(engine, m.LIST_PAIRS, m.Nothing()).pairs] == [30]


def test_wait_has_an_end(bench: Workbench, engine: Engine, tmp_path: Path) -> None:
    """Without a line waiting ends with the time that was given, or with the one who waits."""
    bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(tmp_path / "p"), remote="/p"))
    bench.wait(engine)
    bench.server.is_down = True
    (tmp_path / "p" / "new.txt").write_bytes(b"x")
    with pytest.raises((TimedOut, ServerUnavailable)):
        bench.wait(engine, timeout_s=0.2)
    call = Quiet()

    def gone() -> None:
        raise TimedOut("the front end has gone")

    call.before_check = [gone]
    with pytest.raises(TimedOut):
        bench.ask(engine, m.WAIT, m.Wait(), call)


def test_wait_says_when_a_person_is_needed(bench: Workbench, engine: Engine, tmp_path: Path) -> None:
    """A folder that is gone is not waited for: the person has to decide."""
    folder = tmp_path / "p"
    pair = bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(folder), remote="/p"))
    bench.wait(engine)
    folder.rename(tmp_path / "away")
    with pytest.raises(DecisionNeeded):
        bench.wait(engine)
    (tmp_path / "away").rename(folder)
    bench.ask(engine, m.RESCAN_PAIR, m.Pair(pair=pair.id))
    assert bench.wait(engine).state == "synced"


def test_wait_says_when_a_paused_pair_has_more_to_do(bench: Workbench, engine: Engine, tmp_path: Path) -> None:
    """A paused pair at rest is passed over; what was saved in it since waits for a person."""
    folder = tmp_path / "p"
    pair = PairId(bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(folder), remote="/p")).id)
    bench.wait(engine)
    bench.ask(engine, m.PAUSE_PAIR, m.Pair(pair=pair))
    assert bench.wait(engine).state == "paused"
    (folder / "new.txt").write_text("new")
    engine.supervisor._hinted(pair, Hint(kind=HintKind.TOUCHED, paths=frozenset({RelPath("new.txt")})))
    with pytest.raises(DecisionNeeded) as caught:
        bench.wait(engine)
    assert caught.value.arguments["reason"] == "paused"
    assert "megadesk sync resume p" in words_of(caught.value).remedy
    bench.ask(engine, m.RESUME_PAIR, m.Pair(pair=pair))
    assert bench.wait(engine).state == "synced"


def test_wait_says_when_the_space_freezes_at_the_last_moment(
    bench: Workbench, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look ends between two questions: at the first nothing was frozen, at the second all is at rest."""
    running = engine.supervisor
    real = running.is_idle

    def is_idle(tickets: Any) -> bool:
        is_over = real(tickets)
        if is_over:
            running.world.space.frozen = Forged(what="record")
        return is_over

    monkeypatch.setattr(running, "is_idle", is_idle)
    with pytest.raises(Forged):
        bench.wait(engine)


def test_wait_says_when_the_space_is_frozen(bench: Workbench, engine: Engine) -> None:
    """A server that lies is not waited for."""
    bench.server.lie(routes.COMMITS, head_seq=0, commits=[])
    with pytest.raises(Rollback):
        engine.supervisor.world.journal.fetch()
    with pytest.raises(Rollback):
        bench.wait(engine)


def test_wait_ends_with_the_session(bench: Workbench, engine: Engine) -> None:
    """A session that ends while somebody waits is said."""
    call = Quiet()
    call.before_check = [engine.supervisor._end_session]
    with pytest.raises(NotSignedIn):
        bench.ask(engine, m.WAIT, m.Wait(), call)


# -- pairs and files --------------------------------------------------------------------------------------------------


def test_direction_of_a_pair(bench: Workbench, engine: Engine, tmp_path: Path) -> None:
    """A pair that only listens sends nothing; both ways it catches up; over a restart it goes as it was told."""
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "mine.txt").write_bytes(b"mine")
    pair = bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(tmp_path / "p"), remote="/p", direction="down"))
    assert pair.direction == "down"
    (shown,) = bench.wait(engine).pairs
    assert (shown.direction, [one.code for one in shown.held]) == ("down", ["only_here_new"])
    assert bench.ask(engine, m.LIST_FILES, m.List(path="/p")).entries == []
    for word in ("up", "up", "both"):
        assert bench.ask(engine, m.SET_DIRECTION, m.SetDirection(pair=pair.id, direction=word)).direction == word
        assert [one.direction.value for one in engine.pairs.list()] == [word]
    assert bench.wait(engine).issues == 0
    assert [one.path for one in bench.ask(engine, m.LIST_FILES, m.List(path="/p")).entries] == ["/p/mine.txt"]
    with pytest.raises(BadUsage):
        bench.ask(engine, m.SET_DIRECTION, m.SetDirection(pair=pair.id, direction="sideways"))
    with pytest.raises(BadUsage):
        bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(tmp_path / "q"), remote="/q", direction="out"))


def test_links_of_a_pair(bench: Workbench, engine: Engine, tmp_path: Path) -> None:
    """Skipped with a reason by default, kept when told so, and by hand left out of a download."""
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "link").symlink_to("/etc/passwd")
    pair = bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(tmp_path / "p"), remote="/p"))
    (shown,) = bench.wait(engine).pairs
    assert (shown.symlinks, [one.code for one in shown.held]) == ("skip", ["symlink"])
    assert bench.ask(engine, m.SET_SYMLINKS, m.SetSymlinks(pair=pair.id, symlinks="keep")).symlinks == "keep"
    assert bench.wait(engine).issues == 0
    (entry,) = bench.ask(engine, m.LIST_FILES, m.List(path="/p")).entries
    assert (entry.path, entry.kind, entry.size) == ("/p/link", "symlink", len("/etc/passwd"))
    hands = Hands(bench, engine, tmp_path)
    got = hands.get("/p", to=str(tmp_path), recursive=True, on_conflict="skip")
    assert (got.files, got.skipped + len(got.problems)) == (0, 1)
    fresh = hands.get("/p", to=str(tmp_path / "q"), recursive=True)
    assert [one.path for one in fresh.problems] == ["/p/link"]
    assert not (tmp_path / "q" / "link").is_symlink()
    with pytest.raises(BadUsage):
        bench.ask(engine, m.SET_SYMLINKS, m.SetSymlinks(pair=pair.id, symlinks="follow"))


def test_pair_methods(bench: Workbench, engine: Engine, tmp_path: Path) -> None:
    """Add, pause, resume, rescan, remove."""
    pair = bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(tmp_path / "p"), remote="/p", name="mine"))
    one = m.Pair(pair="mine")
    assert bench.ask(engine, m.PAUSE_PAIR, one).state == "paused"
    assert bench.ask(engine, m.RESUME_PAIR, one).state != "paused"
    assert bench.ask(engine, m.RESCAN_PAIR, one).id == pair.id
    bench.ask(engine, m.REMOVE_PAIR, one)
    assert bench.ask(engine, m.LIST_PAIRS, m.Nothing()).pairs == []
    remove: Callable[[], object] = lambda: bench.ask(engine, m.REMOVE_PAIR, one)  # noqa: E731 -- said once
    with pytest.raises(NotFound):
        remove()


def test_file_methods(bench: Workbench, engine: Engine, tmp_path: Path) -> None:
    """Every file method reaches the cloud and answers with what is true afterwards."""
    local = tmp_path / "a.txt"
    local.write_bytes(b"x" * ((1 << 20) + 5))
    assert bench.ask(engine, m.MAKE_FOLDER, m.MakeFolder(path="/d", parents=False)).path == "/d"
    hands = Hands(bench, engine, tmp_path)
    assert hands.put(str(local), to="/d").files == 1
    assert bench.ask(engine, m.STAT_FILE, m.CloudPathBody(path="/d/a.txt")).size == (1 << 20) + 5
    moved = bench.ask(engine, m.MOVE_FILES, m.Move(sources=["/d/a.txt"], target="/b.txt"))
    assert [one.path for one in moved.entries] == ["/b.txt"]
    call = Quiet()
    bench.ask(engine, m.CAT_FILE, m.Cat(path="/b.txt"), call)
    assert [len(chunk.data) for chunk in call.emitted] == [1 << 20, 5]
    assert hands.get("/b.txt", to=str(tmp_path / "c.txt")).files == 1
    assert (tmp_path / "c.txt").read_bytes() == local.read_bytes()
    bench.ask(engine, m.REMOVE_FILES, m.Remove(paths=["/b.txt"]))
    assert [one.path for one in bench.ask(engine, m.LIST_FILES, m.List(path="/")).entries] == ["/d"]
