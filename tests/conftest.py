"""For all tests: no test fails because the machine was slow, and processes begin where their imports are done.

What needs a program that this machine does not have is left out, and said so at the end (``fakes/programs.py``), and so
is, on the stack of several processes, what is about the embedded one (``fakes/which_stack.py``).
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from typing import Any, Final

import pytest
from hypothesis import settings

from fakes import nursery, programs, which_stack
from fakes.processes import NURSERIES

settings.register_profile("megadesk", deadline=None)
settings.load_profile("megadesk")

# A shell ignores SIGINT for what it runs in the background, nohup SIGHUP: programs that a test ends by one would inherit it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture(scope="session", autouse=True)
def nurseries() -> Iterator[None]:
    """Let the first test that starts an engine or a server open a nursery, which ends with the run."""
    NURSERIES.wanted = nursery.IS_POSSIBLE
    yield
    NURSERIES.close()


@pytest.fixture(scope="session", autouse=True)
def servers_of_others() -> Iterator[None]:
    """End with the run what a test has started for all: a database, an object store; and what a failed one has left."""
    yield
    if scaled := sys.modules.get("fakes.scaled"):
        scaled.AT_END.close()
    for name in ("fakes.postgres", "fakes.seaweed"):
        if started := sys.modules.get(name):
            started.SERVER.close()


LEFT_OUT: Final = pytest.StashKey[dict[str, int]]()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run on both stacks what asks for that; on the stack of this run a test has the name that it has anyway."""
    names = which_stack.stacks_of(metafunc.definition)
    if len(names) > 1 and which_stack.FIXTURE not in metafunc.fixturenames:
        metafunc.fixturenames.append(which_stack.FIXTURE)
    if which_stack.FIXTURE in metafunc.fixturenames:
        ids = [pytest.HIDDEN_PARAM if name == which_stack.run_stack() else name for name in names]
        metafunc.parametrize(which_stack.FIXTURE, names, ids=ids, indirect=True, scope="session")


@pytest.fixture(scope="session")
def stack_name(request: pytest.FixtureRequest) -> str:
    """The stack of this test. What is made once for many tests asks for it, and so is made once for each stack."""
    return str(request.param)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let the servers of a test stand on its stack, those of its fixtures too."""
    which_stack.choose(item)


def pytest_configure(config: pytest.Config) -> None:
    """Count from nothing."""
    config.stash[LEFT_OUT] = {}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests whose programs are not here, of those that were chosen."""
    items[:], left_out, config.stash[LEFT_OUT] = programs.part(items)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
    if (output := getattr(config, "workeroutput", None)) is not None:
        output["left_out"] = config.stash[LEFT_OUT]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Note what a worker left out; each of them has looked at all tests."""
    node.config.stash[LEFT_OUT].update(getattr(node, "workeroutput", {}).get("left_out", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was left out and why."""
    for name, count in sorted(config.stash[LEFT_OUT].items()):
        terminalreporter.write_line(programs.sentence(name, count), yellow=True)
