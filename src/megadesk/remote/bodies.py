"""A body of known length, from the connection straight into memory that its caller uses again and again.

    response, view --read_into--> the view is full, piece by piece as the throttle lets by

Fresh memory for each block of 4 MiB costs more than its way through the socket: the system clears every page of it.
"""

from __future__ import annotations

from http.client import HTTPResponse
from typing import TYPE_CHECKING, Any, Protocol

from megadesk.model.transfer import Direction

if TYPE_CHECKING:
    from megadesk.transfers.throttle import Throttle


class Response(Protocol):
    """What is needed of a response of requests."""

    raw: Any


def read_into(response: Response, view: memoryview, throttle: Throttle | None) -> int:
    """Fill view with a body of that length and give the connection back; return how many bytes came, fewer if it ended.

    Raises whatever requests, urllib3 and http.client raise when a connection breaks.
    """
    done = 0
    while done < len(view):
        left = len(view) - done
        piece_bytes = min(left, throttle.piece_bytes(Direction.DOWNLOAD) or left) if throttle is not None else left
        if throttle is not None:
            throttle.let_by(Direction.DOWNLOAD, piece_bytes)
        count = _fill(response, view[done : done + piece_bytes])
        if not count:
            return done
        done += count
    response.raw.read(1)  # urllib3 gives a connection back when it is asked for more than there is
    return done


def _fill(response: Response, view: memoryview) -> int:
    """Return how many of the next bytes were put into view; none: that was all.

    urllib3's own ``readinto`` reads into fresh memory and copies, so http.client's is called, and urllib3 told of it.
    """
    raw = response.raw
    source = getattr(raw, "_fp", None)
    if not isinstance(source, HTTPResponse) or not isinstance(raw.length_remaining, int):
        return int(raw.readinto(view))
    count = source.readinto(view)
    raw.length_remaining -= count
    return count
