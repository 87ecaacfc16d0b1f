"""What a person wants of their synced folders."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fakes.desk import FakeDesk
from fakes.pairs import pair
from megadesk.ipc import messages as m
from megadesk.model.errors import NotFound
from megadesk.ui.actions.sync import (
    NewPair,
    add_pair,
    pause_pair,
    remove_pair,
    rescan_pair,
    resume_pair,
    set_direction,
    set_links,
)
from megadesk.ui.desk import Desk, Notice
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.sync import PairCard, pair_card

CARD = pair_card(pair(direction="up"), 0)
NAME = m.Pair(pair=CARD.id)


def notices(desk: FakeDesk) -> list[Notice]:
    """Return what a person is told, as it comes."""
    heard: list[Notice] = []
    desk.notices.came.connect(heard.append)
    return heard


def answer(desk: FakeDesk) -> None:
    """Let everything work."""
    for method in (m.PAUSE_PAIR, m.RESUME_PAIR, m.RESCAN_PAIR, m.SET_DIRECTION, m.SET_SYMLINKS, m.ADD_PAIR):
        desk.link.answer(method, pair())
    desk.link.answer(m.REMOVE_PAIR, m.Nothing())


def test_a_pause_is_taken_back_by_going_on(desk: FakeDesk) -> None:
    """And the other way round."""
    answer(desk)
    heard = notices(desk)
    pause_pair(desk, CARD)
    assert desk.notices.undo()
    assert (desk.link.asked(m.PAUSE_PAIR), desk.link.asked(m.RESUME_PAIR)) == ([NAME], [NAME])
    resume_pair(desk, CARD)
    assert desk.notices.undo()
    assert len(desk.link.asked(m.PAUSE_PAIR)) == 2
    assert [plainly(each.words) for each in heard][:2] == ["“Photos” is paused.", "“Photos” is resumed."]


def test_direction_and_links_go_back_to_what_they_were(desk: FakeDesk) -> None:
    """By undo."""
    answer(desk)
    set_direction(desk, CARD, "down")
    assert desk.notices.undo()
    assert [each.direction for each in desk.link.asked(m.SET_DIRECTION)] == ["down", "up"]
    set_links(desk, CARD, "keep")
    assert desk.notices.undo()
    assert [each.symlinks for each in desk.link.asked(m.SET_SYMLINKS)] == ["keep", "skip"]


def test_a_folder_that_was_removed_is_added_again(desk: FakeDesk) -> None:
    """As it was: ends, name, direction, links."""
    answer(desk)
    heard = notices(desk)
    remove_pair(desk, CARD)
    assert plainly(heard[-1].words) == "“Photos” is no longer synced. Its files are still here and in the cloud."
    assert desk.notices.undo()
    assert desk.link.asked(m.ADD_PAIR) == [
        m.AddPair(local=CARD.local, remote=CARD.remote, name="Photos", direction="up", symlinks="skip")
    ]


def test_a_new_folder_is_told_to_who_asked(desk: FakeDesk) -> None:
    """What is wrong, too: there it can be mended."""
    answer(desk)
    made: list[str] = []
    add_pair(desk, NewPair(local="/a", remote="/A"), then=lambda found: made.append(found.name), failed=lambda _: None)
    assert made == ["Photos"]
    wrong: list[str] = []
    desk.link.answer(m.ADD_PAIR, NotFound(path="/a"))
    add_pair(desk, NewPair(local="/a", remote="/A"), failed=lambda error: wrong.append(error.code))
    assert wrong == ["not_found"]


@pytest.mark.parametrize("do", [pause_pair, resume_pair, rescan_pair, remove_pair])
def test_what_does_not_work_is_said(desk: FakeDesk, do: Callable[[Desk, PairCard], None]) -> None:
    """In words, at the foot of the window."""
    heard = notices(desk)
    do(desk, CARD)
    assert [each.tone for each in heard] == ["error"]


def test_a_folder_is_looked_through_again(desk: FakeDesk) -> None:
    """And the person hears of it, since nothing may change."""
    answer(desk)
    heard = notices(desk)
    rescan_pair(desk, CARD)
    assert desk.link.asked(m.RESCAN_PAIR) == [NAME]
    assert heard[-1].undo is None
