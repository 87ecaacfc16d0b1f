"""The page of synced folders."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk, status
from fakes.pairs import held, pair
from megadesk.ipc import messages as m
from megadesk.model.errors import EngineUnavailable
from megadesk.ui import app_state
from megadesk.ui.app_state import AppState
from megadesk.ui.desk import Place
from megadesk.ui.dialogs.add_pair import AddPairSheet
from megadesk.ui.dialogs.ignore_editor import IgnoreEditor
from megadesk.ui.dialogs.pair_sheets import DirectionSheet, LinksSheet, RemovePairSheet
from megadesk.ui.pages.sync import SyncPage


def tell(desk: FakeDesk, *pairs: m.PairStatus) -> None:
    """Let the engine say which folders there are."""
    desk.state.put(app_state.with_status(desk.state.now, status(pairs=list(pairs))))


@pytest.fixture
def page(desk: FakeDesk, qtbot: QtBot) -> SyncPage:
    """Return the page with two folders, of which one has a problem."""
    tell(desk, pair("Photos"), pair("Work", issues=1, held=[held()]))
    for method in (m.PAUSE_PAIR, m.RESUME_PAIR, m.RESCAN_PAIR):
        desk.link.answer(method, pair())
    made = SyncPage(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def test_each_folder_has_a_card_in_the_engines_order(page: SyncPage, desk: FakeDesk) -> None:
    """Cards stay the same widgets while their folder is there."""
    first = page._cards["id-Work"]
    tell(desk, pair("Music"), pair("Work", state="paused"))
    assert list(page._cards) == ["id-Work", "id-Music"]
    assert page._cards["id-Work"] is first
    assert [page._list.indexOf(page._cards[each]) for each in ("id-Music", "id-Work")] == [0, 1]
    assert first.pause.accessibleName() == "Resume"


def test_what_stands_in_its_place(desk: FakeDesk, qtbot: QtBot) -> None:
    """Nothing yet, nobody signed in, not here yet, and an error."""
    page = SyncPage(desk)
    qtbot.addWidget(page)
    assert page._states.shows == "empty"
    desk.state.put(app_state.with_status(desk.state.now, status("signed_out", account=None)))
    assert not page._add.isEnabled()
    desk.state.put(AppState())
    page._states._timer.timeout.emit()
    assert page._states.shows == "loading"
    desk.state.put(app_state.lost(AppState(), EngineUnavailable("x", reason="gone")))
    assert page._states.shows == "error"


def test_buttons_and_menu_are_about_their_card(page: SyncPage, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when another was chosen before."""
    opened: list[QPoint] = []
    monkeypatch.setattr(page._menu, "popup", opened.append)
    page._cards["id-Photos"].wanted.emit("pause")
    page._cards["id-Work"].asked_menu.emit(QPoint(5, 5))
    assert opened == [QPoint(5, 5)]
    page._actions["pause"].trigger()
    assert [each.pair for each in desk.link.asked(m.PAUSE_PAIR)] == ["id-Photos", "id-Work"]
    tell(desk, pair("Work", state="paused"))
    assert page._actions["pause"].text() == "Resume"
    page._actions["pause"].trigger()
    assert [each.pair for each in desk.link.asked(m.RESUME_PAIR)] == ["id-Work"]


def test_a_folder_goes_on_with_all_while_everything_is_paused(page: SyncPage, desk: FakeDesk) -> None:
    """To resume it alone would change nothing."""
    resting = status(pairs=[pair("Work", state="paused")], paused=True)
    desk.link.answer(m.ENGINE_RESUME, status(pairs=[pair("Work")]))
    desk.state.put(app_state.with_status(desk.state.now, resting))
    page._cards["id-Work"].pause.click()
    assert desk.link.asked(m.ENGINE_RESUME) == [m.Nothing()]
    assert not desk.link.asked(m.RESUME_PAIR)


def test_problems_and_files_are_a_step_away(page: SyncPage, desk: FakeDesk) -> None:
    """At the very problem, and at the folder in the cloud."""
    went: list[Place] = []
    desk.went.connect(went.append)
    page._cards["id-Work"]._trouble.acted.emit()
    page._actions["files"].trigger()
    assert went == [Place("problems", held().id), Place("files", "/Work")]
    page.open_at("Photos")
    assert not page._actions["problems"].isEnabled()


def test_sheets_open_once(page: SyncPage) -> None:
    """A second wish brings the first to the front."""
    page.open_at("add")
    page.add()
    page.open_at("id-Photos")
    kinds = {
        "direction": DirectionSheet,
        "links": LinksSheet,
        "remove": RemovePairSheet,
        "add": AddPairSheet,
        "ignore": IgnoreEditor,
    }
    page.open_at("ignore id-Photos")
    for word in ("direction", "links", "remove", "ignore"):
        page._actions[word].trigger()
    for kind in kinds.values():
        assert len(page.findChildren(kind)) == 1


def test_looking_again_is_about_the_chosen_folder_or_all(page: SyncPage, desk: FakeDesk) -> None:
    """But for those that are paused."""
    tell(desk, pair("Photos"), pair("Work"), pair("Music", state="paused"))
    page.refresh()
    page.open_at("id-Work")
    page.refresh()
    assert [each.pair for each in desk.link.asked(m.RESCAN_PAIR)] == ["id-Photos", "id-Work", "id-Work"]


def test_without_folders_no_command_is_offered_but_to_add_one(desk: FakeDesk, qtbot: QtBot) -> None:
    """And none of them fails."""
    page = SyncPage(desk)
    qtbot.addWidget(page)
    enabled = [each.text() for each in page.commands() if each is not None and each.isEnabled()]
    assert enabled == ["Add a folder…"]
    page._do("pause")
    page.refresh()
    assert desk.link.requests == []


def test_the_arrows_go_from_card_to_card(page: SyncPage, qtbot: QtBot) -> None:
    """And stop at the last."""
    page.activateWindow()
    page.open_at("Photos")
    qtbot.waitUntil(page._cards["id-Photos"].hasFocus)
    for key, card in ((Qt.Key.Key_Down, "id-Work"), (Qt.Key.Key_Down, "id-Work"), (Qt.Key.Key_Up, "id-Photos")):
        qtbot.keyClick(page.focusWidget(), key)
        assert page._cards[card].hasFocus()
