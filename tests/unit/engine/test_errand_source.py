"""Gets of the past: a moment, or a version of one file, fetched to anywhere on this computer."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fakes.timeline import Life
from fakes.workbench import Workbench
from megadesk.engine import errand_source
from megadesk.engine.clock import rfc3339_ms
from megadesk.ipc import messages as m
from megadesk.model.errand import Then
from megadesk.model.errors import AlreadyExists, BadUsage, NotFound, PastGone
from megadesk.model.manifest import BLOCK_BYTES


@pytest.fixture
def life(bench: Workbench, tmp_path: Path) -> Life:
    """A folder with a past."""
    return Life(bench, tmp_path)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where things are fetched to."""
    made = tmp_path / "out"
    made.mkdir()
    return made


def begin(life: Life, *remotes: str, to: Path, on_conflict: str = "fail", **then: object) -> m.ErrandStatus:
    """Begin to fetch what was."""
    body = m.GetFiles(remotes=list(remotes), local=str(to), recursive=True, on_conflict=on_conflict, **then)  # type: ignore[arg-type]
    return life.bench.ask(life.engine, m.START_GET, body)


def fetch(life: Life, *remotes: str, to: Path, on_conflict: str = "fail", **then: object) -> m.ErrandStatus:
    """Fetch what was; return how it ended."""
    begun = begin(life, *remotes, to=to, on_conflict=on_conflict, **then)
    return life.bench.ask(life.engine, m.WATCH_ERRAND, m.ErrandName(id=begun.id))


def disk(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, the hidden ones too."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_folder_is_fetched_as_it_was(life: Life, out: Path) -> None:
    """Edited, moved, removed for good or new since: bit for bit what was there then; each moment has its own."""
    large = os.urandom(BLOCK_BYTES + 1000)
    moments = [
        life.write(a=b"1", b=b"2", d__large=large, d__gone=b"3"),
        life.write(a=b"edited", later=b"x", d__large=large[:-1]),
        life.rename("b", "d/b"),
        life.remove("d/gone"),
    ]
    life.files.remove(["bin:/gone"], permanent=True)
    life.now()
    for seq in moments:
        done = fetch(life, "/Docs", to=out / str(seq), seq=seq)
        assert (done.state, done.files, done.problems) == ("done", len(life.then[seq]), [])
        assert done.as_of > "2020"
        assert disk(out / str(seq)) == life.then[seq]
    assert sorted(path.name for path in out.iterdir()) == sorted(map(str, moments))


def test_time_means_the_moment_before_or_at_it(life: Life, out: Path) -> None:
    """As everywhere: the latest commit that was signed by then."""
    then = life.write(a=b"1")
    life.write(a=b"2")
    time = life.rewind.moments.chain.at(then).time_ms
    done = fetch(life, "/Docs/a", to=out, time=rfc3339_ms(time))
    assert done.files == 1
    assert (out / "a").read_bytes() == b"1"


def test_what_has_another_name_by_now_is_found(life: Life, out: Path) -> None:
    """By that name, and comes under the one of then."""
    then = life.write(old__a=b"1")
    life.rename("old", "new")
    fetch(life, "/Docs/new", to=out, seq=then)
    assert disk(out) == {"old/a": b"1"}


def test_everything_is_fetched_and_the_bin_as_it_was(life: Life, out: Path) -> None:
    """The root of an area stands for all in it; where nothing was there is nothing to fetch."""
    first = life.write(a=b"1", b=b"2")
    then = life.remove("a")
    fetch(life, "/", to=out, seq=then)
    fetch(life, "bin:/", to=out, seq=then)
    assert disk(out) == {"Docs/b": b"2", "a": b"1"}
    fetch(life, "/", to=out / "new", seq=then)
    assert disk(out / "new") == {"Docs/b": b"2"}
    for path in ("bin:/", "backups:/", "/Docs/never"):
        with pytest.raises(NotFound):
            begin(life, path, to=out, seq=first)


def test_nothing_is_written_over_without_an_answer(life: Life, out: Path) -> None:
    """As in any get: refused, beside it, or asked."""
    then = life.write(a=b"then")
    life.write(a=b"now")
    (out / "a").write_bytes(b"mine")
    assert fetch(life, "/Docs/a", to=out, seq=then).reason == AlreadyExists.code
    assert disk(out) == {"a": b"mine"}
    fetch(life, "/Docs/a", to=out, seq=then, on_conflict="rename")
    assert disk(out) == {"a": b"mine", "a (2)": b"then"}
    asking = fetch(life, "/Docs/a", to=out, seq=then, on_conflict="ask")
    assert asking.state == "asking"
    life.bench.ask(life.engine, m.CANCEL_ERRAND, m.ErrandName(id=asking.id))  # its hidden folder goes with it
    assert disk(out) == {"a": b"mine", "a (2)": b"then"}


def test_one_version_of_a_file(life: Life, out: Path) -> None:
    """By the number that “versions” shows, under the name of now; a folder has none, nor has a file any number."""
    life.write(a=b"1")
    life.write(a=b"2")
    life.rename("a", "b")
    entries = life.bench.ask(life.engine, m.LIST_VERSIONS, m.VersionsOf(path="/Docs/b")).versions
    first = min(one.version for one in entries)
    done = fetch(life, "/Docs/b", to=out, version=first)
    assert (done.state, done.version) == ("done", first)
    assert disk(out) == {"b": b"1"}
    with pytest.raises(NotFound):
        begin(life, "/Docs/b", to=out, version=99)
    for wrong in (["/Docs"], ["/Docs/b", "/Docs/b2"]):
        with pytest.raises(BadUsage):
            begin(life, *wrong, to=out, version=first)


def test_it_goes_on_with_the_same_moment_after_a_restart(life: Life, out: Path) -> None:
    """What was asked before an engine ended is fetched by the next one, whatever has changed meanwhile."""
    then = life.write(a=b"1", b=b"2")
    (out / "a").write_bytes(b"mine")
    begun = begin(life, "/Docs", to=out / "x", seq=then)
    life.bench.ask(life.engine, m.WATCH_ERRAND, m.ErrandName(id=begun.id))
    asking = begin(life, "/Docs/a", to=out, on_conflict="ask", seq=then)
    life.bench.ask(life.engine, m.WATCH_ERRAND, m.ErrandName(id=asking.id))
    life.write(a=b"now")
    engine = life.bench.restart(life.engine)
    answer = m.AnswerErrand(id=asking.id, answer="rename", case="file")
    life.bench.ask(engine, m.ANSWER_ERRAND, answer)
    done = life.bench.ask(engine, m.WATCH_ERRAND, m.ErrandName(id=asking.id))
    assert (done.state, done.as_of, done.as_of) == ("done", begun.as_of, asking.as_of)
    assert disk(out) == {"a": b"mine", "a (2)": b"1", "x/a": b"1", "x/b": b"2"}


def test_another_history_has_no_such_moment(life: Life, out: Path) -> None:
    """A commit that is no longer the one at its number is not looked at."""
    then = life.write(a=b"1")
    with pytest.raises(NotFound):
        errand_source.source_of(life.files, Then(seq=then, commit="00" * 32, time_ms=0), ["/Docs"])


def test_moment_that_is_gone_by_now_ends_the_errand(life: Life, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its reason; what is there stays."""
    then = life.write(a=b"1")
    life.write(a=b"2")
    (out / "a").write_bytes(b"mine")
    asking = begin(life, "/Docs/a", to=out, on_conflict="ask", seq=then)
    life.bench.ask(life.engine, m.WATCH_ERRAND, m.ErrandName(id=asking.id))

    def gone(*_: object) -> None:
        raise PastGone(oldest_seq=9)

    monkeypatch.setattr(type(life.engine.supervisor.world.past), "state", gone)
    engine = life.bench.restart(life.engine)
    life.bench.ask(engine, m.ANSWER_ERRAND, m.AnswerErrand(id=asking.id, answer="replace", case="file"))
    done = life.bench.ask(engine, m.WATCH_ERRAND, m.ErrandName(id=asking.id))
    assert (done.state, done.reason) == ("failed", "past_gone")
    assert disk(out) == {"a": b"mine"}
