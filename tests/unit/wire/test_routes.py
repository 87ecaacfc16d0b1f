"""The table of routes."""

from __future__ import annotations

import re

import pytest

from megadesk.wire.codec import Encoding
from megadesk.wire.routes import BATCH, ROUTES, Route

IDS = [route.name for route in ROUTES]


def test_names_and_calls_are_unique() -> None:
    """No two routes share a name, or a method and path."""
    assert len({route.name for route in ROUTES}) == len(ROUTES)
    assert len({(route.method, route.path) for route in ROUTES}) == len(ROUTES)


@pytest.mark.parametrize("route", ROUTES, ids=IDS)
def test_route_is_whole(route: Route) -> None:
    """Each says who may call it and what it does; messages go in encodings that hold messages."""
    assert route.rights in {"open", "session"}
    assert route.summary.endswith((".", "?"))
    assert re.fullmatch(r"(/[a-z0-9-]+|/\{[a-z]+\})+", route.path)
    if route.request is not None:
        assert route.request_encoding in {Encoding.JSON, Encoding.MSGPACK}
    if route.response is not None:
        assert route.response_encoding in {Encoding.JSON, Encoding.MSGPACK}
    assert 0 < route.request_limit_bytes <= 32 << 20


def test_only_what_must_be_is_open() -> None:
    """Without a session one can sign up, log in and ask how the server is."""
    opened = {route.name for route in ROUTES if route.rights == "open"}
    assert opened == {"sign_up", "login_start", "login_finish", "limits", "healthz", "readyz", "metrics"}


def test_batch_has_room_for_its_frames() -> None:
    """A full batch of blobs fits the limit of its route."""
    assert BATCH == (8 << 20) + 2048 * 36
