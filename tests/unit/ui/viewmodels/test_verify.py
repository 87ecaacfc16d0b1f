"""A check of everything in words."""

from __future__ import annotations

import pytest

from fakes.verified import LOST, WELL
from megadesk.ipc import messages as m
from megadesk.model.values import replace
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.verify import progress_part, progress_words, verify_view


@pytest.mark.parametrize(
    ("progress", "said", "part"),
    [
        (m.Progress(phase="verify_server", done_files=1, total_files=4), "Checking the server's records: 1 of 4", 0.25),
        (m.Progress(phase="verify_own"), "Checking this computer's records: 0 of 0", 0.0),
        (
            m.Progress(phase="verify", done_bytes=1024, total_bytes=2048, done_files=9, total_files=9, seconds_left=90),
            "Checking files: 1.0 KiB of 2.0 KiB · 90 seconds left", 0.5,
        ),
        (m.Progress(phase="verify", total_bytes=2048), "Checking files: 0 bytes of 2.0 KiB", 0.0),
    ],
)  # fmt: skip
def test_it_says_how_far_it_is(progress: m.Progress, said: str, part: float) -> None:
    """Records first, then bytes of files, with the time that is left once it is known."""
    assert (plainly(progress_words(progress)), progress_part(progress)) == (said, part)


def test_all_is_well() -> None:
    """How much was looked at."""
    view = verify_view(WELL)
    assert (view.tone, view.lines, view.can_heal) == ("ok", (), False)
    assert plainly(view.words).startswith("2 files, 4.0 KiB: the server has every byte")


def test_what_is_wrong_is_listed_and_may_be_repaired() -> None:
    """One line each, by the words of the engine; more than are shown are counted."""
    view = verify_view(replace(WELL, total=3, healed=1, findings=[LOST, replace(LOST, healed=True)]))
    assert (view.tone, view.can_heal) == ("error", True)
    assert [plainly(line) for line in view.lines] == [
        "/a: 1 block is missing on the server.", "Repaired: /a: 1 block is missing on the server.", "… and 1 more",
    ]  # fmt: skip
    assert plainly(view.words) == "2 problems found."


def test_a_lie_of_the_server_cannot_be_repaired_here() -> None:
    """Neither what it says of the state, nor anything as long as the space is frozen."""
    space = replace(LOST, area="space", code="record_missing")
    assert not verify_view(replace(WELL, total=1, findings=[space])).can_heal
    frozen = verify_view(replace(WELL, total=1, frozen="forged", findings=[LOST]))
    assert not frozen.can_heal
    assert "Syncing is stopped" in plainly(frozen.words)


def test_what_was_repaired_is_said() -> None:
    """And then all is well."""
    view = verify_view(replace(WELL, total=1, healed=1, findings=[replace(LOST, healed=True)]))
    assert view.tone == "ok"
    assert plainly(view.words).startswith("1 repaired. 2 files")
