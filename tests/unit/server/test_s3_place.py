"""Which bucket, at which endpoint, with which keys; and what is wrong with what was written down."""

from __future__ import annotations

from pathlib import Path

import pytest

from megadesk.model.errors import BadUsage
from megadesk.server.s3_place import Keys, S3Options, place_of, read_keys

SECRET = "not-for-anybody"


@pytest.mark.parametrize(
    ("url", "options", "environ", "expected"),
    [
        ("s3://blocks", S3Options(), {}, ("blocks", "", "")),
        ("s3://blocks/a/b-c_d.e/", S3Options(), {}, ("blocks", "a/b-c_d.e/", "")),
        ("s3://blocks/a", S3Options(endpoint="http://127.0.0.1:9000/"), {}, ("blocks", "a/", "http://127.0.0.1:9000")),
        ("s3://blocks", S3Options(), {"AWS_ENDPOINT_URL": "https://a.example"}, ("blocks", "", "https://a.example")),
        (
            "s3://blocks", S3Options(endpoint="http://store.lan:9000", allow_http=True), {},
            ("blocks", "", "http://store.lan:9000"),
        ),
        (
            "s3://blocks", S3Options(endpoint="https://a.example", virtual_hosts=True), {},
            ("blocks", "", "https://blocks.a.example"),
        ),
    ],
)  # fmt: skip
def test_a_place_is_read(url: str, options: S3Options, environ: dict[str, str], expected: tuple[str, str, str]) -> None:
    """From its URL, its options, and the environment where they say nothing."""
    place = place_of(url, options, environ)
    assert (place.bucket, place.prefix, place.endpoint) == expected
    assert place.url == url.rstrip("/")
    assert place.is_plain == place.endpoint.startswith("http://")


@pytest.mark.parametrize(
    ("url", "endpoint"),
    [
        ("s3:///prefix", ""), ("s3://Blocks", ""), ("s3://user@blocks", ""), ("s3://blocks?x=1", ""),
        ("s3://blocks/a//b", ""), ("s3://blocks/../other", ""), ("s3://blocks/a b", ""), ("gs://blocks", ""),
        ("s3://blocks", "store.lan:9000"), ("s3://blocks", "ftp://store.lan"), ("s3://blocks", "https://u:p@store.lan"),
        ("s3://[blocks", ""), ("s3://blocks", "https://[store.lan"), ("s3://blocks", "https://store.lan/path"), ("s3://blocks", "http://store.lan"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(url: str, endpoint: str) -> None:
    """Above all keys over a network in the clear."""
    with pytest.raises(BadUsage) as refused:
        place_of(url, S3Options(endpoint=endpoint), {})
    assert refused.value.arguments == {"what": "blocks"}


def test_keys_are_read_from_a_file(tmp_path: Path) -> None:
    """Those of the profile that the environment names; and nobody sees them by looking at them."""
    path = tmp_path / "credentials"
    path.write_text(
        "[default]\naws_access_key_id = a%b\naws_secret_access_key=c\n"
        f"[other]\naws_access_key_id=d\naws_secret_access_key={SECRET}\naws_session_token=e\n"
    )
    assert read_keys(path, {}) == Keys("a%b", "c")
    other = read_keys(path, {"AWS_PROFILE": "other"})
    assert other == Keys("d", SECRET, "e")
    assert SECRET not in f"{other!r} {other}"


@pytest.mark.parametrize(
    "text",
    [None, "", SECRET, f"[default]\n{SECRET}", f"[default]\naws_access_key_id={SECRET}", b"\xff\xfe[default]"],
)
def test_a_file_without_keys_is_named_and_not_quoted(tmp_path: Path, text: str | bytes | None) -> None:
    """In one line."""
    path = tmp_path / "credentials"
    if text is not None:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BadUsage) as refused:
        read_keys(path, {})
    assert SECRET not in str(refused.value)
    assert "\n" not in refused.value.detail
