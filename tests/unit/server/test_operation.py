"""Limits, health and figures."""

from __future__ import annotations

from fakes.servers import Play, Server
from megadesk.server.operation import METRICS_WORD
from megadesk.wire import messages as m
from megadesk.wire import routes


def test_limits_are_those_that_hold(play: Play) -> None:
    """Open to all, with our origin and our clock."""

    async def scene(server: Server) -> None:
        limits = await server.client.ask(m.Limits, routes.LIMITS)
        assert (limits.protocol, limits.commit_ops, limits.batch_blobs) == (1, 1000, 2048)
        assert (limits.origin, limits.time_ms, limits.uploads_at_once) == (
            "http://127.0.0.1:8480", server.now_ms, 3,
        )  # fmt: skip

    play(scene, uploads_at_once=3)


def test_health_and_readiness(play: Play) -> None:
    """Ready while stores answer and no end is near; alive in any case."""

    async def scene(server: Server) -> None:
        assert (await server.client.ask(m.Health, routes.HEALTHZ)).status == "ok"
        assert (await server.client.ask(m.Health, routes.READYZ)).status == "ok"
        server.services.closing.set()
        ready = await server.client.call(routes.READYZ)
        assert (ready.status, ready.code) == (503, "server_unavailable")
        assert (await server.client.call(routes.HEALTHZ)).status == 200

    play(scene)


def test_behind_a_proxy_figures_are_for_who_knows_the_word(play: Play) -> None:
    """Without headers of the proxy everybody seems to be this machine; without a word, or with a short one, nobody sees them."""

    async def scene(server: Server) -> None:
        async def asked(word: str) -> int:
            return (await server.client.send("GET", "/metrics", headers={"authorization": f"Bearer {word}"})).status

        path = server.services.config.data / METRICS_WORD
        word = "a word of the operator"
        assert ((await server.client.call(routes.METRICS)).status, await asked(word), await asked("")) == (
            404,
            404,
            404,
        )
        path.write_text("short")
        assert await asked("short") == 404
        path.write_text(word + "\n")
        assert (await asked(word), await asked(word[:-1]), await asked("")) == (200, 404, 404)
        assert (await server.client.call(routes.METRICS)).status == 404

    play(scene, behind_proxy=True)


def test_figures_stay_on_this_machine(play: Play) -> None:
    """Loopback reads them; from elsewhere, or through a proxy, they are not there."""

    async def scene(server: Server) -> None:
        await server.client.call(routes.LIMITS)
        text = (await server.client.call(routes.METRICS)).body.decode()
        assert 'megadesk_requests_total{route="limits",status="200"} 1' in text
        assert "\nmegadesk_ready 1\n" in text
        assert {f"megadesk_{name}" for name in ("disk_free_bytes", "start_time_seconds", "build_info")} <= {
            line.split("{")[0].split()[0] for line in text.splitlines()
        }
        proxied = await server.client.send("GET", "/metrics", headers={"x-forwarded-for": "1.2.3.4"})
        server.client.address = "192.0.2.1"
        away = await server.client.call(routes.METRICS)
        assert (proxied.status, away.status) == (404, 404)

    play(scene)


def test_figures_say_whether_it_is_ready(play: Play) -> None:
    """As /readyz does: monitoring that asks for figures alone hears that a store is away, though nobody uses it just then."""

    async def scene(server: Server) -> None:
        with server.services.metadata.write() as tx:
            tx.freeze("moves")
        assert "\nmegadesk_ready 0\n" in (await server.client.call(routes.METRICS)).body.decode()

    play(scene)
