"""Who has a name that is spelt in two ways, and what has to wait."""

from __future__ import annotations

import unicodedata

from megadesk.model.relpath import RelPath
from megadesk.sync.twins import losers, shut_in

COMPOSED, DECOMPOSED = (RelPath(unicodedata.normalize(form, "\u00e4")) for form in ("NFC", "NFD"))
BOTH = sorted([COMPOSED, DECOMPOSED])


def test_who_stood_there_keeps_the_name_then_who_was_moved_then_who_is_new() -> None:
    """Among equals the first by path has it; names of other folders, and without marks, are not compared."""
    for first, second in (BOTH, reversed(BOTH)):
        assert losers([first], [second], []) == {second}
        assert losers([first], [], [second]) == {second}
        assert losers([], [first], [second]) == {second}
    assert losers([], BOTH[::-1], []) == {BOTH[1]}
    assert losers([], [], BOTH[::-1]) == {BOTH[1]}
    assert losers([COMPOSED], [RelPath("a")], [RelPath(f"d/{DECOMPOSED}")]) == frozenset()
    assert losers(BOTH, [], []) == frozenset()


def test_what_is_in_a_folder_that_waits_waits_too() -> None:
    """However deep; not what only begins alike."""
    paths = [RelPath(path) for path in ("d", "d/e", "d/e/f", "d2", "x/d")]
    assert shut_in({RelPath("d")}, paths) == {"d", "d/e", "d/e/f"}
