"""Attacks on the way, and on memory: other suites, no encryption, a certificate nobody vouches for, endless answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from fakes.evil import Asked, Endless, Invent, Reply, Tamper, rewrite
from fakes.processes import PASSWORD, Device, cli
from fakes.tampering import ADA, DAMAGED, Stage, failure_of
from fakes.tls import context_of, make_certificate
from fakes.wires import Answers, replaying, true_answers
from fakes.writer import KIND, NAME, PARENT, Writer
from megadesk.cli.exits import exit_code
from megadesk.crypto.commits import sign_commit
from megadesk.model.errors import MegadeskError
from megadesk.model.ids import NodeId
from megadesk.model.values import replace
from megadesk.wire import messages as m
from megadesk.wire import routes

MOST_BYTES = 400 << 20
SUITES = (0, 2)
TRIES = 10


# -- other suites -------------------------------------------------------------------------------------------------------------


def with_suite(data: bytes, suite: int) -> bytes:
    """Return an object that says that it is of another suite."""
    return bytes((suite,)) + data[1:]


def test_e3_another_suite_in_what_a_login_is_answered_with(stage: Stage) -> None:
    """Each object that says its suite: it is refused for what it says, nothing else is tried, and nothing is asked for."""
    stage.server.start()
    three = stage.new_device("three")
    true = true_answers(stage)
    for suite in SUITES:
        for field in ("kdf_block", "bundle_public", "bundle_sealed"):
            other = with_suite(getattr(true.finish.keys, field), suite)
            answers: Answers = true.with_kdf(other) if field == "kdf_block" else true.with_keys(**{field: other})
            stage.proxy.lie(invent=replaying(*answers.bodies()))
            error = failure_of(lambda: stage.log_in(three))
            assert error.code in {"malformed", "too_new", "downgrade"}, (field, suite, error)
            asked = [one.path for one in stage.proxy.log]
            assert asked == ["/v1/login/start", "/v1/login/finish"][: 1 if field == "kdf_block" else 2], (field, suite)
    stage.proxy.be_honest()
    stage.log_in(three)
    assert three.wait().frozen is None


def in_commits(suite: int) -> dict[str, Tamper]:
    """Return tampers for what comes with commits: header, record."""

    def header(true: m.Commits) -> m.Commits:
        pairs = [m.CommitPair(header=with_suite(one.header, suite), ops=one.ops) for one in true.commits]
        return m.Commits(commits=pairs, head_seq=true.head_seq, more=true.more)

    def record(true: m.Commits) -> m.Commits:
        pairs = [
            m.CommitPair(header=one.header, ops=one.ops[:5] + with_suite(one.ops[5:], suite)) for one in true.commits
        ]
        return m.Commits(commits=pairs, head_seq=true.head_seq, more=true.more)

    return {"header": rewrite(routes.COMMITS, m.Commits, header), "record": rewrite(routes.COMMITS, m.Commits, record)}


def in_state(suite: int) -> dict[str, Tamper]:
    """Return tampers for what a new device gets: members, head, records."""

    def members(true: m.AclChain) -> m.AclChain:
        return m.AclChain(
            acls=[m.AclEntry(body=with_suite(one.body, suite), signature=one.signature) for one in true.acls]
        )

    def head(true: m.StateSummary) -> m.StateSummary:
        return m.StateSummary(header=with_suite(true.header, suite), groups=true.groups)

    def records(true: m.RecordPage) -> m.RecordPage:
        return m.RecordPage(records=[with_suite(one, suite) for one in true.records], next_bucket=true.next_bucket)

    return {
        "members": rewrite(routes.ACL, m.AclChain, members), "head": rewrite(routes.STATE, m.StateSummary, head),
        "records": rewrite(routes.RECORDS, m.RecordPage, records),
    }  # fmt: skip


def test_e3_another_suite_in_commits_and_states(stage: Stage) -> None:
    """A header, a record or a list of members of another suite stops the space; no older way is asked for."""
    stage.open(in_commits(0)["header"])
    # Each lie is about the same answer as the one before or a later one: what is being asked when it changes meets one of them.
    for what in in_commits(0):
        for suite in SUITES:
            stage.proxy.lie(in_commits(suite)[what])
            codes = {"too_new"} if suite else {"malformed"}
            # The hash of the ops is compared before they are read.
            check_stopped(stage, {"forged"} if what == "record" else codes, f"{what} of suite {suite}")
    for what in in_state(0):
        for suite in SUITES:
            stage.proxy.lie(without_commits(in_state(suite)[what]))
            check_stopped(stage, {"too_new"} if suite else {"malformed"}, f"{what} of suite {suite}")
    stage.check_recovers()


def without_commits(tamper: Tamper) -> Tamper:
    """Return a tamper that makes device two ask for the whole state."""

    def changed(asked: Asked, reply: Reply) -> Reply | None:
        if asked.is_for(routes.COMMITS):
            return Reply(410, b'{"code":"past_gone","message":"","detail":{"oldest_seq":9007199254740991}}')
        return tamper(asked, reply)

    return changed


def check_stopped(stage: Stage, codes: set[str], what: str) -> None:
    """Hold device two to have stopped with one of the codes, and to ask for nothing but what it asked for before."""
    for _ in range(TRIES):  # what does not parse counts at the third time; before, it may be the line
        with suppress(MegadeskError):
            stage.two.wait(timeout_s=20)
        if stage.two.status().frozen in codes:
            break
    error = failure_of(stage.two.wait)
    assert error.code in codes, (what, error)
    assert stage.two.status().frozen in codes, what
    stage.check_untouched(what)
    assert (what, stage.proxy.changing_since_lie()) == (what, [])


# -- the way ------------------------------------------------------------------------------------------------------------------


@contextmanager
def nobodys_server(certificate: Path) -> Iterator[tuple[str, list[str]]]:
    """Run a server whose certificate nobody vouches for; yield its address and what is asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path)
            self.send_error(500)

        do_GET = do_POST  # noqa: N815 -- names that http.server asks for

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Handshakes fail here; that is what is tried."""

    server = Quiet(("127.0.0.1", 0), Handler)
    server.socket = context_of(certificate).wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_e4_without_encryption_and_with_nobodys_certificate(tmp_path: Path) -> None:
    """Nothing is sent in clear to another machine, and nothing at all to a server that nobody vouches for."""
    device = Device(tmp_path / "device")
    device.start()
    login = ("login", "--email", ADA, "--key-store", "file", "--password-stdin", "--server")
    try:
        for address in ("http://example.org", "http://192.0.2.1:8480", "http://127.0.0.1.example.org"):
            code, out, error = cli(device.home, *login, address, stdin=f"{PASSWORD}\n")
            assert (code, out) == (2, ""), (address, error)
        with nobodys_server(make_certificate(tmp_path / "certificate.pem")) as (address, asked):
            code, out, error = cli(device.home, *login, address, stdin=f"{PASSWORD}\n")
            assert code not in (0, 2), error
            assert "certificate" in error
            assert asked == []
        assert device.status().state == "signed_out"
    finally:
        device.stop()


# -- memory -------------------------------------------------------------------------------------------------------------------


def stretching(stage: Stage, **cost: int) -> Invent:
    """Return what asks for a password to be stretched at this cost."""
    true = true_answers(stage)
    block = true.start.kdf_block
    memory, passes, lanes = cost.get("memory_kib", 66_560), cost.get("passes", 3), cost.get("lanes", 4)
    costly = block[:2] + memory.to_bytes(4, "big") + passes.to_bytes(4, "big") + bytes((lanes,)) + block[11:]
    return replaying(*true.with_kdf(costly).bodies())


def test_e5_a_login_that_would_take_all_memory_or_time(stage: Stage) -> None:
    """Costs above the most there may be, and endless answers, end the login at once; memory stays as it was."""
    stage.server.start()
    three = stage.new_device("three")
    for cost in (
        {"memory_kib": 4 << 20}, {"memory_kib": (1 << 32) - 1}, {"passes": (1 << 32) - 1}, {"lanes": 255},
    ):  # fmt: skip
        stage.proxy.lie(invent=stretching(stage, **cost))
        error = failure_of(lambda: stage.log_in(three))
        assert error.code == "limit", (cost, error)
        assert [asked.path for asked in stage.proxy.log] == ["/v1/login/start"], cost
    for endless in (Endless(b"[" * 65_536), Endless(b"[" * 65_536, said_bytes=1 << 40)):
        stage.proxy.lie(invent=lambda _asked, endless=endless: Reply(200, b"", endless))  # type: ignore[misc]  # bound
        error = failure_of(lambda: stage.log_in(three))
        assert error.code in {"limit", "server_unavailable"}, error
    assert three.peak_memory_bytes() < MOST_BYTES
    assert three.status().state == "signed_out"


def large(asked: Asked, reply: Reply) -> Reply | None:
    """Every good answer is a gigabyte and more."""
    is_stream = asked.is_for(routes.EVENTS)
    return None if reply.status != 200 or is_stream else Reply(200, b"", Endless(bytes(65_536)))


def lengths(asked: Asked, reply: Reply) -> Reply | None:
    """Every list says that it is four thousand millions long."""
    if reply.status != 200 or not asked.is_for(routes.COMMITS):
        return None
    return Reply(200, b"\x83\xa7commits\xdd\xff\xff\xff\xff")


def test_e5_answers_that_would_take_all_memory(stage: Stage) -> None:
    """Answers without an end, and lists that say they are endless: refused, and memory stays below 400 MiB."""
    stage.open(large)
    for what, tamper in (("large", large), ("lengths", lengths)):
        stage.proxy.lie(tamper)
        check_stopped(stage, {"limit", "malformed"}, what)
        assert stage.two.peak_memory_bytes() < MOST_BYTES, what
    stage.check_recovers()
    assert stage.two.peak_memory_bytes() < MOST_BYTES


def test_e5_five_thousand_records_in_one_bucket(stage: Stage) -> None:
    """A member signs for them, the server shows them: a new device takes none of it."""
    stage.server.start()
    writer = Writer(stage)
    fields = {PARENT: writer.root(), KIND: b"\1", NAME: b"x"}
    crowd = [writer.put(NodeId(bytes(2) + at.to_bytes(14, "big")), fields).record for at in range(5000)]
    said = replace(writer.header(writer.folder(b"x", parent=writer.root())), seq=writer.head.seq, n_records=5000)
    header = sign_commit(writer.secrets.identity, said)

    def crowded(asked: Asked, reply: Reply) -> Reply | None:
        head = rewrite(routes.STATE, m.StateSummary, lambda true: m.StateSummary(header=header, groups=true.groups))
        page = rewrite(routes.RECORDS, m.RecordPage, lambda _: m.RecordPage(records=crowd, next_bucket=None))
        return head(asked, reply) or page(asked, reply)

    stage.proxy.lie(crowded)
    three = stage.new_device("three")
    error = failure_of(lambda: (stage.log_in(three), three.wait()))
    for _ in range(2):
        error = failure_of(three.wait)
    assert (error.code, exit_code(error)) == ("limit", DAMAGED)
    assert stage.proxy.changing_since_lie() == []
    assert three.peak_memory_bytes() < MOST_BYTES
