"""Values that are made by the ten thousand: what ``@dataclass(frozen=True, slots=True)`` is, made in C.

    class Node(Value, frozen=True): ...    fields, defaults, equality, hash as of a dataclass
    replace(value, field=...)              of either kind

A frozen dataclass of six fields takes 670 ns to make and 1,850 to replace a field of, a ``Value`` 80 and 100
(docs/adr/0024-values-made-in-c.md). What there are few of stays a dataclass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

if TYPE_CHECKING:
    from dataclasses import replace as replace  # noqa: PLC0414 -- so that fields are checked
else:
    import dataclasses

    def replace(value: Any, /, **changes: Any) -> Any:
        """Return a value that differs in these fields; TypeError for a field it has not."""
        if isinstance(value, msgspec.Struct):
            return msgspec.structs.replace(value, **changes)
        return dataclasses.replace(value, **changes)


class Value(msgspec.Struct, frozen=True):
    """A frozen value. ``unshown`` names fields that are secret, or long, and do not stand in its repr."""

    unshown: ClassVar[frozenset[str]] = frozenset()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.__rich_repr__())})"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        return [(name, getattr(self, name)) for name in self.__struct_fields__ if name not in self.unshown]
