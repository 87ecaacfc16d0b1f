"""docs/security/attacks.md, from the rows and the tests that carry them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attacks.marks import ROOT
from attacks.rows import CHAPTERS, ROWS, Feature, State

PAGE: Final = ROOT / "docs" / "security" / "attacks.md"

HEAD: Final = """\
<!-- Written by `python3 dev.py attacks` from tests/attacks/rows.py and the tests; change it there. -->

# Attacks and the tests that try them

Encrypted storage has been broken many times, and hardly ever by breaking a cipher: servers exchanged keys, swapped
pieces that were each genuine, offered weaker parameters, watched how clients react. This page lists every such attack
that we know of and count on, and where this project tries it. It is the plan of the suite in `tests/tamper/`, which
runs a real client against a real server that lies: a proxy between them that changes answers, or a hand in the server's
files between two runs.

## What must hold in every row

1. **Nothing here changes.** The synced folder is the same, byte for byte: nothing removed, overwritten, or made outside
   of it.
2. **Silence.** After it has noticed, the client uploads nothing, commits nothing and answers no challenge. It may ask
   again.
3. **It is said.** `status` names the code and the state is `damaged` (or one file is held back with its reason), and
   commands end with 7.
4. **Nothing leaks.** Planted names and contents are found nowhere on the server, in what was sent to it or in any log.
5. **It goes on by itself** once the server tells the truth again, with nothing repaired by hand. Where a person must
   decide first, the row says *decision*.

## The rows

State: **tried** means that the attack is carried out end to end, by a test of `tests/tamper/`. **in part** means that
something of it could be tried end to end and is not yet. **waits** means that what would be attacked does not exist yet
in the program; such a feature is not released without its rows.
"""


def render(carried: Mapping[str, Sequence[str]]) -> str:
    """Return the whole page."""
    return "\n".join([HEAD, *_chapters(carried), *_waiting()])


def _chapters(carried: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for letter, (title, _) in CHAPTERS.items():
        rows = [row for row in ROWS if row.chapter == letter]
        yield f"### {letter}. {title}\n"
        yield "| row | attack | what holds it off | state |"
        yield "|---|---|---|---|"
        yield from (f"| {row.id} | {row.attack} | {row.defence} | {row.standing} |" for row in rows)
        yield "\nTests:\n"
        for row in rows:
            if tests := carried.get(row.id):
                yield f"- {row.id}:"
                yield from (f"  - `{test}`" for test in tests)
        yield ""


def _waiting() -> Iterator[str]:
    """Yield what waits, by what it waits for."""
    yield "## What waits\n"
    for feature in Feature:
        whole, rest = _of(feature, whole=True), _of(feature, whole=False)
        told = [", ".join(whole)] if whole else []
        told += [f"of {', '.join(rest)} what is between people"] if rest else []
        if told:
            yield f"- for {feature.value}: {'; '.join(told)}"
    yield ""


def _of(feature: Feature, *, whole: bool) -> list[str]:
    return [row.id for row in ROWS if row.later is feature and (row.state is State.WAITS) is whole]
