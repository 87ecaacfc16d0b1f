"""The ignore rules of a folder as one text, with a real engine, server and folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.workbench import Workbench
from megadesk.disk.ignore_files import MAX_BYTES
from megadesk.engine.engine import Engine
from megadesk.engine.ignore_texts import EXAMPLES
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, DecisionNeeded, NotFound, Stale
from megadesk.model.wording import words_for


class Desk:
    """One engine with one synced folder."""

    def __init__(self, bench: Workbench, folder: Path) -> None:
        self.bench = bench
        self.engine: Engine = bench.engine()
        bench.sign_up(self.engine)
        self.folder = folder
        self.pair = self.engine.add_pair(str(folder), "/job", "Work").id
        bench.wait(self.engine)

    def read(self, folder: str = "", path: str = "") -> m.IgnoreText:
        """Read the text of a folder."""
        return self.bench.ask(self.engine, m.IGNORE_READ, m.IgnoreFolder(pair=path or "Work", path=path, folder=folder))

    def attempt(self, text: str, *, folder: str = "", here_only: bool = False) -> m.IgnoreTried:
        """See what a text would do."""
        body = m.IgnoreDraft(pair=self.pair, folder=folder, text=text, here_only=here_only)
        return self.bench.ask(self.engine, m.IGNORE_TRY, body)

    def write(self, text: str, *, folder: str = "", here_only: bool = False, version: str = "") -> m.IgnoreTried:
        """Write a text."""
        body = m.IgnoreDraft(pair=self.pair, folder=folder, text=text, here_only=here_only, version=version)
        return self.bench.ask(self.engine, m.IGNORE_WRITE, body)

    @property
    def file(self) -> Path:
        """The ignore file at the top."""
        return self.folder / ".deskignore"


@pytest.fixture
def desk(bench: Workbench, tmp_path: Path) -> Desk:
    """An engine with a synced folder of three files."""
    folder = tmp_path / "work"
    for path, data in {"a.txt": "alpha", "a.log": "log", "logs/deep/b.log": "another"}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(data)
    return Desk(bench, folder)


def test_a_text_is_tried_and_then_written(desk: Desk) -> None:
    """Trying changes nothing; writing does what was foreseen, and the next reading shows it."""
    before = desk.read()
    assert (before.text, before.exists, before.here) == ("", False, "")
    text = "# of mine\r\n*.log\n\n!logs/deep/b.log\n"
    tried = desk.attempt(text)
    assert (tried.taken_out.files, tried.taken_out.examples, tried.faults) == (1, ["a.log"], [])
    assert not desk.file.exists()
    assert desk.read() == before
    done = desk.write(text, version=before.version)
    assert (done.changed, done.taken_out) == (True, tried.taken_out)
    assert desk.file.read_bytes().decode() == text
    after = desk.read()
    assert (after.text, after.exists, after.version) == (text, True, done.version)
    desk.bench.wait(desk.engine)
    back = desk.attempt("")
    assert (back.let_in.files, back.taken_out.files) == (1, 0)
    assert desk.write(text).changed is False


def test_lines_that_are_no_rules_are_named_and_the_others_work(desk: Desk) -> None:
    """By their numbers, with a sentence and what it is made of."""
    tried = desk.attempt("*.log\n****a****b*\n#!zork\n")
    assert [(fault.line, fault.source) for fault in tried.faults] == [(2, ".deskignore"), (3, ".deskignore")]
    assert tried.taken_out.files == 2
    for fault in tried.faults:
        assert fault.message == words_for(fault.code, fault.arguments).sentence


def test_what_somebody_saved_meanwhile_is_not_written_over(desk: Desk) -> None:
    """The file of another editor, or of another device, stays; without a version whatever is there is replaced."""
    read = desk.read()
    desk.file.write_text("theirs\n")
    with pytest.raises(Stale):
        desk.write("mine\n", version=read.version)
    assert desk.file.read_text() == "theirs\n"
    desk.write("mine\n", version=desk.read().version)
    assert desk.file.read_text() == "mine\n"
    debris = [one for one in (desk.folder / ".megadesk" / "debris").rglob("*") if one.is_file()]
    assert any(one.read_bytes() == b"theirs\n" for one in debris)


def test_rules_of_this_device_are_a_text_too(desk: Desk) -> None:
    """They stand in no file, and have a version of their own."""
    tried = desk.attempt("/a.txt\n", here_only=True)
    assert tried.taken_out.examples == ["a.txt"]
    desk.write("/a.txt\n", here_only=True, version=desk.read().here_version)
    read = desk.read()
    assert (read.here, read.text, read.exists) == ("/a.txt\n", "", False)
    with pytest.raises(Stale):
        desk.write("", here_only=True, version="0" * 16)
    desk.write("", here_only=True, version=read.here_version)
    assert desk.read().here == ""


def test_a_folder_below_has_a_text_of_its_own(desk: Desk) -> None:
    """Named by its path in the pair, or as a local path; what is none is refused."""
    assert desk.write("*.log\n", folder="logs/deep").taken_out.examples == ["logs/deep/b.log"]
    assert (desk.folder / "logs" / "deep" / ".deskignore").read_text() == "*.log\n"
    assert desk.read(path=str(desk.folder / "logs" / "deep")).text == "*.log\n"
    assert desk.read().text == ""
    for bad in ("no/such", "..", "logs/../..", "a.txt"):
        with pytest.raises(NotFound):
            desk.read(bad)


def test_an_empty_text_takes_the_file_along(desk: Desk) -> None:
    """A file that says nothing is not kept; and none is made for nothing."""
    assert not desk.write("").changed
    assert not desk.file.exists()
    desk.write("*.log\n")
    desk.write("\n")
    assert not desk.file.exists()


def test_more_than_a_file_may_hold_is_refused(desk: Desk) -> None:
    """And nothing is written; examples are bounded."""
    with pytest.raises(BadUsage):
        desk.attempt("x" * (MAX_BYTES + 1))
    for number in range(EXAMPLES + 5):
        (desk.folder / f"{number}.tmp2").write_bytes(b"")
    found = desk.attempt("*.tmp2").taken_out
    assert (found.files, len(found.examples)) == (EXAMPLES + 5, EXAMPLES)


def test_a_folder_that_is_not_there_is_said(desk: Desk) -> None:
    """Nothing is written into another one in its place."""
    desk.folder.rename(desk.folder.with_name("elsewhere"))
    with pytest.raises(DecisionNeeded):
        desk.read()
