"""Before a person is asked, the other pairs of the disk look: asked once, waited for while they can look."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.devices import Cloud, Desk
from megadesk.model.ids import NodeId
from megadesk.sync.inquiry import Inquiry
from megadesk.sync.neighbours import Neighbourhood

ONE, TWO = NodeId(b"1" * 16), NodeId(b"2" * 16)
FIRST, BOTH = frozenset({ONE}), frozenset({ONE, TWO})


class Street:
    """Three pairs of one device, and what the first asks."""

    def __init__(self, base: Path) -> None:
        cloud, self.neighbourhood = Cloud(), Neighbourhood()
        self.me, self.left, self.right = (
            Desk(base, name, cloud, root=NodeId(name[:1].encode() * 16), neighbourhood=self.neighbourhood)
            for name in ("me", "left", "right")
        )
        self.inquiry: Inquiry = self.me.looking.crossing.inquiry

    def looks(self, desk: Desk) -> None:
        """Let a pair look, and say so to whoever asked."""
        asked, desk.asked_to_look[:] = list(desk.asked_to_look), []
        for done in asked:
            done()


@pytest.fixture
def street(tmp_path: Path) -> Street:
    """Three pairs."""
    return Street(tmp_path)


def test_question_waits_until_all_have_looked(street: Street) -> None:
    """Each of the others is asked once; when the last has looked, the question is due."""
    assert street.inquiry.is_open(FIRST)
    assert street.inquiry.is_open(FIRST)
    assert [len(desk.asked_to_look) for desk in (street.me, street.left, street.right)] == [0, 1, 1]
    street.looks(street.left)
    assert street.inquiry.is_open(FIRST)
    assert street.me.was_told_that_all_looked == 0
    street.looks(street.right)
    assert street.me.was_told_that_all_looked == 1
    assert not street.inquiry.is_open(FIRST)
    assert not street.inquiry.is_open(FIRST)


def test_more_that_is_gone_is_looked_for_too(street: Street) -> None:
    """What went after they were asked is asked about anew; less than before is not."""
    street.inquiry.is_open(FIRST)
    assert street.inquiry.is_open(BOTH)
    assert len(street.left.asked_to_look) == 1
    for desk in (street.left, street.right):
        street.looks(desk)
    assert street.inquiry.is_open(BOTH)
    for desk in (street.left, street.right):
        street.looks(desk)
    assert not street.inquiry.is_open(BOTH)
    assert not street.inquiry.is_open(FIRST)


def test_question_that_is_over_is_asked_anew(street: Street) -> None:
    """With nothing gone any more all is forgotten: a file that goes later may have gone elsewhere."""
    street.inquiry.is_open(FIRST)
    for desk in (street.left, street.right):
        street.looks(desk)
    assert not street.inquiry.is_open(frozenset())
    assert street.inquiry.is_open(FIRST)
    assert len(street.left.asked_to_look) == 1


def test_late_answer_to_a_former_question_is_none_to_this(street: Street) -> None:
    """Who looked for the former has not looked for the new one."""
    street.inquiry.is_open(FIRST)
    former = list(street.left.asked_to_look) + list(street.right.asked_to_look)
    street.inquiry.is_open(frozenset())
    street.inquiry.is_open(BOTH)
    for done in former:
        done()
    assert street.inquiry.is_open(BOTH)


def test_who_cannot_look_is_not_waited_for(street: Street) -> None:
    """A pair that is paused, or has left, does not hold up a question; with nobody else there is nobody to ask."""
    street.inquiry.is_open(FIRST)
    street.left.paused = True
    assert street.inquiry.is_open(FIRST)
    street.right.paused = True
    assert not street.inquiry.is_open(FIRST)
    assert not street.inquiry.is_open(BOTH)
    assert not Inquiry(None).is_open(FIRST)
