"""What holds between settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from megadesk.model.errors import BadUsage, NotFound
from megadesk.server.config import ServerConfig, parse_listen
from megadesk.server.settings import config_from

DATA = Path("data")


@pytest.mark.parametrize(
    "options",
    [{}, {"data": DATA, "listen": "0.0.0.0:80"}, {"data": DATA, "listen": "192.0.2.1:80"},
     {"data": DATA, "listen": "host"}, {"data": DATA, "listen": "a:99999"}, {"data": DATA, "listen": "a:" + "9" * 5000}, {"data": DATA, "tls_cert": Path("x")},
     {"data": DATA, "sign_up": "invitation"}, {"data": DATA, "log_level": "loud"}],
    ids=str,
)  # fmt: skip
def test_what_would_be_unsafe_or_cannot_work(options: dict[str, Any]) -> None:
    """No listening in clear off loopback, no half certificate, no data folder, no invitation without a code, no unknown level."""
    with pytest.raises(BadUsage):
        config_from(options)


@pytest.mark.parametrize(
    "options",
    [
        {"database": "mysql://x/y"},
        {"database": "there"},
        {"blocks": "s3:"},
        {"blocks": "s3:///prefix"},
        {"blocks": "/srv"},
    ],
    ids=str,
)
def test_stores_are_named_by_addresses(options: dict[str, str]) -> None:
    """Of the kinds that there are."""
    with pytest.raises(BadUsage, match="expected"):
        ServerConfig(data=Path(), **options)  # type: ignore[arg-type]  # texts, all of them


def test_who_keeps_something_on_this_machine_is_alone() -> None:
    """Several servers share what is elsewhere, if all of it is."""
    database, blocks = "postgresql://host/db", "s3://bucket"
    assert ServerConfig(data=Path()).is_one_process
    assert ServerConfig(data=Path(), database=database).is_one_process
    assert ServerConfig(data=Path(), blocks=blocks).is_one_process
    assert not ServerConfig(data=Path(), database=database, blocks=blocks).is_one_process


def test_a_certificate_must_be_there(tmp_path: Path) -> None:
    """A file that is not there is named before anything starts."""
    with pytest.raises(NotFound):
        ServerConfig(data=DATA, tls_cert=tmp_path / "c", tls_key=tmp_path / "k")


def test_origins_are_the_names_of_this_machine() -> None:
    """On loopback all of them, with the port that was bound; elsewhere the bind address."""
    assert ServerConfig(data=DATA).origins_for(99) == (
        "http://127.0.0.1:99", "http://localhost:99", "http://[::1]:99",
    )  # fmt: skip
    assert ServerConfig(data=DATA, listen="192.0.2.1:0", behind_proxy=True).origins_for(99) == ("http://192.0.2.1:99",)
    everywhere = ServerConfig(data=DATA, listen="0.0.0.0:0", behind_proxy=True).origins_for(99)
    assert "http://localhost:99" in everywhere


def test_addresses_to_listen_on() -> None:
    """Host and port, brackets around IPv6."""
    assert parse_listen("[::1]:80") == ("::1", 80)
    assert ServerConfig(data=DATA, listen="[::1]:80").address == ("::1", 80)


def test_the_invitation_is_no_part_of_a_repr() -> None:
    """It would end up in logs."""
    assert "sesame" not in repr(ServerConfig(data=DATA, sign_up="invitation", invitation="sesame"))
