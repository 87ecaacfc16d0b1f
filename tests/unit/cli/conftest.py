"""A fake engine behind the real socket, and the command line on its profile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.cli import Cli, command_line
from fakes.engine import FakeEngine


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The profile's folder; nothing is in it yet."""
    return tmp_path / "home"


@pytest.fixture
def engine(home: Path) -> Iterator[FakeEngine]:
    """A fake engine that runs."""
    with FakeEngine(home) as running:
        yield running


@pytest.fixture
def cli(home: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The command line on this profile."""
    return command_line(home, monkeypatch)
