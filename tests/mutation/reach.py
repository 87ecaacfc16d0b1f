"""Which tests call which functions of the rules, and how long each takes: so a mistake is tried on nothing else.

    Reach.of(session) --> reach.order(module, function): the tests that could notice, the likely ones first

Each test is run once with a trace, in a child. What it called is kept by the content of its file (``KEPT``): who adds a
test waits for that file only. A test that fails as things are is left out, and named.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import sys
import threading
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
SOURCE: Final = str(ROOT / "src" / "megadesk") + os.sep
KEPT: Final = ROOT / ".venv" / "mutation-reach.json"


@dataclass(slots=True)
class Test:
    """One test: the functions it calls, as ``room/module:qualified name``, and its seconds; none if it fails by itself."""

    calls: Collection[str]
    seconds: float
    passes: bool = True

    def reaches(self, call: str) -> bool:
        """Whether it calls a function; of a call without one, whether it calls any of the module."""
        return call in self.calls or (call.endswith(":") and any(one.startswith(call) for one in self.calls))


@dataclass(slots=True)
class Reach:
    """The tests by their ids; of those in ``slow`` files and folders all others are asked first.

    ``_killers``: the tests that noticed something in a function, the last first.
    """

    items: Mapping[str, pytest.Item]
    tests: Mapping[str, Test]
    slow: frozenset[Path]
    _killers: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, session: pytest.Session, slow: Iterable[Path]) -> Reach:
        """Return what the collected tests reach."""
        items = {item.nodeid: item for item in session.items}
        keys = {name: _key(item) for name, item in items.items()}
        kept = json.loads(KEPT.read_text()) if KEPT.exists() else {}
        todo = [name for name in items if kept.get(name, {}).get("key") != keys[name]]
        if todo:
            _in_child(session, [items[name] for name in todo], kept)
            kept = json.loads(KEPT.read_text())
        tests = {
            name: Test(frozenset(kept[name]["calls"]), kept[name]["seconds"], kept[name]["passes"]) for name in items
        }
        for name in [name for name, test in tests.items() if not test.passes]:
            print(f"LEFT OUT {name}: it fails by itself", flush=True)
        return cls(items, tests, frozenset(slow))

    def order(self, module: str, function: str, most_s: float) -> list[pytest.Item]:
        """Return the tests that call a function: who noticed something there before, the module's own, the quick.

        function: "" for all of the module.
        most_s: so many seconds of them, and the module's own in any case.
        """
        call = f"{module}:{function}"
        last = self._killers.get(call, [])
        own = f"test_{module.rpartition('/')[2]}.py"

        def is_slow(name: str) -> bool:
            return not self.slow.isdisjoint((self.items[name].path, self.items[name].path.parent))

        found = [name for name, test in self.tests.items() if test.passes and test.reaches(call)]
        if not found:  # the function is newer than what is kept
            found = [name for name, test in self.tests.items() if test.passes]
        found.sort(
            key=lambda name: (
                last.index(name) if name in last else len(last),
                is_slow(name),
                self.items[name].path.name != own,
                self.tests[name].seconds,
            )
        )
        spent_s = itertools.accumulate(self.tests[name].seconds for name in found)
        return [
            self.items[name]
            for name, until_s in zip(found, spent_s, strict=True)
            if until_s <= most_s or self.items[name].path.name == own
        ]

    def noticed(self, module: str, function: str, name: str) -> None:
        """Note who noticed a mistake."""
        last = self._killers.setdefault(f"{module}:{function}", [])
        if name in last:
            last.remove(name)
        last.insert(0, name)


def be_silent(session: pytest.Session) -> None:
    """Let a child say nothing of the tests it runs."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    session.config.pluginmanager.unregister(name="terminalreporter")


def _key(item: pytest.Item) -> str:
    return hashlib.sha256(item.path.read_bytes()).hexdigest()


def _in_child(session: pytest.Session, items: Sequence[pytest.Item], kept: dict[str, dict[str, object]]) -> None:
    """Run tests with a trace and keep what they call."""
    child = os.fork()
    if child == 0:
        be_silent(session)
        status = 1
        try:
            for item in items:
                kept[item.nodeid] = {"key": _key(item), **_traced(session, item)}
            KEPT.write_text(json.dumps(kept))
            status = 0
        finally:
            os._exit(status)
    if os.waitpid(child, 0)[1]:
        raise RuntimeError("the tests could not be traced")


def _traced(session: pytest.Session, item: pytest.Item) -> dict[str, object]:
    calls: set[str] = set()

    def trace(frame: FrameType, _event: str, _argument: object) -> None:
        code = frame.f_code
        if code.co_filename.startswith(SOURCE):
            module = code.co_filename.removeprefix(SOURCE).removesuffix(".py")
            calls.add(f"{module}:{code.co_qualname.partition('.<locals>')[0]}")

    failed, started = session.testsfailed, time.monotonic()
    sys.settrace(trace)
    threading.settrace(trace)
    try:
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
    finally:
        sys.settrace(None)
        threading.settrace(None)
    return {"calls": sorted(calls), "seconds": time.monotonic() - started, "passes": session.testsfailed == failed}
