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


@pytest.mark.parametrize("version", [0x03, 0x06])
def test_a_certificate_of_an_unknown_version_is_malformed(tmp_path: Path, version: int) -> None:
    """The library has an error of its own for it, which is none of its others."""
    der = der_of(make_certificate(tmp_path / "c.pem"))
    assert der.count(b"\xa0\x03\x02\x01\x02") == 1
    with pytest.raises(Malformed):
        read_certificate(der.replace(b"\xa0\x03\x02\x01\x02", bytes((0xA0, 3, 2, 1, version))))


def test_a_certificate_with_a_name_of_bits_is_malformed(tmp_path: Path) -> None:
    """So for a name that is no text."""
    der = der_of(make_certificate(tmp_path / "c.pem"))
    name = b"\x0c\x09127.0.0.1"
    assert der.count(name) == 2
    with pytest.raises(Malformed):
        read_certificate(der.replace(name, b"\x03" + name[1:]))


def test_a_certificate_with_something_twice_is_malformed(tmp_path: Path) -> None:
    """So for an extension that is there again."""
    der = der_of(make_certificate(tmp_path / "c.pem"))
    san, constraints = b"\x06\x03\x55\x1d\x11", b"\x06\x03\x55\x1d\x13"
    assert der.count(san) == der.count(constraints) == 1
    with pytest.raises(Malformed):
        read_certificate(der.replace(constraints, san))


@pytest.mark.parametrize("der", [b"", b"\x30\x03\x02\x01", b"zork" * 1000])
def test_what_is_no_certificate_is_malformed(der: bytes) -> None:
    """Whatever a server sends."""
    with pytest.raises(Malformed):
        read_certificate(der)
