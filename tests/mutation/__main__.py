"""Does a test notice? Each small mistake in the rules of sync, and the tests that ought to fail for it.

    python -m mutation [--sample N] [--seed S] [MODULE[:LINE] ...]    (src and tests on the path; modules as sync/merge)

pytest collects once, and each test is run once to see what it calls (reach.py); then each mistake is made in a child of
its own, which gives the mutated code to the functions as they are in memory and runs the tests that call the function,
until one fails. What survives is printed: it is a missing test, or it changes nothing that anybody could see, and then
docs/mutation.md says why.
"""

from __future__ import annotations

import argparse
import importlib
import os
import random
import resource
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Final

import pytest

from mutation.flips import Flip, flipped, flips
from mutation.reach import Reach, be_silent

ROOT: Final = Path(__file__).resolve().parents[2]
TESTS: Final = ROOT / "tests"
RULES: Final = (
    "merge", "planner", "identity", "conclusion", "guard", "ignore", "direction", "verdicts", "patience", "allowance",
    "content", "shape", "conflict", "resolve", "diff", "draft", "order", "relabel", "matching", "waiting", "alias",
    "local_steps", "remote_steps", "resolving", "renames", "view", "holds", "ignore_lines", "machine", "debounce",
)  # fmt: skip
"""The rooms that decide, what can lose a byte first."""
QUICK: Final = ("unit/sync", "sim/test_plans.py", "sim/test_directions.py", "sim/test_ignore_rules.py")
SLOW: Final = (
    "unit/sync/test_executor.py", "unit/sync/test_pilot.py", "unit/sync/test_editors.py", "sim/test_crash_sweep.py",
    "catalogue",
)  # fmt: skip
"""What a mistake is tried on last, or not at all."""

SURVIVES: Final = "survives"
CHILD_S: Final = 600
CPU_SPARE_S: Final = 5
CPU_TIMES: Final = 2
"""A mistake that makes the tests run on for ever is noticed, too: by what they use, as a busy machine is no fault."""
MEMORY_BYTES: Final = 6 << 30


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in the source of a module, by its number there."""

    name: str
    source: str
    number: int
    flip: Flip

    def __str__(self) -> str:
        """Return where it is, and what."""
        return f"{self.name}.py:{self.flip.line} {self.flip.function}: {self.flip.what}"


class Mutants:
    """The pytest plugin that runs the tests once for each mistake instead of once."""

    def __init__(self, wanted: dict[str, set[int]], sample: int, seed: int, *, most_s: float, log: bool) -> None:
        self._wanted, self._sample, self._chance = wanted, sample, random.Random(seed)
        self._most_s, self._log = most_s, log
        self.survivors = 0
        self.made = 0

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Make every mistake."""
        places = {name: importlib.import_module(f"megadesk.sync.{name}").__file__ or "" for name in self._wanted}
        sources = {name: Path(place).read_text(encoding="utf-8") for name, place in places.items()}
        reach = Reach.of(session, [TESTS / place for place in SLOW])
        for name, lines in self._wanted.items():
            found = [Mistake(name, sources[name], at, flip) for at, flip in enumerate(flips(sources[name]))]
            found = [one for one in found if not lines or one.flip.line in lines]
            chosen = self._chance.sample(found, min(self._sample or len(found), len(found)))
            started, outcomes = time.monotonic(), Counter[Outcome]()
            for mistake in sorted(chosen, key=lambda one: one.number):
                outcomes[self._try(session, reach, mistake)] += 1
            seconds = time.monotonic() - started
            said = ", ".join(f"{number} {outcome}" for outcome, number in sorted(outcomes.items()))
            print(f"{name}: {said} of {len(found)} there are, {seconds:.0f} s", flush=True)
            self.made += len(chosen)
            self.survivors += outcomes[Outcome.SURVIVE]
        return True

    def _try(self, session: pytest.Session, reach: Reach, mistake: Mistake) -> Outcome:
        order = reach.order(mistake.name, mistake.flip.function, self._most_s)
        answer = _answer(session, order, int(CPU_SPARE_S + CPU_TIMES * reach.seconds(order)), mistake)
        outcome = Outcome.NOTICED
        if answer == SURVIVES:
            outcome = Outcome.SURVIVE
            print(f"SURVIVES {mistake}", flush=True)
        elif not answer:
            outcome = Outcome.RAN_ON
        else:
            reach.noticed(mistake.name, mistake.flip.function, answer)
        if self._log and outcome is not Outcome.SURVIVE:
            print(f"{mistake} - {answer.rpartition('::')[2] or 'ran on'}", flush=True)
        return outcome


class Outcome(StrEnum):
    """What comes of a mistake; one that makes the tests run on for ever is noticed, too."""

    NOTICED = "noticed"
    RAN_ON = "ran on"
    SURVIVE = "survive"


def _answer(session: pytest.Session, order: list[pytest.Item], limit_s: int, mistake: Mistake) -> str:
    """Return the test that notices a mistake, SURVIVES if none does, nothing if they come to no end."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        resource.setrlimit(resource.RLIMIT_CPU, (limit_s, limit_s))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        _in_child(session, order, mistake, write)
    os.close(write)
    deadline = time.monotonic() + CHILD_S
    while not os.waitpid(child, os.WNOHANG)[0]:
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            break
        let_it_work()
    with os.fdopen(read, "rb") as said:
        return said.read().decode()


def _in_child(session: pytest.Session, order: list[pytest.Item], mistake: Mistake, write: int) -> None:
    be_silent(session)
    answer = "no test at all"
    try:
        module = importlib.import_module(f"megadesk.sync.{mistake.name}")
        if mistake.flip.function not in give(module, flipped(mistake.source, mistake.number)):
            raise LookupError(mistake.flip.function)
        answer = SURVIVES
        for item in order:
            session.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            if session.testsfailed:
                answer = item.nodeid
                break
    finally:
        os.write(write, answer.encode())
        os._exit(0)


def let_it_work() -> None:
    """Let the child work."""
    signal.sigtimedwait([signal.SIGCHLD], 0.02)


def give(module: ModuleType, tree: object) -> set[str]:
    """Give the functions of a module the code of another version of it; return which have theirs."""
    code = compile(tree, module.__file__ or "", "exec")  # type: ignore[call-overload]  # an ast
    new = dict(_codes(code))
    given: set[str] = set()
    for name, function in _functions(module):
        if name in new and len(new[name].co_freevars) == len(function.__code__.co_freevars):
            function.__code__ = new[name]
            given.add(name)
    return given


def _codes(code: CodeType) -> list[tuple[str, CodeType]]:
    found = [(code.co_qualname, code)]
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            found += _codes(constant)
    return found


def _functions(module: ModuleType) -> list[tuple[str, FunctionType]]:
    holders: list[object] = [
        module, *(one for one in vars(module).values() if isinstance(one, type) and one.__module__ == module.__name__)
    ]  # fmt: skip
    found: list[tuple[str, FunctionType]] = []
    for holder in holders:
        for value in list(vars(holder).values()):
            raw = value.fget if isinstance(value, property) else getattr(value, "__func__", value)
            raw = raw.func if isinstance(raw, cached_property) else getattr(raw, "__wrapped__", raw)
            if isinstance(raw, FunctionType) and raw.__module__ == module.__name__:
                found.append((raw.__qualname__, raw))
    return found


def main() -> int:
    """Run by hand; 0 if nothing survives."""
    parser = argparse.ArgumentParser(prog="mutation", description=__doc__.partition("\n")[0])
    parser.add_argument(
        "modules", nargs="*", help="as sync/merge, or one line of it: sync/merge:120; all if none is named"
    )
    parser.add_argument("--sample", type=int, default=0, help="so many of each module, chosen by the seed")
    parser.add_argument("--quick", action="store_true", help="leave out the tests on real disks and of whole devices")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=float, default=float("inf"), help="try each on so many seconds of tests only")
    parser.add_argument("--log", action="store_true", help="name the test that noticed, for each")
    chosen = parser.parse_args()
    wanted: dict[str, set[int]] = {}
    for named in chosen.modules or RULES:
        name, _, line = named.rpartition("/")[2].partition(":")
        lines = wanted.setdefault(name.removesuffix(".py"), set())
        lines.update({int(line)} if line else ())
    os.environ.setdefault("MEGADESK_SIM_RUNS", "0.1")
    paths = [str(TESTS / name) for name in (QUICK if chosen.quick else (*QUICK, *SLOW))]
    ignored = [f"--ignore={TESTS / name}" for name in SLOW] if chosen.quick else []
    plugin = Mutants(wanted, chosen.sample, chosen.seed, most_s=chosen.most, log=chosen.log)
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
    options = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "--timeout", "120", "-m", "not soak and not e2e"]
    code = pytest.main([*options, *ignored, *paths], [plugin])
    print(f"{plugin.made} mistakes, {plugin.made - plugin.survivors} noticed, {plugin.survivors} survive")
    return 1 if plugin.survivors or code not in (0, 5) else 0


if __name__ == "__main__":
    sys.exit(main())
