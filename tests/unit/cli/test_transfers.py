"""transfers list, pause, resume, cancel, retry, prioritise, limit, schedule, clear."""

from __future__ import annotations

import msgspec
import pytest

from fakes.cli import Cli
from fakes.engine import FakeEngine
from megadesk.cli.transfers import parse_days
from megadesk.ipc import messages
from megadesk.ipc.messages import (
    Cleared,
    ClearTransfers,
    LimitWindow,
    ListTransfers,
    Nothing,
    SetLimits,
    Steered,
    SteerTransfers,
    TransferLimits,
    TransferRow,
    Transfers,
    TransferStatus,
    WhichTransfers,
)
from megadesk.model.errors import BadUsage

SUMS = TransferStatus(active=1, queued=1, failed=0, up_bps=0, down_bps=0, bytes_left=7, seconds_left=None)
ROWS = [
    TransferRow(
        id="u0123456789abcd", direction="up", path="/Photos/a.jpg", local="/home/ada/Photos/a.jpg", pair="0000000a", state="active",
        priority="top", kind="image", bytes_done=50, bytes_total=100, bps=2048, seconds_left=75,
    ),
    TransferRow(
        id="h17", direction="down", path="/b.txt", local="/home/ada/b.txt", pair="0000000a", state="failed", message="It is damaged.",
        bytes_total=100, error="missing", ended="2026-11-26T02:00:00Z",
    ),
]  # fmt: skip
OFFICE = LimitWindow(days=["mon", "tue"], start="08:00", end="18:00", up=100, down=0)
LIMITS = TransferLimits(up=500, down=None, schedule=[OFFICE], up_now=100, down_now=0, window=0, paused=["down"])


def page(*rows: TransferRow, total: int | None = None) -> Transfers:
    """Return a page."""
    counts = {"active": 1, "failed": 1}
    total = len(rows) if total is None else total
    return Transfers(transfers=list(rows), total=total, counts=counts, queue_version=1, history_version=1)


def test_transfers_are_listed(cli: Cli, engine: FakeEngine) -> None:
    """As a table with what there is to say below, or as a JSON list with the fields of the contract."""
    engine.answer(messages.LIST_TRANSFERS, page(*ROWS, total=9))
    shown = cli("transfers", "list", "--limit", "2")
    assert shown.code == 0, shown.err
    for word in (
        "u0123456",
        "active (first)",
        "50 %",
        "2.0 KiB/s",
        "/Photos/a.jpg",
        "h17: It is damaged.",
        "of 9 transfers",
    ):
        assert word in shown.out
    found = cli("transfers", "list", "--limit", "2", "--json").document
    wanted = {"id", "direction", "path", "state", "priority", "bytes_done", "bytes_total", "bps", "attempts", "error"}
    assert all(wanted <= set(one) for one in found)
    engine.answer(messages.LIST_TRANSFERS, page())
    assert "No transfers" in cli("transfers", "list").out


def test_a_list_is_filtered(cli: Cli, engine: FakeEngine) -> None:
    """Each filter is asked of the engine; words that are none are wrong usage."""
    engine.answer(messages.LIST_TRANSFERS, page())
    arguments = (
        "--state",
        "failed",
        "--state",
        "queued",
        "--direction",
        "up",
        "--kind",
        "image",
        "--search",
        "x",
        "--offset",
        "5",
    )
    assert cli("transfers", "list", *arguments).code == 0
    which = WhichTransfers(states=["failed", "queued"], directions=["up"], kinds=["image"], text="x")
    assert engine.asked == [ListTransfers(which=which, offset=5, limit=50)]
    assert cli("transfers", "list", "--state", "odd").code == 2
    assert cli("transfers", "list", "--sort", "-name").code == 0
    assert engine.asked[-1] == ListTransfers(limit=50, sort="name", descending=True)


@pytest.mark.parametrize("word", ["pause", "resume", "cancel", "retry"])
def test_some_or_all(cli: Cli, engine: FakeEngine, word: str) -> None:
    """By id, or all, or all of a direction; neither, or both, is wrong usage."""
    engine.answer(messages.STEER_TRANSFERS, Steered(count=2, transfers=SUMS))
    assert cli("transfers", word, "u01", "u02").code == 0
    assert cli("transfers", word, "--all", "--direction", "up").code == 0
    assert engine.asked == [
        SteerTransfers(action=word, ids=["u01", "u02"]),
        SteerTransfers(action=word, all=True, which=WhichTransfers(directions=["up"])),
    ]
    for wrong in ([], ["u01", "--all"], ["u01", "--direction", "up"]):
        assert cli("transfers", word, *wrong).code == 2


@pytest.mark.parametrize(
    ("words", "resting", "said"),
    [
        ((), [], "All transfers are resumed."),
        (("--direction", "up"), ["down"], "Uploads are resumed."),
        (("--direction", "down"), ["down"], "Downloads are resumed. The schedule still pauses them at this time."),
        ((), ["up"], "All transfers are resumed. The schedule still pauses them at this time."),
    ],
)
def test_what_still_rests_is_said_of_what_was_resumed(
    cli: Cli, engine: FakeEngine, words: tuple[str, ...], resting: list[str], said: str
) -> None:
    """The other direction may rest because nobody resumed it."""
    sums = msgspec.structs.replace(SUMS, resting=resting)
    engine.answer(messages.STEER_TRANSFERS, Steered(count=0, transfers=sums))
    assert cli("transfers", "resume", "--all", *words).out == f"{said}\n"


def test_a_pause_of_all_is_a_document_too(cli: Cli, engine: FakeEngine) -> None:
    """The same as of some."""
    engine.answer(messages.STEER_TRANSFERS, Steered(count=3, transfers=SUMS))
    assert cli("transfers", "pause", "--all", "--json").document["count"] == 3


@pytest.mark.parametrize("place", ["top", "up", "down", "bottom"])
def test_a_queue_is_put_in_order(cli: Cli, engine: FakeEngine, place: str) -> None:
    """Ids first, then where to."""
    engine.answer(messages.STEER_TRANSFERS, Steered(count=1, transfers=SUMS))
    assert cli("transfers", "prioritise", "u01", "u02", place).out.startswith("1 transfer moved")
    assert engine.asked == [SteerTransfers(action=place, ids=["u01", "u02"])]


def test_all_are_put_in_another_order(cli: Cli, engine: FakeEngine) -> None:
    """By name or size, on top or at the bottom; with ids there is no other order."""
    engine.answer(messages.STEER_TRANSFERS, Steered(count=9, transfers=SUMS))
    assert cli("transfers", "prioritise", "--all", "top", "--sort", "-size").out.startswith("9 transfers moved")
    assert engine.asked == [SteerTransfers(action="top", all=True, sort="size", descending=True)]
    for wrong in (["--all", "up"], ["--all", "u01", "top"], ["u01", "top", "--sort", "name"]):
        assert cli("transfers", "prioritise", *wrong).code == 2


def test_free_order(cli: Cli, engine: FakeEngine) -> None:
    """Right behind another one."""
    engine.answer(messages.STEER_TRANSFERS, Steered(count=1, transfers=SUMS))
    assert cli("transfers", "prioritise", "u01", "after", "--after", "u09").code == 0
    assert engine.asked == [SteerTransfers(action="after", ids=["u01"], anchor="u09")]
    for wrong in (["top"], ["u01", "first"], ["u01", "after"], ["u01", "top", "--after", "u09"]):
        assert cli("transfers", "prioritise", *wrong).code == 2


def test_limits_are_shown_and_set(cli: Cli, engine: FakeEngine) -> None:
    """Without options they are shown; none takes one away."""
    engine.answer(messages.GET_LIMITS, LIMITS)
    engine.answer(messages.SET_LIMITS, LIMITS)
    shown = cli("transfers", "limit").out
    for words in (
        "Uploads: 500 KiB/s",
        "Downloads: no limit",
        "uploads 100 KiB/s, downloads paused",
        "Downloads are paused",
    ):
        assert words in shown
    assert cli("transfers", "limit", "--up", "none", "--down", "300", "--json").document["up"] == 500
    assert engine.asked == [Nothing(), SetLimits(up=0, down=300)]
    for wrong in ("0", "-5", "1.5", "fast", "\u0663", "9" * 5000):
        assert cli("transfers", "limit", "--up", wrong).code == 2


def test_a_schedule_is_kept(cli: Cli, engine: FakeEngine) -> None:
    """Shown with numbers, added to, taken from."""
    engine.answer(messages.GET_LIMITS, LIMITS)
    engine.answer(messages.SET_LIMITS, LIMITS)
    shown = cli("transfers", "schedule", "list").out
    for words in ("1 (now)", "mon tue", "08:00-18:00", "100 KiB/s", "paused", "At all other times: uploads 500 KiB/s"):
        assert words in shown
    added = cli(
        "transfers",
        "schedule",
        "add",
        "--days",
        "sat,sun",
        "--from",
        "22:00",
        "--to",
        "06:00",
        "--up",
        "pause",
        "--down",
        "9",
    )
    assert added.code == 0, added.err
    new = LimitWindow(days=["sat", "sun"], start="22:00", end="06:00", up=0, down=9)
    assert engine.asked[-1] == SetLimits(schedule=[OFFICE, new])
    assert cli("transfers", "schedule", "remove", "1").code == 0
    assert engine.asked[-1] == SetLimits(schedule=[])
    assert cli("transfers", "schedule", "remove", "--all").code == 0
    assert cli("transfers", "schedule", "remove", "2").code == 2
    assert cli("transfers", "schedule", "remove").code == 2
    assert cli("transfers", "schedule", "add", "--up", "0").code == 2


def test_what_is_over_is_taken_out(cli: Cli, engine: FakeEngine) -> None:
    """Some, all, or by a filter; nothing named is wrong usage, for it would be all."""
    engine.answer(messages.CLEAR_TRANSFERS, Cleared(count=3))
    assert "3 transfers" in cli("transfers", "clear", "--all").out
    assert cli("transfers", "clear", "--state", "completed").code == 0
    assert cli("transfers", "clear", "h1", "h2").code == 0
    assert engine.asked == [
        ClearTransfers(), ClearTransfers(which=WhichTransfers(states=["completed"])), ClearTransfers(ids=["h1", "h2"]),
    ]  # fmt: skip
    assert cli("transfers", "clear").code == 2
    assert cli("transfers", "clear", "h1", "--all").code == 2


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon", "mon"), ("mon-wed", "mon tue wed"), ("SAT, sun", "sat sun"), ("fri-mon", "mon fri sat sun"), ("mon-sun", "mon tue wed thu fri sat sun"),
        ("sun,mon-tue,mon", "mon tue sun"),
    ],
)  # fmt: skip
def test_days_as_people_write_them(text: str, days: str) -> None:
    """Names, ranges over the end of the week, in any order."""
    assert parse_days(text) == days.split()


@pytest.mark.parametrize("text", ["", "monday", "mon-", "mon-xyz", "mon;tue"])
def test_days_that_are_none(text: str) -> None:
    """Wrong usage."""
    with pytest.raises(BadUsage):
        parse_days(text)
