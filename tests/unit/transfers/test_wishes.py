"""What people decided and is not done yet."""

from __future__ import annotations

from fakes.crypto import node_id
from fakes.queues import subject, subjects
from fakes.transfers import PAIR
from megadesk.model.ids import FileHash, PairId
from megadesk.model.transfer import NO_WISH, Direction, Place, Wish, Wished
from megadesk.transfers.wishes import Wishes

UP = Direction.UPLOAD


def test_wishes_are_told_once() -> None:
    """Changes are handed out for writing down, what was taken back as None; what is no change is none."""
    wishes = Wishes({})
    wishes.set(subject("a"), NO_WISH)
    assert wishes.take_changes() == {}
    wishes.set(subject("a"), Wish(paused=True))
    assert wishes.take_changes() == {subject("a"): Wish(paused=True)}
    wishes.set(subject("a"), NO_WISH)
    assert wishes.take_changes() == {subject("a"): None}
    assert wishes.take_changes() == {}


def test_who_asks_for_transfers_knows_what_was_decided() -> None:
    """On top, the last one first; resting; cancelled, with the content that is not to be moved. Of its own pair and way."""
    content = FileHash(bytes(32))
    wishes = Wishes(
        {
            subject("a"): Wish(place=Place.TOP, number=1), subject("b"): Wish(place=Place.TOP, number=2, paused=True),
            subject("c"): Wish(cancelled=content), subject("d"): Wish(place=Place.AFTER, number=4, after=subject("a")),
            subject("e"): Wish(place=Place.AFTER, number=3, after=subject("d")),
        }
    )  # fmt: skip
    expected = Wished(
        first=(node_id("b"), node_id("a")), after={node_id("e"): node_id("d"), node_id("d"): node_id("a")},
        resting=frozenset({node_id("b")}), cancelled={node_id("c"): content},
    )  # fmt: skip
    assert wishes.wished(PAIR, UP) == expected
    assert list(expected.after) == list(wishes.wished(PAIR, UP).after)
    assert wishes.wished(PAIR, Direction.DOWNLOAD) == wishes.wished(PairId("0000000f"), UP) == Wished()


def test_it_is_the_same_object_until_something_is_decided() -> None:
    """It is asked for at each turn of a pair, and 100,000 wishes are not gone through each time."""
    wishes = Wishes({subject("a"): Wish(paused=True)})
    before = wishes.wished(PAIR, UP)
    assert wishes.wished(PAIR, UP) is before
    wishes.set(subject("b"), Wish(paused=True))
    assert wishes.wished(PAIR, UP).resting == {node_id("a"), node_id("b")}
    for one in subjects("ab"):
        wishes.set(one, NO_WISH)
    assert wishes.wished(PAIR, UP) == Wished()


def test_of_use_is_what_is_asked_for_or_left_out_for_it() -> None:
    """A file that is in order has nothing to be paused; what is cancelled is not asked for, by a pair that runs."""
    content = FileHash(bytes(32))
    wishes = Wishes(
        {subject("a"): Wish(paused=True), subject("b"): Wish(paused=True), subject("c"): Wish(cancelled=content)}
    )
    assert wishes.of_use(lambda one: one == subject("a")) == [subject("a")]
    wishes.wished(PAIR, UP)
    assert wishes.of_use(lambda one: one == subject("a")) == subjects("ac")


def test_nothing_is_remembered_of_a_pair_that_nobody_asks_for() -> None:
    """Each put and each get is a pair of its own; what was decided about its files stays, and is of use when it is back."""
    content = FileHash(bytes(32))
    wishes = Wishes({subject("c"): Wish(cancelled=content)})
    wishes.wished(PAIR, UP)
    wishes.leave(PAIR)
    assert wishes.of_use(lambda _one: False) == []
    assert wishes.of(subject("c")).cancelled == content
    assert wishes.wished(PAIR, UP).cancelled == {node_id("c"): content}
    wishes.set(subject("c"), NO_WISH)
    wishes.leave(PAIR)
    assert (wishes._flows, wishes._wished, wishes._asked) == ({}, {}, set())
