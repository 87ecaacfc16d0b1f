"""The desktop that all others here are tried on is the same on every machine."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from fakes.desktop import Desktop

pytestmark = pytest.mark.e2e

KEYRING = "org.freedesktop.secrets"


def test_it_has_nothing_that_is_only_installed_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a machine would start for who asks for a keyring: on this desktop there is none."""
    services = tmp_path / "dbus-1" / "services"
    services.mkdir(parents=True)
    (services / f"{KEYRING}.service").write_text(f"[D-BUS Service]\nName={KEYRING}\nExec=/bin/true\n")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    asked = ("--dest", "org.freedesktop.DBus", "--object-path", "/org/freedesktop/DBus")
    with tempfile.TemporaryDirectory(prefix="md-") as folder, Desktop(Path(folder), has_tray=False) as desktop:
        offered = desktop.run(
            "gdbus", "call", "--session", *asked, "--method", "org.freedesktop.DBus.ListActivatableNames"
        )
    assert "org.a11y.Bus" in offered
    assert KEYRING not in offered
