"""An engine's listener at a real socket, with a handler a test can steer."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from fakes.ipc import Steered
from megadesk.ipc.client import Client, connect
from megadesk.ipc.listener import EngineListener

KEY = b"k" * 32


@pytest.fixture
def handler() -> Steered:
    """The handler behind the listener."""
    return Steered()


@pytest.fixture
def address() -> Iterator[str]:
    """A socket path, shorter than pytest's own folders are with several workers."""
    with tempfile.TemporaryDirectory(prefix="md-", dir="/tmp") as name:
        yield f"{name}/s"


@pytest.fixture
def listener(address: str, handler: Steered) -> Iterator[EngineListener]:
    """A listener that has started."""
    made = EngineListener(address, KEY, handler, version="1.0")
    made.start()
    yield made
    made.close()


@pytest.fixture
def dial(listener: EngineListener, address: str) -> Iterator[Callable[[], Client]]:
    """Connects a new client each time it is called; all are closed after the test."""
    assert listener is not None
    with ExitStack() as stack:
        yield lambda: stack.enter_context(connect(address, KEY, version="1.0", timeout_s=30))


@pytest.fixture
def client(dial: Callable[[], Client]) -> Client:
    """One connected client."""
    return dial()
