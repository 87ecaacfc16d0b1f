"""What must hold when all is at rest: equal trees, every byte accounted for, no copies and no rests of our own making.

disks --------> trees, debris, what is left in tmp and stage
command line -> the cloud as a person sees it (ls -R, get), and what the server says of itself (server check)
journal ------> every version ever published, opened with a device's own keys: live and binned, or older
"""

from __future__ import annotations

import os
import shutil
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from fakes.processes import cli, cli_json
from megadesk.crypto.commits import parse_ops
from megadesk.crypto.records import RecordKind, open_record
from megadesk.engine.account import AccountKeeper
from megadesk.engine.clock import SystemClock
from megadesk.host.paths import find_profile
from megadesk.model.commit import Delete, Put
from megadesk.model.ids import BlockId, FileHash, NodeId, SpaceId
from megadesk.remote.space import SpaceKeys
from megadesk.server.config import ServerConfig
from megadesk.server.metadata_sqlite import SqliteMetadata
from megadesk.store.database import Database
from megadesk.store.settings import Settings
from soak.fleet import REMOTE, WAIT_S, Fleet, Member
from soak.hands import PRIVATE
from soak.ledger import EMPTY, Ledger, content_at, plain_name
from soak.names import home_of

Tree = dict[str, tuple[str, FileHash | None, bool]]
"""By path: kind, content, whether it is a program."""

COPY: Final = "(conflicted copy "
PAGE_BYTES: Final = 64 << 20
LOOKS: Final = 1
LONG_BYTES: Final = 120
"""Names longer than this may have been cut."""


def tree_at(root: Path, below: str = "") -> Tree:
    """Return what is in a synced folder, or in one folder of it, names composed as they travel."""
    found: Tree = {}
    for at, folders, files in os.walk(root / below):
        if Path(at) == root:
            folders.remove(PRIVATE)
        for name in (*folders, *files):
            path = Path(at, name)
            key = unicodedata.normalize("NFC", path.relative_to(root).as_posix())
            mode = path.lstat().st_mode
            if stat.S_ISREG(mode):
                found[key] = ("file", content_at(path), bool(mode & stat.S_IXUSR))
            else:
                found[key] = ("folder" if stat.S_ISDIR(mode) else "other", None, False)
    return found


def home_in(tree: Tree, who: str) -> Tree:
    """Return the part of a tree that only one person works in."""
    home = home_of(who)
    return {path: what for path, what in tree.items() if path.startswith(home + "/")}


@dataclass(slots=True)
class Published:
    """Every content the journal ever had, by where it is today."""

    current: set[FileHash] = field(default_factory=set)
    older: set[FileHash] = field(default_factory=set)
    blocks: set[BlockId] = field(default_factory=set)
    stored: set[BlockId] = field(default_factory=set)
    n_commits: int = 0

    def everything(self) -> set[FileHash]:
        """Return all contents."""
        return self.current | self.older


def read_journal(fleet: Fleet) -> Published:
    """Read the server's whole journal with the keys of the first device. Nobody may be running."""
    keys, space = _keys_of(fleet.members[0])
    published, now = Published(), dict[NodeId, FileHash]()
    metadata = SqliteMetadata(ServerConfig(data=fleet.server.data).database_file)
    with metadata.read() as tx:
        row = tx.space(space)
        assert row is not None
        after = 0
        while page := tx.commits(row.key, after, limit=1000, limit_bytes=PAGE_BYTES):
            for commit in page:
                after = commit.seq
                published.n_commits += 1
                for op in parse_ops(commit.ops):
                    if isinstance(op, Put):
                        meta = open_record(keys.meta, space=space, record=op.record).meta
                        published.blocks.update(op.refs)
                        if meta.kind is RecordKind.FILE and meta.file_hash is not None:
                            published.older.add(meta.file_hash)
                            now[op.id] = meta.file_hash
                    elif isinstance(op, Delete):
                        now.pop(op.id, None)
        last = b""
        while blobs := tx.all_blobs(last, 1000):
            published.stored.update(blob.id for blob in blobs)
            last = blobs[-1].id
    metadata.close()
    published.current = set(now.values())
    return published


def _keys_of(member: Member) -> tuple[SpaceKeys, SpaceId]:
    profile = find_profile(str(member.device.home), {})
    database = Database.open(profile.state_dir / "megadesk.db")
    keeper = AccountKeeper(profile=profile, settings=Settings(database), clock=SystemClock(), entropy=os.urandom)
    keeper.load()
    account = keeper.require().secrets.account
    database.close()
    return SpaceKeys.of(account.root_key, account.root_epoch), account.root_space


# -- what is held against it ----------------------------------------------------------------------------------------


class Verdict:
    """Collects what is wrong; ``figures`` is what a run is reported with."""

    def __init__(self, fleet: Fleet, ledger: Ledger, homes: dict[str, Tree]) -> None:
        self._fleet, self._ledger, self._homes = fleet, ledger, homes
        self.faults: list[str] = []
        self.figures: dict[str, int] = {}

    def run(self, base: Path) -> None:
        """Look at everything. All devices are up and at rest; afterwards none runs."""
        trees = {member.name: tree_at(member.root) for member in self._fleet.members}
        self._status()
        self._same(trees)
        self._homes_whole(trees)
        self._cloud(next(iter(trees.values())), base / "fetched")
        self._copies(next(iter(trees.values())))
        self._rests()
        for member in self._fleet.members:
            if member.device.stop() != 0:
                self._fault(f"{member.name}: the engine did not end well")
        self._fleet.stop_server()
        self._server()
        self._accounts(trees)

    def _fault(self, text: str) -> None:
        self.faults.append(text)

    def _status(self) -> None:
        for member in self._fleet.members:
            status = member.status_when_online()
            for _ in range(LOOKS):
                if status.state == "synced":
                    break
                # A late hint has it look once more; who never comes to rest does not come back from this.
                member.device.wait(WAIT_S)
                status = member.status_when_online()
            if status.state != "synced" or status.issues or status.transfers.active or status.transfers.queued:
                self._fault(f"{member.name}: {status.state}, {status.sentence}, {status.transfers}, {status.pairs}")

    def _same(self, trees: dict[str, Tree]) -> None:
        (first, here), *others = trees.items()
        self.figures["files"] = sum(kind == "file" for kind, _, _ in here.values())
        self.figures["folders"] = len(here) - self.figures["files"]
        for name, there in others:
            self._compare(f"{first} and {name}", here, there)

    def _compare(self, which: str, here: Tree, there: Tree) -> None:
        for path in sorted(here.keys() | there.keys()):
            if here.get(path) != there.get(path):
                self._fault(f"{which} differ at {path!r}: {_shown(here.get(path))} and {_shown(there.get(path))}")

    def _homes_whole(self, trees: dict[str, Tree]) -> None:
        """A home is as its only person left it."""
        for who, before in self._homes.items():
            self._compare(f"home of {who} before and after", before, home_in(trees[who], who))

    def _cloud(self, here: Tree, target: Path) -> None:
        home = self._fleet.members[-1].device.home
        listed = {
            entry["path"].removeprefix(REMOTE + "/"): entry["kind"] for entry in cli_json(home, "ls", "-R", REMOTE)
        }
        if listed != {path: kind for path, (kind, _, _) in here.items()}:
            self._fault(f"the cloud lists {sorted(listed.items() ^ {p: k for p, (k, _, _) in here.items()}.items())}")
        target.mkdir()
        code, out, error = cli(home, "get", "-r", REMOTE, str(target), timeout_s=1200)
        if code != 0:
            self._fault(f"get ended with {code}: {out} {error}")
            return
        (target / "Sync" / PRIVATE).mkdir()  # as every synced folder has one
        fetched = tree_at(target / "Sync")
        contents = {path: (kind, content, False) for path, (kind, content, _) in here.items()}
        self._compare("folder and cloud", contents, {path: (k, c, False) for path, (k, c, _) in fetched.items()})
        shutil.rmtree(target)

    def _copies(self, here: Tree) -> None:
        """A conflict copy needs two people who had to do with its file, and so none can be in anybody's home."""
        copies = [path for path in here if COPY in path.rpartition("/")[2] and "2024-01-02" not in path]
        self.figures["conflict copies"] = len(copies)
        homes = tuple(home_of(member.name) + "/" for member in self._fleet.members)
        for path in copies:
            people = self._people_of(path)
            if path.startswith(homes) or len(people) < 2:
                self._fault(f"a conflict copy that nobody has a part in: {path!r}, {people}")
        for path in here:
            if "recovered " in path or "(recovered)" in path or ".renaming" in path:
                self._fault(f"a name of ours that stayed: {path!r}")

    def _people_of(self, path: str) -> set[str]:
        """Return who had to do with a file; long names were cut to make room for the mark."""
        name = plain_name(path)
        found = self._ledger.people_of(name)
        if len(name.encode()) > LONG_BYTES:
            start = name[: LONG_BYTES // 4]
            alike = [key for key in self._ledger.namers if key.startswith(start)]
            found.update(*map(self._ledger.people_of, alike))
        return found

    def _rests(self) -> None:
        for member in self._fleet.members:
            for name in ("tmp", "stage"):
                left = sorted(path.name for path in (member.root / PRIVATE / name).iterdir())
                if left:
                    self._fault(f"{member.name}: left in {name}: {left}")

    def _server(self) -> None:
        code, out, error = cli(
            self._fleet.members[0].device.home, "server", "check", "--data", str(self._fleet.server.data), "--blobs"
        )
        if code != 0:
            self._fault(f"server check: {code} {out} {error}")

    # -- every byte -----------------------------------------------------------------------------------------------------

    def _accounts(self, trees: dict[str, Tree]) -> None:
        published = read_journal(self._fleet)
        live = {content for tree in trees.values() for _, content, _ in tree.values() if content is not None}
        debris = {content for member in self._fleet.members for content in _debris_of(member)}
        findable = live | debris | published.current
        anywhere = findable | published.older
        for content in self._ledger.owed():
            if content not in anywhere:
                self._fault(f"lost: what was written to {self._ledger.where[content]!r}, {content.hex()[:16]}")
        for content in self._ledger.untouched():
            if content in anywhere and content not in findable:
                self._fault(f"in a version only: {self._ledger.where[content]!r}, {content.hex()[:16]}")
        for content in anywhere - {EMPTY}:
            if content not in self._ledger.births:
                self._fault(f"bytes that nobody wrote: {content.hex()[:16]}{self._places(content, trees, published)}")
        for block in published.blocks - published.stored:
            self._fault(f"a block that a record needs is gone: {block.hex()[:16]}")
        self.figures |= {
            "contents written": len(self._ledger.births), "live": len(live), "in a debris": len(debris),
            "in the cloud": len(published.current), "older versions": len(published.older - published.current),
            "commits": published.n_commits,
        }  # fmt: skip

    def _places(self, content: FileHash, trees: dict[str, Tree], published: Published) -> str:
        found = [path for tree in trees.values() for path, (_, held, _) in tree.items() if held == content]
        return f" at {found[:3]}" + (", published" if content in published.everything() else "")


def _debris_of(member: Member) -> Iterator[FileHash]:
    for at, _, files in os.walk(member.root / PRIVATE / "debris"):
        for name in files:
            yield content_at(Path(at, name))


def _shown(what: tuple[str, FileHash | None, bool] | None) -> str:
    if what is None:
        return "nothing"
    kind, content, is_program = what
    return f"{kind} {content.hex()[:12] if content else ''}{'*' if is_program else ''}"
