"""How a front end comes to a connection."""

from __future__ import annotations

import socket
import sys
import tempfile
from pathlib import Path
from shutil import rmtree

import pytest

from fakes.engine import FakeEngine
from megadesk import __version__
from megadesk.host.paths import find_profile, prepare_profile
from megadesk.host.process import publish_endpoint
from megadesk.ipc import reach
from megadesk.ipc.messages import ENGINE_STATUS
from megadesk.ipc.reach import connect_running
from megadesk.model.errors import AccessDenied, AlreadyRunning, EngineUnavailable
from megadesk.model.wording import words_of


def test_the_engine_that_runs_is_found(tmp_path: Path) -> None:
    """And none is started for it."""
    profile = find_profile(str(tmp_path), {})
    with pytest.raises(EngineUnavailable) as nobody:
        connect_running(profile)
    assert nobody.value.arguments["reason"] == "not_running"
    with FakeEngine(tmp_path), connect_running(profile) as client:
        assert client.call(ENGINE_STATUS.name)["running"] is True


def test_an_engine_of_another_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With both versions and both installations, and what to do; an engine that will go on as ours is another matter."""
    with FakeEngine(tmp_path):
        profile = find_profile(str(tmp_path), {})
        monkeypatch.setattr(reach, "__version__", "99.1")
        with pytest.raises(AlreadyRunning) as caught:
            connect_running(profile)
        words = words_of(caught.value)
        for part in (__version__, "99.1", str(Path(reach.__file__).parents[1])):
            assert part in words.sentence
        assert "megadesk engine stop" in words.remedy
        assert caught.value.arguments["reason"] == "other_version"
        monkeypatch.setattr(sys, "frozen", True, raising=False)
        monkeypatch.setattr(reach, "shown_program", lambda: str(Path(reach.__file__).parents[1]))
        with pytest.raises(AlreadyRunning) as caught:
            connect_running(profile)
        assert caught.value.arguments["reason"] == "upgraded"


def test_a_folder_that_is_not_ours_alone_holds_no_engine_of_ours(tmp_path: Path) -> None:
    """Whoever can put a socket there gets no password: /tmp is empty after a restart, and anybody makes folders in it."""
    with tempfile.TemporaryDirectory(prefix="md-", dir="/tmp") as session:
        profile = find_profile(str(tmp_path), {"XDG_RUNTIME_DIR": session})
        prepare_profile(profile)
        endpoint = publish_endpoint(profile, "1", lambda size: b"k" * size)
        folder = Path(endpoint.address).parent
        assert folder.parent == Path(session)
        folder.chmod(0o755)
        with socket.socket(socket.AF_UNIX) as door:
            door.bind(endpoint.address)
            door.listen()
            door.setblocking(False)
            with pytest.raises(AccessDenied):
                connect_running(profile)
            with pytest.raises(BlockingIOError):
                door.accept()
        rmtree(folder)
        with pytest.raises(EngineUnavailable) as nobody:
            connect_running(profile)
        assert nobody.value.arguments["reason"] == "not_running"
