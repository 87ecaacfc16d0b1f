"""The account as the settings show it."""

from __future__ import annotations

import msgspec

from fakes.desk import NOW_MS, status
from fakes.settings import SESSIONS, backup, folder, signed_in
from megadesk.ui.text import plainly, text
from megadesk.ui.viewmodels.account import SessionLine, account_view, ending_facts, log_out_facts, session_lines


def test_an_account_is_out_locked_or_in() -> None:
    """Each is shown in its own way."""
    nobody = msgspec.structs.replace(status("signed_out"), account=None)
    assert [account_view(each).state for each in (None, nobody, status("signed_out"), status())] == [
        "out",
        "out",
        "locked",
        "in",
    ]
    view = account_view(signed_in())
    assert (plainly(view.email), plainly(view.keys)) == ("anna@example.org", "In the system keyring")
    assert (view.device, plainly(view.kept)) == ("Anna's laptop", "Versions and deleted files are kept for 60 days.")
    assert view.usage is not None
    assert not account_view(status()).kept


def test_sessions_begin_with_this_computer() -> None:
    """Then those that were used last; one without a name says so."""
    lines = session_lines(SESSIONS.sessions, NOW_MS)
    assert [plainly(line.name) for line in lines] == ["Anna's laptop", "Anna's phone", "Unnamed device"]
    assert [line.is_here for line in lines] == [True, False, False]
    assert [plainly(line.below) for line in lines[:2]] == ["This computer", "last seen 12 minutes ago"]


def test_ending_a_session_says_what_it_does_and_does_not() -> None:
    """A stolen device needs more."""
    line = SessionLine(id="a", name=text("Phone"), below=text(""), exact=text(""), is_here=False)
    first, second = (plainly(fact.words) for fact in ending_facts(line))
    assert first.startswith("Phone is signed out immediately")
    assert "change your password" in second


def test_a_log_out_names_what_stays() -> None:
    """Each folder, what is not synced yet, and what is removed."""
    assert [plainly(fact.words) for fact in log_out_facts(signed_in())] == [
        "The files of your 2 synced folders stay as they are: Pictures, Notes.",
        "The files of your backed-up folder stay here, and its backup stays in the cloud: Documents.",
        "3 changes are not synced yet. They stay as they are on both sides.",
        "The keys of your account are removed from this computer.",
        "Log in to the same account again to continue syncing these folders.",
    ]
    assert [plainly(fact.words) for fact in log_out_facts(None)] == [
        "The keys of your account are removed from this computer."
    ]


def test_many_folders_are_counted() -> None:
    """The first few have their names."""
    many = msgspec.structs.replace(status(), pairs=[folder(name) for name in "ABCDE"], backups=[backup("F")])
    words = plainly(log_out_facts(many)[0].words)
    assert words == "The files of your 5 synced folders stay as they are: A, B, C, 2 more."
