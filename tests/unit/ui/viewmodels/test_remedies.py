"""What can be done, in the app's words."""

from __future__ import annotations

import pytest

from megadesk.model.reasons import REASONS
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.errors import said
from megadesk.ui.viewmodels.remedies import remedy

ARGUMENTS = {
    "path": "a/b.txt",
    "issue": "ab12cd",
    "pair": "p1",
    "rewind": "megadesk rewind restore /x",
    "name": "b.txt",
}


@pytest.mark.parametrize("code", [code for code, reason in REASONS.items() if reason.is_known])
def test_no_remedy_names_a_command(code: str) -> None:
    """And each thing that is shown as a problem has one, since a person wants to know what to do."""
    words = plainly(remedy(code, ARGUMENTS))
    assert words
    assert "megadesk " not in words.replace("Update megadesk ", "")
    assert "“--" not in words


def test_the_engine_speaks_where_it_names_no_command() -> None:
    """So that command line and app say the same."""
    assert plainly(remedy("locked", ARGUMENTS)) == "Close it there to sync it."
    assert "a/b.txt" in plainly(said("unreadable", ARGUMENTS))


def test_of_a_code_that_is_not_known_only_the_sentence_is_said() -> None:
    """Its remedy is a command."""
    assert not remedy("of_a_newer_engine", {})
    assert plainly(said("of_a_newer_engine", {}))
