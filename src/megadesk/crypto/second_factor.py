"""The second factor: codes of an authenticator app (RFC 6238), and ten more that work once each.

    secret (20 bytes) --secret_text--> typed, or in the address of a QR code     shared by server and app
                      --matching_step--> which step of 30 s a code is of
    one-time code     --one_time_hash--> what the server keeps of it

The server enforces it; nothing is encrypted with it. Spaces and dashes in a code do not matter, nor does its case.
Source: docs/formats/account.md, "Second factor".
"""

from __future__ import annotations

import base64
from typing import Final
from urllib.parse import quote

from megadesk.crypto.primitives import digest, equal, totp_code
from megadesk.model.errors import BadUsage
from megadesk.model.ids import AccountId, Entropy

SECRET_BYTES: Final = 20
"""As long as what SHA-1 gives: RFC 4226, section 4, R6."""
STEP_MS: Final = 30_000
WINDOW_STEPS: Final = 1
"""So many steps before and after the present one count as well: clocks differ, and people type slowly."""
ONE_TIME_CODES: Final = 10
_ISSUER: Final = "megadesk"
_GROUP_CHARS: Final = 5
_RANDOM_BYTES: Final = 7
"""Ten letters are 50 bits of these 56."""


def normal_code(text: str) -> str:
    """Return a code as it is compared, however it was typed."""
    return "".join(text.split()).replace("-", "").upper()


def _as_bytes(code: str) -> bytes:
    """Return a code in its normal form; what is no text, as a command line may bring it, is no code either."""
    return normal_code(code).encode("utf-8", "replace")


def step_at(now_ms: int) -> int:
    """Return the step that a moment falls into."""
    return now_ms // STEP_MS


def matching_step(secret: bytes, code: str, now_ms: int, *, after: int = -1) -> int | None:
    """Return the step around now, later than ``after``, whose code this is; None if there is none.

    Every step of the window is looked at, and each to its end: how long it takes says nothing about the code.
    """
    present, typed = step_at(now_ms), _as_bytes(code)
    window = range(max(present - WINDOW_STEPS, 0), present + WINDOW_STEPS + 1)
    found = [step for step in window if equal(totp_code(secret, step).encode(), typed)]
    return next((step for step in found if step > after), None)


def secret_text(secret: bytes) -> str:
    """Return a secret as authenticator apps take it: base32 without padding."""
    return base64.b32encode(secret).decode().rstrip("=")


def parse_secret(text: str) -> bytes:
    """Return the secret in a text; BadUsage if it is none of ours. The text is in no message."""
    try:
        secret = base64.b32decode(normal_code(text))
    except ValueError:
        raise BadUsage(what="second_factor_secret") from None
    if len(secret) != SECRET_BYTES:
        raise BadUsage(what="second_factor_secret")
    return secret


def secret_address(secret: bytes, login: str) -> str:
    """Return what a QR code holds for an authenticator app: the secret, and what the app is to call it."""
    return f"otpauth://totp/{_ISSUER}:{quote(login, safe='')}?secret={secret_text(secret)}&issuer={_ISSUER}"


def make_one_time_codes(entropy: Entropy) -> list[str]:
    """Return new one-time codes, each of 50 random bits: ``ABCDE-FGHIJ``."""
    letters = [base64.b32encode(entropy(_RANDOM_BYTES)).decode() for _ in range(ONE_TIME_CODES)]
    return [f"{one[:_GROUP_CHARS]}-{one[_GROUP_CHARS : 2 * _GROUP_CHARS]}" for one in letters]


def one_time_hash(account: AccountId, code: str) -> bytes:
    """Return what the server keeps of a one-time code: nothing that could be typed, and nothing of use elsewhere."""
    return digest("one-time", account + _as_bytes(code))
