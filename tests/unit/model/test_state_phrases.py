"""The words for states: calm, and all of them said by somebody."""

from __future__ import annotations

from pathlib import Path

import pytest

import megadesk
from megadesk.model.phrases import texts
from megadesk.model.state_phrases import STATE_PHRASES

SOURCE = "\n".join(
    path.read_text("utf-8") for path in Path(megadesk.__file__).parent.rglob("*.py") if path.name != "state_phrases.py"
)


@pytest.mark.parametrize("code", sorted(STATE_PHRASES))
def test_every_state_is_said_by_somebody(code: str) -> None:
    """No words are left over: the code, or the beginning that it is put together from, stands in the source."""
    beginnings = {f'f"{code.partition("_")[0]}_{{', 'f"{who}_{what}"'}
    assert f'"{code}"' in SOURCE or any(one in SOURCE for one in beginnings)


@pytest.mark.parametrize("code", sorted(STATE_PHRASES))
def test_states_are_whole_calm_sentences(code: str) -> None:
    """Each text ends with a full stop and shouts nothing."""
    for template in STATE_PHRASES[code]:
        for text in texts(template):
            assert text.endswith((".", "”.")), text
            assert "!" not in text
