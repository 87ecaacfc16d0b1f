"""The questions about invitations, in SQL that every database takes. A part of ``metadata_sql``; see ``metadata_invitations``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from megadesk.server import metadata_tables as t
from megadesk.server.metadata_invitations import Invitation


class InvitationQuestions(ABC):
    """The questions of ``metadata_invitations``."""

    @abstractmethod
    def _ask(self, query: sa.Select[Any], **values: Any) -> Iterator[Sequence[Any]]:
        """Yield the rows that answer a query; whoever has seen enough may stop."""

    @abstractmethod
    def _tell(self, statement: sa.UpdateBase, **values: Any) -> int:
        """Change rows; return how many there were."""

    def invitation(self, login: str) -> Invitation | None:
        """Return the invitation for a name, past its time too."""
        row = next(iter(self._ask(INVITATION, login_is=login)), None)
        return None if row is None else Invitation._make(row)

    def invitations(self) -> Sequence[Invitation]:
        """Return all of them by name, past their time too."""
        return [Invitation._make(row) for row in self._ask(INVITATIONS)]

    def is_anybody_invited(self, now_ms: int) -> bool:
        """Whether there is an invitation that is not past its time."""
        return next(iter(self._ask(ANY_INVITATION, now_ms=now_ms)), None) is not None

    def put_invitation(self, invitation: Invitation) -> None:
        """Add the invitation for a name, or replace it."""
        self._tell(DROP_INVITATION, login_is=invitation.login)
        self._tell(ADD_INVITATION, **invitation._asdict())

    def drop_invitation(self, login: str) -> bool:
        """Take the invitation for a name away; whether there was one."""
        return bool(self._tell(DROP_INVITATION, login_is=login))

    def expire_invitations(self, now_ms: int) -> None:
        """Forget invitations that are past their time."""
        self._tell(EXPIRE_INVITATIONS, now_ms=now_ms)


_rows = t.invitations

INVITATION: Final = sa.select(_rows).where(_rows.c.login == given("login_is"))
INVITATIONS: Final = sa.select(_rows).order_by(_rows.c.login)
ANY_INVITATION: Final = sa.select(_rows.c.login).where(_rows.c.expires_ms > given("now_ms")).limit(1)
ADD_INVITATION: Final = sa.insert(_rows)
DROP_INVITATION: Final = sa.delete(_rows).where(_rows.c.login == given("login_is"))
EXPIRE_INVITATIONS: Final = sa.delete(_rows).where(_rows.c.expires_ms <= given("now_ms"))
