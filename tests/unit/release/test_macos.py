"""The disk image: what is signed, in which order. The programs of macOS are scripts here that write down their calls."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from release.macos import IDENTITY, build_dmg, give_licences, sign
from release.tools import Failed

KEY = {"MEGADESK_APPLE_KEY": "k.p8", "MEGADESK_APPLE_KEY_ID": "K1", "MEGADESK_APPLE_ISSUER": "I1"}


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """An app with a library, a framework with another in it, and a text."""
    app = tmp_path / "megadesk.app"
    for place in ("MacOS/megadesk", "Frameworks/a.dylib", "Frameworks/Qt/Q.framework/Versions/A/Q", "Resources/text"):
        file = app / "Contents" / place
        file.parent.mkdir(parents=True)
        file.write_bytes(b"text" if file.name == "text" else b"program")
    (app / "Contents" / "Info.plist").write_bytes(b"")
    return app


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the programs of macOS write down how they were called."""
    log, programs = tmp_path / "log", tmp_path / "bin"
    programs.mkdir()
    scripts = {name: f'echo {name} "$@" >> {log}' for name in ("codesign", "xcrun", "ditto")}
    scripts["file"] = 'grep -q program "$2" && echo "Mach-O 64-bit" || echo data'
    for name, script in scripts.items():
        (programs / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    monkeypatch.setenv(IDENTITY, "Somebody")
    return log


def signed(log: Path) -> list[str]:
    """Return what was signed, in order, by its name."""
    lines = [line for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("codesign --force")]
    assert all("--timestamp --options runtime --sign Somebody " in line for line in lines)
    return [line.rpartition("/")[2] for line in lines]


def test_what_lies_inside_is_signed_before_what_seals_it(app: Path, calls: Path) -> None:
    """Each library, then its framework, then the app: once each, and texts not at all."""
    sign(app)
    order = signed(calls)
    assert sorted(order[:2]) == ["Q", "a.dylib"]
    assert order[2:] == ["Q.framework", "megadesk.app"]


def test_only_the_app_gets_rights(app: Path, calls: Path) -> None:
    """A library has those of the program that loads it, and none of its own."""
    sign(app)
    [line] = [line for line in calls.read_text(encoding="utf-8").splitlines() if "--entitlements" in line]
    assert line.endswith(f"entitlements.plist {app}")


def test_app_is_verified_and_notarised_and_the_answer_fixed_to_it(
    app: Path, calls: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After it was signed; a packed copy is sent, the app itself is stamped."""
    for name, value in KEY.items():
        monkeypatch.setenv(name, value)
    sign(app)
    verify, pack, submit, staple = calls.read_text(encoding="utf-8").splitlines()[-4:]
    assert verify == f"codesign --verify --deep --strict --verbose=2 {app}"
    packed = pack.removeprefix(f"ditto -c -k --keepParent {app} ")
    assert submit == f"xcrun notarytool submit {packed} --wait --timeout 30m --key k.p8 --key-id K1 --issuer I1"
    assert staple == f"xcrun stapler staple {app}"


def test_without_a_key_nothing_is_sent(app: Path, calls: Path) -> None:
    """It is signed, and that is all."""
    sign(app)
    assert "xcrun" not in calls.read_text(encoding="utf-8")


def test_what_cannot_be_signed_ends_it(app: Path, calls: Path, tmp_path: Path) -> None:
    """Half a signature is worse than none."""
    (tmp_path / "bin" / "codesign").write_text(f'#!/bin/sh\necho codesign "$@" >> {calls}\nexit 1\n', encoding="utf-8")
    with pytest.raises(Failed, match=r"sign_and_notarise\.sh failed"):
        sign(app)
    assert len(calls.read_text(encoding="utf-8").splitlines()) == 1


def test_the_app_itself_has_the_licences(app: Path, calls: Path, tmp_path: Path) -> None:
    """They are in the app, the only thing that people drag out of the image; and the seal is made after they are there."""
    (tmp_path / "licences").mkdir()
    (tmp_path / "licences" / "README.txt").write_text("whose it is", encoding="utf-8")
    give_licences(app, tmp_path / "licences")
    given = app / "Contents" / "Resources" / "licences" / "README.txt"
    assert given.read_text(encoding="utf-8") == "whose it is"
    assert calls.read_text(encoding="utf-8") == f"codesign --force --deep --all-architectures --sign - {app}\n"


def test_without_an_identity_nothing_is_signed(app: Path, calls: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build of one's own needs no certificate."""
    monkeypatch.delenv(IDENTITY)
    sign(app)
    assert not calls.exists()


def test_what_is_no_app_is_refused(tmp_path: Path) -> None:
    """Before anything is signed or built."""
    with pytest.raises(Failed, match="no app"):
        build_dmg(tmp_path, tmp_path / "out", "1.2.3")
