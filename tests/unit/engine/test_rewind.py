"""The past to look at, page by page."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.timeline import Life
from fakes.workbench import Workbench
from megadesk.engine import rewind as rewind_module
from megadesk.engine.clock import rfc3339
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, NotFound, PastGone
from megadesk.model.values import replace
from megadesk.wire import messages as wire
from megadesk.wire import routes
from megadesk.wire.codec import Encoding, encode


@pytest.fixture
def life(bench: Workbench, tmp_path: Path) -> Life:
    """A folder with a past."""
    return Life(bench, tmp_path)


def shown(life: Life, path: str, seq: int, **more: object) -> list[tuple[str, str]]:
    """Return path and fate of each entry."""
    found = life.rewind.show(m.RewindShow(path=path, seq=seq, **more))  # type: ignore[arg-type]
    return [(one.path, one.since) for one in found.entries]


class TestShow:
    """A folder as it was."""

    def test_shows_what_was_and_what_became_of_it(self, life: Life) -> None:
        """Edited, moved, removed, and what is as it was; what came later is not there."""
        then = life.write(a=b"1", b=b"2", c=b"3", d__e=b"4")
        life.write(a=b"new", later=b"x")
        life.rename("b", "d/b")
        life.remove("c")
        assert shown(life, "/Docs", then) == [
            ("/Docs/a", "edited"), ("/Docs/b", "moved"), ("/Docs/c", "removed"), ("/Docs/d", "same"),
        ]  # fmt: skip
        assert shown(life, "/", then, recursive=True)[-1] == ("/Docs/d/e", "same")
        assert shown(life, "/Docs/a", then) == [("/Docs/a", "edited")]
        assert shown(life, "/Docs/later", 0) == [("/Docs/later", "same")]

    def test_pages_go_on_where_the_last_one_ended(self, life: Life) -> None:
        """By the path of its last entry, at any size."""
        then = life.write(a=b"1", b__c=b"2", b__d=b"3", e=b"4")
        body = m.RewindShow(path="/Docs", seq=then, recursive=True, limit=2)
        found: list[str] = []
        has_more = True
        while has_more:
            page = life.rewind.show(replace(body, after=found[-1] if found else ""))
            found += [one.path for one in page.entries]
            has_more = page.more
        assert found == ["/Docs/a", "/Docs/b", "/Docs/b/c", "/Docs/b/d", "/Docs/e"]
        with pytest.raises(BadUsage):
            life.rewind.show(replace(body, after="/elsewhere"))

    def test_what_had_another_name_is_found_by_that_of_now(self, life: Life) -> None:
        """It is shown where it was."""
        then = life.write(d__a=b"1")
        life.rename("d", "now")
        page = life.rewind.show(m.RewindShow(path="/Docs/now", seq=then))
        assert (page.path, [one.path for one in page.entries]) == ("/Docs/d", ["/Docs/d/a"])

    def test_what_was_not_there_is_not_found(self, life: Life) -> None:
        """Neither by a path of then nor by one of now."""
        first = life.now()
        life.write(a=b"1")
        for path in ("/Docs/a", "/x"):
            with pytest.raises(NotFound) as caught:
                life.rewind.show(m.RewindShow(path=path, seq=first))
            assert caught.value.arguments["reason"] == "then"

    def test_the_bin_has_a_past_too(self, life: Life) -> None:
        """What lay in it."""
        life.write(a=b"1")
        then = life.remove("a")
        assert shown(life, "bin:/", then) == [("bin:/a", "same")]

    def test_looks_without_a_server_at_what_it_has(self, life: Life) -> None:
        """A page that was sorted, of a state that was verified."""
        then = life.write(a=b"1")
        assert shown(life, "/Docs", then) == [("/Docs/a", "same")]
        life.bench.server.is_down = True
        assert shown(life, "/Docs", then) == [("/Docs/a", "same")]

    def test_few_folders_are_kept(self, life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
        """The one looked at longest ago goes."""
        monkeypatch.setattr(rewind_module, "KEPT", 2)
        then = life.write(a__x=b"1", b__x=b"2", c__x=b"3")
        for name in "abcab":
            assert shown(life, f"/Docs/{name}", then) == [(f"/Docs/{name}/x", "same")]
        assert len(life.rewind._kept) == 2

    def test_what_is_no_longer_kept_is_said_with_the_oldest_there_is(self, life: Life) -> None:
        """As a time, for people."""
        then = life.write(a=b"1")
        life.write(a=b"2")
        error = wire.ErrorBody(code="past_gone", message="", detail={"oldest_seq": then + 1, "oldest_ms": 86_400_000})
        life.bench.server.refusals[routes.PAST.name] = (410, encode(error, Encoding.JSON))
        with pytest.raises(PastGone) as caught:
            life.rewind.show(m.RewindShow(path="/Docs", seq=then))
        assert caught.value.arguments == {"oldest": "1970-01-02T00:00:00Z", "oldest_seq": then + 1}


class TestDiff:
    """What has changed."""

    def test_each_change_is_one_line(self, life: Life) -> None:
        """With sizes before and after, until now or until another moment."""
        then = life.write(a=b"1", b=b"2", c=b"3")
        between = life.write(a=b"long")
        life.rename("b", "b2")
        life.remove("c")
        life.write(new=b"x")
        found = life.rewind.diff(m.RewindDiff(path="/Docs", seq=then))
        assert [(one.change, one.path, one.now, one.size_then, one.size_now) for one in found.entries] == [
            ("edited", "/Docs/a", "/Docs/a", 1, 4), ("moved", "/Docs/b", "/Docs/b2", 1, 1),
            ("removed", "/Docs/c", None, 1, None), ("added", "/Docs/new", "/Docs/new", None, 1),
        ]  # fmt: skip
        assert found.counts == {"edited": 1, "moved": 1, "removed": 1, "added": 1}
        until = life.rewind.diff(m.RewindDiff(path="/Docs", seq=then, to_seq=between))
        assert [one.path for one in until.entries] == ["/Docs/a"]
        assert (until.since.seq, until.until.seq) == (then, between)

    def test_lines_are_chosen_and_paged(self, life: Life) -> None:
        """By kind and by what stands in the path; the counts are of all."""
        then = life.write(a=b"1", b=b"2")
        life.write(a=b"x", b=b"y", Abc=b"z")
        body = m.RewindDiff(path="/", seq=then, limit=1)
        first = life.rewind.diff(body)
        second = life.rewind.diff(replace(body, after=1))
        assert ([one.path for one in (*first.entries, *second.entries)], first.more, first.total) == (
            ["/Docs/Abc", "/Docs/a"], True, 3,
        )  # fmt: skip
        assert [one.path for one in life.rewind.diff(replace(body, only=["edited"], limit=9)).entries] == [
            "/Docs/a", "/Docs/b",
        ]  # fmt: skip
        assert [one.path for one in life.rewind.diff(replace(body, find="ABC", limit=9)).entries] == ["/Docs/Abc"]
        with pytest.raises(BadUsage):
            life.rewind.diff(replace(body, only=["eaten"]))

    def test_order_and_place_are_checked(self, life: Life) -> None:
        """The earlier first, and something there in one of the two."""
        then = life.write(a=b"1")
        later = life.write(a=b"2")
        with pytest.raises(BadUsage):
            life.rewind.diff(m.RewindDiff(path="/", seq=later, to_seq=then))
        with pytest.raises(NotFound):
            life.rewind.diff(m.RewindDiff(path="/x", seq=then))
        assert life.rewind.diff(m.RewindDiff(path="/Docs", seq=later)).entries == []


class TestTimeline:
    """When how much was changed."""

    def test_steps_hold_all_changes(self, life: Life) -> None:
        """By device; from the first commit to the last."""
        life.write(a=b"1", b=b"2")
        found = life.rewind.timeline(m.RewindTimeline(step_s=86_400))
        newest = life.rewind.moments.newest()
        assert (found.oldest.seq, found.newest.seq) == (1, newest.seq)
        every = life.rewind.moments.chain.between(1, newest.seq)
        assert sum(step.changes for step in found.steps) == sum(one.n_ops for one in every)
        assert sum(step.commits for step in found.steps) == newest.seq
        assert {name for step in found.steps for name in step.devices} == {"desk"}

    @pytest.mark.parametrize("page", [2, 100])
    def test_a_clock_that_is_behind_hides_nothing(self, life: Life, monkeypatch: pytest.MonkeyPatch, page: int) -> None:
        """Neither what came before its commits nor, if one of them is the last, what is there at all."""
        monkeypatch.setattr(rewind_module, "PAGE", page)
        publisher = life.engine.supervisor.world.publisher
        now_ms = life.rewind.moments.chain.at(life.write(a=b"1")).time_ms
        since = rfc3339(now_ms - 60_000)
        monkeypatch.setattr(publisher, "_wall_ms", lambda: now_ms - 86_400_000)
        behind = life.write(a=b"2")
        for is_later in (False, True):
            last = behind
            if is_later:
                monkeypatch.setattr(publisher, "_wall_ms", lambda: now_ms)
                last = life.write(a=b"3")
            every = life.rewind.timeline(m.RewindTimeline(step_s=86_400))
            assert sum(step.commits for step in every.steps) == last
            lately = life.rewind.timeline(m.RewindTimeline(since=since, step_s=60))
            assert sum(step.commits for step in lately.steps) == last - 1

    def test_a_time_without_changes_has_no_steps(self, life: Life) -> None:
        """Nor has one that ends before it begins to matter."""
        assert life.rewind.timeline(m.RewindTimeline(since="2999-01-01T00:00:00Z")).steps == []
        assert life.rewind.timeline(m.RewindTimeline(until="2001-01-01T00:00:00Z")).steps == []

    def test_too_many_steps_are_refused(self, life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
        """It is the steps with something in them that count: one clock that was years ahead spoils nothing."""
        assert life.rewind.timeline(m.RewindTimeline(until="2999-01-01T00:00:00Z", step_s=1)).steps
        monkeypatch.setattr(rewind_module, "STEPS_MAX", 0)
        with pytest.raises(BadUsage):
            life.rewind.timeline(m.RewindTimeline())
