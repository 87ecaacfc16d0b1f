"""What a sentence may end with, or hold in the middle: clauses, each with its own fields, and said only if they are there.

    a field ``{version_of}`` in a template --> the first alternative of CLAUSES["version_of"] whose fields all have values

A clause that counts is not said for none. ``when``: an argument with the value that it has to have. Nothing but words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from megadesk.model.phrases import Counted, Template


@dataclass(frozen=True, slots=True)
class Clause:
    """One alternative: its words, and what else has to be so (argument, value)."""

    words: Template
    when: tuple[str, str] | None = None
    even_none: bool = False
    """Whether a count of 0 is said, too."""


def _any(*words: Template) -> tuple[Clause, ...]:
    return tuple(Clause(one) for one in words)


CLAUSES: Final[Mapping[str, tuple[Clause, ...]]] = {
    # -- of errors
    "detail_of": _any(": {detail}"),
    "bare_detail_of": _any(": {bare_detail}"),
    "server_code_of": _any(" with the code “{server_code}”"),
    "pair_of": _any(": “{pair}”", ": “{id}”"),
    "oldest_of": _any("; the oldest it keeps is of {oldest}"),
    "email_of": _any(" as {email}"),
    "direction_of": (
        Clause(" on this computer", when=("direction", "local")),
        Clause(" in the cloud", when=("direction", "remote")),
    ),
    # -- of mass changes: what they did to names, how far they came, and what leads back
    "ending_of": _any(
        ", and their names now end in “{ending}”, for example “{name}”",
        ", and their names now end in “{ending}”",
    ),
    "uploaded_of": _any(
        Counted(
            "uploaded",
            "{uploaded} of them is already uploaded; the rest waits",
            "{uploaded} of them are already uploaded; the rest waits",
        )
    ),
    "rewind_of": _any(", and “{rewind}” the rest, as it was before it started"),
    # -- of how a path stands, as they end the sentences of “megadesk why”
    "version_of": _any(" (version {version}, last synced {when})", " (version {version})"),
    "behind_of": _any(Counted("ahead", " behind {ahead} other file", " behind {ahead} other files")),
    "progress_of": _any(" ({percent} %)"),
    "when_of": _any(" at {when}"),
    "until_of": _any(" until {until}"),
    "rule_of": _any(": “{rule}”"),
    "roots_of": _any("; those are {roots}"),
    "looked_at_of": _any("; checked: the cloud and the synced folders {roots}"),
    # -- of folders: how much of each there is in one
    "in_step_of": (Clause(Counted("in_step", "{in_step} file synced", "{in_step} files synced"), even_none=True),),
    "asked_of": _any(Counted("asked", ", {asked} to decide", ", {asked} to decide")),
    "failed_of": _any(Counted("failed", ", {failed} failed", ", {failed} failed")),
    "held_back_of": _any(Counted("held", ", {held} cannot sync", ", {held} cannot sync")),
    "waiting_of": _any(Counted("waiting", ", {waiting} waiting", ", {waiting} waiting")),
    "skipped_of": _any(Counted("skipped", ", {skipped} skipped", ", {skipped} skipped")),
    "ignored_of": _any(Counted("ignored", ", {ignored} ignored", ", {ignored} ignored")),
    # -- of states
    "pending_of": _any(Counted("pending", " {pending} change", " {pending} changes")),
    "speed_of": _any(", {speed_bytes}/s"),
    "left_of": _any(", {left_s} left"),
    "issues_of": _any(Counted("held", "; {held} issue, each with a reason", "; {held} issues, each with a reason")),
}
