"""The log: one JSON object a line on standard error.

Route names, status, sizes, times and request ids; no names of accounts, no tokens, no ids of blobs or nodes, no
addresses of clients.
"""

from __future__ import annotations

import json
import logging
import sys
import time
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


def open_log(level: str, stream: TextIO | None = None) -> logging.Handler:
    """Send the server's log to a stream from now on; return the handler."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger(LOGGER)
    logger.handlers[:] = [handler]
    logger.setLevel(level.upper())
    logger.propagate = False
    return handler
