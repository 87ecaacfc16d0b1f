"""Backups for people: add, list, run now, pause, stop, take over. One method per request; the runs are backups.py's.

add        a folder here, a folder of its name in this device's own, and a pair of the kind backup between them
stop       what is in the cloud goes to the drive or to the bin, in one op; then the pair is forgotten
take over  the backup is moved into this device's folder, in one op; then this disk is believed to have shown all that
           is in it, each file to be read: so what is the same is not sent, and what is missing is asked about
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from megadesk.crypto.records import RecordKind, RecordMeta
from megadesk.disk.fingerprint import attributes
from megadesk.disk.private import prepare_root, release_root
from megadesk.disk.root import Root
from megadesk.engine.backups import Backups
from megadesk.engine.clock import rfc3339
from megadesk.engine.cloud_files import CloudFiles
from megadesk.engine.new_pairs import check_folder, pair_name
from megadesk.ipc import messages as m
from megadesk.ipc.listener import Call
from megadesk.model.backup import parse_every
from megadesk.model.errors import AlreadyExists, BadUsage, NotFound, Stale
from megadesk.model.ids import NodeId, new_node_id, new_pair_id
from megadesk.model.listing import Fingerprint, LocalNode
from megadesk.model.pair import Links, PairDirection, PairKind, SyncPair
from megadesk.model.relpath import CloudPath, RelPath, parse_cloud_path, printable
from megadesk.model.tree import Kind, Node, Tree
from megadesk.model.values import replace
from megadesk.remote.publisher import Change
from megadesk.remote.remote_side import CloudFolder
from megadesk.remote.space import Space
from megadesk.store.backups import BackupPlan
from megadesk.store.database import Database
from megadesk.store.ignore_rules import IgnoreRules
from megadesk.store.trees import PairTrees
from megadesk.sync.ports import BinNode, PutNode, TreeChange

if TYPE_CHECKING:
    from megadesk.engine.engine import Engine
    from megadesk.engine.supervisor import Supervisor

MARKER_BYTES: Final = 16

NEVER_SEEN: Final = Fingerprint(0, 0, 0, 0, 0)
"""How no file looks: what is believed to be so is read before anything is concluded."""


class BackupDesk:
    """The backups of one engine. Each call stands for itself; safe from any thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def _running(self) -> Supervisor:
        return self._engine.supervisor

    @property
    def _backups(self) -> Backups:
        return self._running.backups

    # -- looking ------------------------------------------------------------------------------------------------------

    def list_all(self, _body: m.Nothing, _call: Call) -> m.Backups:
        """All of them, those of other devices too."""
        files = CloudFiles(self._running)
        files.refresh()
        own = {report.pair.root for report in self._running.reports() if report.pair.kind is PairKind.BACKUP}
        space = self._running.world.space
        tree = space.tree(space.root("backups"))
        elsewhere = [
            self._elsewhere(device, node)
            for device in sorted(tree.children(tree.root), key=lambda one: one.name)
            for node in sorted(tree.children(device.id), key=lambda one: one.name)
            if node.is_folder and node.id not in own
        ]
        return m.Backups(backups=self._engine.backup_statuses(), elsewhere=elsewhere)

    def _elsewhere(self, device: Node, node: Node) -> m.BackupElsewhere:
        last = self._backups.last(node.id)
        return m.BackupElsewhere(
            path=str(CloudPath("backups", (device.name, node.name))), device=device.name, name=node.name,
            files=None if last is None else last.files, bytes=None if last is None else last.size_bytes,
            run=None if last is None else last.run, last_run=None if last is None else rfc3339(last.finished_ms),
        )  # fmt: skip

    def _found(self, body: m.Backup | m.ChangeBackup | m.StopBackup) -> SyncPair:
        return self._engine.find_pair(body.backup, body.folder, kind=PairKind.BACKUP)

    def _status(self, pair: SyncPair) -> m.BackupStatus:
        return next(one for one in self._engine.backup_statuses() if one.id == pair.id)

    # -- add ----------------------------------------------------------------------------------------------------------

    def add(self, body: m.AddBackup, _call: Call) -> m.BackupStatus:
        """A folder of this computer, from now on."""
        plan = BackupPlan(every_ms=parse_every(body.every))
        engine = self._engine
        with engine.changing:
            root = self._local_root(body.local)
            called = self._name(body.name, root)
            strangers = engine.check_apart(root)
            check_folder(root)
            self._running.world.journal.fetch()
            home = self._backups.make_home(engine.device_name())
            node = self._make_root(home, called, root)
            engine.let_go(strangers)
            pair = self._pair(node, called, root)
            engine.pairs.add(pair)
            self._backups.remember(pair.id, plan)
            self._running.roster.add(pair)
            return self._status(pair)

    def _local_root(self, local: str) -> Path:
        root = self._engine.local_root(local)
        if not root.is_dir():
            raise NotFound(what="folder", path=printable(str(root)))
        return root

    def _name(self, asked: str, root: Path) -> str:
        """Return the name of a new backup: no other pair of this device has it, nor anything in this device's folder."""
        space = self._running.world.space
        tree = space.tree(space.root("backups"))
        taken = {pair.name for pair in self._engine.own_pairs()}
        return pair_name(asked, root, taken | {node.name for node in tree.children(self._backups.home)})

    def _make_root(self, home: NodeId, name: str, root: Path) -> NodeId:
        """Return the folder of a new backup in the cloud, made."""
        world = self._running.world
        node = new_node_id(world.entropy)
        seen = attributes(root.stat())
        meta = RecordMeta(
            parent=home, kind=RecordKind.FOLDER, name=name, author=world.unlocked.facts.account, mode=seen.mode,
            mtime_ns=seen.mtime_ns,
        )  # fmt: skip
        head = world.space.head
        change = Change(id=node, version=0, meta=meta)
        _, stale = world.publisher.publish([change], owner=self, since=head.seq if head is not None else 0)
        if stale:
            raise Stale(path=name)
        return node

    def _pair(self, node: NodeId, name: str, root: Path) -> SyncPair:
        """Return the pair of a backup; its folder carries the marker on return."""
        engine = self._engine
        marker = engine.entropy(MARKER_BYTES).hex()
        prepare_root(str(root), marker, take_over=True)
        return SyncPair(
            id=new_pair_id(engine.entropy), name=name, local=str(root), space=self._running.world.space.id, root=node,
            marker=marker, created_ms=engine.clock.wall_ms(), direction=PairDirection.UP, links=Links.KEEP,
            kind=PairKind.BACKUP,
        )  # fmt: skip

    # -- steer --------------------------------------------------------------------------------------------------------

    def now(self, body: m.Backup, _call: Call) -> m.BackupStatus:
        """A run, whenever the next one is due."""
        pair = self._found(body)
        if pair.paused:
            raise BadUsage(what="backup", reason="paused", value=pair.name)
        self._backups.ask(self._running.runner(pair.id))
        return self._status(pair)

    def pause(self, body: m.Backup, _call: Call) -> m.BackupStatus:
        """Quiet until it is resumed; a run under way goes on then."""
        return self._set_paused(body, paused=True)

    def resume(self, body: m.Backup, _call: Call) -> m.BackupStatus:
        """On again; what was missed is made up for once."""
        return self._set_paused(body, paused=False)

    def change(self, body: m.ChangeBackup, _call: Call) -> m.BackupStatus:
        """Other times, from now on."""
        every_ms = parse_every(body.every)
        with self._engine.changing:
            pair = self._found(body)
            self._backups.reschedule(self._running.runner(pair.id), every_ms)
            return self._status(pair)

    def _set_paused(self, body: m.Backup, *, paused: bool) -> m.BackupStatus:
        with self._engine.changing:
            pair = self._found(body)
            if pair.paused is not paused:
                with self._running.roster.standing([pair.id]):
                    self._engine.pairs.update(replace(pair, paused=paused))
            self._backups.poke()
            return self._status(pair)

    # -- stop ---------------------------------------------------------------------------------------------------------

    def stop(self, body: m.StopBackup, _call: Call) -> m.StoppedBackup:
        """No more of it; with ``ask`` only what would become of it."""
        if bool(body.move) is body.delete:
            raise BadUsage(what="backup_stop")
        running, engine = self._running, self._engine
        files = CloudFiles(running)
        with engine.changing:
            pair = self._found(body)
            files.refresh()
            told = self._to_stop(files, pair, body.move)
            if body.ask:
                return told
            with running.roster.standing([pair.id]):
                if not told.stays:
                    files.retried(lambda folder, tree: self._take_away(files, folder, tree, pair, body.move))
                engine.pairs.remove(pair.id)
                IgnoreRules(engine.database, pair.id).forget()
                release_root(Root(pair.local, pair.marker))
            return told

    def _to_stop(self, files: CloudFiles, pair: SyncPair, move: str) -> m.StoppedBackup:
        space = self._running.world.space
        tree = space.tree(pair.root)
        nodes = list(tree.nodes.values())
        stays = not self._is_own(pair)
        target = None
        if move and not stays:
            drive = space.tree(space.root("drive"))
            target = str(self._target(files, drive, pair, parse_cloud_path(move))[0])
        return m.StoppedBackup(
            id=pair.id, name=pair.name, local=printable(pair.local), remote=self._engine.cloud_path(pair.root),
            target=target, files=sum(node.kind is not Kind.FOLDER for node in nodes),
            folders=sum(node.is_folder for node in nodes), bytes=sum(node.size_bytes for node in nodes), stays=stays,
        )  # fmt: skip

    def _is_own(self, pair: SyncPair) -> bool:
        node = self._running.world.space.node(pair.root)
        return node is not None and node.parent == self._backups.home

    def _target(self, files: CloudFiles, tree: Tree, pair: SyncPair, to: CloudPath) -> tuple[CloudPath, NodeId]:
        """Return where in the drive a backup goes, and the folder it is then in: into a folder that is there, or to a free name."""
        if to.area != "drive":
            raise BadUsage(what="cloud_path", value=str(to), reason="not_in_the_drive")
        there = tree.at(RelPath("/".join(to.names))) if to.names else None
        into = not to.names or (there is not None and there.is_folder)
        where = to.child(pair.name) if into else to
        if there is not None and not into:
            raise AlreadyExists(what="path", path=str(to))
        parent = there.id if there is not None else tree.root
        if not into and where.parent.names:
            _, above = files.existing(where.parent)
            if not above.is_folder:
                raise NotFound(what="folder", path=str(where.parent))
            parent = above.id
        if tree.child_named(parent, where.name) is not None:
            raise AlreadyExists(what="path", path=str(where))
        return where, parent

    def _take_away(self, files: CloudFiles, folder: CloudFolder, tree: Tree, pair: SyncPair, move: str) -> None:
        node = self._running.world.space.node(pair.root)
        if node is None or not self._is_own(pair):
            return  # somebody was quicker: it is there no longer
        if not move:
            files.publish(folder, [BinNode(id=node.id, version=node.version)])
            return
        where, parent = self._target(files, tree, pair, parse_cloud_path(move))
        files.publish(folder, [PutNode(node=replace(node, parent=parent, name=where.name))])

    # -- take over ----------------------------------------------------------------------------------------------------

    def take_over(self, body: m.TakeOver, _call: Call) -> m.BackupStatus:
        """The backup of another computer goes on here."""
        plan = BackupPlan(every_ms=parse_every(body.every), asked=True)
        engine, running = self._engine, self._running
        where = parse_cloud_path(f"backups:/{body.source.removeprefix('backups:').strip('/')}")
        if len(where.names) != 2:  # noqa: PLR2004 -- device and name
            raise BadUsage(what="takeover", value=printable(body.source))
        files = CloudFiles(running)
        with engine.changing:
            root = self._local_root(body.local)
            files.refresh()
            _, node = files.existing(where)
            if any(pair.root == node.id for pair in engine.own_pairs()):
                raise AlreadyExists(what="backup", value=where.name)
            self._check_holds_something(root, running.world.space.tree(node.id))
            strangers = engine.check_apart(root)
            check_folder(root)
            running.world.journal.fetch()
            home = self._backups.make_home(engine.device_name())
            called = where.name if node.parent == home else self._name(body.name, Path(where.name))
            files.retried(lambda folder, _tree: self._move_home(files, folder, node.id, home, called))
            engine.let_go(strangers)
            pair = self._pair(node.id, called, root)
            engine.pairs.add(pair)
            believe(engine.database, self._running.world.space, pair)
            self._backups.remember(pair.id, plan)
            running.roster.add(pair)
            return self._status(pair)

    @staticmethod
    def _check_holds_something(root: Path, tree: Tree) -> None:
        """Raise BadUsage for an empty folder, from which a backup could only learn that everything was removed."""
        if len(tree) and next(root.iterdir(), None) is None:
            raise BadUsage(what="takeover", reason="empty", path=printable(str(root)))

    def _move_home(self, files: CloudFiles, folder: CloudFolder, root: NodeId, home: NodeId, name: str) -> None:
        node = self._running.world.space.node(root)
        if node is None:
            raise NotFound(what="path", path=name)
        if (node.parent, node.name) != (home, name):
            files.publish(folder, [PutNode(node=replace(node, parent=home, name=name))])


def believe(database: Database, space: Space, pair: SyncPair) -> None:
    """Write down that this disk has shown, and both sides agree on, all that is in the cloud; every file to be read."""
    nodes = list(space.tree(pair.root).nodes.values())
    PairTrees(database, pair.id, pair.root).apply(
        TreeChange(base_put=nodes, local_put=[LocalNode(node, node.name, NEVER_SEEN) for node in nodes])
    )
