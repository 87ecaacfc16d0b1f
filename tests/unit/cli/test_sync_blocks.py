"""What a new pair would do, for people."""

from __future__ import annotations

from msgspec.structs import replace

from megadesk.cli.sync_blocks import preview_blocks
from megadesk.ipc.messages import PairPreview, Share
from megadesk.model.pair import PairDirection

NONE = Share(files=0, bytes=0)
FOUND = PairPreview(
    local="/home/a/docs", remote="/Docs", local_exists=True, remote_exists=False, same=NONE, held=1,
    only_here=Share(files=7, bytes=2048, examples=[f"{name}\x1b.txt" for name in "abcdef"]),
    only_there=Share(files=1, bytes=1, examples=["x"]), differ=Share(files=1, bytes=3, examples=["y"]),
)  # fmt: skip


def test_each_pile_is_said_with_what_becomes_of_it() -> None:
    """The first few by name, and that nothing was made."""
    lines = [str(line) for line in preview_blocks(FOUND, PairDirection.BOTH)]
    assert lines[0] == "/home/a/docs, /Docs (would be created):"
    assert lines[1].startswith("Only here: 7 files, 2.0 KiB (a\\x1b.txt,")
    assert lines[1].endswith(", …). They would be uploaded.")
    assert lines[2] == "Only there: 1 file, 1 byte (x). They would be downloaded."
    assert lines[3] == "Different: 1 file, 3 bytes (y). Both versions would be kept."
    assert lines[-1] == "Nothing was created or changed."
    assert len(lines) == 6


def test_one_direction_leaves_the_other_side_alone() -> None:
    """What does not travel stays."""
    up = [str(line) for line in preview_blocks(FOUND, PairDirection.UP)]
    down = [str(line) for line in preview_blocks(FOUND, PairDirection.DOWN)]
    assert (up[2].endswith("stay where they are."), down[1].endswith("stay where they are.")) == (True, True)


def test_nothing_on_both_sides_is_said() -> None:
    """An empty answer would look like a mistake."""
    empty = replace(FOUND, only_here=NONE, only_there=NONE, differ=NONE, held=0)
    assert "There are no files on either side yet." in preview_blocks(empty, PairDirection.BOTH)
