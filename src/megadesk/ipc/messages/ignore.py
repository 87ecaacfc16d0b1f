"""Ignore rules of a pair: show, change with a dry view, test."""

from __future__ import annotations

from typing import Final

from megadesk.ipc.messages.base import Body, Method
from megadesk.model.errors import Argument


class IgnorePlace(Body, frozen=True, kw_only=True):
    """A pair, by id or by name; or, where ``pair`` is neither, the folder of one by its local path."""

    pair: str
    path: str = ""


class IgnoreRule(Body, frozen=True, kw_only=True):
    """One line that counts. ``source``: an ignore file of the pair, "this device", or "built in" (there is no line)."""

    source: str
    line: int
    pattern: str
    junk: bool = False


class IgnoreFault(Body, frozen=True, kw_only=True):
    """One line that is no rule."""

    source: str
    line: int
    text: str
    message: str
    code: str = ""
    arguments: dict[str, Argument] = {}


class IgnoreRules(Body, frozen=True, kw_only=True):
    """Every rule in force for a pair; of two that are about a path, the later one counts."""

    pair: str
    name: str
    rules: list[IgnoreRule]
    faults: list[IgnoreFault]


class IgnoreAdd(IgnorePlace, frozen=True, kw_only=True):
    """Add a rule to the ignore file of a folder, or (``here_only``) to those of this device.

    ``junk``: what it matches may go with its folder. ``dry_run``: only say what it would do.
    """

    pattern: str
    here_only: bool = False
    junk: bool = False
    dry_run: bool = False


class IgnoreRemove(IgnorePlace, frozen=True, kw_only=True):
    """Take a rule away from where it was added."""

    pattern: str
    here_only: bool = False
    dry_run: bool = False


class IgnoreEffect(Body, frozen=True, kw_only=True):
    """How many files something is about, how large they are together, and the first of them."""

    files: int
    bytes: int
    examples: list[str]


class IgnoreChange(Body, frozen=True, kw_only=True):
    """What came of a change. ``changed``: the rule was not there before (or was, and is not now).

    taken_out: files on this computer that are no longer synced. let_in: those that are again. fetched: files of the
    cloud that come to this computer. No file is deleted by any of it.
    """

    pair: str
    source: str
    pattern: str
    changed: bool
    dry_run: bool
    taken_out: IgnoreEffect
    let_in: IgnoreEffect
    fetched: IgnoreEffect


class IgnoreFolder(IgnorePlace, frozen=True, kw_only=True):
    """A folder of a pair: as in IgnorePlace, or ``folder``, the path below the pair's own."""

    folder: str = ""


class IgnoreText(Body, frozen=True, kw_only=True):
    """The ignore file of a folder as it is; ``exists``: whether there is one. ``here``: the rules of this device alone.

    version, here_version: of the two texts, for who writes another.
    """

    pair: str
    folder: str
    text: str
    exists: bool
    version: str
    here: str
    here_version: str


class IgnoreDraft(IgnoreFolder, frozen=True, kw_only=True):
    """Another text for the ignore file of a folder, or (``here_only``) for the rules of this device.

    version: of the text that it was made from; empty: whatever is there now.
    """

    text: str
    here_only: bool = False
    version: str = ""


class IgnoreTried(Body, frozen=True, kw_only=True):
    """What comes of another text: lines that are no rules, and what it does; see IgnoreChange. ``version``: of the new one."""

    pair: str
    folder: str
    changed: bool
    version: str
    faults: list[IgnoreFault]
    taken_out: IgnoreEffect
    let_in: IgnoreEffect
    fetched: IgnoreEffect


class IgnoreTest(Body, frozen=True, kw_only=True):
    """A path: ``local`` is what was typed made absolute, ``path`` as it was typed, for a place in the cloud."""

    path: str
    local: str
    is_folder: bool = False


class IgnoreVerdict(Body, frozen=True, kw_only=True):
    """What becomes of a path of a pair, and the line that decides; of a synced one, the line that took it back."""

    pair: str
    path: str
    ignored: bool
    junk: bool
    rule: IgnoreRule | None = None


IGNORE_SHOW: Final = Method("ignore.show", IgnorePlace, IgnoreRules)
IGNORE_ADD: Final = Method("ignore.add", IgnoreAdd, IgnoreChange)
IGNORE_REMOVE: Final = Method("ignore.remove", IgnoreRemove, IgnoreChange)
IGNORE_READ: Final = Method("ignore.read", IgnoreFolder, IgnoreText)
IGNORE_TRY: Final = Method("ignore.try", IgnoreDraft, IgnoreTried)
IGNORE_WRITE: Final = Method("ignore.write", IgnoreDraft, IgnoreTried)
IGNORE_TEST: Final = Method("ignore.test", IgnoreTest, IgnoreVerdict)
