"""get: files and folders of the account's tree, of now or then, to anywhere on this computer, outside sync pairs.

    asked --checked_get--> Errand     a wrong request is refused before anything is written down
    GetRun: scan (the tree of errand_source.py) --> plan --> folders made --> download jobs --> Landing gives the files their names

Downloads grow in a hidden folder beside their goal, whose word is written down before: whoever goes on after a crash finds
what was fetched. A file that is there stays unless replacing it was answered, and is still the one that the answer was
about; then it is put aside (disk/trash), never written over.

What comes from a backup comes back as it was (ADR 28): permissions, times, links as links; folders get theirs last, when
nothing is put into them any more.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import threading
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Final

from megadesk.crypto.content import open_block
from megadesk.disk.faults import disk_error
from megadesk.disk.fingerprint import fingerprint
from megadesk.disk.hashing import digests
from megadesk.disk.loose import Landing
from megadesk.disk.names import check_target
from megadesk.disk.trash import put_aside
from megadesk.engine.cloud_files import CloudFiles
from megadesk.engine.errand_plan import Verdict
from megadesk.engine.errand_run import Away, ErrandRun, Flight
from megadesk.engine.errand_scan import absolute, is_folder
from megadesk.engine.errand_source import Source, source_of
from megadesk.model.attributes import Attributes
from megadesk.model.errand import Errand, Item, ItemState, Then, There
from megadesk.model.errors import (
    AlreadyExists,
    BadName,
    BadUsage,
    Damaged,
    DecisionNeeded,
    MegadeskError,
    NotFound,
    OurBug,
    Refused,
    Stale,
)
from megadesk.model.ids import new_pair_id
from megadesk.model.listing import Digest, Entry, Fingerprint
from megadesk.model.manifest import BLOCK_BYTES
from megadesk.model.relpath import NAME_MAX_BYTES, RelPath, join, parse_cloud_path, printable
from megadesk.model.transfer import (
    ContentKey,
    Direction,
    DownloadJob,
    Staged,
    StagedFile,
    TransferFailed,
    TransferResult,
)
from megadesk.model.tree import Kind, Node
from megadesk.model.values import replace

WORD_BYTES: Final = 16
REMOVE_TRIES: Final = 50
REMOVE_S: Final = 0.1
"""A block that is being written when an errand is cancelled may take so long, so many times."""


def checked_get(
    files: CloudFiles,
    remotes: Sequence[str],
    local: str,
    *,
    recursive: bool,
    then: Then | None = None,
) -> Errand:
    """Return a get as it is to be written down; a wrong request is refused. The folder it goes to is made.

    then: look at this moment or version instead of what is there now.
    """
    wheres = list(dict.fromkeys(parse_cloud_path(text) for text in remotes))
    if not wheres:
        raise BadUsage(what="get", reason="nothing")
    to = absolute(local)
    files.refresh()
    source = source_of(files, then, remotes)
    names: set[str] = set()
    into = is_folder(to) or local.endswith(os.sep) or len(wheres) > 1
    for where in wheres:
        _, node = source.existing(where)
        if node.is_folder and not recursive:
            raise BadUsage(what="get", path=node.name, reason="folder")
        if where.name in names:
            raise AlreadyExists("two of one name into one folder", what="path", path=where.name)
        names.add(where.name)
    if into and not is_folder(to):
        if os.path.lexists(to):
            raise AlreadyExists(what="file", path=printable(str(to)))
        try:
            to.mkdir(parents=True)
        except OSError as error:
            raise disk_error(error, str(to)) from error
    folder = to if into else to.parent
    if not is_folder(folder):
        raise NotFound(what="folder", path=printable(str(folder)))
    entropy = files.world.entropy
    return Errand(
        pair=new_pair_id(entropy), way=Direction.DOWNLOAD, sources=[str(where) for where in wheres],
        target=os.path.realpath(folder), name="" if into else to.name, word=entropy(WORD_BYTES).hex(),
        then=then,
    )  # fmt: skip


class GetRun(ErrandRun):
    """A get being run."""

    way = Direction.DOWNLOAD

    @cached_property
    def _landing(self) -> Landing:
        return Landing(self.errand.target, self.errand.word)

    @cached_property
    def _source(self) -> Source:
        return source_of(self._files, self.errand.then, self.errand.sources)

    # -- scan ---------------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        with contextlib.suppress(Stale):
            self._files.refresh()
        self.__dict__.pop("_landing", None)  # the folder may be another by now
        landing = self._landing
        try:
            landing.open()
        except (NotFound, DecisionNeeded, AlreadyExists) as error:
            raise Away(error) from error
        self._world.roots.add(self.errand.pair, landing.root)
        first = parse_cloud_path(self.errand.sources[0])
        above, renamed = str(first.parent), (self.errand.name, first.name) if self.errand.name and first.names else None
        self._world.ends.add(self.errand.pair, local=self.errand.target, cloud=lambda: above, renamed=renamed)

    def _scan(self) -> Iterator[Item]:
        self._files.refresh()
        numbers = count(1)
        for text in self.errand.sources:
            where = parse_cloud_path(text)
            tree, top = self._source.existing(where)
            waiting = [(top, RelPath(text), self.errand.name or where.name, 0)]
            while waiting:
                self.halt.check()
                node, path, name, above = waiting.pop()
                item = _found(node, path, name, number=next(numbers), above=above)
                yield item
                if item.state is ItemState.FAILED:
                    continue
                below = sorted(tree.children(node.id), key=lambda one: one.name, reverse=True)
                waiting += [(one, join(path, one.name), one.name, item.number) for one in below]

    # -- plan ---------------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """The disk is looked at name by name."""

    def _path(self, item: Item) -> RelPath:
        """Return where an item goes, below the folder of the errand."""
        names = [item.goal]
        above = self._folders.get(item.above)
        while above is not None:
            names.append(above.goal)
            above = self._folders.get(above.above)
        return RelPath("/".join(reversed(names)))

    def _full(self, item: Item) -> str:
        return f"{self.errand.target.rstrip('/')}/{self._path(item)}"

    def _there(self, item: Item) -> There | None:
        return _seen(self._full(replace(item, renamed=None)))

    def _has(self, above: int, name: str) -> bool:
        folder = self._folders.get(above)
        return os.path.lexists(f"{self._full(folder) if folder is not None else self.errand.target}/{name}")

    def _taken(self, item: Item) -> AlreadyExists:
        return AlreadyExists(what="file", path=printable(self._full(item)))

    def _ready(self, item: Item, there: There | None, verdict: Verdict) -> Item:
        if verdict is Verdict.MERGE:
            return replace(item, there=there, state=ItemState.DONE)
        return replace(item, there=there, state=ItemState.READY)

    # -- folders ------------------------------------------------------------------------------------------------------

    def _create(self) -> None:
        while page := self._book.items(self.errand.pair, ItemState.READY, kind=Kind.FOLDER):
            done: list[Item] = []
            for item in page:
                self.halt.check()
                above = self._folders.get(item.above)
                lacks = above is not None and above.state is ItemState.FAILED
                done.append(replace(item, state=ItemState.FAILED) if lacks else self._made(item))
                self._known(done[-1])
            self._note(done)
            folders = sum(one.state is ItemState.DONE for one in done)
            self._progress.counts = replace(self._progress.counts, folders=self._progress.counts.folders + folders)
        self._link()

    def _made(self, item: Item) -> Item:
        try:
            # Who may look into it is told last; until then nobody else does.
            Path(self._full(item)).mkdir(0o777 if _whole(item) is None else 0o700)
        except FileExistsError:
            if not is_folder(self._full(item)):
                return self._failed(item, self._taken(item))
        except OSError as error:
            return self._failed(item, disk_error(error, self._full(item)))
        return replace(item, state=ItemState.DONE)

    def _round_off(self) -> None:
        """Give the folders that were made here what they had, each after those in it; one that was there stays as it is."""
        failed: list[Item] = []
        for item in reversed(self._folders.values()):
            whole = _whole(item)
            is_ours = item.there is None or item.renamed is not None
            if whole is None or item.state is not ItemState.DONE or not is_ours:
                continue
            try:
                self._landing.dress(self._path(item), whole)
            except MegadeskError as error:
                failed.append(self._failed(item, error))
        self._note(failed, ItemState.DONE)

    # -- links --------------------------------------------------------------------------------------------------------

    def _link(self) -> None:
        """Make the links: what they say is little, and comes with the records."""
        while page := self._book.items(self.errand.pair, ItemState.READY, kind=Kind.SYMLINK):
            again = list[Item]()
            for item in page:
                self.halt.check()
                linked = self._linked(item)
                if linked is None:
                    again.append(item)
                else:
                    self._note([linked])
            self._again(again)

    def _linked(self, item: Item) -> Item | None:
        """Return what became of a link; None if it must be decided anew."""
        above = self._folders.get(item.above)
        if above is not None and above.state is ItemState.FAILED:
            return replace(item, state=ItemState.FAILED)  # why is said of the folder
        node = self._node(item)
        whole = _whole(item)
        manifest = None if node is None or whole is None else self._source.manifest(node.id)
        if manifest is None or whole is None:
            return self._failed(item, NotFound(what="path", path=printable(item.path)))
        try:
            text = b"".join(open_block(ref, self._world.blobs.get(ref.id)) for ref in manifest.blocks)
            if self._landing.link_text(self._path(item)) == text:
                self._landing.dress(self._path(item), whole)  # it is ours, from just before something interrupted us
                return replace(item, state=ItemState.DONE)
            if not self._is_as_decided(item):
                return None
            self._put_aside(item)
            self._landing.link(text, self._path(item), whole)
        except Stale:
            return None if is_folder(Path(self._full(item)).parent) else self._without_folder(item)
        except (Refused, Damaged) as error:
            return self._failed(item, error)
        return replace(item, state=ItemState.DONE)

    # -- files --------------------------------------------------------------------------------------------------------

    def _flights(self, piece: Sequence[Item]) -> list[Flight]:
        settled, again = list[Item](), list[Item]()
        flights: list[Flight] = []
        for item in piece:
            above = self._folders.get(item.above)
            if above is not None and above.state is ItemState.FAILED:
                settled.append(replace(item, state=ItemState.FAILED))  # why is said of the folder
                continue
            node = self._node(item)
            if node is None or node.kind is not Kind.FILE:
                settled.append(self._failed(item, NotFound(what="path", path=printable(item.path))))
                continue
            if not self._is_as_decided(item):
                if self._holds(item, node):
                    settled.append(replace(item, state=ItemState.DONE))  # it came here before we were ended
                else:
                    again.append(item)
                continue
            try:
                flights.append(Flight(item, self._job(item, node)))
            except Damaged as error:
                settled.append(self._failed(item, error))
        self._note(settled)
        self._again(again)
        return flights

    def _node(self, item: Item) -> Node | None:
        return self._source.node(item.node) if item.node is not None else None

    def _is_as_decided(self, item: Item) -> bool:
        """Whether the name is still free, or has what is to be replaced; gone is fine, too."""
        now = _seen(self._full(item))
        return now is None or (item.renamed is None and item.there is not None and now == item.there)

    def _holds(self, item: Item, node: Node) -> bool:
        """Whether the very bytes are there."""
        path = self._path(item)
        with contextlib.suppress(OSError):
            found = Path(self._full(item)).lstat()
            if stat.S_ISREG(found.st_mode) and found.st_size == node.size_bytes:
                entry = Entry(path, Kind.FILE, fingerprint(found))
                digest = digests(self._landing.folder, [entry], self.halt.check)[path]
                return isinstance(digest, Digest) and digest.file_hash == node.content
        return False

    def _job(self, item: Item, node: Node) -> DownloadJob:
        manifest = self._source.manifest(node.id)
        if manifest is None:
            raise OurBug("a file without blocks", node=node.id.hex())
        return DownloadJob(
            pair=self.errand.pair, node=node.id, path=self._path(item), manifest=manifest, mtime_ns=node.mtime_ns,
            executable=bool(node.executable), like=self._like(item),
        )  # fmt: skip

    def _like(self, item: Item) -> RelPath | None:
        """Return where the file is that it replaces, if that is more than one block."""
        there = item.there if item.renamed is None else None
        is_worth_it = there is not None and there.kind is Kind.FILE and there.size_bytes > BLOCK_BYTES
        return self._path(item) if is_worth_it else None

    def _use(self, results: Sequence[TransferResult]) -> tuple[Collection[Item], Collection[ContentKey]]:
        settled, again = list[Item](), list[Item]()
        shelved: set[ContentKey] = set()
        with self._world.staging.in_a_row():
            for result in results:
                item = self._flying[result.key].item
                if isinstance(result, TransferFailed):
                    failed = self._went_wrong(result.error, item)
                    settled += [failed] if failed is not None else []
                elif isinstance(result, Staged):
                    landed = self._landed(result.file, item)
                    if landed is None:
                        again.append(item)
                        shelved.add(result.key)
                    else:
                        settled.append(landed)
        self._note(settled)
        self._again(again)
        return settled, shelved

    def _landed(self, file: StagedFile, item: Item) -> Item | None:
        """Return what became of a file that was fetched; None if it must be decided anew."""
        try:
            # One flush serves all that are there: what is noted as done is on the disk.
            self._world.staging.durability(self._world.roots.get(self.errand.pair)).ensure(file.token)
            return self._land(file, item)
        except Stale:
            return None if is_folder(Path(self._full(item)).parent) else self._without_folder(item)
        except MegadeskError as error:
            return self._failed(item, error)

    def _land(self, file: StagedFile, item: Item) -> Item | None:
        """Give a file its name, what had it put aside; None if another has it by now."""
        done = replace(item, found=replace(item.found, size_bytes=file.size_bytes), state=ItemState.DONE)
        if not self._is_as_decided(item):
            node = self._node(item)
            # It may be ours, from just before something interrupted us.
            return done if node is not None and self._holds(item, node) else None
        self._put_aside(item)
        self._landing.land(file, self._path(item), _whole(item))
        return done

    def _put_aside(self, item: Item) -> None:
        if os.path.lexists(self._full(item)):
            clock = self._world.clock
            put_aside(self._full(item), today=clock.today, stamp=clock.local_time())

    def _without_folder(self, item: Item) -> Item:
        """Return an item whose folder somebody took away; Away if it is all of it."""
        if not is_folder(self.errand.target):
            raise Away(NotFound(what="folder", path=printable(self.errand.target)))
        return self._failed(item, NotFound(what="folder", path=printable(str(Path(self._full(item)).parent))))

    def clear_away(self) -> None:
        """Remove the hidden folder; a worker may just be writing into it."""
        for _ in range(REMOVE_TRIES):
            if self._landing.remove():
                return
            threading.Event().wait(REMOVE_S)


def _found(node: Node, path: RelPath, name: str, *, number: int, above: int) -> Item:
    item = Item(
        number=number, above=above, kind=node.kind, path=path, name=name, node=node.id,
        found=Fingerprint(0, 0, node.size_bytes, node.mtime_ns, 0, node.executable),
    )  # fmt: skip
    try:
        # Others name things in the cloud: nothing may get into our own folders, or be what this system takes for a device.
        check_target(
            RelPath(name), case_sensitive=False, name_max_bytes=NAME_MAX_BYTES, strips_dots=sys.platform == "win32"
        )
    except BadName as error:
        return replace(item, state=ItemState.FAILED, error=error)
    if node.kind is not Kind.SYMLINK or _whole(item) is not None:
        return item
    # Whoever downloads by hand gets files: a link would lead somewhere on this computer.
    reason = BadUsage(what="get", reason="symlink", path=printable(path))
    return replace(item, state=ItemState.FAILED, error=reason)


def _whole(item: Item) -> Attributes | None:
    """Return what an item of a backup had beside its bytes; None for one that is of none."""
    bits = item.found.executable
    return bits if isinstance(bits, Attributes) else None


def _seen(path: str) -> There | None:
    """Return what is at a path. What is neither file nor folder is as a link: nothing replaces it."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    if stat.S_ISDIR(found.st_mode):
        return There(Kind.FOLDER, 0, found.st_mtime_ns, inode=found.st_ino)
    kind = Kind.FILE if stat.S_ISREG(found.st_mode) else Kind.SYMLINK
    marks = fingerprint(found)
    return There(kind, found.st_size, found.st_mtime_ns, inode=marks.inode, changed_ns=marks.changed_ns)
