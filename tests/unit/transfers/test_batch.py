"""Many small files in one request: one file's trouble is its own."""

from __future__ import annotations

import pytest

from fakes.crypto import node_id
from fakes.transfers import (
    ROOT_KEY,
    MemoryBlocks,
    MemorySources,
    MemoryStaging,
    block_keys,
    content_of,
    digest_of,
    download_job,
)
from megadesk.crypto.content import make_manifest, seal_block
from megadesk.model.errors import (
    DiskFull,
    FileBusy,
    Forged,
    MissingBlock,
    NotSignedIn,
    OurBug,
    QuotaExceeded,
    ServerUnavailable,
)
from megadesk.model.ids import FileHash
from megadesk.model.manifest import Manifest
from megadesk.model.transfer import DownloadJob, Staged, TransferFailed, TransferResult, Uploaded, UploadJob
from megadesk.model.values import replace
from megadesk.transfers.batch import fetch_batch, send_batch


class Bench:
    """A disk and a server."""

    def __init__(self) -> None:
        self.sources = MemorySources()
        self.staging = MemoryStaging()
        self.store = MemoryBlocks()

    def send(self, *jobs: UploadJob) -> dict[str, TransferResult]:
        """Return what came of uploads, by path."""
        results = list(send_batch(jobs, keys=block_keys, sources=self.sources, store=self.store))
        paths = {job.key: str(job.path) for job in jobs}
        assert len(results) == len(jobs)
        return {paths[result.key]: result for result in results}

    def fetch(self, *jobs: DownloadJob) -> dict[str, TransferResult]:
        """Return what came of downloads, by path."""
        results = list(fetch_batch(jobs, store=self.store, staging=self.staging))
        paths = {job.key: str(job.path) for job in jobs}
        assert len(results) == len(jobs)
        return {paths[result.key]: result for result in results}

    def stored(self, path: str, data: bytes) -> Manifest:
        """Put a file on the server and return its manifest."""
        block = seal_block(ROOT_KEY, node_id(path), 0, data)
        self.store.held[block.ref.id] = bytes(block.stored)
        return make_manifest([block.ref])

    def staged(self, result: TransferResult) -> bytes:
        """Return what was staged."""
        assert isinstance(result, Staged)
        return self.staging.staged[result.file.token].data


@pytest.fixture
def bench() -> Bench:
    """An empty disk and an empty server."""
    return Bench()


def error_of(result: TransferResult) -> type[Exception]:
    """Return the kind of a failure."""
    assert isinstance(result, TransferFailed)
    return type(result.error)


def test_many_files_make_one_request(bench: Bench) -> None:
    """All blocks travel together, and every manifest opens what was sent."""
    files = {f"d/{number}": content_of(100 + number, str(number)) for number in range(50)}
    results = bench.send(*[bench.sources.job(path, data) for path, data in files.items()])
    assert [call.name for call in bench.store.calls] == ["put_many"]
    manifests = {path: result.manifest for path, result in results.items() if isinstance(result, Uploaded)}
    back = bench.fetch(*[download_job(path, manifest) for path, manifest in manifests.items()])
    assert {path: bench.staged(result) for path, result in back.items()} == files
    assert [call.name for call in bench.store.calls] == ["put_many", "get_many"]


def test_an_upload_says_what_it_sent(bench: Bench) -> None:
    """Sent bytes are those that travelled, padding included."""
    result = bench.send(bench.sources.job("a", b"x"))["a"]
    assert isinstance(result, Uploaded)
    assert result.sent_bytes == 272
    assert result.manifest.file_hash == digest_of(b"x").file_hash


def test_a_file_that_changed_fails_alone(bench: Bench) -> None:
    """Another fingerprint, other bytes under the same one, or another length: FileBusy; the others are sent."""
    jobs = [bench.sources.job(name, content_of(500, name)) for name in ("ok", "touched", "swapped", "cut")]
    bench.sources.put("touched", b"new")
    bench.sources.put("swapped", content_of(500, "other"), unnoticed=True)
    bench.sources.put("cut", b"", unnoticed=True)
    results = bench.send(*jobs)
    assert isinstance(results["ok"], Uploaded)
    assert {error_of(results[name]) for name in ("touched", "swapped", "cut")} == {FileBusy}
    assert len(bench.store.held) == 1


def test_an_empty_file_needs_no_block(bench: Bench) -> None:
    """It goes up and down without a request."""
    up = bench.send(bench.sources.job("empty", b""))["empty"]
    assert isinstance(up, Uploaded)
    assert up.manifest.blocks == ()
    down = bench.fetch(download_job("empty", up.manifest))["empty"]
    assert bench.staged(down) == b""
    assert bench.store.calls == []


def test_a_block_of_the_version_before_is_not_sent(bench: Bench) -> None:
    """The same content again keeps its reference."""
    manifest = bench.stored("a", b"same")
    result = bench.send(bench.sources.job("a", b"same", previous=manifest))["a"]
    assert isinstance(result, Uploaded)
    assert result.manifest == manifest
    assert bench.store.calls == []


@pytest.mark.parametrize("error", [ServerUnavailable(), QuotaExceeded()])
def test_a_failing_request_leaves_its_files_without_result(bench: Bench, error: Exception) -> None:
    """The error of the request reaches the manager; a file that failed before has been told already."""
    jobs = [bench.sources.job(name, b"x" * 10) for name in ("a", "b")]
    bench.sources.remove("a")
    bench.store.fail("put_many", error)
    results = send_batch(jobs, keys=block_keys, sources=bench.sources, store=bench.store)
    assert error_of(next(results)) is FileBusy
    with pytest.raises(type(error)):
        next(results)


def test_a_missing_key_fails_its_files(bench: Bench) -> None:
    """Without the key of its space a file cannot be sent; nothing goes out."""

    def locked(_pair: object) -> object:
        raise NotSignedIn

    jobs = [bench.sources.job("a", b"x")]
    results = list(send_batch(jobs, keys=locked, sources=bench.sources, store=bench.store))  # type: ignore[arg-type]  # it never returns
    assert error_of(results[0]) is NotSignedIn
    assert bench.store.calls == []


def test_a_bug_in_reading_one_file_does_not_stop_the_others(bench: Bench) -> None:
    """An error that no port may raise ends the job it struck."""
    good, bad = bench.sources.job("good", b"1"), bench.sources.job("bad", b"2")
    bad = replace(bad, digest=replace(bad.digest, file_hash=FileHash(bytes(32))))
    results = bench.send(bad, good)
    assert error_of(results["bad"]) is OurBug
    assert isinstance(results["good"], Uploaded)


def test_what_the_server_left_out_is_fetched_alone(bench: Bench) -> None:
    """A block missing from the answer is asked for by itself."""
    left, other = bench.stored("left", b"left"), bench.stored("other", b"other")
    bench.store.leave_out = {left.blocks[0].id}
    results = bench.fetch(download_job("left", left), download_job("other", other))
    assert bench.staged(results["left"]) == b"left"
    assert [call.name for call in bench.store.calls] == ["get_many", "get"]


def test_a_block_that_cannot_be_had_now_does_not_hold_up_what_came(bench: Bench) -> None:
    """The server left it out and cannot send it alone: the others are staged before the batch ends with the error."""
    manifests = {name: bench.stored(name, name.encode()) for name in ("first", "left", "last")}
    bench.store.leave_out = {manifests["left"].blocks[0].id}
    bench.store.fail("get", ServerUnavailable())
    jobs = [download_job(name, manifest) for name, manifest in manifests.items()]
    results = fetch_batch(jobs, store=bench.store, staging=bench.staging)
    assert [bench.staged(next(results)) for _ in range(2)] == [b"first", b"last"]
    with pytest.raises(ServerUnavailable):
        next(results)


def test_a_damaged_or_absent_block_fails_its_file_alone(bench: Bench) -> None:
    """MissingBlock for these, the others arrive."""
    manifests = {name: bench.stored(name, name.encode()) for name in ("ok", "gone", "damaged")}
    del bench.store.held[manifests["gone"].blocks[0].id]
    bench.store.held[manifests["damaged"].blocks[0].id] = b"\0" * 272
    results = bench.fetch(*[download_job(name, manifest) for name, manifest in manifests.items()])
    assert bench.staged(results["ok"]) == b"ok"
    assert error_of(results["gone"]) is MissingBlock
    assert error_of(results["damaged"]) is MissingBlock
    assert len(bench.staging.staged) == 1


def test_a_manifest_that_lies_is_refused_before_anything_is_fetched(bench: Bench) -> None:
    """Size and file hash must fit the blocks; the server is not even asked."""
    manifest = bench.stored("a", b"data")
    lying = replace(manifest, file_hash=FileHash(bytes(32)))
    long = replace(manifest, blocks=manifest.blocks * 3)
    results = bench.fetch(download_job("a", lying), download_job("b", long))
    assert {error_of(result) for result in results.values()} == {Forged}
    assert bench.store.calls == []


def test_a_block_of_two_files_is_asked_for_once(bench: Bench) -> None:
    """Copies share their blocks; both are staged."""
    manifest = bench.stored("a", b"data")
    results = bench.fetch(download_job("a", manifest), download_job("b", manifest, node=node_id("b")))
    assert [len(call.ids) for call in bench.store.calls] == [1]
    assert {bench.staged(result) for result in results.values()} == {b"data"}


def test_times_and_mode_reach_the_stage(bench: Bench) -> None:
    """The staged file carries what its record says."""
    manifest = bench.stored("a", b"data")
    result = bench.fetch(download_job("a", manifest, executable=True))["a"]
    assert isinstance(result, Staged)
    staged = bench.staging.staged[result.file.token]
    assert (staged.mtime_ns, staged.executable) == (77, True)


def test_a_full_disk_fails_with_its_reason(bench: Bench) -> None:
    """DiskFull reaches sync."""
    bench.staging.is_full = True
    assert error_of(bench.fetch(download_job("a", bench.stored("a", b"data")))["a"]) is DiskFull
