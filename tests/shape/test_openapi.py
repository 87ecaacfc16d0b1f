"""The description of the HTTP interface for programs says what the code does."""

from __future__ import annotations

import json
from typing import Any

from fuzz.openapi import FILE, MEANING, document, refusals, text
from megadesk.server.refusals import _STATUS
from megadesk.wire.routes import ROUTES

DOCUMENT: dict[str, Any] = document()


def test_the_file_is_up_to_date() -> None:
    """`python3 dev.py openapi` would write it as it is."""
    assert FILE.read_text(encoding="utf-8") == text()


def test_every_route_is_there_with_its_rights_limit_and_query() -> None:
    """And no other."""
    operations = {
        one["operationId"]: (method, path, one)
        for path, methods in DOCUMENT["paths"].items()
        for method, one in methods.items()
    }
    assert operations.keys() == {route.name for route in ROUTES}
    for route in ROUTES:
        method, path, one = operations[route.name]
        assert (method.upper(), path) == (route.method, route.path)
        assert ("security" in one) == (route.rights == "session")
        asked = {part["name"]: part["required"] for part in one.get("parameters", ()) if part.get("in") == "query"}
        assert asked == {part.name: part.is_needed for part in route.query}
        if "requestBody" in one:
            assert one["requestBody"]["x-limit-bytes"] == route.request_limit_bytes


def test_every_status_that_the_server_can_answer_is_explained() -> None:
    """As in the table of errors, and in docs/formats/http.md."""
    page = (FILE.parent / "http.md").read_text(encoding="utf-8")
    told = {status for _, status in _STATUS} | {status for route in ROUTES for status in refusals(route)}
    assert told == set(MEANING)
    assert [status for status in MEANING if f"| {status} | `" not in page] == []


def test_everything_that_is_referred_to_is_there() -> None:
    """No reference leads nowhere."""
    whole = json.dumps(DOCUMENT)
    for group in ("schemas", "responses", "parameters"):
        names = {part.split('"')[0] for part in whole.split(f"#/components/{group}/")[1:]}
        assert names == DOCUMENT["components"][group].keys()
