"""The past comes back, exactly, by new commits, without a block being sent; and it can be undone."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from fakes.timeline import Life
from fakes.workbench import Workbench
from megadesk.crypto.rewound import is_rewound
from megadesk.crypto.structure import parse_record
from megadesk.engine import restoring as restoring_module
from megadesk.engine.restoring import WISHES, Restoring, Wish
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, MegadeskError, NotFound, OurBug, Stale
from megadesk.model.tree import Node
from megadesk.remote.publisher import Change
from megadesk.store.settings import Settings
from megadesk.wire import routes


@pytest.fixture
def life(bench: Workbench, tmp_path: Path) -> Life:
    """A folder with a past."""
    return Life(bench, tmp_path)


def wishes(life: Life) -> list[Wish]:
    """Return what is written down to be brought back."""
    return Settings(life.engine.database).get(WISHES, list[Wish]) or []


def test_a_folder_comes_back_on_the_disk_too(life: Life) -> None:
    """Edited, renamed and removed files are as they were; what came later stays, or goes for a mirror."""
    then = life.write(a=b"1", b=b"2", d__c=b"3")
    life.write(a=b"changed", later=b"x")
    life.rename("b", "d/b")
    before = life.remove("d/c")
    done = life.restore("/Docs", then)
    assert (done.summary.counts, done.summary.replaced) == ({"replace": 1, "move": 1, "return": 1, "keep": 1}, 1)
    assert done.kept == ["/Docs/later"]
    life.now()
    assert life.disk() == {**life.then[then], "later": b"x"}
    undone = life.restore("/Docs", done.before.seq, exact=True)
    assert done.before.seq == before
    life.now()
    assert life.disk() == life.then[before]
    assert undone.existed
    life.restore("/Docs", then, exact=True)
    life.now()
    assert life.disk() == life.then[then]
    assert wishes(life) == []


def test_what_a_mirror_takes_away_is_marked(life: Life) -> None:
    """So that no other device asks about it again; what a person removes by hand is not."""
    then = life.write(a=b"1")
    life.write(d__b=b"2", c=b"3")
    life.remove("c")
    life.restore("/Docs", then, exact=True)
    space = life.engine.supervisor.world.space
    found = {one.name: space.opened(one.id) for one in space.tree(space.root("bin")).values()}
    assert {name: record is not None and is_rewound(record.meta) for name, record in found.items()} == {
        "d": True, "b": False, "c": False,
    }  # fmt: skip


def test_no_block_is_sent(life: Life) -> None:
    """Records of then name blocks that are there."""
    then = life.write(a=b"1" * 5000, d__b=b"2" * 70_000)
    life.write(a=b"x")
    life.remove("d/b")
    life.files.remove(["bin:/b"], permanent=True)
    sent = [name for name in life.bench.server.asked if name in {"blobs_put", "blob_put"}]
    life.restore("/Docs", then)
    life.restore("/Docs", then, to="/Copy")
    assert [name for name in life.bench.server.asked if name in {"blobs_put", "blob_put"}] == sent
    assert life.cloud("/Copy") == life.cloud("/Docs") == life.then[then]


def test_newer_bytes_stay_as_versions(life: Life) -> None:
    """Nothing that was written is lost by going back."""
    then = life.write(a=b"one")
    life.write(a=b"two")
    life.restore("/Docs/a", then)
    found = life.bench.ask(life.engine, m.LIST_VERSIONS, m.VersionsOf(path="/Docs/a"))
    assert [(one.size, one.current) for one in found.versions] == [(3, True), (3, False), (3, False)]
    assert life.read("/Docs/a") == b"one"


def test_a_plan_says_what_a_restore_would_do(life: Life) -> None:
    """Step by step, in pages, and changes nothing."""
    then = life.write(a=b"1", b=b"2")
    life.write(a=b"x", c=b"y")
    now = life.remove("b")
    body = m.RewindPlan(path="/Docs", seq=then, limit=2)
    plan = life.restoring.planned(body)
    assert [(one.deed, one.path, one.was, one.replaces) for one in plan.steps] == [
        ("replace", "/Docs/a", "/Docs/a", True), ("return", "/Docs/b", "bin:/b", False),
    ]  # fmt: skip
    assert (plan.more, plan.total, plan.summary.bytes) == (True, 3, 1)
    rest = life.restoring.planned(m.RewindPlan(path="/Docs", seq=then, after=2))
    assert [(one.deed, one.path) for one in rest.steps] == [("keep", "/Docs/c")]
    copy = life.restoring.planned(m.RewindPlan(path="/Docs", seq=then, to="/New/place"))
    assert [one.path for one in copy.steps] == ["/place", "/place/a", "/place/b"]
    assert life.rewind.moments.newest().seq == now


def test_copies_go_where_they_are_asked_to(life: Life) -> None:
    """Into a folder, under a new name, beside what has the name; folders above are made."""
    then = life.write(a=b"1")
    assert life.restore("/Docs", then, to="/New/name").path == "/New/name"
    assert life.restore("/Docs", then, to="/New").path == "/New/Docs"
    assert life.restore("/Docs", then, to="/New").path == "/New/Docs (2)"
    done = life.restore("/Docs/a", then, to="/Some/folder/")
    assert (done.path, done.existed) == ("/Some/folder/a", False)
    assert life.restore("/", then, to="/All").path == "/All"
    assert life.cloud("/All") == {"Docs/a": b"1"}
    with pytest.raises(BadUsage):
        life.restore("/Docs", then, to="bin:/x")
    with pytest.raises(BadUsage):
        life.restore("/Docs", then, to="/x", exact=True)


def test_only_the_drive_is_brought_back_in_place(life: Life) -> None:
    """What was in the bin can be copied out of its past."""
    life.write(a=b"1")
    then = life.remove("a")
    with pytest.raises(BadUsage):
        life.restore("bin:/a", then)
    assert life.restore("bin:/a", then, to="/back").path == "/back"
    assert life.read("/back") == b"1"
    with pytest.raises(NotFound):
        life.restore("/never", then)


def test_more_than_a_commit_holds_comes_back(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commit by commit, and how far it is is told."""
    monkeypatch.setattr(restoring_module, "AT_ONCE", 3)
    then = life.write(**{f"f{number}": bytes([number]) for number in range(8)})
    life.write(**{f"f{number}": b"x" for number in range(8)})
    told: list[m.Progress] = []
    life.restoring.restore(m.RewindRestore(path="/Docs", seq=then), told.append, lambda: None)
    assert [(one.done_files, one.total_files) for one in told] == [(3, 8), (6, 8), (8, 8)]
    assert life.cloud() == life.then[then]


def test_whoever_gives_up_half_way_goes_on_by_asking_again(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was done stays done, and nothing goes on behind somebody's back."""
    monkeypatch.setattr(restoring_module, "AT_ONCE", 2)
    then = life.write(**{f"f{number}": bytes([number]) for number in range(6)})
    life.write(**{f"f{number}": b"x" for number in range(6)})
    left = [None, None]

    def check() -> None:
        if not left:
            raise Stale("the client no longer waits", reason="cancelled")
        left.pop()

    with pytest.raises(Stale):
        life.restoring.restore(m.RewindRestore(path="/Docs", seq=then), lambda _told: None, check)
    assert wishes(life) == []
    assert sum(life.cloud()[name] == data for name, data in life.then[then].items()) == 4
    life.restore("/Docs", then)
    assert life.cloud() == life.then[then]


@pytest.mark.parametrize("to", ["", "/Copy"])
def test_a_killed_engine_leaves_it_to_the_next(life: Life, monkeypatch: pytest.MonkeyPatch, to: str) -> None:
    """In place or as a copy: nothing is made twice, and in the end it is all there."""
    monkeypatch.setattr(restoring_module, "AT_ONCE", 2)
    then = life.write(**{f"f{number}": bytes([number]) for number in range(6)})
    life.write(**{f"f{number}": b"x" for number in range(6)})
    left = [None, None]

    def killed() -> None:
        if not left:
            raise OurBug("killed")
        left.pop()

    monkeypatch.setattr(life.restoring, "_forget", lambda _wish: None)
    with pytest.raises(OurBug):
        life.restoring.restore(m.RewindRestore(path="/Docs", seq=then, to=to), lambda _told: None, killed)
    assert len(wishes(life)) == 1
    life.engine = life.bench.restart(life.engine)
    life.restoring.go_on(threading.Event())
    life.bench.wait(life.engine)
    assert life.cloud(to or "/Docs") == life.then[then]
    assert wishes(life) == []


def test_what_cannot_be_read_of_then_is_not_taken_for_new(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record of then that does not open: a mirror would put the file into the bin, and all that is in a folder."""
    then = life.write(a=b"1", b=b"2")
    life.write(a=b"x", b=b"y")
    tree = life.rewind.now("drive")
    key = next(node.id for node in tree.nodes.values() if node.name == "a")
    past = life.rewind.past
    opened = past._node

    def unreadable(raw: bytes) -> tuple[Node | None, bool]:
        return (None, True) if parse_record(raw).id == key else opened(raw)

    monkeypatch.setattr(past, "_node", unreadable)
    before = life.rewind.moments.newest().seq
    with pytest.raises(BadUsage):
        life.restore("/Docs", then, exact=True)
    assert life.rewind.moments.newest().seq == before
    life.restore("/Docs", then)
    assert life.cloud() == {"a": b"x", "b": b"2"}


def test_what_was_changed_after_it_was_asked_for_stays(life: Life) -> None:
    """An engine that comes back after weeks brings back the rest, and undoes no work of these weeks."""
    then = life.write(a=b"1", b=b"2", c=b"3", d__e=b"4", g=b"7")
    before = life.write(a=b"x", b=b"x", c=b"x", d__e=b"x", g=b"x")
    moment = life.rewind.moments.named("", then)
    wish = Wish(key="04" * 16, seq=then, commit=moment.commit_id.hex(), path="/Docs", exact=True, before=before)
    Settings(life.engine.database).set(WISHES, [wish])
    life.write(a=b"work", new=b"work", f__new=b"work")
    life.rename("b", "elsewhere")
    life.remove("g")
    life.restoring.go_on(threading.Event())
    assert life.cloud() == {
        "a": b"work", "new": b"work", "f/new": b"work", "elsewhere": b"x", "c": b"3", "d/e": b"4",
    }  # fmt: skip
    assert wishes(life) == []


def test_what_was_removed_for_good_meanwhile_is_not_made_again(life: Life) -> None:
    """Nor what would be in it."""
    then = life.write(d__e=b"1", d__f__g=b"2", a=b"1")
    before = life.write(a=b"x")
    life.rename("d", "moved/away")
    moment = life.rewind.moments.named("", then)
    wish = Wish(key="05" * 16, seq=then, commit=moment.commit_id.hex(), path="/Docs", exact=False, before=before)
    Settings(life.engine.database).set(WISHES, [wish])
    life.files.remove(["/Docs/moved"], permanent=True)
    life.restoring.go_on(threading.Event())
    assert life.cloud() == {"a": b"1"}


def test_a_frozen_space_does_not_let_go_of_a_restore(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """It waits until the server tells the truth again."""
    monkeypatch.setattr(restoring_module, "WAIT_FIRST_S", 0.01)
    then = life.write(a=b"1")
    before = life.write(a=b"2")
    moment = life.rewind.moments.named("", then)
    wish = Wish(key="06" * 16, seq=then, commit=moment.commit_id.hex(), path="/Docs", exact=False, before=before)
    Settings(life.engine.database).set(WISHES, [wish])
    server = life.bench.server
    server.lie(routes.PAST, records=[])
    asked = [None, None, None]

    def again() -> None:
        if asked:
            asked.pop()
        else:
            server.lies.clear()

    server.before[routes.PAST.name] = again
    life.restoring.go_on(threading.Event())
    assert (asked, wishes(life), life.read("/Docs/a")) == ([], [], b"1")


def test_an_engine_is_not_at_rest_while_something_is_brought_back(life: Life) -> None:
    """Whoever waits until nothing is left to do waits for it, too; also after a restart."""
    then = life.write(a=b"1")
    life.write(a=b"2")
    seen: list[bool] = []
    body = m.RewindRestore(path="/Docs", seq=then)
    assert not life.restoring.is_busy
    life.restoring.restore(body, lambda _told: None, lambda: seen.append(life.restoring.is_busy))
    assert (seen, life.restoring.is_busy) == ([True], False)
    moment = life.rewind.moments.newest()
    wish = Wish(key="04" * 16, seq=moment.seq, commit=moment.commit_id.hex(), path="/Docs", exact=False, before=1)
    Settings(life.engine.database).set(WISHES, [wish])
    assert Restoring(life.files, life.rewind, Settings(life.engine.database), lambda: None).is_busy


def test_an_engine_that_ends_in_the_middle_leaves_the_rest_to_the_next(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told to end, it cancels what front ends wait for: half a restore is not what anybody asked for."""
    monkeypatch.setattr(restoring_module, "AT_ONCE", 1)
    then = life.write(a=b"1", b=b"2", c=b"3")
    life.write(a=b"x", b=b"x", c=b"x")
    done: list[m.Progress] = []

    def check() -> None:
        if done:
            life.engine.end_soon()
            raise Stale("the client no longer waits", reason="cancelled")

    with pytest.raises(Stale):
        life.restoring.restore(m.RewindRestore(path="/Docs", seq=then), done.append, check)
    assert len(wishes(life)) == 1
    life.engine = life.bench.restart(life.engine)
    life.restoring.go_on(threading.Event())
    assert life.cloud() == life.then[then]
    assert wishes(life) == []


def test_what_a_person_cancels_is_cancelled(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next engine does not go on with it."""
    monkeypatch.setattr(restoring_module, "AT_ONCE", 1)
    then = life.write(a=b"1", b=b"2")
    life.write(a=b"x", b=b"x")

    def check() -> None:
        raise Stale("the client no longer waits", reason="cancelled")

    with pytest.raises(Stale):
        life.restoring.restore(m.RewindRestore(path="/Docs", seq=then), lambda _told: None, check)
    assert wishes(life) == []


def test_what_cannot_go_on_is_let_go(life: Life) -> None:
    """A wish of another history, or for what is gone, does not stand in the way for ever."""
    moment = life.rewind.moments.newest()
    wrong = Wish(key="00" * 16, seq=moment.seq, commit="11" * 32, path="/Docs", exact=False, before=1)
    gone = Wish(key="01" * 16, seq=moment.seq, commit=moment.commit_id.hex(), path="/never", exact=False, before=1)
    Settings(life.engine.database).set(WISHES, [wrong, gone])
    life.restoring.go_on(threading.Event())
    assert wishes(life) == []
    Settings(life.engine.database).set(WISHES, "not a list")
    life.restoring.go_on(threading.Event())


def test_an_engine_that_ends_keeps_what_is_to_be_done(life: Life) -> None:
    """Without a server it waits; told to end, it ends, and the next one has it."""
    then = life.write(a=b"1")
    before = life.write(a=b"2")
    moment = life.rewind.moments.named("", then)
    wish = Wish(key="02" * 16, seq=then, commit=moment.commit_id.hex(), path="/Docs", exact=False, before=before)
    Settings(life.engine.database).set(WISHES, [wish])
    stopping = threading.Event()
    stopping.set()
    life.restoring.go_on(stopping)
    assert wishes(life) == [wish]
    life.restoring.go_on(threading.Event())
    assert (wishes(life), life.read("/Docs/a")) == ([], b"1")


def test_what_waits_for_room_is_not_given_up(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over quota, or with a full disk at the server, the next engine waits and goes on."""
    monkeypatch.setattr(restoring_module, "WAIT_FIRST_S", 0.01)
    then = life.write(a=b"1")
    before = life.write(a=b"2")
    moment = life.rewind.moments.named("", then)
    wish = Wish(key="03" * 16, seq=then, commit=moment.commit_id.hex(), path="/Docs", exact=False, before=before)
    Settings(life.engine.database).set(WISHES, [wish])
    life.bench.server.refuse(routes.APPEND, 507, "quota_exceeded")
    tried = [None, None, None]

    def again() -> None:
        if tried:
            tried.pop()
        else:
            life.bench.server.refusals.clear()

    life.bench.server.before[routes.APPEND.name] = again
    life.restoring.go_on(threading.Event())
    assert (tried, wishes(life), life.read("/Docs/a")) == ([], [], b"1")


def test_somebody_else_is_quicker(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another device changes meanwhile is planned with, not over."""
    then = life.write(a=b"1", b=b"2")
    life.write(a=b"x", b=b"y")
    publish = life.engine.supervisor.world.publisher.publish
    quick = [None]

    def later(*args: object, **more: object) -> object:
        if quick:
            quick.pop()
            life.files.move(["/Docs/a"], "/Docs/moved")
        return publish(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(life.engine.supervisor.world.publisher, "publish", later)
    life.restore("/Docs", then)
    assert life.cloud() == life.then[then]


def test_two_devices_bring_the_same_back(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is slower each time is done when the other one is: what is left grows less."""
    monkeypatch.setattr(restoring_module, "AT_ONCE", 1)
    names = [f"f{number:02d}" for number in range(restoring_module.TRIES + 2)]
    then = life.write(**{name: name.encode() for name in names})
    life.write(**dict.fromkeys(names, b"x"))
    publish = life.engine.supervisor.world.publisher.publish

    def second(changes: list[Change], *, owner: object, since: int) -> object:
        publish(changes, owner=object(), since=since)
        return publish(changes, owner=owner, since=since)

    monkeypatch.setattr(life.engine.supervisor.world.publisher, "publish", second)
    life.restore("/Docs", then)
    assert life.cloud() == life.then[then]


def test_refusals_are_told_and_leave_nothing_behind(life: Life) -> None:
    """An error ends it; the wish goes with it."""
    then = life.write(a=b"1")
    life.write(a=b"2")
    life.bench.server.refuse(routes.APPEND, 507, "quota_exceeded")
    with pytest.raises(MegadeskError):
        life.restore("/Docs", then)
    assert wishes(life) == []
