"""Certificates and keys that a server cannot use are told apart before it begins."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from fakes.tls import der_of, make_certificate
from megadesk.model.errors import BadUsage
from megadesk.server.certificates import refuse_bad_certificate
from megadesk.server.config import ServerConfig
from megadesk.server.main import run


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    """A certificate and its key in one file."""
    return make_certificate(tmp_path / "pair.pem")


def refusal(certificate: Path, key: Path) -> str:
    """Return what is said of the two."""
    with pytest.raises(BadUsage) as refused:
        refuse_bad_certificate(ServerConfig(data=Path("data"), tls_cert=certificate, tls_key=key))
    return refused.value.detail


def test_what_fits_is_taken(pair: Path) -> None:
    """And a server without TLS has nothing to look at."""
    refuse_bad_certificate(ServerConfig(data=Path("data"), tls_cert=pair, tls_key=pair))
    refuse_bad_certificate(ServerConfig(data=Path("data")))


def test_a_key_of_another_certificate_names_both(pair: Path, tmp_path: Path) -> None:
    """Of the same kind, or of another."""
    other, kind = make_certificate(tmp_path / "other.pem"), tmp_path / "rsa.pem"
    kind.write_bytes(
        rsa.generate_private_key(65_537, 2048).private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    for key in (other, kind):
        assert refusal(pair, key) == f"the key in {key} is not that of the certificate in {pair}"


@pytest.mark.parametrize("content", ["", "nonsense", "cut", "der", "key"])
def test_a_file_without_a_certificate_is_named(pair: Path, tmp_path: Path, content: str) -> None:
    """One that is empty, or holds something else, half of one, one in another form, or only the key."""
    file, text = tmp_path / "chain.pem", pair.read_text()
    key, certificate = text[: text.index("-----BEGIN CERT")], text[text.index("-----BEGIN CERT") :]
    of_use = {"cut": certificate[:200].encode(), "der": der_of(pair), "key": key.encode()}
    file.write_bytes(of_use.get(content, content.encode()))
    assert refusal(file, pair) == f"there is no certificate (PEM) in {file}"


@pytest.mark.parametrize("content", ["", "nonsense"])
def test_a_file_without_a_key_is_named(pair: Path, tmp_path: Path, content: str) -> None:
    """Whatever else is in it."""
    key = tmp_path / "key.pem"
    key.write_text(content)
    assert refusal(pair, key) == f"there is no key (PEM) in {key}"


def test_nobody_is_asked_for_the_password_of_a_key(pair: Path, tmp_path: Path) -> None:
    """A service would wait for it for ever."""
    locked = tmp_path / "locked.pem"
    found = serialization.load_pem_private_key(pair.read_bytes(), None)
    how = serialization.BestAvailableEncryption(b"secret")
    locked.write_bytes(found.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, how))
    assert refusal(pair, locked) == f"the key in {locked} is locked with a password; give one without"


def test_a_key_that_may_not_be_read_is_named(pair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The TLS library would say no more than that it may not."""

    def refuse(_path: Path, _mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert refusal(pair, pair) == f"{pair}: Permission denied"


def test_a_server_says_it_in_a_line_and_opens_nothing(
    pair: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong setting, with its exit code; there is no data folder yet, and none afterwards."""
    other, data = make_certificate(tmp_path / "other.pem"), tmp_path / "data"
    assert run(["run", "--data", str(data), "--tls-cert", str(pair), "--tls-key", str(other)]) == 2
    said = f"megadesk server: bad_usage: the key in {other} is not that of the certificate in {pair}\n"
    assert capsys.readouterr().err == said
    assert not data.exists()
