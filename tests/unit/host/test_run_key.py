"""What starts at login on Windows, on a registry in memory: on, off, switched off elsewhere, not allowed."""

from __future__ import annotations

import sys

import pytest

from fakes.registry import FakeRegistry
from megadesk.host import run_key
from megadesk.host.run_key import APPROVED, RUN, RunKey, program_of, system_registry
from megadesk.model.errors import AccessDenied

COMMAND = r'"C:\Users\Ada L\AppData\Local\Programs\megadesk\megadeskw.exe" --background'
OFF = bytes.fromhex("030000005a9c3f1c8e2bd901")
ON = bytes.fromhex("020000000000000000000000")


@pytest.fixture
def registry() -> FakeRegistry:
    """The registry of a fresh account."""
    return FakeRegistry()


@pytest.fixture
def key(registry: FakeRegistry) -> RunKey:
    """Our value in it."""
    return RunKey("megadesk", registry)


def test_it_is_switched_on_and_off(registry: FakeRegistry, key: RunKey) -> None:
    """Twice is once; what is off leaves nothing behind, and others are left alone."""
    registry.put(RUN, "other", "other.exe")
    assert not key.is_on()
    for _ in range(2):
        key.turn(COMMAND)
        assert key.is_on()
        assert registry.keys[RUN.lower()]["megadesk"] == ("megadesk", COMMAND, FakeRegistry.REG_SZ)
    for _ in range(2):
        key.turn(None)
        assert not key.is_on()
    assert registry.all_values() == {f"{RUN.lower()}:other": "other.exe"}


def test_on_a_fresh_account_there_is_no_key_yet(registry: FakeRegistry, key: RunKey) -> None:
    """It is made; switching off what never was on is done."""
    key.turn(None)
    assert not key.is_on()
    key.turn(COMMAND)
    assert key.value() == COMMAND


def test_what_the_system_switched_off_is_off(registry: FakeRegistry, key: RunKey) -> None:
    """The task manager and the settings write beside it; switched on here it is on, whatever they said."""
    key.turn(COMMAND)
    registry.put(APPROVED, "megadesk", ON)
    assert key.is_on()
    registry.put(APPROVED, "megadesk", OFF)
    assert not key.is_on()
    key.turn(COMMAND)
    assert key.is_on()
    assert list(registry.all_values()) == [f"{RUN.lower()}:megadesk"]


@pytest.mark.parametrize("said", [b"", "text", b"\x06"])
def test_what_nobody_understands_switches_nothing_off(registry: FakeRegistry, key: RunKey, said: object) -> None:
    """An odd first byte does; anything else does not."""
    key.turn(COMMAND)
    registry.put(APPROVED, "megadesk", said)
    assert key.is_on()


def test_a_value_of_another_kind_is_none(registry: FakeRegistry, key: RunKey) -> None:
    """Bytes in the place of a command start nothing."""
    registry.put(RUN, "megadesk", b"\x00")
    assert not key.is_on()


@pytest.mark.parametrize("command", [COMMAND, None])
def test_what_is_not_allowed_is_said(registry: FakeRegistry, key: RunKey, command: str | None) -> None:
    """By a policy of the company, say; and what was there is there still."""
    registry.put(RUN, "megadesk", "before.exe")
    registry.locked.add(RUN)
    with pytest.raises(AccessDenied):
        key.turn(command)
    assert key.value() == "before.exe"


def test_what_the_settings_keep_for_themselves_does_no_harm(registry: FakeRegistry, key: RunKey) -> None:
    """Where what they said may not be taken back, the rest is done all the same, and what counts is still what they said."""
    registry.put(APPROVED, "megadesk", OFF)
    registry.locked.add(APPROVED)
    key.turn(COMMAND)
    assert key.value() == COMMAND
    assert not key.is_on()


def test_a_command_line_names_its_program() -> None:
    """As Windows reads it."""
    assert program_of(COMMAND) == r"C:\Users\Ada L\AppData\Local\Programs\megadesk\megadeskw.exe"
    assert program_of(r" C:\megadesk.exe --background") == r"C:\megadesk.exe"
    assert program_of("") == ""


def test_the_registry_is_the_one_of_the_system(monkeypatch: pytest.MonkeyPatch, registry: FakeRegistry) -> None:
    """By the name that Python has for it."""
    monkeypatch.setitem(sys.modules, "winreg", registry)
    assert system_registry() is registry
    assert RunKey("megadesk").value() == ""
    registry.put(run_key.RUN, "megadesk", "x")
    assert RunKey("megadesk").is_on()
