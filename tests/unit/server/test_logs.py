"""The log's lines."""

from __future__ import annotations

import ast
import io
import json
import logging
from pathlib import Path

import megadesk.server
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


def messages() -> set[str]:
    """Return what the server's source may log: the first argument of each call of ``log``."""
    found = set()
    for path in Path(megadesk.server.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="log")), args=[ast.Constant(value=str(said)), *_]):
                    found.add(said)
    return found


def test_every_line_is_explained_to_operators() -> None:
    """The page says of each message what it means."""
    page = (Path(__file__).parents[3] / "docs" / "operations" / "monitoring.md").read_text(encoding="utf-8")
    assert len(messages()) > 20
    assert sorted(said for said in messages() if f"`{said}`" not in page) == []
