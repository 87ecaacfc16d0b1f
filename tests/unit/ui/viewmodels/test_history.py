"""What is said before another history is gone on with."""

from __future__ import annotations

from megadesk.ipc import messages as m
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.history import accept_facts

HERE = m.SpaceHead(seq=812, hash="a1" * 32, time="2026-11-26T09:00:00Z", records=40)
THERE = m.SpaceHead(seq=1, hash="b2" * 32, time="2026-11-20T09:00:00Z", records=30)


def test_both_histories_are_named_and_what_becomes_of_files() -> None:
    """What the server says of itself is said as its word."""
    found = m.SpaceStatus(id="s", verified=HERE, server=THERE, frozen="rollback", restored="2026-11-25T08:00:00Z")
    words = [plainly(fact.words) for fact in accept_facts(found, THERE)]
    assert words[0].startswith("The server shows an older state")
    assert words[1].startswith("Verified on this computer: 812 changes, the last of ")
    assert words[2].startswith("Shown by the server: 1 change, of ")
    assert words[3].startswith("The server says that it was restored from a backup")
    assert words[4] == "Nothing on this computer is deleted."
    assert "both are kept" in words[5]


def test_what_is_not_known_is_left_out() -> None:
    """A device that has verified nothing yet, a server that says nothing of a backup."""
    found = m.SpaceStatus(id="s", verified=None, server=THERE, frozen="fork")
    assert len(accept_facts(found, THERE)) == 5
