"""What the tests of this room share: engines over profiles of their own, and the real server in this process."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.crypto import quick_stretch
from fakes.hands import Hands
from fakes.lying_server import LyingServer
from fakes.workbench import Workbench
from megadesk.engine.engine import Engine


@pytest.fixture(autouse=True)
def _quick_passwords() -> Iterator[None]:
    """Stretching passwords is tested in crypto and, for real, in tests/contract; here it would only take time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("megadesk.crypto.account.argon2id", quick_stretch)
        yield


@pytest.fixture(scope="session")
def empty_stores(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stores of a server that has just been made."""
    data = tmp_path_factory.mktemp("empty") / "server"
    with LyingServer(data):
        return data


@pytest.fixture
def server(tmp_path: Path, empty_stores: Path) -> Iterator[LyingServer]:
    """The real server, empty, with somebody in between who may lie."""
    now_ms = time.time_ns() // 1_000_000
    with LyingServer(tmp_path / "server", now_ms=now_ms, like=empty_stores) as made:
        yield made


@pytest.fixture
def bench(tmp_path: Path, server: LyingServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workbench]:
    """Makes engines, and closes them."""
    made = Workbench(tmp_path, server)
    monkeypatch.setattr("megadesk.engine.wiring.Api", server.api)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The trash of this test; nobody's own is touched."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "Trash" / "files"


@pytest.fixture
def engine(bench: Workbench) -> Engine:
    """An engine that is signed in and has looked."""
    made = bench.engine()
    bench.sign_up(made)
    bench.wait(made)
    return made


@pytest.fixture
def hands(bench: Workbench, engine: Engine, tmp_path: Path) -> Hands:
    """Somebody with files."""
    (tmp_path / "local").mkdir()
    return Hands(bench, engine, tmp_path / "local")
