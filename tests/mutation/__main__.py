"""Does a test notice? Each small mistake in the rules of sync, and the tests that ought to fail for it.

    python -m mutation [--sample N] [--seed S] [MODULE ...]        (src and tests on the path; modules as sync/merge)

pytest collects once; then each mistake is made in a child of its own, which gives the mutated code to the functions as
they are in memory and runs the tests until one fails. What survives is printed: it is a missing test, or it changes
nothing that anybody could see, and then docs/mutation.md says why.
"""

from __future__ import annotations

import argparse
import importlib
import os
import random
import signal
import sys
import time
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Final

import pytest

from mutation.flips import Flip, flipped, flips

ROOT: Final = Path(__file__).resolve().parents[2]
TESTS: Final = ROOT / "tests"
RULES: Final = (
    "merge", "content", "shape", "conflict", "resolve", "diff", "matching", "identity", "guard", "waiting",
    "local_steps", "remote_steps", "planner", "relabel", "machine", "debounce",
)  # fmt: skip
PLANS: Final = ("unit/sync/test_merge.py", "unit/sync/test_planner.py", "sim/test_plans.py")
LOOKING: Final = (
    "unit/sync/test_identity.py", "unit/sync/test_folder.py", "unit/sync/test_looking.py", "unit/sync/test_verdicts.py",
    "unit/sync/test_editors.py",
)  # fmt: skip
SLOW: Final = ("unit/sync/test_executor.py", "unit/sync/test_pilot.py", "catalogue")
QUICK: Final = {
    **dict.fromkeys(RULES, PLANS),
    "planner": (*PLANS, "unit/sync/test_direction.py"), "matching": LOOKING, "identity": LOOKING, "machine": (), "debounce": (), "guard": ("unit/sync/test_planner.py",),
}  # fmt: skip
"""What a mistake is tried on after the tests of its own module; then come the slow ones, unless told otherwise."""

CHILD_S: Final = 120
"""A mistake that makes the tests run on for ever is noticed, too."""


class Mutants:
    """The pytest plugin that runs the tests once for each mistake instead of once."""

    def __init__(self, modules: list[str], sample: int, seed: int, *, slow: bool) -> None:
        self._modules, self._sample, self._chance, self._slow = modules, sample, random.Random(seed), slow
        self.survivors: list[tuple[str, Flip]] = []
        self.counts: dict[str, tuple[int, int]] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Make every mistake."""
        for module in self._modules:
            path = ROOT / "src" / "megadesk" / "sync" / f"{module}.py"
            source = path.read_text(encoding="utf-8")
            found = list(enumerate(flips(source)))
            chosen = sorted(self._chance.sample(found, min(self._sample or len(found), len(found))))
            killed = 0
            for number, flip in chosen:
                if self._is_noticed(session, module, source, number):
                    killed += 1
                else:
                    self.survivors.append((module, flip))
                    print(f"SURVIVES {module}.py:{flip.line} {flip.function}: {flip.what}", flush=True)
            self.counts[module] = (len(chosen), killed)
            print(f"{module}: {killed} of {len(chosen)} noticed, {len(found)} there are", flush=True)
        return True

    def _is_noticed(self, session: pytest.Session, module: str, source: str, number: int) -> bool:
        child = os.fork()
        if child == 0:
            self._in_child(session, module, source, number)
        deadline = time.monotonic() + CHILD_S
        while True:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                return status != 0
            if time.monotonic() > deadline:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                return True
            let_it_work()

    def _in_child(self, session: pytest.Session, module: str, source: str, number: int) -> None:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        status = 1
        session.config.pluginmanager.unregister(name="terminalreporter")
        try:
            give(importlib.import_module(f"megadesk.sync.{module}"), flipped(source, number))
            order = [f"unit/sync/test_{module}.py", *QUICK[module], *(SLOW if self._slow else ())]
            for item in _in_order(session.items, order):
                session.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
                if session.testsfailed:
                    break
            status = 1 if session.testsfailed else 0
        finally:
            os._exit(status)


def _in_order(items: list[pytest.Item], order: list[str]) -> list[pytest.Item]:
    """Return the tests of these files and folders, in their order."""
    found: list[pytest.Item] = []
    for place in dict.fromkeys(order):
        found += [item for item in items if (TESTS / place) in (item.path, item.path.parent)]
    return found


def let_it_work() -> None:
    """Let the child work."""
    signal.sigtimedwait([signal.SIGCHLD], 0.02)


def give(module: ModuleType, tree: object) -> None:
    """Give the functions of a module the code of another version of it."""
    code = compile(tree, module.__file__ or "", "exec")  # type: ignore[call-overload]  # an ast
    new = dict(_codes(code))
    for name, function in _functions(module):
        if name in new and len(new[name].co_freevars) == len(function.__code__.co_freevars):
            function.__code__ = new[name]


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
            raw = getattr(raw, "__wrapped__", raw)
            if isinstance(raw, FunctionType) and raw.__module__ == module.__name__:
                found.append((raw.__qualname__, raw))
    return found


def main() -> int:
    """Run by hand; 0 if nothing survives."""
    parser = argparse.ArgumentParser(prog="mutation", description=__doc__.partition("\n")[0])
    parser.add_argument("modules", nargs="*", help="as sync/merge; all rules if none is named")
    parser.add_argument("--sample", type=int, default=0, help="so many of each module, chosen by the seed")
    parser.add_argument("--quick", action="store_true", help="leave out the tests on real disks")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    modules = [name.rpartition("/")[2].removesuffix(".py") for name in chosen.modules] or list(RULES)
    os.environ.setdefault("MEGADESK_SIM_RUNS", "0.1")
    wanted = [f"unit/sync/test_{module}.py" for module in modules]
    wanted += [name for module in modules for name in QUICK[module]]
    wanted += [] if chosen.quick else SLOW
    paths = [str(TESTS / name) for name in dict.fromkeys(wanted) if (TESTS / name).exists()]
    plugin = Mutants(modules, chosen.sample, chosen.seed, slow=not chosen.quick)
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
    code = pytest.main(["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "--timeout", "60", *paths], [plugin])
    made = sum(number for number, _ in plugin.counts.values())
    print(f"{made} mistakes, {made - len(plugin.survivors)} noticed, {len(plugin.survivors)} survive")
    return 1 if plugin.survivors or code not in (0, 5) else 0


if __name__ == "__main__":
    sys.exit(main())
