"""What the operator's commands print and return."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fakes.people import Person, blob, upload
from fakes.servers import Play, Server
from megadesk.server.main import run

LARGE, SMALL = blob("large", 70_000), blob("small", 300)


@pytest.fixture
def data(play: Play, tmp_path: Path) -> Path:
    """A data folder with one account, a large file and a small one."""

    async def fill(server: Server) -> None:
        ada = Person()
        client = await ada.join(server.client)
        await upload(client, LARGE, SMALL)
        await ada.append(client, ada.put("a", [LARGE[0]]), ada.put("b", [SMALL[0]]))

    play(fill)
    return tmp_path


def own_file(data: Path) -> Path:
    """Return the file of the large blob."""
    return data / "blobs" / "files" / LARGE[0].hex()[:2] / LARGE[0].hex()


def said(capsys: pytest.CaptureFixture[str]) -> Any:
    """Return the one JSON document that was printed."""
    return json.loads(capsys.readouterr().out)


def test_a_check_says_what_is_wrong(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In lines or in a document; nothing is, or something."""
    line = ["check", "--data", str(data)]
    assert run([*line, "--content"]) == 0
    assert capsys.readouterr().out == "nothing is wrong\n"
    own_file(data).unlink()
    assert run(line) == 7
    assert capsys.readouterr().out == f"blob {LARGE[0].hex()[:16]}: absent\nfaults: 1\n"
    assert run([*line, "--json"]) == 7
    assert said(capsys) == {"faults": [f"blob {LARGE[0].hex()[:16]}: absent"], "notes": []}


def test_a_scrub_says_what_it_found(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing first; then what is damaged, whose it is, that it is still missing, and that it is whole again."""
    line = ["scrub", "--data", str(data)]
    assert run(line) == 0
    assert capsys.readouterr().out == "read 2 blobs, 70300 bytes: damaged 0, still missing 0\n"
    own_file(data).write_bytes(bytes(70_000))
    assert run([*line, "--rate", "1000"]) == 7
    assert capsys.readouterr().out.splitlines() == [
        f"blob {LARGE[0].hex()}: its bytes are not those its name says; 70000 bytes of ada@example.org",
        "read 2 blobs, 70300 bytes: damaged 1, still missing 0",
    ]
    assert run([*line, "--json"]) == 7
    whose = {
        "blob": LARGE[0].hex(),
        "size_bytes": 70_000,
        "why": "not brought again yet",
        "accounts": ["ada@example.org"],
    }
    assert said(capsys) == {"blobs": 2, "bytes": 70_300, "damaged": [], "missing": [whose], "mended": []}
    own_file(data).write_bytes(LARGE[1])
    assert run(line) == 0
    assert capsys.readouterr().out.startswith(f"blob {LARGE[0].hex()}: whole again\n")


def test_a_backup_and_a_restore_say_what_they_did(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was copied, what the server has lost, and what a server made from it lost."""
    to, new = tmp_path.parent / f"{tmp_path.name}-backup", tmp_path.parent / f"{tmp_path.name}-new"
    assert run(["backup", str(to), "--data", str(data)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("backup of 2 blobs, 70300 bytes: copied 2, 70300 bytes, and the database, ")
    own_file(data).write_bytes(bytes(70_000))
    assert run(["scrub", "--data", str(data), "--json"]) == 7
    capsys.readouterr()
    assert run(["backup", str(to), "--data", str(data), "--json"]) == 7
    told = said(capsys)
    assert (told["blobs"], told["bytes"], told["copied"], told["copied_bytes"], told["removed"]) == (2, 70_300, 0, 0, 0)
    assert ([one["blob"] for one in told["held"]], told["lost"]) == ([LARGE[0].hex()], [])
    assert run(["restore", str(to), "--data", str(new), "--json"]) == 0
    told = said(capsys)
    assert told.keys() == {"blobs", "bytes", "made_ms", "incarnation", "lost"}
    assert told["lost"] == []
    assert run(["check", "--blobs", "--data", str(new)]) == 0
    next((to / "blobs" / "files").rglob(LARGE[0].hex())).unlink()
    assert run(["backup", str(to), "--anew", "--data", str(data)]) == 7
    assert "not whole on the server; 70000 bytes of ada@example.org\n" in capsys.readouterr().out
    third = tmp_path.parent / f"{tmp_path.name}-third"
    assert run(["restore", str(to), "--data", str(third)]) == 7
    assert "not whole in the backup; 70000 bytes of ada@example.org\n" in capsys.readouterr().out


def test_a_scrub_mends_from_a_backup(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is damaged now and what was found before, large and small; what the backup does not have whole stays missing."""
    to = tmp_path.parent / f"{tmp_path.name}-backup"
    line = ["scrub", "--data", str(data), "--json"]
    assert run([*line, "--from", str(to)]) == 4
    assert run(["backup", str(to), "--data", str(data)]) == 0
    (pack,) = (data / "blobs" / "packs").iterdir()
    own_file(data).write_bytes(bytes(70_000))
    pack.write_bytes(bytes(pack.stat().st_size))
    capsys.readouterr()
    assert run(line) == 7
    assert len(said(capsys)["damaged"]) == 2
    assert run([*line, "--from", str(to)]) == 0
    told = said(capsys)
    assert (told["damaged"], told["missing"], sorted(told["mended"])) == (
        [],
        [],
        sorted(b.hex() for b, _ in (LARGE, SMALL)),
    )
    assert run(["check", "--content", "--data", str(data)]) == 0
    own_file(data).write_bytes(bytes(70_000))
    capsys.readouterr()
    assert run([*line, "--from", str(to)]) == 0
    assert said(capsys)["mended"] == [LARGE[0].hex()]
    own_file(data).write_bytes(bytes(70_000))
    next((to / "blobs" / "files").rglob(LARGE[0].hex())).unlink()
    assert run([*line, "--from", str(to)]) == 7
    told = said(capsys)
    assert ([one["blob"] for one in told["damaged"]], told["mended"]) == ([LARGE[0].hex()], [])
    assert run(["backup", str(to), "--data", str(data)]) == 7


def test_a_backup_lies_elsewhere(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not in the data folder, nor around it, nor where anything else is."""
    for to in (data, data / "backup", data.parent):
        assert run(["backup", str(to), "--data", str(data)]) == 2
    (data.parent / f"{data.name}-taken").mkdir()
    (data.parent / f"{data.name}-taken" / "x").touch()
    assert run(["backup", str(data.parent / f"{data.name}-taken"), "--data", str(data)]) == 2
    assert "no backup of a server" in capsys.readouterr().err
    assert run(["restore", str(data), "--data", str(data.parent / "new")]) == 4


def test_wrong_words_are_refused(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A rate of nothing; with --json the error is a document, too."""
    assert run(["scrub", "--data", str(data), "--rate", "0", "--json"]) == 2
    printed = capsys.readouterr()
    assert json.loads(printed.out)["error"]["code"] == "bad_usage"
    assert printed.err.startswith("megadesk server: bad_usage")


def test_a_store_that_is_gone_is_damage(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Said in one line, and nothing is touched."""
    (data / "blobs").rename(data / "elsewhere")
    assert run(["scrub", "--data", str(data)]) == 7
    assert capsys.readouterr().err == "megadesk server: missing: the blob folder is gone\n"


def test_what_the_system_refuses_is_one_line(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never a traceback."""

    def fail(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "/srv/blobs")

    monkeypatch.setattr("megadesk.server.commands.Scrub.run", fail)
    assert run(["scrub", "--data", str(data)]) == 1
    assert capsys.readouterr().err == "megadesk server: disk: /srv/blobs: Permission denied\n"
