"""What operators and clients ask about the server itself: limits, health, metrics."""

from __future__ import annotations

import shutil
from typing import Final

from megadesk import __version__
from megadesk.crypto.public import OPS_MAX, OPS_MAX_BYTES, equal
from megadesk.model.errors import NotFound, ServerUnavailable
from megadesk.server.call import Answer, Call
from megadesk.server.config import is_loopback
from megadesk.server.invitations import sign_up_of
from megadesk.server.logs import lines_so_far
from megadesk.server.ready import Readiness
from megadesk.server.services import Services
from megadesk.server.store_figures import asked_so_far
from megadesk.wire import messages as m
from megadesk.wire.codec import Encoding, encode
from megadesk.wire.frames import BATCH_BLOBS_MAX, BATCH_BYTES_MAX, BLOB_BYTES_MAX
from megadesk.wire.routes import PROTOCOL

FORWARDED: Final = b"x-forwarded-for"
METRICS_WORD: Final = "metrics.word"
"""The file of the data folder that an operator writes who wants figures from behind a proxy."""
WORD_MIN_BYTES: Final = 16


class Operation:
    """Handlers of /v1/limits, /healthz, /readyz and /metrics."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._readiness = Readiness(services)

    def limits(self, _call: Call) -> m.Limits:
        """Return sizes, our origin and our clock, who may sign up, and which version this is."""
        config, now_ms = self._services.config, self._services.clock_ms()
        with self._services.metadata.read() as tx:
            who = sign_up_of(tx, config, now_ms)
        return m.Limits(
            protocol=PROTOCOL, blob_bytes=BLOB_BYTES_MAX, batch_bytes=BATCH_BYTES_MAX, batch_blobs=BATCH_BLOBS_MAX,
            commit_ops=OPS_MAX, commit_bytes=OPS_MAX_BYTES, uploads_at_once=config.uploads_at_once,
            heartbeat_s=config.heartbeat_s, origin=self._services.origins[0], time_ms=now_ms,
            sign_up=who, version=__version__,
        )  # fmt: skip

    def healthz(self, _call: Call) -> m.Health:
        """The process answers."""
        return m.Health(status="ok")

    async def readyz(self, call: Call) -> Answer:
        """The stores answer and take writes, and there is room; ServerUnavailable if not, or when the server is about to stop."""
        await self._readiness.check()
        encoding = call.route.response_encoding
        return Answer(encode(m.Health(status="ok"), encoding), 200, encoding)

    async def _is_ready(self) -> bool:
        """Whether requests should be sent here."""
        try:
            await self._readiness.check()
        except ServerUnavailable:
            return False
        return True

    def _may_see_figures(self, call: Call) -> bool:
        """Whether figures are for who asks. Behind a proxy here everybody has this machine's address, so a word is asked for."""
        if not self._services.config.behind_proxy:
            return is_loopback(call.client) and FORWARDED not in call.headers
        try:
            word = (self._services.config.data / METRICS_WORD).read_bytes().strip()
        except OSError:
            return False
        return len(word) >= WORD_MIN_BYTES and equal(call.headers.get(b"authorization", b""), b"Bearer " + word)

    async def metrics(self, call: Call) -> Answer:
        """Return the counters to whom they are for: this machine, or who knows the word where all come from this machine."""
        if not self._may_see_figures(call):
            raise NotFound
        metrics = self._services.metrics
        metrics.version, metrics.log_lines = __version__, lines_so_far()
        metrics.stores = asked_so_far()
        metrics.hints = self._services.notifier.figures()
        metrics.gauges.update(
            ready=int(await self._is_ready()),
            disk_free_bytes=shutil.disk_usage(self._services.config.data).free,
            disk_reserve_bytes=self._services.config.reserve_bytes,
            event_streams=self._services.notifier.count(), requests_under_way=self._services.under_way,
            writes_under_way=self._services.writes_under_way,
            start_time_seconds=self._services.started_ms // 1000,
        )  # fmt: skip
        return Answer(metrics.text().encode(), 200, Encoding.TEXT)
