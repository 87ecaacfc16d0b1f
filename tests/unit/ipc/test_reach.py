"""How a front end comes to a connection."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.engine import FakeEngine
from megadesk.host.paths import find_profile
from megadesk.ipc.messages import ENGINE_STATUS
from megadesk.ipc.reach import connect_running
from megadesk.model.errors import EngineUnavailable


def test_the_engine_that_runs_is_found(tmp_path: Path) -> None:
    """And none is started for it."""
    profile = find_profile(str(tmp_path), {})
    with pytest.raises(EngineUnavailable) as nobody:
        connect_running(profile)
    assert nobody.value.arguments["reason"] == "not_running"
    with FakeEngine(tmp_path), connect_running(profile) as client:
        assert client.call(ENGINE_STATUS.name)["running"] is True
