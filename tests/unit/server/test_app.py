"""What stands around every handler."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from pathlib import Path
from typing import Any

import pytest

from fakes.people import Person
from fakes.servers import Play, Server
from megadesk.model.errors import BadUsage
from megadesk.server.app import make_app
from megadesk.server.logs import open_log
from megadesk.wire import messages as m
from megadesk.wire import routes


def test_unknown_paths_and_methods(play: Play) -> None:
    """Answered in the form of all errors."""

    async def scene(server: Server) -> None:
        for method, path, status, code in (
            ("GET", "/nothing", 404, "not_found"), ("GET", "/v1/limits/", 404, "not_found"),
            ("GET", "/healthz\n", 404, "not_found"), ("DELETE", "/v1/me", 405, "method_not_allowed"),
            ("HEAD", "/v1/limits", 405, "method_not_allowed"), ("GET", "/v1/accounts", 405, "method_not_allowed"),
        ):  # fmt: skip
            reply = await server.client.send(method, path)
            assert (reply.status, reply.code) == (status, code)

    play(scene)


def test_a_wrong_method_is_told_the_right_ones(play: Play) -> None:
    """All that the path has, as RFC 9110 demands of a 405."""

    async def scene(server: Server) -> None:
        for method, path, allowed in (
            ("PATCH", "/v1/me", "GET"), ("PATCH", f"/v1/spaces/{'00' * 32}/commits", "GET, POST"),
            ("PUT", "/v1/blobs/get", "POST"), ("GET", "/v1/blobs/missing", "POST"),
        ):  # fmt: skip
            reply = await server.client.send(method, path)
            assert (reply.status, reply.headers["allow"]) == (405, allowed)

    play(scene)


def test_a_query_that_says_too_much_is_refused(play: Play) -> None:
    """Nobody asks with so many words; the server is not at fault, and says so."""

    async def scene(server: Server) -> None:
        reply = await server.client.send("GET", "/v1/limits", query={f"a{number}": 1 for number in range(20)})
        assert (reply.status, reply.code) == (400, "bad_usage")

    play(scene)


def test_request_ids_go_in_and_out(play: Play) -> None:
    """A sensible one is kept, any other replaced."""

    async def scene(server: Server) -> None:
        kept = await server.client.send("GET", "/healthz", headers={"x-request-id": "abc-1.2_3"})
        assert kept.headers["x-request-id"] == "abc-1.2_3"
        for silly in ("a b", "x" * 65, ""):
            reply = await server.client.send("GET", "/healthz", headers={"x-request-id": silly})
            assert reply.headers["x-request-id"] not in {silly, ""}

    play(scene)


def test_a_fault_of_ours_is_an_answer(play: Play) -> None:
    """500 without a word about the inside; the log has the traceback, and the next request is answered."""

    async def scene(server: Server) -> None:
        client = await Person().join(server.client)
        stream = io.StringIO()
        handler = open_log("info", stream)

        def broken() -> Any:
            raise ZeroDivisionError("inside")

        healthy, server.services.metadata.read = server.services.metadata.read, broken  # type: ignore[method-assign]
        reply = await client.call(routes.ME)
        server.services.metadata.read = healthy  # type: ignore[method-assign]
        logging.getLogger("megadesk.server").removeHandler(handler)
        assert (reply.status, reply.body) == (500, b'{"code":"bug","message":"","detail":{}}')
        line = json.loads(stream.getvalue())
        assert (line["kind"], "ZeroDivisionError" in line["traceback"]) == ("ZeroDivisionError", True)
        assert (await client.call(routes.ME)).status == 200

    play(scene)


def test_bodies_must_parse(play: Play) -> None:
    """400 malformed for what is no message; nothing of the value is repeated."""

    async def scene(server: Server) -> None:
        for body in (b"", b"{", b'{"login": 5}', b'{"login": "x", "more": 1}', b'{"login": "' + b"x" * 400 + b'"}'):
            reply = await server.client.send("POST", "/v1/login/start", body=body)
            assert (reply.status, reply.code) == (400, "malformed")
            assert b"xxx" not in reply.body
        for login in ("a b", "x" * 300):
            reply = await server.client.call(routes.LOGIN_START, m.LoginStart(login=login))
            assert reply.status == 400

    play(scene)


def test_the_log_names_nobody(play: Play) -> None:
    """At its most talkative it holds no login name, token, id or address."""

    async def scene(server: Server) -> None:
        stream = io.StringIO()
        handler = open_log("debug", stream)
        ada = Person()
        client = await ada.join(server.client)
        await ada.append(client, ada.put("x"))
        await client.send("PUT", f"/v1/blobs/{'ab' * 32}", body=b"wrong")
        logging.getLogger("megadesk.server").removeHandler(handler)
        assert client.token is not None
        text = stream.getvalue()
        assert text.count("\n") >= 5
        for secret in (ada.login, client.token.hex(), ada.space_id.hex(), "ab" * 32, "10.1.2.3"):
            assert secret not in text

    play(scene)


def test_addresses_behind_a_trusted_proxy(play: Play) -> None:
    """Attempts are counted by the client's own address, which only a trusted proxy may name."""

    async def scene(server: Server) -> None:
        async def statuses(address: str, forwarded: str) -> list[int]:
            server.client.address = address
            headers = {"x-forwarded-for": forwarded}
            return [
                (
                    await server.client.send("POST", "/v1/login/start", body=b'{"login":"nobody"}', headers=headers)
                ).status
                for _ in range(3)
            ]

        assert await statuses("10.0.0.1", "1.1.1.1") == [200, 200, 429]
        assert await statuses("10.0.0.1", "9.9.9.9, 2.2.2.2") == [200, 200, 429]
        assert await statuses("10.0.0.1", "8.8.8.8, 2.2.2.2") == [429, 429, 429]
        assert await statuses("3.3.3.3", "1.1.1.1") == [200, 200, 429]
        assert await statuses("3.3.3.3", "7.7.7.7") == [429, 429, 429]

    from megadesk.server.config import Rate

    play(scene, trusted_proxies=("10.0.0.1",), login_by_address=Rate(burst=2, every_s=60.0))


def test_every_route_has_one_handler(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table with a route more is refused when the application is made."""

    async def scene(server: Server) -> None:
        more = routes.Route(name="more", method="GET", path="/more")
        monkeypatch.setattr(routes, "ROUTES", (*routes.ROUTES, more))
        with pytest.raises(BadUsage):
            make_app(server.services)

    play(scene)


def test_lifespan_is_answered(play: Play) -> None:
    """Servers that announce their start and stop are content."""

    async def scene(server: Server) -> None:
        asked = asyncio.Queue[dict[str, str]]()
        said: list[str] = []
        for kind in ("startup", "shutdown"):
            asked.put_nowait({"type": f"lifespan.{kind}"})

        async def send(message: Any) -> None:
            said.append(message["type"])

        await server.client._app({"type": "lifespan"}, asked.get, send)
        assert said == ["lifespan.startup.complete", "lifespan.shutdown.complete"]

    play(scene)


def test_every_route_is_documented() -> None:
    """docs/formats/http.md has a row for each route, with its name, rights and messages, and no other rows."""
    page = (Path(__file__).parents[3] / "docs" / "formats" / "http.md").read_text(encoding="utf-8")
    rows = {line.split("|")[1].strip(): line for line in page.splitlines() if line.startswith("| `")}
    calls = {f"`{route.method} {route.path}`": route for route in routes.ROUTES}
    assert calls.keys() == {call for call in rows if " /" in call}
    for call, route in calls.items():
        cells = [cell.strip() for cell in rows[call].split("|")]
        assert cells[2:4] == [route.name, route.rights]
        for kind in (route.request, route.response):
            assert kind is None or kind.__name__ in rows[call]
        assert cells[6] == route.summary
