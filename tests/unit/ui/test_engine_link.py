"""The connection to the engine, over a real socket."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from fakes.desk import status
from fakes.engine import FakeEngine
from megadesk.host.paths import Profile, find_profile
from megadesk.ipc import messages as m
from megadesk.ipc.client import Client
from megadesk.model.errors import EngineUnavailable, MegadeskError, NotFound
from megadesk.ui.engine_link import STARTING_S, EngineLink


def no_start(_: Profile) -> Client:
    """Start nothing: the tests bring their engine along."""
    raise EngineUnavailable("none is started here", reason="start_failed")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[FakeEngine]:
    """An engine that runs."""
    with FakeEngine(tmp_path) as made:
        made.answer(m.STATUS, status())
        yield made


@pytest.fixture
def link(engine: FakeEngine, qtbot: QtBot) -> Iterator[EngineLink]:
    """A link that has found it."""
    made = EngineLink(find_profile(str(engine.home), {}), start=no_start)
    with qtbot.waitSignal(made.connected):
        made.begin()
    yield made
    made.close()


def test_the_status_comes_by_itself(engine: FakeEngine, qtbot: QtBot) -> None:
    """With the connection, before anybody asked."""
    made = EngineLink(find_profile(str(engine.home), {}), start=no_start)
    with qtbot.waitSignal(made.told) as told:
        made.begin()
    assert told.args == [m.STATUS_TOPIC, status()]
    made.close()


def test_an_answer_and_an_error_reach_who_asked(link: EngineLink, engine: FakeEngine, qtbot: QtBot) -> None:
    """Each its own callback, typed."""
    engine.answer(m.LIST_PAIRS, m.Pairs(pairs=[]))
    engine.answer(m.WHO_AM_I, NotFound(what="account"))
    answers: list[m.Pairs] = []
    errors: list[MegadeskError] = []
    link.ask(m.LIST_PAIRS, m.Nothing(), then=answers.append)
    link.ask(m.WHO_AM_I, m.Nothing(), failed=errors.append)
    qtbot.waitUntil(lambda: bool(answers and errors))
    assert answers == [m.Pairs(pairs=[])]
    assert isinstance(errors[0], NotFound)


def test_who_is_gone_gets_no_answer(link: EngineLink, engine: FakeEngine, qtbot: QtBot) -> None:
    """A page that was closed meanwhile must not be called, nor one that thought better of it."""
    engine.answer(m.LIST_PAIRS, m.Pairs(pairs=[]))
    answers: list[str] = []
    owner = QObject()
    link.ask(m.LIST_PAIRS, m.Nothing(), then=lambda _: answers.append("owner"), owner=owner)
    link.ask(m.LIST_PAIRS, m.Nothing(), then=lambda _: answers.append("cancelled")).cancel()
    link.ask(m.LIST_PAIRS, m.Nothing(), then=lambda _: answers.append("last"))
    owner.deleteLater()
    qtbot.waitUntil(lambda: "last" in answers)
    assert "cancelled" not in answers


def test_an_engine_that_goes_is_sought_again(tmp_path: Path, qtbot: QtBot) -> None:
    """Lost is told with the reason, and the next engine is found."""
    profile = find_profile(str(tmp_path), {})
    with FakeEngine(tmp_path) as first:
        first.answer(m.STATUS, status())
        link = EngineLink(profile, start=no_start)
        with qtbot.waitSignal(link.connected):
            link.begin()
        lost = qtbot.waitSignal(link.lost)
    lost.wait()
    assert isinstance(lost.args[0], EngineUnavailable)  # type: ignore[index]  # it came
    with FakeEngine(tmp_path) as second, qtbot.waitSignal(link.connected, timeout=20_000):
        second.answer(m.STATUS, status())
        link._wake.set()
    link.close()


def test_who_asks_while_the_app_ends_gets_no_answer(link: EngineLink) -> None:
    """And no error either: a timer of a page may still go off."""
    link.close()
    assert not link.ask(m.LIST_PAIRS, m.Nothing()).is_over


def test_an_engine_that_is_being_started_is_waited_for(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever ends the app and then the engine finds it: it has its profile by then."""
    began, ends, waits = threading.Event(), threading.Event(), []

    def start(_: Profile) -> Client:
        began.set()
        ends.wait()
        raise EngineUnavailable("it is not needed any more", reason="start_failed")

    made = EngineLink(find_profile(str(tmp_path), {}), start=start)
    made.begin()
    began.wait()
    join = made._keeper.join

    def waited(timeout_s: float) -> None:
        waits.append(timeout_s)
        ends.set()
        join(timeout_s)

    monkeypatch.setattr(made._keeper, "join", waited)
    made.close()
    assert waits == [STARTING_S]
    assert not made._keeper.is_alive()


def test_an_app_that_ends_starts_no_engine(tmp_path: Path, qtbot: QtBot) -> None:
    """Also if it was just about to."""
    started: list[Profile] = []

    def start(profile: Profile) -> Client:
        started.append(profile)
        raise EngineUnavailable("none", reason="start_failed")

    made = EngineLink(find_profile(str(tmp_path), {}), start=start)
    made.close()
    with pytest.raises(EngineUnavailable, match="the app ends"):
        made._started()
    assert not started
