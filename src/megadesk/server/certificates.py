"""The certificate and key of a server that speaks TLS itself, looked at before anything is opened or bound.

    files readable? --> a certificate? --> a key, without a password? --> of that certificate?     else BadUsage, with the file

What the TLS library says of the same ("PEM lib", "key values mismatch") names no file, and a key with a password would make a
service wait for somebody to type one.
"""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Final

from megadesk.model.errors import BadUsage
from megadesk.server.config import ServerConfig

_OTHERS: Final = frozenset({"KEY_VALUES_MISMATCH", "KEY_TYPE_MISMATCH", "NO_CERTIFICATE_ASSIGNED"})
"""What OpenSSL says of a key that is none of the certificate: another one, of another kind, or one that nothing is left for."""


def refuse_bad_certificate(config: ServerConfig) -> None:
    """Raise BadUsage if the server is to speak TLS and its certificate or key is of no use."""
    if config.tls_cert is None or config.tls_key is None:
        return
    for file in (config.tls_cert, config.tls_key):
        _refuse_unreadable(file)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_verify_locations(config.tls_cert)
    except ssl.SSLError as e:
        raise BadUsage(f"there is no certificate (PEM) in {config.tls_cert}", what="tls_cert") from e
    _refuse_bad_key(context, config.tls_cert, config.tls_key)


def _refuse_unreadable(file: Path) -> None:
    try:
        file.open("rb").close()
    except OSError as e:
        raise BadUsage(f"{file}: {e.strerror or e}", what="file", path=str(file)) from e


def _refuse_bad_key(context: ssl.SSLContext, certificate: Path, key: Path) -> None:
    def no_password() -> str:
        raise BadUsage(f"the key in {key} is locked with a password; give one without", what="tls_key")

    try:
        context.load_cert_chain(certificate, key, no_password)
    except ssl.SSLError as e:
        if e.reason in _OTHERS:
            raise BadUsage(f"the key in {key} is not that of the certificate in {certificate}", what="tls_key") from e
        raise BadUsage(f"there is no key (PEM) in {key}", what="tls_key") from e
