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

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # So a shell starts what it runs in the background; programs that a test starts and interrupts would inherit it.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def nurseries() -> Iterator[None]:
    """Let the first test that starts an engine or a server open a nursery, which ends with the run."""
    NURSERIES.wanted = nursery.IS_POSSIBLE
    yield
    NURSERIES.close()
