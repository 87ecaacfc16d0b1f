"""The event stream and the long poll: what a Notifier has to say, to one device.

    subscribe -> hello -> read the heads -> head, head, ... | heartbeat | session_ended, closing: the end

A handler that only waits would never notice that its client has gone: ``receive`` is watched beside the wake-ups.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Final

from megadesk.model.ids import CommitId, SpaceId
from megadesk.server.call import Answer, Call
from megadesk.server.metadata import Session
from megadesk.server.notify import CLOSING, HELLO, Subscription
from megadesk.server.refusals import busy
from megadesk.server.services import Services
from megadesk.wire.codec import Encoding, encode
from megadesk.wire.messages import Event

WAIT_MAX_S: Final = 60
_APART_S: Final = 0.02
"""Between two batches of hints on one stream, so that a burst of commits is one wake-up."""
_RECHECK_EVERY: Final = 8
"""Heartbeats between two looks whether the session still stands: another process may have ended it."""
_HEARTBEAT: Final = b":\n\n"
_FULL_RETRY_S: Final = 30.0


class Events:
    """GET /v1/events."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def events(self, call: Call) -> Answer | None:
        """Stream events until somebody has had enough; or answer one, or 204, to a long poll."""
        session = call.session
        wait_s = min(call.number("wait", 0), WAIT_MAX_S)
        async with self._subscribed(session) as subscription, _watched(call, subscription) as gone:
            if "wait" in call.query:
                return await self._poll(subscription, gone, wait_s)
            await self._stream(call, session, subscription, gone)
        return None

    @asynccontextmanager
    async def _subscribed(self, session: Session) -> AsyncIterator[Subscription]:
        """Hold a subscription to the account and all its spaces."""
        services, config = self._services, self._services.config
        notifier = services.notifier
        if notifier.count() >= config.streams or notifier.count(session.account) >= config.streams_per_account:
            raise busy(_FULL_RETRY_S)
        subscription = notifier.subscribe(session.account, session.id)
        try:
            notifier.watch(subscription, [space for space, _, _ in await services.reading(self._spaces, session)])
            yield subscription
        finally:
            notifier.leave(subscription)

    def _spaces(self, session: Session) -> Sequence[tuple[SpaceId, int, CommitId]]:
        with self._services.metadata.read() as tx:
            return tx.spaces(session.account)

    async def _poll(self, subscription: Subscription, gone: asyncio.Event, wait_s: float) -> Answer:
        await self._woken(subscription, gone, wait_s)
        events = subscription.take()
        if not events:
            return Answer(status=204)
        return Answer(encode(events[-1], Encoding.JSON), 200, Encoding.JSON)

    async def _stream(self, call: Call, session: Session, subscription: Subscription, gone: asyncio.Event) -> None:
        headers = [
            (b"content-type", Encoding.EVENTS.value.encode()), (b"cache-control", b"no-store"),
            (b"x-accel-buffering", b"no"),
        ]  # fmt: skip
        await call.send({"type": "http.response.start", "status": 200, "headers": headers})
        await _tell(call, [Event(kind=HELLO)])
        heads = {space: seq for space, seq, _ in await self._services.reading(self._spaces, session)}
        for space, seq in heads.items():
            subscription.head(space, seq)
        self._services.notifier.heads_read(heads)
        beats = 0
        while not gone.is_set():
            is_woken = await self._woken(subscription, gone, self._services.config.heartbeat_s)
            if self._services.closing.is_set():
                await _tell(call, [*subscription.take(), Event(kind=CLOSING)])
                break
            events = subscription.take()
            if events:
                await _tell(call, events)
                if subscription.is_ended:
                    break
                await asyncio.sleep(_APART_S)
            elif not is_woken:
                beats += 1
                await call.send({"type": "http.response.body", "body": _HEARTBEAT, "more_body": True})
                if beats % _RECHECK_EVERY == 0 and not await self._services.reading(self._stands, session):
                    subscription.end()
        await call.send({"type": "http.response.body", "body": b"", "more_body": False})

    def _stands(self, session: Session) -> bool:
        with self._services.metadata.read() as tx:
            return tx.session(session.token_sha256, self._services.clock_ms()) is not None

    async def _woken(self, subscription: Subscription, gone: asyncio.Event, timeout_s: float) -> bool:
        """Whether something happened in time: a hint, a disconnect, or the end of the server."""
        if gone.is_set() or self._services.closing.is_set():
            return True
        try:
            async with asyncio.timeout(timeout_s):
                await subscription.wake.wait()
        except TimeoutError:
            return False
        return True


@asynccontextmanager
async def _watched(call: Call, subscription: Subscription) -> AsyncIterator[asyncio.Event]:
    """Yield an event that is set, and the subscription woken, when the client goes away."""
    gone = asyncio.Event()

    async def watch() -> None:
        while (await call.receive())["type"] != "http.disconnect":
            pass
        gone.set()
        subscription.wake.set()

    watcher = asyncio.get_running_loop().create_task(watch())
    try:
        yield gone
    finally:
        watcher.cancel()
        await asyncio.gather(watcher, return_exceptions=True)


async def _tell(call: Call, events: Sequence[Event]) -> None:
    body = b"".join([b"data: " + encode(event, Encoding.JSON) + b"\n\n" for event in events])
    if body:
        await call.send({"type": "http.response.body", "body": body, "more_body": True})
