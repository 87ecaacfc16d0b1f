"""One problem in full."""

from __future__ import annotations

import pytest

from fakes.desk import status
from fakes.issues import BURST, CONFLICT, REMOVAL, issue
from fakes.pairs import pair
from megadesk.ipc import messages as m
from megadesk.model.reasons import REASONS
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.problem import problem_of, why

STATUS = status(pairs=[pair("Photos"), pair("Work", state="paused")])


@pytest.mark.parametrize("code", [code for code, reason in REASONS.items() if reason.is_known])
def test_each_problem_says_why(code: str) -> None:
    """And has something that helps, or something to choose."""
    made = problem_of(issue(code, "a/b"), [], STATUS)
    assert plainly(made.why).endswith(".")
    assert made.choices or made.helps


def test_it_is_told_where_it_is_on_both_sides() -> None:
    """As far as its folder is known."""
    made = problem_of(issue("unreadable", "2026/a.jpg"), [], STATUS)
    assert (made.local, made.cloud, made.is_below) == ("/home/anna/Photos/2026/a.jpg", "/Photos/2026/a.jpg", True)
    whole = problem_of(REMOVAL, [], STATUS)
    assert (whole.local, whole.cloud, whole.is_below) == ("/home/anna/Photos", "/Photos", False)
    strange = problem_of(issue("unreadable", "a", pair="Gone"), [], STATUS)
    assert (strange.local, strange.cloud) == ("", "")


def test_those_alike_are_counted() -> None:
    """Of one kind in one folder."""
    issues = [issue("unreadable", str(number)) for number in range(3)] + [
        CONFLICT,
        issue("unreadable", "x", pair="Work"),
    ]
    assert problem_of(issues[0], issues, STATUS).alike == 3


def test_a_paused_folder_is_not_paused_again() -> None:
    """Nor is a backup from here."""
    words = [choice.word for choice in problem_of(BURST, [], STATUS).choices]
    assert "pause" not in words
    assert "pause" in [choice.word for choice in problem_of(REMOVAL, [], STATUS).choices]
    backup = m.BackupStatus(**{name: getattr(pair(), name) for name in pair().__struct_fields__}, every="daily")
    of_backup = problem_of(REMOVAL, [], status(backups=[backup]))
    assert of_backup.is_backup
    assert "pause" not in [choice.word for choice in of_backup.choices]


def test_what_was_deleted_where_is_said() -> None:
    """Since it means another thing for one's files."""
    here, there = issue("mass_removal", files=3, direction="local"), issue("mass_removal", files=3, direction="remote")
    assert plainly(why(here)).startswith("They were deleted in the cloud")
    assert plainly(why(there)).startswith("They were deleted on this computer")


def test_what_the_choices_say_is_not_said_twice() -> None:
    """Only what they do not say stands above them."""
    assert not problem_of(CONFLICT, [], STATUS).helps
    assert problem_of(BURST, [], STATUS).helps
    assert problem_of(issue("disk_full"), [], STATUS).helps
