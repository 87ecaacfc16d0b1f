"""The ignore rules of a pair that no file in its folder holds (implements sync.ports.RuleMemory).

ignore.here/PAIR    rules of this device alone, one text          ignore.said/PAIR    what each ignore file said last
"""

from __future__ import annotations

from collections.abc import Mapping

from megadesk.model.errors import Malformed
from megadesk.model.ids import PairId
from megadesk.model.relpath import RelPath
from megadesk.store.database import Database
from megadesk.store.rows import pack_name, unpack_name
from megadesk.store.settings import Settings


class IgnoreRules:
    """The memory of one pair. Safe from any thread; what is set is durable on return."""

    def __init__(self, database: Database, pair: PairId) -> None:
        self._settings = Settings(database)
        self._here = f"ignore.here/{pair}"
        self._said = f"ignore.said/{pair}"

    def here(self) -> str:
        """Return the rules of this device alone."""
        return self._settings.get(self._here, str) or ""

    def set_here(self, text: str) -> None:
        """Keep other rules of this device."""
        if text:
            self._settings.set(self._here, text)
        else:
            self._settings.delete(self._here)

    def last_said(self) -> Mapping[RelPath, str]:
        """Return what each ignore file said when it was last read; nothing if that cannot be made out any more."""
        try:
            kept = self._settings.get(self._said, list[tuple[bytes, str]]) or []
            return {RelPath(unpack_name(folder)): text for folder, text in kept}
        except (Malformed, UnicodeError):
            return {}

    def remember(self, texts: Mapping[RelPath, str]) -> None:
        """Keep what they say now. Folders are written as the disk spells them, which need not be Unicode."""
        if texts:
            self._settings.set(self._said, [(pack_name(folder), text) for folder, text in sorted(texts.items())])
        else:
            self._settings.delete(self._said)

    def forget(self) -> None:
        """Forget everything: the pair is gone."""
        self._settings.delete(self._here)
        self._settings.delete(self._said)
