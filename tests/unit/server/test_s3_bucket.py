"""Whose a place in an object store is, whether it is there, and who looks."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import obstore
import pytest
from obstore.exceptions import GenericError, NotSupportedError

from fakes.objects import LARGE, OWNER, Bucket, forget_what_was_seen, put_large, put_small
from megadesk.model.errors import BadUsage, ServerUnavailable
from megadesk.server import s3_bucket
from megadesk.server.blobs_s3 import S3Blobs


def test_a_place_is_claimed_once_and_found_again(bucket: Bucket) -> None:
    """By the first that comes, for all processes of that server."""
    for anew in (True, True, False):
        made = bucket.open() if anew else bucket.make(0)
        made.claim(OWNER, anew=anew)
        made.check_ready()
        made.close()
    assert bucket.names() == ["owner"]


def test_another_servers_place_is_refused(bucket: Bucket, store: S3Blobs) -> None:
    """In one line with its name, and nothing in it is touched."""
    put_large(store)
    before = bucket.names()
    for anew in (True, False):
        other = bucket.make(0)
        with pytest.raises(BadUsage, match=r"s3://memory: the object store has another server's blobs"):
            other.claim("another", anew=anew)
        with pytest.raises(ServerUnavailable):
            other.check_ready()
        other.close()
    assert bucket.names() == before


def test_a_place_with_blobs_and_without_an_owner_is_nobodys(bucket: Bucket, store: S3Blobs) -> None:
    """A new server would take all of them for left over."""
    put_large(store)
    obstore.delete(bucket.store, ["owner"])
    other = bucket.make(0)
    with pytest.raises(BadUsage, match="nothing says whose"):
        other.claim("another", anew=True)
    other.close()


def test_what_has_no_owner_any_more_is_not_there(bucket: Bucket, store: S3Blobs) -> None:
    """An emptied bucket is no damage: nothing is missing, everything waits; nor is it claimed once more."""
    large, small = put_large(store), put_small(store)
    for name in bucket.names():
        obstore.delete(bucket.store, [name])
    forget_what_was_seen(store)
    asks: list[Callable[[], object]] = [
        lambda: store.read(large), lambda: store.read(small), lambda: store.read_anew(large),
        lambda: store.read_many([small, large]), lambda: store.flush([large], doubted=True), store.check_ready,
    ]  # fmt: skip
    for ask in asks:
        with pytest.raises(ServerUnavailable):
            ask()
    with pytest.raises(BadUsage, match="does not say whose"):
        store.claim(OWNER, anew=False)


def test_two_servers_that_come_at_once_do_not_share(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second finds the first's name, also where a store cannot keep it from writing its own."""
    real: Callable[..., object] = obstore.put

    def put(where: Any, name: str, data: bytes, **options: Any) -> object:
        if options.pop("mode", "") == "create":
            real(where, name, b"the first's", **options)
            raise NotSupportedError
        return real(where, name, data, **options)

    monkeypatch.setattr(obstore, "put", put)
    bucket.open().close()
    first = bucket.make(0)
    with pytest.raises(BadUsage, match="another server's"):
        first.claim("the first's", anew=True)
    first.close()


def test_looking_whether_it_is_there_is_cheap(bucket: Bucket, store: S3Blobs, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once a second, whether it is there or not."""
    looks: list[str] = []
    real = obstore.get

    def get(where: Any, name: str, **options: Any) -> object:
        looks.append(name)
        return real(where, name, **options)

    monkeypatch.setattr(obstore, "get", get)
    now_s = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now_s[0])
    forget_what_was_seen(store)
    for _ in range(3):
        store.check_ready()
    assert looks == ["owner"]
    obstore.delete(bucket.store, ["owner"])
    now_s[0] += 1.1
    for _ in range(3):
        with pytest.raises(ServerUnavailable):
            store.check_ready()
    assert looks == ["owner"] * 2


class Away:
    """Lets a store not answer for a while; ``looking``: somebody looks whether it does, and hears nothing until ``over``."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[str] = []
        self.is_away, self.hangs = True, False
        self.looking, self.over = threading.Event(), threading.Event()
        self._real = obstore.get
        monkeypatch.setattr(obstore, "get", self._get)

    def _get(self, where: Any, name: str, **options: Any) -> object:
        self.asked.append(name.partition("/")[0])
        if self.hangs:
            self.looking.set()
            self.over.wait()
        if self.is_away:
            raise GenericError("HTTP error: error sending request")
        return self._real(where, name, **options)


def test_who_asks_a_store_that_was_away_looks_first(store: S3Blobs, monkeypatch: pytest.MonkeyPatch) -> None:
    """That is tried once, and all else for half a minute in one of few threads, which people wait for who want nothing of the store."""
    monkeypatch.setattr(s3_bucket, "_SEEN_FOR_S", -1.0)
    large = put_large(store)
    away = Away(monkeypatch)
    for _ in range(3):
        with pytest.raises(ServerUnavailable):
            store.read(large)
    assert away.asked == ["objects", "owner", "owner"]
    away.is_away = False
    assert [store.read(large), store.read(large)] == [LARGE[1]] * 2
    assert away.asked[3:] == ["owner", "objects", "objects"]


def test_one_looks_for_all(store: S3Blobs, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a store neither answers nor refuses, one thread waits for it; others hear soon that there is no answer."""
    monkeypatch.setattr(s3_bucket, "_SEEN_FOR_S", -1.0)
    monkeypatch.setattr(s3_bucket, "_PATIENCE_S", 0.0)
    large = put_large(store)
    away = Away(monkeypatch)
    with pytest.raises(ServerUnavailable):
        store.read(large)
    away.hangs = True
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(store.read, large)
        away.looking.wait()
        try:
            with pytest.raises(ServerUnavailable):
                store.read(large)
            assert not first.done()
        finally:
            away.over.set()
        with pytest.raises(ServerUnavailable):
            first.result()
    assert away.asked == ["objects", "owner"]
