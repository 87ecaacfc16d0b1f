"""One line with an icon."""

from __future__ import annotations

from megadesk.ui.text import text
from megadesk.ui.viewmodels.facts import Fact


def test_facts_are_told_apart_by_what_they_say() -> None:
    """A list that is shown the same ones again builds nothing anew."""
    assert Fact("info", "ok", text("Yes")) == Fact("info", "ok", text("Yes"))
    assert Fact("info", "ok", text("Yes")) != Fact("info", "ok", text("No"))
