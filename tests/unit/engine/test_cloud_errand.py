"""What put, get and cat have in common."""

from __future__ import annotations

import pytest

from fakes.hands import Hands
from megadesk.engine.cloud_errand import numbered
from megadesk.model.errors import Stale


def test_cancelled_put_stops(hands: Hands) -> None:
    """A front end that goes away ends the request; nothing hangs on to it."""

    def cancel() -> None:
        raise Stale(reason="cancelled")

    hands.call.before_check = [cancel]
    with pytest.raises(Stale):
        hands.put(hands.file("a.txt"))
    assert hands.engine.supervisor._waiting_results == {}


@pytest.mark.parametrize(
    ("path", "other"),
    [("a.txt", "a (2).txt"), ("f.d/a", "f.d/a (2)"), (".profile", ".profile (2)"), ("a.tar.gz", "a.tar (2).gz")],
)
def test_another_name_keeps_the_ending(path: str, other: str) -> None:
    """The number stands before the last ending of the name, and never in the folder's."""
    assert numbered(path, 2) == other
