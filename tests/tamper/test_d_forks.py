"""Attacks on what several devices see: another past for one of them, commits out of order, and nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fakes.evil import Asked, Reply, Tamper, rewrite
from fakes.processes import cli, cli_json, tree_of
from fakes.tampering import DAMAGED, Stage, failure_of, save
from fakes.writer import Writer, fresh
from megadesk.crypto.commits import HEADER_BYTES, parse_signed_header
from megadesk.ipc import messages as ipc
from megadesk.model.commit import Delete
from megadesk.model.ids import NodeId
from megadesk.model.values import replace
from megadesk.remote.api import Api
from megadesk.wire import messages as m
from megadesk.wire import routes

GONE = Reply(404, b'{"code": "not_found", "message": "no such space"}')
PAST_GONE = Reply(410, b'{"code":"past_gone","message":"","detail":{"oldest_seq":9007199254740991,"oldest_ms":-1}}')


def go_on_with(stage: Stage, data: Path) -> None:
    """Let the server go on with other data."""
    stage.server.kill()
    stage.server.stores.put_back(data)
    stage.server.start()


def set_aside(stage: Stage, name: str) -> Path:
    """Return a copy of what the server has now; it is killed for it, as it would wait for its streams."""
    kept = stage.live / name
    stage.beside.add(name)
    stage.server.kill()
    stage.server.stores.keep(kept)
    stage.server.start()
    return kept


# -- two pasts --------------------------------------------------------------------------------------------------------------


def test_d2_a_new_device_is_shown_an_older_state(stage: Stage) -> None:
    """It cannot know; but what it writes there makes the older device stand still, and shows it a device it does not know."""
    stage.open()
    pin = stage.two.wait().head["main"].seq
    stage.two.stop()
    stage.before = tree_of(stage.there)
    true = set_aside(stage, "true")
    go_on_with(stage, stage.older)
    three = stage.new_device("three")
    stage.log_in(three)
    assert three.wait().frozen is None
    known = {one.device for one in three.ask(ipc.SESSIONS, ipc.Nothing()).sessions}
    writer = Writer(stage)
    while writer.head.seq <= pin:
        writer.append(writer.folder(f"{writer.head.seq}".encode(), parent=writer.root()))
    stage.proxy.be_honest()
    stage.proxy.note_lie()
    stage.two.start()
    stage.check_frozen("fork", what="joined")
    stage.check_said("fork")
    sessions = stage.two.ask(ipc.SESSIONS, ipc.Nothing()).sessions
    names = {one.device: one.device_name for one in sessions}
    assert set(names) == known
    strangers = [device for device, name in names.items() if name not in {"one", "two", "maker"}]
    assert len(strangers) == 1
    go_on_with(stage, true)
    stage.check_recovers()


def test_d3_two_devices_are_shown_two_histories(stage: Stage) -> None:
    """As long as they are kept apart only people can tell, by the head; joined, the second sees that it is another."""
    stage.open()
    stage.two.wait()
    stage.two.stop()
    forked = set_aside(stage, "forked")
    stage.one.start()
    for at in range(3):
        save(stage.here / f"said to one {at}.txt", b"one")
        stage.one.wait()
    heads = {"one": cli_json(stage.one.home, "space", "show")["verified"]["hash"]}
    stage.one.stop()
    ones = set_aside(stage, "one's")
    go_on_with(stage, forked)
    stage.two.start()
    save(stage.there / "said to two.txt", b"two")
    stage.two.wait()
    heads["two"] = cli_json(stage.two.home, "space", "show")["verified"]["hash"]
    assert heads["one"] != heads["two"]
    stage.two.stop()
    stage.before = tree_of(stage.there)
    go_on_with(stage, ones)
    stage.proxy.be_honest()
    stage.proxy.note_lie()
    stage.two.start()
    stage.check_frozen("fork", what="joined")
    stage.check_said("fork")
    head = cli_json(stage.two.home, "space", "show")["server"]["hash"]
    assert cli(stage.two.home, "space", "accept-fork", "--head", head)[0] == 0
    assert stage.two.wait().frozen is None
    stage.one.start()
    stage.one.wait()
    stage.two.wait()
    assert tree_of(stage.here) == tree_of(stage.there)
    assert {"said to two.txt", "said to one 0.txt"} <= set(tree_of(stage.here))


# -- commits out of order ---------------------------------------------------------------------------------------------------

Pairs = list[m.CommitPair]


def served(change: Callable[[Pairs], Pairs]) -> Tamper:
    """Return a tamper that changes the list of commits."""

    def answer(true: m.Commits) -> m.Commits:
        return (
            m.Commits(commits=change(list(true.commits)), head_seq=true.head_seq, more=True) if true.commits else true
        )

    return rewrite(routes.COMMITS, m.Commits, answer)


def repeated(pairs: Pairs) -> Pairs:
    """Show the first twice."""
    return [pairs[0], *pairs]


def exchanged(pairs: Pairs) -> Pairs:
    """Show the second before the first."""
    return [pairs[1], pairs[0], *pairs[2:]]


def left_out(pairs: Pairs) -> Pairs:
    """Leave out the first."""
    return pairs[1:]


def renumbered(pairs: Pairs) -> Pairs:
    """Show the second as if it were the first, under its old signature."""
    first, second = (parse_signed_header(pair.header) for pair in pairs[:2])
    said = replace(second, seq=first.seq, previous=first.previous)
    return [m.CommitPair(header=said.encode() + pairs[1].header[HEADER_BYTES:], ops=pairs[1].ops), *pairs[1:]]


@pytest.mark.attack("D9")
def test_d5_commits_repeated_exchanged_left_out_and_of_another_space(stage: Stage) -> None:
    """Each has its place, and says who made it: in another place, for another space or of another author it is refused."""
    stage.server.start()
    eves = Api(f"http://127.0.0.1:{stage.server.port}")
    eves.sign_in(stage.eve.token)
    query = {"after": 0, "limit": 10}
    others = eves.call(routes.COMMITS, want=m.Commits, query=query, space=stage.eve.secrets.root_space.hex()).commits

    def of_another_space(_pairs: Pairs) -> Pairs:
        return list(others)

    def of_another_author(pairs: Pairs) -> Pairs:
        said = replace(parse_signed_header(pairs[0].header), author=stage.eve.secrets.account)
        return [m.CommitPair(header=said.encode() + pairs[0].header[HEADER_BYTES:], ops=pairs[0].ops), *pairs[1:]]

    stage.open_beside(served(exchanged))
    for change, code in (
        (exchanged, "fork"), (left_out, "fork"), (renumbered, "forged"), (of_another_space, "forged"),
        (of_another_author, "forged"), (repeated, "fork"),
    ):  # fmt: skip
        stage.proxy.lie(served(change))
        stage.check_frozen(code, what=change.__name__)
    stage.check_recovers()


# -- nothing at all ---------------------------------------------------------------------------------------------------------


def no_commits(asked: Asked, _reply: Reply) -> Reply | None:
    """The space is empty, says the server."""
    return Reply(200, b"\x83\xa7commits\x90\xa8head_seq\x00\xa4more\xc2") if asked.is_for(routes.COMMITS) else None


def no_records(asked: Asked, reply: Reply) -> Reply | None:
    """The commits are not kept any more, and the state is empty."""
    if asked.is_for(routes.COMMITS):
        return PAST_GONE
    return rewrite(routes.RECORDS, m.RecordPage, lambda _: m.RecordPage(records=[], next_bucket=None))(asked, reply)


def no_space(asked: Asked, _reply: Reply) -> Reply | None:
    """There is no such space."""
    return GONE if asked.path.startswith("/v1/spaces") else None


def test_d6_nothing_is_there_any_more(stage: Stage) -> None:
    """An empty list, an empty state, no space: nothing is removed here, and nothing made anew there."""
    stage.open(no_commits)
    stage.check_frozen("rollback", what="no commits")
    stage.proxy.lie(no_records)
    stage.check_frozen("forged", what="no records")
    stage.proxy.lie(no_space)
    error = failure_of(lambda: stage.two.wait(timeout_s=2))
    assert error.code in {"forged", "server_unavailable", "timed_out"}
    stage.check_untouched("no space")
    assert stage.proxy.changing_since_lie() == []
    stage.check_recovers()


def test_d6_most_is_removed_by_a_signed_commit(stage: Stage) -> None:
    """A device of one's own removes nearly everything: it is asked about first, and everything is there until then."""
    stage.open()
    stage.two.wait()
    writer, parent = Writer(stage), stage.files()["Sync"].record.id
    nodes = [fresh() for _ in range(60)]
    writer.append(*(writer.file(f"many {at}".encode(), parent=parent, node=node) for at, node in enumerate(nodes)))
    stage.two.wait()
    stage.before = tree_of(stage.there)
    writer.append(*(Delete(NodeId(node), 1) for node in nodes))
    error = failure_of(stage.two.wait)
    assert (error.code, error.arguments["reason"]) == ("decision_needed", "mass_removal")
    stage.check_untouched("held")
    assert stage.two.status().state == "attention"
    assert DAMAGED != cli(stage.two.home, "status", "--wait", "--timeout", "60")[0] != 0
