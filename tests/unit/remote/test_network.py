"""How a server is reached: proxies, authorities, and certificates that a person trusted."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from requests.adapters import BaseAdapter

from fakes.proxy import GuardedProxy
from fakes.tls import context_of, der_of, make_certificate
from megadesk.model.errors import ServerUnavailable
from megadesk.remote.api import Api
from megadesk.remote.network import NO_PROXY, USUAL, Network, is_loopback, make_session
from megadesk.wire import messages as m
from megadesk.wire import routes


def _same(network: Network) -> Network:
    return network


FAR = "https://sync.example.org"
HEALTH = b'{"status":"ok"}'


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """One that nobody vouches for, and whose name is another one."""
    return make_certificate(tmp_path / "server.pem", name="zork")


@pytest.fixture
def encrypted(certificate: Path, scripted: Any) -> Iterator[Any]:
    """The scripted server, behind TLS."""
    server = type(scripted)(context_of(certificate))
    yield server
    server.close()


def settings_of(session: requests.Session, url: str = FAR) -> dict[str, Any]:
    """Return what a request of a session would really use."""
    return dict(session.merge_environment_settings(url, {}, None, None, None))


def test_the_system_is_asked_unless_a_person_said_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Proxies of the environment count, and do not with "none"; authorities of the environment count in both."""
    monkeypatch.setenv("HTTPS_PROXY", "http://env.example:1")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/env.pem")
    usual, none = make_session(FAR, USUAL), make_session(FAR, Network(proxy=NO_PROXY))
    assert settings_of(usual)["proxies"]["https"] == "http://env.example:1"
    assert settings_of(usual)["verify"] == "/env.pem"
    assert not settings_of(none)["proxies"]
    assert settings_of(none)["verify"] == "/env.pem"


def test_a_proxy_has_its_name_and_password_whatever_stands_in_them() -> None:
    """They are quoted, and are not shown where the setting is printed."""
    network = Network(proxy="http://proxy.example:3128", proxy_user="ada@x", proxy_password="p:@/ ß")
    assert network.proxies["https"] == "http://ada%40x:p%3A%40%2F%20%C3%9F@proxy.example:3128"
    assert "p:@/" not in repr(network)
    assert settings_of(make_session(FAR, network))["proxies"]["https"] == network.proxies["https"]
    assert Network(proxy="http://proxy.example").proxies["http"] == "http://proxy.example"


def test_no_proxy_comes_between_us_and_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own server is asked itself, whatever is set."""
    monkeypatch.setenv("HTTP_PROXY", "http://env.example:1")
    for network in (USUAL, Network(proxy="http://proxy.example")):
        session = make_session("http://127.0.0.1:8480", network)
        assert not settings_of(session, "http://127.0.0.1:8480")["proxies"]


@pytest.mark.parametrize(("host", "is_ours"), [("localhost", True), ("::1", True), ("10.0.0.1", False), ("a.b", False)])
def test_loopback(host: str, is_ours: bool) -> None:
    """Names are not looked up."""
    assert is_loopback(host) is is_ours


def test_a_trusted_certificate_is_taken_and_no_other(encrypted: Any, certificate: Path, scripted: Any) -> None:
    """For its own address alone: whoever comes in between shows another one, and nothing is said to it."""
    pin = sha256(der_of(certificate)).hexdigest()
    network = Network(pins={encrypted.address: pin})
    encrypted.answer(body=HEALTH)
    assert Api(encrypted.address, network=lambda: network).call(routes.HEALTHZ, want=m.Health).status == "ok"
    other = Network(pins={encrypted.address: "00" * 32})
    for wrong, reason in ((other, "other_certificate"), (Network(pins={FAR: pin}), "certificate")):
        encrypted.asked.clear()
        with pytest.raises(ServerUnavailable) as caught:
            Api(encrypted.address, network=partial(_same, wrong)).call(routes.HEALTHZ, want=m.Health)
        assert caught.value.arguments["reason"] == reason
        assert encrypted.asked == []


def test_what_a_person_set_counts_whatever_the_environment_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their authorities, and a certificate they trusted, are not replaced by those of the environment; its proxy counts."""
    monkeypatch.setenv("HTTPS_PROXY", "http://env.example:1")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/env.pem")
    named, trusted = make_session(FAR, Network(ca_file="/own.pem")), make_session(FAR, Network(pins={FAR: "00" * 32}))
    assert settings_of(named)["verify"] == "/own.pem"
    assert settings_of(trusted)["verify"] is False
    for session in (named, trusted):
        assert settings_of(session)["proxies"]["https"] == "http://env.example:1"


def test_what_a_person_changes_counts_from_the_next_call_on(encrypted: Any, certificate: Path) -> None:
    """A client that runs takes it without a restart."""
    now = [USUAL]
    api = Api(encrypted.address, network=lambda: now[0])
    with pytest.raises(ServerUnavailable):
        api.call(routes.HEALTHZ, want=m.Health)
    now[0] = Network(ca_file=str(certificate))
    encrypted.answer(body=HEALTH)
    assert api.call(routes.HEALTHZ, want=m.Health).status == "ok"


def test_a_proxy_that_is_not_there_is_named(unused_port: int) -> None:
    """It is not the server that cannot be reached."""
    network = Network(proxy=f"http://127.0.0.1:{unused_port}", proxy_user="ada", proxy_password="secret")
    with pytest.raises(ServerUnavailable) as caught:
        Api(FAR, network=lambda: network).call(routes.HEALTHZ, want=m.Health)
    assert caught.value.arguments["reason"] == "proxy"
    assert "secret" not in str(caught.value)


@pytest.fixture
def proxy(encrypted: Any) -> Iterator[GuardedProxy]:
    """A proxy that wants a name and a password, in front of the server."""
    made = GuardedProxy(urlsplit(encrypted.address).port or 0, "ada@x", "p:@/ €")
    yield made
    made.close()


def is_reached_through(network: Network) -> bool:
    """Whether a server far away is reached."""
    return Api(FAR, network=lambda: network).call(routes.HEALTHZ, want=m.Health).status == "ok"


def check_refused(network: Network) -> None:
    """Pass if the proxy does not let us through, and that is said of it, without its password."""
    with pytest.raises(ServerUnavailable) as caught:
        is_reached_through(network)
    assert caught.value.arguments["reason"] == "proxy"
    assert "p:@/" not in str(caught.value)


def test_a_proxy_lets_through_who_has_its_password(encrypted: Any, certificate: Path, proxy: GuardedProxy) -> None:
    """A real one, which is asked for the server by its name; without the password, or with a wrong one, it is named."""
    ours = Network(
        proxy=proxy.address,
        proxy_user="ada@x",
        proxy_password="p:@/ €",
        pins={FAR: sha256(der_of(certificate)).hexdigest()},
    )
    encrypted.answer(body=HEALTH)
    assert is_reached_through(ours)
    assert proxy.asked[0].startswith("CONNECT sync.example.org:443 ")
    check_refused(replace(ours, proxy_password=""))
    check_refused(replace(ours, proxy_password="wrong"))
    assert proxy.let_through == 1


def test_the_proxy_of_the_system_may_want_a_password(
    encrypted: Any, certificate: Path, proxy: GuardedProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands in its address then, as the environment has it."""
    network = Network(pins={FAR: sha256(der_of(certificate)).hexdigest()})
    monkeypatch.setenv("HTTPS_PROXY", proxy.address.replace("//", "//ada%40x:p%3A%40%2F%20%E2%82%AC@"))
    encrypted.answer(body=HEALTH)
    assert is_reached_through(network)
    monkeypatch.setenv("HTTPS_PROXY", proxy.address)
    check_refused(network)


@pytest.fixture
def unused_port() -> int:
    """A port of the loopback that was free just now."""
    from fakes.processes import free_port

    return free_port()


class Elsewhere(BaseAdapter):
    """Answers that what is asked for is elsewhere, with a body without end."""

    def send(self, request: requests.PreparedRequest, *_: object, **__: object) -> requests.Response:
        """Return it; whoever reads the body is at it for ever, and so fails."""
        found = requests.Response()
        found.status_code, found.request, found.url = 302, request, request.url or ""
        found.headers["Location"] = "/elsewhere"
        found.raw = Endless()
        return found

    def close(self) -> None:
        """Nothing is open."""


class Endless(io.RawIOBase):
    """A body of which nobody may read."""

    def read(self, size: int = -1) -> bytes:
        """Fail."""
        raise AssertionError(f"{size} bytes of a redirect are read")


@pytest.mark.attack("E5")
def test_the_body_of_a_redirect_is_left_alone() -> None:
    """Who follows none has no use for it; how much of it is read is for the caller to bound."""
    session = make_session("http://127.0.0.1:1", USUAL)
    session.mount("http://", Elsewhere())
    assert session.get("http://127.0.0.1:1/x", stream=True, allow_redirects=False).status_code == 302
