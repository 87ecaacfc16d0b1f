"""Programs that some tests run and not every machine has: where they are, and what is left out without them.

    @pytest.mark.needs("postgresql")     the test is run where that program is, and deselected elsewhere

What was deselected is said in one line at the end of the run (``tests/conftest.py``): a run that left something out must not
look like one that did not. A program is found by the module of its fake, which knows where systems keep it.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from fakes import which_stack

MARK: Final = "needs"


class Program(NamedTuple):
    """What a test may need: its name for people, how it comes here, and where it is, or None."""

    name: str
    come_by: str
    find: Callable[[], Path | None]


def find_postgres() -> Path | None:
    """Return the folder with the newest PostgreSQL's own programs, which systems keep apart from those for people."""
    if os.name == "nt":
        return None  # its fake needs sockets with a path, and a way to be somebody else
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    beside = shutil.which("initdb")
    return kept[-1].parent if kept else Path(beside).resolve().parent if beside else None


def find_seaweed() -> Path | None:
    """Return SeaweedFS, which comes from the package index where it is made for the system."""
    beside = Path(sys.executable).with_name("weed")
    found = str(beside) if beside.exists() else shutil.which("weed")
    return Path(found) if found else None


PROGRAMS: Final = {
    "seaweedfs": Program("SeaweedFS", "python3 dev.py setup, on Linux", find_seaweed),
    "postgresql": Program("PostgreSQL", "python3 dev.py setup, or the system's package postgresql", find_postgres),
}


def missing(names: Iterable[str]) -> list[str]:
    """Return which of these programs are not here."""
    return [name for name in names if PROGRAMS[name].find() is None]


def part(items: list[pytest.Item]) -> tuple[list[pytest.Item], list[pytest.Item], dict[str, int]]:
    """Return the tests that can be run, those that cannot, and how many of these each reason stands for: a missing program, the stack."""
    run: list[pytest.Item] = []
    left: list[pytest.Item] = []
    counts: Counter[str] = Counter()
    for item in items:
        if which_stack.is_left_out(item):
            counts[which_stack.EMBEDDED] += 1
            left.append(item)
            continue
        absent = missing({name for mark in item.iter_markers(MARK) for name in mark.args} | which_stack.needed_by(item))
        counts.update(absent)
        (left if absent else run).append(item)
    return run, left, dict(counts)


def sentence(name: str, count: int) -> str:
    """Return the line that says what was left out for want of a program."""
    if name == which_stack.EMBEDDED:
        return f"LEFT OUT: {count} tests that are about the embedded stack (@pytest.mark.embedded says why at each)"
    program = PROGRAMS[name]
    return f"LEFT OUT: {count} tests that need {program.name}, which is not here ({program.come_by})"
