"""What has ended: told, used or not, written down."""

from __future__ import annotations

from fakes.transfers import PAIR, MemorySources, download_job
from megadesk.crypto.content import make_manifest
from megadesk.model.errors import Cancelled, DiskFull, MegadeskError, MissingBlock
from megadesk.model.ids import PairId
from megadesk.model.transfer import Staged, StagedFile, TransferFailed, TransferState
from megadesk.transfers.ended import Ended
from megadesk.transfers.queue import Transfer
from megadesk.transfers.register import Register

EMPTY = make_manifest([])


class Bench:
    """A register with transfers that end."""

    def __init__(self) -> None:
        self.register = Register()
        self.over = Ended(self.register)
        self.sources = MemorySources()

    def transfer(self, name: str) -> Transfer:
        """Return a download that is known."""
        job = download_job(name, EMPTY)
        transfer = Transfer(job.key, job)
        self.register.add(transfer)
        return transfer

    def moved(self, name: str) -> Transfer:
        """Return one that was moved, of which that is told."""
        transfer = self.transfer(name)
        transfer.state = TransferState.COMPLETED
        transfer.result = Staged(transfer.key, StagedFile(name, 0))
        self.over.tell(transfer, transfer.result)
        return transfer

    def failed(self, name: str, error: MegadeskError) -> Transfer:
        """Return one that failed, of which that is told."""
        transfer = self.transfer(name)
        transfer.state, transfer.error = TransferState.FAILED, error
        transfer.result = TransferFailed(transfer.key, error)
        self.over.tell(transfer, transfer.result)
        return transfer

    def forget(self, *transfers: Transfer) -> None:
        """Let them be settled."""
        for transfer in transfers:
            transfer.state = TransferState.CANCELLED
            self.register.remove(transfer)

    def written(self) -> list[tuple[str, TransferState]]:
        """Return what is written down next."""
        return [(str(one.path), one.state) for one in self.over.take_written()]


def test_results_are_told_once_and_not_of_what_was_dropped() -> None:
    """What was settled before anybody heard of it is left out."""
    bench = Bench()
    one, two = bench.moved("one"), bench.moved("two")
    bench.forget(two)
    assert bench.over.take_results() == [one.result]
    assert bench.over.take_results() == []


def test_failures_are_written_down_at_once() -> None:
    """But for what people do not call a failure."""
    bench = Bench()
    bench.failed("bad", MissingBlock())
    bench.failed("full", DiskFull())
    bench.failed("unwanted", Cancelled())
    bench.moved("good")
    assert (bench.over.unwritten, bench.over.unwritten_failures) == (1, 1)
    assert bench.written() == [("bad", TransferState.FAILED)]
    assert (bench.over.unwritten, bench.over.unwritten_failures) == (0, 0)


def test_what_was_moved_is_written_down_when_it_was_used() -> None:
    """At once, or from the shelf; each once, and what failed is not used."""
    bench = Bench()
    good, late, bad = bench.moved("good"), bench.moved("late"), bench.failed("bad", DiskFull())
    ended, shelved = bench.over.of([good.key, late.key, good.key, bad.key])
    assert (ended, shelved) == ([good, late, bad], [])
    assert bench.over.use([good, bad], ()) == [good.key.subject]
    bench.over.shelve([late, bad])
    bench.forget(good, late, bad)
    assert bench.written() == [("good", TransferState.COMPLETED)]
    ended, shelved = bench.over.of([good.key, late.key, bad.key])
    assert ended == []
    assert bench.over.use(ended, shelved) == [late.key.subject]
    assert bench.over.of([late.key]) == ([], [])
    assert bench.written() == [("late", TransferState.COMPLETED)]


def test_a_shelf_is_forgotten_with_its_pair() -> None:
    """Of that pair, and of no other."""
    bench = Bench()
    late = bench.moved("late")
    bench.over.shelve([late])
    bench.forget(late)
    bench.over.leave(PairId("0000000f"))
    assert len(bench.over.of([late.key])[1]) == 1
    bench.over.shelve([late])
    bench.over.leave(PAIR)
    assert bench.over.of([late.key]) == ([], [])


def test_what_nobody_will_use_is_litter() -> None:
    """If it lies in the stage."""
    bench = Bench()
    one, bad = bench.moved("one"), bench.failed("bad", DiskFull())
    bench.over.sweep(PAIR, one.result)
    bench.over.sweep(PAIR, bad.result)
    bench.over.sweep(PAIR, None)
    assert bench.over.take_litter() == [(PAIR, StagedFile("one", 0))]
    assert bench.over.take_litter() == []
