"""Codes of an authenticator app, and codes that work once: which are taken as the same, and what is kept of them."""

from __future__ import annotations

import base64
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from fakes.crypto import seeded_entropy
from megadesk.crypto.second_factor import (
    ONE_TIME_CODES,
    SECRET_BYTES,
    STEP_MS,
    make_one_time_codes,
    matching_step,
    normal_code,
    one_time_hash,
    parse_secret,
    secret_address,
    secret_text,
)
from megadesk.model.errors import BadUsage
from megadesk.model.ids import AccountId

SECRET = b"12345678901234567890"
ADA, BOB = AccountId(b"a" * 16), AccountId(b"b" * 16)


@pytest.mark.parametrize(
    ("time_s", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_codes_are_those_of_rfc_6238(time_s: int, code: str) -> None:
    """Appendix B, its last six digits: at that time, a step later and a step before, and not two."""
    step = time_s // 30
    found = [matching_step(SECRET, code, time_s * 1000 + steps * STEP_MS) for steps in (-2, -1, 0, 1, 2)]
    assert found == [None, step, step, step, None]


def test_the_first_step_of_all_has_a_code() -> None:
    """And none before it has: a clock that stands at 1970 is wrong, and asks for nothing else."""
    assert matching_step(SECRET, "755224", 0) == 0  # RFC 4226, appendix D, count 0
    assert matching_step(SECRET, "755224", STEP_MS) == 0


def test_a_used_step_and_all_before_it_match_no_more() -> None:
    """A later step of the window still does."""
    assert matching_step(SECRET, "287082", 59_000, after=0) == 1
    assert matching_step(SECRET, "287082", 59_000, after=1) is None
    assert matching_step(SECRET, "287082", 59_000, after=2) is None


@pytest.mark.parametrize("typed", ["287 082", "287-082", " 287082\n", "2 8 7-0 8 2"])
def test_spaces_and_dashes_do_not_matter(typed: str) -> None:
    """A code is taken however an app or a person groups it."""
    assert matching_step(SECRET, typed, 59_000) == 1


@pytest.mark.parametrize(
    "typed", ["", "-", "28708", "2870820", "287083", "94287082", "\N{ARABIC-INDIC DIGIT TWO}87082"]
)
def test_what_is_no_code_matches_nothing(typed: str) -> None:
    """Nothing, too few digits, too many, another one, digits of another script; also before 1970 had two steps."""
    assert matching_step(SECRET, typed, 59_000) is None
    assert matching_step(SECRET, typed, 0) is None


def test_a_secret_is_text_without_padding() -> None:
    """Twenty bytes are 32 letters, which come back however they are grouped; other lengths and letters are refused."""
    assert (len(secret_text(SECRET)), base64.b32decode(secret_text(SECRET))) == (32, SECRET)
    assert parse_secret("gezd gnbv-gy3t qojq GEZDGNBVGY3TQOJQ") == SECRET
    for bad in ("", "GEZD", secret_text(SECRET) + "AAAAAAAA", "1" * 32, "\N{LATIN SMALL LETTER A WITH DIAERESIS}" * 32):
        with pytest.raises(BadUsage) as refused:
            parse_secret(bad)
        assert refused.value.arguments == {"what": "second_factor_secret"}


def test_the_address_is_that_of_authenticator_apps() -> None:
    """otpauth, a label of issuer and name, and both parameters, whatever is in the name."""
    name = "ädä+x:y/z?&#%@example.org"
    parts = urlsplit(secret_address(SECRET, name))
    assert (parts.scheme, parts.netloc, unquote(parts.path)) == ("otpauth", "totp", f"/megadesk:{name}")
    assert parse_qs(parts.query) == {"secret": [secret_text(SECRET)], "issuer": ["megadesk"]}
    assert parts.path.count(":") == 1
    assert len(SECRET) == SECRET_BYTES


def test_one_time_codes_are_all_different_and_can_be_typed() -> None:
    """Ten of them, two groups of five letters and digits that are not mistaken for each other."""
    codes = make_one_time_codes(seeded_entropy("codes"))
    assert len(set(codes)) == ONE_TIME_CODES
    for code in codes:
        assert [len(group) for group in code.split("-")] == [5, 5]
        assert set(normal_code(code)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def test_one_time_codes_are_all_that_was_drawn_for_them() -> None:
    """Fifty of the 56 bits that are drawn for each, from the first on."""
    asked: list[int] = []

    def entropy(size: int) -> bytes:
        asked.append(size)
        return bytes(range(size))

    assert make_one_time_codes(entropy) == ["AAAQE-AYEAU"] * 10
    assert asked == [7] * 10


def test_the_hash_of_a_one_time_code_is_its_account_s() -> None:
    """However it is typed it is the same; of another account or another code it is another one."""
    assert one_time_hash(ADA, "abcde fghij") == one_time_hash(ADA, "ABCDE-FGHIJ")
    assert (
        len({one_time_hash(ADA, "ABCDE-FGHIJ"), one_time_hash(BOB, "ABCDE-FGHIJ"), one_time_hash(ADA, "ABCDE-FGHIK")})
        == 3
    )
