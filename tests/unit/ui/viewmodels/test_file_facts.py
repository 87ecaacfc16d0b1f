"""What is known of one entry."""

from __future__ import annotations

from msgspec.structs import replace

from fakes.cloud import entry
from fakes.desk import NOW_MS
from megadesk.ipc import messages as m
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.file_facts import facts, many_facts, state_fact

FILE = entry("/Photos/a.jpg", 2048)
STAT = m.CloudStat(
    path=FILE.path, id=FILE.id, kind="file", size=2048, mtime=FILE.mtime, version=3, device="NAS", state="synced", versions=4
)  # fmt: skip


def words(stat: m.CloudStat | None, shown: m.CloudEntry = FILE) -> dict[str, str]:
    """Return the facts by what they are about."""
    return {fact.word: plainly(fact.value) for fact in facts(shown, stat, NOW_MS)}


def test_what_is_known_at_once_and_what_comes() -> None:
    """Versions are counted by the server."""
    assert "versions" not in words(None)
    known = words(STAT)
    assert known["versions"] == "4 kept"
    assert known["path"] == "/Photos/a.jpg"
    assert known["local"] == "/home/anna/megadesk/Photos/a.jpg"
    assert words(STAT, replace(FILE, local=""))["local"] == "Not on this computer"
    assert "size" not in words(None, entry("/Photos"))


def test_why_it_is_not_in_step() -> None:
    """In the engine's words, and whether the page of problems says more."""
    held = replace(STAT, state="unreadable", said=[m.Said(code="unreadable")])
    shown = state_fact(replace(FILE, state="unreadable"), held)
    assert plainly(shown.words) == "Cannot sync"
    assert plainly(shown.why)
    assert shown.is_problem
    assert not state_fact(FILE, STAT).is_problem
    cloud = state_fact(replace(FILE, state="cloud"), None)
    assert plainly(cloud.why) == "This folder is not synced to this computer."
    assert not cloud.is_problem


def test_several_are_counted() -> None:
    """Sizes of files together."""
    found = {fact.word: plainly(fact.value) for fact in many_facts([FILE, FILE, entry("/b")])}
    assert found == {"folders": "1", "files": "2", "size": "4.0 KiB"}
