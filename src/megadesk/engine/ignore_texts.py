"""Requests about the ignore rules of a folder as one text: read it, see what another would do, write it.

    read --> text, version --a person edits--> try --> faults by line, what it takes out, lets in, fetches
                                               write -the same, for good-> `.deskignore` or this device's settings

Nothing is written over what was saved meanwhile: a version is that of the text that was read.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Final

from megadesk.disk.ignore_files import MAX_BYTES, TOO_LARGE, KeptText, kept_text
from megadesk.engine.engine import Engine
from megadesk.engine.ignore_rules import IgnoreRequests, Place, shown_fault
from megadesk.ipc import messages as m
from megadesk.ipc.listener import Call
from megadesk.model.errors import BadUsage, NotFound, Stale
from megadesk.model.relpath import ROOT, RelPath, join, printable
from megadesk.store.ignore_rules import IgnoreRules
from megadesk.sync.ignore import HERE_ONLY
from megadesk.sync.ignore_lines import parse

EXAMPLES: Final = 200
VERSION_DIGITS: Final = 16


class IgnoreTexts:
    """Safe from any thread. Raises DecisionNeeded if the folder of the pair is not there."""

    def __init__(self, engine: Engine, rules: IgnoreRequests) -> None:
        self._engine = engine
        self._rules = rules

    def read(self, body: m.IgnoreFolder, _call: Call) -> m.IgnoreText:
        """What stands in the ignore file of a folder, and what counts on this device alone."""
        place = self._place(body)
        kept, here = kept_text(place.root, place.file), self._memory(place).here()
        text = kept.text if kept is not None else ""
        return m.IgnoreText(
            pair=place.pair.id, folder=printable(place.folder), text=text, exists=kept is not None, version=_version(text),
            here=here, here_version=_version(here),
        )  # fmt: skip

    def attempt(self, body: m.IgnoreDraft, _call: Call) -> m.IgnoreTried:
        """What another text would do. Nothing is changed."""
        return self._put(body, for_good=False)

    def write(self, body: m.IgnoreDraft, _call: Call) -> m.IgnoreTried:
        """Another text from now on; Stale if it is not the one any more that was read."""
        return self._put(body, for_good=True)

    def _put(self, body: m.IgnoreDraft, *, for_good: bool) -> m.IgnoreTried:
        place = self._place(body)
        if len(body.text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
            raise BadUsage(what="ignore_file", path=printable(place.file), reason=TOO_LARGE)
        with self._rules.changing:
            kept = None if body.here_only else kept_text(place.root, place.file)
            was = self._memory(place).here() if body.here_only else kept.text if kept is not None else ""
            if for_good and body.version and body.version != _version(was):
                raise Stale(path=HERE_ONLY if body.here_only else printable(place.file))
            before = self._rules.rules(place.pair)
            foreseen = self._rules.foreseen(place, before, body.text, here_only=body.here_only)
            effects = self._rules.effects(place, before, foreseen, examples=EXAMPLES)
            is_other = body.text != was
            if for_good and is_other:
                self._keep(place, body, kept)
        if for_good and is_other:
            self._rules.look_again(place, foreseen.rules)
        return m.IgnoreTried(
            pair=place.pair.id, folder=printable(place.folder), changed=is_other, version=_version(body.text),
            faults=self._faults(place, body, fold=before.fold), taken_out=effects[0], let_in=effects[1], fetched=effects[2],
        )  # fmt: skip

    def _keep(self, place: Place, body: m.IgnoreDraft, kept: KeptText | None) -> None:
        if body.here_only:
            self._memory(place).set_here(body.text)
        elif body.text or kept is not None:
            self._rules.write(place, body.text, kept)

    @staticmethod
    def _faults(place: Place, body: m.IgnoreDraft, *, fold: bool) -> list[m.IgnoreFault]:
        source = HERE_ONLY if body.here_only else str(place.file)
        found = parse(body.text, source=source, folder=ROOT if body.here_only else place.folder, fold=fold)
        return [shown_fault(source, fault) for fault in found.faults]

    def _memory(self, place: Place) -> IgnoreRules:
        return IgnoreRules(self._engine.database, place.pair.id)

    def _place(self, body: m.IgnoreFolder) -> Place:
        """Return the pair, and the folder in it, that is meant; NotFound if there is no such folder on this disk."""
        place = self._rules.place(body)
        folder = place.folder
        for name in filter(None, body.folder.split("/")):
            if name in {".", ".."}:
                raise NotFound(what="folder", path=printable(body.folder))
            folder = join(folder, name)
        place.root.check()
        if folder and not Path(place.pair.local, *folder.split("/")).is_dir():
            raise NotFound(what="folder", path=printable(folder))
        return Place(place.pair, RelPath(folder))


def _version(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:VERSION_DIGITS]
