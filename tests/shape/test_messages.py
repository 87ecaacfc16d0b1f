"""What the rooms of messages offer together is one table: no name stands for two things in it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import megadesk.ipc.messages as together

ROOMS = Path(together.__file__).parent


def test_no_name_of_a_message_stands_for_two_things() -> None:
    """All are taken from one place, where the last one of a name would win, and nobody would notice."""
    found: dict[str, object] = {}
    twice = []
    for path in sorted(ROOMS.glob("*.py")):
        if path.name != "__init__.py":
            room = import_module(f"megadesk.ipc.messages.{path.stem}")
            for name, value in vars(room).items():
                if not name.startswith("_") and found.setdefault(name, value) is not value:
                    twice.append(f"{path.stem}.{name}")
    assert twice == []
