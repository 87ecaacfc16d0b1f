"""A server before anybody signs in: does it answer, may one sign up, and whose certificate does it show?

    address --look--> Found(sign_up, version)
            `-certificate nobody vouches for--> shown_certificate --> the facts, for a person to compare

The certificate is fetched without a check, and nothing is said over that connection.
"""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from megadesk.crypto.certificates import Certificate, read_certificate
from megadesk.model.errors import Malformed, ServerUnavailable
from megadesk.remote.api import Api
from megadesk.wire import messages as m
from megadesk.wire import routes

TIMEOUT_S: Final = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A server that answers. ``sign_up``: open, invitation, closed, or empty if it does not say; ``version``: likewise."""

    sign_up: str
    version: str


def look(api: Api) -> Found:
    """Return what a server says of itself. ServerUnavailable with the reason; ``no_server``: it is none of ours."""
    try:
        limits = api.call(routes.LIMITS, want=m.Limits)
    except Malformed as e:
        raise ServerUnavailable(server=api.address, reason="no_server") from e
    except ServerUnavailable as e:
        status = e.arguments.get("status")
        if e.arguments.get("reason") == "stranger" or (isinstance(status, int) and status < 500):
            raise ServerUnavailable(server=api.address, reason="no_server") from e
        raise
    return Found(sign_up=limits.sign_up, version=limits.version)


def shown_certificate(address: str) -> Certificate:
    """Return the certificate that a server shows, whoever signed it. ServerUnavailable if it shows none."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        with (
            socket.create_connection((host, parts.port or 443), timeout=TIMEOUT_S) as plain,
            context.wrap_socket(plain, server_hostname=host) as connection,
        ):
            der = connection.getpeercert(binary_form=True)
    except OSError as e:
        raise ServerUnavailable(type(e).__name__, server=address) from e
    if not der:
        raise ServerUnavailable(server=address, reason="certificate")
    return read_certificate(der)
