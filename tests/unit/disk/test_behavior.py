"""What a volume can do."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from fakes.folders import DiskBench
from megadesk.disk import behavior
from megadesk.disk.behavior import file_system_of, mounts_below, probe
from megadesk.model.errors import DecisionNeeded, DiskFull, FileBusy, MegadeskError
from megadesk.sync.ports import FINE_STEP_NS


def test_probe_leaves_nothing(bench: DiskBench) -> None:
    """Probing answers and cleans up, also after a probe that a crash cut short."""
    (bench.path / ".megadesk" / "tmp" / "probe-a").write_bytes(b"")
    found = probe(bench.root)
    assert found.traits.name_max_bytes >= 255
    assert bench.leftovers() == []


def test_probe_finds_insensitive_names(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A volume where the other case leads to the same file is insensitive."""
    real = os.stat

    def stat(path: str, **how: object) -> os.stat_result:
        return real(path.lower() if path == "PROBE-A" else path, **how)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(os, "stat", stat)
    assert not probe(bench.root).traits.case_sensitive


def test_probe_finds_insensitive_names_with_an_inode_for_each_spelling(
    bench: DiskBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ExFAT over FUSE numbers every spelling of a name for itself: that it is found at all is what tells."""
    real = os.stat

    def stat(path: str, **how: object) -> os.stat_result:
        if path != "PROBE-A":
            return real(path, **how)  # type: ignore[arg-type]  # passed on
        fields = list(real(path.lower(), **how))  # type: ignore[arg-type]  # passed on
        fields[1] += 1
        return os.stat_result(fields)

    monkeypatch.setattr(os, "stat", stat)
    assert not probe(bench.root).traits.case_sensitive


def test_probe_finds_lost_executable_bit(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A volume that forgets the bit, or will not have it set, does not keep it."""
    monkeypatch.setattr(os, "chmod", lambda *_args, **_how: None)
    assert not probe(bench.root).traits.keeps_executable


@pytest.mark.parametrize(
    ("step_ns", "rounds_up", "found_ns"),
    [
        (1, False, FINE_STEP_NS),
        (100, False, FINE_STEP_NS),
        (10_000_000, True, FINE_STEP_NS),
        (1_000_000_000, False, 2_000_000_000),
        (1_000_000_000, True, 2_000_000_000),
        (2_000_000_000, False, 2_000_000_000),
        (2_000_000_000, True, 2_000_000_000),
    ],
)
def test_probe_finds_the_step_of_times(
    bench: DiskBench, monkeypatch: pytest.MonkeyPatch, step_ns: int, rounds_up: bool, found_ns: int
) -> None:
    """Ext4, NTFS, exFAT, HFS+ and FAT keep times in steps of their own; some systems round up."""
    real = os.utime

    def utime(path: str, *, ns: tuple[int, int], dir_fd: int | None = None) -> None:
        kept = [-(-time // step_ns) * step_ns if rounds_up else time // step_ns * step_ns for time in ns]
        real(path, ns=(kept[0], kept[1]), dir_fd=dir_fd)

    monkeypatch.setattr(os, "utime", utime)
    assert probe(bench.root).traits.time_step_ns == found_ns


def test_volume_that_takes_no_times_is_taken_for_a_coarse_one(
    bench: DiskBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The careful answer where there is none."""

    def utime(*_arguments: object, **_how: object) -> None:
        raise PermissionError(errno.EPERM, "not here")

    monkeypatch.setattr(os, "utime", utime)
    assert probe(bench.root).traits.time_step_ns > FINE_STEP_NS


def test_probe_finds_stripped_dots(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A volume that lists a name without its last dot strips dots."""
    real = os.listdir
    monkeypatch.setattr(os, "listdir", lambda target: [name.rstrip(".") for name in real(target)])
    assert probe(bench.root).strips_dots


@pytest.mark.parametrize(
    ("file_system", "stable", "reports"),
    [
        ("ext4", True, True),
        ("vfat", False, True),
        ("exfat", False, True),
        ("cifs", False, False),
        ("nfs4", True, False),
        ("fuse.sshfs", False, False),
        ("fuse", False, False),
        ("fuse.gocryptfs", True, True),
    ],
)
def test_types_tell_what_cannot_be_probed(
    bench: DiskBench, monkeypatch: pytest.MonkeyPatch, file_system: str, *, stable: bool, reports: bool
) -> None:
    """FAT and network volumes make up inodes; those changed by others raise no events."""
    monkeypatch.setattr(behavior, "file_system_of", lambda _path: file_system)
    found = probe(bench.root)
    assert (found.traits.stable_inodes, found.reports_changes) == (stable, reports)


def test_probe_of_a_missing_root(bench: DiskBench) -> None:
    """A root that is gone is a decision, not a behavior."""
    bench.path.rename(bench.path.with_name("elsewhere"))
    with pytest.raises(DecisionNeeded):
        probe(bench.root)


def test_mounts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The innermost mount point counts; those below are relative; blanks in them are unescaped."""
    table = [("/", "ext4"), ("/home/ada", "btrfs"), ("/home/ada/usb stick", "vfat"), ("/home/adam", "nfs")]
    monkeypatch.setattr(behavior, "_mounts", lambda: table)
    assert file_system_of("/home/ada/Photos") == "btrfs"
    assert file_system_of("/home/adalbert") == "ext4"
    assert mounts_below("/home/ada") == {"usb stick"}


def test_mounts_of_this_machine(tmp_path: Path) -> None:
    """The system's own table can be read and has a root."""
    assert mounts_below(str(tmp_path)) == frozenset()
    assert behavior._unescaped(rb"/a\040b\134c") == "/a b\\c"


def test_volume_without_links_says_so(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether links can be made is tried, and the try leaves nothing behind, also after a crash."""
    (bench.path / ".megadesk/tmp/probe-a-link").symlink_to("left by a crash")
    assert probe(bench.root).traits.makes_links

    def refuse(*_args: object, **_options: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "symlink", refuse)
    assert not probe(bench.root).traits.makes_links
    assert not any((bench.path / ".megadesk/tmp").iterdir())


@pytest.mark.parametrize(("call", "trait"), [("chmod", "keeps_executable"), ("symlink", "makes_links")])
@pytest.mark.parametrize(("code", "expected"), [(errno.EIO, FileBusy), (errno.ENOSPC, DiskFull), (errno.EPERM, None)])
def test_passing_error_is_no_answer(
    bench: DiskBench,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    trait: str,
    code: int,
    expected: type[MegadeskError] | None,
) -> None:
    """A volume that fails at this moment is asked again; one that refuses has answered. Nothing is left of it."""

    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(code, "no")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        if expected is None:
            assert not getattr(probe(bench.root).traits, trait)
        else:
            with pytest.raises(expected):
                probe(bench.root)
    assert getattr(probe(bench.root).traits, trait)
    assert not list((Path(bench.root.path) / ".megadesk" / "tmp").iterdir())


@pytest.mark.parametrize("call", ["chmod", "symlink", "open"])
def test_one_refusal_is_no_answer(bench: DiskBench, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    """What is refused once and then allowed can be done: the answer would hold as long as the engine runs."""
    real = getattr(os, call)
    refused: list[str] = []

    def refuse_once(path: str, *arguments: object, **options: object) -> object:
        if not refused and (call != "open" or path == "probe-a."):
            refused.append(path)
            raise OSError(errno.EACCES, "not now")
        return real(path, *arguments, **options)

    expected = probe(bench.root)
    monkeypatch.setattr(os, call, refuse_once)
    assert probe(bench.root) == expected
    assert refused
    assert bench.leftovers() == []
