"""Requests about ignore rules: show those in force, change one after saying what it would do, test a path.

    add, remove --> before, after --> what would change --unless dry_run--> `.deskignore` or this device's settings
                                                                           --> the pair looks again

A rule is changed in the file of the folder that was named, as one atomic step and only if the file still is as it was
read; nothing else in it changes, and the old one goes to the debris.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from megadesk.crypto.content import file_hash, plain_hash
from megadesk.disk.ignore_effect import Foresight, foresee, rules_on_disk
from megadesk.disk.ignore_files import KeptText, kept_text
from megadesk.disk.local_side import DiskSide, open_side
from megadesk.disk.root import Root
from megadesk.engine.engine import Engine
from megadesk.engine.places import place_of
from megadesk.engine.subject import typed_path
from megadesk.ipc import messages as m
from megadesk.ipc.listener import Call
from megadesk.model.errors import Argument, BadUsage, MegadeskError, NotFound, Stale
from megadesk.model.ids import new_node_id
from megadesk.model.pair import PairState, SyncPair
from megadesk.model.relpath import ROOT, RelPath, join, printable
from megadesk.model.tree import Kind, Tree
from megadesk.model.wording import words_for
from megadesk.store.ignore_rules import IgnoreRules
from megadesk.sync.events import RescanAsked
from megadesk.sync.ignore import HERE_ONLY, IGNORE_FILE, Rules
from megadesk.sync.ignore_edit import has_rule, with_rule, without_rule
from megadesk.sync.ignore_lines import LineFault, RuleLine, line_fault
from megadesk.sync.rulebook import BAD_LINE

EXAMPLES: Final = 5
LOOK_S: Final = 10.0


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of a pair that a person named."""

    pair: SyncPair
    folder: RelPath

    @property
    def root(self) -> Root:
        """The pair's own folder."""
        return Root(self.pair.local, self.pair.marker)

    @property
    def file(self) -> RelPath:
        """The ignore file of the folder."""
        return join(self.folder, IGNORE_FILE)


class IgnoreRequests:
    """Safe from any thread. Raises DecisionNeeded if the folder of the pair is not there."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.changing = threading.Lock()
        """Held while a text is read, changed and written."""

    # -- looking ------------------------------------------------------------------------------------------------------

    def show(self, body: m.IgnorePlace, _call: Call) -> m.IgnoreRules:
        """Every rule in force, the weakest first."""
        place = self.place(body)
        rules = self.rules(place.pair)
        files = rules.files()
        return m.IgnoreRules(
            pair=place.pair.id,
            name=place.pair.name,
            rules=[_shown(line) for file in files for line in file.lines],
            faults=[shown_fault(file.source, fault) for file in files for fault in file.faults],
        )

    def test(self, body: m.IgnoreTest, _call: Call) -> m.IgnoreVerdict:
        """What becomes of one path, whether anything is there or not."""
        pair, path = self._path(body)
        node = None if not path else self._remote(pair).at(path)
        is_folder = body.is_folder or Path(pair.local, *path.split("/")).is_dir()
        verdict = self.rules(pair).verdict(path, is_folder=is_folder or (node is not None and node.is_folder))
        return m.IgnoreVerdict(
            pair=pair.id, path=printable(path), ignored=verdict.ignored, junk=verdict.junk,
            rule=_shown(verdict.rule) if verdict.rule is not None else None,
        )  # fmt: skip

    # -- changing -----------------------------------------------------------------------------------------------------

    def add(self, body: m.IgnoreAdd, _call: Call) -> m.IgnoreChange:
        """Add a rule, or only say what it would do."""
        reason = line_fault(body.pattern)
        if reason is not None:
            raise BadUsage(what="ignore_rule", value=printable(body.pattern), reason=reason)
        pattern = body.pattern if body.pattern.endswith("\\ ") else body.pattern.rstrip()
        return self._change(body, pattern, add=True, junk=body.junk)

    def remove(self, body: m.IgnoreRemove, _call: Call) -> m.IgnoreChange:
        """Take a rule away, or only say what that would do. NotFound if it is not there."""
        return self._change(body, body.pattern, add=False)

    def _change(
        self, body: m.IgnoreAdd | m.IgnoreRemove, pattern: str, *, add: bool, junk: bool = False
    ) -> m.IgnoreChange:
        place = self.place(body)
        place.root.check()
        with self.changing:
            memory = IgnoreRules(self._engine.database, place.pair.id)
            kept = None if body.here_only else kept_text(place.root, place.file)
            text = memory.here() if body.here_only else kept.text if kept is not None else ""
            changed = not has_rule(text, pattern, junk=junk) if add else has_rule(text, pattern)
            source = HERE_ONLY if body.here_only else str(place.file)
            if not add and not changed:
                raise NotFound(what="ignore_rule", value=printable(pattern), path=printable(source))
            now = text if not changed else with_rule(text, pattern, junk=junk) if add else without_rule(text, pattern)
            before = self.rules(place.pair)
            foreseen = self.foreseen(place, before, now, here_only=body.here_only)
            answer = self.effects(place, before, foreseen)
            if changed and not body.dry_run:
                if body.here_only:
                    memory.set_here(now)
                else:
                    self.write(place, now, kept)
        if changed and not body.dry_run:
            self.look_again(place, foreseen.rules)
        return m.IgnoreChange(
            pair=place.pair.id, source=printable(source), pattern=printable(pattern), changed=changed,
            dry_run=body.dry_run, taken_out=answer[0], let_in=answer[1], fetched=answer[2],
        )  # fmt: skip

    @staticmethod
    def foreseen(place: Place, before: Rules, text: str, *, here_only: bool) -> Foresight:
        """Return what comes of another text of the file that was named, or of this device's rules."""
        if here_only:
            after = Rules(here=text, texts=before.texts, fold=before.fold)
        else:
            after = before.with_text(place.folder, text if _says_anything(text) else None)
        is_other = (before.here, before.texts) != (after.here, after.texts)
        return foresee(place.root, before, after) if is_other else Foresight((), after)

    def effects(
        self, place: Place, before: Rules, foreseen: Foresight, *, examples: int = EXAMPLES
    ) -> tuple[m.IgnoreEffect, m.IgnoreEffect, m.IgnoreEffect]:
        """Return what would be taken out here, what let in from this disk, and what would be fetched."""
        found, after = foreseen.shifts, foreseen.rules
        let_in = [(one.path, one.size_bytes) for one in found if not one.taken_out]
        here = {path for path, _ in let_in}
        fetched = [
            (path, node.size_bytes)
            for path, node in self._remote(place.pair).paths().items()
            if not node.is_folder and path not in here and before.verdict(path, is_folder=False).ignored
            and not after.verdict(path, is_folder=False).ignored
        ]  # fmt: skip
        taken_out = ((one.path, one.size_bytes) for one in found if one.taken_out)
        return _effect(taken_out, examples), _effect(let_in, examples), _effect(fetched, examples)

    def write(self, place: Place, text: str, kept: KeptText | None) -> None:
        """Put the file in place of the one that was read; Stale if somebody changed it since."""
        world = self._engine.supervisor.world
        side = open_side(place.root, world.staging.durability(place.root), world.clock.today)
        if kept is not None and not _says_anything(text):
            side.discard(place.file, Kind.FILE, kept.fingerprint)
        else:
            self._place_text(side, place, text, kept)
        side.flush()

    def _place_text(self, side: DiskSide, place: Place, text: str, kept: KeptText | None) -> None:
        """Stage the file and place it. The pair may sweep its stage in between, and does so once: it is tried again."""
        world = self._engine.supervisor.world
        data = text.encode("utf-8")
        content = file_hash(len(data), [plain_hash(data)] if data else [])
        for is_last in (False, True):
            staged = world.staging.write_small(
                place.pair.id, new_node_id(self._engine.entropy), content, data,
                world.clock.wall_ms() * 1_000_000, False,
            )  # fmt: skip
            try:
                side.place(staged, place.file, kept.fingerprint if kept is not None else None)
            except Stale:
                world.staging.forget(place.pair.id, staged)
                if is_last:
                    raise
            else:
                return

    def look_again(self, place: Place, rules: Rules) -> None:
        """Have the pair look at everything, and wait until what was changed counts; a paused one looks when it goes on.

        Other files of rules may say something else by now than was foreseen; nobody waits for those.
        """
        running = self._engine.supervisor
        runner = running.runner(place.pair.id)
        wanted = rules.here, rules.texts.get(place.folder)

        def counts() -> bool:
            now = runner.report().rules
            is_in_force = now is not None and (now.here, now.texts.get(place.folder)) == wanted
            return is_in_force or runner.report().state is PairState.PAUSED

        runner.post(RescanAsked())
        with running.changed:
            running.changed.wait_for(counts, LOOK_S)

    # -- finding ------------------------------------------------------------------------------------------------------

    def rules(self, pair: SyncPair) -> Rules:
        """Return the rules in force; of a pair that does not look, since it is paused, those that its files say."""
        running = self._engine.supervisor
        runner = running.runner(pair.id)
        with running.changed:
            running.changed.wait_for(lambda: runner.report().rules is not None or not runner.report().busy, LOOK_S)
        rules = runner.report().rules
        if rules is not None:
            return rules
        memory = IgnoreRules(self._engine.database, pair.id)
        last = Rules(here=memory.here(), texts=memory.last_said())
        root = Root(pair.local, pair.marker)
        try:
            root.check()
        except MegadeskError:
            return last  # the folder is not there; this is what it said
        return rules_on_disk(root, last)

    def _remote(self, pair: SyncPair) -> Tree:
        return self._engine.supervisor.world.space.tree(pair.root)

    def place(self, body: m.IgnorePlace) -> Place:
        """Return the pair that was named, or the pair and folder that a local path leads to."""
        try:
            return Place(self._engine.find_pair(body.pair), ROOT)
        except NotFound:
            found = place_of(self._engine.own_pairs(), os.path.realpath(body.path)) if body.path else None
            if found is None or not Path(body.path).is_dir():
                raise
            return Place(found.pair, found.path)

    def _path(self, body: m.IgnoreTest) -> tuple[SyncPair, RelPath]:
        """Return the pair and the path in it that a local path, or else a path of the cloud, leads to."""
        found = place_of(self._engine.own_pairs(), typed_path(body.local))
        if found is not None:
            return found.pair, found.path
        for pair in self._engine.own_pairs():
            remote = self._engine.cloud_path(pair.root).rstrip("/")
            if body.path == remote or body.path.startswith(remote + "/"):
                return pair, RelPath(body.path[len(remote) + 1 :].strip("/"))
        raise NotFound(what="pair_of_path", path=printable(body.path))


def _says_anything(text: str) -> bool:
    return bool(text.strip("\ufeff \t\r\n"))


def _shown(line: RuleLine) -> m.IgnoreRule:
    return m.IgnoreRule(source=printable(line.source), line=line.number, pattern=line.text, junk=line.junk)


def shown_fault(source: str, fault: LineFault) -> m.IgnoreFault:
    """Return a line that is no rule, with what is wrong with it."""
    where = "" if source == HERE_ONLY else source
    arguments: dict[str, Argument] = {
        "reason": fault.reason, "line": fault.number, "text": fault.text, "path": where,
    }  # fmt: skip
    return m.IgnoreFault(
        source=printable(source), line=fault.number, text=fault.text, code=BAD_LINE, arguments=arguments,
        message=words_for(BAD_LINE, arguments).sentence,
    )  # fmt: skip


def _effect(files: Iterable[tuple[RelPath, int]], examples: int) -> m.IgnoreEffect:
    """Return how many files that is, how large, and the first of them."""
    found = sorted(files)
    return m.IgnoreEffect(
        files=len(found), bytes=sum(size for _, size in found),
        examples=[printable(path) for path, _ in found[:examples]],
    )  # fmt: skip
