"""What a check looks like to people."""

from __future__ import annotations

from typing import Any

import pytest

from fakes.verified import LOST, WELL
from megadesk.cli import verify_blocks
from megadesk.cli.render import plain_lines
from megadesk.ipc.messages import VerifyReport
from megadesk.model.values import replace


def text(found: VerifyReport, *, is_healing: bool = False) -> str:
    """Return a report as it is printed."""
    return "\n".join(plain_lines(verify_blocks.report(found, is_healing=is_healing)))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "took its word"),
        ({"content": "read"}, "every block was downloaded and opened"),
        ({"content": "read", "proven_blocks": 3, "proven_bytes": 2048}, "3 blocks (2.0 KiB) proven without a download"),
        (
            {"content": "read", "proven_blocks": 1, "proven_bytes": 2048},
            "proven without a download, the other 2 downloaded",
        ),
    ],
)
def test_it_says_what_was_really_done(changes: dict[str, Any], said: str) -> None:
    """The word of a server is not called a proof, and a proof not a download."""
    shown = text(replace(WELL, **changes))
    assert said in shown
    assert "1,200" in shown
    assert shown.endswith("All is well.")


def test_each_remedy_is_said_once() -> None:
    """And names cannot write on the terminal."""
    shown = text(replace(WELL, total=2, findings=[LOST, LOST]))
    assert "/a\\x1b" in shown
    assert shown.count("Offer it again.") == 1
    assert shown.endswith("2 problems found.")


def test_what_is_healed_needs_no_remedy() -> None:
    """All was set right."""
    shown = text(replace(WELL, total=1, healed=1, findings=[replace(LOST, healed=True)]), is_healing=True)
    assert "Offer it again." not in shown
    assert shown.endswith("All is well now: 1 repaired.")


def test_who_could_not_heal_is_told() -> None:
    """Nobody here has it."""
    assert "no copy of what is still damaged" in text(replace(WELL, total=1, findings=[LOST]), is_healing=True)


def test_a_frozen_space_is_said() -> None:
    """With what that means."""
    shown = text(replace(WELL, total=1, frozen="forged", findings=[replace(LOST, area="space")]))
    assert shown.endswith("1 problem found. Syncing is stopped: nothing is uploaded.")


def test_very_many_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody reads thousands of lines."""
    monkeypatch.setattr(verify_blocks, "LINES_MAX", 2)
    shown = text(replace(WELL, total=5000, findings=[LOST] * 3))
    assert "… and 4,998 more; --json lists them." in shown
