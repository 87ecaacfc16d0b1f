"""See a mass change that comes in drips: most files of a folder lose their bytes, a few at each look.

    plan begun --traces_of--> Trace   a known file whose bytes go, by new ones or with the file; kept for a day (recent.py)
    traces of the last day + those of the plan at hand --weigh--> Burst   too many; a person is asked
                                                              --> back    their bytes are here again: no trace any more

A file counts while the bytes that it had are nowhere in the folder: what was moved, copied first, or put back by
another ``git checkout`` does not, nor what a person said is meant. It is too much if either

    most      more than GuardLimits.changes files, and more than change_share of all
    ending    more than GuardLimits.endings files, and more than ending_share of all, have one new ending to their names

The second is what encrypts files does mostly, and what else does it (a library converted to another format) is done
once. Pure: time is passed in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from megadesk.model.ids import FileHash, NodeId
from megadesk.model.relpath import RelPath, name_of
from megadesk.model.tree import Node, Tree, path_of
from megadesk.model.values import Value

WINDOW_MS: Final = 86_400_000
"""So long a file counts. Malware that hides takes hours, and nobody rewrites most of their files by hand in a day."""

CALM_MS: Final = 600_000
"""What rests as long has ended, and what comes then has begun anew: it matters for the moment that is gone back to."""

NAMES_SHOWN: Final = 3

ENDING_MAX: Final = 64
"""A longer rest of a name is no ending."""


class Trace(Value, frozen=True):
    """A file as it was when its bytes went; ``at_ms``: when that was planned, in milliseconds since 1970 UTC."""

    path: RelPath
    node: NodeId
    parent: NodeId
    content: FileHash
    at_ms: int
    meant: bool = False
    """Whether a person said that what becomes of the file is as it should be."""


@dataclass(frozen=True, slots=True)
class Ceiling:
    """More files than this number, and than this share of all, are too many."""

    files: int
    share: float

    def of(self, known: int) -> float:
        """Return the number, where so many are known."""
        return max(self.files, self.share * known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """Too many files lost their bytes.

    files: how many; uploaded: how many of them are so in the cloud by now. ending: what their names have now at their
    end, if it is new and the same for most. since_ms: when it began. names: where some of them were.
    """

    files: int
    uploaded: int
    ending: str
    since_ms: int
    names: tuple[RelPath, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What to ask about, if it is too much, and the traces that are none any more."""

    burst: Burst | None = None
    back: Sequence[Trace] = ()


NOTHING: Final = Weighed()


def traces_of(nodes: Iterable[Node], base: Tree, at_ms: int, *, meant: bool = False) -> Iterator[Trace]:
    """Yield the traces of files, as base knows them, whose bytes go now."""
    for node in nodes:
        if node.content is not None and node.id in base:
            yield Trace(_place(base, node.id), node.id, node.parent, node.content, at_ms, meant)


def _place(base: Tree, node: NodeId) -> RelPath:
    """Return where base has a node; of what was taken over and was nowhere in this folder, as much as there is of it."""
    place = path_of(node, base.root, base.nodes)
    if place is not None:
        return place
    above = [base.nodes[folder].name for folder in base.ancestors(node) if folder in base]
    return RelPath("/".join((*reversed(above), base.nodes[node].name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHand:
    """The plan that is weighed. ``fresh``: traces of what it takes that has none yet; ``nodes``: all that it takes."""

    fresh: Collection[Trace]
    nodes: Collection[NodeId]
    target: Tree


def weigh(
    recent: Collection[Trace],
    at_hand: AtHand,
    known_files: Callable[[], int],
    all_ceiling: Ceiling,
    ending_ceiling: Ceiling,
    meant: Collection[str] = (),
) -> Weighed:
    """Return whether too many files lost their bytes lately, those of the plan at hand counted in.

    known_files: how many files there are that could; asked for only if it comes to that. meant: endings that are as
    they should be. A plan that takes nothing away is not asked about: it may be what brings all of it back.
    """
    count, target = len(recent) + len(at_hand.fresh), at_hand.target
    if not at_hand.nodes or count <= min(all_ceiling.files, ending_ceiling.files):
        return NOTHING
    known = known_files()
    most, ending = all_ceiling.of(known), ending_ceiling.of(known)
    every = [*recent, *at_hand.fresh]
    if count <= most and not _asking(_by_ending(every, target), ending, meant):
        return NOTHING  # without a look at what every file of the folder holds
    here = {node.content for node in target.values() if node.content is not None}
    back = [trace for trace in recent if trace.content in here]
    gone = [trace for trace in every if trace.content not in here]
    renamed = _by_ending(gone, target)
    if len(gone) > most:
        word, sharing = max(renamed.items(), key=lambda item: len(item[1]), default=("", []))
        if 2 * len(sharing) > len(gone):
            return Weighed(_burst(gone, sharing, word, at_hand), back)
        return Weighed(_burst(gone, _since_calm(gone, most), "", at_hand), back)
    for word, sharing in _asking(renamed, ending, meant):
        return Weighed(_burst(sharing, sharing, word, at_hand), back)
    return Weighed(back=back)


def _asking(
    renamed: Mapping[str, list[Trace]], ending: float, meant: Collection[str]
) -> Sequence[tuple[str, list[Trace]]]:
    """Return the endings, with their files, that are enough to ask about."""
    return [(word, sharing) for word, sharing in renamed.items() if len(sharing) > ending and word not in meant]


def _burst(gone: Collection[Trace], sure: Collection[Trace], ending: str, at_hand: AtHand) -> Burst:
    """Return it; ``sure``: those of them with which it began, whatever a person changed before."""
    first = sorted(sure, key=lambda trace: (trace.at_ms, trace.path))
    return Burst(
        files=len(gone), uploaded=sum(1 for trace in gone if trace.node not in at_hand.nodes), ending=ending,
        since_ms=first[0].at_ms, names=tuple(trace.path for trace in first[:NAMES_SHOWN]),
    )  # fmt: skip


def _since_calm(gone: Collection[Trace], limit: float) -> Sequence[Trace]:
    """Return those after the latest calm since which it is too much.

    A person at work changes a file now and then all day. Who goes back to before this loses nothing of the morning.
    """
    ordered = sorted(gone, key=lambda trace: trace.at_ms)
    times_ms = [trace.at_ms for trace in ordered]
    after_calm = [0, *(at for at, (before, now) in enumerate(pairwise(times_ms), 1) if now - before > CALM_MS)]
    return next(ordered[at:] for at in reversed(after_calm) if len(ordered) - at > limit)


def _by_ending(gone: Iterable[Trace], target: Tree) -> Mapping[str, list[Trace]]:
    """Return the files whose names have a new ending, by it."""
    found: dict[str, list[Trace]] = {}
    folders: dict[NodeId, list[tuple[str, int]]] = {}
    for trace in gone:
        before, node = name_of(trace.path), target.nodes.get(trace.node)
        if node is None and trace.parent not in folders:
            folders[trace.parent] = sorted((one.name, one.mtime_ns) for one in target.children(trace.parent))
        now = node.name if node is not None else _heir(folders[trace.parent], before, trace.at_ms)
        ending = ending_of(before, now)
        if ending:
            found.setdefault(ending, []).append(trace)
    return found


def _heir(files: Sequence[tuple[str, int]], before: str, gone_ms: int) -> str:
    """Return the name of the file that was lately made of one that is gone: it begins with all of the old one.

    files: names and times of what is in its folder, sorted.
    """
    at = bisect_right(files, (before + ".", 0))
    name, mtime_ns = files[at] if at < len(files) else (before, 0)
    return name if name.startswith(before + ".") and mtime_ns // 1_000_000 > gone_ms - WINDOW_MS else before


def ending_of(before: str, now: str) -> str:
    """Return what a name ends in that it did not before; nothing if that is all the same."""
    is_longer = now.startswith(before + ".")
    added = now[len(before) :] if is_longer else now[now.rfind(".") :] if now.rfind(".") > 0 else ""
    return added if len(added) <= ENDING_MAX and (is_longer or not before.endswith(added)) else ""
