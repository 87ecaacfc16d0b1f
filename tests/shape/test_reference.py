"""docs/reference is what the program says of itself."""

from __future__ import annotations

import pytest

from release.reference import FOLDER, PAGES


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_is_made_from_the_program_is_up_to_date(name: str) -> None:
    """Who changes a command, a setting or a reason writes the pages anew: python3 dev.py reference."""
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name]()
