"""The stage, prepared once a run, and restored for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fakes.tampering import Stage


@pytest.fixture(scope="session")
def prepared(stack_name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The stage as it was prepared, on one stack."""
    stage = Stage(tmp_path_factory.mktemp(f"stage-{stack_name}"))
    try:
        stage.prepare()
        yield stage
    finally:
        stage.close()
        stage.proxy.close()


@pytest.fixture
def stage(prepared: Stage) -> Iterator[Stage]:
    """The stage, restored; every process ends with the test."""
    prepared.restore()
    try:
        yield prepared
    finally:
        prepared.close()
