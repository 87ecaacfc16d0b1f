"""Puts and gets for people."""

from __future__ import annotations

import msgspec

from megadesk.cli.errand_blocks import errand, errands, moved
from megadesk.cli.render import plain_lines
from megadesk.ipc.messages import ErrandStatus, Issue, Moved

ONE = ErrandStatus(
    id="0000beef", way="get", sources=["/a", "/b\x1b"], target="/home/ada", state="transfer", files=1, total_files=2000,
    bytes=1024, total_bytes=4096, path="b", bps=2048, seconds_left=65, created="2026-11-20T14:00:00Z",
)  # fmt: skip
ISSUE = Issue(pair="", path="/a\x07", code="missing", message="It is lost.", since="")


def text(blocks: list[object]) -> str:
    """Return blocks as plain lines."""
    return "\n".join(plain_lines(blocks))  # type: ignore[arg-type]  # blocks they are


def test_what_was_done_is_counted() -> None:
    """Files, folders, bytes, and what was left out; what is open is said."""
    assert text([*moved(Moved(files=1, folders=0, bytes=5), "Uploaded")]) == "Uploaded 1 file, 5 bytes."
    body = Moved(files=2, folders=1, bytes=2048, skipped=3, problems=[ISSUE])
    assert text([*moved(body, "Downloaded")]) == (
        "Downloaded 2 files and 1 folder, 2.0 KiB; 3 files skipped.\n/a\\x07: It is lost."
    )
    assert "errands answer ee" in text(
        [*moved(Moved(files=0, folders=0, bytes=0, id="ee", state="asking"), "Uploaded")]
    )
    assert "Cancelled." in text([*moved(Moved(files=0, folders=0, bytes=0, state="cancelled"), "Uploaded")])


def test_a_list_has_a_row_for_each() -> None:
    """How far it is; nothing is said, too."""
    shown = text([*errands([ONE])])
    assert "0000beef  get   transfer  1 of 2,000  1.0 KiB of 4.0 KiB  /home/ada" in shown
    assert text([*errands([])]) == "No manual uploads or downloads."


def test_one_in_full() -> None:
    """Speed and time left while it moves, what it asks, what was left out, and no character that moves the cursor."""
    shown = text([*errand(ONE)])
    assert "2.0 KiB a second" in shown
    assert "/b\\x1b" in shown
    asks = msgspec.structs.replace(ONE, state="asking", questions=2, problems=[ISSUE], problem_count=1500)
    assert "2 questions: megadesk errands answer 0000beef" in text([*errand(asks)])
    assert "… and 1,499 more" in text([*errand(asks)])
