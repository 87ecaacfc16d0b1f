"""What a check of an account finds: one value for each thing that is not as it must be.

    space     the server lies, or its records do not give the signed state        code of the error, record_*
    here      this device's own database is not what was verified                  own_*
    content   blocks of a file that the server cannot give, or gives damaged       blocks_*, list_*, local_differs

The sentence is made from code and arguments (verify_phrases). Values without behaviour.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from megadesk.model.errors import Argument
from megadesk.model.ids import NodeId

NO_ARGUMENTS: Final[Mapping[str, Argument]] = MappingProxyType({})


class Area(StrEnum):
    """What a finding is about."""

    SPACE = "space"
    HERE = "here"
    CONTENT = "content"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong. ``node``: whose record or content; ``bucket``: where in the signed state, if that is known.

    blocks: how many of the file's blocks; bytes: of how many plain bytes. healed: it was set right meanwhile.
    """

    area: Area
    code: str
    arguments: Mapping[str, Argument] = field(default_factory=lambda: NO_ARGUMENTS)
    node: NodeId | None = None
    bucket: int | None = None
    blocks: int = 0
    size_bytes: int = 0
    healed: bool = False
