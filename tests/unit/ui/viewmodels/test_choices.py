"""What a person can choose."""

from __future__ import annotations

import pytest

from fakes.issues import BURST, CONFLICT, REMOVAL, issue
from megadesk.model.answers import answer_words
from megadesk.model.reasons import COMMANDS, REASONS
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.choices import Choice, choices_of


def words(choices: list[Choice]) -> list[str]:
    """Return what the buttons say."""
    return [plainly(choice.label) for choice in choices]


def test_a_guard_names_exactly_what_it_does() -> None:
    """The safest first, what destroys last and in its colour."""
    choices = list(choices_of(REMOVAL))
    assert words(choices) == ["Restore", "Pause this folder", "Delete on all devices"]
    assert [choice.kind for choice in choices] == ["primary", "", "danger"]
    assert "312 files" in plainly(choices[2].meaning)
    here = list(choices_of(issue("mass_removal", files=1, direction="local")))
    assert words(here)[-1] == "Delete on this computer"
    assert plainly(here[0].meaning) == "The file is uploaded again from here."


def test_after_a_mass_change_nothing_is_called_deletion() -> None:
    """It is about what is sent."""
    assert words(list(choices_of(BURST))) == ["Restore", "Pause this folder", "Yes, it was me: upload"]


def test_of_a_conflict_the_versions_have_their_own_buttons() -> None:
    """Only both is left for here."""
    assert words(list(choices_of(CONFLICT))) == ["Keep both"]


def test_the_sides_of_a_folder_of_one_direction_are_said_in_full() -> None:
    """And may be the answer to all of a kind."""
    choices = list(choices_of(issue("only_here_removed", "a")))
    assert words(choices) == ["Keep this computer's version", "Keep the cloud version", "Keep both"]
    assert plainly(choices[0].meaning) == "It is also deleted in the cloud and kept in the bin there."
    assert all(choice.is_for_all for choice in choices)
    assert not any(choice.is_for_all for choice in choices_of(REMOVAL))


def test_a_command_of_the_system_can_be_copied() -> None:
    """As it is to be typed."""
    made = next(iter(choices_of(issue("watch_limit", limit=8192, wanted=524288))))
    assert made.payload == "sudo sysctl fs.inotify.max_user_watches=524288"


@pytest.mark.parametrize("code", [code for code, reason in REASONS.items() if reason.is_known])
def test_no_answer_of_the_engine_is_left_out(code: str) -> None:
    """Each that the command line has can be given here, with what it does; a version's stand on its card."""
    offered = {choice.word: choice for choice in choices_of(issue(code, "a"))}
    for remedy in REASONS[code].remedies:
        if remedy in COMMANDS and not (code == "conflict" and remedy != "keep_both"):
            assert plainly(offered[remedy].meaning).endswith(".")
            assert answer_words(code, remedy)
