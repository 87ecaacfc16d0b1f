"""Row 98: how programs save, as tapes of what they do to a real folder, and one version of one node each time.

A tape is what strace shows of a program that saves ``doc``. Whenever a scan happens to look in the middle of it, the
outcome is that of a single look at the end: the same node with one new version, nothing removed, and no file of the
program's own in the cloud that is not in the folder.
"""

from __future__ import annotations

import ctypes
import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from fakes.clocks import StandingClock
from fakes.devices import PAIR, ROOT_ID, Cloud, Desk
from megadesk.model.ids import SpaceId
from megadesk.model.pair import PairState, SyncPair
from megadesk.model.relpath import RelPath
from megadesk.sync.events import ContentArrived, HintsLost, Touched
from megadesk.sync.pilot import PairParts, Pilot

OLD, NEW = b"what it was\n" * 40, b"what it is now\n" * 50

Act = Callable[[Path], None]
Step = tuple[Act, tuple[str, ...]]


def write(name: str, data: bytes = NEW) -> Step:
    """Open, truncate or create, write, close."""
    return (lambda folder: _ignore((folder / name).write_bytes(data)), (name,))


def append(name: str, data: bytes) -> Step:
    """Write more at the end."""

    def act(folder: Path) -> None:
        with (folder / name).open("ab") as file:
            file.write(data)

    return (act, (name,))


def touch(name: str) -> Step:
    """Make an empty file."""
    return (lambda folder: (folder / name).touch(exist_ok=False), (name,))


def copy(source: str, target: str) -> Step:
    """Copy the bytes of one file to another."""
    return (lambda folder: _ignore((folder / target).write_bytes((folder / source).read_bytes())), (target,))


def rename(source: str, target: str) -> Step:
    """Rename, over whatever is there."""
    return (lambda folder: _ignore((folder / source).replace(folder / target)), (source, target))


def link(source: str, target: str) -> Step:
    """Make a hard link."""
    return (lambda folder: (folder / target).hardlink_to(folder / source), (target,))


def symlink(name: str, to: str) -> Step:
    """Make a symbolic link that leads nowhere, as a lock."""
    return (lambda folder: (folder / name).symlink_to(to), (name,))


def unlink(name: str) -> Step:
    """Delete."""
    return (lambda folder: (folder / name).unlink(), (name,))


def mode(name: str, bits: int) -> Step:
    """Change the mode."""
    return (lambda folder: (folder / name).chmod(bits), (name,))


def mkdir(name: str) -> Step:
    """Make a folder."""
    return (lambda folder: (folder / name).mkdir(), (name,))


def rmdir(name: str) -> Step:
    """Remove a folder."""
    return (lambda folder: (folder / name).rmdir(), (name,))


def exchange(one: str, other: str) -> Step:
    """Let two names change places in one step, as macOS does (renamex_np, RENAME_SWAP)."""

    def act(folder: Path) -> None:
        done = ctypes.CDLL(None, use_errno=True).renameat2(
            -100, os.fsencode(folder / one), -100, os.fsencode(folder / other), 2
        )
        assert done == 0, os.strerror(ctypes.get_errno())

    return (act, (one, other))


def _ignore(_result: object) -> None:
    """Take a result that says nothing."""


@dataclass(frozen=True)
class Tape:
    """What a program does when it saves ``doc``; ``left``: files of its own that stay on purpose (backups)."""

    name: str
    steps: Sequence[Step]
    doc: str = "doc.txt"
    left: tuple[str, ...] = ()


TAPES = [
    Tape("row098-vim-backupcopy-no", [
        touch("4913"), unlink("4913"), rename("doc.txt", "doc.txt~"), touch("doc.txt"), append("doc.txt", NEW[:300]),
        append("doc.txt", NEW[300:]), mode("doc.txt", 0o644), unlink("doc.txt~"),
    ]),
    Tape("row098-vim-backupcopy-yes", [
        copy("doc.txt", "doc.txt~"), write("doc.txt", b""), append("doc.txt", NEW), unlink("doc.txt~"),
    ]),
    Tape("row098-vim-nowritebackup", [write("doc.txt", b""), append("doc.txt", NEW)]),
    Tape("row098-vim-backup-kept", [
        rename("doc.txt", "doc.txt~"), touch("doc.txt"), append("doc.txt", NEW),
    ], left=("doc.txt~",)),
    Tape("row098-vs-code", [write("doc.txt", b""), append("doc.txt", NEW)]),
    Tape("row098-vs-code-atomic", [
        write("doc.txt.vsctmp"), rename("doc.txt.vsctmp", "doc.txt"),
    ]),
    Tape("row098-gedit", [
        touch(".goutputstream-KXWR12"), append(".goutputstream-KXWR12", NEW), mode(".goutputstream-KXWR12", 0o644),
        rename(".goutputstream-KXWR12", "doc.txt"),
    ]),
    Tape("row098-gedit-with-backup", [
        touch(".goutputstream-KXWR12"), append(".goutputstream-KXWR12", NEW), link("doc.txt", "doc.txt~"),
        rename(".goutputstream-KXWR12", "doc.txt"),
    ], left=("doc.txt~",)),
    Tape("row098-kate-qsavefile", [
        touch("doc.txt.Vq3b7K"), append("doc.txt.Vq3b7K", NEW), rename("doc.txt.Vq3b7K", "doc.txt"),
    ]),
    Tape("row098-ms-word", [
        write("~$doc.docx", b"ada"), touch("~WRD0000.tmp"), append("~WRD0000.tmp", NEW),
        rename("doc.docx", "~WRL0001.tmp"), rename("~WRD0000.tmp", "doc.docx"), unlink("~WRL0001.tmp"),
        unlink("~$doc.docx"),
    ], doc="doc.docx"),
    Tape("row098-ms-excel", [
        write("~$doc.xlsx", b"ada"), touch("5A3B1C20"), append("5A3B1C20", NEW), rename("doc.xlsx", "7B1D0E4F.tmp"),
        rename("5A3B1C20", "doc.xlsx"), unlink("7B1D0E4F.tmp"), unlink("~$doc.xlsx"),
    ], doc="doc.xlsx"),
    Tape("row098-macos-safe-save", [
        mkdir("doc.txt.sb-1f2e3d4c-aBcDeF"), write("doc.txt.sb-1f2e3d4c-aBcDeF/doc.txt"),
        exchange("doc.txt.sb-1f2e3d4c-aBcDeF/doc.txt", "doc.txt"), unlink("doc.txt.sb-1f2e3d4c-aBcDeF/doc.txt"),
        rmdir("doc.txt.sb-1f2e3d4c-aBcDeF"),
    ]),
    Tape("row098-macos-safe-save-without-exchange", [
        write("doc.txt.sb-1f2e3d4c-aBcDeF"), rename("doc.txt", "doc.txt.sb-1f2e3d4c-old"),
        rename("doc.txt.sb-1f2e3d4c-aBcDeF", "doc.txt"), unlink("doc.txt.sb-1f2e3d4c-old"),
    ]),
    Tape("row098-libreoffice", [
        write(".~lock.doc.odt#", b",ada,"), touch("lu81239x7q2w.tmp"), append("lu81239x7q2w.tmp", NEW),
        rename("lu81239x7q2w.tmp", "doc.odt"), unlink(".~lock.doc.odt#"),
    ], doc="doc.odt"),
    Tape("row098-libreoffice-in-place", [
        write(".~lock.doc.odt#", b",ada,"), write("doc.odt", b""), append("doc.odt", NEW), unlink(".~lock.doc.odt#"),
    ], doc="doc.odt"),
    Tape("row098-emacs", [
        symlink(".#doc.txt", "ada@lap.123:456"), write("#doc.txt#", NEW[:99]), rename("doc.txt", "doc.txt~"),
        touch("doc.txt"), append("doc.txt", NEW), unlink("#doc.txt#"), unlink(".#doc.txt"),
    ], left=("doc.txt~",)),
    Tape("row098-emacs-second-save", [
        symlink(".#doc.txt", "ada@lap.123:456"), write("doc.txt", b""), append("doc.txt", NEW), unlink(".#doc.txt"),
    ]),
    Tape("row098-nano", [
        write(".doc.txt.swp", b"lock"), write("doc.txt", b""), append("doc.txt", NEW), unlink(".doc.txt.swp"),
    ]),
    Tape("row098-sed-i", [
        touch("sedRTz4eS"), append("sedRTz4eS", NEW), mode("sedRTz4eS", 0o644), rename("sedRTz4eS", "doc.txt"),
    ]),
    Tape("row098-sed-i-with-backup", [
        touch("sedRTz4eS"), append("sedRTz4eS", NEW), rename("doc.txt", "doc.txt.bak"), rename("sedRTz4eS", "doc.txt"),
    ], left=("doc.txt.bak",)),
    Tape("row098-rsync", [
        touch(".doc.txt.Q9pLw2"), append(".doc.txt.Q9pLw2", NEW), mode(".doc.txt.Q9pLw2", 0o644),
        rename(".doc.txt.Q9pLw2", "doc.txt"),
    ]),
    Tape("row098-rsync-inplace", [append("doc.txt", b"tail"), write("doc.txt")]),
    Tape("row192-git-checkout", [unlink("doc.txt"), touch("doc.txt"), append("doc.txt", NEW)]),
    Tape("row098-photoshop", [
        touch("ps8123.tmp"), append("ps8123.tmp", NEW), unlink("doc.txt"), rename("ps8123.tmp", "doc.txt"),
    ]),
    Tape("row098-delete-then-write-again", [unlink("doc.txt"), write("doc.txt")]),
]  # fmt: skip


def every_other_look(tape: Tape) -> list[tuple[int, ...]]:
    """Return when to look: never, after each step, after each single one, and in a few random sets of them."""
    moments = range(len(tape.steps))
    chance = random.Random(tape.name)
    some = [tuple(moment for moment in moments if chance.random() < 0.5) for _ in range(12)]
    return sorted({(), tuple(moments), *((moment,) for moment in moments), *some})


class Saver:
    """A device that has synced ``doc``, and what the cloud heard since."""

    def __init__(self, base: Path, tape: Tape) -> None:
        self.tape = tape
        self.cloud = Cloud()
        self.desk = Desk(base, "ann", self.cloud)
        self.desk.write(tape.doc, OLD)
        self.desk.write("neighbour.txt", b"not concerned")
        self.desk.sync()
        self.before = self.cloud.tree().at(RelPath(tape.doc))
        self.heard = len(self.cloud.history)

    def check(self) -> None:
        """Fail unless the save travelled as one new version of the same node, and as nothing else."""
        assert self.before is not None
        after = self.cloud.tree().at(RelPath(self.tape.doc))
        assert after is not None
        assert after.id == self.before.id
        assert after.version == self.before.version + 1
        shown = {self.tape.doc: NEW, "neighbour.txt": b"not concerned"}
        assert self.desk.paths() == {**shown, **dict.fromkeys(self.tape.left, OLD)}
        assert {path: data for path, data in self.cloud.paths().items() if path not in self.tape.left} == shown
        published = self.cloud.history[self.heard :]
        assert {node.name for node in published} <= {self.tape.doc, *self.tape.left}
        gone = [node for node in self.cloud.nodes.values() if node.id not in self.cloud.tree()]
        assert gone == []
        assert self.desk.notices == []


@pytest.mark.parametrize("tape", TAPES, ids=lambda tape: tape.name)
def test_save_is_one_version_whenever_a_scan_looks(tmp_path: Path, tape: Tape) -> None:
    """Whatever moments a scan sees, the whole folder or the touched paths: the same node, one version, nothing else."""
    for number, looks in enumerate(every_other_look(tape)):
        for partly in (False, True):
            base = tmp_path / f"{number}-{partly}"
            base.mkdir()
            saver = Saver(base, tape)
            touched: list[RelPath] = []
            for moment, (act, names) in enumerate(tape.steps):
                act(saver.desk.path)
                touched += [RelPath(name) for name in names]
                if moment in looks:
                    saver.desk.looking.observe(touched if partly else None)
                    touched = []
            saver.desk.sync()
            saver.check()


@pytest.mark.parametrize("tape", TAPES, ids=lambda tape: tape.name)
def test_save_is_one_version_for_a_pair_that_is_told_to_look(tmp_path: Path, tape: Tape) -> None:
    """The same with everything that decides when to plan, while hints of the system come and hints are lost."""
    for number, looks in enumerate(every_other_look(tape)):
        base = tmp_path / str(number)
        base.mkdir()
        saver = Saver(base, tape)
        clock = StandingClock()
        pair = SyncPair(
            id=PAIR, name="p", local=str(saver.desk.path), space=SpaceId(b"s" * 32), root=ROOT_ID, marker="m"
        )
        desk = saver.desk
        pilot = Pilot(
            pair=pair,
            open_parts=lambda desk=desk: PairParts(  # type: ignore[misc]  # bound now
                local_side=desk.disk, looking=desk.looking, executor=desk.executor
            ),
            remote_side=desk.view, clock=clock, device_name=lambda: "ann", changed=lambda _report, _notices: None,
        )  # fmt: skip
        rest(pilot, saver, clock)
        for moment, (act, names) in enumerate(tape.steps):
            act(saver.desk.path)
            pilot.note(Touched([RelPath(name) for name in names]))
            if moment in looks:
                pilot.note(HintsLost())
            clock.at_ms += 2
            run(pilot, saver)
        rest(pilot, saver, clock)
        saver.check()


def run(pilot: Pilot, saver: Saver) -> None:
    """Let the pair do what is due now."""
    while pilot.step() or (results := saver.desk.mover.take()):
        if not pilot.step() and (results := saver.desk.mover.take()):
            pilot.note(ContentArrived(results))


def rest(pilot: Pilot, saver: Saver, clock: StandingClock) -> None:
    """Let time pass until the pair is at rest."""
    for _ in range(20):
        run(pilot, saver)
        clock.at_ms += 100
    assert pilot.report.state is PairState.SYNCED


# -- what is no save ----------------------------------------------------------------------------------------------------

PLAIN = Tape("row098-nothing", [])


def ids(saver: Saver) -> dict[str, str]:
    """Return the node at each path of the cloud."""
    return {str(path): node.id.hex() for path, node in saver.cloud.tree().paths().items()}


def test_file_made_anew_after_its_removal_was_published_is_a_new_one(tmp_path: Path) -> None:
    """What the cloud has in its bin stays there; nobody waits for a program that may write again some day."""
    saver = Saver(tmp_path, PLAIN)
    before = ids(saver)["doc.txt"]
    (saver.desk.path / "doc.txt").unlink()
    saver.desk.sync()
    assert "doc.txt" not in ids(saver)
    saver.desk.write("doc.txt", NEW)
    saver.desk.sync()
    assert ids(saver)["doc.txt"] != before
    assert saver.cloud.nodes[saver.before.id].version == 2  # type: ignore[union-attr]  # in the bin


def test_swap_is_two_moves_whenever_a_scan_looks(tmp_path: Path) -> None:
    """Files that both sides know keep who they are, whatever place they take."""
    for looks in ((), (0,), (1,), (0, 1)):
        base = tmp_path / str(looks)
        base.mkdir()
        saver = Saver(base, PLAIN)
        before = ids(saver)
        for moment, (old, new) in enumerate((("doc.txt", "t"), ("neighbour.txt", "doc.txt"), ("t", "neighbour.txt"))):
            (saver.desk.path / old).rename(saver.desk.path / new)
            if moment in looks:
                saver.desk.looking.observe(None)
        saver.desk.sync()
        assert ids(saver) == {"doc.txt": before["neighbour.txt"], "neighbour.txt": before["doc.txt"]}


def test_file_that_comes_back_is_unchanged(tmp_path: Path) -> None:
    """Away and back, seen in between: nothing to publish."""
    saver = Saver(tmp_path, PLAIN)
    commits = saver.cloud.commits
    (saver.desk.path / "doc.txt").rename(saver.desk.path / "aside")
    saver.desk.looking.observe(None)
    (saver.desk.path / "aside").rename(saver.desk.path / "doc.txt")
    saver.desk.sync()
    assert saver.cloud.commits == commits


def test_save_seen_half_done_before_a_restart_is_one_version(tmp_path: Path) -> None:
    """The engine ends between two looks at a save: what it had concluded was not published, and is thought over."""
    saver = Saver(tmp_path, Tape("row098-restart", [], left=("doc.txt~",)))
    (saver.desk.path / "doc.txt").rename(saver.desk.path / "doc.txt~")
    saver.desk.looking.observe(None)
    saver.desk.restart()
    saver.desk.write("doc.txt", NEW)
    saver.desk.sync()
    saver.check()


def test_edit_of_another_device_during_a_save_is_a_conflict_of_the_same_node(tmp_path: Path) -> None:
    """Who saves while another version arrives gets a conflict copy as always, and loses nothing."""
    saver = Saver(tmp_path, PLAIN)
    other = Desk(tmp_path, "bob", saver.cloud)
    other.sync()
    other.write("doc.txt", b"theirs")
    other.sync()
    (saver.desk.path / "doc.txt").rename(saver.desk.path / "doc.txt~")
    saver.desk.looking.observe(None)
    saver.desk.write("doc.txt", NEW)
    (saver.desk.path / "doc.txt~").unlink()
    saver.desk.sync()
    paths = saver.cloud.paths()
    assert paths.pop("doc.txt") == b"theirs"
    assert sorted(paths.values(), key=str) == [b"not concerned", NEW]
    assert saver.desk.notices == ["conflict_copy"]
