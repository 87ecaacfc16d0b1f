"""Backups as cards."""

from __future__ import annotations

from typing import Any

import pytest

from fakes import backups as fake
from fakes.desk import NOW_MS, status
from megadesk.ipc import messages as m
from megadesk.ui.app_state import AppState
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.backups import (
    backup_card,
    backups_view,
    card_sentence,
    intervals,
    other_card,
    other_sentence,
    risen,
    run_words,
    schedule_meaning,
    schedule_words,
    stop_sentences,
)
from megadesk.ui.viewmodels.moments import written


@pytest.mark.parametrize(
    ("every", "words"),
    [("continuous", "Continuously"), ("1h", "Every hour"), ("6h", "Every 6 hours"), ("daily", "Every day"), ("weekly", "Every week"), ("30m", "Every 30 minutes"), ("2d", "Every 2 days"), ("3w", "Every 21 days")],
)  # fmt: skip
def test_a_schedule_is_said_in_words(every: str, words: str) -> None:
    """Also one that was typed elsewhere, which can then be chosen here, too."""
    assert plainly(schedule_words(every)) == words
    assert every in dict(intervals(every))
    assert plainly(schedule_meaning(every))


@pytest.mark.parametrize(
    ("changed", "title", "next_run"),
    [
        ({}, "Everything is backed up", "with the next change"),
        ({"run": None, "last_run": None}, "Waiting for the first run", "with the next change"),
        ({"state": "scheduled", "every": "6h", "next_run": written(NOW_MS - 1)}, "Everything is backed up", "now"),
        ({"state": "syncing", "running": True, "pending": 3}, "Backing up: 3 changes left", "now"),
        ({"state": "syncing", "running": True}, "Backing up", "now"),
        ({"state": "scheduled", "running": True}, "Backing up", "now"),
        ({"state": "paused"}, "Paused until you resume", "when you resume"),
        ({"state": "attention"}, "Stopped until you decide", "with the next change"),
        ({"state": "offline"}, "Offline: changes are kept here and uploaded once the server can be reached", "with the next change"),
        ({"state": "waiting"}, "Waiting: continues automatically", "with the next change"),
        ({"state": "scanning"}, "Checking for changes", "with the next change"),
        ({"state": "damaged"}, "Stopped: the data in the cloud is damaged", "with the next change"),
    ],
)  # fmt: skip
def test_each_state_has_words_and_a_shape(changed: dict[str, Any], title: str, next_run: str) -> None:
    """And says what comes next."""
    card = backup_card(fake.backup(**changed), 3, NOW_MS)
    assert (plainly(card.title), plainly(card.next_run)) == (title, next_run)
    assert card.icon


def test_a_card_says_all_of_it() -> None:
    """In facts, and as one sentence."""
    card = backup_card(fake.backup(), 12, NOW_MS)
    assert plainly(card.last_run) == "10 minutes ago"
    assert plainly(card.kept) == "12 runs"
    assert plainly(card_sentence(card)).startswith("Documents, Everything is backed up, Continuously, 4,218 files")
    assert plainly(backup_card(fake.backup(run=None, last_run=None), None, NOW_MS).kept) == "none yet"
    assert not backup_card(fake.backup(), None, NOW_MS).kept
    held = m.HeldPath(id="i1", path="a", code="file_busy", message="", remedy="", arguments={"path": "a"})
    trouble = backup_card(fake.backup(issues=2, held=[held]), 1, NOW_MS).trouble
    assert trouble is not None
    assert trouble.issue == "i1"


def test_how_far_a_run_is_is_told_from_the_most_there_was() -> None:
    """Nothing is told while nobody knows."""
    busy = fake.backup(state="syncing", pending=30)
    peaks = risen(risen({}, [fake.backup(state="syncing", pending=120)]), [busy])
    assert backup_card(busy, 1, NOW_MS, peaks[busy.id]).part == pytest.approx(0.75)
    assert backup_card(busy, 1, NOW_MS).part is None
    assert risen(peaks, [fake.backup()]) == {}


def test_the_page_knows_nothing_at_first_and_is_closed_without_an_account() -> None:
    """And says so."""
    assert not backups_view(AppState(), [], {}, NOW_MS, {}).is_known
    for told in (status("signed_out", account=None), status("signed_out")):
        assert backups_view(AppState(status=told), [], {}, NOW_MS, {}).closed is not None


def test_the_line_below_the_title_says_how_much_is_kept() -> None:
    """And whether something is the matter."""
    view = backups_view(AppState(status=status(backups=[fake.backup()])), [fake.elsewhere()], {}, NOW_MS, {})
    assert plainly(view.context) == "1 folder · 4,218 files · 11.5 GiB · last run 10 minutes ago"
    told = status(backups=[fake.backup(issues=3), fake.backup("B", state="paused"), fake.backup("C", running=True)])
    words = plainly(backups_view(AppState(status=told), [], {}, NOW_MS, {}).context)
    assert words.endswith("3 problems · 1 running · 1 paused")
    assert len(view.elsewhere) == 1


def test_another_computers_backup_says_whose_it_is() -> None:
    """Also if no run of it was ever complete."""
    assert plainly(other_sentence(other_card(fake.elsewhere(), NOW_MS))).startswith("Studio, of Old PC, 812 files")
    none = other_card(fake.elsewhere(files=None, bytes=None, run=None, last_run=None), NOW_MS)
    assert plainly(other_sentence(none)) == "Studio, of Old PC, no completed run"


def test_a_stop_says_what_becomes_of_what() -> None:
    """Moved, binned, or left where it is; the folder here stays in each case."""
    moved = stop_sentences(fake.stopped(m.StopBackup(backup="b", move="/Old")))
    binned = stop_sentences(fake.stopped(m.StopBackup(backup="b", delete=True)))
    for lines in (moved, binned):
        assert plainly(lines[0][1]) == "On this computer everything stays as it is: /home/anna/Documents"
    assert "(4,218 files, 11.5 GiB) is moved to /Old" in plainly(moved[1][1])
    assert "(4,218 files, 11.5 GiB) is moved to the bin" in plainly(binned[1][1])
    stays = m.StoppedBackup(id="", name="", local="/a", remote="", target=None, files=0, folders=0, bytes=0, stays=True)
    assert "stays where it is" in plainly(stop_sentences(stays)[1][1])


def test_a_run_says_when_how_much_and_how_long() -> None:
    """A clock that was wrong makes no run of years."""
    run = fake.runs("x").runs[1]
    head, below = run_words(run, NOW_MS)
    assert plainly(head).startswith("Run 11")
    assert plainly(below) == "4,217 files · 11.5 GiB · took 4 minutes"
    odd = m.BackupRun(run=1, seq=1, started="", finished=run.finished, files=1, bytes=1, device="")
    assert "took" not in plainly(run_words(odd, NOW_MS)[1])
