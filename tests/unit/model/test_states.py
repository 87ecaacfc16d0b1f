"""What is said of a state: its parts, and the sentences that they make."""

from __future__ import annotations

import pytest

from megadesk.model.pair import PairState
from megadesk.model.states import Facts, Part, state_parts, state_sentence

STATES = [*(state.value for state in PairState), "signed_out"]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (Facts(), "Signed in. No folder is synced yet."),
        (Facts(pairs=1), "Everything is up to date; there are no files yet."),
        (Facts(pairs=1, files=1), "Your file is safe."),
        (Facts(pairs=2, files=12408), "All 12,408 files are safe."),
        (Facts(pairs=2, files=12408, held=2), "12,408 files safe; 2 issues, each with a reason."),
    ],
)
def test_synced_says_what_is_safe(facts: Facts, sentence: str) -> None:
    """One glance answers whether everything is safe, and "all" is not said while something is held back."""
    assert state_sentence("synced", facts) == sentence


def test_syncing_says_how_much_how_fast_and_how_long() -> None:
    """What is not known is left out."""
    assert state_sentence("syncing", Facts()) == "Syncing."
    facts = Facts(pending=3, bps=2 << 20, seconds_left=240)
    assert state_sentence("syncing", facts) == "Syncing 3 changes, 2.0 MiB/s, 4 minutes left."


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("reason", [None, "disk_full", "forged", "mass_removal"])
def test_every_state_has_a_sentence(state: str, reason: str | None) -> None:
    """No state is shown by its code, and the reason's words come first where there is one."""
    sentence = state_sentence(state, Facts(reason=reason))
    assert sentence.endswith(".")
    assert "“" not in sentence
    assert "!" not in sentence


def test_an_unknown_state_is_shown_as_it_is() -> None:
    """A state of a newer engine is named."""
    assert state_sentence("dreaming", Facts()) == "The state is “dreaming”."


def test_a_reason_is_a_part_of_its_own() -> None:
    """A front end that speaks another language is given the reason with its arguments, and then the state."""
    facts = Facts(reason="disk_full", arguments={"path": "/a"})
    assert [*state_parts("waiting", facts)] == [Part("disk_full", {"path": "/a"}), Part("state_waiting")]
