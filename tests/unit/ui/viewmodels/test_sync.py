"""Synced folders as cards."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from fakes.desk import NOW_MS, status
from fakes.pairs import held, pair
from megadesk.ipc.messages import PairStatus
from megadesk.ui.app_state import AppState
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.sync import PairCard, card_sentence, directions, link_ways, pair_card, risen, sync_view


def card(told: PairStatus, peak: int = 0) -> PairCard:
    """Return a folder as a card."""
    return pair_card(told, NOW_MS, peak)


@pytest.mark.parametrize(
    ("changed", "title"),
    [
        ({"state": "synced"}, "Up to date"),
        ({"state": "syncing", "pending": 1}, "1 change left"),
        ({"state": "syncing", "pending": 1200}, "1,200 changes left"),
        ({"state": "syncing"}, "Syncing"),
        ({"state": "scanning"}, "Checking for changes"),
        ({"state": "paused"}, "Paused"),
        ({"state": "offline"}, "Offline: changes are kept here and synced once the server can be reached"),
        ({"state": "waiting"}, "Waiting: continues automatically"),
        ({"state": "damaged"}, "Stopped: the data in the cloud is damaged"),
        ({"state": "attention"}, "Stopped until you decide"),
    ],
)
def test_each_state_has_words_and_a_shape(changed: dict[str, Any], title: str) -> None:
    """As the whole app shows it."""
    made = card(pair(**changed))
    assert plainly(made.title) == title
    assert made.icon != "circle-help"


def test_facts_stand_in_one_line() -> None:
    """With numbers and units; what never was is not said."""
    assert plainly(card(pair()).facts) == "12,408 files · 63.7 GiB · both ways · last synced 2 minutes ago"
    assert (
        plainly(card(pair(last_synced=None, files=1, direction="up")).facts) == "1 file · 63.7 GiB · only to the cloud"
    )


def test_what_holds_the_whole_folder_comes_before_single_files() -> None:
    """With the way to its question, and how many there are beside it."""
    whole = card(pair(state="attention", code="root_missing", arguments={"issue": "ab12"}, held=[held()], issues=3))
    assert whole.trouble is not None
    assert plainly(whole.trouble.words).startswith("The folder is missing")
    assert (whole.trouble.issue, plainly(whole.trouble.more)) == ("ab12", "2 more")
    one = card(pair(issues=1, held=[held("a/b.txt")])).trouble
    assert one is not None
    assert (plainly(one.words), one.tone, bool(one.more)) == ("a/b.txt cannot be read.", "warn", False)
    assert card(pair()).trouble is None
    damaged = card(pair(state="damaged", code="rollback")).trouble
    assert damaged is not None
    assert (damaged.tone, damaged.issue) == ("error", "")


def test_a_bar_shows_how_much_of_the_work_is_done() -> None:
    """Counted from the most there was since the folder last had nothing to do."""
    peaks = risen({}, [pair(pending=100), pair("Work")])
    peaks = risen(peaks, [pair(pending=25), pair("Work")])
    assert peaks == {"id-Photos": 100}
    assert card(pair(state="syncing", pending=25), 100).part == 0.75
    assert card(pair(state="syncing", pending=1), 1).part is None
    assert card(pair(state="paused", pending=25), 100).part is None
    assert risen(peaks, [pair(pending=0)]) == {}


def test_the_context_says_most_in_one_line() -> None:
    """How many folders and files, and what is not in step."""
    well = sync_view(AppState(status=status(pairs=[pair(), pair("Work", files=2)])), NOW_MS, {})
    assert plainly(well.context) == "2 folders · 12,410 files · all up to date"
    busy = [pair(state="syncing", pending=2, issues=1), pair("Work", state="paused")]
    told = sync_view(AppState(status=status(pairs=busy)), NOW_MS, {})
    assert plainly(told.context).endswith("1 problem · 1 running · 1 paused")


def test_without_folders_the_page_knows_why() -> None:
    """Nothing was heard yet, nobody is signed in, the password is needed, or there are none."""
    assert not sync_view(AppState(), NOW_MS, {}).is_known
    views = [status("signed_out", account=None), status("signed_out"), status()]
    closed = [sync_view(AppState(status=each), NOW_MS, {}).closed for each in views]
    assert [plainly(found[0]) if found else None for found in closed] == ["Not signed in", "Locked", None]


def test_a_card_speaks_as_one_sentence() -> None:
    """With what is the matter."""
    words = plainly(card_sentence(card(pair(issues=1, held=[held("a/b.txt")]))))
    assert words.startswith("Photos, Up to date, 12,408 files")
    assert words.endswith(". a/b.txt cannot be read.")
    assert plainly(card_sentence(replace(card(pair()), trouble=None))).endswith("ago")


def test_each_choice_is_said_in_full() -> None:
    """So that nobody has to guess what happens to their files."""
    for choices in (directions(), link_ways()):
        assert all(plainly(meaning).endswith(".") for _, _, meaning in choices)
    assert [word for word, _, _ in directions()] == ["both", "up", "down"]
    assert [word for word, _, _ in link_ways()] == ["skip", "keep"]
