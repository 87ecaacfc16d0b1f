"""The application."""

from __future__ import annotations

import pytest

from megadesk.ui.application import place_of
from megadesk.ui.desk import Place


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("megadesk://problems/abc", Place("problems", "abc")),
        ("megadesk://files/Photos/2026%20s", Place("files", "Photos/2026 s")),
        ("megadesk://settings", Place("settings")),
        ("https://problems/abc", None),
        ("--background", None),
        ("megadesk://a.b/c", None),
    ],
)
def test_an_address_leads_to_a_place(word: str, place: Place | None) -> None:
    """Those that are ours, and no others."""
    assert place_of(word) == place
