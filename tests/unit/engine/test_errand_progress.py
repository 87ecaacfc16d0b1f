"""How far an errand is, over a time that the test sets."""

from __future__ import annotations

from fakes.crypto import node_id
from megadesk.engine.errand_progress import ErrandProgress
from megadesk.model.errand import Counts, Item, ItemState, Phase
from megadesk.model.ids import FileHash, PairId
from megadesk.model.listing import Fingerprint
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import ContentKey, Direction, TransferLine, TransferState
from megadesk.model.tree import Kind
from megadesk.model.values import replace

FILE = Item(number=1, above=0, kind=Kind.FILE, path=RelPath("a"), name="a", found=Fingerprint(0, 0, 100, 0, 0))


class Scene:
    """An errand of ten files of 100 bytes, what moves of it, and the time."""

    def __init__(self) -> None:
        self.now_s = 50.0
        self.moving: list[TransferLine] = []
        self.progress = ErrandProgress(lambda: self.moving, lambda: self.now_s)
        self.progress.counts = Counts(total_files=10, total_bytes=1000)

    def moves(self, done: int) -> None:
        """Have one file on its way."""
        key = ContentKey(PairId("0000000a"), Direction.UPLOAD, node_id("a"), FileHash(bytes(32)))
        state = TransferState.ACTIVE
        self.moving = [TransferLine(key=key, path=RelPath("f/a"), state=state, bytes_done=done, bytes_total=100)]


def test_what_became_of_files_is_counted() -> None:
    """Done, left out, failed; a folder is none of them, and what only waits changes nothing."""
    progress = Scene().progress
    for state in (ItemState.DONE, ItemState.SKIPPED, ItemState.FAILED, ItemState.READY):
        progress.note(ItemState.READY, replace(FILE, state=state))
    progress.note(ItemState.READY, replace(FILE, kind=Kind.FOLDER, state=ItemState.DONE))
    assert progress.counts == Counts(files=1, bytes=100, skipped=1, total_files=8, total_bytes=800)


def test_speed_and_time_left() -> None:
    """Of what is done and what is on its way; nothing is counted twice when a file is finished."""
    scene = Scene()
    assert scene.progress.standing(Phase.TRANSFER, None).seconds_left is None
    for step in range(1, 60):
        scene.now_s += 1
        if step % 10:
            scene.moves(step % 10 * 10)
        else:
            scene.moving = []
            scene.progress.note(ItemState.READY, replace(FILE, state=ItemState.DONE))
        shown = scene.progress.standing(Phase.TRANSFER, None)
        assert shown.counts.bytes + shown.moving_bytes == step * 10
    assert 8 <= shown.bps <= 12
    assert shown.seconds_left is not None
    assert 35 <= shown.seconds_left <= 50
    assert shown.path == "f/a"


def test_it_is_looked_at_ten_times_a_second_at_most() -> None:
    """Whoever asks more often gets the same again, but for another phase."""
    scene = Scene()
    before = scene.progress.standing(Phase.SCAN, None)
    scene.progress.counts = Counts(total_files=20)
    assert scene.progress.standing(Phase.SCAN, None) is before
    assert scene.progress.standing(Phase.CREATE, None).counts.total_files == 20
    scene.now_s += 0.1
    scene.progress.counts = Counts(total_files=30)
    assert scene.progress.standing(Phase.CREATE, None).counts.total_files == 30
