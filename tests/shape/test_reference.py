"""docs/reference, and what is made likewise, is what the program says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from release.reference import made


@pytest.mark.parametrize("path", made(), ids=lambda path: path.name)
def test_what_is_made_from_the_program_is_up_to_date(path: Path) -> None:
    """Who changes a command, a setting or a reason writes it anew: python3 dev.py reference."""
    assert path.read_text(encoding="utf-8") == made()[path]()
