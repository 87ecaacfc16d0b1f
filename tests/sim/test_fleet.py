"""Whole devices, whatever people do and whatever goes wrong: all end equal, nothing is lost, nothing is made up.

Seeds are run one after the other from MEGADESK_SIM_SEED; MEGADESK_SIM_RUNS scales their number. A failure is made small
and printed; keep it with: PYTHONPATH=src:tests python -m sim.run --seed N --keep tests/sim/regressions
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest

from megadesk.model.values import replace
from megadesk.sync.publishing import Publishing
from sim.fleet import PLAIN, Case, Fleet, Result
from sim.shrink import shrink
from sim.virtual_os import VirtualOs

FIRST = int(os.environ.get("MEGADESK_SIM_SEED") or 1)
RUNS = float(os.environ.get("MEGADESK_SIM_RUNS") or 1)
SOAK_S = float(os.environ.get("MEGADESK_SOAK_SECONDS") or 600)
KEPT = Path(__file__).parent / "regressions"
SLICES = 8
SEEDS_PER_SLICE = 3


def run(case: Case) -> Result:
    """Return what came of a case."""
    return Fleet(case).run()


def must_hold(case: Case) -> Result:
    """Run a case; if anything is not as it must be, make it small and fail with that."""
    result = run(case)
    if result.failures:
        small = shrink(case, seconds=30)
        log = "\n".join(run(small.case).log[-80:])
        pytest.fail(f"seed {case.seed}: {result.failures}\n{log}\n{small.failures}\n{small.case.to_json()}")
    return result


@pytest.mark.parametrize("part", range(SLICES))
def test_random_fleets_converge_and_lose_nothing(part: int) -> None:
    """Three devices on volumes of all kinds, faults and crashes of all kinds: every invariant of docs/testing.md."""
    for seed in range(int(SEEDS_PER_SLICE * RUNS)):
        must_hold(Case.of(FIRST + part + seed * SLICES))


@pytest.mark.parametrize("name", sorted(path.stem for path in KEPT.glob("*.json")))
def test_what_failed_once_holds(name: str) -> None:
    """Every case that failed on the way, made small."""
    must_hold(Case.from_json((KEPT / f"{name}.json").read_text()))


@pytest.mark.both_stacks
@pytest.mark.parametrize("seed", [3, 59])
def test_same_seed_same_run(seed: int) -> None:
    """The same case, run again, does the same in the same order and ends in the same state, with every invariant kept."""
    first, again = run(Case.of(seed)), run(Case.of(seed))
    assert first.failures == []
    assert first.log == again.log
    assert first.digest == again.digest


def test_case_survives_its_file() -> None:
    """A case that is written down and read again is the same case."""
    case = Case.of(17)
    assert Case.from_json(case.to_json()) == case


def test_tapes_do_not_disturb_each_other() -> None:
    """Without one deed the schedule is the same, tick by tick; with plain ticks people do the same."""
    case = Case.of(5)
    fewer = replace(case, deeds=case.deeds[:-1])
    assert fewer.schedule == case.schedule
    spoken = [line for line in run(case).log if not line.split(" ", 1)[1].startswith(" ")]
    plain = run(replace(case, schedule=tuple(PLAIN for _ in case.schedule))).log
    assert [line.split()[1:3] for line in spoken if " make_folder" in line] == [
        line.split()[1:3] for line in plain if " make_folder" in line
    ]


def _finds(seeds: range, **options: object) -> list[str]:
    """Return the failures of the first seed that has any."""
    for seed in seeds:
        failures = run(replace(Case.of(seed), **options)).failures  # type: ignore[arg-type]  # fields of Case
        if failures:
            return failures
    return []


HARM: dict[str, tuple[object, str, Callable[..., object]]] = {
    "nothing is flushed": (VirtualOs, "syncfs", lambda *_: 0),
    "what arrived is not published": (Publishing, "publish_all", lambda *_: None),
}


@pytest.mark.parametrize("harm", HARM)
def test_harm_is_noticed(harm: str) -> None:
    """A fault put into the code on purpose is found by one of the first seeds: the invariants see what they say."""
    target, name, wrong = HARM[harm]
    with mock.patch.object(target, name, wrong):
        assert _finds(range(1, 60))


def test_failure_is_made_small() -> None:
    """What is left of a failing case still fails in the same way, with little in it."""
    with mock.patch.object(Publishing, "publish_all", return_value=None):
        case = Case.of(3)
        small = shrink(case, seconds=20)
        assert small.failures
        assert (len(small.case.deeds), len(small.case.schedule)) < (len(case.deeds), len(case.schedule))


@pytest.mark.soak
def test_fleets_for_as_long_as_it_is_told() -> None:
    """As the slice above, with new seeds until the time is over; prints how many there were."""
    started, runs, crashes, faults = time.monotonic(), 0, 0, 0
    while time.monotonic() - started < SOAK_S:
        result = must_hold(Case.of(FIRST + 1_000_000 + runs))
        runs, crashes, faults = runs + 1, crashes + result.n_crashes, faults + result.n_faults
    print(f"\n{runs} fleets, {crashes} crashes, {faults} faults: all as it must be")
