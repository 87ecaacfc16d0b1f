"""Parsers under fire, by hand: python3 dev.py fuzz [TARGET...] [--seconds S] [--keep] [--add FILE] [--list] [--http].

    TARGET...     these, by name or its beginning; all of them if none is named
    --seconds S   for so long each (30)
    --keep        afterwards keep, of all inputs found, the few that reach what no other does (tests/fuzz/corpus)
    --add FILE    keep the input in a file as one that broke the one TARGET
    --list        say which targets there are
    --http        the HTTP interface instead, from its own description (docs/security/fuzzing.md)

Inputs, logs and finds are in build/fuzz/TARGET; a run goes on from there. Ends with 1 if anything was found.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from fuzz import corpus, runs
from fuzz.target import Target
from fuzz.targets import TARGETS

BUILD = Path(__file__).resolve().parents[2] / "build" / "fuzz"
TAIL = 25


def main(arguments: Sequence[str]) -> int:
    """Return the exit code."""
    options = _options(arguments)
    if options.list:
        print("\n".join(TARGETS))
        return 0
    if options.http:
        from fuzz.http import main as ask

        return ask()
    chosen = _chosen(options.targets)
    if options.add is not None:
        if len(chosen) != 1:
            raise SystemExit("--add needs the one target that the file is of")
        corpus.add_find(chosen[0].name, options.add.read_bytes())
        return 0
    if not runs.has_atheris():
        print("atheris is not installed here: mutations without a guide")
    has_found = [_run(target, options.seconds, keep=options.keep) for target in chosen]
    return 1 if any(has_found) else 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py fuzz", description=__doc__.partition("\n")[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=30)
    for name in ("keep", "list", "http"):
        parser.add_argument(f"--{name}", action="store_true")
    parser.add_argument("--add", type=Path, metavar="FILE")
    return parser.parse_args(arguments)


def _chosen(names: Sequence[str]) -> list[Target]:
    for name in names:
        if not any(one.startswith(name) for one in TARGETS):
            raise SystemExit(f"no target begins with {name}; --list names them")
    exact = [TARGETS[name] for name in names if name in TARGETS]
    begun = [one for one in TARGETS.values() if any(one.name.startswith(name) for name in names if name not in TARGETS)]
    return exact + begun if names else list(TARGETS.values())


def _run(target: Target, seconds: int, *, keep: bool) -> bool:
    """Fuzz one target and say how it went; return whether anything was found."""
    folder = BUILD / target.name
    outcome = runs.run(target, folder, seconds) if seconds else runs.Outcome(executed=0, covered=0, inputs=0)
    print(
        f"{target.name:22} {outcome.executed:12,} inputs  {outcome.covered:6,} branches  {outcome.inputs:5,} kept",
        flush=True,
    )
    if outcome.finds:
        print("\n".join(outcome.log.splitlines()[-TAIL:]))
        print("\n".join(f"  found: {path}" for path in outcome.finds), flush=True)
    if keep:
        corpus.store(target.name, corpus.fewest(target, runs.found_in(folder)))
    return bool(outcome.finds)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
