"""activity: what was done, for people and for scripts."""

from __future__ import annotations

from msgspec.structs import replace

from fakes.cli import Cli
from fakes.engine import FakeEngine
from megadesk.ipc import messages
from megadesk.ipc.messages import ActivityExample, ActivityLine, ActivityPage, ListActivity

MOVED = ActivityExample(path="/d/new", change="moved", kind="file", id="00", was="/d/old")
ONE = ActivityLine(
    first_seq=7, last_seq=7, time="2026-11-20T14:00:00Z", since="2026-11-20T14:00:00Z", device="lap", here=False,
    folder="/d", counts={"moved": 1}, folders={}, examples=[MOVED], total=1,
)  # fmt: skip
MANY = replace(ONE, here=True, counts={"removed": 1, "added": 214}, folders={"added": 2}, total=217, folder="/Photos")


def test_lines_for_people(cli: Cli, engine: FakeEngine) -> None:
    """One node by its name, many by their folder; whose device it was; and that something is missing."""
    lines = [ONE, MANY, replace(MANY, folder="")]
    engine.answer(messages.LIST_ACTIVITY, ActivityPage(lines=lines, incomplete=True))
    out = cli("activity").out
    assert "1 file moved" in out
    assert "/d/old to /d/new" in out
    assert "214 files added, 1 file removed, 2 folders added" in out
    assert "/Photos" in out
    assert "several places" in out
    assert "lap (this one)" in out
    assert "There is more" in out
    engine.answer(messages.LIST_ACTIVITY, ActivityPage(lines=[]))
    assert cli("activity").out == "Nothing was done.\n"


def test_filters_and_pages(cli: Cli, engine: FakeEngine) -> None:
    """As many lines as were asked for, from as many pages as it takes."""
    pages = {
        0: ActivityPage(lines=[ONE], next_seq=7),
        7: ActivityPage(lines=[], next_seq=3),
        3: ActivityPage(lines=[MANY]),
    }
    engine.answer(messages.LIST_ACTIVITY, lambda body: pages[body.before_seq])
    document = cli("activity", "--device", "lap", "--path", "/d", "--kind", "moved", "--limit", "3", "--json").document
    assert [line["total"] for line in document["lines"]] == [1, 217]
    first = ListActivity(device="lap", path="/d", kind="moved", limit=3)
    assert engine.asked == [first, replace(first, before_seq=7, limit=2), replace(first, before_seq=3, limit=2)]
    assert cli("activity", "--limit", "1", "--json").document["next_seq"] == 7
