"""The HTTP interface as an OpenAPI 3.1 document, written from the table of routes and the messages.

    wire/routes, wire/messages, the table of errors --document()--> docs/formats/openapi.json     python3 dev.py openapi

It says nothing that is not in docs/formats/http.md, but in a form that programs read: schemathesis asks the server with
it (http.py), and what the server answers is held to it (conform.py). A test keeps the file up to date.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

import msgspec

from megadesk.wire import messages as m
from megadesk.wire.codec import Encoding
from megadesk.wire.routes import PROTOCOL, ROUTES, Route

FILE: Final = Path(__file__).resolve().parents[2] / "docs" / "formats" / "openapi.json"
NUMBER_MAX: Final = (1 << 53) - 1
_IDS: Final = {"space": 64, "blob": 64, "node": 32, "session": 32}
_JSON: Final = Encoding.JSON.value

MEANING: Final[dict[int, str]] = {
    400: "The body does not parse, or the path or query makes no sense: `malformed`, `bad_usage`.",
    401: "No session, or it has ended: `not_signed_in`; or a signature that does not fit: `wrong_credentials`.",
    403: "Not allowed: `access_denied`.",
    404: "No such thing within the caller's reach: `not_found`.",
    408: "The body stands still or is too slow: `timed_out`.",
    409: "Taken already: `already_exists`; or beyond the head: `head_moved`.",
    410: "Older than what is kept: `past_gone`.",
    413: "Larger than the limit of the call: `limit`.",
    416: "No byte of the blob lies in the range: `bad_range`.",
    422: "A check failed, and the code is its name: `malformed`, `limit`, `too_new`, `forged`, `missing`, `downgrade`.",
    429: "Too many attempts; `Retry-After`: `rate_limited`.",
    500: "A fault of the server: `bug`.",
    503: "Hands full, or about to stop; `Retry-After`: `busy`, `server_unavailable`.",
    507: "No room, for the account or at all: `quota_exceeded`, `server_full`.",
}
_ALWAYS: Final = (400, 408, 413, 500, 503)
_ALSO: Final[dict[str, tuple[int, ...]]] = {
    "sign_up": (403, 409, 422, 429, 507), "login_start": (429, 507), "login_finish": (401, 429, 507),
    "challenge": (507,), "change_keys": (422, 429, 507), "change_second_factor": (404, 409, 429, 507),
    "session_end": (404, 507), "logout": (404, 507),
    "head": (404,), "acl": (404,), "headers": (404,), "commits": (404, 410), "state": (404, 409, 410),
    "records": (404, 409, 410), "past": (404, 409, 410), "versions": (404,), "append": (404, 409, 422, 507),
    "blobs_missing": (507,), "blobs_put": (422, 507), "blob_put": (422, 507), "blob_get": (404, 416, 422),
    "blob_possess": (404, 422), "metrics": (404,),
}  # fmt: skip
"""What a route may refuse besides what all may."""


def refusals(route: Route) -> frozenset[int]:
    """Return the statuses other than 2xx that a route may answer."""
    session = (401,) if route.rights == "session" else ()
    return frozenset((*_ALWAYS, *session, *_ALSO.get(route.name, ())))


def document() -> dict[str, Any]:
    """Return the whole document."""
    paths: dict[str, dict[str, Any]] = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {"title": "megadesk server", "version": str(PROTOCOL), "description": _ABOUT},
        "paths": paths,
        "components": {
            "schemas": _schemas(),
            "responses": {f"E{status}": _error(status) for status in MEANING},
            "parameters": {name: _path_parameter(name) for name in _IDS},
            "securitySchemes": {"session": {"type": "http", "scheme": "bearer", "bearerFormat": "64 hex digits"}},
        },
    }


_ABOUT: Final = (
    "What client and server say to each other: docs/formats/http.md. Written by `python3 dev.py openapi` from"
    " wire/routes.py and wire/messages.py. Bulk is MessagePack: such a body is described as binary, and `x-message` names the"
    " schema of what it holds, in which bytes are raw instead of base64. `x-limit-bytes`: larger bodies are refused."
)


def _operation(route: Route) -> dict[str, Any]:
    found: dict[str, Any] = {"operationId": route.name, "summary": route.summary}
    if route.rights == "session":
        found["security"] = [{"session": []}]
    names = [part[1:-1] for part in route.path.split("/") if part.startswith("{")]
    parameters: list[dict[str, Any]] = [{"$ref": f"#/components/parameters/{name}"} for name in names]
    parameters += [_query_parameter(one.name, is_needed=one.is_needed) for one in route.query]
    if parameters:
        found["parameters"] = parameters
    if route.request is not None or route.request_encoding is not Encoding.JSON:
        found["requestBody"] = {
            "required": True, "x-limit-bytes": route.request_limit_bytes,
            "content": _content(route.request, route.request_encoding),
        }  # fmt: skip
    found["responses"] = _good(route) | {
        str(status): {"$ref": f"#/components/responses/E{status}"} for status in sorted(refusals(route))
    }
    if route.name == "append":
        found["responses"]["409"] = {
            "description": "The commit does not follow the head: what it misses, and a turn.",
            "content": _content(m.HeadMoved, route.response_encoding),
        }
    return found


def _good(route: Route) -> dict[str, Any]:
    good: dict[str, Any] = {
        "200": {"description": "Done.", "content": _content(route.response, route.response_encoding)}
    }
    if route.name == "blob_get":
        good["206"] = {"description": "The part that a Range names.", "content": good["200"]["content"]}
    if route.name == "events":
        good["200"]["content"][_JSON] = {"schema": _ref(m.Event)}
        good["204"] = {"description": "With `wait`: nothing has happened."}
    return good


def _content(kind: type[msgspec.Struct] | None, encoding: Encoding) -> dict[str, Any]:
    if kind is not None and encoding is Encoding.JSON:
        return {_JSON: {"schema": _ref(kind)}}
    schema: dict[str, Any] = {"type": "string", "format": "binary"}
    if kind is not None:
        schema |= {"description": f"{kind.__name__} in MessagePack.", "x-message": _ref(kind)["$ref"]}
    elif encoding is Encoding.FRAMES:
        schema |= {"description": "Blob frames: id32 | u32 length | bytes, again and again, big-endian."}
    elif encoding in {Encoding.EVENTS, Encoding.TEXT}:
        schema = {"type": "string"}
    return {encoding.value: {"schema": schema}}


def _ref(kind: type[msgspec.Struct]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{kind.__name__}"}


def _path_parameter(name: str) -> dict[str, Any]:
    schema = {"type": "string", "pattern": f"^[0-9a-f]{{{_IDS[name]}}}$"}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _query_parameter(name: str, *, is_needed: bool) -> dict[str, Any]:
    schema = {"type": "integer", "minimum": 0, "maximum": NUMBER_MAX}
    return {"name": name, "in": "query", "required": is_needed, "schema": schema}


def _error(status: int) -> dict[str, Any]:
    found: dict[str, Any] = {"description": MEANING[status], "content": {_JSON: {"schema": _ref(m.ErrorBody)}}}
    if status in {429, 503}:
        found["headers"] = {"Retry-After": {"required": True, "schema": {"type": "integer", "minimum": 1}}}
    return found


def _schemas() -> dict[str, Any]:
    """Return the schema of every message that a route names, and of what they hold."""
    kinds = {kind for route in ROUTES for kind in (route.request, route.response) if kind is not None}
    kinds |= {m.ErrorBody, m.HeadMoved, m.Event}
    ordered = sorted(kinds, key=lambda kind: kind.__name__)
    _, found = msgspec.json.schema_components(ordered, ref_template="#/components/schemas/{name}")
    return {name: _tidied(found[name]) for name in sorted(found)}


def _tidied(schema: Any) -> Any:
    """Return a schema with what base64 is made of, and descriptions on one line."""
    if isinstance(schema, list):
        return [_tidied(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    tidy = {name: _tidied(value) for name, value in schema.items() if name != "title"}
    if isinstance(tidy.get("description"), str):
        tidy["description"] = " ".join(tidy["description"].split())
    if tidy.get("contentEncoding") == "base64":
        tidy["pattern"] = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
    return tidy


def text() -> str:
    """Return the document as it stands in the file."""
    return json.dumps(document(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
    sys.exit(0)
