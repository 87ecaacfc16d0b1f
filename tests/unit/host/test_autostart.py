"""The app starts at login if its person wants it, and not if they switched it off anywhere."""

from __future__ import annotations

import plistlib
import re
import sys
from pathlib import Path

import pytest

from fakes.registry import FakeRegistry
from megadesk.host.autostart import (
    Autostart,
    app_command,
    desktop_entry,
    entry_name,
    exec_line,
    is_entry_on,
    launch_agent,
    program_of_agent,
    program_of_entry,
    read_agent,
    run_value,
)
from megadesk.host.paths import Profile, find_profile
from megadesk.host.run_key import RUN
from megadesk.model.errors import AccessDenied

WORDS = ["/opt/my programs/python", "-m", "megadesk", "--home", '/home/ada/50 % "so" $HOME `x` \\', "--background"]


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    """A profile of its own."""
    return find_profile(str(tmp_path / "my home"), {})


@pytest.fixture
def entry(profile: Profile, tmp_path: Path) -> Autostart:
    """The entry of that profile, on Linux."""
    return Autostart(profile, {"HOME": str(tmp_path)}, platform="linux", flatpak=tmp_path / "none")


def read_exec(line: str) -> list[str]:
    """Return the words of an Exec key, by the rules of the Desktop Entry Specification."""
    value = re.sub(r"\\(.)", lambda found: {"n": "\n", "s": " ", "t": "\t"}.get(found[1], found[1]), line)
    quoted = re.findall(r'"((?:[^"\\]|\\.)*)"', value)
    return [re.sub(r'\\(["`$\\])', r"\1", word).replace("%%", "%") for word in quoted]


def test_a_command_stands_in_an_entry_as_it_is() -> None:
    """Blanks, quotation marks, dollars and per cents are what they are, to whoever starts it."""
    assert read_exec(exec_line(WORDS)) == WORDS
    assert f"Exec={exec_line(WORDS)}\n" in desktop_entry(WORDS)
    assert plistlib.loads(launch_agent("org.megadesk.megadesk", WORDS)) == {
        "Label": "org.megadesk.megadesk", "ProgramArguments": WORDS, "RunAtLoad": True, "ProcessType": "Interactive",
    }  # fmt: skip
    assert run_value(["C:\\Program Files\\megadesk.exe", "--background"]) == (
        '"C:\\Program Files\\megadesk.exe" --background'
    )
    assert run_value(["C:\\megadesk.exe", "--home", "D:\\my files"]) == '"C:\\megadesk.exe" --home "D:\\my files"'


def test_the_app_of_this_profile_is_started_in_the_background(profile: Profile) -> None:
    """With its home, if it is not the usual one; and two profiles do not share an entry."""
    assert app_command(profile, {}) == [
        sys.executable, "-P", "-m", "megadesk", "--home", str(profile.home), "--background",
    ]  # fmt: skip
    usual = find_profile(None, {})
    assert "--home" not in app_command(usual, {})
    assert entry_name(usual) == "megadesk"
    assert entry_name(profile).startswith("megadesk-")


def test_it_is_switched_on_and_off(entry: Autostart, tmp_path: Path) -> None:
    """Twice is once; what is off leaves nothing behind."""
    assert not entry.is_on()
    for _ in range(2):
        entry.turn(on=True)
        assert entry.is_on()
    (file,) = (tmp_path / ".config" / "autostart").iterdir()
    assert file == entry.file
    for _ in range(2):
        entry.turn(on=False)
        assert not entry.is_on()
    assert not file.exists()


def test_what_the_desktop_switched_off_is_off(entry: Autostart) -> None:
    """By a line in the file, as settings of desktops do it; switched on here it is on."""
    entry.turn(on=True)
    for line in ("Hidden=true", "X-GNOME-Autostart-enabled = false"):
        entry.file.write_text(f"{desktop_entry(WORDS)}{line}\n")
        assert not entry.is_on()
    assert not is_entry_on("hidden=TRUE")
    entry.turn(on=True)
    assert entry.is_on()


def test_the_folder_is_the_one_the_desktop_looks_into(profile: Profile, tmp_path: Path) -> None:
    """XDG_CONFIG_HOME if it is absolute; macOS has its own."""
    other = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    assert Autostart(profile, other, platform="linux").file.parent == tmp_path / "config" / "autostart"
    relative = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": "config"}
    assert Autostart(profile, relative, platform="linux").file.parent == tmp_path / ".config" / "autostart"
    mac = Autostart(profile, {"HOME": str(tmp_path)}, platform="darwin")
    mac.turn(on=True)
    assert plistlib.loads(mac.file.read_bytes())["RunAtLoad"] is True
    assert mac.file.parent == tmp_path / "Library" / "LaunchAgents"
    assert mac.is_on()
    mac.turn(on=False)
    assert not mac.is_on()


def test_a_sandbox_does_not_let_us(profile: Profile, tmp_path: Path) -> None:
    """There is a portal for that, which only the app can ask."""
    (tmp_path / "info").write_text("")
    assert not Autostart(profile, {}, platform="linux", flatpak=tmp_path / "info").is_possible
    assert Autostart(profile, {}, platform="darwin", flatpak=tmp_path / "info").is_possible


def test_a_folder_that_cannot_be_made_is_said(profile: Profile, tmp_path: Path) -> None:
    """And nothing is half done."""
    (tmp_path / ".config").write_text("a file")
    with pytest.raises(AccessDenied):
        Autostart(profile, {"HOME": str(tmp_path)}, platform="linux").turn(on=True)


def test_an_entry_looks_like_the_app(entry: Autostart) -> None:
    """Its picture in the settings of a desktop is the one of the installed app."""
    entry.turn(on=True)
    assert "Icon=org.megadesk.Megadesk\n" in entry.file.read_text()


def test_what_an_entry_starts_can_be_read_again() -> None:
    """Whatever is in the name; and of what is no entry nothing can."""
    for program in (*WORDS, "/opt/my programs/a\\b", "/a\nb"):
        assert program_of_entry(desktop_entry([program, "--background"])) == program
        assert program_of_agent(read_agent(launch_agent("org.megadesk.megadesk", [program]))) == program
    assert program_of_entry("[Desktop Entry]\nExec=megadesk\n") == ""
    for data in (b"", b"text", plistlib.dumps({}), plistlib.dumps({"ProgramArguments": []}), plistlib.dumps([])):
        assert program_of_agent(read_agent(data)) == ""


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_an_entry_of_a_program_that_moved_is_renewed(
    profile: Profile, tmp_path: Path, platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An image that was put elsewhere starts at login all the same; what is off stays off, and one that is there stays."""
    registry = FakeRegistry()

    def started_from(name: str) -> Autostart:
        program = tmp_path / name
        program.parent.mkdir(exist_ok=True)
        program.touch()
        monkeypatch.setattr(sys, "frozen", True, raising=False)
        monkeypatch.setattr(sys, "executable", str(program))
        return Autostart(
            profile, {"HOME": str(tmp_path)}, platform=platform, flatpak=tmp_path / "no", registry=registry
        )

    def stands(entry: Autostart) -> str:
        return str(registry.all_values()) if platform == "win32" else entry.file.read_bytes().decode()

    first = started_from("downloads/megadesk")
    first.renew()
    assert not first.is_on()
    first.turn(on=True)
    before = stands(first)
    second = started_from("applications/megadesk")
    second.renew()  # the other one is there
    assert stands(second) == before
    (tmp_path / "downloads" / "megadesk").unlink()
    second.renew()
    assert str(tmp_path / "applications") in stands(second)
    assert str(tmp_path / "downloads") not in stands(second)
    assert second.is_on()


def test_an_entry_of_an_older_version_is_renewed(entry: Autostart) -> None:
    """The same program in other words; but not if somebody switched it off."""
    entry.turn(on=True)
    right = entry.file.read_text()
    entry.file.write_text(right.replace("org.megadesk.Megadesk", "megadesk"))
    entry.renew()
    assert entry.file.read_text() == right
    off = right.replace("X-GNOME-Autostart-enabled=true", "X-GNOME-Autostart-enabled=false")
    entry.file.write_text(off)
    entry.renew()
    assert entry.file.read_text() == off


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("X-GNOME-Autostart-enabled=true", "X-GNOME-Autostart-enabled=true\nX-GNOME-Autostart-Delay=30"),
        ("Exec=", "Exec=/usr/bin/nice "),
        ("Comment=Keep folders in step", "Comment=Mine\nName[de]=Abgleich"),
    ],
    ids=["waits", "through another program", "in their words"],
)
def test_an_entry_that_somebody_wrote_in_is_left_to_them(entry: Autostart, ours: str, theirs: str) -> None:
    """It starts the program as they want it, at each start of the app anew."""
    entry.turn(on=True)
    edited = entry.file.read_text().replace(ours, theirs)
    entry.file.write_text(edited)
    entry.renew()
    assert entry.file.read_text() == edited


@pytest.mark.parametrize("torn", [b"", b'<?xml version="1.0"?><plist><dict><key>Prog', b"<plist>", b"bplist00"])
def test_an_agent_that_nobody_can_read_is_made_anew(profile: Profile, tmp_path: Path, torn: bytes) -> None:
    """It starts nothing as it is, and does not keep the app from starting."""
    entry = Autostart(profile, {"HOME": str(tmp_path)}, platform="darwin")
    entry.turn(on=True)
    whole = entry.file.read_bytes()
    entry.file.write_bytes(torn)
    entry.renew()
    assert entry.file.read_bytes() == whole


def test_windows_starts_the_program_without_a_console(
    profile: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is typed would open a black window at each login."""
    for name in ("megadesk.exe", "megadeskw.exe"):
        (tmp_path / name).touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "megadesk.exe"))
    registry = FakeRegistry()
    entry = Autostart(profile, {}, platform="win32", registry=registry)
    entry.turn(on=True)
    assert entry.is_on()
    (value,) = registry.all_values().values()
    assert "megadeskw.exe" in value
    assert value.endswith("--background")
    entry.turn(on=False)
    assert registry.all_values() == {}
    registry.locked.add(RUN)
    with pytest.raises(AccessDenied):
        entry.turn(on=True)
