"""What stands in a server's certificate, for a person who is to decide whether to trust it.

    DER bytes --read_certificate--> Certificate: who, signed by whom, from when until when, and its fingerprint

Nothing is checked here: a certificate is trusted for its fingerprint, which a person compares, and for nothing in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from megadesk.crypto.primitives import x509_fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The facts. Times in ms since 1970; ``sha256``: of the whole certificate, in hex, as browsers show it."""

    subject: str
    issuer: str
    names: tuple[str, ...]
    valid_from_ms: int
    valid_until_ms: int
    sha256: str

    @property
    def is_self_signed(self) -> bool:
        """Whether it vouches for itself."""
        return self.subject == self.issuer


def read_certificate(der: bytes) -> Certificate:
    """Return what stands in a certificate; Malformed if it is none."""
    subject, issuer, names, from_ms, until_ms = x509_fields(der)
    return Certificate(
        subject=subject, issuer=issuer, names=names, valid_from_ms=from_ms, valid_until_ms=until_ms,
        sha256=sha256(der).hexdigest(),
    )  # fmt: skip
