"""Where blobs lie in an object store, and with what keys: settings, read and checked before anything is asked of the store.

    s3://bucket/prefix + S3Options --> S3Place     BadUsage says in one line what is wrong with them

Keys come from a file as Amazon's tools write it, which is read again every quarter of an hour, so that they can be changed
while the server runs; without one from the environment, as those tools would find them. They are in no message and no repr.
"""

from __future__ import annotations

import configparser
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from megadesk.model.errors import BadUsage
from megadesk.server.config import OBJECTS

_BUCKET: Final = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_PREFIX: Final = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}(/[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}){0,7}")
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_ENDPOINTS: Final = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")


@dataclass(frozen=True, slots=True, kw_only=True)
class S3Options:
    """What a URL does not say of an object store."""

    endpoint: str = ""
    """Where it listens, with https:// or http://; none: that of the environment, else Amazon's for the region."""
    region: str = ""
    """None: that of the environment, else us-east-1, which most other stores take for granted."""
    credentials: Path | None = None
    """A file with [default], aws_access_key_id and aws_secret_access_key; none: the environment."""
    ca_file: Path | None = None
    """Certificates, in PEM, that are trusted besides those of the system."""
    virtual_hosts: bool = False
    """Whether the bucket is a part of the host's name, as it is for Amazon, and not of the path."""
    allow_http: bool = False
    """Whether it may be asked without TLS off this machine."""
    bulk_delete: bool = True
    """Whether it takes many removals in one request."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What requests are signed with."""

    access_key_id: str
    secret_access_key: str
    token: str | None = None

    def __repr__(self) -> str:
        """Say nothing of it."""
        return "Keys(...)"


@dataclass(frozen=True, slots=True, kw_only=True)
class S3Place:
    """A bucket, a prefix in it, and how to get there."""

    bucket: str
    prefix: str
    """With a slash at its end, or nothing."""
    endpoint: str
    """Nothing: Amazon's."""
    options: S3Options

    @property
    def url(self) -> str:
        """Return it as people write it."""
        return f"{OBJECTS}://{self.bucket}/{self.prefix}".rstrip("/")

    @property
    def is_plain(self) -> bool:
        """Whether it is asked without TLS."""
        return self.endpoint.startswith("http:")


def place_of(url: str, options: S3Options, environ: Mapping[str, str] = os.environ) -> S3Place:
    """Return the place that a URL and options name; BadUsage if they make no sense."""
    scheme, _, rest = url.partition("://")
    bucket, _, path = rest.partition("/")
    prefix = path.strip("/")
    if scheme != OBJECTS or not _BUCKET.fullmatch(bucket):
        raise _wrong("blobs in an object store are named s3://bucket/prefix")
    if prefix and not _PREFIX.fullmatch(prefix):
        raise _wrong("the prefix after the bucket has letters, digits, dots, dashes, underscores and slashes only")
    endpoint = options.endpoint or next((environ[name] for name in _ENDPOINTS if environ.get(name)), "")
    return S3Place(
        bucket=bucket, prefix=f"{prefix}/" if prefix else "", options=options,
        endpoint=_checked(endpoint, options, bucket),
    )  # fmt: skip


def _checked(endpoint: str, options: S3Options, bucket: str) -> str:
    """Return the endpoint as the client wants it; BadUsage if it is none, or not to be asked without TLS."""
    if not endpoint:
        return ""
    try:
        parts = urlsplit(endpoint)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.path.strip("/"):
        raise _wrong("the object store's endpoint is https://host or https://host:port")
    if parts.scheme == "http" and not options.allow_http and parts.hostname not in _LOOPBACK:
        raise _wrong("an object store off this machine is asked over https, unless plain http is allowed")
    return f"{parts.scheme}://{bucket}.{parts.netloc}" if options.virtual_hosts else f"{parts.scheme}://{parts.netloc}"


def read_keys(path: Path, environ: Mapping[str, str] = os.environ) -> Keys:
    """Return the keys in a file; BadUsage if it cannot be read or has none."""
    profile = environ.get("AWS_PROFILE") or "default"
    file = configparser.RawConfigParser()
    try:
        file.read_string(path.read_text("utf-8"))
        found = file[profile]
        return Keys(
            found["aws_access_key_id"], found["aws_secret_access_key"], found.get("aws_session_token")
        )  # fmt: skip
    except OSError as error:
        raise _wrong(f"the file with the object store's keys cannot be read: {error.strerror}") from None
    except (UnicodeDecodeError, configparser.Error):  # whose words quote the file
        raise _wrong("the file with the object store's keys is not one of Amazon's credentials files") from None
    except KeyError:
        raise _wrong(
            f"the file with the object store's keys has no [{profile}] with aws_access_key_id and aws_secret_access_key"
        ) from None


def _wrong(detail: str) -> BadUsage:
    return BadUsage(detail, what="blocks")
