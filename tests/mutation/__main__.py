"""Does a test notice? Each small mistake in what decides and in what checks, and the tests that ought to fail for it.

    python -m mutation [--sample N] [--seed S] [ROOM | ROOM/MODULE[:LINE] ...]    (src and tests on the path)

pytest collects once, and each test is run once to see what it calls (reach.py); then each mistake is made in a child of
its own, which gives the mutated code to the functions as they are in memory (the mutated value to a constant, wherever it was
imported) and runs the tests that call the function (the module), until one fails. What survives is printed: it is a missing test, or it changes nothing that anybody could see, and then
docs/mutation.md says why.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import os
import random
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Final

import pytest

from mutation.flips import Flip, constants_by, flipped, flips, value_of
from mutation.reach import Reach, be_silent

ROOT: Final = Path(__file__).resolve().parents[2]
TESTS: Final = ROOT / "tests"
ROOMS: Final = {
    "sync": (
        "merge", "planner", "identity", "conclusion", "guard", "ignore", "direction", "verdicts", "patience", "allowance",
        "content", "shape", "conflict", "resolve", "diff", "draft", "order", "relabel", "matching", "waiting", "alias",
        "local_steps", "remote_steps", "resolving", "renames", "view", "holds", "ignore_lines", "machine", "debounce",
    ),
    "crypto": (
        "primitives", "structure", "records", "commits", "acl", "statetree", "content", "keys", "identity", "account",
        "bundle", "device", "points", "rewound", "certificates", "second_factor",
    ),
    "remote": (
        "journal", "chain", "past", "audit", "doubt", "ahead", "chapters", "nodes", "session", "space", "publisher",
        "refusals",
    ),
}  # fmt: skip
"""What decides, what can lose a byte first; and what checks the words of the server."""
TESTS_OF: Final = {
    "sync": ("unit/sync", "sim/test_plans.py", "sim/test_directions.py", "sim/test_ignore_rules.py"),
    "crypto": ("unit/crypto", "vectors", "unit/remote"),
    "remote": ("unit/remote", "contract"),
}
SLOW_OF: Final = {
    "sync": (
        "unit/sync/test_executor.py", "unit/sync/test_pilot.py", "unit/sync/test_editors.py", "sim/test_crash_sweep.py",
        "catalogue",
    ),
    "crypto": ("unit/server",),
    "remote": ("unit/server", "unit/engine"),
}  # fmt: skip
"""What a mistake is tried on last, or not at all."""

SURVIVES: Final = "survives"
NOT_MADE: Final = "not made"
NOT_LOADED: Final = "does not load"
"""The module with the mistake in it: nobody could run any test."""
Wanted = dict[str, set[int]]
"""The modules in which mistakes are made, as ``room/module``, each with the lines; all of it for none."""
CHILD_S: Final = 600
CPU_SPARE_S: Final = 4
CPU_TIMES: Final = 2
"""A mistake that makes the tests run on for ever is noticed, too: by what they use, as a busy machine is no fault."""
MEMORY_BYTES: Final = 6 << 30


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in the source of a module (``room/module``), by its number there."""

    name: str
    source: str
    number: int
    flip: Flip

    def __str__(self) -> str:
        """Return where it is, and what."""
        return f"{self.name}.py:{self.flip.line} {self.flip.function}: {self.flip.what}"


class Mutants:
    """The pytest plugin that runs the tests once for each mistake instead of once."""

    def __init__(self, wanted: Wanted, sample: int, seed: int, *, most_s: float, log: bool) -> None:
        self._wanted, self._sample, self._chance = wanted, sample, random.Random(seed)
        self._most_s, self._log = most_s, log
        self.survivors = 0
        self.made = 0

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Make every mistake."""
        sources = {name: Path(module_of(name).__file__ or "").read_text(encoding="utf-8") for name in self._wanted}
        reach = Reach.of(session, [TESTS / place for places in SLOW_OF.values() for place in places])
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
        function = "" if mistake.flip.is_constant else mistake.flip.function
        order = reach.order(mistake.name, function, self._most_s)
        limits_s = [int(CPU_SPARE_S + CPU_TIMES * reach.tests[item.nodeid].seconds) for item in order]
        answer = _answer(session, list(zip(order, limits_s, strict=True)), mistake)
        outcome = Outcome.NOTICED
        if answer == SURVIVES:
            outcome = Outcome.SURVIVE
            print(f"SURVIVES {mistake}", flush=True)
        elif not answer:
            outcome = Outcome.RAN_ON
        elif answer == NOT_MADE:
            outcome = Outcome.NOT_MADE
            print(f"NOT MADE {mistake}", flush=True)
        elif answer != NOT_LOADED:
            reach.noticed(mistake.name, function, answer)
        if self._log and outcome in (Outcome.NOTICED, Outcome.RAN_ON):
            print(f"{mistake} - {answer.rpartition('::')[2] or 'ran on'}", flush=True)
        return outcome


class Outcome(StrEnum):
    """What comes of a mistake; one that makes the tests run on for ever is noticed, too.

    One that could not be given to the code in memory proves nothing.
    """

    NOTICED = "noticed"
    NOT_MADE = "not made"
    RAN_ON = "ran on"
    SURVIVE = "survive"


Order = list[tuple[pytest.Item, int]]
"""Tests, each with the seconds of CPU time after which it is taken to come to no end."""


def _answer(session: pytest.Session, order: Order, mistake: Mistake) -> str:
    """Return the test that notices a mistake, SURVIVES if none does, nothing if one comes to no end."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
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


def _in_child(session: pytest.Session, order: Order, mistake: Mistake, write: int) -> None:
    be_silent(session)
    answer = NOT_LOADED
    try:
        is_made = make(mistake)
        answer = SURVIVES if is_made else NOT_MADE
        if not is_made:
            return
        for item, limit_s in order:
            resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + limit_s, resource.RLIM_INFINITY))
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


def module_of(name: str) -> ModuleType:
    """Return a module by its room and name."""
    return importlib.import_module(f"megadesk.{name.replace('/', '.')}")


def make(mistake: Mistake) -> bool:
    """Make a mistake in the code in memory; whether that could be done."""
    module, tree = module_of(mistake.name), flipped(mistake.source, mistake.number)
    if mistake.flip.is_constant:
        return give_constant(module, mistake.flip.function, tree)
    is_made = mistake.flip.function in give(module, tree)
    forget(module)
    for name in constants_by(tree, mistake.flip.function):
        give_constant(module, name, tree)
    return is_made


def forget(module: ModuleType) -> None:
    """Let the functions of a module that keep their answers give new ones."""
    for value in vars(module).values():
        if hasattr(value, "cache_clear"):
            value.cache_clear()


def give_constant(module: ModuleType, name: str, tree: ast.Module) -> bool:
    """Give a constant the value of another version, also where others imported it; whether it is another one."""
    before = vars(module)[name]
    after = eval(compile(ast.Expression(value_of(tree, name)), module.__file__ or "", "eval"), vars(module))
    for other in [one for key, one in sys.modules.items() if key.startswith("megadesk.")]:
        if name in vars(other) and vars(other)[name] is before:
            vars(other)[name] = after
    return bool(before != after)


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


def wanted_of(places: Sequence[str]) -> Wanted:
    """Return what is meant by rooms, modules and lines."""
    wanted: Wanted = {}
    for place in places:
        name, _, line = place.removesuffix(".py").partition(":")
        for module in [f"{name}/{module}" for module in ROOMS[name]] if name in ROOMS else [name]:
            wanted.setdefault(module, set()).update({int(line)} if line else ())
    return wanted


def main() -> int:
    """Run by hand; 0 if nothing survives."""
    parser = argparse.ArgumentParser(prog="mutation", description=__doc__.partition("\n")[0])
    parser.add_argument(
        "places",
        nargs="*",
        help="a room (crypto), a module (sync/merge), or one line (sync/merge:120); all if none is named",
    )
    parser.add_argument("--sample", type=int, default=0, help="so many of each module, chosen by the seed")
    parser.add_argument("--quick", action="store_true", help="leave out the tests on real disks and of whole devices")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=float, default=float("inf"), help="try each on so many seconds of tests only")
    parser.add_argument("--log", action="store_true", help="name the test that noticed, for each")
    chosen = parser.parse_args()
    wanted = wanted_of(chosen.places or list(ROOMS))
    rooms = {name.partition("/")[0] for name in wanted}
    os.environ.setdefault("MEGADESK_SIM_RUNS", "0.1")
    slow = [TESTS / place for room in sorted(rooms) for place in SLOW_OF[room]]
    quick = [TESTS / place for room in sorted(rooms) for place in TESTS_OF[room]]
    paths = dict.fromkeys(map(str, quick if chosen.quick else [*quick, *slow]))
    ignored = [f"--ignore={place}" for place in slow] if chosen.quick else []
    plugin = Mutants(wanted, chosen.sample, chosen.seed, most_s=chosen.most, log=chosen.log)
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
    options = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "--timeout", "120", "-m", "not soak and not e2e"]
    code = pytest.main([*options, *ignored, *paths], [plugin])
    print(f"{plugin.made} mistakes, {plugin.made - plugin.survivors} noticed, {plugin.survivors} survive")
    return 1 if plugin.survivors or code not in (0, 5) else 0


if __name__ == "__main__":
    sys.exit(main())
