"""What an error means for a transfer: again by itself, or the end of it.

Errors of the server and the way to it are tried again here, with the back-off of ``pacing``: no plan changes because
of them. A file that changed, a full disk, a missing key or a damaged block need another plan or a person, so the job
fails with the error and sync or the user decides. What no port may raise is a bug; it ends the one job it struck.
"""

from __future__ import annotations

import logging
import traceback

from megadesk.model.errors import Cancelled, FileBusy, MegadeskError, NeedsUser, OurBug, RetryLater, Stale, Waiting

_log = logging.getLogger(__name__)


def retries(error: MegadeskError) -> bool:
    """Whether the same job may go through later without anybody planning again."""
    return isinstance(error, RetryLater) and not isinstance(error, FileBusy | Stale)


def is_failure(error: MegadeskError) -> bool:
    """Whether people call that a failed transfer: not what passes by itself, nor what waits for room, nor their own wish."""
    return not isinstance(error, RetryLater | Waiting | NeedsUser | Cancelled)


def known(error: Exception) -> MegadeskError:
    """Return error if it is one of ours, else OurBug, logged without its words: they may hold a path."""
    if isinstance(error, MegadeskError):
        return error
    where = "".join(traceback.format_tb(error.__traceback__))
    _log.error("transfers: %s\n%s", type(error).__name__, where)
    bug = OurBug(f"transfers: {type(error).__name__}")
    bug.__cause__ = error
    return bug
