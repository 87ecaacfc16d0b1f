"""What lies in the bin too long goes, and nothing goes because a clock is wrong."""

from __future__ import annotations

import time

import pytest

from fakes.hands import Hands
from fakes.lying_server import LyingServer
from fakes.workbench import Workbench
from megadesk.engine import bin_care
from megadesk.engine.engine import Engine
from megadesk.ipc import messages as m
from megadesk.model.errors import Forged, MegadeskError
from megadesk.model.values import replace
from megadesk.wire import messages as wire
from megadesk.wire import routes
from megadesk.wire.codec import decode, encode

DAY_MS = bin_care.DAY_MS


class Times:
    """The clock of a device, and what the server says its own shows."""

    def __init__(self, engine: Engine, server: LyingServer, patch: pytest.MonkeyPatch) -> None:
        self._start_ms = time.time_ns() // 1_000_000
        self._device_days = self._server_days = 0.0
        self._server = server
        patch.setattr(engine.clock, "wall_ms", lambda: self._start_ms + int(self._device_days * DAY_MS))
        self.go(0)

    def go(self, days: float, *, server: float | None = None) -> None:
        """Let time pass; ``server``: how much of it for the server, if it goes by another clock."""
        self._device_days += days
        self._server_days += days if server is None else server
        self._server.lie(routes.ME, now_ms=self._start_ms + int(self._server_days * DAY_MS))


@pytest.fixture
def times(engine: Engine, server: LyingServer, monkeypatch: pytest.MonkeyPatch) -> Times:
    """Both clocks, which agree."""
    return Times(engine, server, monkeypatch)


def in_bin(bench: Workbench, engine: Engine) -> set[str]:
    """Return what lies in the bin of the cloud, by where it was."""
    return {one.path for one in bench.ask(engine, m.LIST_BIN, m.BinList(side="cloud")).entries}


def bin_one(bench: Workbench, engine: Engine, hands: Hands, name: str) -> None:
    """Put a file into the cloud and remove it."""
    hands.put(hands.file(name))
    bench.ask(engine, m.REMOVE_FILES, m.Remove(paths=[f"/{name}"]))


def test_what_is_old_enough_goes(bench: Workbench, engine: Engine, hands: Hands, times: Times) -> None:
    """After as many days as the account keeps it, and not before; younger things and the drive stay."""
    care = engine.supervisor.bin_care
    hands.put(hands.file("kept"))
    bin_one(bench, engine, hands, "old")
    assert care.look() == 0
    times.go(59)
    bin_one(bench, engine, hands, "young")
    assert care.look() == 0
    times.go(2)
    assert care.look() == 1
    assert in_bin(bench, engine) == {"/young"}
    assert [one.path for one in bench.ask(engine, m.LIST_FILES, m.List(path="/")).entries] == ["/kept"]


def test_a_device_that_did_not_see_it_waits_as_long(
    bench: Workbench, engine: Engine, hands: Hands, times: Times
) -> None:
    """Whoever put it there may have had a wrong clock: it has to lie there by this device's own account, too."""
    bin_one(bench, engine, hands, "old")
    times.go(100)
    care = engine.supervisor.bin_care
    assert care.look() == 0
    times.go(59)
    assert care.look() == 0
    times.go(2)
    assert care.look() == 1


@pytest.mark.parametrize("server_days", [61 - 1.5, 61 + 1.5])
def test_nothing_goes_while_the_clocks_differ(
    bench: Workbench, engine: Engine, hands: Hands, times: Times, server_days: float
) -> None:
    """This clock is ahead of the server's, or behind: then nobody knows how long it lay there."""
    care = engine.supervisor.bin_care
    bin_one(bench, engine, hands, "old")
    care.look()
    times.go(61, server=server_days)
    assert care.look() == 0
    assert in_bin(bench, engine) == {"/old"}
    times.go(0, server=61 - server_days)
    assert care.look() == 1


@pytest.mark.parametrize("said", [0, 1, 6])
def test_a_server_cannot_have_the_bin_emptied(
    bench: Workbench, engine: Engine, hands: Hands, times: Times, server: LyingServer, said: int
) -> None:
    """Whatever it says of its terms: what was put there lies there for a week, by whoever put it there and by this device."""
    care = engine.supervisor.bin_care
    honest = server.lies[routes.ME.name]
    lied = [said]

    def with_days(body: bytes) -> bytes:
        me = decode(wire.Me, honest(body), routes.ME.response_encoding)
        return encode(replace(me, bin_days=lied[0]), routes.ME.response_encoding)

    bin_one(bench, engine, hands, "mistake")
    for days in (0, 1, 5.9):
        times.go(days)
        honest = server.lies[routes.ME.name]
        server.lies[routes.ME.name] = with_days
        assert care.look() == 0
    assert in_bin(bench, engine) == {"/mistake"}
    times.go(0.2)
    honest = server.lies[routes.ME.name]
    server.lies[routes.ME.name] = with_days
    assert care.look() == 1


def test_nothing_goes_unless_the_journal_was_verified(
    bench: Workbench, engine: Engine, hands: Hands, times: Times, server: LyingServer
) -> None:
    """A server that does not answer, or shows what does not verify: the bin stays as it is."""
    care = engine.supervisor.bin_care
    bin_one(bench, engine, hands, "old")
    care.look()
    times.go(61)
    server.is_down = True
    with pytest.raises(MegadeskError):
        care.look()
    server.is_down = False
    bench.ask(engine, m.MAKE_FOLDER, m.MakeFolder(path="/new", parents=False))
    server.lie(routes.HEAD, header=lambda header: bytes(len(header)))
    server.lie(routes.COMMITS, commits=lambda commits: [replace(one, header=bytes(len(one.header))) for one in commits])
    world = engine.supervisor.world
    known, asked = world.space.head, server.asked.count("append")
    world.space.__dict__["_head"] = replace(known, seq=known.seq - 1) if known is not None else None
    with pytest.raises(MegadeskError):
        care.look()
    assert server.asked.count("append") == asked
    world.space.__dict__["_head"] = known
    server.lies = {name: lie for name, lie in server.lies.items() if name == "me"}
    assert care.look() == 1


def test_a_large_folder_goes_in_small_commits(
    bench: Workbench, engine: Engine, hands: Hands, times: Times, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deepest first, a few at a time; what somebody brings back in the middle stays, with what is left in it."""
    monkeypatch.setattr(bin_care, "AT_ONCE", 3)
    for number in range(8):
        hands.file(f"folder/sub/{number}")
    hands.put(str(hands.base / "folder"), recursive=True)
    bench.ask(engine, m.REMOVE_FILES, m.Remove(paths=["/folder"]))
    care = engine.supervisor.bin_care
    care.look()
    times.go(61)
    world = engine.supervisor.world
    folder_of, left = world.cloud_folder, [2]

    def brought_back(*arguments: object) -> object:
        left[0] -= 1
        if left[0] < 0:
            left[0] = 99
            (entry,) = bench.ask(engine, m.LIST_BIN, m.BinList(side="cloud")).entries
            bench.ask(engine, m.RESTORE_BIN, m.BinRestore(ids=[entry.id]))
        return folder_of(*arguments)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(type(world), "cloud_folder", lambda _world, *arguments: brought_back(*arguments))
    assert care.look() == 0
    monkeypatch.undo()
    back = bench.ask(engine, m.LIST_FILES, m.List(path="/folder", recursive=True)).entries
    assert len(back) == 3
    assert in_bin(bench, engine) == set()


def test_a_folder_that_is_brought_back_during_a_commit_keeps_its_files(
    bench: Workbench, engine: Engine, hands: Hands, times: Times, server: LyingServer
) -> None:
    """Another device is quicker while the commit is on its way: not one more record is removed."""
    hands.file("folder/a")
    hands.put(str(hands.base / "folder"), recursive=True)
    bench.ask(engine, m.REMOVE_FILES, m.Remove(paths=["/folder"]))
    other = bench.engine("two")
    bench.log_in(other)
    bench.wait(other)
    care = engine.supervisor.bin_care
    care.look()
    times.go(61)
    (entry,) = bench.ask(other, m.LIST_BIN, m.BinList(side="cloud")).entries

    def quicker() -> None:
        server.before.pop("append", None)
        bench.ask(other, m.RESTORE_BIN, m.BinRestore(ids=[entry.id]))

    server.before["append"] = quicker
    assert care.look() == 0
    assert {one.path for one in bench.ask(other, m.LIST_FILES, m.List(path="/", recursive=True)).entries} == {
        "/folder", "/folder/a"
    }  # fmt: skip


def test_it_is_done_by_itself(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine looks some minutes after its start; an error is no reason not to look again."""
    looked: list[int] = []
    care = bin_care.BinCare(engine.supervisor, engine.database)
    monkeypatch.setattr(bin_care, "FIRST_S", 0.0)
    monkeypatch.setattr(bin_care, "EVERY_S", 0.0)

    def look() -> int:
        looked.append(1)
        if len(looked) == 1:
            raise Forged("a bad day")
        if len(looked) == 2:
            raise ValueError("a bug")
        care.stop()
        return 0

    monkeypatch.setattr(care, "look", look)
    care.start()
    care._thread.join(30)
    assert len(looked) == 3
