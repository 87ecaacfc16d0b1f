"""What all requests and results are made of, and the events of those that stream."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final, Generic, TypeVar

import msgspec

from megadesk.model.errors import Argument

SECRETS: Final = frozenset({"password", "old_password", "new_password", "recovery_key", "proxy_password"})
"""Fields of these names never stand in a repr, which may end up in a log."""


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all requests and results."""

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.__rich_repr__())
        return f"{type(self).__name__}({shown})"

    def __rich_repr__(self) -> list[tuple[str, object]]:
        values = ((name, getattr(self, name)) for name in self.__struct_fields__)
        return [(name, "…" if value and name in SECRETS else value) for name, value in values]


class Nothing(Body, frozen=True, kw_only=True):
    """No arguments, or nothing to say."""


class Said(Body, frozen=True, kw_only=True):
    """One sentence, as what model/wording makes it from; ``remedy``: what to do about it is said right after it.

    Every body with a sentence for people carries its ``code`` and ``arguments``, so that a front end can say it in another
    language: ``words_for(code, arguments, say=tongue)``.
    """

    code: str
    arguments: dict[str, Argument] = {}
    remedy: bool = False


class Progress(Body, frozen=True, kw_only=True):
    """How far a streaming method is. ``path``: what moves just now; ``reason``: the sentence for what it waits for."""

    phase: str
    done_bytes: int = 0
    total_bytes: int = 0
    done_files: int = 0
    total_files: int = 0
    path: str = ""
    bps: int = 0
    seconds_left: int | None = None
    reason: str = ""
    code: str = ""
    arguments: dict[str, Argument] = {}


class Chunk(Body, frozen=True, kw_only=True):
    """A piece of a file."""

    data: bytes


class Failure(Body, frozen=True, kw_only=True):
    """What ``--json`` prints for an error."""

    code: str
    message: str
    arguments: dict[str, Argument] = {}


PAGE_MAX: Final = 10_000
Limit = Annotated[int, msgspec.Meta(ge=1, le=PAGE_MAX)]
"""How many lines of a list come in one answer: a message has a bound (protocol.py), a list has none."""

Seen = Annotated[int, msgspec.Meta(ge=0)]
"""How many lines of a list were seen already."""

Q = TypeVar("Q", bound=Body)
A = TypeVar("A", bound=Body)


@dataclass(frozen=True, slots=True)
class Method(Generic[Q, A]):
    """One thing a front end may ask for."""

    name: str
    request: type[Q]
    result: type[A]
    streams: bool = False
