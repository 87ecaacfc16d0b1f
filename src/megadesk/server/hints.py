"""What the processes of one server tell each other: merged until it is told, and read strictly.

    head_moved, sessions_ended, quota_reached --> Hints --payloads--> database --parse--> Hints --> subscribers there

    1 0123456789abcdef h:SPACE:17,e:ACCOUNT:SESSION,q:ACCOUNT          who says it, and what; ids in hex

A space that moved a thousand times is one hint. Nothing here knows how payloads travel: ``notify_postgres`` does.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from megadesk.model.errors import Malformed
from megadesk.model.ids import AccountId, SpaceId

PAYLOAD_MAX_BYTES: Final = 7_900
"""PostgreSQL takes less than 8,000."""
SENDER_BYTES: Final = 8
_SEQ_MAX: Final = (1 << 53) - 1
_PAYLOAD: Final = re.compile(r"1 ([0-9a-f]{16}) ([0-9a-f:,heq]+)")
_HINT: Final = re.compile(
    r"h:(?P<space>[0-9a-f]{64}):(?P<seq>[0-9]{1,16})"
    r"|e:(?P<ended>[0-9a-f]{32}):(?P<session>[0-9a-f]{32})"
    r"|q:(?P<full>[0-9a-f]{32})"
)


class Hints:
    """What is still to be told."""

    def __init__(self) -> None:
        self.heads: dict[SpaceId, int] = {}
        self.ended: dict[AccountId, set[bytes]] = {}
        self.full: set[AccountId] = set()

    def __bool__(self) -> bool:
        return bool(self.heads or self.ended or self.full)

    def head(self, space: SpaceId, seq: int) -> None:
        """Add that a space moved."""
        self.heads[space] = max(seq, self.heads.get(space, 0))

    def end(self, account: AccountId, sessions: Collection[bytes]) -> None:
        """Add that these sessions of an account are over."""
        if sessions:
            self.ended.setdefault(account, set()).update(sessions)

    def quota(self, account: AccountId) -> None:
        """Add that an account's quota is used up."""
        self.full.add(account)

    def add(self, others: Hints) -> None:
        """Add all of these."""
        for space, seq in others.heads.items():
            self.head(space, seq)
        for account, sessions in others.ended.items():
            self.end(account, sessions)
        self.full |= others.full

    def payloads(self, sender: str) -> Iterator[str]:
        """Yield all of it as texts of at most PAYLOAD_MAX_BYTES."""
        begin = f"1 {sender} "
        words: list[str] = []
        room = PAYLOAD_MAX_BYTES - len(begin)
        for word in self._words():
            if len(word) + 1 > room and words:
                yield begin + ",".join(words)
                words, room = [], PAYLOAD_MAX_BYTES - len(begin)
            words.append(word)
            room -= len(word) + 1
        if words:
            yield begin + ",".join(words)

    def _words(self) -> Iterator[str]:
        for space, seq in self.heads.items():
            yield f"h:{space.hex()}:{seq}"
        for account, sessions in self.ended.items():
            for session in sorted(sessions):
                yield f"e:{account.hex()}:{session.hex()}"
        for account in sorted(self.full):
            yield f"q:{account.hex()}"


def parse(payload: str) -> tuple[str, Hints]:
    """Return who says what. Malformed if it is not what ``payloads`` makes, to the last letter."""
    found = _PAYLOAD.fullmatch(payload)
    if found is None:
        raise Malformed("a hint")
    hints = Hints()
    for word in found[2].split(","):
        _read(word, hints)
    return found[1], hints


def _read(word: str, hints: Hints) -> None:
    hint = _HINT.fullmatch(word)
    if hint is None or int(hint["seq"] or 0) > _SEQ_MAX:
        raise Malformed("a hint")
    if hint["space"]:
        hints.head(SpaceId(bytes.fromhex(hint["space"])), int(hint["seq"]))
    elif hint["ended"]:
        hints.end(AccountId(bytes.fromhex(hint["ended"])), [bytes.fromhex(hint["session"])])
    else:
        hints.quota(AccountId(bytes.fromhex(hint["full"])))
