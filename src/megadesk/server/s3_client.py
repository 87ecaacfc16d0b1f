"""Asking an object store: how long, how often, and what its refusals mean to us. The only module that makes a client.

    no such object                                    MissingBlock
    the range is beyond it                            MissingBlock: it is cut short
    it says that it is full                           DiskFull
    everything else, and no answer at all             ServerUnavailable: nobody may take a store that is down for an empty one

A request is tried again for half a minute, and given up after another half: clients of ours wait for 90 s. What the store
says in its own words goes nowhere: those of a wrong signature have parts of the keys.
"""

from __future__ import annotations

import logging
import math
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from obstore.exceptions import BaseError
from obstore.store import S3Store

from megadesk.model.errors import BadUsage, DiskFull, MegadeskError, MissingBlock, ServerUnavailable
from megadesk.server.logs import EXTRA, LOGGER
from megadesk.server.s3_place import S3Place, read_keys
from megadesk.server.store_figures import BLOCKS, counted

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig, S3Credential

log = logging.getLogger(LOGGER)

ANSWER_S: Final = 30
"""For one try, with all bytes of 24 MiB: less than a MiB a second is no store."""
TRY_AGAIN_S: Final = 30
CONNECT_S: Final = 5
LOOK_S: Final = 10
"""For looking whether the store is there, which is not tried again."""
_KEYS_FOR: Final = timedelta(minutes=15)

_STATUS: Final = re.compile(r"status code: (\d{3})")
_CODE: Final = re.compile(r"<Code>(\w{1,64})</Code>|\(code: (\w{1,64})\)")
_FULL: Final = frozenset({"InsufficientStorage", "QuotaExceeded", "StorageFull", "XMinioStorageFull"})
_INSUFFICIENT_STORAGE: Final = "507"

UNREACHED: Final = "unreached"
NO_BUCKET: Final = "no_bucket"
_REFUSALS: Final = {
    "NoSuchBucket": (NO_BUCKET, "the object store has no such bucket"),
    "InvalidAccessKeyId": ("keys", "the object store does not know our access key"),
    "SignatureDoesNotMatch": ("keys", "the object store refuses our signature: the secret key is not that of the access key"),
    "ExpiredToken": ("keys", "the object store's keys have expired"),
    "InvalidToken": ("keys", "the object store refuses our session token"),
    "AccessDenied": ("rights", "the object store does not let our keys do this"),
    "RequestTimeTooSkewed": ("clock", "the object store's clock and ours are too far apart"),
    "RequestExpired": ("clock", "the object store's clock and ours are too far apart"),
    "PermanentRedirect": ("region", "the bucket is at another endpoint or in another region"),
    "AuthorizationHeaderMalformed": ("region", "the bucket is in another region"),
}  # fmt: skip
_SAY_EVERY_S: Final = 60.0
_said: Final[dict[str, float]] = {}
"""When each reason was logged last."""
_NO_KEYS: Final = "169.254.169.254"
"""Where Amazon's machines are given keys: asked if there are none anywhere else."""


def client(place: S3Place, *, is_quick: bool = False) -> S3Store:
    """Return a client of a place. is_quick: it tries once, and not for long."""
    options = place.options
    network: ClientConfig = {
        "allow_http": place.is_plain,
        "connect_timeout": timedelta(seconds=CONNECT_S),
        "timeout": timedelta(seconds=LOOK_S if is_quick else ANSWER_S),
    }
    if options.ca_file is not None:
        network["root_certificate"] = _certificates(options.ca_file)
    retry: RetryConfig = {
        "max_retries": 0 if is_quick else 8,
        "retry_timeout": timedelta(seconds=TRY_AGAIN_S),
        "backoff": {"init_backoff": timedelta(milliseconds=200), "max_backoff": timedelta(seconds=8), "base": 2},
    }
    settings: dict[str, Any] = {
        "virtual_hosted_style_request": options.virtual_hosts,
        "unsigned_payload": not place.is_plain,  # TLS holds the bytes together as well, for a quarter of the time
        "disable_bulk_delete": not options.bulk_delete,
    }
    if place.endpoint:
        settings["endpoint"] = place.endpoint
    if options.region:
        settings["region"] = options.region
    if options.credentials is not None:
        settings["credential_provider"] = _KeysOf(options.credentials)
    return S3Store(place.bucket, client_options=network, retry_config=retry, **settings)


class _KeysOf:
    """Reads keys from a file when they are needed; keeps the last ones if it cannot be read just then."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._keys = read_keys(path)

    def __call__(self) -> S3Credential:
        """Return the keys of now."""
        try:
            self._keys = read_keys(self._path)
        except BadUsage as error:
            log.warning("keys were not read again", extra={EXTRA: {"why": error.detail}})
        return {
            "access_key_id": self._keys.access_key_id, "secret_access_key": self._keys.secret_access_key,
            "token": self._keys.token, "expires_at": datetime.fromtimestamp(time.time(), UTC) + _KEYS_FOR,
        }  # fmt: skip


def _certificates(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadUsage(f"the object store's certificates cannot be read: {error.strerror}", what="blocks") from None


@contextmanager
def asked() -> Iterator[None]:
    """Turn whatever the client raises in the block into our words; see the module."""
    with counted(BLOCKS):
        try:
            yield
        except (BaseError, OSError, ValueError) as error:
            raise meaning(error) from None  # its words are not for our log


def meaning(error: Exception) -> MegadeskError:
    """Return what an error of the client means."""
    text = str(error)
    status, code = _found(_STATUS, text), _found(_CODE, text)
    if code == "NoSuchKey" or (isinstance(error, FileNotFoundError) and not status):
        return MissingBlock(reason="absent")
    if code == "InvalidRange":
        return MissingBlock(reason="cut short")
    if code in _FULL or status == _INSUFFICIENT_STORAGE:
        return DiskFull(where="server")
    if _NO_KEYS in text:
        reason, detail = "keys", "there are no keys for the object store, neither in a file nor in the environment"
    elif code in _REFUSALS:
        reason, detail = _REFUSALS[code]
    elif status:
        reason, detail = UNREACHED, f"the object store answered {status} {code}".rstrip()
    else:
        reason, detail = UNREACHED, "the object store cannot be reached, or does not answer in time"
    _say(reason, detail)
    return ServerUnavailable(detail, reason=reason)


def _say(reason: str, detail: str) -> None:
    """Log what the store did not do; of one reason once a minute, as one that is down is asked many times a second."""
    now_s = time.monotonic()
    if now_s - _said.get(reason, -math.inf) >= _SAY_EVERY_S:
        _said[reason] = now_s
        log.warning("object store", extra={EXTRA: {"why": detail}})


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return next((group for group in found.groups() if group), "") if found else ""
