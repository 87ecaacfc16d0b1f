"""One table of everything the server answers, read by server and client alike.

Limits are in bytes of the body as sent. ``rights``: "open" needs nothing, "session" a bearer token. Paths in braces
are hex. Source: docs/formats/http.md, which is generated from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import msgspec

from megadesk.wire import messages as m
from megadesk.wire.codec import Encoding
from megadesk.wire.frames import BATCH_BYTES_MAX, BLOB_BYTES_MAX, FRAME_HEAD_BYTES

SMALL: Final = 64 << 10
COMMIT: Final = (4 << 20) + SMALL
BATCH: Final = BATCH_BYTES_MAX + m.BLOB_IDS_MAX * FRAME_HEAD_BYTES

PROTOCOL: Final = 1
PREFIX: Final = "/v1"


@dataclass(frozen=True, slots=True)
class Query:
    """A number that a route takes after its path, plain digits of at most 53 bits."""

    name: str
    is_needed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One operation. ``path`` has ``{name}`` for each argument; ``request``/``response`` are None for raw bodies."""

    name: str
    method: str
    path: str
    request: type[msgspec.Struct] | None = None
    response: type[msgspec.Struct] | None = None
    request_encoding: Encoding = Encoding.JSON
    response_encoding: Encoding = Encoding.JSON
    request_limit_bytes: int = SMALL
    rights: str = "session"
    query: tuple[Query, ...] = ()
    summary: str = ""
    repeatable: bool = False
    """Whether a client that got no answer may ask again: it does no more than asking once, or says so."""


def _route(name: str, call: str, **rest: object) -> Route:
    method, path = call.split(" ", 1)
    rest.setdefault("repeatable", method == "GET")
    return Route(name=name, method=method, path=path, **rest)  # type: ignore[arg-type]  # fields are checked by use


SIGN_UP = _route(
    "sign_up", "POST /v1/accounts", request=m.SignUp, response=m.SignUpDone, rights="open",
    request_limit_bytes=COMMIT, summary="Make an account with its root space.",
)  # fmt: skip
LOGIN_START = _route(
    "login_start", "POST /v1/login/start", request=m.LoginStart, response=m.LoginChallenge, rights="open",
    summary="Ask for a login challenge.",
)  # fmt: skip
LOGIN_FINISH = _route(
    "login_finish", "POST /v1/login/finish", request=m.LoginFinish, response=m.LoginDone, rights="open",
    summary="Answer the challenge with a signature; get a session.",
)  # fmt: skip
ME = _route("me", "GET /v1/me", response=m.Me, summary="The account's own figures.")
ACCOUNT_KEYS = _route(
    "account_keys", "GET /v1/me/keys", response=m.AccountKeys, summary="The sealed account, as at login."
)
CHALLENGE = _route(
    "challenge", "POST /v1/me/challenge", response=m.Challenge, summary="A challenge for a fresh signature."
)
CHANGE_KEYS = _route(
    "change_keys", "POST /v1/me/password", request=m.ChangeKeys, response=m.Nothing,
    summary="New password keys (and recovery keys); ends all other sessions. Needs a fresh signature.",
)  # fmt: skip
SECOND_FACTOR = _route(
    "second_factor", "GET /v1/me/second-factor", response=m.SecondFactor,
    summary="Whether the account has a second factor.",
)  # fmt: skip
CHANGE_SECOND_FACTOR = _route(
    "change_second_factor", "POST /v1/me/second-factor", request=m.ChangeSecondFactor, response=m.Nothing,
    summary="Turn the second factor on or off, or renew its one-time codes. Needs a fresh signature and a code.",
)  # fmt: skip
SESSIONS = _route("sessions", "GET /v1/me/sessions", response=m.Sessions, summary="Sessions of the account.")
SESSION_END = _route("session_end", "DELETE /v1/me/sessions/{session}", response=m.Nothing, summary="End one session.")
LOGOUT = _route("logout", "POST /v1/me/logout", response=m.Nothing, summary="End this session.")

SPACES = _route("spaces", "GET /v1/spaces", response=m.Spaces, summary="Spaces of the account.")
HEAD = _route("head", "GET /v1/spaces/{space}/head", response=m.HeadAnswer, summary="The last commit's header.")
ACL = _route(
    "acl", "GET /v1/spaces/{space}/acl", response=m.AclChain, response_encoding=Encoding.MSGPACK,
    summary="The membership chain.",
)  # fmt: skip
HEADERS = _route(
    "headers", "GET /v1/spaces/{space}/headers", response=m.Headers, response_encoding=Encoding.MSGPACK,
    query=(Query("from"), Query("to")),
    summary="Headers; query: from, to (inclusive), at most 5000.",
)  # fmt: skip
COMMITS = _route(
    "commits", "GET /v1/spaces/{space}/commits", response=m.Commits, response_encoding=Encoding.MSGPACK,
    query=(Query("after"), Query("limit", is_needed=False)),
    summary="Commits after a sequence number, if they are kept; query: after, limit. At most 4 MiB of them and at least one.",
)  # fmt: skip
STATE = _route(
    "state", "GET /v1/spaces/{space}/state", response=m.StateSummary, response_encoding=Encoding.MSGPACK,
    query=(Query("seq", is_needed=False),),
    summary="Header and group digests of a state; query: seq (the head if left out).",
)  # fmt: skip
RECORDS = _route(
    "records", "GET /v1/spaces/{space}/records", response=m.RecordPage, response_encoding=Encoding.MSGPACK,
    query=(Query("seq"), Query("bucket", is_needed=False)),
    summary="Records of a state from a bucket on; query: seq (beyond the head: 409), bucket. Whole buckets only.",
)  # fmt: skip
PAST = _route(
    "past", "GET /v1/spaces/{space}/past", response=m.PastPage, response_encoding=Encoding.MSGPACK,
    query=(Query("seq"), Query("head"), Query("after")),
    summary="What leads back from a state to an earlier one; query: seq (the earlier), head (the later), after. Whole commits, about 4 MiB.",
)  # fmt: skip
VERSIONS = _route(
    "versions", "GET /v1/spaces/{space}/records/{node}/versions", response=m.RecordVersions,
    response_encoding=Encoding.MSGPACK,
    query=(Query("after", is_needed=False),),
    summary="Versions of a record that began after a sequence number; query: after. About 4 MiB.",
)  # fmt: skip
APPEND = _route(
    "append", "POST /v1/spaces/{space}/commits", request=m.Append, response=m.Appended, repeatable=True,
    request_encoding=Encoding.MSGPACK, response_encoding=Encoding.MSGPACK, request_limit_bytes=COMMIT,
    summary="Append a commit; 409 with HeadMoved (MessagePack) if it does not follow the head.",
)  # fmt: skip

BLOBS_MISSING = _route(
    "blobs_missing", "POST /v1/blobs/missing", request=m.BlobQuery, response=m.MissingBlobs, repeatable=True,
    request_encoding=Encoding.MSGPACK, response_encoding=Encoding.MSGPACK, request_limit_bytes=128 << 10,
    summary="Which of these must be uploaded?",
)  # fmt: skip
BLOBS_PUT = _route(
    "blobs_put", "POST /v1/blobs", response=m.Stored, request_encoding=Encoding.FRAMES, request_limit_bytes=BATCH, repeatable=True,
    summary="Store many blobs; durable with the commit that names them.",
)  # fmt: skip
BLOB_PUT = _route(
    "blob_put", "PUT /v1/blobs/{blob}", response=m.Stored, request_encoding=Encoding.RAW, repeatable=True,
    request_limit_bytes=BLOB_BYTES_MAX, summary="Store one blob; durable with the commit that names it.",
)  # fmt: skip
BLOBS_GET = _route(
    "blobs_get", "POST /v1/blobs/get", request=m.BlobQuery, request_encoding=Encoding.MSGPACK, repeatable=True,
    response_encoding=Encoding.FRAMES, request_limit_bytes=128 << 10,
    summary="Many blobs, in the order asked, as many as fit 8 MiB and at least one; absent ones are left out.",
)  # fmt: skip
BLOB_GET = _route(
    "blob_get", "GET /v1/blobs/{blob}", response_encoding=Encoding.RAW, summary="One blob; honours one Range."
)
BLOB_POSSESS = _route(
    "blob_possess", "POST /v1/blobs/{blob}/possess", request=m.PossessQuery, response=m.PossessAnswer, repeatable=True,
    summary="Proof that the server holds the blob.",
)  # fmt: skip

EVENTS = _route(
    "events", "GET /v1/events", response_encoding=Encoding.EVENTS,
    query=(Query("wait", is_needed=False),),
    summary="Server-sent events; with query wait=SECONDS a long poll that answers one JSON event or 204.",
)  # fmt: skip
LIMITS = _route(
    "limits",
    "GET /v1/limits",
    response=m.Limits,
    rights="open",
    summary="Sizes, the server's origin, `sign_up` (`open`, `invitation`, `closed`) and `version`.",
)
HEALTHZ = _route("healthz", "GET /healthz", response=m.Health, rights="open", summary="The process answers.")
READYZ = _route("readyz", "GET /readyz", response=m.Health, rights="open", summary="Stores answer, there is room.")
METRICS = _route(
    "metrics", "GET /metrics", response_encoding=Encoding.TEXT, rights="open", summary="Prometheus text; loopback only."
)

ROUTES: Final = tuple(value for value in list(globals().values()) if isinstance(value, Route))
