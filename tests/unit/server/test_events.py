"""The event stream and the long poll."""

from __future__ import annotations

import asyncio

from fakes.asgi import Client, Stream
from fakes.people import Person
from fakes.servers import Play, Server
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import Encoding, decode


async def events(stream: Stream, count: int) -> list[m.Event]:
    """Return the next so many events; heartbeats are passed over."""
    found: list[m.Event] = []
    while len(found) < count:
        piece = await stream.piece()
        assert piece, "the stream ended"
        found += [decode(m.Event, line[6:], Encoding.JSON) for line in piece.split(b"\n") if line.startswith(b"data: ")]
    return found


async def listening(client: Client, space: bytes, seq: int) -> Stream:
    """Return a stream that has said hello and the head."""
    stream = client.open("GET", "/v1/events")
    hello, head = await events(stream, 2)
    assert stream.headers["content-type"] == "text/event-stream"
    assert (hello.kind, head) == ("hello", m.Event(kind="head", space=space, seq=seq))
    return stream


async def listened_to(server: Server) -> None:
    """Return when somebody listens, and has read which spaces to listen to."""
    for _ in range(1000):
        await server.services.reading(lambda: None)
        if server.services.notifier.count():
            return
    raise AssertionError("nobody came")


def test_a_stream_says_where_the_head_is(play: Play) -> None:
    """Hello and the heads first, then each move; merged, so the last one says the latest."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        stream = await listening(client, ada.space_id, 1)
        for n in range(5):
            await ada.append(client, ada.put(str(n)))
        seen = 0
        while seen != 6:
            (event,) = await events(stream, 1)
            assert (event.kind, event.space) == ("head", ada.space_id)
            assert event.seq > seen
            seen = event.seq
        await stream.leave()
        assert server.services.notifier.count() == 0

    play(scene)


def test_only_members_hear(play: Play) -> None:
    """Somebody else's space says nothing: the next thing heard is one's own."""

    async def scene(server: Server) -> None:
        ada, bob = Person(), Person("bob")
        client, other = await ada.join(server.client), await bob.join(server.client)
        stream = await listening(other, bob.space_id, 1)
        await ada.append(client, ada.put("x"))
        await bob.append(other, bob.put("y"))
        assert await events(stream, 1) == [m.Event(kind="head", space=bob.space_id, seq=2)]
        await stream.leave()

    play(scene)


def test_an_ended_session_is_told(play: Play) -> None:
    """Its stream says so and ends; that of another session goes on."""

    async def scene(server: Server) -> None:
        ada = Person()
        first, second = await ada.join(server.client), await ada.log_in(server.client)
        going, staying = await listening(first, ada.space_id, 1), await listening(second, ada.space_id, 1)
        await first.call(routes.LOGOUT)
        assert [event.kind for event in await events(going, 1)] == ["session_ended"]
        assert await going.piece() == b""
        assert going.is_over
        await ada.append(second, ada.put("x"))
        assert (await events(staying, 1))[0].seq == 2
        await staying.leave()

    play(scene)


def test_a_heartbeat_keeps_the_line(play: Play) -> None:
    """With nothing to say a comment is sent; a session ended elsewhere is noticed by and by."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        stream = await listening(client, ada.space_id, 1)
        assert await stream.piece() == b":\n\n"
        with server.services.metadata.write() as tx:
            tx.end_sessions(ada.account)
        assert [event.kind for event in await events(stream, 1)] == ["session_ended"]

    play(scene, heartbeat_s=0.01)


def test_a_used_up_quota_is_told(play: Play) -> None:
    """All devices of the account hear of it."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        stream = await listening(client, ada.space_id, 1)
        with server.services.metadata.write() as tx:
            tx.set_quota(ada.account, 1)
        assert (await ada.offer(client, ada.make(ada.put("x")))).status == 507
        assert [event.kind for event in await events(stream, 1)] == ["quota"]
        await stream.leave()

    play(scene)


def test_streams_are_limited(play: Play) -> None:
    """One too many is told to come back later; a place that was left is free."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        stream = await listening(client, ada.space_id, 1)
        reply = await client.send("GET", "/v1/events")
        assert (reply.status, reply.code, reply.headers["retry-after"]) == (503, "busy", "30")
        await stream.leave()
        await (await listening(client, ada.space_id, 1)).leave()

    play(scene, streams_per_account=1)


def test_the_end_of_the_server_is_told(play: Play) -> None:
    """Streams end, new requests are refused, and nothing is left under way."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        stream = await listening(client, ada.space_id, 1)
        server.services.closing.set()
        server.services.notifier.wake_all()
        assert [event.kind for event in await events(stream, 1)] == ["closing"]
        assert await stream.piece() == b""
        assert (await client.call(routes.ME)).status == 503
        assert (await client.call(routes.HEALTHZ)).status == 200
        assert await server.services.drained(5)

    play(scene)


def test_a_long_poll_answers_once(play: Play) -> None:
    """With an event, with nothing after its time, and it ends when its client goes away."""

    async def scene(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        assert (await client.send("GET", "/v1/events", query={"wait": 0})).status == 204
        poll = client.open("GET", "/v1/events", query={"wait": 60})
        await listened_to(server)
        waiting = asyncio.ensure_future(poll.reply())
        made = ada.make(ada.put("x"))
        while not waiting.done():
            await ada.offer(client, made)
            await asyncio.sleep(0)
        reply = await waiting
        assert (reply.status, reply.message(m.Event)) == (200, m.Event(kind="head", space=ada.space_id, seq=2))
        gone = client.open("GET", "/v1/events", query={"wait": 60})
        await listened_to(server)
        await gone.leave()
        assert server.services.notifier.count() == 0

    play(scene)
