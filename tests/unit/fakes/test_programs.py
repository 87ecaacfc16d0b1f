"""Tests whose programs are not here are left out, and that is said; all others are run."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes import programs


def without(program: programs.Program) -> programs.Program:
    """Return it as it is where it is not installed."""
    return program._replace(find=lambda: None)


def with_it(program: programs.Program) -> programs.Program:
    """Return it as it is where it is installed."""
    return program._replace(find=lambda: Path("/somewhere"))


@pytest.fixture
def item(request: pytest.FixtureRequest) -> pytest.Item:
    """Return a test as it was collected: this one, which needs PostgreSQL from here on."""
    assert isinstance(request.node, pytest.Item)
    request.node.add_marker(pytest.mark.needs("postgresql"))
    return request.node


@pytest.mark.parametrize("is_here", [True, False])
def test_a_test_is_left_out_where_its_program_is_not(
    item: pytest.Item, monkeypatch: pytest.MonkeyPatch, is_here: bool
) -> None:
    """It is run where it is, and counted for that program where it is not."""
    change = with_it if is_here else without
    monkeypatch.setitem(programs.PROGRAMS, "postgresql", change(programs.PROGRAMS["postgresql"]))
    run, left_out, counts = programs.part([item])
    assert (run, left_out, counts) == (([item], [], {}) if is_here else ([], [item], {"postgresql": 1}))


@pytest.mark.parametrize("stack_of_run", ["embedded", "scaled"])
def test_a_test_of_the_embedded_stack_is_left_out_of_the_other(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, stack_of_run: str
) -> None:
    """It is run where it belongs, and counted where it does not."""
    request.node.add_marker(pytest.mark.embedded("because"))
    monkeypatch.setenv("MEGADESK_TEST_STACK", stack_of_run)
    run, left_out, counts = programs.part([request.node])
    is_run = stack_of_run == "embedded"
    assert (run, left_out) == (([request.node], []) if is_run else ([], [request.node]))
    assert counts == ({} if is_run else {"embedded": 1})
    assert "about the embedded stack" in programs.sentence("embedded", 1)


def test_what_was_left_out_is_said_with_its_program() -> None:
    """And where it comes from."""
    said = programs.sentence("postgresql", 3)
    assert said.startswith("LEFT OUT: 3 tests that need PostgreSQL, which is not here")
    assert "dev.py setup" in said
