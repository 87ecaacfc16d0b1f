"""The two versions of a conflict, and which of them was made on this device.

    copy    stands beside, under a name with the stamp of the device that made it       --keep copy
    name    has the name: it reached the cloud first                                    --keep name
                                  the one that was made here --keep local, the other one --keep remote

A version was made on the device that signed its record; a copy also on the one that its name says. Where that is this
device for both or for neither, “local” means nothing, and nobody guesses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from megadesk.model.errors import BadUsage
from megadesk.model.ids import DeviceId, NodeId
from megadesk.model.reasons import Remedy
from megadesk.model.relpath import printable
from megadesk.model.tree import Node
from megadesk.sync.conflict import copied_by, device_word

BY_DEVICE: Final = frozenset({Remedy.KEEP_LOCAL, Remedy.KEEP_REMOTE})
"""These mean a version by the device that made it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One of the two. ``device``: what it is called; None if nobody knows."""

    node: Node
    device: str | None
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """Both of them."""

    copy: Version
    name: Version

    @property
    def local(self) -> Remedy | None:
        """The answer that keeps the version made here; None if that is not one of the two."""
        if self.copy.is_here == self.name.is_here:
            return None
        return Remedy.KEEP_COPY if self.copy.is_here else Remedy.KEEP_NAME

    def kept_by(self, action: str) -> Remedy:
        """Return keep_copy or keep_name, whichever an answer means; BadUsage for a “local” that means neither."""
        if action in {Remedy.KEEP_COPY, Remedy.KEEP_NAME}:
            return Remedy(action)
        if self.local is None:
            made = "both_here" if self.copy.is_here else "neither_here"
            raise BadUsage(what="remedy", reason=made, path=printable(self.name.node.name))
        if action == Remedy.KEEP_LOCAL:
            return self.local
        return Remedy.KEEP_NAME if self.local is Remedy.KEEP_COPY else Remedy.KEEP_COPY

    def word_for(self, which: Remedy) -> str:
        """Return the word after --keep that keeps one of them, as a person thinks of it."""
        if self.local is None:
            return which.removeprefix("keep_")
        return "local" if which is self.local else "remote"

    @property
    def no_words(self) -> frozenset[Remedy]:
        """The answers that do not say which version is meant."""
        return frozenset() if self.local is not None else BY_DEVICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Makers:
    """Who made what. ``author``: the device that signed a node's record; ``label``: what a device is called."""

    here: DeviceId
    here_name: str
    author: Callable[[NodeId], DeviceId | None]
    label: Callable[[DeviceId], str]

    def versions(self, copy: Node, name: Node) -> Versions:
        """Return a conflict copy and what it stands beside."""
        author = self.author(name.id)
        return Versions(
            copy=Version(node=copy, device=copied_by(copy.name), is_here=self._copy_is_here(copy)),
            name=Version(node=name, device=None if author is None else self.label(author), is_here=author == self.here),
        )

    def _copy_is_here(self, copy: Node) -> bool:
        author, stamp = self.author(copy.id), copied_by(copy.name)
        if author == self.here:
            return True
        if stamp != device_word(self.here_name):
            return False
        # Two devices may have one name; then the record says whose stamp it is.
        return author is None or device_word(self.label(author)) != stamp
