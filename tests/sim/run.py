"""Run whole fleets by hand: PYTHONPATH=src:tests python -m sim.run [--seed N] [--runs N] [--seconds S] [--log]."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from sim.fleet import Case, Fleet
from sim.shrink import shrink


def main() -> int:
    """Return 0 if every run was as it must be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--log", action="store_true")
    parser.add_argument("--most", type=int, default=10, help="stop after so many failures")
    parser.add_argument("--shrink", action="store_true", help="make each failing case small")
    parser.add_argument("--keep", type=Path, help="write the failing cases, made small, into this folder")
    parser.add_argument("--case", type=Path, help="run a kept case")
    options = parser.parse_args()
    if options.case:
        return _replay(Case.from_json(options.case.read_text()))
    started, failed, runs = time.monotonic(), 0, 0
    for seed in range(options.seed, options.seed + options.runs):
        if time.monotonic() - started > options.seconds:
            break
        result = Fleet(Case.of(seed)).run()
        runs += 1
        if options.log:
            print("\n".join(result.log))
        if result.failures:
            failed += 1
            print(f"seed {seed}:", *result.failures[:6], sep="\n   ", flush=True)
            if options.shrink or options.keep:
                _shrink(result.case, options.keep)
            if failed >= options.most:
                break
    seconds = time.monotonic() - started
    print(f"{runs} runs, {failed} failed, {seconds / max(1, runs) * 1000:.0f} ms each")
    return 1 if failed else 0


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
