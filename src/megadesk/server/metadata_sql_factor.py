"""The questions about second factors, in SQL that every database takes. A part of ``metadata_sql``; see ``metadata_factor``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from megadesk.model.ids import AccountId
from megadesk.server import metadata_tables as t
from megadesk.server.metadata_factor import Factor


class FactorQuestions(ABC):
    """The questions of ``metadata_factor``."""

    @abstractmethod
    def _ask(self, query: sa.Select[Any], **values: Any) -> Iterator[Sequence[Any]]:
        """Yield the rows that answer a query; whoever has seen enough may stop."""

    @abstractmethod
    def _tell(self, statement: sa.UpdateBase, **values: Any) -> int:
        """Change rows; return how many there were."""

    @abstractmethod
    def _add(self, statement: sa.Insert, **values: Any) -> bool:
        """Add a row; return False if there is one with its key."""

    def factor(self, account: AccountId, *, lock: bool = False) -> Factor | None:
        """Return an account's second factor."""
        row = next(iter(self._ask(FACTOR_LOCKED if lock else FACTOR, account_is=account)), None)
        return None if row is None else Factor._make(row)._replace(account=AccountId(row[0]))

    def put_factor(self, factor: Factor) -> None:
        """Add an account's second factor, or replace it."""
        values = factor._asdict()
        account = values.pop("account")
        if not self._tell(SET_FACTOR, account_is=account, **values):
            self._add(ADD_FACTOR, account=account, **values)

    def drop_factor(self, account: AccountId) -> None:
        """Take away an account's second factor with its one-time codes."""
        self._tell(DROP_CODES, account_is=account)
        self._tell(DROP_FACTOR, account_is=account)

    def one_time_codes(self, account: AccountId) -> int:
        """Return how many one-time codes an account has left."""
        return sum(count for (count,) in self._ask(COUNT_CODES, account_is=account))

    def set_one_time_codes(self, account: AccountId, hashes: Collection[bytes]) -> None:
        """Replace an account's one-time codes."""
        self._tell(DROP_CODES, account_is=account)
        for code_hash in set(hashes):
            self._add(ADD_CODE, account=account, code_hash=code_hash)

    def take_one_time_code(self, account: AccountId, code_hash: bytes) -> bool:
        """Use a one-time code up; whether there was one."""
        return bool(self._tell(TAKE_CODE, account_is=account, code_hash_is=code_hash))

    def stray_factors(self) -> Collection[str]:
        """Return the ids, in hex, under which there is a second factor without its account, or a code without its factor."""
        return sorted(
            {bytes(account).hex() for query in (STRAY_FACTORS, STRAY_CODES) for (account,) in self._ask(query)}
        )


_factors, _codes = t.second_factors, t.one_time_codes

FACTOR: Final = sa.select(_factors).where(_factors.c.account == given("account_is"))
FACTOR_LOCKED: Final = FACTOR.with_for_update()
ADD_FACTOR: Final = sa.insert(_factors)
SET_FACTOR: Final = sa.update(_factors).where(_factors.c.account == given("account_is"))
DROP_FACTOR: Final = sa.delete(_factors).where(_factors.c.account == given("account_is"))
COUNT_CODES: Final = sa.select(sa.func.count()).select_from(_codes).where(_codes.c.account == given("account_is"))
ADD_CODE: Final = sa.insert(_codes)
TAKE_CODE: Final = sa.delete(_codes).where(
    _codes.c.account == given("account_is"), _codes.c.code_hash == given("code_hash_is")
)
DROP_CODES: Final = sa.delete(_codes).where(_codes.c.account == given("account_is"))
STRAY_FACTORS: Final = sa.select(_factors.c.account).where(_factors.c.account.not_in(sa.select(t.accounts.c.id)))
STRAY_CODES: Final = sa.select(_codes.c.account).where(_codes.c.account.not_in(sa.select(_factors.c.account)))
