"""For all tests: no test fails because the machine was slow, and processes begin where their imports are done."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

from fakes import nursery
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
