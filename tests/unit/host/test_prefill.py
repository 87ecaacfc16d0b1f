"""What the first run finds filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from megadesk.host.paths import find_profile, prepare_profile
from megadesk.host.prefill import FILE, Prefill, leave_prefill, take_prefill


def test_it_is_read_once(tmp_path: Path) -> None:
    """By nobody else, and then it is gone: a password may be in it."""
    profile = find_profile(str(tmp_path), {})
    prepare_profile(profile)
    left = Prefill(server="http://127.0.0.1:1", password="secret")
    leave_prefill(profile, left)
    assert (profile.config_dir / FILE).stat().st_mode & 0o077 == 0
    assert "secret" not in repr(left)
    assert take_prefill(profile) == left
    assert take_prefill(profile) is None


@pytest.mark.parametrize("data", [b"{", b'{"server":"\xff"}', b'{"x":' + b"[" * 5000])
def test_what_makes_no_sense_is_nothing(tmp_path: Path, data: bytes) -> None:
    """And does not stay."""
    profile = find_profile(str(tmp_path), {})
    prepare_profile(profile)
    leave_prefill(profile, Prefill())
    (profile.config_dir / FILE).write_bytes(data)
    assert take_prefill(profile) is None
    assert not (profile.config_dir / FILE).exists()
