"""What is kept of all inputs there ever were: tests/fuzz/corpus/TARGET.txt, one input a line.

    find QUJD     once broke something: kept for ever
    QUJD          reaches lines that no honest input and none above it reaches

Base64 with - and _, so that a change of the corpus can be read as a change of lines. What nobody needs goes with
``fewest``, which needs no fuzzer.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterable
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple, TypeAlias

from fuzz.target import Target

FOLDER = Path(__file__).parent / "corpus"
FIND = "find "
TOTAL_MAX_BYTES = 12 << 10
"""Of one target, without what once broke something."""

Lines: TypeAlias = set[tuple[str, int, int]]
_OURS = f"{Path('src', 'megadesk')}"


class Corpus(NamedTuple):
    """The inputs of one target."""

    finds: tuple[bytes, ...] = ()
    others: tuple[bytes, ...] = ()

    @property
    def all(self) -> tuple[bytes, ...]:
        """Both, the finds first."""
        return self.finds + self.others


def load(name: str) -> Corpus:
    """Return what is kept for a target."""
    path = FOLDER / f"{name}.txt"
    lines = path.read_text(encoding="ascii").splitlines() if path.exists() else []
    finds = tuple(_decoded(line.removeprefix(FIND)) for line in lines if line.startswith(FIND))
    return Corpus(finds, tuple(_decoded(line) for line in lines if not line.startswith(FIND)))


def store(name: str, corpus: Corpus) -> None:
    """Keep these inputs, and no others."""
    lines = [FIND + _encoded(one) for one in corpus.finds] + [_encoded(one) for one in corpus.others]
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.txt").write_text("".join(f"{line}\n" for line in lines), encoding="ascii")


def add_find(name: str, data: bytes) -> None:
    """Keep an input that broke something."""
    kept = load(name)
    if data not in kept.finds:
        store(name, Corpus((*kept.finds, data), kept.others))


def fewest(target: Target, found: Iterable[bytes]) -> Corpus:
    """Return what is worth keeping: of ``found`` and what is kept, the short ones that reach what no other does."""
    kept = load(target.name)
    reached: Lines = set()
    for honest in (*target.seeds(), *kept.finds):
        reached |= lines_of(target, honest)
    others: list[bytes] = []
    size = 0
    for one in sorted({*kept.others, *found}, key=lambda data: (len(data), data)):
        new = lines_of(target, one) - reached
        if new and size + len(one) <= TOTAL_MAX_BYTES:
            others.append(one)
            reached |= new
            size += len(one)
    return Corpus(kept.finds, tuple(others))


def lines_of(target: Target, data: bytes) -> Lines:
    """Return the steps from line to line of this package that an input leads along; a find counts none."""
    seen: Lines = set()

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        name = frame.f_code.co_filename
        if _OURS not in name:
            return None
        last = frame.f_lineno
        if event == "call":
            seen.add((name, 0, last))

        def step(inner: FrameType, event: str, _: Any) -> Any:
            nonlocal last
            if event == "line":
                seen.add((name, last, inner.f_lineno))
                last = inner.f_lineno
            return step

        return step

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        target.feed(data)
    except Exception:  # noqa: BLE001 -- whatever it is, the run that found it has said so
        return set()
    finally:
        sys.settrace(before)
    return seen


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode("ascii")


def _decoded(line: str) -> bytes:
    return base64.urlsafe_b64decode(line)
