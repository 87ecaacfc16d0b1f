"""After a crash or an error: base catches up with what we did ourselves and did not note.

    intents + the cloud as it is --replay_cloud--> base     before a plan is made
    intents --given_way--> what may be gone                 before a look
    intents + the disk as seen   --replay_disk---> base     after it

Whatever else differs then is what people did. What we took away ourselves base forgets (ADR 19). Read next: intents.py.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from megadesk.model.ids import NodeId
from megadesk.model.listing import LocalNode
from megadesk.model.relpath import join
from megadesk.model.tree import Node
from megadesk.model.values import replace
from megadesk.sync.alias import MARK, is_alias_of
from megadesk.sync.folder import Folder
from megadesk.sync.matching import BAD_NAME
from megadesk.sync.order import parents_first
from megadesk.sync.ports import Side
from megadesk.sync.twins import UNICODE_CONFLICT

_NO_NODE: Final = frozenset({BAD_NAME, UNICODE_CONFLICT})
"""Why an entry is no node, though what it holds may be known."""
_NO_ENTRY: Final = frozenset({"unreadable", "vanished"})
"""Why a scan has no entry of what is there (disk/scanner.py)."""


def replay_cloud(folder: Folder, remote: Mapping[NodeId, Node]) -> None:
    """Let base catch up with commits of ours that were taken and never acknowledged.

    Whatever was edited here or elsewhere since is then an edit of what we published, not a conflict with it.
    """
    if not folder.intents.any():
        return
    intents = folder.intents.all()
    for intent in (one for one in intents if not one.gone):
        node, there = intent.node, remote.get(intent.node.id)
        if intent.journaled:
            folder.put_base(node.id, replace(node, version=node.version + 1))
        elif intent.side is Side.CLOUD and there is not None and there.version > node.version:
            folder.intents.end(node.id)
    binned = [intent for intent in intents if intent.side is Side.CLOUD and intent.gone]
    _forget_binned(folder, [intent.node.id for intent in binned if intent.journaled])
    for intent in binned:
        folder.intents.end(intent.node.id)  # what was not taken is written down anew when it is tried again
    folder.save()


def _forget_binned(folder: Folder, nodes: Collection[NodeId]) -> None:
    """Let base forget what was put into the bin, with all in it that is not elsewhere on disk by now.

    What somebody has taken out of the bin since is new to this device, and so is what a person put back here.
    """
    if nodes:
        base = folder.base_tree()
        below = [one.id for node in nodes for one in base.below(node)]
        for gone in (*nodes, *(node for node in below if node not in folder.local)):
            folder.put_base(gone, None)


def replay_disk(folder: Folder) -> bool:
    """Let base catch up with what we did to the disk right before a crash or an error, and did not note.

    What was placed or made then has no known id yet: it gets the one it was placed for. Returns whether everything is
    told: where the disk could not be looked at, what was to be done there stays in doubt until it can.
    """
    every = [intent for intent in folder.intents.all() if intent.side is Side.DISK]
    unseen = _unseen(folder, [intent.node for intent in every if not intent.gone])
    intents = [intent for intent in every if intent.node.id not in unseen and not _is_held(folder, intent.node)]
    done = [intent.node for intent in intents if not intent.gone]
    marked = [known for known in folder.local.values() if MARK in known.spelling] if done else []
    for node in parents_first(done):
        for stranger in _strangers_for(folder, node, marked) if node.id not in folder.local else ():
            known = folder.local[stranger]
            if known.node.kind is node.kind and known.node.same_content(node):
                folder.put_local(stranger, replace(known, node=replace(known.node, name=node.name)))
                folder.relabel({stranger: node.id}, ())
                break
    for node in done:
        known_now = folder.local.get(node.id)
        agreed = _agreed_on(folder.base.get(node.id), known_now.node, node) if known_now is not None else None
        if agreed is not None:
            folder.put_base(node.id, agreed)
        folder.intents.end(node.id)
    for gone in (intent.node.id for intent in intents if intent.gone):
        if gone not in folder.local:
            # Our doing, and no person's: if somebody has taken it out of the bin since, it comes here again.
            folder.put_base(gone, None)
        folder.intents.end(gone)
    folder.save()
    return len(intents) == len(every)


def given_way(folder: Folder) -> frozenset[NodeId]:
    """Return the files that may be gone from their places by our own doing: taken away, or moved to let others there.

    What stands there now may be another file, or another spelling of the name, and not the old one, edited.
    """
    intents = [intent for intent in folder.intents.all() if intent.side is Side.DISK]
    wanted = {
        folder.spot(intent.node.parent, intent.node.name): intent.node.id for intent in intents if not intent.gone
    }
    found = set()
    for intent in intents:
        known = folder.local.get(intent.node.id)
        if known is not None and not known.node.is_folder:
            spot = folder.spot(known.node.parent, known.spelling)
            if intent.gone or wanted.get(spot, known.node.id) != known.node.id:
                found.add(known.node.id)
    return frozenset(found)


def _is_held(folder: Folder, node: Node) -> bool:
    """Whether the last look could not tell of a node: what is known of it is from before."""
    return (node.id if node.id in folder.local else node.parent) in folder.held


def _unseen(folder: Folder, nodes: Sequence[Node]) -> set[NodeId]:
    """Return those of some nodes that may be where they were put, in what the last look could not read."""
    entries = folder.listing.entries if folder.listing is not None else {}
    unread = {
        unicodedata.normalize("NFC", path)
        for path, unknown in folder.unknown.items()
        if unknown.reason in _NO_ENTRY or (path in entries and unknown.reason not in _NO_NODE)
    }
    found: set[NodeId] = set()
    for node in parents_first(nodes) if unread else ():
        if node.id in folder.local:
            continue
        has_place = node.parent == folder.root or node.parent in folder.local
        path = join(folder.path(node.parent), node.name) if has_place else None
        if node.parent in found or (path is not None and unicodedata.normalize("NFC", path) in unread):
            found.add(node.id)
    return found


def _strangers_for(folder: Folder, node: Node, marked: Iterable[LocalNode]) -> list[NodeId]:
    """Return what stands where a node was to be placed, by its name or by an alias, and was never agreed on."""
    there = folder.at_place(node.parent, node.name)
    found = [] if there is None or folder.local[there].node.name != node.name else [there]
    found += [
        known.node.id
        for known in marked
        if known.node.parent == node.parent and is_alias_of(known.spelling, node.name, folder=node.is_folder)
    ]
    return [stranger for stranger in found if stranger not in folder.base]


def _agreed_on(base: Node | None, local: Node, done: Node) -> Node | None:
    """Return what base has to say if the disk shows what we had done; only the half that it shows, if only half."""
    if local.same_place(done) and local.same_content(done) and (base is None or base.version < done.version):
        return done
    if base is None:
        return None
    if local.same_place(done):
        return replace(base, parent=done.parent, name=done.name)
    if local.same_content(done):
        return replace(
            base, content=done.content, size_bytes=done.size_bytes, mtime_ns=done.mtime_ns, executable=done.executable
        )
    return None
