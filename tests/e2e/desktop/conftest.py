"""What the journeys share: a desktop, a server, and a signed-in device whose app a person uses."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.desktop import Desktop
from fakes.pairing import Pairing
from fakes.person import WAYS, Person, prefer


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    """A desktop of its own, in a folder whose path is short enough for sockets."""
    with tempfile.TemporaryDirectory(prefix="md-") as folder, Desktop(Path(folder)) as made:
        yield made


@pytest.fixture
def pairing(tmp_path: Path) -> Iterator[Pairing]:
    """Two devices that sync ``here`` and ``there``; the app is that of the first."""
    made = Pairing(tmp_path)
    try:
        made.start()
        yield made
    finally:
        made.close()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pairing]:
    """Two devices that sync ``here`` and ``there``, for all journeys of a file: each keeps to files of its own."""
    made = Pairing(tmp_path_factory.mktemp("home"))
    try:
        made.start()
        made.settle()
        yield made
    finally:
        made.close()


@pytest.fixture(scope="module", params=WAYS, ids="-".join)
def person(request: pytest.FixtureRequest, home: Pairing) -> Iterator[Person]:
    """Somebody before the window of the first device: with the mouse in light, then with the keyboard alone in dark."""
    by, look = request.param
    prefer(home.one.home, look)
    with tempfile.TemporaryDirectory(prefix="md-") as folder, Desktop(Path(folder)) as desktop:
        app = desktop.start_app(home.one.home)
        desktop.eyes.await_("frame", "")
        yield Person(desktop, by, look, home.one.home)
        app.terminate()
        app.wait(20)
