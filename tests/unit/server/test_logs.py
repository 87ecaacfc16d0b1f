"""The log's lines."""

from __future__ import annotations

import io
import json
import logging

from megadesk.server.logs import EXTRA, LOGGER, lines_so_far, open_log


def test_a_line_is_one_object() -> None:
    """Time, level, message, fields and traceback; levels below the one asked for are left out."""
    stream = io.StringIO()
    handler = open_log("info", stream)
    log = logging.getLogger(LOGGER)
    log.debug("unheard")
    log.info("two\nlines", extra={EXTRA: {"route": "me", "status": 200}})
    try:
        _ = 1 // 0
    except ZeroDivisionError:
        log.exception("failed")
    assert lines_so_far() == {"warning": 0, "info": 1, "error": 1}
    log.removeHandler(handler)
    assert lines_so_far() == {}
    first, second = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert (first["level"], first["message"], first["route"], first["status"]) == ("info", "two\nlines", "me", 200)
    assert first["time"].endswith("Z")
    assert "ZeroDivisionError" in second["traceback"]
