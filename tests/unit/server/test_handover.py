"""Uploads between bytes and row, and who removes bytes."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from megadesk.model.errors import RateLimited
from megadesk.server.handover import NOTED_WITHIN_MS, Handover, check_recent

WAIT_S = 30


def test_uploads_go_side_by_side() -> None:
    """Any number at once."""
    handover = Handover()
    both = threading.Barrier(2)

    def upload() -> None:
        with handover.uploading():
            both.wait(WAIT_S)

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(upload), pool.submit(upload)]:
            done.result(WAIT_S)


def test_nobody_is_alone_while_an_upload_is_noted() -> None:
    """Who wants to be alone waits for it; an upload that comes meanwhile waits for him."""
    handover = Handover()
    said: list[str] = []
    wanted = threading.Event()

    class Watched(threading.Condition):
        def wait(self, timeout: float | None = None) -> bool:
            wanted.set()
            return super().wait(timeout)

    handover._changed = Watched()

    def alone() -> None:
        with handover.alone():
            said.append("alone")

    def upload() -> None:
        with handover.uploading():
            said.append("upload")

    with ThreadPoolExecutor(2) as pool:
        with handover.uploading():
            first = pool.submit(alone)
            assert wanted.wait(WAIT_S)
            wanted.clear()
            second = pool.submit(upload)
            assert wanted.wait(WAIT_S)
            assert said == []
        first.result(WAIT_S)
        second.result(WAIT_S)
    assert said == ["alone", "upload"]


def test_an_error_lets_go() -> None:
    """Whoever failed is out of the way."""
    handover = Handover()
    with pytest.raises(KeyError), handover.uploading():
        raise KeyError
    with pytest.raises(KeyError), handover.alone():
        raise KeyError
    with handover.alone():
        pass
    with handover.uploading():
        pass


@pytest.mark.parametrize("later_ms", [-1, NOTED_WITHIN_MS + 1])
def test_what_was_written_long_ago_is_not_noted(later_ms: int) -> None:
    """Nor what a clock that was turned back says is still to be written: the client comes again."""
    check_recent(1000, 1000)
    check_recent(1000, 1000 + NOTED_WITHIN_MS)
    with pytest.raises(RateLimited) as refused:
        check_recent(1000, 1000 + later_ms)
    assert refused.value.arguments["reason"] == "busy"
