"""What an object store's refusals mean, and what its client does about them before anybody hears of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import obstore
import pytest
from obstore.exceptions import GenericError, PermissionDeniedError

from fakes import faulty, seaweed
from megadesk.model.errors import BadUsage, DiskFull, MegadeskError, MissingBlock, ServerUnavailable
from megadesk.server import s3_client
from megadesk.server.s3_client import asked, client, meaning
from megadesk.server.s3_place import S3Options, place_of


def said(status: int, code: str) -> str:
    """Return how the client words an answer."""
    body = f"<Error><Code>{code}</Code><Key>hidden</Key></Error>" if code else ""
    return f"Error performing GET http://x/y in 1ms - Server returned non-2xx status code: {status} So: {body}"


@pytest.mark.parametrize(
    ("error", "kind", "reason"),
    [
        (FileNotFoundError(said(404, "NoSuchKey")), MissingBlock, "absent"),
        (FileNotFoundError("Object at location x not found: No data in memory found"), MissingBlock, "absent"),
        (GenericError(said(416, "InvalidRange")), MissingBlock, "cut short"),
        (FileNotFoundError(said(404, "NoSuchBucket")), ServerUnavailable, "no_bucket"),
        (FileNotFoundError(said(404, "")), ServerUnavailable, "unreached"),
        (FileNotFoundError(said(404, "NoSuchUpload")), ServerUnavailable, "unreached"),
        (PermissionDeniedError(said(403, "SignatureDoesNotMatch")), ServerUnavailable, "keys"),
        (PermissionDeniedError(said(403, "AccessDenied")), ServerUnavailable, "rights"),
        (GenericError("DeleteObjects request failed for key a: no (code: AccessDenied)"), ServerUnavailable, "rights"),
        (PermissionDeniedError(said(403, "RequestTimeTooSkewed")), ServerUnavailable, "clock"),
        (GenericError("Error performing PUT http://169.254.169.254/latest/api/token"), ServerUnavailable, "keys"),
        (GenericError(said(503, "SlowDown")), ServerUnavailable, "unreached"),
        (GenericError(said(507, "")), DiskFull, None),
        (GenericError(said(500, "XMinioStorageFull")), DiskFull, None),
        (GenericError("HTTP error: error sending request"), ServerUnavailable, "unreached"),
    ],
    ids=lambda one: str(one)[-40:] if isinstance(one, Exception) else "",
)  # fmt: skip
def test_each_refusal_has_a_meaning(error: Exception, kind: type[MegadeskError], reason: str | None) -> None:
    """Only what the store itself says is absent is missing; and nothing of its words goes on."""
    made = meaning(error)
    assert (type(made), made.arguments.get("reason")) == (kind, reason)
    assert "hidden" not in str(made)
    with pytest.raises(kind) as raised, asked():
        raise error
    assert raised.value.__suppress_context__


def test_a_store_that_is_down_fills_no_log(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """However often it is asked: a line a minute for each reason, and the first at once."""
    now_s = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now_s[0])
    monkeypatch.setattr(s3_client, "_said", {})
    for _ in range(3):
        meaning(GenericError(said(503, "SlowDown")))
        meaning(PermissionDeniedError(said(403, "AccessDenied")))
    assert len(caplog.records) == 2
    now_s[0] += 60
    meaning(GenericError("HTTP error: error sending request"))
    assert len(caplog.records) == 3


def test_certificates_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    """Before anything is asked."""
    options = S3Options(ca_file=tmp_path / "none.pem")
    with pytest.raises(BadUsage):
        client(place_of("s3://blocks", options, {}))


@pytest.mark.needs("seaweedfs")
class TestAgainstAServer:
    """With a proxy between that does what networks do."""

    @pytest.fixture
    def proxy(self) -> Iterator[faulty.Faulty]:
        """In front of it."""
        made = faulty.Faulty(seaweed.SERVER.endpoint)
        yield made
        made.close()

    def _client(self, proxy: faulty.Faulty, keys: Path) -> obstore.store.S3Store:
        options = S3Options(endpoint=proxy.endpoint, credentials=keys)
        return client(place_of(seaweed.fresh_prefix(), options))

    @pytest.mark.parametrize("fault", [faulty.Answer(503, "SlowDown"), faulty.LOSE, faulty.DROP], ids=str)
    def test_a_put_is_sent_again(self, proxy: faulty.Faulty, tmp_path: Path, fault: faulty.Fault) -> None:
        """Whether it was refused, lost on its way, or only its answer was; what is stored then is what was put."""
        store = self._client(proxy, seaweed.credentials_file(tmp_path))
        name, data = f"{seaweed.SERVER.next_prefix()}/a", bytes(range(256)) * 1000
        proxy.fail(fault, times=2, method="PUT")
        obstore.put(store, name, data, use_multipart=False)
        assert proxy.count("PUT") == 3
        assert bytes(obstore.get(store, name).bytes()) == data

    @pytest.mark.parametrize(
        "fault", [faulty.Answer(503, "SlowDown"), faulty.LOSE, faulty.CUT], ids=str
    )  # fmt: skip
    def test_a_get_is_sent_again(self, proxy: faulty.Faulty, tmp_path: Path, fault: faulty.Fault) -> None:
        """Also if it ends in the middle: half of an object is never taken for all of it."""
        store = self._client(proxy, seaweed.credentials_file(tmp_path))
        name, data = f"{seaweed.SERVER.next_prefix()}/a", bytes(range(256)) * 1000
        obstore.put(store, name, data, use_multipart=False)
        proxy.fail(fault, times=2, method="GET")
        assert bytes(obstore.get(store, name).bytes()) == data

    def test_what_hangs_is_given_up(
        self, proxy: faulty.Faulty, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As no answer, after the time for one."""
        monkeypatch.setattr(s3_client, "ANSWER_S", 0.2)
        monkeypatch.setattr(s3_client, "TRY_AGAIN_S", 0.2)
        store = self._client(proxy, seaweed.credentials_file(tmp_path))
        proxy.fail(faulty.HANG, times=faulty.ALWAYS)
        with pytest.raises(ServerUnavailable) as refused, asked():
            obstore.put(store, "a", b"x", use_multipart=False)
        assert refused.value.arguments["reason"] == "unreached"

    def test_keys_that_change_are_read_again(
        self, proxy: faulty.Faulty, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Without a new client; a file that is half written when it is looked at changes nothing."""
        monkeypatch.setattr(s3_client, "_KEYS_FOR", timedelta(0))
        keys = seaweed.credentials_file(tmp_path)
        store = self._client(proxy, keys)
        keys.write_text("[defau")
        obstore.put(store, "a", b"x", use_multipart=False)
        seaweed.credentials_file(tmp_path, secret="another")
        with pytest.raises(ServerUnavailable) as refused, asked():
            obstore.put(store, "a", b"x", use_multipart=False)
        assert refused.value.arguments["reason"] == "keys"
        assert "another" not in str(refused.value)
