"""All transfers as one list, and what a person does about them, on a real engine."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fakes.crypto import node_id
from fakes.workbench import Workbench, until
from megadesk.engine.engine import Engine
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, Damaged, DecisionNeeded, FileBusy, NotFound
from megadesk.model.ids import FileHash, PairId
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import BOTH_WAYS, ContentKey, Direction, EndedTransfer, Rest, TransferFailed, TransferState
from megadesk.model.values import replace
from megadesk.store.transfers import HistoryFilter, PastTransfer
from megadesk.sync import asking
from megadesk.sync.planning import Planning

KEY = ContentKey(PairId("0000000e"), Direction.UPLOAD, node_id("other"), FileHash(bytes(32)))


class Desk:
    """What a front end does with transfers."""

    def __init__(self, bench: Workbench, engine: Engine) -> None:
        self.bench, self.engine = bench, engine

    def page(
        self, *, offset: int = 0, limit: int = 100, sort: str = "", descending: bool = False, **which: object
    ) -> m.Transfers:
        """Return a page."""
        chosen = m.WhichTransfers(**which)  # type: ignore[arg-type]
        body = m.ListTransfers(which=chosen, offset=offset, limit=limit, sort=sort, descending=descending)
        return self.bench.ask(self.engine, m.LIST_TRANSFERS, body)

    def names(self, **which: object) -> list[str]:
        """Return the names of what is listed."""
        return [row.path.rpartition("/")[2] for row in self.page(**which).transfers]  # type: ignore[arg-type]

    def row(self, name: str) -> m.TransferRow:
        """Return the row of a file."""
        return next(row for row in self.page().transfers if row.path.endswith(f"/{name}"))

    def steer(self, action: str, *names: str, anchor: str = "") -> int:
        """Do something about some; return how many it concerned."""
        ids = [self.row(name).id for name in names]
        body = m.SteerTransfers(action=action, ids=ids, anchor=self.row(anchor).id if anchor else "")
        return self.bench.ask(self.engine, m.STEER_TRANSFERS, body).count

    def steer_all(self, action: str, **which: object) -> int:
        """Do something about all."""
        body = m.SteerTransfers(action=action, all=True, which=m.WhichTransfers(**which))  # type: ignore[arg-type]
        return self.bench.ask(self.engine, m.STEER_TRANSFERS, body).count

    def until(self, what: Callable[[], bool]) -> None:
        """Return once something is so."""
        until(self.engine.supervisor, what)


@pytest.fixture
def desk(bench: Workbench, engine: Engine) -> Desk:
    """An engine at whose desk uploads are paused."""
    engine.supervisor.governor.pause([Direction.UPLOAD])
    return Desk(bench, engine)


@pytest.fixture
def folder(desk: Desk, tmp_path: Path) -> Path:
    """A folder of six files that is to be synced."""
    made = tmp_path / "folder"
    made.mkdir()
    for name in "abcdef":
        (made / f"{name}.txt").write_text(name * 10)
    desk.engine.add_pair(str(made), "/Folder", "folder")
    desk.until(lambda: desk.engine.supervisor.world.transfers.figures().paused == 6)
    return made


def test_what_waits_is_listed_in_its_order(desk: Desk, folder: Path) -> None:
    """With where it is here and there, and why it waits."""
    page = desk.page()
    assert [row.path for row in page.transfers] == [f"/Folder/{name}.txt" for name in "abcdef"]
    first = page.transfers[0]
    assert (first.local, first.direction, first.state, first.reason) == (
        str(folder / "a.txt"),
        "up",
        "paused",
        "person",
    )
    assert (first.kind, first.priority, first.bytes_total, first.bytes_done) == ("document", "normal", 10, 0)
    assert "paused" in first.message
    assert page.total == 6
    assert page.directions == {"up": 6, "down": 0}
    assert page.counts["paused"] == 6
    assert set(page.counts) >= {"queued", "active", "paused", "waiting", "retrying", "completed", "failed", "cancelled"}


def test_moved_in_the_list_is_moved_in_the_queue(desk: Desk, folder: Path) -> None:
    """Top, up, down, bottom and free order; the list shows where it will be taken."""
    assert desk.steer("top", "e.txt") == 1
    assert desk.row("e.txt").priority == "top"
    desk.steer("bottom", "a.txt")
    desk.steer("up", "d.txt")
    desk.steer("after", "b.txt", anchor="f.txt")
    assert "".join(name[0] for name in desk.names()) == "edcfba"
    again = Desk(desk.bench, desk.bench.restart(desk.engine))
    again.until(lambda: again.engine.supervisor.world.transfers.figures().paused == 6)
    assert "".join(name[0] for name in again.names()) == "edcfba"


def test_a_list_is_sorted_by_name_or_size(desk: Desk, folder: Path) -> None:
    """Without moving anything; what is over stays behind what is not, however it is sorted."""
    (folder / "G.txt").write_text("g" * 100)
    desk.engine.rescan("folder")
    desk.until(lambda: desk.engine.supervisor.world.transfers.figures().paused == 7)
    assert [row.path[-5] for row in desk.page(sort="name", descending=True).transfers] == list("Gfedcba")
    assert desk.page(sort="size", descending=True, limit=1).transfers[0].path == "/Folder/G.txt"
    assert desk.page(sort="size").transfers[-1].path == "/Folder/G.txt"
    desk.steer_all("resume")
    desk.bench.wait(desk.engine)
    assert [row.path[-5] for row in desk.page(sort="name").transfers] == list("abcdefG")
    assert [row.path[-5] for row in desk.page(sort="name", offset=2, limit=2).transfers] == list("cd")
    assert desk.page(sort="size", descending=True, limit=1).transfers[0].path == "/Folder/G.txt"


def test_the_queue_takes_the_order_of_a_sort(desk: Desk, folder: Path) -> None:
    """All of it on top, in that order."""
    body = m.SteerTransfers(action="top", all=True, sort="name", descending=True)
    assert desk.bench.ask(desk.engine, m.STEER_TRANSFERS, body).count == 6
    assert "".join(name[0] for name in desk.names()) == "fedcba"


def test_a_sort_that_is_none_is_refused(desk: Desk) -> None:
    """Nothing is guessed."""
    with pytest.raises(BadUsage):
        desk.page(sort="mood")
    with pytest.raises(BadUsage):
        desk.bench.ask(desk.engine, m.STEER_TRANSFERS, m.SteerTransfers(action="top", all=True, sort="mood"))


def test_everything_goes_on_and_is_found_in_the_history(desk: Desk, folder: Path) -> None:
    """Newest first, each with its id; taken out of the list it is gone, and the files are not."""
    assert desk.steer_all("resume") == 6
    desk.bench.wait(desk.engine)
    page = desk.page()
    assert page.counts["completed"] == 6
    assert page.directions == {"up": 6, "down": 0}
    assert {row.state for row in page.transfers} == {"completed"}
    assert all(
        row.ended and row.id.startswith("h") and row.bytes_done == row.bytes_total == 10 for row in page.transfers
    )
    assert sorted(desk.names(text="C.TXT")) == ["c.txt"]
    assert desk.names(text="folder/c.") == ["c.txt"]
    assert len(desk.names(text="/Folder")) == 6
    assert desk.names(kinds=["image"]) == []
    body = m.ClearTransfers(ids=[page.transfers[0].id])
    assert desk.bench.ask(desk.engine, m.CLEAR_TRANSFERS, body).count == 1
    body = m.ClearTransfers(which=m.WhichTransfers(states=["completed"]))
    cleared = desk.bench.ask(desk.engine, m.CLEAR_TRANSFERS, body)
    assert (cleared.count, desk.page().total) == (5, 0)
    body_back = m.BringBackTransfers(batch=cleared.batch)
    assert desk.bench.ask(desk.engine, m.BRING_BACK_TRANSFERS, body_back).count == 5
    assert desk.page().total == 5
    assert desk.bench.ask(desk.engine, m.CLEAR_TRANSFERS, body).count == 5
    assert (folder / "a.txt").exists()


def test_pages_go_over_from_what_waits_to_what_is_over(desk: Desk, folder: Path) -> None:
    """Every row once, whatever the size of the page."""
    desk.steer_all("resume")
    desk.bench.wait(desk.engine)
    desk.steer_all("pause", directions=["up"])
    for name in "ghi":
        (folder / f"{name}.txt").write_text(name)
    desk.engine.rescan("folder")
    desk.until(lambda: desk.engine.supervisor.world.transfers.figures().paused == 3)
    whole = [row.id for row in desk.page().transfers]
    assert len(set(whole)) == 9
    for size in (1, 2, 4, 9):
        pages = [desk.page(offset=start, limit=size) for start in range(0, 9, size)]
        assert [row.id for page in pages for row in page.transfers] == whole
        assert {page.total for page in pages} == {9}
    assert desk.page(offset=9).transfers == []
    assert [row.state for row in desk.page(limit=4).transfers] == ["paused"] * 3 + ["completed"]


def test_one_that_is_paused_stays_so_when_all_go_on_but_it(desk: Desk, folder: Path) -> None:
    """And who waits for everything is told that a person is needed."""
    desk.steer("pause", "b.txt")
    desk.engine.supervisor.governor.resume(BOTH_WAYS)
    with pytest.raises(DecisionNeeded):
        desk.bench.wait(desk.engine)
    assert (desk.row("b.txt").state, desk.row("b.txt").reason) == ("paused", "this")
    assert desk.page().counts["completed"] == 5
    assert desk.engine.status().sentence.endswith("1 transfer is paused.")
    assert desk.steer("resume", "b.txt") == 1
    desk.bench.wait(desk.engine)
    assert desk.page().counts["completed"] == 6


def test_cancelled_is_held_back_until_it_is_asked_for(desk: Desk, folder: Path) -> None:
    """It is listed as cancelled, is an issue with its remedy, and comes when it is retried."""
    desk.steer("cancel", "b.txt")
    desk.engine.supervisor.governor.resume(BOTH_WAYS)
    desk.bench.wait(desk.engine)
    row = desk.row("b.txt")
    assert (row.state, row.reason, row.direction) == ("cancelled", "cancelled", "up")
    issues = desk.bench.ask(desk.engine, m.LIST_ISSUES, m.ListIssues()).issues
    assert [(one.path, one.code) for one in issues] == [("b.txt", "cancelled")]
    assert desk.names(states=["cancelled"]) == ["b.txt"]
    assert desk.steer_all("retry") == 1
    desk.bench.wait(desk.engine)
    assert desk.row("b.txt").state == "completed"


def test_all_that_is_cancelled_costs_one_plan(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many are not even asked for yet: they are left out together, and not ten thousand at a time."""
    monkeypatch.setattr(asking, "ASKED_AT_ONCE", 5)
    made = tmp_path / "many"
    made.mkdir()
    for number in range(60):
        (made / f"{number:02}.txt").write_text(str(number))
    desk.engine.add_pair(str(made), "/Many", "many")
    desk.until(lambda: len(desk.names(states=["paused"])) == 60)
    plans, propose = [], Planning.propose

    def counted(planning: Planning, *arguments: Any) -> Any:
        plans.append(1)
        return propose(planning, *arguments)

    monkeypatch.setattr(Planning, "propose", counted)
    assert desk.steer_all("cancel") == 60
    desk.bench.wait(desk.engine)
    assert desk.page().counts["cancelled"] == 60
    assert len(plans) <= 3


def test_what_is_tried_again_is_not_listed_twice(desk: Desk, folder: Path) -> None:
    """It waits in the queue, and is not held back any more."""
    desk.steer("cancel", "b.txt")
    desk.until(lambda: len(desk.engine.supervisor.reports()[0].issues) == 1)
    assert desk.steer("retry", "b.txt") == 1
    desk.until(lambda: not desk.engine.supervisor.reports()[0].issues and len(desk.names()) == 6)
    assert sorted(desk.names()) == [f"{name}.txt" for name in "abcdef"]


def test_the_last_word_counts_however_fast_it_follows(desk: Desk, folder: Path) -> None:
    """Cancelled, tried again, paused and resumed before the pair has heard of the first: nothing is lost."""
    ids = {name: desk.row(f"{name}.txt").id for name in "abcdef"}

    def steer(action: str, name: str) -> None:
        body = m.SteerTransfers(action=action, ids=[ids[name]])
        assert desk.bench.ask(desk.engine, m.STEER_TRANSFERS, body).count == 1

    for _ in range(20):
        for action in ("cancel", "retry", "pause", "resume"):
            steer(action, "a")
        for action in ("cancel", "retry", "cancel"):
            steer(action, "b")
        for action in ("pause", "cancel", "resume", "pause"):
            steer(action, "c")
        steer("resume", "b")
    steer("cancel", "b")
    desk.engine.supervisor.governor.resume(BOTH_WAYS)
    with pytest.raises(DecisionNeeded):
        desk.bench.wait(desk.engine)
    states = {row.path.rpartition("/")[2][0]: row.state for row in desk.page().transfers}
    assert states == {"a": "completed", "b": "cancelled", "c": "paused"} | dict.fromkeys("def", "completed")


def test_an_issue_that_was_cancelled_is_resolved_by_retry(desk: Desk, folder: Path) -> None:
    """There is one answer for it, in both places."""
    desk.steer("cancel", "b.txt")
    desk.engine.supervisor.governor.resume(BOTH_WAYS)
    desk.bench.wait(desk.engine)
    (issue,) = desk.bench.ask(desk.engine, m.LIST_ISSUES, m.ListIssues()).issues
    desk.bench.ask(desk.engine, m.RESOLVE_ISSUES, m.ResolveIssues(id=issue.id, action="retry"))
    desk.bench.wait(desk.engine)
    assert desk.row("b.txt").state == "completed"


def test_another_version_of_what_was_cancelled_is_moved(desk: Desk, folder: Path) -> None:
    """A person did not want that content; the next one goes by itself."""
    desk.steer("cancel", "b.txt")
    desk.engine.supervisor.governor.resume(BOTH_WAYS)
    desk.bench.wait(desk.engine)
    (folder / "b.txt").write_text("another")
    os.utime(folder / "b.txt", (1, 1))
    desk.bench.wait(desk.engine)
    assert desk.row("b.txt").state == "completed"


def test_what_was_not_asked_for_yet_is_listed_and_can_be_raised(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few the manager is asked for at a time: the last of all is put on top, and comes first."""
    monkeypatch.setattr(asking, "ASKED_AT_ONCE", 2)
    made = tmp_path / "many"
    made.mkdir()
    for name in "abcdef":
        (made / f"{name}.txt").write_text(name * 10)
    desk.engine.add_pair(str(made), "/Many", "many")
    desk.until(lambda: desk.engine.supervisor.world.transfers.figures().paused == 2)
    desk.until(lambda: len(desk.names()) == 6)
    assert desk.names() == [f"{name}.txt" for name in "abcdef"]
    assert desk.page().counts["paused"] == 6
    assert (len(desk.names(states=["paused"])), desk.names(states=["queued"])) == (6, [])
    last = desk.row("f.txt")
    assert (last.path, last.state, last.bytes_total) == ("/Many/f.txt", "paused", 10)
    desk.steer("top", "f.txt")
    desk.steer("pause", "e.txt")
    desk.until(lambda: desk.names()[0] == "f.txt")
    assert desk.row("e.txt").reason == "this"
    desk.engine.supervisor.governor.resume(BOTH_WAYS)
    with pytest.raises(DecisionNeeded):
        desk.bench.wait(desk.engine)
    assert desk.page().transfers[-1].path == "/Many/f.txt"
    assert desk.names(states=["paused"]) == ["e.txt"]


def test_what_was_not_asked_for_yet_goes_where_it_is_put_or_says_why_not(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After one that is in line, at the bottom; it has no neighbours to pass, and nothing is done then."""
    monkeypatch.setattr(asking, "ASKED_AT_ONCE", 2)
    made = tmp_path / "many"
    made.mkdir()
    for name in "abcdef":
        (made / f"{name}.txt").write_text(name * 10)
    desk.engine.add_pair(str(made), "/Many", "many")
    desk.until(lambda: desk.engine.supervisor.world.transfers.figures().paused == 2 and len(desk.names()) == 6)
    for step in ("up", "down"):
        with pytest.raises(BadUsage, match="not_in_line"):
            desk.steer(step, "b.txt", "e.txt")
    assert desk.names() == [f"{name}.txt" for name in "abcdef"]
    assert desk.engine.supervisor.world.transfers.wishes() == {}
    desk.steer("bottom", "c.txt")
    assert desk.names() == [f"{name}.txt" for name in "abdefc"]
    desk.steer("after", "f.txt", anchor="a.txt")
    desk.until(lambda: desk.names() == [f"{name}.txt" for name in "afbdec"])
    assert desk.steer("up", "b.txt") == 1
    assert desk.names() == [f"{name}.txt" for name in "abfdec"]


def test_what_was_not_asked_for_yet_waits_for_the_server(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is listed and counted so while the server is away; to retry all is to look for it at once."""
    monkeypatch.setattr(asking, "ASKED_AT_ONCE", 1)
    made = tmp_path / "many"
    made.mkdir()
    for name in "abc":
        (made / f"{name}.txt").write_text(name * 10)
    desk.engine.add_pair(str(made), "/Many", "many")
    desk.until(lambda: len(desk.names()) == 3)
    with monkeypatch.context() as patch:
        running, asked = desk.engine.supervisor, list[int]()
        patch.setattr(running.world.transfers, "lines", list)
        patch.setattr(running.world.transfers, "rests", lambda: dict.fromkeys(Direction, frozenset[Rest]()))
        patch.setattr(running._events, "reconnect", lambda: asked.append(1))
        running.online = False
        rows = desk.page(states=["waiting"])
        assert {row.reason for row in rows.transfers} == {"server_unavailable"}
        assert rows.counts["waiting"] == len(rows.transfers) == rows.total == 3
        assert desk.steer_all("retry") == 3
        assert asked == [1]
        running.online = True
    desk.engine.supervisor.governor.resume(BOTH_WAYS)
    desk.bench.wait(desk.engine)


def test_the_sentence_says_what_rests(desk: Desk) -> None:
    """Whoever looks at the status sees why nothing moves."""
    assert desk.engine.status().sentence.endswith("Uploads are paused.")
    assert desk.engine.status().transfers.resting == ["up"]
    desk.engine.supervisor.governor.pause(BOTH_WAYS)
    assert desk.engine.status().sentence.endswith("Transfers are paused.")


@pytest.mark.parametrize(
    "body",
    [
        m.SteerTransfers(action="top"), m.SteerTransfers(action="fly", all=True),
        m.SteerTransfers(action="top", ids=["u"], all=True), m.SteerTransfers(action="top", ids=["u"]),
        m.SteerTransfers(action="cancel", all=True, which=m.WhichTransfers(states=["odd"])),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(desk: Desk, folder: Path, body: m.SteerTransfers) -> None:
    """Nothing is done then."""
    with pytest.raises(BadUsage):
        desk.bench.ask(desk.engine, m.STEER_TRANSFERS, body)


def test_what_waits_is_found_by_the_place_that_is_shown(desk: Desk, folder: Path) -> None:
    """With the folder that the pair has in the cloud, in any case."""
    assert desk.names(text="folder/C") == ["c.txt"]
    assert len(desk.names(text="/Folder/")) == 6
    assert desk.names(text=str(folder)) == []


@pytest.mark.parametrize("name", ["x", "h99", "hx", "", "h" + "9" * 30, "h" + "9" * 5000])
def test_an_unknown_id_is_not_found(desk: Desk, folder: Path, name: str) -> None:
    """Also one of what is over."""
    with pytest.raises(NotFound):
        desk.bench.ask(desk.engine, m.STEER_TRANSFERS, m.SteerTransfers(action="retry", ids=[name]))


@pytest.mark.parametrize("name", ["x", "h" + "9" * 30, "h" + "9" * 5000])
def test_what_no_row_is_called_is_not_cleared(desk: Desk, name: str) -> None:
    """A number that no database holds is no number of a row."""
    with pytest.raises(NotFound):
        desk.bench.ask(desk.engine, m.CLEAR_TRANSFERS, m.ClearTransfers(ids=[name]))


def test_an_upload_has_no_place_behind_a_download(desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are taken from two lines."""
    down = desk.engine.supervisor.world.transfers.lines()[0]
    down = replace(down, key=replace(KEY, direction=Direction.DOWNLOAD))
    lines = desk.engine.supervisor.world.transfers.lines
    monkeypatch.setattr(desk.engine.supervisor.world.transfers, "lines", lambda: [*lines(), down])
    body = m.SteerTransfers(action="after", ids=[desk.row("a.txt").id], anchor=down.subject.id)
    with pytest.raises(BadUsage, match="other_way"):
        desk.bench.ask(desk.engine, m.STEER_TRANSFERS, body)


def test_many_that_failed_are_looked_up_once(desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many are tried again by their ids."""
    (pair,) = [report.pair.id for report in desk.engine.supervisor.reports()]
    for name in "abc":
        failed_once(desk, pair, f"{name}.txt")
    ids = [row.id for row in desk.page(states=["failed"]).transfers]
    book, looks = desk.engine.supervisor.world.book, list[HistoryFilter]()
    real = book.failed

    def failed(which: HistoryFilter) -> list[PastTransfer]:
        looks.append(which)
        return real(which)

    monkeypatch.setattr(book, "failed", failed)
    body = m.SteerTransfers(action="retry", ids=[*ids, *ids])
    assert desk.bench.ask(desk.engine, m.STEER_TRANSFERS, body).count == 3
    assert len(looks) == 1


def test_what_has_come_through_is_not_counted(desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is done about a file that has moved and only waits for its pair to use it."""
    lines = [replace(one, state=TransferState.COMPLETED) for one in desk.engine.supervisor.world.transfers.lines()]
    monkeypatch.setattr(desk.engine.supervisor.world.transfers, "lines", lambda: lines)
    assert desk.steer_all("cancel") == 0


def test_a_result_that_was_lost_with_its_pair_is_asked_for_again(desk: Desk, folder: Path) -> None:
    """A pair is stopped for a moment, as to change its direction, before it has heard what became of a file."""
    manager = desk.engine.supervisor.world.transfers
    with manager._changed:
        lost = manager._board.register.all()[0]
        manager._board.floor.leave(lost)
        manager._board.ended(lost, TransferFailed(lost.key, FileBusy()), 0.0)
        assert len(manager._board.over.take_results()) == 1
    with desk.engine.supervisor.roster.standing([lost.key.pair]):
        assert manager.lines() == []
    desk.steer_all("resume")
    desk.bench.wait(desk.engine)
    assert desk.page().counts["completed"] == 6


def failed_once(desk: Desk, pair: PairId, name: str, way: Direction = Direction.UPLOAD) -> str:
    """Write down that a transfer failed, and return its id."""
    key = ContentKey(pair, way, node_id(name), FileHash(bytes(32)))
    ended = EndedTransfer(
        key=key, path=RelPath(name), state=TransferState.FAILED, size_bytes=1, sent_bytes=0, took_s=0.0, attempts=1,
        error=Damaged(),
    )  # fmt: skip
    desk.engine.supervisor.world.book.record([ended])
    return desk.page(states=["failed"]).transfers[0].id


def test_what_failed_stays_in_the_list_unless_it_is_tried_again(desk: Desk, folder: Path) -> None:
    """Whatever else is wanted of it; also if another id is none, if it went the other way, or its pair is gone."""
    (pair,) = [report.pair.id for report in desk.engine.supervisor.reports()]
    ids = [failed_once(desk, pair, "a.txt"), failed_once(desk, PairId("0000000f"), "gone")]

    def steer(action: str, *names: str) -> int:
        return desk.bench.ask(desk.engine, m.STEER_TRANSFERS, m.SteerTransfers(action=action, ids=list(names))).count

    assert desk.engine.status().transfers.failed == desk.page().counts["failed"] == 2
    for action in ("pause", "cancel", "top", "resume"):
        with pytest.raises(BadUsage):
            steer(action, ids[0])
    with pytest.raises(NotFound):
        steer("retry", ids[0], "x")
    with pytest.raises(NotFound):
        steer("retry", ids[1])
    assert desk.steer_all("retry", directions=["down"]) == 0
    assert len(desk.names(states=["failed"])) == 2
    assert steer("retry", ids[0]) == 1
    assert desk.names(states=["failed"]) == ["gone"]
    assert desk.engine.status().transfers.failed == desk.page().counts["failed"] == 1
    assert desk.steer_all("retry") == 0
    assert desk.names(states=["failed"]) == ["gone"]


def test_pages_are_bounded(desk: Desk) -> None:
    """Nobody asks for a million rows at once."""
    for limit in (0, m.TRANSFER_PAGE_MAX + 1):
        with pytest.raises(BadUsage):
            desk.page(limit=limit)
    for offset in (-1, 1 << 60, 10**30):
        with pytest.raises(BadUsage):
            desk.page(offset=offset)
    assert desk.page(offset=1 << 53).transfers == []
