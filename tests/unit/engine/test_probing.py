"""A server is looked at, and its certificate trusted, before anybody signs in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fakes.lying_server import LyingServer
from fakes.people import ORIGIN
from fakes.tls import der_of, make_certificate
from fakes.workbench import Quiet
from megadesk import __version__
from megadesk.crypto.certificates import Certificate, read_certificate
from megadesk.engine.network import NetworkKeeper
from megadesk.engine.probing import ProbeRequests
from megadesk.host.paths import find_profile, prepare_profile
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, ServerUnavailable
from megadesk.model.wording import words_for
from megadesk.remote.api import Api
from megadesk.store.database import Database
from megadesk.store.settings import Settings
from megadesk.wire import routes


class Desk:
    """A profile that nobody signed in to, a server, and the certificate that it shows, if any."""

    def __init__(self, base: Path, server: LyingServer) -> None:
        profile = find_profile(str(base / "home"), {})
        prepare_profile(profile)
        self.server = server
        self.network = NetworkKeeper(Settings(Database.open(profile.state_dir / "state.db")), profile)
        self.shown = read_certificate(der_of(make_certificate(base / "c.pem")))
        self.is_valid = True
        self.requests = ProbeRequests(self.network, self.api, self.certificate)

    def api(self, address: str) -> Api:
        """Return a client, for which the certificate counts as it does in the real one."""
        pin = self.network.now().pins.get(address)
        if not self.is_valid and pin != self.shown.sha256:
            self.server.before[routes.LIMITS.name] = self._refuse(pin)
        else:
            self.server.before.pop(routes.LIMITS.name, None)
        return self.server.api(address)

    def _refuse(self, pin: str | None) -> Callable[[], None]:
        def refuse() -> None:
            raise ServerUnavailable(server=ORIGIN, reason="other_certificate" if pin else "certificate")

        return refuse

    def certificate(self, _address: str) -> Certificate:
        """Return what the server shows."""
        return self.shown

    def probe(self, server: str = ORIGIN) -> m.Probed:
        """Look."""
        return self.requests.probe(m.Probe(server=server), Quiet())  # type: ignore[arg-type]  # as a Call

    def trust(self, sha256: str) -> m.Probed:
        """Trust."""
        return self.requests.trust(m.Trust(server=ORIGIN, sha256=sha256), Quiet())  # type: ignore[arg-type]  # as a Call


@pytest.fixture
def desk(tmp_path: Path, server: LyingServer) -> Desk:
    """A fresh profile."""
    return Desk(tmp_path, server)


def test_a_server_that_answers(desk: Desk) -> None:
    """Its address as it will be kept, who may sign up, and its version."""
    found = desk.probe(f"{ORIGIN}/")
    assert (found.address, found.reachable, found.sign_up, found.version) == (ORIGIN, True, "open", __version__)
    assert (found.trusted, found.certificate, found.code) == (False, None, "")


def test_a_script_for_proxies_is_said_where_one_may_be_missing(desk: Desk) -> None:
    """Whether the server answers or not; not for this machine's own, and not where a person chose a proxy, or none."""
    far = "https://s.example"
    assert not desk.probe(far).proxy_script
    desk.network._finds_by_script = lambda: True
    assert desk.probe(far).proxy_script
    assert not desk.probe().proxy_script
    desk.server.is_down = True
    assert desk.probe(far).proxy_script
    desk.network.set_proxy("none")
    assert not desk.probe(far).proxy_script


def test_a_server_that_does_not_answer_is_told_in_words(desk: Desk) -> None:
    """And what they are made of; what is no address is refused."""
    desk.server.is_down = True
    found = desk.probe()
    words = words_for(found.code, found.arguments)
    assert not found.reachable
    assert (found.message, found.remedy) == (words.sentence, words.remedy)
    with pytest.raises(BadUsage):
        desk.probe("ftp://zork")


def test_an_unknown_certificate_is_shown_trusted_and_no_other_after_it(desk: Desk) -> None:
    """The fingerprint has to be that of the one the server shows in that moment, however it is written."""
    desk.is_valid = False
    shown = desk.probe()
    assert shown.certificate is not None
    assert (shown.reachable, shown.certificate.valid_from) == (False, "2020-01-01T00:00:00Z")
    pin = shown.certificate.sha256
    for wrong in ("00" * 32, "zork", pin[:-2]):
        with pytest.raises(BadUsage):
            desk.trust(wrong)
    typed = ":".join(pin[at : at + 2] for at in range(0, 64, 2)).upper()
    assert desk.trust(typed).trusted
    assert desk.probe().reachable

    desk.shown = read_certificate(der_of(make_certificate(Path(desk.network._profile.state_dir) / "new.pem")))
    other = desk.probe()
    assert (other.reachable, other.arguments["reason"]) == (False, "other_certificate")
    assert other.certificate is not None
    assert other.certificate.sha256 != pin
    assert not desk.trust("").reachable
    assert desk.network.now().pins == {}
