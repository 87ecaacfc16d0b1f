"""Sizes as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from megadesk.model.errors import BadUsage
from megadesk.model.sizes import SIZE_MAX, size_of
from megadesk.model.wording import size_text


@pytest.mark.parametrize(
    ("text", "size_bytes"),
    [("0", 0), ("5", 5), ("1_000_000", 1_000_000), ("50G", 50 << 30), ("500m", 500 << 20), ("1T", 1 << 40), ("64k", 64 << 10),
     ("1.5 TiB", 3 << 39), (" 2 GiB ", 2 << 30), ("50 GB", 50_000_000_000), ("1kB", 1000), ("12 b", 12), ("0.5", 0),
     ("9223372036854775807", SIZE_MAX), ("12 bytes", 12), ("0.001T", 1_099_511_627)],
)  # fmt: skip
def test_sizes_are_understood(text: str, size_bytes: int) -> None:
    """A unit alone is the one that the app shows, of 1024; one that says B and no i is of 1000."""
    assert size_of(text) == size_bytes


@pytest.mark.parametrize(
    "text",
    ["", "G", "-5", "5X", "5 P", "1e9", "5,5G", "1.G", ".5G", "5 5", "5G5", "1__0", "_5", "5_", "0x10", "\u0665", "nan",
     "9223372036854775808", "8388608T", "9" * 5000],
)  # fmt: skip
def test_what_is_no_size_is_said(text: str) -> None:
    """Also what no database can count to, however long it is."""
    with pytest.raises(BadUsage, match="500M, 50G, 1T") as refused:
        size_of(text)
    assert refused.value.arguments["what"] == "size"


@given(st.integers(0, 1 << 60))
def test_what_the_app_shows_can_be_typed(size_bytes: int) -> None:
    """The words for a size are a size, as near as they say."""
    shown = size_text(size_bytes).replace(",", "")
    assert abs(size_of(shown) - size_bytes) <= size_bytes * 0.051
