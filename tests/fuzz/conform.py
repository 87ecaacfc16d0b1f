"""What every answer of the server must be: of the table of routes, or an error of the table of errors.

docs/formats/http.md says the same in words, docs/formats/openapi.json for programs.
"""

from __future__ import annotations

from collections.abc import Mapping

from fuzz.openapi import refusals
from fuzz.target import must
from megadesk.wire import messages as m
from megadesk.wire.codec import Encoding, decode
from megadesk.wire.frames import unpack
from megadesk.wire.routes import Route

OF_NO_ROUTE = frozenset({400, 401, 404, 405, 408, 413, 503})


def check_answer(route: Route | None, status: int, headers: Mapping[str, str], body: bytes) -> None:
    """Raise Find or Malformed unless an answer is what its route may say; None: the request was of no route."""
    must("x-request-id" in headers, "an answer without its request id")
    if 200 <= status < 300 and route is not None:
        _check_good(route, status, headers, body)
        return
    allowed = OF_NO_ROUTE if route is None else refusals(route) - {500}  # which says that the server is at fault
    must(status in allowed, f"status {status} of {'no route' if route is None else route.name}")
    if status in {429, 503}:
        must(headers.get("retry-after", "").isdigit(), "no time to come back")
    if route is not None and route.name == "append" and status == 409:
        decode(m.HeadMoved, body, route.response_encoding)
        return
    must(headers.get("content-type") == Encoding.JSON.value, f"an error as {headers.get('content-type')}")
    decode(m.ErrorBody, body, Encoding.JSON)


def _check_good(route: Route, status: int, headers: Mapping[str, str], body: bytes) -> None:
    if route.name == "events":
        must(status in {200, 204}, f"status {status} of events")
        return
    must(status == 200 or (route.name == "blob_get" and status == 206), f"status {status} of {route.name}")
    must(headers.get("content-type") == route.response_encoding.value, f"{route.name} as {headers.get('content-type')}")
    if route.response is not None:
        decode(route.response, body, route.response_encoding)
    elif route.response_encoding is Encoding.FRAMES:
        list(unpack(body))
