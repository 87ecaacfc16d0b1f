"""Where a profile lies, and that its folders and its socket are its owner's alone."""

from __future__ import annotations

import errno
import os
import socket
import stat
from pathlib import Path

import pytest

from megadesk.host.paths import HOME_VARIABLE, SOCKET_PATH_MAX_BYTES, find_profile, prepare_profile
from megadesk.model.errors import AccessDenied, BadUsage
from megadesk.model.wording import words_of


def test_everything_lies_below_the_home_that_is_named(tmp_path: Path) -> None:
    """--home DIR keeps settings, state and logs below DIR."""
    profile = find_profile(str(tmp_path), {})
    assert profile.home == tmp_path
    assert {profile.config_dir.parent, profile.state_dir.parent, profile.log_dir.parent} == {tmp_path}


def test_option_beats_variable_and_variable_beats_platform(tmp_path: Path) -> None:
    """The more explicit wins; an empty variable is none."""
    environ = {HOME_VARIABLE: str(tmp_path / "b")}
    assert find_profile(str(tmp_path / "a"), environ).home == tmp_path / "a"
    assert find_profile(None, environ).home == tmp_path / "b"
    assert find_profile(None, {HOME_VARIABLE: ""}).home is None


def test_without_home_the_platform_folders_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, state and logs go where the platform wants them."""
    for name in ("CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    profile = find_profile(None, {})
    assert profile.config_dir == tmp_path / "CONFIG" / "megadesk"
    assert profile.state_dir == tmp_path / "STATE" / "megadesk"
    assert profile.log_dir.is_relative_to(tmp_path / "CACHE" / "megadesk")
    assert profile.shown_home == str(profile.state_dir)


@pytest.mark.parametrize("home", ["", "a\0b"], ids=["empty", "zero"])
def test_home_that_is_no_path_is_bad_usage(home: str) -> None:
    """An empty --home would silently be the current folder."""
    with pytest.raises(BadUsage):
        find_profile(home, {})


def test_two_spellings_of_one_folder_are_one_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link, a relative path and the real path lead to the same socket; another folder does not."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    monkeypatch.chdir(tmp_path)
    real, link, relative = (find_profile(name, {}) for name in (str(tmp_path / "real"), str(tmp_path / "link"), "real"))
    assert real == link == relative
    assert find_profile(str(tmp_path / "other"), {}).address != real.address


def test_socket_binds_however_long_the_home_is(short_path: Path) -> None:
    """The kernel's limit of about 100 bytes does not reach the person who chose the folder."""
    home = short_path.joinpath(*["a-quite-long-folder-name"] * 20)
    session = short_path / "s"
    session.mkdir(mode=0o700)
    for environ in ({}, {"XDG_RUNTIME_DIR": str(session)}):
        profile = find_profile(str(home), environ)
        prepare_profile(profile)
        assert len(os.fsencode(profile.address)) <= SOCKET_PATH_MAX_BYTES
        with socket.socket(socket.AF_UNIX) as door:
            door.bind(profile.address)
        Path(profile.address).unlink()


def test_session_folder_is_used_only_if_it_is_private_and_short(short_path: Path) -> None:
    """An XDG_RUNTIME_DIR that is open, missing, relative, a link or too long gives way to our own folder."""
    ours = Path("/tmp") / f"megadesk-{os.geteuid()}"
    good, wide, link = short_path / "good", short_path / "wide", short_path / "link"
    good.mkdir(mode=0o700)
    wide.mkdir()
    wide.chmod(0o755)
    link.symlink_to(good)
    long = short_path / ("x" * 90)
    long.mkdir(mode=0o700)

    def runtime(folder: Path | str) -> Path | None:
        return find_profile(str(short_path), {"XDG_RUNTIME_DIR": str(folder)}).runtime_dir

    assert runtime(good) == good / "megadesk"
    assert [runtime(each) for each in (wide, link, long, short_path / "missing", "relative", "")] == [ours] * 6


def test_prepared_folders_are_0700_and_too_open_ones_are_closed(short_path: Path) -> None:
    """Nobody else on the machine looks into a profile, also not into one made by hand."""
    (short_path / "home" / "state").mkdir(parents=True)
    (short_path / "home" / "state").chmod(0o755)
    session = short_path / "session"
    session.mkdir(mode=0o700)
    profile = find_profile(str(short_path / "home"), {"XDG_RUNTIME_DIR": str(session)})
    prepare_profile(profile)
    prepare_profile(profile)
    for folder in (profile.config_dir, profile.state_dir, profile.log_dir, profile.runtime_dir):
        assert folder is not None
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_profile_on_a_read_only_disk_is_said(short_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is closed already is not written to; where something is to be changed the disk is named as the reason."""

    def refuse(_path: Path, _mode: int) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    session = short_path / "session"
    session.mkdir(mode=0o700)
    profile = find_profile(str(short_path / "home"), {"XDG_RUNTIME_DIR": str(session)})
    prepare_profile(profile)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "chmod", refuse)
        prepare_profile(profile)
    profile.state_dir.chmod(0o755)
    monkeypatch.setattr(Path, "chmod", refuse)
    with pytest.raises(AccessDenied) as caught:
        prepare_profile(profile)
    assert words_of(caught.value).sentence.startswith(f"{profile.state_dir} is on a disk that nothing can be")


def test_planted_runtime_folder_is_refused(short_path: Path) -> None:
    """A link where the socket's folder should be would let its owner answer in the engine's place."""
    session, elsewhere = short_path / "session", short_path / "elsewhere"
    session.mkdir(mode=0o700)
    elsewhere.mkdir(mode=0o700)
    (session / "megadesk").symlink_to(elsewhere)
    with pytest.raises(AccessDenied):
        prepare_profile(find_profile(str(short_path / "home"), {"XDG_RUNTIME_DIR": str(session)}))


def test_link_as_state_folder_is_refused(tmp_path: Path) -> None:
    """The state folder itself may not be a link either."""
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    home = tmp_path / "home"
    home.mkdir()
    profile = find_profile(str(home), {})
    profile.state_dir.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(AccessDenied):
        prepare_profile(profile)
