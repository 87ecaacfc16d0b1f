"""The content that a plan moves: asked for, and used or given up when the mover is through with it.

    work.uploads --upload_job---> mover --Uploaded--> publishing
    work.places --download_job--> mover --Staged----> place_all --> structure --refused--> place_again, by a later plan
                                        --TransferFailed--> the node is held for a while

Read next: asking.py (how much at a time), ports.py, ContentMover.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from megadesk.model.errors import Cancelled, Damaged, FileBusy, MegadeskError, Refused, Stale, Waiting
from megadesk.model.ids import NodeId, PairId
from megadesk.model.manifest import BLOCK_BYTES
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import (
    ContentKey,
    Direction,
    DownloadJob,
    Staged,
    TransferFailed,
    TransferResult,
    UploadJob,
    Wished,
)
from megadesk.model.tree import Node
from megadesk.sync.asking import Asked
from megadesk.sync.granularity import Granularity
from megadesk.sync.ports import SPOILED, ContentMover, RemoteSide, Side
from megadesk.sync.structure import Structure
from megadesk.sync.work import Work


class Cargo:
    """What is on its way for one pair."""

    def __init__(
        self,
        pair: PairId,
        work: Work,
        structure: Structure,
        remote_side: RemoteSide,
        mover: ContentMover,
        granularity: Granularity,
    ) -> None:
        self._pair = pair
        self._work = work
        self._folder = work.folder
        self._structure = structure
        self._cloud = remote_side
        self._mover = mover
        self._granularity = granularity
        self._uploading = Asked(self._upload_job)
        self._downloading = Asked(self._download_job, remote_side.expect)
        self._again = False
        self._heeded: dict[Direction, Wished] = {}
        """What people had decided when last something was left out for it."""
        self._arrived: dict[NodeId, Staged] = {}
        """What is in the stage and could not be put in place: another folder's rights, a locked file."""

    def begin(self) -> None:
        """Ask for what a new plan has to move, whatever was asked for before."""
        self._uploading, self._downloading = Asked(self._upload_job), Asked(self._download_job, self._cloud.expect)
        self._heeded.clear()
        self.leave_out()
        self.ask()

    def leave_out(self) -> None:
        """Hold what people do not want to have moved, all of it for one new plan."""
        for way, waiting in ((Direction.UPLOAD, self._work.uploads), (Direction.DOWNLOAD, self._work.places)):
            wished = self._wished(way)
            if wished is self._heeded.get(way):
                continue
            self._heeded[way] = wished
            for key, content in wished.cancelled.items():
                node = waiting.get(key)
                if node is not None and node.content == content:
                    self._give_up(key, Cancelled())
                    self._again = True

    def ask(self) -> None:
        """Ask the mover for what it has to move next; what it is asked for already goes on."""
        self._again = False
        self._uploading.next(self._work.uploads, self._wished(Direction.UPLOAD))
        self._downloading.next(self._work.places, self._wished(Direction.DOWNLOAD))
        later_bytes = self._uploading.later_bytes(self._work.uploads) + self._downloading.later_bytes(self._work.places)
        self._mover.want(self._pair, self._uploading.jobs.values(), self._downloading.jobs.values(), later_bytes)

    @property
    def is_low(self) -> bool:
        """Whether it is time to ask for more, or once again for what was taken back."""
        return (
            self._again
            or self._uploading.is_low(self._work.uploads, self._wished(Direction.UPLOAD))
            or self._downloading.is_low(self._work.places, self._wished(Direction.DOWNLOAD))
        )

    def _wished(self, way: Direction) -> Wished:
        return self._mover.wished(self._pair, way)

    def _upload_job(self, node: Node) -> UploadJob | None:
        known = self._folder.local.get(node.id)
        if known is None or known.node.content != node.content:
            self._give_up(node.id, Stale("the file is not as planned", node=node.id.hex()))
            return None
        digest = self._folder.digest_of(node.id)
        if isinstance(digest, MegadeskError):
            self._give_up(node.id, digest)
            return None
        if digest.file_hash != node.content:
            self._give_up(node.id, FileBusy("the file changed", node=node.id.hex()))
            return None
        previous = None
        if node.version and digest.size_bytes > BLOCK_BYTES:
            with suppress(Damaged, Refused):  # it only saves sending blocks that are there already
                previous = self._cloud.manifest(node.id)
        return UploadJob(
            pair=self._pair, node=node.id, path=self._folder.path(node.id), fingerprint=known.fingerprint,
            digest=digest, previous=previous,
        )  # fmt: skip

    def _download_job(self, node: Node) -> DownloadJob | None:
        try:
            manifest = self._cloud.manifest(node.id)
            path = self._structure.target_path(node)
        except (Damaged, Refused, Stale) as error:
            self._give_up(node.id, error)
            return None
        if manifest is None or manifest.file_hash != node.content:
            self._work.replan = True
            self._work.places.pop(node.id, None)
            return None
        return DownloadJob(
            pair=self._pair, node=node.id, path=path, manifest=manifest,
            mtime_ns=self._granularity.aged_ns(node.mtime_ns), executable=bool(node.executable), like=self._like(node.id),
        )  # fmt: skip

    def _like(self, node: NodeId) -> RelPath | None:
        """Return where the node's present content is, if it is more than one block."""
        known = self._folder.local.get(node)
        return self._folder.path(node) if known is not None and known.node.size_bytes > BLOCK_BYTES else None

    def place_all(self, results: Sequence[Staged]) -> None:
        """Put in place what arrived, as far as it is still wanted. What is refused there waits in the stage."""
        wanted = [result for result in results if self._is_wanted(result)]
        self._arrived.update({result.key.node: result for result in wanted})
        self._structure.secure(wanted)
        there = [result.key.node for result in wanted if result.key.node in self._work.remote]
        self._folder.intents.add([self._work.remote[node] for node in there], Side.DISK)
        with self._structure.in_a_row():
            for result in wanted:
                self._place(self._work.places[result.key.node], result)

    def place_again(self) -> None:
        """Put in place what arrived for the plans before, and forget what is not even waited for any more."""
        self._arrived = {
            node: result for node, result in self._arrived.items() if self._is_wanted(result) or self._is_held(result)
        }
        again = list(self._arrived.values())
        self.place_all(again)
        if again:
            self._mover.settle([result.key for result in again if self._is_used(result.key)])

    def _is_wanted(self, result: Staged) -> bool:
        node = self._work.places.get(result.key.node)
        return node is not None and node.content == result.key.content

    def _is_held(self, result: Staged) -> bool:
        node = self._work.remote.get(result.key.node)
        return node is not None and node.id in self._work.holds and node.content == result.key.content

    def _place(self, node: Node, result: Staged) -> None:
        if result.file.executable != node.executable:
            # The bit was changed while the bytes travelled: they are asked for once more, with the new one.
            self._work.replan = True
            del self._arrived[node.id]
        elif (
            self._work.attempt(node.id, partial(self._structure.place, node, result))
            or self._work.holds[node.id].error.arguments.get("reason") == SPOILED
        ):
            del self._arrived[node.id]
        self._work.places.pop(node.id, None)

    def release(self, results: Sequence[TransferResult]) -> None:
        """Let the mover forget what has ended; what arrived and is not in its place stays staged."""
        waiting = {result.key for result in results if self._arrived.get(result.key.node) == result}
        self._mover.shelve(waiting)
        # Whatever went wrong: the mover does not begin anew what has ended and was not settled.
        ended = [result.key for result in results if result.key not in waiting]
        used = dict.fromkeys(key for key in ended if self._is_used(key))
        self._mover.settle(used)
        self._mover.settle([key for key in ended if key not in used], used=False)

    def _is_used(self, key: ContentKey) -> bool:
        """Whether a content has come where it was to come: into the cloud, into the folder."""
        if key.direction is Direction.UPLOAD:
            there = self._work.remote.get(key.node)
            return there is not None and there.content == key.content
        here = self._folder.local.get(key.node)
        return here is not None and here.node.content == key.content

    @property
    def waiting(self) -> set[tuple[NodeId, bytes]]:
        """Node and content of what arrived and is not in its place."""
        return {(result.key.node, result.key.content) for result in self._arrived.values()}

    def transfer_failed(self, result: TransferFailed) -> None:
        """Leave alone for now what could not be moved; errors of the whole account are raised."""
        waiting = self._work.uploads if result.key.direction is Direction.UPLOAD else self._work.places
        node = waiting.get(result.key.node)
        if node is None or node.content != result.key.content:
            return
        if isinstance(result.error, Cancelled) and not self._is_cancelled(result.key):
            self._again = True  # a person took it back before this pair had heard of it
        else:
            self._give_up(node.id, result.error)

    def _is_cancelled(self, key: ContentKey) -> bool:
        return self._wished(key.direction).cancelled.get(key.node) == key.content

    def _give_up(self, node: NodeId, error: MegadeskError) -> None:
        """Leave a node's content for now; what holds up the whole account is raised instead."""
        if node in self._work.uploads and isinstance(error, FileBusy):
            self._folder.doubt(node)
        sending = self._work.uploads.pop(node, None) is not None
        self._work.places.pop(node, None)
        if not isinstance(error, Stale | FileBusy | Refused | Waiting | Damaged):
            raise error
        self._work.hold(node, error, sending=sending)
