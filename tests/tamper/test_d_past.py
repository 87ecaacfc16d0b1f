"""Attacks on the past: a server that shows another moment, header or version than the one that was signed.

A lie about the past is answered like one about the present: the space is frozen, nothing is sent or touched, and all goes
on by itself once the same question is answered truly (ADR 40).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
import pytest

from fakes.evil import Asked, Reply, Tamper, flipped, rewrite
from fakes.processes import cli, tree_of
from fakes.tampering import DAMAGED, Stage, failure_of
from megadesk.ipc import messages as ipc
from megadesk.wire import messages as m
from megadesk.wire import routes

BACK = 6
"""How many commits before the head the moment is that is asked for."""

OFFSETS = {"device": 198, "author": 182, "time": 221, "root": 106, "signature": 230}
"""Bytes of a signed header, and what they say."""

Ask = Callable[[], object]
PageChange = Callable[[m.PastPage], m.PastPage]
VersionsChange = Callable[[list[m.RecordVersion]], list[m.RecordVersion]]


@pytest.fixture(scope="module")
def caught_up(prepared: Stage) -> Iterator[Stage]:
    """The stage with device two caught up with an honest server. It is that again after each of these tests."""
    prepared.restore()
    try:
        prepared.open()
        prepared.two.wait()
        yield prepared
    finally:
        prepared.close()


@pytest.fixture
def met(caught_up: Stage) -> Stage:
    """That stage, honest; what device two's folder is like is remembered."""
    caught_up.proxy.be_honest()
    caught_up.two.wait()
    caught_up.before = tree_of(caught_up.there)
    return caught_up


def moment(stage: Stage) -> int:
    """Return the moment that is looked at."""
    return stage.two.status().head["main"].seq - BACK


def shown_at(stage: Stage, seq: int) -> Ask:
    """Return the look at the folder as it was."""
    body = ipc.RewindShow(path="/Sync", seq=seq, recursive=True)
    return lambda: [(one.path, one.size, one.id) for one in stage.two.ask(ipc.REWIND_SHOW, body).entries]


def versions_of(stage: Stage) -> Ask:
    """Return the look at the versions of a file that has two."""
    body = ipc.VersionsOf(path="/Sync/old.bin")
    return lambda: [(one.version, one.seq, one.size) for one in stage.two.ask(ipc.LIST_VERSIONS, body).versions]


def hold(stage: Stage, tamper: Tamper, ask: Ask, code: str, *, what: str, tries: int = 1) -> None:
    """Lie, ask, and hold the device to the five invariants: see docs/security/attacks.md."""
    shown = ask()
    stage.two.stop()  # it remembers what it was shown
    stage.two.start()
    stage.two.wait()
    stage.proxy.lie(tamper)
    for _ in range(tries):
        assert (what, failure_of(ask).code) == (what, code)
    (stage.there / "later.txt").write_bytes(b"written while it stood still")
    stage.before["later.txt"] = b"written while it stood still"
    stage.check_frozen(code, what=what)
    back = ipc.RewindRestore(path="/Sync", seq=2, exact=True)
    assert (what, failure_of(lambda: stage.two.ask(ipc.REWIND_RESTORE, back)).code) == (what, code)
    stage.check_untouched(what)
    assert (what, stage.proxy.changing_since_lie()) == (what, [])
    stage.proxy.be_honest()
    states = [pair.state for pair in stage.two.wait().pairs]
    assert (what, stage.two.status().frozen, states) == (what, None, ["synced"])
    assert ask() == shown, what


def records_left_out(page: m.PastPage) -> m.PastPage:
    """Hide a record of then."""
    return msgspec.structs.replace(page, records=page.records[1:])


def newer_left_out(page: m.PastPage) -> m.PastPage:
    """Show something that came later."""
    return msgspec.structs.replace(page, newer=page.newer[1:])


def all_records_left_out(page: m.PastPage) -> m.PastPage:
    """Show what has changed since as if it had not been there at all."""
    return msgspec.structs.replace(page, records=[], newer=page.newer)


def record_twice(page: m.PastPage) -> m.PastPage:
    """Show a record of then, and say that its node came later."""
    return msgspec.structs.replace(page, newer=page.newer[:-1], records=[*page.records, *page.records[:1]])


def many_newer(page: m.PastPage) -> m.PastPage:
    """Name a great many nodes."""
    return msgspec.structs.replace(page, newer=[number.to_bytes(16, "big") for number in range(1 << 18)])


@pytest.mark.parametrize("change", [records_left_out, newer_left_out, all_records_left_out, record_twice, many_newer])
def test_d7_a_past_with_something_left_out_or_added(met: Stage, change: PageChange) -> None:
    """Records of then, and what came later: together they must give the root that was signed."""
    tamper = rewrite(routes.PAST, m.PastPage, change)
    hold(met, tamper, shown_at(met, moment(met)), "forged", what=change.__name__)


def test_d7_the_state_of_one_commit_earlier(met: Stage) -> None:
    """All of it true and well signed, but not of this moment."""
    for number in range(2):  # whatever was looked at before this test: it was not the moment before this one
        met.before[f"on {number}.txt"] = b"time goes on"
        (met.there / f"on {number}.txt").write_bytes(b"time goes on")
        met.two.wait()
    seq = moment(met)
    kept: list[Reply] = []

    def keep(asked: Asked, reply: Reply) -> Reply | None:
        if asked.is_for(routes.PAST) and reply.status == 200:
            kept.append(reply)
        return None

    met.proxy.lie(keep)
    shown_at(met, seq - 1)()
    (earlier,) = kept

    def show_earlier(asked: Asked, reply: Reply) -> Reply | None:
        return earlier if asked.is_for(routes.PAST) and reply.status == 200 else None

    hold(met, show_earlier, shown_at(met, seq), "forged", what="earlier")


@pytest.mark.parametrize("what", sorted(OFFSETS))
def test_d7_another_header(met: Stage, what: str) -> None:
    """Another author, device, time or root: it is not the header on the chain. The signature alone changes nothing."""
    change = rewrite(
        routes.HEADERS, m.Headers,
        lambda of: msgspec.structs.replace(of, headers=[flipped(one, OFFSETS[what]) for one in of.headers]),
    )  # fmt: skip
    if what != "signature":
        hold(met, change, shown_at(met, moment(met)), "fork", what=what)
    else:
        shown = shown_at(met, moment(met))
        honest = shown()
        met.two.stop()
        met.proxy.lie(change)
        met.two.start()
        assert shown() == honest  # the chain vouches for it: its hash stands in the next header, and so on to the head


def test_d7_headers_that_do_not_parse_count_at_the_third_time(met: Stage) -> None:
    """Before, it may be the line; the present is none the worse for it."""
    short = rewrite(routes.HEADERS, m.Headers, lambda of: msgspec.structs.replace(of, headers=[]))
    hold(met, short, shown_at(met, moment(met)), "malformed", what="headers kept back", tries=3)


def moved(versions: list[m.RecordVersion]) -> list[m.RecordVersion]:
    """Say that the first version came one commit earlier."""
    first, *rest = versions
    return [msgspec.structs.replace(first, from_seq=first.from_seq - 1), *rest]


def exchanged(versions: list[m.RecordVersion]) -> list[m.RecordVersion]:
    """Give two versions each other's time."""
    first, second = versions
    return [
        msgspec.structs.replace(first, record=second.record), msgspec.structs.replace(second, record=first.record),
    ]  # fmt: skip


def rejuvenated(versions: list[m.RecordVersion]) -> list[m.RecordVersion]:
    """Show the old content as the one of now, and hide the new one."""
    return [msgspec.structs.replace(versions[0], from_seq=versions[1].from_seq, to_seq=0)]


@pytest.mark.parametrize("change", [moved, exchanged, rejuvenated])
def test_d8_a_version_at_another_time(met: Stage, change: VersionsChange) -> None:
    """Each version must be in the commit that it is said to come from."""
    tamper = rewrite(
        routes.VERSIONS, m.RecordVersions, lambda of: msgspec.structs.replace(of, versions=change(list(of.versions)))
    )
    hold(met, tamper, versions_of(met), "forged", what=change.__name__)


def test_d7_a_past_that_is_denied_is_missing_and_nothing_else(met: Stage) -> None:
    """Who shows nothing does not lie: the person is told, and sync goes on."""
    ask = shown_at(met, moment(met))
    met.two.stop()
    met.two.start()

    def deny(asked: Asked) -> Reply | None:
        gone = b'{"code":"past_gone","message":"","detail":{"oldest_seq":9223372036854775807,"oldest_ms":-1}}'
        return Reply(410, gone) if asked.is_for(routes.PAST) else None

    met.proxy.lie(invent=deny)
    assert failure_of(ask).code == "past_gone"
    assert cli(met.two.home, "rewind", "show", "/Sync", "--at", "#2")[0] not in (0, DAMAGED)
    (met.there / "later.txt").write_bytes(b"goes on")
    assert [pair.state for pair in met.two.wait().pairs] == ["synced"]
