"""What storage is used for."""

from __future__ import annotations

from megadesk.ipc.messages import Quota
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.usage import usage

GIB = 1 << 30


def test_the_parts_make_the_whole() -> None:
    """What has no name is said too, and what is nothing is not."""
    shown = usage(Quota(used=40 * GIB, total=50 * GIB, files=30 * GIB, backups=6 * GIB, versions=3 * GIB))
    assert shown is not None
    assert plainly(shown.amount) == "40.0 GiB of 50.0 GiB"
    assert [plainly(part.label) for part in shown.parts] == ["Files", "Backups", "Versions", "Other"]
    assert sum(part.share for part in shown.parts) == 0.8


def test_a_full_one_is_told() -> None:
    """In words that are not only a colour: the amount says it."""
    tones = [usage(Quota(used=used * GIB, total=10 * GIB)) for used in (5, 9, 10)]
    assert [shown.tone for shown in tones if shown] == ["", "warn", "error"]


def test_without_a_limit_only_the_use_is_said() -> None:
    """And before anything is known, nothing."""
    shown = usage(Quota(used=GIB, total=0))
    assert shown is not None
    assert plainly(shown.amount) == "1.0 GiB used"
    assert usage(None) is None
