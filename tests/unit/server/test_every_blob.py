"""Every blob of a server, for whoever goes through all of them."""

from __future__ import annotations

from random import Random

from megadesk.model.ids import BlockId
from megadesk.server.every_blob import PAGE, by_place
from megadesk.server.metadata import OWN_FILE, QUARANTINED, BlobRow, Place

LARGEST = (1 << 62) - 1


def lying(number: int, place: Place) -> BlobRow:
    """Return a row whose id says nothing of where it lies."""
    return BlobRow(BlockId(Random(number).randbytes(32)), number, place, number % 3)


def test_all_rows_come_as_they_were_in_the_order_of_their_places() -> None:
    """Also those with a place of their own, which share pack and offset in a folder, and those that are lost."""
    rows = [lying(n, Place(LARGEST - n % 5, n * 100)) for n in range(2 * PAGE)]
    rows += [lying(5000 + n, Place(OWN_FILE, 0)) for n in range(20)]
    rows += [lying(6000, Place(QUARANTINED, 0)), lying(6001, Place(OWN_FILE, LARGEST))]
    mixed = sorted(rows, key=lambda one: one.id)
    pages = list(by_place(mixed))
    assert [len(page) for page in pages] == [PAGE, PAGE, 22]
    found = [one for page in pages for one in page]
    assert found == sorted(rows, key=lambda one: (*one.place, one.id))


def test_of_nothing_there_is_no_page() -> None:
    """Nobody is asked for nothing."""
    assert list(by_place([])) == []
