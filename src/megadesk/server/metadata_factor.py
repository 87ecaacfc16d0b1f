"""The seam between rules and database for the second factor. A part of ``metadata``.

    Factor          an account's secret, and what was tried with it: one row, or none
    one-time codes  hashes of those not used yet

What a code is, and which one is taken, is a rule: ``second_factor``.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple, Protocol

from megadesk.model.ids import AccountId


class Factor(NamedTuple):
    """The second factor of an account, and how far its codes were used and guessed."""

    account: AccountId
    secret: bytes
    since_ms: int
    last_step: int
    """Of the last code that was taken: codes of this step and earlier ones are never taken again."""
    tries: int = 0
    """Wrong codes since the last right one, or since the last lock."""
    locked_until_ms: int = 0


class FactorReading(Protocol):
    """What can be asked."""

    def factor(self, account: AccountId, *, lock: bool = False) -> Factor | None:
        """Return an account's second factor."""

    def one_time_codes(self, account: AccountId) -> int:
        """Return how many one-time codes an account has left."""

    def stray_factors(self) -> Collection[str]:
        """Return the ids, in hex, under which there is a second factor without its account, or a code without its factor."""


class FactorWriting(Protocol):
    """What can be changed."""

    def put_factor(self, factor: Factor) -> None:
        """Add an account's second factor, or replace it."""

    def drop_factor(self, account: AccountId) -> None:
        """Take away an account's second factor with its one-time codes."""

    def set_one_time_codes(self, account: AccountId, hashes: Collection[bytes]) -> None:
        """Replace an account's one-time codes."""

    def take_one_time_code(self, account: AccountId, code_hash: bytes) -> bool:
        """Use a one-time code up; whether there was one."""
