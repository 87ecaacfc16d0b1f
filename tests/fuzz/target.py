r"""One parser under fire: what goes in, what it may say, and what must hold of what it lets pass.

    bytes --Target.parse--> passes: a value that was read, and held to what must be true of it
                        \-> one of ``refusals``: no such thing           anything else is a find

``parse`` may wrap, seal or sign its input first, so that chance gets past a check which nobody gets past by chance.
Read next: targets.py, docs/security/fuzzing.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from megadesk.model.errors import Damaged, MegadeskError, OurBug, TooNew

DAMAGE: tuple[type[MegadeskError], ...] = (Damaged, TooNew)
"""What bytes from outside may be refused with."""

INPUT_MAX_BYTES = 4096


class Find(AssertionError):  # noqa: N818 -- it is no fault of whoever reads it, but what is looked for
    """What a parser let pass is not what it must be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A parser. ``seeds``: honest inputs, made anew in each run; ``tries``: how many mutations the short run gives it."""

    name: str
    parse: Callable[[bytes], object]
    seeds: Callable[[], Iterable[bytes]]
    refusals: tuple[type[Exception], ...] = DAMAGE
    max_bytes: int = INPUT_MAX_BYTES
    tries: int = 4000

    def feed(self, data: bytes) -> bool:
        """Return whether an input was taken; raises for what neither is taken nor refused as it should be."""
        try:
            self.parse(data)
        except OurBug:
            raise
        except self.refusals:
            return False
        return True


def must(holds: bool, what: str) -> None:
    """Raise Find unless it holds."""
    if not holds:
        raise Find(what)


def as_text(data: bytes) -> str:
    """Return bytes as a command line or the name of a file brings them."""
    return data.decode("utf-8", "surrogateescape")
