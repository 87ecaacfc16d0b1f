"""A source tree edited by two devices, and what every command says of its past, held to a log of what it was.

The same at full size, for hours if wished: tests/soak/test_the_past.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.long_past import LongPast
from fakes.pairing import Pairing

FILES, STEPS, MOMENTS = 250, 20, 5


@pytest.fixture
def past(pairing: Pairing) -> LongPast:
    """A folder with a past."""
    made = LongPast(pairing, seed=5)
    made.begin(FILES)
    made.live(STEPS)
    return made


def test_every_moment_is_shown_and_fetched_as_it_was(past: LongPast, tmp_path: Path) -> None:
    """Paths, kinds, sizes and every byte; what two moments differ in is told."""
    moments = past.some(MOMENTS)
    for seq in moments:
        past.compare_shown(seq)
        past.compare_fetched(seq, tmp_path / "fetched")
    past.compare_diff(moments[0], moments[-1])
    past.compare_diff(moments[1], moments[-2])


@pytest.mark.both_stacks
def test_the_folder_comes_back_on_both_devices_and_goes_forward_again(past: LongPast) -> None:
    """In place: all of then is there, with or without what exists only now; to before the restore is back, too."""
    moments = past.some(MOMENTS)
    past.restore(moments[1], exact=False)
    past.restore(moments[2], exact=True)
    past.restore(moments[-1], exact=True)
