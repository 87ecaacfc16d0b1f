"""What people do at bad moments: to what a device is about to take away, has put aside, or took away already.

    take_out            out of the bin, from another computer, as soon as something is in it: the answer to the removal
                        is lost, or a device that has just taken it away on its disk dies before it is noted
    swap_while_open     two files change names, and on every other device a program has them open and writes
    remove_at_once      a folder is removed, and on every other device a person removes a file in it by hand

A deed with a verb from FIRST on is one of these; tapes made before there were any mean what they meant.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Final

from fakes.crypto import seeded_entropy
from fakes.space_store import MemorySpaceStore
from megadesk.crypto.records import root_node_id
from megadesk.model.ids import DeviceId, NodeId
from megadesk.model.tree import Node, Tree
from megadesk.model.values import replace
from megadesk.remote.blobs import RemoteBlobs
from megadesk.remote.journal import Journal
from megadesk.remote.publisher import Author, Publisher
from megadesk.remote.remote_side import CloudFolder
from megadesk.remote.space import Space, SpaceKeys
from megadesk.sync.ports import PutNode
from sim.cloud import Fate, Line, SimApi, account
from sim.device import Device, Trap
from sim.invariants import hash_of
from sim.person import Deed

if TYPE_CHECKING:
    from sim.fleet import Fleet

FIRST: Final = 1 << 16
CALM: Final = 12
"""So many rounds bring most of what was done to everybody, also to volumes that tell times coarsely."""
VISITOR: Final = 3
"""The device of the account that has no folder."""


class Visitor:
    """A computer without a folder, from which somebody looks into the bin."""

    def __init__(self, fleet: Fleet) -> None:
        secrets = account().secrets
        device, token = account().devices[VISITOR]
        api = SimApi(fleet.server, Line())
        api.sign_in(token)
        keys = SpaceKeys.of(secrets.root_key, secrets.root_epoch)
        self.space = Space(secrets.root_space, keys, MemorySpaceStore())
        self._journal = Journal(api, self.space, evidence=lambda _kind, _data: None)
        author = Author(key=secrets.identity, account=secrets.account, device=DeviceId(device))
        publisher = Publisher(
            api, self.space, self._journal, author, wall_ms=fleet.wall_ms,
            entropy=seeded_entropy(f"{fleet.seed}/visitor"),
        )  # fmt: skip
        self.is_waiting = False
        """Whether somebody is looking for something in the bin."""
        self._drive = root_node_id(self.space.id, "drive")
        self._folder = CloudFolder(
            root=self._drive, space=self.space, journal=self._journal, publisher=publisher, blobs=RemoteBlobs(api),
            account=secrets.account, wall_ms=fleet.wall_ms,
        )  # fmt: skip

    def take_out(self) -> list[Node]:
        """Put the newest in the bin back to where it was, or to the top; return that and all that is in it."""
        self._journal.fetch()
        bin_tree, drive = self.space.tree(self.space.root("bin")), self._folder.tree()
        removed = bin_tree.children(bin_tree.root)
        if not removed:
            return []
        node = max(removed, key=self._trashed)
        place = replace(node, parent=self._home(node, drive), name=_free(node, self._home(node, drive), drive))
        done = self._folder.publish([PutNode(node=place)]).done
        return [node, *bin_tree.below(node.id)] if node.id in done else []

    def _trashed(self, node: Node) -> tuple[int, bytes]:
        record = self.space.opened(node.id)
        return (record.meta.trashed_ms or 0 if record is not None else 0), node.id

    def _home(self, node: Node, drive: Tree) -> NodeId:
        record = self.space.opened(node.id)
        origin = record.meta.origin if record is not None else None
        return origin if origin is not None and origin in drive and drive.nodes[origin].is_folder else self._drive


def _free(node: Node, home: NodeId, drive: Tree) -> str:
    taken = {one.name.casefold() for one in drive.values() if one.parent == home}
    return node.name if node.name.casefold() not in taken else f"{node.name} (restored {node.id.hex()[:6]})"


def take_out(fleet: Fleet, device: Device, deed: Deed) -> str:
    """Remove something, and let somebody take it out of the bin at the worst moment there is."""
    fleet.serve_all(fleet.devices, CALM)
    person = fleet.people[device.number]
    done = fleet.let(device, partial(person.remove if deed.z % 3 else person.remove_folder, deed))
    fleet.log(f"{device.name} removes {done}")
    fleet.visitor().is_waiting = True
    others = [one for one in fleet.devices if one is not device]
    if deed.y % 2:
        device.line.fates = [Fate.ANSWERED] * (deed.y >> 1 & 3) + [Fate.LOST_BACK]
    elif others:  # a case that is made smaller may have one device left
        others[deed.x % len(others)].dies_after_discard = True
    for _ in range(CALM):
        fleet.serve_all([device] if deed.y % 2 else fleet.devices)
        fleet.look_into_bin()
    return done


def look_into_bin(fleet: Fleet) -> None:
    """Take something out of the bin. It has to stay, unless somebody had removed it for themselves as well."""
    visitor = fleet.visitor()
    found = visitor.take_out()
    visitor.is_waiting = not found
    contents = {hash_of(content): content for content in fleet.book.released}
    for node in found:
        if node.content is not None and node.content in contents:
            fleet.book.taken_out(contents[node.content])
    if found:
        fleet.log(f"somebody takes {found[0].name!r} out of the bin")


def swap_while_open(fleet: Fleet, device: Device, deed: Deed) -> str:
    """Let two files change names, and every other device write to what it puts aside because of that."""
    person = fleet.people[device.number]
    for y in (deed.y, deed.y + 1):
        fleet.attempt(device, partial(person.create, deed._replace(y=y)))
    fleet.serve_all(fleet.devices, CALM)
    done = fleet.let(device, partial(person.swap_some, deed))
    for other in fleet.devices:
        if other is not device:
            other.aside_calls = deed.z % 7
            other.aside_trap = partial(fleet.people[other.number].write_aside, deed)
    return done


def remove_at_once(fleet: Fleet, device: Device, deed: Deed) -> str:
    """Remove a folder, and on every other device one file of it by hand, in the midst of what that does then."""
    fleet.serve_all(fleet.devices, CALM)
    path = fleet.let(device, partial(fleet.people[device.number].remove_folder, deed))
    for other in fleet.devices:
        if other is not device:
            fleet.spring(other)
            person = fleet.people[other.number]
            other.person_trap = Trap(
                deed.z & 0x3F, partial(fleet.attempt, other, partial(person.remove_in, path, deed.y))
            )
    return path


MEDDLING: Final[tuple[Callable[[Fleet, Device, Deed], str], ...]] = (
    take_out,
    take_out,
    swap_while_open,
    remove_at_once,
)


def meddle(fleet: Fleet, device: Device, deed: Deed) -> str:
    """Do one of these; return what was done, for the log."""
    act = MEDDLING[deed.verb % len(MEDDLING)]
    try:
        return f"{device.name} {act.__name__} {act(fleet, device, deed)}"
    except OSError as error:
        return f"{device.name} {act.__name__} could not: {error.errno}"


def random_meddling(chance: Random, ticks: int, devices: int) -> list[Deed]:
    """Return a few such deeds, or none, in the order of time."""
    ats = sorted(chance.randrange(ticks) for _ in range(chance.choice((0, 1, 2, 4))))
    return [
        Deed(
            at, chance.randrange(devices), FIRST + chance.randrange(len(MEDDLING)),
            *(chance.randrange(1 << 16) for _ in range(3)),
        )
        for at in ats
    ]  # fmt: skip
