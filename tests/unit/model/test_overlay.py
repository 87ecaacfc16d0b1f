"""A mapping over another: to whoever reads it a dictionary, and below nothing changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from megadesk.model.overlay import Overlay

KEYS = st.integers(0, 7)


@given(
    below=st.dictionaries(KEYS, st.text(max_size=1)), steps=st.lists(st.tuples(KEYS, st.none() | st.text(max_size=1)))
)
def test_it_is_as_a_copy_would_be(below: dict[int, str], steps: list[tuple[int, str | None]]) -> None:
    """Whatever is put and taken out, each way of reading gives what a copied dictionary gives."""
    kept, copy, overlay = dict(below), dict(below), Overlay(below)
    for key, value in steps:
        if value is not None:
            copy[key] = overlay[key] = value
        else:
            assert overlay.pop(key, None) == copy.pop(key, None)
        assert dict(overlay) == copy
        assert len(overlay) == len(copy)
        assert set(overlay.keys()) == copy.keys()
        for one in range(8):
            assert overlay.get(one) == copy.get(one)
            assert (one in overlay) is (one in copy)
    assert below == kept
