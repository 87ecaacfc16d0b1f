"""Run whole fleets by hand: PYTHONPATH=src:tests python -m sim.run [--seed N] [--runs N] [--seconds S] [--jobs N].

seeds --one after the other, or spread over forked processes--> runs --failures at once--> lines, kept cases
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from megadesk.sync.guard import GuardLimits
from sim.cloud import account
from sim.fleet import ANXIOUS, Case, Fleet, Result, run_seed
from sim.hindsight import Missed, hindsight
from sim.shrink import shrink

SEEDS_AT_ONCE: Final = 8
"""What one process takes: its pickled results are waited for, so few enough that a failure is told at once."""


def main() -> int:
    """Return 0 if every run was as it must be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--jobs", type=int, default=1, help="spread the seeds over so many processes")
    parser.add_argument("--log", action="store_true")
    parser.add_argument("--most", type=int, default=10, help="stop after so many failures")
    parser.add_argument("--shrink", action="store_true", help="make each failing case small")
    parser.add_argument("--keep", type=Path, help="write the failing cases, made small, into this folder")
    parser.add_argument("--case", type=Path, help="run a kept case")
    parser.add_argument("--hindsight", action="store_true", help="check all that is handed on (hindsight.py)")
    parser.add_argument("--asks", choices=sorted(ANXIOUS), default="usual", help="what guards ask about")
    options = parser.parse_args()
    if options.hindsight:
        with hindsight() as counted:
            code = _run(options)
        print(
            f"{counted.looks} looks, {counted.partial_looks} of them partial;"
            f" {counted.comparisons} comparisons, {counted.partial_comparisons} partial; {counted.indexes} indexes"
        )
        return code
    return _run(options)


def _run(options: argparse.Namespace) -> int:
    if options.case:
        return _replay(Case.from_json(options.case.read_text()))
    started, runs, failed = time.monotonic(), 0, 0
    for result in _results(options.seed, options.runs, options.jobs, ANXIOUS[options.asks]):
        runs += 1
        if options.log:
            print("\n".join(result.log))
        if result.failures:
            failed += 1
            print(f"seed {result.case.seed}:", *result.failures[:6], sep="\n   ", flush=True)
            if options.shrink or options.keep:
                _shrink(result.case, options.keep)
        if failed >= options.most or time.monotonic() - started > options.seconds:
            break
    seconds = time.monotonic() - started
    print(f"{runs} runs from seed {options.seed}, {failed} failed, {seconds / max(1, runs) * 1000:.0f} ms each")
    return 1 if failed else 0


def _results(first: int, runs: int, jobs: int, limits: GuardLimits) -> Iterator[Result]:
    """Yield what came of each seed, in their order: with several jobs, too, so that whoever stops knows how far it got."""
    seeds = range(first, first + runs)
    if jobs == 1:
        yield from (_told_which(seed, limits) for seed in seeds)
        return
    account()  # made once, before the others are forked
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        yield from pool.imap(partial(run_seed, limits=limits), seeds, chunksize=SEEDS_AT_ONCE)


def _told_which(seed: int, limits: GuardLimits) -> Result:
    try:
        return run_seed(seed, limits)
    except Missed as missed:
        missed.add_note(f"seed {seed}")
        raise


def _replay(case: Case) -> int:
    result = Fleet(case).run()
    print("\n".join(result.log))
    print(*(result.failures or ["all is as it must be"]), sep="\n   ")
    return 1 if result.failures else 0


def _shrink(case: Case, folder: Path | None) -> None:
    small = shrink(case)
    result = Fleet(small.case).run()
    print(f"   shrunk in {small.runs} runs to {len(small.case.deeds)} deeds, {len(small.case.schedule)} ticks:")
    print(*(f"      {line}" for line in result.log), *small.failures, sep="\n", flush=True)
    if folder is not None:
        folder.mkdir(exist_ok=True)
        (folder / f"seed-{case.seed}.json").write_text(small.case.to_json() + "\n")


if __name__ == "__main__":
    sys.exit(main())
