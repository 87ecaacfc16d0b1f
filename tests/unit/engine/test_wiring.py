"""From an unlocked account to parts that run."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.people import ORIGIN
from fakes.workbench import Workbench
from megadesk.engine.engine import Engine
from megadesk.engine.wiring import EVIDENCE_MAX_BYTES, GUARD_LIMITS, World, _evidence_in, guard_limits, make_world
from megadesk.model.errors import Forged, ServerUnavailable
from megadesk.model.relpath import parse_cloud_path
from megadesk.store.spaces import Spaces
from megadesk.sync.guard import DEFAULT_LIMITS, GuardLimits
from megadesk.wire import messages as wire
from megadesk.wire import routes


def world_of(engine: Engine) -> World:
    """Return another world over the same profile."""
    return make_world(
        unlocked=engine.keeper.require(), database=engine.database, profile=engine.profile, clock=engine.clock,
        entropy=engine.entropy, deliver=lambda _results: None,
    )  # fmt: skip


def test_world_is_wired_to_its_account(engine: Engine) -> None:
    """A world talks to its account's server with its session, and starts from what was verified before."""
    world = world_of(engine)
    assert world.api.address == ORIGIN
    assert world.api.call(routes.ME, want=wire.Me).login == "ada@example.org"
    assert world.space.head == engine.supervisor.world.space.head
    drive = world.space.root("drive")
    assert world.cloud_folder(drive) is not world.cloud_folder(drive)
    world.close()
    with pytest.raises(ServerUnavailable):
        world.journal.fetch()


def test_local_copy_that_does_not_fit_is_fetched_again(engine: Engine) -> None:
    """A damaged local copy of a space is forgotten and verified anew from the server; not the pin, over any restart."""
    space, pin = engine.supervisor.world.space.id, engine.supervisor.world.space.head
    with engine.database.write() as connection:
        connection.execute("DELETE FROM buckets WHERE bucket = (SELECT min(bucket) FROM buckets)")
    world_of(engine).close()
    world = world_of(engine)
    assert world.space.head is None
    assert world.space.pin == Spaces(engine.database).load_head(space) == pin
    world.journal.fetch()
    assert world.space.head == engine.supervisor.world.space.head
    assert Spaces(engine.database).load_head(space) == world.space.head
    world.close()


def test_evidence_is_kept_small_and_private(tmp_path: Path) -> None:
    """The newest lie of each kind is kept, cut to a size, for its owner alone; a full disk is no reason to stop."""
    keep = _evidence_in(tmp_path / "evidence")
    keep("commit", b"old")
    keep("commit", b"x" * (EVIDENCE_MAX_BYTES + 1))
    file = tmp_path / "evidence" / "commit.bin"
    assert (file.stat().st_size, file.stat().st_mode & 0o777) == (EVIDENCE_MAX_BYTES, 0o600)
    (tmp_path / "taken").write_bytes(b"")
    _evidence_in(tmp_path / "taken")("commit", b"x")
    assert (tmp_path / "taken").read_bytes() == b""


def test_lie_leaves_evidence_in_the_profile(bench: Workbench, engine: Engine) -> None:
    """A commit that does not verify is kept beside the database."""
    other = bench.engine("two")
    bench.log_in(other)
    bench.wait(other)
    other.make_cloud_folder(parse_cloud_path("/new"))
    bench.server.lie(
        routes.COMMITS,
        commits=lambda commits: [wire.CommitPair(header=one.header, ops=one.ops[:-1] + b"\0") for one in commits],
    )
    with pytest.raises(Forged):
        engine.supervisor.world.journal.fetch()
    assert (engine.profile.state_dir / "evidence" / "commit.bin").stat().st_size > 286
    assert engine.status().frozen == "forged"


def test_limits_of_the_guards_are_a_setting(engine: Engine) -> None:
    """What is left out keeps its usual value; a setting that makes no sense is as if there were none."""
    assert guard_limits(engine.settings) == DEFAULT_LIMITS
    engine.settings.set(GUARD_LIMITS, {"deletes": 500, "away_days": 30})
    assert guard_limits(engine.settings) == GuardLimits(deletes=500, away_days=30)
    engine.settings.set(GUARD_LIMITS, {"deletes": "many"})
    assert guard_limits(engine.settings) == DEFAULT_LIMITS
