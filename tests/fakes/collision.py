"""One AES-GCM ciphertext that opens under two keys: what a box would be worth that does not commit to its key.

GHASH is a polynomial in a key that the attacker knows once he guesses: with one block free, two tags can be made equal.
Source: Len, Grubbs, Ristenpart, "Partitioning Oracle Attacks", USENIX Security 2021, section 3.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 16
_REDUCTION = 0xE1 << 120


def colliding_boxes(one: bytes, two: bytes, *, nonce: bytes, first_block: bytes) -> bytes:
    """Return two blocks of ciphertext and a tag that are valid under both keys, with a 12-byte nonce and nothing beside.

    The tag under a key is C1 H^3 + C2 H^2 + L H + E(counter 1); both are set equal, and solved for C2.
    """
    (hash_one, mask_one), (hash_two, mask_two) = _parts(one, nonce), _parts(two, nonce)
    lengths = 2 * BLOCK * 8
    first = int.from_bytes(first_block, "big")
    known = _sum(first, lengths, hash_one) ^ _sum(first, lengths, hash_two) ^ mask_one ^ mask_two
    second = _product(known, _inverse(_product(hash_one, hash_one) ^ _product(hash_two, hash_two)))
    tag = _sum(first, lengths, hash_one) ^ _product(second, _product(hash_one, hash_one)) ^ mask_one
    return b"".join(number.to_bytes(BLOCK, "big") for number in (first, second, tag))


def _parts(key: bytes, nonce: bytes) -> tuple[int, int]:
    """Return the hash key, and what the tag is masked with."""
    cipher = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    blocks = bytes(BLOCK), nonce + b"\0\0\0\1"
    hash_key, mask = (int.from_bytes(cipher.update(block), "big") for block in blocks)
    return hash_key, mask


def _sum(first: int, lengths: int, hash_key: int) -> int:
    """Return C1 H^3 + L H."""
    square = _product(hash_key, hash_key)
    return _product(first, _product(square, hash_key)) ^ _product(lengths, hash_key)


def _product(left: int, right: int) -> int:
    """Return the product in GF(2^128) as GCM writes it, the first bit being the lowest power (NIST SP 800-38D, 6.3)."""
    total = 0
    for bit in range(127, -1, -1):
        if left >> bit & 1:
            total ^= right
        right = right >> 1 ^ (_REDUCTION if right & 1 else 0)
    return total


def _inverse(number: int) -> int:
    """Return what gives 1 with it: its power of 2^128 - 2."""
    result, power = 1 << 127, number
    for _ in range(127):
        power = _product(power, power)
        result = _product(result, power)
    return result
