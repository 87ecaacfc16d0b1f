"""Two versions side by side."""

from __future__ import annotations

import msgspec

from fakes.desk import NOW_MS
from fakes.issues import CONFLICT, VERSIONS, issue
from megadesk.ipc import messages as m
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.sides import version_cards


def test_each_says_whose_it_is_when_and_how_large() -> None:
    """And the newer one is marked."""
    cards = version_cards(m.IssueDetail(issue=CONFLICT, versions=VERSIONS), NOW_MS)
    told = [(plainly(card.title), plainly(card.facts), plainly(card.badge)) for card in cards]
    assert plainly(cards[1].note) == "Letter.txt"
    assert told == [("anna-laptop", "48 minutes ago · 1.2 KiB", "newer"), ("Studio PC", "1 hour ago · 1.3 KiB", "")]


def test_what_keeping_one_does_is_said_with_its_name() -> None:
    """As the engine calls the answer."""
    cards = version_cards(m.IssueDetail(issue=CONFLICT, versions=VERSIONS), NOW_MS)
    choices = [card.choice for card in cards]
    assert [choice.word for choice in choices if choice is not None] == ["keep_local", "keep_remote"]
    assert choices[0] is not None
    assert plainly(choices[0].meaning) == (
        "It is then named “Letter.txt”. The other version is moved to the cloud bin."
    )


def test_versions_of_one_time_are_told_apart_by_size() -> None:
    """And devices that nobody knows by where they are."""
    same = [msgspec.structs.replace(each, mtime=VERSIONS[0].mtime, device=None) for each in VERSIONS]
    cards = version_cards(m.IssueDetail(issue=CONFLICT, versions=same), NOW_MS)
    assert [plainly(card.badge) for card in cards] == ["", "larger"]
    assert [plainly(card.title) for card in cards] == ["This computer", "The cloud"]
    strange = msgspec.structs.replace(same[0], keep="copy", mtime="1970-01-01T00:00:00Z")
    card = version_cards(m.IssueDetail(issue=CONFLICT, versions=[strange]), NOW_MS)[0]
    assert (plainly(card.title), plainly(card.facts), bool(card.exact)) == (
        "Unknown device",
        "1.2 KiB",
        False,
    )


def test_a_file_of_a_folder_of_one_direction_is_decided_elsewhere() -> None:
    """Its versions are only to be looked at: that of this computer and that of the cloud, whoever saved them."""
    one = issue("only_here_edited", "a.txt")
    mine = [msgspec.structs.replace(each, device="anna-laptop") for each in VERSIONS]
    cards = version_cards(m.IssueDetail(issue=one, versions=mine), NOW_MS)
    assert [plainly(card.title) for card in cards] == ["This computer", "The cloud"]
    assert plainly(cards[1].note) == "Saved on anna-laptop"
    assert all(card.choice is None for card in cards)
