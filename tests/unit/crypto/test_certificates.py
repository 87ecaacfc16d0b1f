"""What stands in a certificate."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from fakes.tls import der_of, make_certificate
from megadesk.crypto.certificates import read_certificate
from megadesk.model.errors import Malformed


def test_a_certificate_says_who_until_when_and_which(tmp_path: Path) -> None:
    """The fingerprint is that of all its bytes, as browsers and openssl show it."""
    der = der_of(make_certificate(tmp_path / "c.pem"))
    found = read_certificate(der)
    assert (found.subject, found.issuer, found.names) == ("CN=127.0.0.1", "CN=127.0.0.1", ("127.0.0.1",))
    assert found.is_self_signed
    assert found.sha256 == hashlib.sha256(der).hexdigest()
    assert (found.valid_from_ms, found.valid_until_ms) == (1_577_836_800_000, 1_577_836_800_000 + 36_500 * 86_400_000)


@pytest.mark.parametrize("der", [b"", b"\x30\x03\x02\x01", b"zork" * 1000])
def test_what_is_no_certificate_is_malformed(der: bytes) -> None:
    """Whatever a server sends."""
    with pytest.raises(Malformed):
        read_certificate(der)
