"""The words for errors: there are some for every class."""

from __future__ import annotations

import pytest

from megadesk.model.error_phrases import ERROR_PHRASES
from megadesk.model.errors import BY_CODE
from megadesk.model.past_phrases import PAST_PHRASES


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_every_error_has_words_of_its_own(code: str) -> None:
    """No error class is left to the general sentence."""
    assert code in {*ERROR_PHRASES, *PAST_PHRASES}
