"""Uploads and downloads by turns: whoever was asked first last time is asked second now. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from megadesk.model.transfer import Direction

_OTHER = {Direction.UPLOAD: Direction.DOWNLOAD, Direction.DOWNLOAD: Direction.UPLOAD}


class Turns:
    """Whose turn it is."""

    def __init__(self) -> None:
        self._next = Direction.UPLOAD

    def begin(self, ways: Collection[Direction]) -> Iterator[Direction]:
        """Yield those of both directions that are in ``ways``, the one whose turn it is first; then it is the other's."""
        first = self._next
        self._next = _OTHER[first]
        return iter([way for way in (first, _OTHER[first]) if way in ways])
