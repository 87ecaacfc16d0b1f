"""Ignore rules as front ends ask for them, with a real engine, server and folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fakes.workbench import Workbench
from megadesk.disk.ignore_effect import foresee
from megadesk.disk.local_side import DiskSide
from megadesk.engine import ignore_rules
from megadesk.engine.engine import Engine
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, NotFound, Stale
from megadesk.model.ids import PairId
from megadesk.model.listing import Fingerprint
from megadesk.store.ignore_rules import IgnoreRules


class Desk:
    """One engine with one synced folder."""

    def __init__(self, bench: Workbench, folder: Path) -> None:
        self.bench = bench
        self.engine: Engine = bench.engine()
        bench.sign_up(self.engine)
        self.folder = folder
        self.pair = self.engine.add_pair(str(folder), "/job", "Work").id
        bench.wait(self.engine)

    def add(
        self, pattern: str, *, place: str = "Work", here_only: bool = False, junk: bool = False, dry_run: bool = False
    ) -> m.IgnoreChange:
        """Add a rule."""
        body = m.IgnoreAdd(pair=place, path=place, pattern=pattern, here_only=here_only, junk=junk, dry_run=dry_run)
        return self.bench.ask(self.engine, m.IGNORE_ADD, body)

    def remove(self, pattern: str, *, here_only: bool = False, dry_run: bool = False) -> m.IgnoreChange:
        """Remove a rule."""
        body = m.IgnoreRemove(pair="Work", path="", pattern=pattern, here_only=here_only, dry_run=dry_run)
        return self.bench.ask(self.engine, m.IGNORE_REMOVE, body)

    def show(self) -> m.IgnoreRules:
        """Show the rules."""
        return self.bench.ask(self.engine, m.IGNORE_SHOW, m.IgnorePlace(pair="Work", path=""))

    def test(self, path: str) -> m.IgnoreVerdict:
        """Test a path below the folder, or one of the cloud."""
        local = str(self.folder / path) if not path.startswith("/") else "/no/such"
        body = m.IgnoreTest(path=path, local=local, is_folder=path.endswith("/"))
        return self.bench.ask(self.engine, m.IGNORE_TEST, body)

    @property
    def text(self) -> str:
        """What the ignore file at the top says."""
        return (self.folder / ".deskignore").read_bytes().decode()

    def in_cloud(self) -> set[str]:
        """Return the files in the cloud."""
        answer = self.bench.ask(self.engine, m.LIST_FILES, m.List(path="/job", recursive=True))
        return {entry.path.removeprefix("/job/") for entry in answer.entries if entry.kind == "file"}


@pytest.fixture
def desk(bench: Workbench, tmp_path: Path) -> Desk:
    """An engine with a synced folder of three files."""
    folder = tmp_path / "work"
    for path, data in {"a.txt": "alpha", "a.log": "log", "logs/deep/b.log": "another"}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(data)
    return Desk(bench, folder)


def test_row134_rule_is_foreseen_then_made(desk: Desk) -> None:
    """Row 134: a dry view counts what the rule takes out and changes nothing; the rule then takes out just that."""
    foreseen = desk.add("*.log", dry_run=True)
    assert (foreseen.taken_out.files, foreseen.taken_out.bytes) == (2, 10)
    assert foreseen.taken_out.examples == ["a.log", "logs/deep/b.log"]
    assert not (desk.folder / ".deskignore").exists()
    (desk.folder / ".deskignore").write_text("# ours\n")
    done = desk.add("*.log")
    assert (done.changed, done.dry_run, done.source, done.taken_out) == (True, False, ".deskignore", foreseen.taken_out)
    assert desk.text == "# ours\n*.log\n"
    desk.bench.wait(desk.engine)
    (desk.folder / "a.log").write_text("changed")
    (desk.folder / "logs/deep/b.log").unlink()
    desk.bench.wait(desk.engine)
    assert desk.in_cloud() == {".deskignore", "a.txt", "a.log", "logs/deep/b.log"}
    assert not desk.add("*.log").changed


def test_row135_rule_is_removed_again(desk: Desk) -> None:
    """Row 135: what would be synced again is said, on disk and in the cloud, and comes."""
    desk.add("*.log", here_only=True)
    desk.bench.wait(desk.engine)
    (desk.folder / "logs/deep/b.log").unlink()
    desk.bench.wait(desk.engine)
    foreseen = desk.remove("*.log", here_only=True, dry_run=True)
    assert foreseen.let_in == m.IgnoreEffect(files=1, bytes=3, examples=["a.log"])
    assert foreseen.fetched == m.IgnoreEffect(files=1, bytes=7, examples=["logs/deep/b.log"])
    assert not (desk.folder / "logs/deep/b.log").exists()
    assert desk.remove("*.log", here_only=True).changed
    desk.bench.wait(desk.engine)
    assert (desk.folder / "logs/deep/b.log").read_text() == "another"
    with pytest.raises(NotFound):
        desk.remove("*.log", here_only=True)


def test_rules_of_this_device_go_with_the_pair(desk: Desk) -> None:
    """They are in the settings, not in the folder; a removed pair leaves nothing behind."""
    desk.add("*.log", here_only=True)
    assert not (desk.folder / ".deskignore").exists()
    assert IgnoreRules(desk.engine.database, PairId(desk.pair)).here() == "*.log\n"
    again = desk.bench.restart(desk.engine)
    assert desk.bench.ask(again, m.IGNORE_TEST, m.IgnoreTest(path="x", local=str(desk.folder / "x.log"))).ignored
    again.remove_pair("Work")
    assert IgnoreRules(again.database, PairId(desk.pair)).here() == ""


def test_rules_are_shown_with_their_places(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Built in, files from the top down, this device; and the lines that are none."""
    monkeypatch.setattr(ignore_rules, "LOOK_S", 3600.0)  # nobody waits for the file that was written by hand meanwhile
    (desk.folder / "logs/.deskignore").write_text("\n[\nb.*\n")
    desk.add("!keep", junk=False)
    desk.add("*.pyc", junk=True)
    desk.add("x", here_only=True)
    found = desk.show()
    assert found.name == "Work"
    assert [(rule.source, rule.line, rule.pattern, rule.junk) for rule in found.rules if rule.line] == [
        (".deskignore", 1, "!keep", False), (".deskignore", 3, "*.pyc", True), ("logs/.deskignore", 3, "b.*", False),
        ("this device", 1, "x", False),
    ]  # fmt: skip
    assert {rule.pattern for rule in found.rules if not rule.line} >= {"*.part", "Thumbs.db"}
    assert [(fault.source, fault.line, fault.text) for fault in found.faults] == [("logs/.deskignore", 2, "[")]


def test_rule_is_made_while_the_pair_clears_its_stage(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is staged for the file of rules is nothing that the pair waits for: it may sweep it away at that moment."""
    real = DiskSide.place
    swept: list[int] = []
    staging = desk.engine.supervisor.world.staging

    def place(side: DiskSide, *arguments: Any) -> Fingerprint:
        if not swept:
            swept.append(staging.sweep(PairId(desk.pair), ()))
        return real(side, *arguments)

    monkeypatch.setattr(DiskSide, "place", place)
    desk.add("*.log")
    assert swept == [1]
    assert desk.text == "*.log\n"


def test_path_is_tested(desk: Desk) -> None:
    """Here or in the cloud, there or not; a folder is one if it is, or if it is written as one."""
    desk.add("*.log")
    desk.add("build/")
    desk.add("!keep.log")
    verdict = desk.test("any/x.log")
    assert verdict.rule is not None
    assert (verdict.ignored, verdict.rule.source, verdict.rule.line) == (True, ".deskignore", 1)
    assert desk.test("/job/any/x.log").ignored
    assert not desk.test("build").ignored
    assert desk.test("build/").ignored
    (desk.folder / "build").mkdir()
    assert desk.test("build").ignored
    kept = desk.test("keep.log")
    assert not kept.ignored
    assert kept.rule is not None
    assert desk.test("a.txt").rule is None
    with pytest.raises(NotFound):
        desk.test("/elsewhere/x")


def test_rule_of_a_folder_is_written_into_it(desk: Desk) -> None:
    """Whoever names a folder of a pair means the file in it; a folder of no pair is not found."""
    place = str(desk.folder / "logs")
    done = desk.add("/deep", place=place)
    assert (done.source, done.taken_out.files) == ("logs/.deskignore", 1)
    assert (desk.folder / "logs/.deskignore").read_text() == "/deep\n"
    with pytest.raises(NotFound):
        desk.add("x", place=str(desk.folder.parent))


def test_last_rule_takes_its_file_along(desk: Desk) -> None:
    """A file that would be empty goes to the debris; comments keep it."""
    desk.add("*.log")
    desk.remove("*.log")
    assert not (desk.folder / ".deskignore").exists()
    (desk.folder / ".deskignore").write_text("# ours\n*.log\n")
    desk.remove("*.log")
    assert desk.text == "# ours\n"


def test_what_is_no_rule_or_no_text_is_refused(desk: Desk) -> None:
    """A pattern that would say nothing is not written; a file that is not text is not written over."""
    for pattern in ("", "# a", "[", "a\nb"):
        with pytest.raises(BadUsage):
            desk.add(pattern)
    assert not (desk.folder / ".deskignore").exists()
    (desk.folder / ".deskignore").write_bytes(b"\xff\xfea\x00")
    with pytest.raises(BadUsage):
        desk.add("*.log")
    assert (desk.folder / ".deskignore").read_bytes() == b"\xff\xfea\x00"


def test_file_that_changes_meanwhile_is_not_written_over(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between reading and writing somebody else may save it: then nothing is done."""
    (desk.folder / ".deskignore").write_text("mine\n")

    def save(*arguments: object) -> object:
        (desk.folder / ".deskignore").write_text("theirs, and longer\n")
        return foresee(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("megadesk.engine.ignore_rules.foresee", save)
    with pytest.raises(Stale):
        desk.add("*.log")
    assert desk.text == "theirs, and longer\n"


def test_rules_of_a_folder_that_is_opened_count_in_the_dry_view(desk: Desk) -> None:
    """What an ignore file in it leaves out does not come back with the folder, and nobody waits for that it would."""
    (desk.folder / "build").mkdir()
    for name in ("o1.o", "o2.o", "kept.txt"):
        (desk.folder / "build" / name).write_text(name)
    (desk.folder / "build" / ".deskignore").write_text("#!junk\n*.o\n")
    desk.add("build/")
    desk.bench.wait(desk.engine)
    asked = desk.remove("build/", dry_run=True)
    assert asked.let_in.examples == ["build/.deskignore", "build/kept.txt"]
    done = desk.remove("build/")
    assert done.let_in == asked.let_in
    desk.bench.wait(desk.engine)
    assert {path for path in desk.in_cloud() if path.startswith("build/")} == {"build/.deskignore", "build/kept.txt"}


def test_rules_of_a_pair_that_has_not_looked_are_read(desk: Desk) -> None:
    """A pair that is paused since the engine started knows the rules that were made since, also in folders below."""
    desk.add("*.tmp")
    desk.bench.wait(desk.engine)
    desk.bench.ask(desk.engine, m.PAUSE_PAIR, m.Pair(pair="Work"))
    desk.engine = desk.bench.restart(desk.engine)
    desk.add("*.log")
    (desk.folder / "sub").mkdir()
    (desk.folder / "sub" / ".deskignore").write_text("*.o\n")
    assert [desk.test(path).ignored for path in ("a.log", "a.tmp", "sub/a.o", "a.o")] == [True, True, True, False]
    assert {rule.pattern for rule in desk.show().rules} >= {"*.tmp", "*.log", "*.o"}
    desk.folder.rename(desk.folder.with_name("away"))
    assert desk.test("a.tmp").ignored


def test_cloud_folder_of_a_pair_can_be_tested(desk: Desk) -> None:
    """With a slash at the end or without; what only begins like it is elsewhere."""
    assert [desk.test(path).path for path in ("/job", "/job/")] == ["", ""]
    with pytest.raises(NotFound):
        desk.test("/jobs")
