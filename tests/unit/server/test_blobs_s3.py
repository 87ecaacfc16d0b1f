"""What only an object store does: names that are used once, what is old enough to be left over, what a real one says that fails."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, TypeAlias

import obstore
import pytest
from obstore.exceptions import GenericError

from fakes import faulty, seaweed
from fakes.objects import LARGE, OWNER, SMALL, Bucket, forget_what_was_seen, put_large, put_small
from fakes.people import blob
from megadesk.model.errors import BadUsage, DiskFull, MissingBlock, ServerUnavailable
from megadesk.server import s3_client
from megadesk.server.blobs_s3 import S3Blobs, open_s3
from megadesk.server.blobstore import Stored
from megadesk.server.metadata import Place
from megadesk.server.metadata_care import Object
from megadesk.server.s3_place import S3Options
from megadesk.wire.frames import unpack

NOBODY: Final = "nobody's key"


# -- names and ages ---------------------------------------------------------------------------------------------------


def test_a_pack_is_what_travels(bucket: Bucket, store: S3Blobs) -> None:
    """One object a batch, with frames as on the wire, so that an index can be made again from it."""
    blobs = [blob(f"{n}", 300 + n) for n in range(5)]
    places = store.put_many(blobs)
    assert len({place.pack for place in places}) == 1
    (name,) = bucket.names("packs/")
    assert name == f"packs/{places[0].pack:016x}"
    held = bytes(obstore.get(bucket.store, name).bytes())
    assert [(one, bytes(data)) for one, data in unpack(held)] == blobs


def test_what_is_young_is_nobodys_to_take(bucket: Bucket, store: S3Blobs) -> None:
    """A day by the store's own clock: who wrote it may be about to note it. Nor is it listed as a pack."""
    put_large(store)
    put_small(store)
    assert [store.objects(part) for part in range(256) if store.objects(part)] == []
    assert store.packs() == {}
    later = bucket.open(stray_after_s=0)
    assert later.objects(LARGE[0][0]) != []
    assert len(later.packs()) == 1
    later.close()


def test_age_goes_by_the_stores_clock(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    """However wrong ours is; what it says is asked for once in ten minutes, which makes nothing older than it is."""
    store = bucket.open(stray_after_s=100)
    put_large(store)
    real = obstore.head
    ahead, now_s = [timedelta(seconds=99)], [1000.0]

    def head(*arguments: Any) -> Any:
        meta = real(*arguments)
        return {**meta, "last_modified": meta["last_modified"] + ahead[0]}

    monkeypatch.setattr(obstore, "head", head)
    monkeypatch.setattr(time, "monotonic", lambda: now_s[0])
    part = LARGE[0][0]
    assert store.objects(part) == []
    ahead[0] = timedelta(seconds=101)
    assert store.objects(part) == []
    now_s[0] += 601
    assert len(store.objects(part)) == 1
    store.close()


def test_other_names_are_left_alone(bucket: Bucket) -> None:
    """Whatever somebody has put there, and what is ours but no blob."""
    store = bucket.open(stray_after_s=0)
    zero, beyond = "0" * 64, "f" * 16  # a number that no row can have
    for name in (
        f"objects/00/{zero}", f"objects/00/{zero}.5", f"objects/00/{zero}.{beyond}", "objects/00/notes.txt",
        "packs/readme", f"packs/{beyond}", "quarantine/x", "clock",
    ):  # fmt: skip
        obstore.put(bucket.store, name, b"x", use_multipart=False)
    assert store.objects(0) == []
    assert store.packs() == {}
    store.close()


def test_what_is_set_aside_is_kept(bucket: Bucket, store: S3Blobs) -> None:
    """Under its name and place; what has an object of its own is moved, what is in a pack copied."""
    large, small = put_large(store), put_small(store)
    bucket.spoil(large, b"damaged")
    store.set_aside(large)
    store.set_aside(small)
    store.set_aside(Stored(LARGE[0], Place(0, 77), 70_000))
    kept = {
        f"quarantine/{LARGE[0].hex()}.{0:016x}.{large.place.offset:x}": b"damaged",
        f"quarantine/{SMALL[0].hex()}.{small.place.pack:016x}.{small.place.offset:x}": SMALL[1],
    }
    assert bucket.names("quarantine/") == sorted(kept)
    assert {name: bytes(obstore.get(bucket.store, name).bytes()) for name in kept} == kept
    with pytest.raises(MissingBlock):
        store.read(large)
    assert store.read(small) == SMALL[1]


# -- a real one, with faults between ----------------------------------------------------------------------------------


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not try again for half a minute."""
    monkeypatch.setattr(s3_client, "ANSWER_S", 2)
    monkeypatch.setattr(s3_client, "TRY_AGAIN_S", 0)


@pytest.fixture
def proxy() -> Iterator[faulty.Faulty]:
    """What stands between us and the store."""
    made = faulty.Faulty(seaweed.SERVER.endpoint)
    yield made
    made.close()


Ask: TypeAlias = Callable[[S3Blobs, Stored, Stored], object]
ASKS: Final[dict[str, Ask]] = {
    "put_many": lambda store, large, small: store.put_many([SMALL]),
    "finish": lambda store, large, small: put_large(store),
    "read": lambda store, large, small: store.read(large),
    "read a part": lambda store, large, small: store.read(large, 10, 10),
    "read in a pack": lambda store, large, small: store.read(small),
    "read_many": lambda store, large, small: store.read_many([small, small, large]),
    "read_anew": lambda store, large, small: store.read_anew(large),
    "flush": lambda store, large, small: store.flush([large, small], doubted=True),
    "set_aside": lambda store, large, small: store.set_aside(large),
    "set_aside in a pack": lambda store, large, small: store.set_aside(small),
    "remove": lambda store, large, small: store.remove([Object(large.id, 5)]),
    "objects": lambda store, large, small: store.objects(0),
    "packs": lambda store, large, small: store.packs(),
    "remove_packs": lambda store, large, small: store.remove_packs([5]),
    "check_ready": lambda store, large, small: store.check_ready(),
    "claim": lambda store, large, small: store.claim(OWNER, anew=True),
}
OUTAGES: Final[dict[str, faulty.Fault]] = {
    "slow down": faulty.Answer(503, "SlowDown"), "broken": faulty.Answer(500, "InternalError"),
    "gone": faulty.Answer(404), "a page": faulty.Answer(404, "html"), "half": faulty.CUT, "cut off": faulty.LOSE,
}  # fmt: skip


@pytest.mark.needs("seaweedfs")
@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("ask", ASKS)
def test_a_store_that_fails_is_unavailable_and_nothing_else(proxy: faulty.Faulty, tmp_path: Path, ask: str) -> None:
    """Whatever it is asked for and however it fails: nobody hears that a blob is missing, and it is whole afterwards."""
    bucket = seaweed.fresh_bucket(tmp_path, proxy.endpoint)
    store = bucket.open(stray_after_s=0)
    large, small = put_large(store), put_small(store)
    for name, fault in OUTAGES.items():
        if name == "half" and ask in {"put_many", "finish"}:
            continue  # that answer has no bytes
        forget_what_was_seen(store)
        proxy.fail(fault, times=faulty.ALWAYS)
        try:
            with pytest.raises(ServerUnavailable):
                ASKS[ask](store, large, small)
        finally:
            proxy.heal()
        forget_what_was_seen(store)
        if not ask.startswith("set_aside"):
            assert store.read_many([large, small]) == [LARGE[1], SMALL[1]]
    ASKS[ask](store, large, small)
    store.close()


@pytest.mark.needs("seaweedfs")
@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (faulty.Answer(403, "RequestTimeTooSkewed"), "clock"), (faulty.Answer(403, "InvalidAccessKeyId"), "access key"),
        (faulty.Answer(403, "SignatureDoesNotMatch"), "secret key"), (faulty.Answer(403, "AccessDenied"), "not let"),
        (faulty.Answer(404, "NoSuchBucket"), "no such bucket"),
    ],
    ids=lambda one: getattr(one, "code", ""),
)  # fmt: skip
def test_a_refusal_at_the_start_is_one_line(
    proxy: faulty.Faulty, tmp_path: Path, caplog: pytest.LogCaptureFixture, refusal: faulty.Answer, said: str
) -> None:
    """That says what to look at, and no key: whoever starts the server sees it, and the log has it."""
    caplog.set_level(logging.DEBUG)
    bucket = seaweed.fresh_bucket(tmp_path, proxy.endpoint)
    store = bucket.make(0)
    proxy.fail(refusal, times=faulty.ALWAYS)
    with pytest.raises(BadUsage) as refused:
        store.claim(OWNER, anew=True)
    assert refused.value.detail.startswith(f"{bucket.url}: ")
    assert said in refused.value.detail
    told = refused.value.detail + caplog.text + repr([vars(record) for record in caplog.records])
    assert "\n" not in refused.value.detail
    assert seaweed.SECRET not in told
    assert "AWSAccessKeyId" not in told
    store.close()


@pytest.mark.needs("seaweedfs")
@pytest.mark.parametrize("key", [seaweed.KEY, NOBODY, seaweed.READER])
def test_keys_are_the_stores_to_judge(tmp_path: Path, key: str) -> None:
    """A wrong secret, an unknown key, and one that may only read, at a store that looks at them."""
    secret = seaweed.SECRET if key == seaweed.READER else "wrong"
    options = S3Options(endpoint=seaweed.SERVER.endpoint, credentials=seaweed.credentials_file(tmp_path, key, secret))
    store = open_s3(seaweed.fresh_prefix(), options)
    with pytest.raises((BadUsage, ServerUnavailable)) as refused:
        store.claim(OWNER, anew=True)
    assert secret not in str(refused.value)
    assert key not in str(refused.value)
    store.close()


@pytest.mark.needs("seaweedfs")
def test_a_bucket_that_is_not_there_is_named(tmp_path: Path) -> None:
    """At the start, and for who asks later."""
    options = S3Options(endpoint=seaweed.SERVER.endpoint, credentials=seaweed.credentials_file(tmp_path))
    store = open_s3("s3://nowhere/at", options)
    with pytest.raises(BadUsage, match=r"s3://nowhere/at: the object store has no such bucket"):
        store.claim(OWNER, anew=True)
    with pytest.raises(ServerUnavailable):
        store.check_ready()
    with pytest.raises(ServerUnavailable):
        store.read(Stored(LARGE[0], Place(0, 5), 70_000))
    store.close()


@pytest.mark.needs("seaweedfs")
@pytest.mark.parametrize("lost", ["put_many", "finish"])
def test_a_put_whose_answer_was_lost_is_one_object(proxy: faulty.Faulty, tmp_path: Path, lost: str) -> None:
    """It is sent again under the same name."""
    bucket = seaweed.fresh_bucket(tmp_path, proxy.endpoint)
    store = bucket.open()
    proxy.fail(faulty.LOSE, method="PUT")
    stored, data = (put_small(store), SMALL[1]) if lost == "put_many" else (put_large(store), LARGE[1])
    assert proxy.count("PUT", "packs/" if lost == "put_many" else "objects/") == 2
    assert len(bucket.names("packs/") + bucket.names("objects/")) == 1
    assert store.read(stored) == data
    store.close()


@pytest.mark.needs("seaweedfs")
def test_what_is_gone_already_is_no_fault(proxy: faulty.Faulty, tmp_path: Path) -> None:
    """Also where each is removed by itself, and what is not there is said not to be: another process may have been first."""
    keys = seaweed.credentials_file(tmp_path)
    store = open_s3(
        seaweed.fresh_prefix(), S3Options(endpoint=proxy.endpoint, credentials=keys, bulk_delete=False)
    )  # fmt: skip
    store.claim(OWNER, anew=True)
    large = put_large(store)
    proxy.fail(faulty.Answer(404, "NoSuchKey"), method="DELETE", times=2, path=f"{5:016x}")
    store.remove([Object(LARGE[0], 5), Object(large.id, large.place.offset)])
    with pytest.raises(MissingBlock):
        store.read(large)
    store.close()


@pytest.mark.needs("seaweedfs")
@pytest.mark.usefixtures("impatient")
def test_a_full_store_is_named(proxy: faulty.Faulty, tmp_path: Path) -> None:
    """In each of the ways in which stores say so; what is there is read as before."""
    store = seaweed.fresh_bucket(tmp_path, proxy.endpoint).open()
    large, small = put_large(store), put_small(store)
    for refusal in (faulty.Answer(507), faulty.Answer(403, "QuotaExceeded"), faulty.Answer(507, "XMinioStorageFull")):
        proxy.heal()
        proxy.fail(refusal, times=faulty.ALWAYS, method="PUT")
        with pytest.raises(DiskFull):
            put_large(store)
        with pytest.raises(DiskFull):
            put_small(store)
        store.set_aside(small)
        assert store.read_many([large, small]) == [LARGE[1], SMALL[1]]
    store.close()


@pytest.mark.needs("seaweedfs")
def test_a_store_that_dies_comes_back(tmp_path: Path, impatient: None) -> None:
    """Meanwhile it is unavailable; what it had answered is there afterwards, without anybody doing anything."""
    store = seaweed.fresh_bucket(tmp_path).open()
    large, small = put_large(store), put_small(store)
    seaweed.SERVER.stop()
    try:
        for ask in (lambda: store.read(large), lambda: put_large(store), store.check_ready):
            forget_what_was_seen(store)
            with pytest.raises(ServerUnavailable):
                ask()
    finally:
        seaweed.SERVER.start()
    forget_what_was_seen(store)
    store.check_ready()
    assert store.read_many([large, small]) == [LARGE[1], SMALL[1]]
    store.close()


def test_many_reads_ask_for_little(bucket: Bucket, store: S3Blobs, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once for each pack, whatever order the blobs come in; a pack that is gone takes nothing else with it."""
    batches = [[blob(f"{batch} {n}", 300) for n in range(20)] for batch in range(3)]
    stored = [
        Stored(one, place, 300)
        for batch in batches
        for (one, _), place in zip(batch, store.put_many(batch), strict=True)
    ]
    asked: list[str] = []
    real = obstore.get_ranges

    def get_ranges(where: Any, name: str, **options: Any) -> object:
        asked.append(name)
        return real(where, name, **options)

    monkeypatch.setattr(obstore, "get_ranges", get_ranges)
    wanted = stored[::3] + stored[1::3] + stored[2::3]
    contents = dict(one for batch in batches for one in batch)
    assert store.read_many(wanted) == [contents[one.id] for one in wanted]
    assert len(asked) == 3
    store.remove_packs([stored[0].place.pack])
    assert store.read_many(stored) == [None] * 20 + [contents[one.id] for one in stored[20:]]
    monkeypatch.setattr(obstore, "get_ranges", _too_far)
    cut = stored[20]._replace(size_bytes=301), stored[-1]
    assert store.read_many(cut)[1] == contents[stored[-1].id]


def _too_far(*_: Any, **__: Any) -> object:
    raise GenericError("Server returned non-2xx status code: 416 <Code>InvalidRange</Code>")
