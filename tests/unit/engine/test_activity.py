"""What was done in the account: lines for people, from a real journal on a real server."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.timeline import Life
from fakes.workbench import Workbench
from megadesk.engine import activity as activity_module
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, Forged, ServerUnavailable
from megadesk.sync import deeds
from megadesk.wire import routes


@pytest.fixture
def life(bench: Workbench, tmp_path: Path) -> Life:
    """A folder with a past."""
    return Life(bench, tmp_path)


@pytest.fixture(autouse=True)
def _apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here no two commits are so near that they are one line, and nobody is in a hurry, but where a test says so."""
    monkeypatch.setattr(deeds, "TOGETHER_MS", -1)
    monkeypatch.setattr(activity_module, "PATIENCE_S", 1e9)


def page(life: Life, **asked: object) -> m.ActivityPage:
    """Return a page."""
    return life.bench.ask(life.engine, m.LIST_ACTIVITY, m.ListActivity(**asked))  # type: ignore[arg-type]


def told(lines: list[m.ActivityLine]) -> list[tuple[str, dict[str, int], dict[str, int]]]:
    """Return what lines say: where, files and folders by what happened."""
    return [(one.folder, one.counts, one.folders) for one in lines]


def lived(life: Life) -> None:
    """Add, edit, move and remove, a commit each."""
    life.write_together(a=b"1", d__b=b"2", d__c=b"3")
    life.write(d__b=b"another")
    life.rename("d/c", "d/moved")
    life.remove("a")


EVERY = [
    ("/Docs", {"removed": 1}, {}),
    ("/Docs/d", {"moved": 1}, {}),
    ("/Docs/d", {"edited": 1}, {}),
    ("/Docs", {"added": 3}, {}),
    ("/Docs", {}, {"added": 1}),
    ("/", {}, {"added": 1}),
]


def test_each_commit_is_a_line(life: Life) -> None:
    """The newest first: what was done, where, when, on which device; by name as well."""
    lived(life)
    found = page(life)
    assert told(found.lines) == EVERY
    assert (found.next_seq, found.incomplete) == (0, False)
    assert {(one.device, one.here) for one in found.lines} == {("desk", True)}
    removed, moved, edited, added, *_ = found.lines
    assert [(one.path, one.change, one.kind, one.was) for one in moved.examples] == [
        ("/Docs/d/moved", "moved", "file", "/Docs/d/c")
    ]
    assert [one.path for one in removed.examples] == ["/Docs/a"]
    assert edited.examples[0].id == life.files.stat("/Docs/d/b").id
    assert (added.total, added.first_seq == added.last_seq, added.time >= added.since) == (3, True, True)


def test_a_second_look_asks_nobody(life: Life) -> None:
    """What is found out is kept, over restarts too; only what came since is looked at."""
    lived(life)
    page(life)
    asked = life.bench.server.asked
    before = len(asked)
    assert told(page(life).lines) == EVERY
    assert set(asked[before:]) <= {"commits", "head"}
    life.engine = life.bench.restart(life.engine)
    life.bench.wait(life.engine)
    life.bench.server.refuse(routes.PAST, 500)
    assert told(page(life).lines) == EVERY


def test_what_is_known_is_enough_for_who_asks_so(life: Life) -> None:
    """No word goes to the server, once all is known."""
    lived(life)
    page(life)
    before = len(life.bench.server.asked)
    assert told(page(life, known=True).lines) == EVERY
    assert not {"commits", "head", "past"} & set(life.bench.server.asked[before:])


def test_pages_go_on_where_the_last_one_ended(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the number of a commit, whatever the size of pages and windows."""
    monkeypatch.setattr(activity_module, "WINDOW_COMMITS", 2)
    monkeypatch.setattr(activity_module, "LOAD", 3)
    lived(life)
    for limit in (1, 2, 5, 100):
        found: list[m.ActivityLine] = []
        before = 0
        while True:
            part = page(life, limit=limit, before_seq=before)
            assert len(part.lines) <= limit
            found += part.lines
            before = part.next_seq
            if not before:
                break
        assert told(found) == EVERY


def test_a_page_has_an_end_though_nothing_fits(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is short then, and says where to go on."""
    monkeypatch.setattr(activity_module, "WINDOW_COMMITS", 1)
    monkeypatch.setattr(activity_module, "WINDOWS_AT_ONCE", 2)
    lived(life)
    newest = page(life).lines[0].last_seq
    found = page(life, path="/nowhere", before_seq=newest - 1)
    assert (found.lines, 0 < found.next_seq < newest) == ([], True)


def test_who_has_enough_to_read_does_not_wait(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page ends where more would have to be found out, once it has lines for a screen."""
    monkeypatch.setattr(activity_module, "WINDOW_COMMITS", 2)
    monkeypatch.setattr(activity_module, "ENOUGH", 1)
    lived(life)
    first = page(life)
    assert told(first.lines) == EVERY[:2]
    assert told(page(life, before_seq=first.next_seq).lines) == EVERY[2:4]


def test_nobody_waits_long(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page ends after a window that took its time, with or without lines; the next one goes on."""
    monkeypatch.setattr(activity_module, "WINDOW_COMMITS", 2)
    monkeypatch.setattr(activity_module, "PATIENCE_S", 0.0)
    lived(life)
    first = page(life)
    assert told(first.lines) == EVERY[:2]
    second = page(life, before_seq=first.next_seq, device="nobody")
    assert (second.lines, 0 < second.next_seq < first.next_seq) == ([], True)


def test_filters(life: Life) -> None:
    """By folder, by what was done, by device; each leaves out all else, also within a commit."""
    lived(life)
    assert told(page(life, path="/Docs/d").lines) == [*EVERY[1:3], ("/Docs/d", {"added": 2}, {}), EVERY[4]]
    assert told(page(life, kind="added").lines) == EVERY[3:]
    assert told(page(life, device="desk").lines) == EVERY
    assert page(life, device="lap").lines == []
    assert page(life, path="bin:/").lines == []
    for asked in ({"kind": "same"}, {"path": "Docs"}):
        with pytest.raises(BadUsage):
            page(life, **asked)


def test_neighbours_are_one_line(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one device, soon after each other, in one folder; another device is another line."""
    monkeypatch.setattr(deeds, "TOGETHER_MS", 3_600_000)
    lived(life)
    other = life.bench.engine("two")
    life.bench.log_in(other)
    life.bench.ask(other, m.MAKE_FOLDER, m.MakeFolder(path="/Docs/new"))
    life.bench.wait(life.engine)
    newest, first, made = page(life).lines
    assert (newest.device, newest.here, newest.folders) == ("lap", False, {"added": 1})
    assert (first.device, first.counts) == ("desk", {"added": 3, "edited": 1, "moved": 1, "removed": 1})
    assert first.last_seq - first.first_seq >= 4
    assert len(first.examples) == 5
    assert (made.folder, made.folders) == ("/", {"added": 1})


def test_who_wrote_what_is_known_after_a_look(life: Life) -> None:
    """A device that came later is not told with the state; the commits say it."""
    life.write(a=b"1")
    other = life.bench.engine("two")
    life.bench.log_in(other)
    listed = m.List(path="/Docs")
    assert [one.device for one in life.bench.ask(other, m.LIST_FILES, listed).entries] == [""]
    life.bench.ask(other, m.LIST_ACTIVITY, m.ListActivity())
    assert [one.device for one in life.bench.ask(other, m.LIST_FILES, listed).entries] == ["desk"]


def test_a_first_upload_takes_no_state_of_the_past(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many windows it has: what was before is nothing, and its folders are as they are."""
    monkeypatch.setattr(activity_module, "WINDOW_COMMITS", 1)
    life.write(a=b"1", d__e__b=b"2")
    life.bench.server.refuse(routes.PAST, 500)
    found = page(life)
    assert (sum(line.counts.get("added", 0) for line in found.lines), found.incomplete) == (2, False)


def test_what_is_known_is_told_without_a_line(life: Life) -> None:
    """What nobody found out in time is missing, and that is said."""
    life.write(a=b"1")
    known = told(page(life).lines)
    life.write(b=b"1")
    life.bench.server.is_down = True
    found = page(life)
    assert (told(found.lines), found.incomplete, found.next_seq) == (known, True, 0)
    life.bench.server.is_down = False
    assert told(page(life).lines) == [("/Docs", {"added": 1}, {}), *known]


def test_nothing_known_and_no_line(life: Life) -> None:
    """An empty page that says that it is not all."""
    life.write(a=b"1")
    life.bench.server.is_down = True
    found = page(life)
    assert (found.lines, found.incomplete) == ([], True)


def test_what_is_no_longer_kept_is_the_end(life: Life) -> None:
    """Unless it was found out in time."""
    seq = life.write(a=b"1")
    life.write(b=b"1")
    life.bench.server.lie(routes.HEAD, oldest_seq=seq)
    found = page(life)
    assert (told(found.lines), found.next_seq, found.incomplete) == ([("/Docs", {"added": 1}, {})], 0, False)
    life.bench.server.be_honest()
    every = told(page(life).lines)
    assert every[1:] == [("/Docs", {"added": 1}, {}), ("/", {}, {"added": 1})]
    life.write(c=b"1")
    life.write(d=b"1")
    life.bench.server.lie(routes.HEAD, oldest_seq=seq + 2)
    assert told(page(life).lines) == [("/Docs", {"added": 1}, {}), *every]


def test_a_server_that_lies_about_the_past_is_not_believed(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """It freezes the space, and what was a lie is not kept."""
    monkeypatch.setattr(activity_module, "WINDOW_COMMITS", 1)
    life.write(a=b"1")
    life.write(a=b"two")
    life.bench.server.lie(routes.PAST, records=[], newer=[])
    with pytest.raises(Forged):
        page(life)
    assert life.engine.supervisor.world.space.frozen is not None
    life.bench.server.be_honest()
    life.engine.supervisor.world.journal.fetch()
    assert told(page(life).lines)[0] == ("/Docs", {"edited": 1}, {})


def test_a_backup_and_the_bin_are_told_apart(life: Life) -> None:
    """By their areas."""
    life.write(a=b"1")
    life.remove("a")
    life.bench.ask(life.engine, m.EMPTY_BIN, m.BinEmpty(side="cloud"))
    newest = page(life).lines[0]
    assert (newest.folder, newest.counts) == ("bin:/", {"removed": 1})
    assert [one.folder for one in page(life, path="bin:/").lines] == ["bin:/"]


def test_no_server_and_no_space(bench: Workbench) -> None:
    """A device that never saw the space has nothing to tell."""
    engine = bench.engine()
    bench.sign_up(engine)
    bench.server.refuse(routes.ACL, 404, "not_found")
    other = bench.engine("two")
    bench.log_in(other)
    with pytest.raises(ServerUnavailable):
        bench.ask(other, m.LIST_ACTIVITY, m.ListActivity())
