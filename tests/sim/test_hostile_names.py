"""Names that a hostile member puts into the cloud, on the volumes of every system: nothing of it leads out of the folder.

What tests/tamper tries with whole programs on the disk of this machine, the last line before the disk holds on all of them.
"""

from __future__ import annotations

import pytest

from megadesk.disk.names import check_target
from megadesk.model.errors import MegadeskError
from megadesk.model.relpath import RelPath
from sim.bench import VirtualBench
from sim.virtual_os import VirtualOs, on_virtual_disk
from sim.volume import EXT4, FILE, KINDS

NEVER = (
    "", ".", "..", "../out", "sub/../../out", "/out", "/v/home/out", "sub//out", "cut\0off", ".megadesk", ".megadesk/tmp/out",
    "n" * 256, "\U0001f600" * 64,
)  # fmt: skip
"""No volume takes these."""

ODD = (
    "C:", "C:\\out", "..\\out", "\\\\server\\share", "name:stream", ".megadesk::$DATA", "CON", "con.txt", "NUL", "COM1",
    "LPT¹", "AUX .c", "dot.", "space ", "...", "MEGADE~1", ".MEGADESK", ".Megadesk/tmp/out", "MINE.TXT", "mine.txt.",
    "e\u0301", "photo\u202egpj.exe", "-rf", "~", "%2e%2e",
)  # fmt: skip
"""These some volumes take for what they are, and others refuse or would read otherwise."""


@pytest.fixture(params=sorted(KINDS))
def bench(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> VirtualBench:
    """A folder on a volume of each kind, with the rules of Windows on that of Windows; beside it files of others."""
    defaults = check_target.__kwdefaults__
    if request.param == "windows" and defaults is not None:
        monkeypatch.setitem(defaults, "windows", True)
    vos = VirtualOs()
    with on_virtual_disk(vos):
        made = VirtualBench(vos, KINDS[request.param])
        vos.write_file("/v/home/theirs.txt", b"theirs")
        made.put("mine.txt", b"mine")
        made.put("sub/mine.txt", b"mine")
    return made


def files_of(bench: VirtualBench) -> dict[str, bytes]:
    """Return every file of the volume with its bytes, but for what comes and goes in our own folder."""
    found = {path: bytes(inode.data) for path, inode in bench.vos.walk_files("/v") if inode.kind == FILE}
    return {path: data for path, data in found.items() if "/.megadesk/tmp/" not in f"/{path}"}


def outcome(bench: VirtualBench, name: str) -> dict[str, bytes]:
    """Place a file of that name; return what is on the volume that was not, after what was is found as it was."""
    before = files_of(bench)
    try:
        bench.side.place(bench.stage(b"hostile"), RelPath(name), None)
    except MegadeskError:
        assert files_of(bench) == before
        return {}
    now = files_of(bench)
    assert {path: data for path, data in now.items() if path in before} == before
    return {path: data for path, data in now.items() if path not in before}


@pytest.mark.attack("C14")
@pytest.mark.parametrize("name", NEVER)
def test_names_that_are_none_make_nothing(bench: VirtualBench, name: str) -> None:
    """They are refused, and all else is as it was."""
    with on_virtual_disk(bench.vos):
        assert outcome(bench, name) == {}


@pytest.mark.attack("C14")
@pytest.mark.parametrize("name", ODD)
def test_odd_names_make_one_file_in_the_folder_or_none(bench: VirtualBench, name: str) -> None:
    """A file of just that name, or nothing: never another file's bytes, never a place beside the folder."""
    with on_virtual_disk(bench.vos):
        fresh = outcome(bench, name)
        assert len(fresh) <= 1
        assert fresh or bench.volume.kind != EXT4 or "/" in name
        for path, data in fresh.items():
            assert data == b"hostile"
            folder, _, found = path.rpartition("/")
            assert folder.endswith("home/root")
            assert bench.volume.key(found) == bench.volume.key(name)
