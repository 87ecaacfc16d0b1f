"""Issues of real engines: listed with names that last, shown in full, decided each way."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from fakes.workbench import Workbench
from megadesk.engine import engine as engine_module
from megadesk.engine import issues as issues_module
from megadesk.engine.engine import Engine
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, DecisionNeeded, MegadeskError, NotFound, Stale
from megadesk.remote.remote_side import CloudFolder

STAMP = "(conflicted copy bob 2026-11-20 140503)"
COPY = f"report {STAMP}.txt"


@pytest.fixture
def folder(bench: Workbench, engine: Engine, tmp_path: Path) -> Path:
    """A synced folder with a conflict in it."""
    made = tmp_path / "folder"
    made.mkdir()
    (made / "report.txt").write_text("theirs")
    (made / COPY).write_text("mine, longer")
    bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(made), remote="/Sync", name="docs"))
    bench.wait(engine)
    return made


@pytest.fixture
def two(bench: Workbench, engine: Engine, folder: Path, tmp_path: Path) -> tuple[Engine, Path]:
    """A second device with the same folder."""
    other = bench.engine("two")
    bench.log_in(other)
    there = tmp_path / "there"
    there.mkdir()
    bench.ask(other, m.ADD_PAIR, m.AddPair(local=str(there), remote="/Sync", name="docs"))
    bench.wait(other)
    assert texts(there) == texts(folder)
    return other, there


def rows(bench: Workbench, engine: Engine, *, pair: str = "", code: str = "") -> list[m.IssueRow]:
    """Return the issues."""
    return bench.ask(engine, m.LIST_ISSUES, m.ListIssues(pair=pair, code=code)).issues


def resolve(bench: Workbench, engine: Engine, action: str, **more: object) -> m.ResolvedIssues:
    """Decide."""
    return bench.ask(engine, m.RESOLVE_ISSUES, m.ResolveIssues(action=action, **more))  # type: ignore[arg-type]


def texts(folder: Path) -> dict[str, str]:
    """Return the files of a folder, with what is in them."""
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}


def binned(bench: Workbench, engine: Engine) -> list[str]:
    """Return the names in the bin."""
    return [entry.path for entry in bench.ask(engine, m.LIST_FILES, m.List(path="bin:/")).entries]


def test_a_list_comes_in_pages(bench: Workbench, engine: Engine, folder: Path) -> None:
    """What asks comes first; each page says how many there are, and how many of each kind, whatever is searched."""
    for name in "abc":
        (folder / name).symlink_to(folder)
    bench.ask(engine, m.RESCAN_PAIR, m.Pair(pair="docs"))
    bench.wait(engine)
    everything = bench.ask(engine, m.LIST_ISSUES, m.ListIssues())
    pair = str(everything.issues[0].arguments["pair"])
    assert [one.path for one in everything.issues] == [COPY, "a", "b", "c"]
    assert (everything.total, everything.asked) == (4, 1)
    assert everything.alike == {f"{pair} conflict": 1, f"{pair} symlink": 3}
    page = bench.ask(engine, m.LIST_ISSUES, m.ListIssues(offset=1, limit=2))
    assert ([one.path for one in page.issues], page.total) == (["a", "b"], 4)
    found = bench.ask(engine, m.LIST_ISSUES, m.ListIssues(text="B", code="symlink"))
    assert ([one.path for one in found.issues], found.total, found.alike) == (["b"], 1, {f"{pair} symlink": 3})
    assert bench.ask(engine, m.LIST_ISSUES, m.ListIssues(text="DOCS")).total == 4


def test_an_answer_about_many_names_as_many_as_a_message_holds(
    bench: Workbench, engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest is counted."""
    monkeypatch.setattr(issues_module, "TOLD_MAX", 2)
    for name in "abcd":
        (folder / f"{name} {STAMP}.txt").write_text("x")
        (folder / f"{name}.txt").write_text("y")
    bench.ask(engine, m.RESCAN_PAIR, m.Pair(pair="docs"))
    bench.wait(engine)
    done = resolve(bench, engine, "keep_both", all=True, code="conflict")
    assert (len(done.resolved), done.more) == (2, 3)
    assert rows(bench, engine) == []


def test_conflict_is_listed_and_shown(bench: Workbench, engine: Engine, folder: Path) -> None:
    """Its row says where, what and how; its detail has both versions with size, time and device."""
    (row,) = rows(bench, engine)
    assert (row.pair, row.path, row.code, row.kind) == ("docs", COPY, "conflict", "asked")
    assert row.actions == ["--keep copy", "--keep name", "--keep both"]
    assert row.id in row.remedy
    assert rows(bench, engine, code="symlink") == []
    assert rows(bench, engine, pair="docs", code="conflict") == [row]
    detail = bench.ask(engine, m.SHOW_ISSUE, m.IssueName(id=row.id[:6]))
    assert detail.issue == row
    copy, name = detail.versions
    assert (copy.keep, copy.path, copy.size, copy.device) == ("copy", COPY, 12, "bob")
    assert (name.keep, name.path, name.size, name.device) == ("name", "report.txt", 6, "desk")
    assert copy.mtime > "2020"
    assert folder.is_dir()


@pytest.mark.parametrize(
    ("action", "kept", "in_bin"),
    [
        ("keep_copy", {"report.txt": "mine, longer"}, ["bin:/report.txt"]),
        ("keep_name", {"report.txt": "theirs"}, [f"bin:/{COPY}"]),
        ("keep_both", {"report.txt": "theirs", COPY: "mine, longer"}, []),
    ],
)
def test_conflict_is_decided(
    bench: Workbench, engine: Engine, folder: Path, action: str, kept: dict[str, str], in_bin: list[str]
) -> None:
    """One version has the name, the other is in the bin; or both stay. It is one commit, and the issue is gone."""
    head = engine.supervisor.world.space.head
    assert head is not None
    (row,) = rows(bench, engine)
    assert resolve(bench, engine, action, id=row.id).resolved == [row]
    bench.wait(engine)
    assert texts(folder) == kept
    assert binned(bench, engine) == in_bin
    assert rows(bench, engine) == []
    after = engine.supervisor.world.space.head
    assert after is not None
    assert after.seq == head.seq + bool(in_bin)


def test_many_conflicts_are_decided_at_once(bench: Workbench, engine: Engine, folder: Path) -> None:
    """All get the same answer, but for a file with several copies: that stays as it is, and is said."""
    second = COPY.replace("140503", "140503 2")
    (folder / second).write_text("mine too")
    (folder / "b.txt").write_text("b")
    (folder / f"b {STAMP}.txt").write_text("b of bob")
    bench.wait(engine)
    done = resolve(bench, engine, "keep_copy", all=True, code="conflict")
    assert [row.path for row in done.resolved] == [f"b {STAMP}.txt"]
    assert {problem.path for problem in done.problems} == {COPY, second}
    assert all("several copies" in problem.message for problem in done.problems)
    bench.wait(engine)
    assert texts(folder) == {"report.txt": "theirs", COPY: "mine, longer", second: "mine too", "b.txt": "b of bob"}
    one = next(row for row in rows(bench, engine) if row.path == second)
    resolve(bench, engine, "keep_copy", id=one.id)
    bench.wait(engine)
    assert texts(folder) == {"report.txt": "mine too", COPY: "mine, longer", "b.txt": "b of bob"}
    assert len(resolve(bench, engine, "keep_both", all=True).resolved) == 1


def stamped(device: str) -> str:
    """Return the name of a conflict copy that a device made of report.txt."""
    return f"report (conflicted copy {device} 2026-11-20 140503).txt"


@pytest.fixture
def met(bench: Workbench, engine: Engine, tmp_path: Path) -> list[tuple[Engine, Path]]:
    """Two devices, desk and lap, with a conflict between them: the desk has the name, the lap's copy stands beside."""
    devices = [(engine, tmp_path / "here"), (bench.engine("two"), tmp_path / "there")]
    bench.log_in(devices[1][0])
    for device, place in devices:
        place.mkdir()
        bench.ask(device, m.ADD_PAIR, m.AddPair(local=str(place), remote="/Sync", name="docs"))
    save(bench, devices, 0, "report.txt", "of the desk")
    save(bench, devices, 1, stamped("lap"), "of the lap")
    return devices


def save(bench: Workbench, devices: list[tuple[Engine, Path]], which: int, name: str, text: str) -> None:
    """Save a file on one of two devices, and have both in step."""
    (devices[which][1] / name).write_text(text)
    bench.wait(devices[which][0])
    bench.wait(devices[1 - which][0])


@pytest.mark.parametrize(
    ("which", "mine", "others"), [(0, "of the desk", "of the lap"), (1, "of the lap", "of the desk")]
)
@pytest.mark.parametrize("action", ["keep_local", "keep_remote"])
@pytest.mark.parametrize("bulk", [False, True])
def test_local_is_what_was_made_here(
    bench: Workbench, met: list[tuple[Engine, Path]], which: int, mine: str, others: str, action: str, *, bulk: bool
) -> None:
    """On the desk it is the version that has the name, on the lap the copy; remote is the other one."""
    device, place = met[which]
    (row,) = rows(bench, device)
    assert row.actions == ["--keep local", "--keep remote", "--keep copy", "--keep name", "--keep both"]
    said = bench.ask(device, m.SHOW_ISSUE, m.IssueName(id=row.id)).versions
    assert {one.keep: texts(place)[one.path] for one in said} == {"local": mine, "remote": others}
    assert {one.keep: one.device for one in said} == {"local": ["desk", "lap"][which], "remote": ["lap", "desk"][which]}
    done = resolve(bench, device, action, **({"all": True} if bulk else {"id": row.id}))
    assert (done.resolved, done.problems) == ([row], [])
    bench.wait(device)
    assert texts(place) == {"report.txt": mine if action == "keep_local" else others}
    assert len(binned(bench, device)) == 1


def test_local_that_means_nothing_is_refused(bench: Workbench, met: list[tuple[Engine, Path]]) -> None:
    """Where both versions, or none of them, were made here, nothing is done, and the two clear words are offered."""
    save(bench, met, 1, "report.txt", "of the lap as well")
    for which, reason in ((0, "neither_here"), (1, "both_here")):
        device, place = met[which]
        (row,) = rows(bench, device)
        assert row.actions == ["--keep copy", "--keep name", "--keep both"]
        assert "keep_local" not in row.remedies
        for action in ("keep_local", "keep_remote"):
            with pytest.raises(BadUsage) as caught:
                resolve(bench, device, action, id=row.id)
            assert caught.value.arguments["reason"] == reason
            done = resolve(bench, device, action, all=True)
            assert (done.resolved, [one.path for one in done.problems]) == ([], [stamped("lap")])
            assert "this device" in done.problems[0].message
        assert len(texts(place)) == 2
    assert binned(bench, device) == []
    resolve(bench, device, "keep_name", id=row.id)
    bench.wait(device)
    assert texts(place) == {"report.txt": "of the lap as well"}


def test_conflict_that_is_not_there_any_more(bench: Workbench, engine: Engine, folder: Path) -> None:
    """Decided on another device while this one is paused, it is not found; back again, it can be decided."""
    (row,) = rows(bench, engine)
    bench.ask(engine, m.PAUSE_PAIR, m.Pair(pair="docs"))
    bench.ask(engine, m.MOVE_FILES, m.Move(sources=["/Sync/report.txt"], target="/Sync/other.txt"))
    with pytest.raises(NotFound):
        resolve(bench, engine, "keep_copy", id=row.id)
    bench.ask(engine, m.MOVE_FILES, m.Move(sources=["/Sync/other.txt"], target="/Sync/report.txt"))
    resolve(bench, engine, "keep_copy", id=row.id)
    assert binned(bench, engine) == ["bin:/report.txt"]
    assert texts(folder) == {"report.txt": "theirs", COPY: "mine, longer"}


def test_conflict_with_an_edit_on_its_way_is_not_decided(
    bench: Workbench, engine: Engine, folder: Path, two: tuple[Engine, Path]
) -> None:
    """An edit that is not in step would come back as a file of its own: it is said, and nothing is done."""
    other, _ = two
    (row,) = rows(bench, engine)
    bench.ask(other, m.PAUSE_PAIR, m.Pair(pair="docs"))
    (folder / COPY).write_text("edited after all")
    bench.wait(engine)
    (theirs,) = rows(bench, other)
    with pytest.raises(Stale):
        resolve(bench, other, "keep_name", id=theirs.id)
    assert [one.id for one in rows(bench, engine)] == [row.id]
    assert binned(bench, engine) == []


def removed(bench: Workbench, engine: Engine, folder: Path) -> m.IssueRow:
    """Remove a folder with many files, and return what is asked."""
    (folder / "many").mkdir()
    for at in range(30):
        (folder / "many" / f"{at}.txt").write_text(str(at))
    bench.wait(engine)
    shutil.rmtree(folder / "many")
    with pytest.raises(DecisionNeeded) as caught:
        bench.wait(engine)
    row = next(row for row in rows(bench, engine) if row.code == "mass_removal")
    assert caught.value.arguments["issue"] == row.id
    return row


def test_question_is_shown_and_approved(bench: Workbench, engine: Engine, folder: Path) -> None:
    """It shows what would go as one folder; approved, it goes, and is in the bin."""
    row = removed(bench, engine, folder)
    detail = bench.ask(engine, m.SHOW_ISSUE, m.IssueName(id=row.id))
    assert [(loss.where, loss.path, loss.kind, loss.files) for loss in detail.losses] == [
        ("remote", "many", "folder", 30)
    ]
    assert (detail.files, detail.bytes) == (30, 50)
    resolve(bench, engine, "approve", id=row.id)
    bench.wait(engine)
    assert binned(bench, engine) == ["bin:/many"]
    with pytest.raises(NotFound):
        resolve(bench, engine, "approve", id=row.id)


def test_question_is_answered_with_bringing_back(bench: Workbench, engine: Engine, folder: Path) -> None:
    """Everything is fetched again, and nothing is in the bin; also over a restart it is the same question."""
    row = removed(bench, engine, folder)
    engine = bench.restart(engine)
    with pytest.raises(DecisionNeeded):
        bench.wait(engine)
    assert next(one for one in rows(bench, engine) if one.code == "mass_removal") == row
    resolve(bench, engine, "restore", id=row.id)
    bench.wait(engine)
    assert len(list((folder / "many").iterdir())) == 30
    assert binned(bench, engine) == []


def test_held_file_is_tried_again(bench: Workbench, engine: Engine, folder: Path) -> None:
    """A retry looks again: what has become readable is synced, and its issue is gone."""
    resolve(bench, engine, "keep_both", all=True)
    (folder / "link").symlink_to("report.txt")
    bench.wait(engine)
    (row,) = rows(bench, engine)
    assert (row.code, row.kind, row.actions) == ("symlink", "skipped", [])
    with pytest.raises(BadUsage):
        resolve(bench, engine, "retry", id=row.id)
    (folder / "link").unlink()
    (folder / "bad\\name").write_text("x")
    bench.wait(engine)
    (held,) = rows(bench, engine)
    assert held.code == "separator"
    (folder / "bad\\name").rename(folder / "good name")
    assert resolve(bench, engine, "retry", all=True).resolved
    bench.wait(engine)
    assert rows(bench, engine) == []


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"action": "explode", "id": "00"}, BadUsage),
        ({"action": "retry"}, BadUsage),
        ({"action": "retry", "id": "00", "all": True}, BadUsage),
        ({"action": "locate", "all": True}, BadUsage),
        ({"action": "retry", "id": "zz"}, NotFound),
        ({"action": "retry", "all": True, "pair": "nobody's"}, NotFound),
        ({"action": "retry", "all": True, "code": "nope"}, BadUsage),
    ],
)
def test_what_cannot_be_decided(
    bench: Workbench, engine: Engine, folder: Path, body: dict[str, object], error: type[MegadeskError]
) -> None:
    """An answer nobody knows, for nothing, for everything and one, or for an issue that is not there."""
    with pytest.raises(error):
        resolve(bench, engine, str(body.pop("action")), **body)
    assert texts(folder) != {}


def test_what_could_not_be_done_of_many_is_said(
    bench: Workbench, engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that fails does not stop the others, and is named with its reason."""

    def busy(*_: object) -> None:
        raise Stale(path="x")

    monkeypatch.setattr("megadesk.engine.issues.keep_copy", busy)
    done = resolve(bench, engine, "keep_copy", all=True)
    assert done.resolved == []
    assert [(problem.pair, problem.path, problem.code) for problem in done.problems] == [("docs", COPY, "stale")]
    assert folder.is_dir()


def test_conflict_is_decided_on_any_device(
    bench: Workbench, engine: Engine, folder: Path, two: tuple[Engine, Path]
) -> None:
    """It is an issue everywhere; decided on one device, it is gone on all, with equal files."""
    other, there = two
    (row,) = rows(bench, other)
    resolve(bench, other, "keep_copy", id=row.id)
    bench.wait(other)
    bench.wait(engine)
    assert texts(there) == texts(folder) == {"report.txt": "mine, longer"}
    assert rows(bench, engine) == rows(bench, other) == []


def test_what_does_not_travel_is_decided(bench: Workbench, engine: Engine, tmp_path: Path) -> None:
    """In a pair of one direction a person lets single changes pass, or takes them back; many of one kind at once."""
    down = tmp_path / "down"
    down.mkdir()
    for name in ("a", "b", "c"):
        (down / name).write_text(name)
    bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(down), remote="/Down", name="down", direction="down"))
    bench.wait(engine)
    found = rows(bench, engine, pair="down")
    assert [(row.code, row.path, row.kind) for row in found] == [("only_here_new", name, "held") for name in "abc"]
    assert found[0].id in found[0].remedy
    resolve(bench, engine, "keep_local", id=found[0].id)
    bench.wait(engine)
    assert [entry.path for entry in bench.ask(engine, m.LIST_FILES, m.List(path="/Down")).entries] == ["/Down/a"]
    done = resolve(bench, engine, "keep_remote", all=True, pair="down", code="only_here_new")
    assert [row.path for row in done.resolved] == ["b", "c"]
    bench.wait(engine)
    assert texts(down) == {"a": "a"}
    assert rows(bench, engine, pair="down") == []


# -- before a pair has been looked at, while it is paused, while it is busy ------------------------------------------------


def test_list_waits_for_the_first_plan(bench: Workbench, engine: Engine, folder: Path) -> None:
    """Right after a start the same is listed and decided as before it."""
    row = removed(bench, engine, folder)
    engine = bench.restart(engine)
    assert row in rows(bench, engine)
    engine = bench.restart(engine)
    done = resolve(bench, engine, "approve", all=True)
    assert [one.id for one in done.resolved] == [row.id]
    bench.wait(engine)
    assert binned(bench, engine) == ["bin:/many"]


def test_list_says_what_is_still_looked_at(
    bench: Workbench, engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the first look takes long, an empty list is no all-clear, and an id is not said to be wrong."""
    monkeypatch.setattr(issues_module, "LOOK_S", 0.05)
    go_on = threading.Event()
    fetch = CloudFolder.fetch

    def slow(folder: CloudFolder, at_least: int | None = None) -> bool:
        assert go_on.wait(30)
        return fetch(folder, at_least)

    monkeypatch.setattr(CloudFolder, "fetch", slow)
    engine = bench.restart(engine)
    try:
        assert bench.ask(engine, m.LIST_ISSUES, m.ListIssues()).looking == ["docs"]
        assert resolve(bench, engine, "retry", all=True, pair="docs").looking == ["docs"]
        with pytest.raises(Stale) as caught:
            bench.ask(engine, m.SHOW_ISSUE, m.IssueName(id="ffff"))
        assert caught.value.arguments["reason"] == "pair_busy"
    finally:
        go_on.set()
    bench.wait(engine)
    listed = bench.ask(engine, m.LIST_ISSUES, m.ListIssues())
    assert (len(listed.issues), listed.looking) == (1, [])
    assert folder.is_dir()


def test_conflict_of_a_paused_pair_is_decided_once(bench: Workbench, engine: Engine, folder: Path) -> None:
    """After a start in a pause it is listed; decided, it is said to come later, it is gone, and its id unknown then."""
    (row,) = rows(bench, engine)
    bench.ask(engine, m.PAUSE_PAIR, m.Pair(pair="docs"))
    engine = bench.restart(engine)
    assert rows(bench, engine) == [row]
    (shown,) = bench.ask(engine, m.LIST_PAIRS, m.Nothing()).pairs
    assert (shown.state, shown.files, shown.issues) == ("paused", 2, 1)
    done = resolve(bench, engine, "keep_copy", id=row.id)
    assert ([one.id for one in done.resolved], done.paused, done.awaited) == ([row.id], [row.id], [])
    assert rows(bench, engine) == []
    with pytest.raises(NotFound) as caught:
        resolve(bench, engine, "keep_copy", id=row.id)
    assert caught.value.arguments["value"] == row.id
    with pytest.raises(DecisionNeeded) as needed:
        bench.wait(engine)
    assert (needed.value.arguments["reason"], needed.value.arguments["pair"]) == ("paused", "docs")
    bench.ask(engine, m.RESUME_PAIR, m.Pair(pair="docs"))
    bench.wait(engine)
    assert texts(folder) == {"report.txt": "mine, longer"}


def test_conflict_that_went_is_named_by_its_id(bench: Workbench, engine: Engine, folder: Path) -> None:
    """What nobody typed is not said to be unknown."""
    (row,) = rows(bench, engine)
    bench.ask(engine, m.PAUSE_PAIR, m.Pair(pair="docs"))
    bench.ask(engine, m.REMOVE_FILES, m.Remove(paths=[f"/Sync/{COPY}"]))
    with pytest.raises(NotFound) as caught:
        resolve(bench, engine, "keep_local", id=row.id)
    assert caught.value.arguments["value"] == row.id
    assert folder.is_dir()


def test_question_of_a_paused_pair_is_answered_for_later(bench: Workbench, engine: Engine, folder: Path) -> None:
    """A yes is kept, nothing goes before the pair does, and then exactly that."""
    row = removed(bench, engine, folder)
    bench.ask(engine, m.PAUSE_PAIR, m.Pair(pair="docs"))
    done = resolve(bench, engine, "approve", id=row.id)
    assert done.paused == [row.id]
    assert binned(bench, engine) == []
    bench.ask(engine, m.RESUME_PAIR, m.Pair(pair="docs"))
    bench.wait(engine)
    assert binned(bench, engine) == ["bin:/many"]


def test_answer_that_a_busy_pair_has_not_heard(
    bench: Workbench, engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said to be done later, and it is."""
    monkeypatch.setattr(engine_module, "TICKET_S", 0.05)
    (row,) = rows(bench, engine)
    begun, go_on = threading.Event(), threading.Event()
    fetch = CloudFolder.fetch

    def slow(folder: CloudFolder, at_least: int | None = None) -> bool:
        begun.set()
        assert go_on.wait(30)
        return fetch(folder, at_least)

    monkeypatch.setattr(CloudFolder, "fetch", slow)
    engine.supervisor.rescan_all()
    assert begun.wait(30)
    try:
        done = resolve(bench, engine, "keep_both", id=row.id)
        assert (done.awaited, done.paused) == ([row.id], [])
    finally:
        go_on.set()
    bench.wait(engine)
    assert rows(bench, engine) == []
    assert folder.is_dir()


def test_decision_about_what_is_not_so_any_more_is_not_confirmed(
    bench: Workbench, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If there is nothing to decide by the time the pair hears it, that is said, of one and of many."""
    down = tmp_path / "down"
    down.mkdir()
    (down / "a").write_text("a")
    bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(down), remote="/Down", name="down", direction="down"))
    bench.wait(engine)
    (row,) = rows(bench, engine)
    monkeypatch.setattr("megadesk.sync.pilot.Pilot.resolve", lambda *_arguments: frozenset())
    with pytest.raises(Stale):
        resolve(bench, engine, "keep_local", id=row.id)
    done = resolve(bench, engine, "keep_local", all=True)
    assert (done.resolved, [problem.path for problem in done.problems]) == ([], ["a"])


def test_very_many_are_not_held_against_each_other(
    bench: Workbench, engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Trying 4,000 again took six seconds: each was looked for among all that were decided."""
    for number in range(20):
        (folder / f"a\\b{number}").write_text("")
    bench.ask(engine, m.RESCAN_PAIR, m.Pair(pair="docs"))
    bench.wait(engine)
    compared: list[object] = []

    def same(self: issues_module.Found, other: object) -> bool:
        compared.append(other)
        return self is other

    monkeypatch.setattr(issues_module.Found, "__eq__", same)
    answer = resolve(bench, engine, "retry", all=True)
    assert (len(answer.resolved), answer.problems, compared) == (20, [], [])
