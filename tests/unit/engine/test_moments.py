"""Which moment a person means."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.timeline import Life
from fakes.workbench import Workbench
from megadesk.engine.clock import SystemClock, rfc3339
from megadesk.engine.moments import Moments, parse_time
from megadesk.model.errors import BadUsage, NotFound


@pytest.fixture
def life(bench: Workbench, tmp_path: Path) -> Life:
    """A folder with a past."""
    made = Life(bench, tmp_path)
    made.write(a=b"one")
    return made


def moments(life: Life) -> Moments:
    """Return the moments of its space."""
    return life.rewind.moments


def test_a_moment_is_named_by_time_or_number(life: Life) -> None:
    """Neither means now; a time means the latest commit signed then, to the end of its second."""
    newest = moments(life).newest()
    assert moments(life).named("", 0) == newest
    assert moments(life).named("", newest.seq) == newest
    assert moments(life).named(rfc3339(newest.time_ms), 0) == newest
    assert moments(life).named("2999-01-01T00:00:00Z", 0) == newest
    assert moments(life).named("", 1).seq == 1


def test_before_everything_there_is_nothing(life: Life) -> None:
    """The answer says when the account begins."""
    with pytest.raises(NotFound) as caught:
        moments(life).named("2001-01-01T00:00:00+01:00", 0)
    assert caught.value.arguments["oldest"] == rfc3339(moments(life).chain.at(1).time_ms)
    with pytest.raises(NotFound):
        moments(life).named("", 99_999)


def test_a_moment_is_told_with_its_device(life: Life) -> None:
    """As people call it."""
    told = moments(life).told(moments(life).newest())
    assert (told.device, told.seq) == ("desk", moments(life).newest().seq)
    assert told.changes >= 1


def test_clocks_that_disagree_are_told(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """A commit from a clock that was a day behind is what a time of then means; a number is not disputed."""
    day_ms = 86_400_000
    honest = moments(life).newest()
    time = rfc3339(honest.time_ms)
    assert not moments(life).told(moments(life).named(time, 0), time).disputed
    monkeypatch.setattr(life.engine.supervisor.world.publisher, "_wall_ms", lambda: SystemClock.wall_ms() - day_ms)
    life.files.make_folder("/behind", parents=True)
    behind = moments(life).newest()
    earlier = rfc3339(honest.time_ms - day_ms // 2)
    assert moments(life).named(earlier, 0) == behind
    assert moments(life).told(behind, earlier).disputed
    assert not moments(life).told(behind).disputed


@pytest.mark.parametrize(
    ("text", "time_ms"),
    [
        ("1970-01-01T00:00:01Z", 1999), ("1970-01-01T01:00:01+01:00", 1999), ("1970-01-01T00:00:01.250Z", 1250),
        ("1969-12-31T23:59:59Z", -1),
    ],
)  # fmt: skip
def test_times_are_rfc_3339(text: str, time_ms: int) -> None:
    """To the second they mean all of it."""
    assert parse_time(text) == time_ms


@pytest.mark.parametrize("text", ["", "soon", "2026-11-20", "2026-11-20T14:00:00", "2026-13-01T00:00:00Z"])
def test_other_texts_are_no_times(text: str) -> None:
    """Nor is one without a zone: the engine does not know where a person is."""
    with pytest.raises(BadUsage):
        parse_time(text)
