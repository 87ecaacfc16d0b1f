"""Attacks by what is answered, whatever it is an answer to: nothing, half of it, or something the server made up.

A person does what people do, again and again, while one kind of request after the other is answered so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any

import msgspec
import pytest

from fakes.evil import Asked, Reply, Tamper
from fakes.processes import PASSWORD, Device, tree_of
from fakes.tampering import Stage, failure_of, save
from fakes.writer import Writer
from megadesk.crypto.commits import parse_ops
from megadesk.crypto.content import open_block
from megadesk.crypto.records import open_record
from megadesk.ipc import messages as ipc
from megadesk.model.commit import Put
from megadesk.model.errors import MegadeskError
from megadesk.model.ids import BlockId
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import decode, encode
from megadesk.wire.frames import unpack
from megadesk.wire.routes import Route

NOT_FOUND = Reply(404, b'{"code":"not_found","message":"no such thing"}')
NEW_PASSWORD = "another correct horse"
TRIES = 30
PATIENCE_S = 0.5
"""So long a device tries; that it would go on trying is not what is tried here."""

Bad = Callable[[Reply], Reply]
ABSENT: dict[str, Bad] = {
    "not found": lambda _true: NOT_FOUND,
    "empty": lambda _true: Reply(200, b""),
    "an empty object": lambda _true: Reply(200, b"{}"),
    "an empty map": lambda _true: Reply(200, b"\x80"),
    "half": lambda true: Reply(true.status, true.body[: len(true.body) // 2]),
}

NOT_THERE = ABSENT["not found"]

READING = (routes.COMMITS, routes.HEAD)
LOADING = (routes.BLOBS_GET, routes.BLOB_GET)
STORING = (routes.BLOBS_MISSING, routes.BLOBS_PUT, routes.BLOB_PUT)
WRITING = (routes.APPEND,)
FIRST = ((routes.ACL,), (routes.STATE,), (routes.RECORDS,))
MAKING = (routes.SIGN_UP, routes.CHANGE_KEYS)
"""What makes keys, or has the server keep others."""


def answering(wanted: Sequence[Route], bad: Bad) -> Tamper:
    """Return a tamper for the good answers to some routes."""

    def tamper(asked: Asked, reply: Reply) -> Reply | None:
        return bad(reply) if reply.status == 200 and any(asked.is_for(route) for route in wanted) else None

    return tamper


def made(stage: Stage) -> list[str]:
    """Return what was asked that makes keys."""
    return [asked.path for asked in stage.proxy.log if any(asked.is_for(route) for route in MAKING)]


def try_to_sync(device: Device) -> None:
    """Let a device try for a while; that it does not get through is as it should be."""
    with suppress(MegadeskError):
        device.wait(timeout_s=PATIENCE_S)


class Folder:
    """Device two's folder: what was in it may not change, whatever is answered."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.writer = stage, Writer(stage)
        self.parent = stage.files()["Sync"].record.id
        self.rounds = 0

    def work(self) -> None:
        """Have something to send and something to get, and try."""
        stage, self.rounds = self.stage, self.rounds + 1
        save(stage.there / f"here {self.rounds}.txt", b"h" * self.rounds)
        before = tree_of(stage.there)
        with suppress(MegadeskError):  # an append of two's may have come first
            self.writer.catch_up()
            self.writer.append(self.writer.file(f"there {self.rounds}.txt".encode(), parent=self.parent))
        try_to_sync(stage.two)
        now = tree_of(stage.there)
        assert {path: data for path, data in now.items() if path in before} == before
        stage.check_beside(f"round {self.rounds}")
        assert made(stage) == []

    def work_until(self, is_done: Callable[[], bool], what: str) -> None:
        """Go on until something has happened: how much a device tries meanwhile depends on how busy the machine is."""
        for _ in range(TRIES):
            self.work()
            if is_done():
                return
        raise AssertionError(f"not in {TRIES} rounds: {what}")

    def check_whole(self) -> None:
        """Hold that all has gone its way once the answers are true."""
        self.stage.proxy.be_honest()
        status = self.stage.two.wait()
        assert ([pair.state for pair in status.pairs], status.frozen, status.issues) == (["synced"], None, 0)
        names = {f"here {number}.txt" for number in range(1, self.rounds + 1)}
        assert names <= set(tree_of(self.stage.there))
        assert names <= set(self.stage.files())
        self.stage.check_secret()


@pytest.fixture
def folder(stage: Stage) -> Folder:
    """The folder of device two, which has everything."""
    stage.open()
    stage.two.wait()
    return Folder(stage)


def test_a13_nothing_is_answered_to_a_device_that_syncs(stage: Stage, folder: Folder) -> None:
    """To each request in turn: nothing is removed here, and nothing made anew there."""
    for wanted in (READING, LOADING, STORING, WRITING):
        for what, bad in ABSENT.items():
            stage.proxy.lie(answering(wanted, bad))
            folder.work_until(lambda: stage.proxy.lied_at is not None, f"{wanted[0].name}: {what}")
        stage.proxy.be_honest()
        try_to_sync(stage.two)
    folder.check_whole()


def test_a13_nothing_is_answered_on_the_way_in(stage: Stage) -> None:
    """To each step of a login, of a first look and of a new password: it ends there, and no key is made."""
    stage.server.start()
    three = stage.new_device("three")
    for route in (routes.LOGIN_START, routes.LOGIN_FINISH):
        for what, bad in ABSENT.items():
            stage.proxy.lie(answering([route], bad))
            assert failure_of(lambda: stage.log_in(three)).code, what
            assert (three.status().state, made(stage)) == ("signed_out", []), what
    for wanted, bad in zip(FIRST * 2, [*ABSENT.values(), NOT_THERE], strict=True):
        stage.proxy.lie(answering(wanted, bad))
        with suppress(MegadeskError):
            stage.log_in(three)
        try_to_sync(three)
        assert three.status().head == {}
        assert stage.proxy.changing_since_lie() == []
        three.ask(ipc.LOG_OUT, ipc.Nothing())
    stage.proxy.be_honest()
    stage.log_in(three)
    for route in (routes.ACCOUNT_KEYS, routes.CHALLENGE):
        for what, bad in ABSENT.items():
            stage.proxy.lie(answering([route], bad))
            change = ipc.ChangePassword(old_password=PASSWORD, new_password=NEW_PASSWORD)
            assert failure_of(lambda: three.ask(ipc.CHANGE_PASSWORD, change)).code, what  # noqa: B023 -- called at once
            assert made(stage) == [], what
    stage.proxy.be_honest()
    assert three.wait().frozen is None
    stage.check_secret()


# -- what the server made up ----------------------------------------------------------------------------------------------

CHOSEN = b"chosen by the server, not by me "
"""Goes into every field, again and again, as far as there is room."""


def leaves(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield where the bytes and words of a message are; of a list those of its first entry."""
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from leaves(getattr(value, name), (*path, name))
    elif isinstance(value, list) and value:
        yield from leaves(value[0], (*path, 0))
    elif isinstance(value, bytes | str) and value:
        yield path


def chosen_at(value: Any, path: tuple[str | int, ...]) -> Any:
    """Return a message with what the server chose at one place; of the same length."""
    if not path:
        size = len(value) if isinstance(value, bytes | str) else 0
        filled = (CHOSEN * (size // len(CHOSEN) + 1))[:size]
        return filled if isinstance(value, bytes) else filled.decode()
    first, rest = path[0], path[1:]
    if isinstance(value, list):
        return [chosen_at(value[0], rest), *value[1:]]
    return msgspec.structs.replace(value, **{str(first): chosen_at(getattr(value, str(first)), rest)})


class Chosen:
    """Puts what the server chose into one field of the answers to a route. ``n_fields``: how many there are."""

    def __init__(self, route: Route, number: int) -> None:
        self._route = route
        self._number = number
        self.n_fields = 0

    def __call__(self, asked: Asked, reply: Reply) -> Reply | None:
        """Return what is sent instead (fakes.evil.Tamper)."""
        route = self._route
        if reply.status != 200 or not asked.is_for(route) or route.response is None:
            return None
        message = decode(route.response, reply.body, route.response_encoding)
        fields = sorted(leaves(message), key=str)
        self.n_fields = max(self.n_fields, len(fields))
        if self._number >= len(fields):
            return None
        return Reply(200, encode(chosen_at(message, fields[self._number]), route.response_encoding))


def each_field(stage: Stage, route: Route, act: Callable[[], None], log: list[Asked]) -> int:
    """Do something as often as the answers to a route have fields, one of them chosen each time; return how often."""
    number = 0
    while True:
        tamper = Chosen(route, number)
        stage.proxy.lie(tamper)
        for _ in range(TRIES):
            act()
            if tamper.n_fields:
                break
        log += stage.proxy.log
        assert tamper.n_fields, route.name
        number += 1
        if number >= tamper.n_fields:
            return number


def test_a3_nothing_the_server_chose_is_sealed(stage: Stage, folder: Folder) -> None:
    """Whatever is put into whichever field: no key is sent but by a person's own change, and what is sealed is ours."""
    three = stage.new_device("three")
    log: list[Asked] = []
    words = [PASSWORD, NEW_PASSWORD]

    def log_in() -> None:
        with suppress(MegadeskError):
            stage.log_in(three)
        with suppress(MegadeskError):
            three.ask(ipc.LOG_OUT, ipc.Nothing())

    def change() -> None:
        with suppress(MegadeskError):
            stage.two.ask(ipc.CHANGE_PASSWORD, ipc.ChangePassword(old_password=words[0], new_password=words[1]))
            words.reverse()

    for route in (routes.LOGIN_START, routes.LOGIN_FINISH):
        assert each_field(stage, route, log_in, log) >= 3
    for route in (routes.COMMITS, routes.HEAD, routes.ME):
        assert each_field(stage, route, folder.work, log) >= 1
    n_made = sum(asked.is_for(route) for asked in log for route in MAKING)
    assert n_made == 0
    for route in (routes.ACCOUNT_KEYS, routes.CHALLENGE):
        each_field(stage, route, change, log)
    check_ours(stage, log)
    folder.check_whole()


def check_ours(stage: Stage, log: list[Asked]) -> None:
    """Open all that was sent, with ada's keys; what the server chose is nowhere in it."""
    secrets = stage.ada.secrets
    sent: dict[BlockId, bytes] = {}
    n_opened = 0
    for asked in log:
        if asked.is_for(routes.BLOBS_PUT):
            sent |= {blob: bytes(data) for blob, data in unpack(asked.body)}
        if asked.is_for(routes.CHANGE_KEYS):
            keys = decode(m.ChangeKeys, asked.body, routes.CHANGE_KEYS.request_encoding)
            assert CHOSEN[:16] not in keys.kdf_block + keys.login_public + keys.box_password
    for asked in log:
        if not asked.is_for(routes.APPEND):
            continue
        assert CHOSEN[:16] not in asked.body
        for op in parse_ops(decode(m.Append, asked.body, routes.APPEND.request_encoding).ops):
            if isinstance(op, Put):
                meta = open_record(secrets.root_key.meta(), space=secrets.root_space, record=op.record).meta
                assert CHOSEN[:16] not in meta.name.encode() + b"".join(value for _, value in meta.extra)
                for ref in meta.blocks:
                    n_opened += 1
                    assert ref.id not in sent or CHOSEN[:16] not in open_block(ref, sent[ref.id])
    assert n_opened >= 1
