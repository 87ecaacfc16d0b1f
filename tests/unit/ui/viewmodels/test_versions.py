"""The versions of a file, as rows."""

from __future__ import annotations

import pytest

from fakes.desk import NOW_MS
from megadesk.engine.clock import rfc3339
from megadesk.ipc import messages as m
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.versions import copy_name, count_line, version_rows
from megadesk.ui.viewmodels.when import HOUR_MS


def version(number: int, age_ms: int, *, current: bool = False, confirmed: bool = True) -> m.VersionEntry:
    """Return one version of 2,048 bytes."""
    return m.VersionEntry(
        version=number, time=rfc3339(NOW_MS - age_ms), size=2048, device="Anna's laptop", current=current, seq=number,
        path="a.txt", confirmed=confirmed,
    )  # fmt: skip


def test_rows_count_from_the_oldest() -> None:
    """However many of them are read; the number for a restore is the engine's."""
    rows = version_rows([version(9, HOUR_MS, current=True), version(4, 3 * HOUR_MS, confirmed=False)], 7, NOW_MS)
    assert [(row.version, row.ordinal, plainly(row.title)) for row in rows] == [
        (9, 7, "Version 7 (current)"),
        (4, 6, "Version 6"),
    ]
    assert [plainly(row.below) for row in rows] == [
        "1 hour ago · 2.0 KiB · Anna's laptop",
        "3 hours ago · 2.0 KiB · Anna's laptop · not confirmed",
    ]
    assert [row.is_doubtful for row in rows] == [False, True]


def test_the_count_is_a_sentence() -> None:
    """Of one, or of many."""
    assert [plainly(count_line(n)) for n in (1, 12)] == ["1 version is kept.", "12 versions are kept."]


@pytest.mark.parametrize(
    ("path", "name"), [("/a/b.tar.gz", "b.tar (v3).gz"), ("/a/README", "README (v3)"), ("/.profile", ".profile (v3)")]
)
def test_a_copy_keeps_the_ending(path: str, name: str) -> None:
    """So that it opens with the same program."""
    assert copy_name(path, 3) == name
