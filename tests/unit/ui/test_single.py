"""One app a profile."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile
from pytestqt.qtbot import QtBot

from megadesk.host.paths import find_profile, prepare_profile
from megadesk.ui.single import SingleInstance, _words


def test_a_second_start_hands_its_words_over(tmp_path: Path, qtbot: QtBot) -> None:
    """And is not the app; once the first has ended, the next start is."""
    profile = find_profile(str(tmp_path), {})
    prepare_profile(profile)
    first, second = SingleInstance(profile), SingleInstance(profile)
    assert first.claim([])
    with qtbot.waitSignal(first.started) as started:
        assert not second.claim(["megadesk://problems/abc"])
    assert started.args == [["megadesk://problems/abc"]]
    first.release()
    assert second.claim([])
    second.release()


def test_where_no_lock_can_be_written_there_is_one_app_all_the_same(tmp_path: Path, qtbot: QtBot) -> None:
    """As on a full disk: it starts, and says what is the matter; it does not end without a word."""
    profile = find_profile(str(tmp_path), {})
    prepare_profile(profile)
    first, second = SingleInstance(profile), SingleInstance(profile)
    for each in (first, second):
        each._lock = QLockFile(str(tmp_path / "nowhere" / "app.lock"))
    assert first.claim([])
    with qtbot.waitSignal(first.started):
        assert not second.claim([])
    first.release()


def test_profiles_are_apart(tmp_path: Path) -> None:
    """Two profiles are two apps."""
    profiles = [find_profile(str(tmp_path / name), {}) for name in "ab"]
    for profile in profiles:
        prepare_profile(profile)
    singles = [SingleInstance(profile) for profile in profiles]
    assert [single.claim([]) for single in singles] == [True, True]
    for single in singles:
        single.release()


@pytest.mark.parametrize("data", [b"", b"[1]", b'{"words":[1]}', b'{"words":"a"}', b"\xff", b"[" * 60_000])
def test_what_none_of_us_would_say_is_nothing(data: bytes) -> None:
    """Whoever else speaks to an app opens no window."""
    assert _words(data) is None
