"""Between which folders the files of a pair travel."""

from __future__ import annotations

from megadesk.engine.ends import TravelEnds
from megadesk.model.ids import PairId
from megadesk.store.transfers import Ends

PAIR = PairId("0000000a")


def test_a_pair_is_known_while_it_is_there() -> None:
    """The place in the cloud is that of now, not of when it was made known."""
    ends, cloud = TravelEnds(), "/Docs"
    assert ends.of(PAIR) is None
    ends.add(PAIR, local="/home/ada", cloud=lambda: cloud)
    assert ends.of(PAIR) == Ends("/home/ada", "/Docs")
    cloud = "/Papers"
    assert ends.of(PAIR) == Ends("/home/ada", "/Papers")
    ends.remove(PAIR)
    ends.remove(PAIR)
    assert ends.of(PAIR) is None
