"""Requests about a server before anybody has signed in: look at it, and trust its certificate.

probe --> LIMITS of the server --> Probed        an unknown certificate --> its facts     trust --> a pin, and probed again
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from megadesk.crypto.certificates import Certificate
from megadesk.engine.clock import rfc3339
from megadesk.engine.network import NetworkKeeper
from megadesk.ipc import messages as m
from megadesk.ipc.listener import Call
from megadesk.model.errors import BadUsage, MegadeskError
from megadesk.model.relpath import printable
from megadesk.model.wording import facts_of, words_of
from megadesk.remote.api import Api, check_address
from megadesk.remote.network import is_loopback
from megadesk.remote.probe import TIMEOUT_S, look, shown_certificate

FINGERPRINT_DIGITS: Final = 64

log = logging.getLogger(__name__)


class ProbeRequests:
    """Answers them for one profile. ``make_api``: returns a client for an address."""

    def __init__(
        self, network: NetworkKeeper, make_api: Callable[[str], Api] | None = None,
        certificate_of: Callable[[str], Certificate] = shown_certificate,
    ) -> None:  # fmt: skip
        self._network = network
        self._make_api = make_api or self._usual_api
        self._certificate_of = certificate_of

    def _usual_api(self, address: str) -> Api:
        return Api(address, network=self._network.now, read_timeout_s=TIMEOUT_S)

    def probe(self, body: m.Probe, _call: Call) -> m.Probed:
        """What a server says of itself, or why it cannot be reached."""
        return self._probed(check_address(body.server))

    def trust(self, body: m.Trust, _call: Call) -> m.Probed:
        """Trust the certificate that a server shows now, if it is the one that was meant."""
        address, wanted = check_address(body.server), _fingerprint(body.sha256)
        if wanted and self._certificate_of(address).sha256 != wanted:
            raise BadUsage(what="certificate", server=address, value=printable(body.sha256))
        self._network.trust(address, wanted)
        log.info("the certificate of a server is %s", "trusted by a person" if wanted else "not trusted any more")
        return self._probed(address)

    def _probed(self, address: str) -> m.Probed:
        api = self._make_api(address)
        trusted = address in self._network.kept.pins
        try:
            found = look(api)
        except MegadeskError as error:
            log.info("probe: %s", error.code)
            words = words_of(error)
            return m.Probed(
                address=address, reachable=False, code=error.code, arguments=facts_of(error), message=words.sentence,
                remedy=words.remedy, certificate=self._unknown(address, error), proxy_script=self._is_script_left_out(address),
            )  # fmt: skip
        finally:
            api.close()
        return m.Probed(
            address=address, reachable=True, sign_up=printable(found.sign_up), version=printable(found.version),
            trusted=trusted, proxy_script=self._is_script_left_out(address),
        )  # fmt: skip

    def _is_script_left_out(self, address: str) -> bool:
        """Whether a proxy might be missing; this machine's own server is asked without one."""
        return not is_loopback(urlsplit(address).hostname or "") and self._network.is_script_left_out()

    def _unknown(self, address: str, error: MegadeskError) -> m.CertificateFacts | None:
        """Return the certificate that was not believed; None if that is not what is wrong."""
        if error.arguments.get("reason") not in {"certificate", "other_certificate"}:
            return None
        try:
            found = self._certificate_of(address)
        except MegadeskError as e:
            log.info("certificate: %s", e.code)
            return None
        return m.CertificateFacts(
            subject=printable(found.subject), issuer=printable(found.issuer), names=[*map(printable, found.names)],
            valid_from=rfc3339(found.valid_from_ms), valid_until=rfc3339(found.valid_until_ms), sha256=found.sha256,
        )  # fmt: skip


def _fingerprint(text: str) -> str:
    """Return a fingerprint as it is kept, from how people and browsers write it; BadUsage if it is none."""
    digits = "".join(char for char in text.lower() if char not in " :-")
    if digits and (len(digits) != FINGERPRINT_DIGITS or set(digits) - set("0123456789abcdef")):
        raise BadUsage(what="certificate", value=printable(text))
    return digits
