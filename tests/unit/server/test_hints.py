"""What processes tell each other: merged, in bounds, and read strictly."""

from __future__ import annotations

import random

import pytest

from megadesk.model.errors import Malformed
from megadesk.model.ids import AccountId, SpaceId
from megadesk.server.hints import PAYLOAD_MAX_BYTES, Hints, parse

ADA, BOB = AccountId(bytes([1]) * 16), AccountId(bytes([2]) * 16)
HOME, AWAY = SpaceId(bytes([3]) * 32), SpaceId(bytes([4]) * 32)
SENDER = "0123456789abcdef"


def said(hints: Hints) -> tuple[dict[SpaceId, int], dict[AccountId, set[bytes]], set[AccountId]]:
    """Return all of it."""
    return hints.heads, hints.ended, hints.full


def test_what_is_told_is_heard() -> None:
    """All three kinds, and of a space the highest head that was said."""
    hints = Hints()
    assert not hints
    for seq in (6, 7, 5):
        hints.head(HOME, seq)
    hints.end(ADA, [b"a" * 16, b"b" * 16])
    hints.end(BOB, [])
    hints.quota(BOB)
    (payload,) = hints.payloads(SENDER)
    sender, heard = parse(payload)
    assert sender == SENDER
    assert said(heard) == ({HOME: 7}, {ADA: {b"a" * 16, b"b" * 16}}, {BOB})


def test_what_is_kept_joins_what_is_new() -> None:
    """Neither takes anything from the other, and the higher head stays."""
    kept, new = Hints(), Hints()
    kept.head(HOME, 9)
    kept.end(ADA, [b"a" * 16])
    new.head(HOME, 8)
    new.head(AWAY, 1)
    new.end(ADA, [b"b" * 16])
    new.quota(ADA)
    new.add(kept)
    assert said(new) == ({HOME: 9, AWAY: 1}, {ADA: {b"a" * 16, b"b" * 16}}, {ADA})


def test_much_is_told_in_several() -> None:
    """None is longer than the database takes, none is left out, and nothing makes none."""
    chance = random.Random(5)
    hints, heard = Hints(), Hints()
    assert list(hints.payloads(SENDER)) == []
    for _ in range(1_000):
        hints.head(SpaceId(chance.randbytes(32)), chance.randrange(1 << 53))
        hints.end(AccountId(chance.randbytes(16)), [chance.randbytes(16)])
        hints.quota(AccountId(chance.randbytes(16)))
    payloads = list(hints.payloads(SENDER))
    assert max(map(len, payloads)) <= PAYLOAD_MAX_BYTES
    assert len(payloads) < 1 + sum(map(len, payloads)) / (PAYLOAD_MAX_BYTES - 100)
    for payload in payloads:
        heard.add(parse(payload)[1])
    assert said(heard) == said(hints)


GOOD = f"1 {SENDER} h:{HOME.hex()}:7"


@pytest.mark.parametrize(
    "payload",
    [
        "", " ", "1", f"1 {SENDER}", f"1 {SENDER} ", f"2{GOOD[1:]}", GOOD + ",", GOOD + "\n", "\n" + GOOD, GOOD.upper(),
        GOOD.replace(":7", ":"), GOOD.replace(":7", ":-7"), GOOD.replace(":7", ":" + "9" * 16),
        GOOD.replace(":7", ":" + "1" * 17), GOOD.replace(":7", ":\u0667"), GOOD[:-4] + ":7", GOOD.replace("h:", "x:"),
        GOOD.replace("h:", "q:"), f"1 {SENDER} q:{ADA.hex()}:1", f"1 {SENDER} e:{ADA.hex()}", f"1 {SENDER[1:]} q:{ADA.hex()}",
        f"{GOOD},{GOOD}", '{"space": 1}',
    ],
)  # fmt: skip
def test_nothing_else_is_read(payload: str) -> None:
    """What is not to the last letter what we write is none of ours."""
    parse(GOOD)
    with pytest.raises(Malformed):
        parse(payload)


def test_numbers_have_bounds() -> None:
    """The highest number of a message passes, one more does not."""
    parse(GOOD.replace(":7", f":{(1 << 53) - 1}"))
    with pytest.raises(Malformed):
        parse(GOOD.replace(":7", f":{1 << 53}"))
