"""The log: one JSON object a line on standard error.

Route names, status, sizes, times, request ids and how ids of commits begin; no names of accounts, no tokens, no ids of blobs or nodes, no
addresses of clients.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections import Counter
from typing import Final, TextIO

LOGGER: Final = "megadesk.server"
EXTRA: Final = "fields"


class JsonLines(logging.Formatter):
    """time (UTC), level, message, the fields of ``extra={"fields": {...}}``, and the traceback if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        line: dict[str, object] = {
            "time": f"{stamp}.{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        line.update(getattr(record, EXTRA, {}))
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class Counting(logging.StreamHandler[TextIO]):
    """Writes lines, and counts them by level: what is logged as an error should be heard of without reading."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self.counts: Counter[str] = Counter(dict.fromkeys(("warning", "error"), 0))

    def emit(self, record: logging.LogRecord) -> None:
        """Write one, under the handler's lock."""
        self.counts[record.levelname.lower()] += 1
        super().emit(record)


def lines_so_far() -> dict[str, int]:
    """Return how many lines of each level were written since the log was opened; empty if it was not."""
    found = (handler for handler in logging.getLogger(LOGGER).handlers if isinstance(handler, Counting))
    return {level: count for handler in found for level, count in dict(handler.counts).items()}


def open_log(level: str, stream: TextIO | None = None) -> logging.Handler:
    """Send the server's log to a stream from now on; return the handler."""
    handler = Counting(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger(LOGGER)
    logger.handlers[:] = [handler]
    logger.setLevel(level.upper())
    logger.propagate = False
    return handler
