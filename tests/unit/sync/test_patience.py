"""Row 156: which files are read now, and which are left until they rest."""

from __future__ import annotations

import itertools

import pytest

from megadesk.model.errors import AccessDenied, FileBusy, MegadeskError
from megadesk.model.ids import FileHash
from megadesk.model.listing import Digest, Entry, Fingerprint
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Kind
from megadesk.sync.allowance import BURST, REFILL_MS
from megadesk.sync.granularity import NS_PER_MS, Granularity
from megadesk.sync.patience import CHANGING_MS, LATEST_MS, MANY, QUIET_FIRST_MS, QUIET_MS, WEIGHT_BYTES, Patience
from megadesk.sync.ports import FINE_STEP_NS

A = RelPath("a")


class Watch:
    """A folder with one file, and a clock."""

    def __init__(self) -> None:
        self.now_ms = 0
        self.patience = Patience(lambda: self.now_ms)
        self.size_bytes = 100
        self.written = 0

    def entry(self, path: RelPath = A) -> Entry:
        """Return the file as a scan sees it."""
        return Entry(path, Kind.FILE, Fingerprint(0, 7, self.size_bytes, self.written, self.written))

    def write(self) -> None:
        """Somebody writes to the file."""
        self.written += 1

    def looks(self, outcome: MegadeskError | None = None) -> bool:
        """Whether a look at the file reads it; ``outcome``: what comes of that, None for its bytes."""
        ready, busy = self.patience.sift([self.entry()])
        assert (not ready) == (set(busy) == {A})
        if ready:
            found = outcome or Digest(self.size_bytes, FileHash(b"h" * 32), ())
            self.patience.noted(ready, {A: found})
        return bool(ready)


@pytest.fixture
def watch() -> Watch:
    """A file that was never looked at."""
    return Watch()


def test_file_is_read_as_soon_as_it_changed(watch: Watch) -> None:
    """Twenty saves in a row are read at once: people save often."""
    for _ in range(int(BURST)):
        watch.write()
        assert watch.looks()
    assert watch.patience.again_ms is None


def test_row156_file_that_changed_while_it_was_read_is_left_until_it_rests(watch: Watch) -> None:
    """Row 156: seen unchanged for a moment, longer after each try that failed; then it is read."""
    waits = []
    assert watch.looks(FileBusy())
    for _ in range(6):
        watch.write()
        start_ms = watch.now_ms
        while not watch.looks(FileBusy()):
            assert watch.patience.again_ms is not None
            watch.now_ms = watch.patience.again_ms
        waits.append(watch.now_ms - start_ms)
    assert waits[0] == QUIET_FIRST_MS
    assert waits == sorted(waits)
    assert waits[-1] == QUIET_MS
    watch.now_ms += QUIET_MS
    watch.looks()
    watch.now_ms += QUIET_MS
    assert watch.looks()
    assert watch.patience.since_ms(A) is None


def test_row156_one_that_never_rests_is_tried_once_a_minute_and_told(watch: Watch) -> None:
    """Row 156: it is held with the time since when, tried now and then, and costs next to nothing."""
    tries = 0
    watch.now_ms = 5_000
    watch.looks(FileBusy())
    while watch.now_ms < 605_000:
        watch.write()
        watch.now_ms += 200
        tries += watch.looks(FileBusy())
    assert tries == 600_000 // LATEST_MS
    assert watch.patience.since_ms(A) == 5_000
    assert list(watch.patience.waiting) == [A]


def test_row39_log_that_can_be_read_is_read_at_a_steady_pace(watch: Watch) -> None:
    """Row 39: a line ten times a second is synced at once at first, then four times a minute."""
    read_ms = []
    for _ in range(6_000):
        watch.write()
        watch.now_ms += 100
        if watch.looks():
            read_ms.append(watch.now_ms)
    assert len(read_ms) in range(int(BURST) + 600_000 // REFILL_MS - 2, int(BURST) + 600_000 // REFILL_MS + 1)
    assert max(b - a for a, b in itertools.pairwise(read_ms)) <= REFILL_MS + 100


def test_one_that_used_up_its_allowance_is_read_when_it_rests(watch: Watch) -> None:
    """Who saved twenty times and pauses does not wait for the next quarter of a minute."""
    for _ in range(int(BURST)):
        watch.write()
        watch.looks()
    watch.write()
    assert not watch.looks()
    assert watch.patience.again_ms == QUIET_MS
    watch.now_ms = QUIET_MS
    assert watch.looks()


def test_large_file_is_read_less_often(watch: Watch) -> None:
    """Ten GiB that change all the time are read once in five minutes, not four times a minute."""
    watch.size_bytes = 20 * WEIGHT_BYTES
    reads = 0
    for _ in range(3_600):
        watch.write()
        watch.now_ms += 1_000
        reads += watch.looks()
    assert 10 <= reads <= 14


def test_another_fault_is_not_ours(watch: Watch) -> None:
    """A file that may not be read is asked again with each look, as before."""
    watch.looks(AccessDenied())
    assert watch.patience.again_ms is None
    assert watch.looks(AccessDenied())


def test_file_that_went_is_forgotten(watch: Watch) -> None:
    """What is no longer asked for waits no longer, and starts anew should it come back."""
    watch.looks(FileBusy())
    assert not watch.looks()
    watch.patience.sift([])
    assert (watch.patience.again_ms, watch.patience.since_ms(A)) == (None, None)
    assert watch.looks()


def test_first_look_at_a_large_folder_is_not_remembered(watch: Watch) -> None:
    """A hundred thousand new files cost no memory here."""
    entries = [watch.entry(RelPath(f"f{number}")) for number in range(MANY + 1)]
    ready, busy = watch.patience.sift(entries)
    watch.patience.noted(ready, {entry.path: Digest(1, FileHash(b"h" * 32), ()) for entry in ready})
    assert (len(ready), busy) == (MANY + 1, {})
    assert watch.patience._allowance._left == {}


def test_many_files_at_once_are_remembered_up_to_a_number(watch: Watch) -> None:
    """A thousand files are not yet a folder that was found."""
    ready, _ = watch.patience.sift([watch.entry(RelPath(f"f{number}")) for number in range(MANY)])
    watch.patience.noted(ready, {entry.path: Digest(1, FileHash(b"h" * 32), ()) for entry in ready})
    assert len(watch.patience._allowance._left) == MANY


def test_stuck_is_who_was_tried_for_a_while(watch: Watch) -> None:
    """One try is bad luck; half a minute later the beginning is worth reading."""
    watch.now_ms = CHANGING_MS
    watch.looks(FileBusy())
    assert watch.patience.again_ms == CHANGING_MS + QUIET_FIRST_MS
    watch.now_ms += CHANGING_MS - 1
    assert not watch.patience.is_stuck(A)
    watch.now_ms += 1
    assert watch.patience.is_stuck(A)
    assert not watch.patience.is_stuck(RelPath("other"))


def test_one_that_only_used_up_its_allowance_is_not_stuck(watch: Watch) -> None:
    """It was never tried in vain: nothing has to be read in part because of it."""
    for _ in range(int(BURST) + 1):
        watch.write()
        read = watch.looks()
    assert not read
    watch.now_ms += CHANGING_MS
    assert not watch.patience.is_stuck(A)


def test_tries_in_vain_use_up_the_allowance(watch: Watch) -> None:
    """Who read a file in vain again and again does not read each of its next changes at once."""
    for _ in range(int(BURST)):
        while not watch.looks(FileBusy()):
            watch.now_ms = watch.patience.again_ms or 0
    while not watch.looks():
        watch.now_ms = watch.patience.again_ms or 0
    reads = 0
    for _ in range(int(BURST)):
        watch.write()
        reads += watch.looks()
    assert reads < int(BURST) // 2


class Stick(Watch):
    """The same on a volume that keeps times in steps; the file is written to right now."""

    def __init__(self, step_ns: int) -> None:
        super().__init__()
        self.patience = Patience(lambda: self.now_ms, granularity=Granularity(step_ns, lambda: self.now_ms))
        self.step_ns = step_ns
        self.write()

    def write(self) -> None:
        """Leave the time of now as the volume keeps it."""
        self.written = self.now_ms * NS_PER_MS // self.step_ns * self.step_ns

    def rest(self) -> None:
        """Let time pass until the file is due."""
        assert self.patience.again_ms is not None
        assert self.patience.again_ms > self.now_ms
        self.now_ms = self.patience.again_ms


FAT_NS = 2_000_000_000


def test_young_file_is_read_once_another_write_must_show() -> None:
    """On FAT two writes of one size within two seconds look the same: what is read before is not believed."""
    stick = Stick(FAT_NS)
    stick.now_ms = 700
    stick.write()
    assert not stick.looks()
    stick.rest()
    assert stick.now_ms == 2_000
    assert stick.looks()
    stick.write()
    assert stick.written >= FAT_NS
    assert stick.patience.since_ms(A) is None


def test_young_file_is_told_when_it_never_rests() -> None:
    """A file on FAT that is written to every second is never at rest, and never read half; a person is told since when."""
    stick = Stick(FAT_NS)
    for _ in range(300):
        stick.now_ms += 1_000
        stick.write()
        assert not stick.looks()
    assert stick.patience.since_ms(A) == 1_000
    stick.rest()
    assert stick.looks()


def test_file_that_is_written_every_tick_is_read_in_the_end() -> None:
    """Where a step is a tick of the system, a file that never rests is read all the same, as ever."""
    stick = Stick(FINE_STEP_NS)
    reads = []
    while stick.now_ms < 10 * LATEST_MS:
        stick.now_ms += 10
        stick.write()
        if stick.looks():
            reads.append(stick.now_ms)
    assert reads
    assert reads[0] == LATEST_MS + 10


def test_young_file_that_went_is_forgotten() -> None:
    """It starts anew should it come back."""
    stick = Stick(FAT_NS)
    assert not stick.looks()
    stick.patience.sift([])
    assert (stick.patience.again_ms, stick.patience.since_ms(A)) == (None, None)
