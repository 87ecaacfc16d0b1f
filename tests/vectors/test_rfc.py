"""Answers from the standards: RFC 9106, 5869, 4231, 8032, 7748's KEM successor, 6238.

The vectors come with the package cryptography-vectors, except the few that stand in full in their RFC; without it these
tests fail.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import cryptography_vectors
import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from megadesk.crypto import primitives

FOLDER = Path(cryptography_vectors.__file__).parent


def blocks(*path: str) -> list[dict[str, str]]:
    """Return the ``NAME = value`` rows of a vector file; each dictionary begins where a name comes again."""
    found: list[dict[str, str]] = [{}]
    for line in FOLDER.joinpath(*path).read_text().splitlines():
        name, equals, value = line.partition("=")
        name = name.strip().lower()
        if not equals or line.startswith("#"):
            continue
        if name in found[-1]:
            found.append({})
        found[-1][name] = value.strip()
    return found


def test_argon2id() -> None:
    """Every published answer, by our function where it has the form of ours, else by the library class in it."""
    checked = 0
    for row in blocks("KDF", "argon2id.txt"):
        if "pass" not in row:
            continue
        password, salt = bytes.fromhex(row["pass"]), bytes.fromhex(row["salt"])
        secret, ad = bytes.fromhex(row.get("secret", "")), bytes.fromhex(row.get("ad", ""))
        memory, passes, lanes = int(row["memcost"]), int(row["iter"]), int(row["lanes"])
        expected = row["output"].lower()
        if len(expected) == 64 and not secret and not ad:
            made = primitives.argon2id(password, salt, memory_kib=memory, passes=passes, lanes=lanes)
        else:
            made = Argon2id(
                salt=salt, length=len(expected) // 2, iterations=passes, lanes=lanes, memory_cost=memory,
                ad=ad or None, secret=secret or None,
            ).derive(password)  # fmt: skip
        assert made.hex() == expected
        checked += 1
    assert checked >= 5


def test_hkdf_sha256() -> None:
    """RFC 5869: extract and expand, as far as our 32 bytes go."""
    checked = 0
    for row in blocks("KDF", "rfc-5869-HKDF-SHA256.txt"):
        if "prk" not in row:
            continue
        prk = bytes.fromhex(row["prk"])
        salt = bytes.fromhex(row.get("salt", "")) or bytes(32)
        assert primitives._hmac_sha256(salt, bytes.fromhex(row["ikm"])) == prk
        assert row["okm"].startswith(primitives._expand(prk, bytes.fromhex(row.get("info", ""))).hex())
        checked += 1
    assert checked == 3


def test_hmac_sha256() -> None:
    """RFC 4231."""
    checked = 0
    for row in blocks("HMAC", "rfc-4231-sha256.txt"):
        if "key" not in row:
            continue
        message = bytes.fromhex(row["msg"])[: int(row["len"]) // 8]
        assert primitives._hmac_sha256(bytes.fromhex(row["key"]), message).hex() == row["md"]
        checked += 1
    assert checked >= 5


def test_ed25519() -> None:
    """The thousand signatures that came with the algorithm: public keys agree and signatures verify."""
    checked = 0
    for line in (FOLDER / "asymmetric" / "Ed25519" / "sign.input").read_text().splitlines():
        seed_public, public, message, signed = (bytes.fromhex(part) for part in line.split(":")[:4])
        assert primitives.SigningKey(seed_public[:32]).public == public
        primitives._verify_message(public, message, signed[:64])
        checked += 1
    assert checked >= 1000


def kem_rows() -> list[dict[str, Any]]:
    """Return the published HPKE answers of our KEM."""
    rows: list[dict[str, Any]] = json.loads((FOLDER / "HPKE" / "hpke-pq-test-vectors.json").read_text())
    return [row for row in rows if row["kem_id"] == 0x647A]


def test_kem_public_key() -> None:
    """A recipient's 32-byte seed, stretched by SHAKE256 into our two seeds, gives the published public key."""
    rows = kem_rows()
    assert rows
    for row in rows:
        seeds = hashlib.shake_256(bytes.fromhex(row["skRm"])).digest(96)
        assert primitives.kem_public(seeds[:64], seeds[64:]).hex() == row["pkRm"]


@pytest.mark.parametrize(
    ("time_s", "digits"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_totp(time_s: int, digits: str) -> None:
    """RFC 6238, appendix B: the last six of its eight digits."""
    assert primitives.totp_code(b"12345678901234567890", time_s // 30) == digits


def test_blake3() -> None:
    """The digest of nothing and of three bytes, as the algorithm's authors publish them."""
    assert primitives.blake3_digest(b"").hex() == "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262"
    assert primitives.blake3_digest(b"abc").hex() == "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85"
