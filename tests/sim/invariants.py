"""What must hold when everything has come to rest (docs/testing.md, "Invariants"), looked at from outside.

The disk is read as it is, not as the engine remembers it; the cloud as a new device would see it that has nothing yet.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fakes.space_store import MemorySpaceStore
from megadesk.crypto.content import file_hash, open_block, plain_hash
from megadesk.crypto.records import root_node_id
from megadesk.model.ids import FileHash, NodeId
from megadesk.model.pair import PairState
from megadesk.model.relpath import PRIVATE_FOLDER, RelPath
from megadesk.model.tree import Tree
from megadesk.remote.blobs import RemoteBlobs
from megadesk.remote.journal import Journal
from megadesk.remote.space import Space, SpaceKeys
from sim.cloud import Line, SimApi, account
from sim.person import MARK, PLAIN_NAMES, SILENT_NAMES
from sim.volume import FILE, FOLDER, LINK

if TYPE_CHECKING:
    from sim.device import Device
    from sim.fleet import Fleet

HOURS: Final = 3
FOLDER_NAME: Final = "desk"
OUTSIDE: Final = "outside"


@dataclass(frozen=True, slots=True)
class Thing:
    """A file or folder as people see it."""

    content: bytes | None
    executable: bool = False


def hash_of(content: bytes) -> FileHash:
    """Return the hash that records name a content by."""
    return file_hash(len(content), [plain_hash(content)] if content else [])


def on_disk(device: Device) -> dict[str, Thing]:
    """Return what is in a device's folder, but for our own and for what is never synced."""
    found: dict[str, Thing] = {}
    for path, inode in device.fleet.vos.walk_files(device.top):
        if path.partition("/")[0] == PRIVATE_FOLDER or path.rpartition("/")[2] in SILENT_NAMES:
            continue
        if inode.kind == FILE:
            executable = device.volume.kind.keeps_modes and bool(inode.mode & 0o100)
            found[path] = Thing(bytes(inode.data), executable)
        elif inode.kind == FOLDER:
            found[path] = Thing(None)
    return found


def contents_on(device: Device) -> set[bytes]:
    """Return all contents on a device's volume, in our own folder too."""
    files = device.fleet.vos.walk_files(device.top)
    return {bytes(inode.data) for _, inode in files if inode.kind == FILE and inode.data}


def published(fleet: Fleet) -> set[bytes]:
    """Return those contents of the book that some device knows to be in the cloud."""
    hashes = {node.content for device in fleet.devices for node in device.space.tree(device.drive).values()}
    return {content for content in (*fleet.book.kept, *fleet.book.released) if hash_of(content) in hashes}


class Observer:
    """A new device that has nothing yet: verifies the whole state from the server, and opens everything."""

    def __init__(self, fleet: Fleet) -> None:
        secrets = account().secrets
        api = SimApi(fleet.server, Line())
        api.sign_in(account().devices[-1][1])
        keys = SpaceKeys.of(secrets.root_key, secrets.root_epoch)
        self.space = Space(secrets.root_space, keys, MemorySpaceStore())
        Journal(api, self.space, evidence=lambda _kind, _data: None).fetch()
        self._blobs = RemoteBlobs(api)
        self.tree: Tree = self.space.tree(root_node_id(self.space.id, "drive"))

    def things(self) -> dict[str, Thing]:
        """Return what is in the cloud."""
        found: dict[str, Thing] = {}
        for path, node in self.tree.paths().items():
            if node.is_folder:
                found[str(path)] = Thing(None)
                continue
            manifest = self.space.manifest(node.id, self._blobs.get)
            assert manifest is not None
            content = b"".join(open_block(ref, self._blobs.get(ref.id)) for ref in manifest.blocks)
            found[str(path)] = Thing(content, bool(node.executable))
        return found


def check(fleet: Fleet) -> list[str]:
    """Return everything that is not as it must be."""
    cloud = Observer(fleet).things()
    failures: list[str] = []
    for device in fleet.devices:
        failures += _check_rest(device)
        failures += _check_same(device, cloud)
    failures += _check_nothing_lost(fleet, cloud)
    failures += _check_nothing_invented(fleet, cloud)
    failures += _check_nothing_raised(fleet, cloud)
    failures += _check_silent(cloud)
    failures += _check_no_copies(fleet, cloud)
    failures += [failure for device in fleet.devices for failure in _check_outside(device)]
    if fleet.seed % SECRETS_EVERY == 0:
        failures += _check_secrets(fleet)
    return failures


def _check_rest(device: Device) -> list[str]:
    """I1, base: a device at rest says so, agrees with itself, and holds nothing open."""
    failures = []
    report = device.pilot.report
    if report.state is not PairState.SYNCED:
        failures.append(f"{device.name} is {report.state.value} at rest: {report.error!r}")
    failures += [f"{device.name}: {one.code} at rest: {one.path!r}" for one in report.problems if one.code in PASSING]
    base, local = device.folder.base_tree(), device.folder.local_tree()
    held = {problem.node for problem in report.problems} | _held(device)
    for key in base.nodes.keys() ^ local.nodes.keys():
        tree = base if key in base else local
        path = tree.path(key)
        if key not in held and path not in _pinned(device):
            failures.append(f"{device.name}: {path!r} is {'not on disk' if tree is base else 'not in base'}")
    handles = device.fleet.vos.handles(device.volume)
    if handles:
        failures.append(f"{device.name} has {len(handles)} handles open at rest")
    for folder in ("stage", "tmp"):
        left = [path for path, _ in device.fleet.vos.walk_files(f"{device.top}/{PRIVATE_FOLDER}/{folder}")]
        if left and folder == "stage":
            failures.append(f"{device.name}: left in the stage: {left}")
    return failures


def _check_same(device: Device, cloud: dict[str, Thing]) -> list[str]:
    """I1: what is on the disk is what is in the cloud, but for what the device says it cannot hold."""
    here = on_disk(device)
    problems = _problem_paths(device)
    failures: list[str] = []
    keeps_modes = device.volume.kind.keeps_modes
    seen: set[str] = set()
    by_key = {unicodedata.normalize("NFC", path): thing for path, thing in here.items()}
    for path, thing in cloud.items():
        key = unicodedata.normalize("NFC", path)
        found = by_key.get(key)
        seen.add(key)
        if found is None:
            if not _is_excused(path, problems):
                failures.append(f"{device.name}: {path!r} is in the cloud and not on the disk")
        elif found.content != thing.content:
            if not _is_excused(path, problems):
                failures.append(f"{device.name}: {path!r} is {found.content!r} here and {thing.content!r} in the cloud")
        elif keeps_modes and found.executable != thing.executable and not _is_excused(path, problems):
            failures.append(f"{device.name}: {path!r} has another executable bit")
    seen |= _pinned(device) | _waiting(device, problems)
    failures += [
        f"{device.name}: {path!r} is on the disk and not in the cloud"
        for path in by_key
        if path not in seen and not _is_excused(path, problems)
    ]
    return failures


def _problem_paths(device: Device) -> set[str]:
    """Return what a device says it cannot sync, and why that stays so: as it is here, and as it is in the cloud.

    Also what waits for the name of such a node, as “megadesk why” says: that has no reason of its own. And what is not
    where it was, and may not be where it is: its reason is told of the path where it is.
    """
    cloud = device.space.tree(device.drive)
    problems = [problem for problem in device.pilot.report.problems if problem.code not in PASSING]
    found = {str(problem.path) for problem in problems}
    reasons = {problem.node for problem in problems} | _held(device)
    # What is no node and has the name of one that is to come there says why that waits.
    taken = {unicodedata.normalize("NFC", str(problem.path)) for problem in problems if problem.node is None}
    reasons |= {node.id for path, node in cloud.paths().items() if str(path) in taken}
    everything = {*cloud.nodes, *device.folder.local}
    stopped = [node for node in everything if reasons.intersection(device.executor.waits_for(node))]
    for node in (*reasons, *stopped):
        if node is not None and node in cloud:
            found.add(str(cloud.path(node)))
    return found | {str(device.folder.path(node)) for node in stopped if node in device.folder.local}


def _held(device: Device) -> set[NodeId]:
    """Return the nodes about which nothing is concluded, for a reason that stays."""
    return {node for node, reason in device.folder.held.items() if reason not in PASSING}


PASSING: Final = frozenset({"file_busy", "stale"})
"""Reasons that are gone by themselves, and not there at rest."""


def _pinned(device: Device) -> set[str]:
    """Return the folders that hold something that is never synced: they stay, whatever becomes of them elsewhere."""
    found: set[str] = set()
    for path, inode in device.fleet.vos.walk_files(device.top):
        if inode.kind == LINK or path.rpartition("/")[2] in SILENT_NAMES:
            while path := path.rpartition("/")[0]:
                found.add(unicodedata.normalize("NFC", path))
    return found


def _waiting(device: Device, problems: set[str]) -> set[str]:
    """Return what stands where it was, since the folder it belongs to now cannot be made here."""
    cloud = device.space.tree(device.drive)
    return {
        unicodedata.normalize("NFC", device.folder.path(node))
        for node in device.folder.local
        if node in cloud and _is_excused(str(cloud.path(node)), problems)
    }


def _is_excused(path: str, problems: set[str]) -> bool:
    """Whether a device names a problem for a path, something above it or something in it."""
    plain = unicodedata.normalize("NFC", path).casefold()
    return any(
        plain == one or plain.startswith(one + "/") or one.startswith(plain + "/")
        for one in (unicodedata.normalize("NFC", problem).casefold() for problem in problems)
    )


def _check_nothing_lost(fleet: Fleet, cloud: dict[str, Thing]) -> list[str]:
    """I2: every content that nobody overwrote or removed on purpose is live."""
    live = {thing.content for thing in cloud.values()}
    for device in fleet.devices:
        held = _problem_paths(device)
        live |= {thing.content for path, thing in on_disk(device).items() if _is_excused(path, held)}
    return [
        f"lost: {content!r}, written as {where}" for content, where in fleet.book.kept.items() if content not in live
    ]


def _check_nothing_invented(fleet: Fleet, cloud: dict[str, Thing]) -> list[str]:
    """Every live content is one that a person wrote, or what a power cut left of one."""
    return [
        f"invented: {path!r} holds {thing.content!r}"
        for path, thing in cloud.items()
        if thing.content and not fleet.book.is_known(thing.content)
    ]


def _check_nothing_raised(fleet: Fleet, cloud: dict[str, Thing]) -> list[str]:
    """I3: a file that one person wrote, and nobody else touched, and that person removed, is gone."""
    book = fleet.book
    live = {thing.content: path for path, thing in cloud.items()}
    return [
        f"raised: {live[content]!r} holds {content!r} again: {book.released[content]}"
        for content, who in book.removed_by.items()
        if content and content in live and book.touched_by[content] == {who} and content not in book.copied
    ]


def _check_silent(cloud: dict[str, Thing]) -> list[str]:
    """I10: what is ignored is not uploaded."""
    return [f"{path!r} should not be in the cloud" for path in cloud if path.rpartition("/")[2] in SILENT_NAMES]


def _check_no_copies(fleet: Fleet, cloud: dict[str, Thing]) -> list[str]:
    """I8: where one person works alone there is nothing to conflict with, whatever crashes."""
    if fleet.case.writers > 1:
        return []
    return [f"a conflict with nobody: {path!r}" for path in cloud if "conflicted copy" in path]


def _check_outside(device: Device) -> list[str]:
    """I11: beside the folder everything is as it was."""
    found = {path: bytes(inode.data) for path, inode in device.fleet.vos.walk_files(f"/{device.name}/{OUTSIDE}")}
    beside = device.fleet.vos.listdir(f"/{device.name}")
    if found == {"letter.txt": b"", "budget": b"not ours"} and sorted(beside) == [FOLDER_NAME, OUTSIDE]:
        return []
    return [f"{device.name}: something outside the folder changed: {found} {beside}"]


def _check_secrets(fleet: Fleet) -> list[str]:
    """I12: no name and no content in what the server keeps, and in what was sent to it."""
    kept = [*fleet.server.ground.everything(), *fleet.server.wire]
    secrets = (MARK, *(name for name in PLAIN_NAMES if len(name) >= SECRET_BYTES), "conflicted copy")
    return [f"the server can read {secret!r}" for secret in secrets if any(secret.encode() in data for data in kept)]


SECRETS_EVERY: Final = 5
SECRET_BYTES: Final = 6
"""Shorter ones would be found by chance in enough random bytes."""


def check_stability(fleet: Fleet) -> list[str]:
    """I4, I5: nothing changed, so for hours nothing is written to any disk, and no request but looking is made."""
    before = [(device.n_changes, device.n_commits) for device in fleet.devices]
    asked = dict(fleet.server.n_requests)
    for _ in range(HOURS):
        fleet.pass_ms(3_700_000)
        for device in fleet.devices:
            device.heads_up()
            for _step in range(6):
                if not fleet.guarded(device, device.step):
                    break
    failures = [
        f"{device.name} wrote at rest: {(device.n_changes, device.n_commits)} after {were}"
        for device, were in zip(fleet.devices, before, strict=True)
        if not device.executor.holds and (device.n_changes, device.n_commits) != were
    ]
    now = fleet.server.n_requests
    failures += [f"{name} was asked at rest" for name in now if name not in LOOKING and now[name] != asked.get(name, 0)]
    return failures


LOOKING: Final = frozenset({"commits", "head"})


def state_of(fleet: Fleet) -> str:
    """Return everything that is there in the end, for comparing two runs."""
    lines = [f"{device.name} {path} {thing}" for device in fleet.devices for path, thing in on_disk(device).items()]
    lines += [RelPath(path) for device in fleet.devices for path, _ in fleet.vos.walk_files(device.top)]
    lines.append(repr([device.space.head for device in fleet.devices]))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
