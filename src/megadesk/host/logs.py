"""The log: a rotating file only its owner can read, one JSON object a line, with secrets taken out.

Nothing of ours logs names, paths, keys or passwords; but a traceback from a library may hold any of them. So the
finished line, traceback included, goes through ``redact`` before it is written. That is a net, not a licence.
"""

from __future__ import annotations

import io
import json
import logging
import logging.handlers
import os
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from megadesk.host.private import FILE_MODE

LOG_MAX_BYTES: Final = 4 * 1024 * 1024
LOG_FILES_KEPT: Final = 3
LEVEL_VARIABLE: Final = "MEGADESK_LOG"
OURS: Final = "megadesk"
_LEVELS: Final = {name: logging.getLevelNamesMapping()[name.upper()] for name in ("debug", "info", "warning", "error")}

_REDACTIONS: Final = (
    # name = value, name: value; a bearer token after its word
    (
        re.compile(
            r"(?i)\b(pass(?:word|wd|phrase)?|secret|token|authkey|api[_-]?key|authorization)(['\"]?\s*[=:]\s*)"
            r"(?:(?:bearer|basic)\s+)?(?:'[^']*'|\"[^\"]*\"|[^\s,;)}\]]+)"
        ),
        r"\1\2[redacted]",
    ),
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{8,}"), r"\1 [redacted]"),
    # 32 bytes and more in hex or base64, and their repr: the size of a key. Ids of nodes are shorter and stay, and so
    # do names of functions, which have no digits, and paths of source files, which have no padding.
    (re.compile(r"(?<![\w-])(?=[\w-]*\d)[A-Za-z0-9_-]{43,}={0,2}(?![\w=])"), "[redacted]"),
    (re.compile(r"(?<![\w+/])[A-Za-z0-9+/]{42,}={1,2}(?!=)"), "[redacted]"),
    (re.compile(r"\bb'(?:[^'\\]|\\.){16,}'|\bb\"(?:[^\"\\]|\\.){16,}\""), "[redacted]"),
    # name@host.tld; only where a word begins, or a long one would be gone through once from each of its letters
    (re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    # quoted absolute paths, but not those of source files in a traceback
    (re.compile(r"(?<!File )(['\"])(?:/|[A-Za-z]:\\|\\\\)(?:\\.|(?!\1)[^\\\n])*\1"), r"\1[path]\1"),
)


def redact(text: str) -> str:
    """Return text without what looks like a password, token, key, e-mail address or path."""
    for pattern, instead in _REDACTIONS:
        text = pattern.sub(instead, text)
    return text


class RedactingFormatter(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, thread, message and, if there is one, the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one redacted line."""
        line = {
            "time": f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(record.created))}.{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "thread": record.threadName,
            "message": redact(record.getMessage()),
        }
        if record.exc_info:
            line["traceback"] = redact(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


class PrivateRotatingFileHandler(logging.handlers.RotatingFileHandler):
    """A rotating file whose every generation is created 0600, whatever the umask."""

    def _open(self) -> io.TextIOWrapper:
        def opener(path: str, flags: int) -> int:
            return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), FILE_MODE)

        return open(self.baseFilename, "a", encoding="utf-8", opener=opener)


def wanted_level(environ: Mapping[str, str]) -> int:
    """Return the level that ``MEGADESK_LOG`` names (debug, info, warning, error); info for anything else."""
    return _LEVELS.get(environ.get(LEVEL_VARIABLE, "").lower(), logging.INFO)


def open_log(log_dir: Path, name: str, level: int = logging.INFO) -> logging.Handler:
    """Return a handler that writes <log_dir>/<name>.log, attached to the root logger; close_log takes it off.

    Below info only what is ours says more: libraries name files and addresses there.
    """
    handler = PrivateRotatingFileHandler(
        log_dir / f"{name}.log", maxBytes=LOG_MAX_BYTES, backupCount=LOG_FILES_KEPT, delay=False
    )
    handler.setFormatter(RedactingFormatter())
    handler.setLevel(level)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(min(max(level, logging.INFO), root.level or level))
    logging.getLogger(OURS).setLevel(level)
    return handler


def close_log(handler: logging.Handler) -> None:
    """Detach a handler of open_log and close its file."""
    logging.getLogger().removeHandler(handler)
    handler.close()
