"""How long a node is left alone, and what ends it sooner."""

from __future__ import annotations

import pytest

from megadesk.model.errors import (
    AccessDenied,
    BadName,
    Cancelled,
    DiskFull,
    FileBusy,
    MegadeskError,
    MissingBlock,
    QuotaExceeded,
    Stale,
)
from megadesk.model.ids import FileHash, NodeId
from megadesk.model.tree import Kind, Node, Tree
from megadesk.model.values import replace
from megadesk.sync.holds import (
    HOLD_FIRST_MS,
    HOLD_FOR_NAME_MS,
    HOLD_FOR_SPACE_MS,
    HOLD_LAST_MS,
    HOLD_REFUSED_LAST_MS,
    Holds,
)

ROOT, ONE, TWO = NodeId(b"r" * 16), NodeId(b"1" * 16), NodeId(b"2" * 16)
START_MS = 1_000_000


class Bench:
    """Holds, and a clock that the test moves."""

    def __init__(self) -> None:
        self.now_ms = START_MS
        self.holds = Holds(lambda: self.now_ms)

    def hold(self, error: MegadeskError, node: NodeId = ONE, wanted: Node | None = None) -> int:
        """Hold a node; return for how long."""
        self.holds.hold(node, error, wanted)
        return self.holds[node].until_ms - self.now_ms

    def again_ms(self) -> int | None:
        """Return when the next node may be tried."""
        return self.holds.again_ms


@pytest.fixture
def bench() -> Bench:
    """Nothing held."""
    return Bench()


@pytest.mark.parametrize(
    ("error", "first_ms", "second_ms"),
    [
        (Stale(), 0, 2 * HOLD_FIRST_MS),
        (FileBusy(), HOLD_FIRST_MS, 2 * HOLD_FIRST_MS),
        (DiskFull(), HOLD_FOR_SPACE_MS, HOLD_FOR_SPACE_MS),
        (QuotaExceeded(), HOLD_FOR_SPACE_MS, HOLD_FOR_SPACE_MS),
        (BadName(), HOLD_FOR_NAME_MS, HOLD_FOR_NAME_MS),
        (AccessDenied(), HOLD_LAST_MS, 2 * HOLD_LAST_MS),
        (MissingBlock(), HOLD_LAST_MS, 2 * HOLD_LAST_MS),
    ],
    ids=lambda value: value.code if isinstance(value, MegadeskError) else "",
)
def test_time_depends_on_the_reason(bench: Bench, error: MegadeskError, first_ms: int, second_ms: int) -> None:
    """What passes by itself is tried soon and then later; what needs somebody waits longer, or as long each time."""
    assert bench.hold(error) == first_ms
    assert bench.hold(error) == second_ms


def test_time_grows_to_an_end(bench: Bench) -> None:
    """A file that stays busy is tried once a minute, and is known to be held since the first time."""
    for _ in range(20):
        bench.now_ms += bench.hold(FileBusy())
    assert bench.hold(FileBusy()) == HOLD_LAST_MS
    assert bench.holds[ONE].since_ms == START_MS


def test_what_needs_somebody_is_tried_once_an_hour_in_the_end(bench: Bench) -> None:
    """A folder that is read-only today is so tomorrow: a plan of everything once a minute would be for nothing."""
    tries = 0
    while bench.now_ms < START_MS + 24 * HOLD_REFUSED_LAST_MS:
        bench.now_ms += bench.hold(AccessDenied())
        tries += 1
    assert tries == 29
    assert bench.hold(AccessDenied()) == HOLD_REFUSED_LAST_MS


def test_touched_node_is_tried_sooner(bench: Bench) -> None:
    """Somebody may have given the right that was missing; touched all the time, it is tried as a busy file is."""
    waits = []
    for _ in range(8):
        bench.hold(AccessDenied())
        bench.now_ms += 10
        assert bench.holds.sooner([ONE, TWO])
        assert not bench.holds.sooner([ONE]), "it is already"
        waits.append(bench.holds[ONE].until_ms - bench.now_ms + 10)
        bench.now_ms = bench.holds[ONE].until_ms
    assert waits == [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]


def test_touch_that_comes_late_is_answered_at_once(bench: Bench) -> None:
    """Of a node that has waited for long; others, and what waits for something else, are left alone."""
    bench.hold(AccessDenied())
    bench.hold(DiskFull(), TWO)
    bench.now_ms += HOLD_LAST_MS // 2
    assert not bench.holds.sooner([TWO])
    assert bench.holds.sooner([ONE])
    assert bench.holds.now() == frozenset()


@pytest.mark.parametrize("change", ["none", "edit", "rename", "gone"])
def test_refusal_of_another_version_counts_no_more(bench: Bench, change: str) -> None:
    """What could not be fetched or placed is tried at once when the cloud has another."""
    wanted = Node(ONE, ROOT, Kind.FILE, "a", FileHash(b"1" * 32), 1, 1, False, 1)
    bench.hold(MissingBlock(), ONE, wanted)
    bench.hold(AccessDenied(), TWO)
    edited = replace(wanted, content=FileHash(b"2" * 32))
    there = {"none": [replace(wanted, version=2)], "edit": [edited], "rename": [replace(wanted, name="b")], "gone": []}
    bench.holds.reconsider(Tree(ROOT, {node.id: node for node in there[change]}), {ONE, TWO})
    assert set(bench.holds) == ({ONE, TWO} if change == "none" else {TWO})


def test_node_is_held_until_its_time(bench: Bench) -> None:
    """Held now means before its time; the next time is that of the first of them."""
    bench.hold(FileBusy())
    bench.hold(DiskFull(), TWO)
    assert bench.holds.now() == {ONE, TWO}
    assert bench.again_ms() == START_MS + HOLD_FIRST_MS
    bench.now_ms += HOLD_FIRST_MS
    assert bench.holds.now() == {TWO}
    assert bench.again_ms() == START_MS + HOLD_FOR_SPACE_MS
    bench.now_ms = START_MS + HOLD_FOR_SPACE_MS
    assert bench.again_ms() is None
    assert set(bench.holds) == {ONE, TWO}, "their reasons stay until they are done"


def test_retry_ends_the_time_and_keeps_the_count(bench: Bench) -> None:
    """Somebody says that things are better: all are tried now; what fails again waits longer."""
    bench.hold(FileBusy())
    bench.holds.retry()
    assert not bench.holds.now()
    assert bench.hold(FileBusy()) == 2 * HOLD_FIRST_MS


def test_what_a_person_cancelled_is_not_tried_by_itself(bench: Bench) -> None:
    """Each try would be a plan of the whole folder for nothing; who takes it back is heard at once."""
    assert bench.hold(Cancelled()) == HOLD_REFUSED_LAST_MS
    bench.holds.retry([ONE])
    assert ONE not in bench.holds


def test_done_begins_anew(bench: Bench) -> None:
    """A node that was done is held no longer, and the next time counts from one."""
    bench.hold(FileBusy())
    bench.holds.end(ONE)
    assert not bench.holds
    assert bench.hold(FileBusy()) == HOLD_FIRST_MS


def test_no_room_is_told(bench: Bench) -> None:
    """The one reason that holds a pair as a whole is found among the others."""
    bench.hold(FileBusy())
    assert bench.holds.no_room is None
    error = DiskFull()
    bench.hold(error, TWO)
    assert bench.holds.no_room is error


@pytest.mark.parametrize("change", ["none", "elsewhere", "gone"])
def test_refused_name_waits_for_another(bench: Bench, change: str) -> None:
    """Once one of those whose names are refused has another place, or none, all of these are tried; others are not."""
    wanted = Node(ONE, ROOT, Kind.FOLDER, "con")
    bench.hold(BadName(), ONE, wanted)
    bench.hold(BadName(), TWO)
    busy = NodeId(b"3" * 16)
    bench.hold(FileBusy(), busy)
    there = {"none": [wanted], "elsewhere": [Node(ONE, ROOT, Kind.FOLDER, "can")], "gone": []}[change]
    bench.holds.reconsider(Tree(ROOT, {node.id: node for node in there}), {ONE, TWO, busy})
    assert set(bench.holds) == ({ONE, TWO, busy} if change == "none" else {busy})


def test_bytes_that_are_gone_wait_no_more(bench: Bench) -> None:
    """Of what could not be sent only that stays held which is still on this disk; what could not be fetched stays."""
    for node in (ONE, TWO):
        bench.holds.hold(node, FileBusy(), None, sending=True)
    coming = NodeId(b"3" * 16)
    bench.hold(FileBusy(), coming)
    bench.holds.reconsider(Tree(ROOT, {}), {TWO})
    assert set(bench.holds) == {TWO, coming}


def test_what_has_nothing_left_to_do_is_forgiven(bench: Bench) -> None:
    """A hold that is over ends when no step is for its node; one that is not over, or whose node has a step, stays."""
    over, has_step, held = (NodeId(bytes([number]) * 16) for number in (5, 6, 7))
    for node in (over, has_step, held):
        bench.hold(Stale(), node)
    bench.holds.forgive({has_step}, {held})
    assert set(bench.holds) == {has_step, held}
