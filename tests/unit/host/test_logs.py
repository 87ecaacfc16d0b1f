"""Logs: private, rotating, and without what must not be in them."""

from __future__ import annotations

import base64
import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from megadesk.host import logs
from megadesk.host.logs import close_log, open_log, redact, wanted_level

KEY = bytes(range(100, 132))
NODE_ID = "00112233445566778899aabbccddeeff"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """An open log; gives its file."""
    level = logging.getLogger().level
    handler = open_log(tmp_path, "engine")
    yield tmp_path / "engine.log"
    close_log(handler)
    logging.getLogger().setLevel(level)


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("password=hunter2 and on", "hunter2"),
        ('{"password": "hunter two"}', "hunter two"),
        ("Authorization: Bearer abc.def-ghi", "abc.def-ghi"),
        ("sent Bearer 0123456789abcdef", "0123456789abcdef"),
        (f"key {KEY.hex()} used", KEY.hex()),
        (f"key {base64.b64encode(KEY).decode()}", base64.b64encode(KEY).decode()),
        (f"key {base64.urlsafe_b64encode(KEY).decode()}", base64.urlsafe_b64encode(KEY).decode()),
        (f"key {KEY!r}", repr(KEY)),
        ("from ann.smith+x@example.org today", "ann.smith+x@example.org"),
        ("<ann@example.org>,bob@example.org", "bob"),
        ("[Errno 2] No such file or directory: '/home/ann/My Photos/a.jpg'", "ann"),
        ("cannot open 'C:\\\\Users\\\\ann\\\\a.jpg'", "Users"),
    ],
)
def test_secret_is_taken_out(text: str, secret: str) -> None:
    """What looks like a password, token, key, address or path does not reach the file."""
    assert secret not in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        f"node {NODE_ID}: 4096 bytes, version 3",
        'File "/usr/lib/python3.11/site-packages/megadesk/transfers/manager.py", line 12, in run',
        "in test_a_function_with_a_really_long_name_that_says_everything",
        "2026-11-20T14:00:00Z synced 10000 files",
    ],
)
def test_plain_facts_stay(text: str) -> None:
    """Ids, sizes and places in the source are what a log is for."""
    assert redact(text) == text


@pytest.mark.parametrize(
    "text",
    ["'/" + "\\" * 5000, "b'" + "\\x41" * 5000, "password" * 2000, "a@" * 5000, "a." * 500_000, "a-@b." * 100_000],
)
def test_hostile_text_is_redacted_in_linear_time(text: str) -> None:
    """No pattern backtracks without end (the suite's time limit would tell)."""
    assert redact(text)


def test_line_is_json_with_the_traceback_redacted(log: Path) -> None:
    """A traceback keeps its places and loses the path in its message."""
    try:
        Path("/nowhere/ann/secret.txt").read_bytes()
    except OSError:
        logging.getLogger("megadesk.test").exception("node %s failed", NODE_ID)
    line = json.loads(log.read_text(encoding="utf-8"))
    assert line["level"] == "error"
    assert line["message"] == f"node {NODE_ID} failed"
    assert line["time"].endswith("Z")
    assert "test_logs.py" in line["traceback"]
    assert "ann" not in line["traceback"].split("Error")[-1]


def test_all_generations_are_0600(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rotation opens no door, whatever the umask, and does not fill the disk."""
    monkeypatch.setattr(logs, "LOG_MAX_BYTES", 500)
    before = os.umask(0)
    handler = open_log(tmp_path, "engine")
    try:
        for number in range(50):
            handler.emit(logging.LogRecord("x", logging.INFO, __file__, 1, "line %d", (number,), None))
    finally:
        close_log(handler)
        os.umask(before)
    found = sorted(tmp_path.iterdir())
    assert [path.name for path in found] == ["engine.log", "engine.log.1", "engine.log.2", "engine.log.3"]
    assert {path.stat().st_mode & 0o777 for path in found} == {0o600}


@pytest.mark.parametrize(
    ("said", "level"),
    [({}, logging.INFO), ({"MEGADESK_LOG": "Debug"}, logging.DEBUG), ({"MEGADESK_LOG": "error"}, logging.ERROR), ({"MEGADESK_LOG": "loud"}, logging.INFO)],
)  # fmt: skip
def test_the_level_can_be_asked_for(said: dict[str, str], level: int) -> None:
    """By a variable; what it cannot be is as if it were not there."""
    assert wanted_level(said) == level


def test_at_debug_only_what_is_ours_says_more(tmp_path: Path) -> None:
    """Libraries name addresses and files in their own words for developers: those stay out."""
    levels = {name: logging.getLogger(name).level for name in (None, "megadesk")}
    handler = open_log(tmp_path, "engine", logging.DEBUG)
    try:
        logging.getLogger("megadesk.engine").debug("ours")
        logging.getLogger("watchdog.observers").debug("in-event src_path=b'name.txt'")
        logging.getLogger("urllib3.connectionpool").debug("GET /v1/me")
    finally:
        close_log(handler)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
    lines = [json.loads(line) for line in (tmp_path / "engine.log").read_text(encoding="utf-8").splitlines()]
    assert [line["message"] for line in lines] == ["ours"]
