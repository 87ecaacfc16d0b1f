"""Target: a device that follows a space, and asks for its past, while one of the answers is these bytes.

which answer, first download or catching up | the answer --Journal, Chain, Past--> an honest head, or an error of ours
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from fakes.crypto import node_id
from fakes.journal_server import JournalServer, Reader
from fuzz.target import Target, must
from megadesk.model.errors import MegadeskError
from megadesk.remote.chain import Chain
from megadesk.remote.past import Past
from megadesk.wire import routes
from megadesk.wire.routes import Route

LIED: tuple[Route, ...] = (
    routes.COMMITS, routes.HEAD, routes.ACL, routes.STATE, routes.RECORDS, routes.HEADERS, routes.PAST, routes.VERSIONS,
)  # fmt: skip
FROM_NOTHING = 0x80


@cache
def _server() -> JournalServer:
    """Return a space with a short history, which nobody adds to."""
    server = JournalServer("fuzz")
    server.commit(server.file("a"), server.folder("f"))
    server.commit(server.file("a", b"other"), server.file("b"))
    server.commit(server.delete("b"))
    return server


def _follow(reader: Reader) -> None:
    """Come to the head of the server, then look at an earlier state and at the versions of a file."""
    reader.journal.fetch()
    chain = Chain(reader.api, reader.space, reader.store)
    past = Past(reader.api, reader.space, chain)
    then = past.state(chain.at(2))
    must([node.name for node in then.tree("drive").nodes.values()].count("a") == 1, "another past was shown")
    past.versions(node_id("a"))


def _history(data: bytes) -> None:
    which = data[0] if data else 0
    reader = Reader(_server())
    if not which & FROM_NOTHING:
        _server().be_honest()
        reader.journal.fetch()
    _server().lies[LIED[which % len(LIED)].name] = lambda _: data[1:]
    try:
        _follow(reader)
    finally:
        _server().be_honest()
        head = reader.space.head
        must(
            head is None or head == _server().writer.head or head.seq < len(_server().commits), "another head was taken"
        )


def _answers() -> Iterator[bytes]:
    """Yield the honest answers to a device that begins, and to one that goes on."""
    said: list[bytes] = []

    def heard(body: bytes) -> bytes:
        said.append(body)
        return body

    for number, route in enumerate(LIED):
        for flag in (0, FROM_NOTHING):
            said.clear()
            reader = Reader(_server())
            if not flag:
                reader.journal.fetch()
            _server().lies[route.name] = heard
            _follow(reader)
            _server().be_honest()
            yield from (bytes((number | flag,)) + body for body in dict.fromkeys(said))


TARGETS = (
    Target(name="history", parse=_history, seeds=_answers, refusals=(MegadeskError,), max_bytes=16_384, tries=250),
)
