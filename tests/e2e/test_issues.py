"""Problems on two real devices, decided from the command line as a person does it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from fakes.pairing import Pairing
from fakes.processes import cli, cli_json, tree_of


def issue(home: Path, code: str) -> dict[str, Any]:
    """Return the one issue of a kind."""
    (found,) = cli_json(home, "issues", "list", "--code", code)
    assert isinstance(found, dict)
    return found


def resolve(home: Path, *words: str) -> None:
    """Decide, and fail if it is not done."""
    code, _, error = cli(home, "issues", "resolve", *words)
    assert (code, error) == (0, "")


def conflict(pairing: Pairing) -> None:
    """Edit one file on both devices while there is no server."""
    (pairing.here / "report.txt").write_text("base")
    pairing.settle()
    pairing.server.kill()
    (pairing.here / "report.txt").write_text("from one")
    (pairing.there / "report.txt").write_text("from two, later")
    pairing.server.start()
    pairing.settle()


@pytest.mark.parametrize("keep", ["local", "remote", "both"])
def test_conflict_is_decided_on_one_device_and_gone_on_both(pairing: Pairing, keep: str) -> None:
    """Both devices list it; decided on one, both have the same files, and every byte is there or in the bin."""
    conflict(pairing)
    both = tree_of(pairing.here)
    assert set(both.values()) == {b"from one", b"from two, later"}
    found = issue(pairing.one.home, "conflict")
    assert issue(pairing.two.home, "conflict")["path"] == found["path"]
    shown = cli_json(pairing.one.home, "issues", "show", found["id"])
    kept = {version["keep"]: both[version["path"]] for version in shown["versions"]}
    assert kept == {"local": b"from one", "remote": b"from two, later"}
    resolve(pairing.one.home, found["id"], "--keep", keep)
    pairing.settle()
    after = tree_of(pairing.here)
    assert after == tree_of(pairing.there)
    assert cli_json(pairing.one.home, "issues", "list") == []
    if keep == "both":
        assert after == both
        return
    assert after == {"report.txt": kept[keep]}
    (binned,) = cli_json(pairing.one.home, "ls", "bin:/")
    code, out, _ = cli(pairing.one.home, "cat", binned["path"])
    assert code == 0
    assert {out.encode(), kept[keep]} == set(both.values())
    assert cli_json(pairing.two.home, "issues", "list") == []


@pytest.mark.parametrize("answer", ["--approve", "--restore"])
def test_question_is_answered_once_also_over_a_crash(pairing: Pairing, answer: str) -> None:
    """A folder that was removed is asked about, the same after a kill -9; approved it goes, restored it comes back."""
    (pairing.here / "photos").mkdir()
    for at in range(30):
        (pairing.here / "photos" / f"{at}.jpg").write_text(f"picture {at}")
    (pairing.here / "kept.txt").write_text("kept")
    pairing.settle()
    before = tree_of(pairing.here)
    (pairing.here / "photos").rename(pairing.here.with_name("taken out"))  # at once: one by one, the first go unasked
    home = pairing.one.home
    code, _, error = cli(home, "status", "--wait", "--timeout", "60")
    assert code == 8
    asked = issue(home, "mass_removal")
    assert f"issues resolve {asked['id']} --approve" in error
    shown = cli_json(home, "issues", "show", asked["id"])
    assert [(loss["where"], loss["path"], loss["files"]) for loss in shown["losses"]] == [("remote", "photos", 30)]
    pairing.one.kill()
    pairing.one.start()
    assert cli(home, "status", "--wait", "--timeout", "60")[0] == 8
    assert issue(home, "mass_removal") == asked
    resolve(home, asked["id"], answer)
    pairing.one.kill()
    pairing.one.start()
    pairing.one.wait()
    if answer == "--approve":
        # The other device is asked as well, since it would lose as much.
        assert cli(pairing.two.home, "status", "--wait", "--timeout", "60")[0] == 8
        resolve(pairing.two.home, issue(pairing.two.home, "mass_removal")["id"], "--approve")
    pairing.settle()
    expected = before if answer == "--restore" else {"kept.txt": b"kept"}
    assert tree_of(pairing.here) == tree_of(pairing.there) == expected


def test_removal_of_another_device_is_brought_back(pairing: Pairing) -> None:
    """What another device removed is uploaded again from here; both devices have all of it, and nothing is asked."""
    (pairing.here / "texts").mkdir()
    for at in range(60):
        (pairing.here / "texts" / f"{at}.txt").write_text(f"text {at}")
    pairing.settle()
    before = tree_of(pairing.here)
    (pairing.here / "texts").rename(pairing.here.with_name("taken out"))  # at once: one by one, the first go unasked
    assert cli(pairing.one.home, "status", "--wait", "--timeout", "60")[0] == 8
    resolve(pairing.one.home, issue(pairing.one.home, "mass_removal")["id"], "--approve")
    pairing.one.wait()
    assert cli(pairing.two.home, "status", "--wait", "--timeout", "60")[0] == 8
    resolve(pairing.two.home, issue(pairing.two.home, "mass_removal")["id"], "--restore")
    pairing.settle()
    assert tree_of(pairing.here) == tree_of(pairing.there) == before


def test_moved_folder_is_located(pairing: Pairing) -> None:
    """It goes on where it is now; a stranger is refused, and joined only if that is said."""
    (pairing.here / "a.txt").write_text("alpha")
    pairing.settle()
    home, away = pairing.one.home, pairing.here.with_name("away")
    pairing.here.rename(away)
    assert cli(home, "status", "--wait", "--timeout", "60")[0] == 8
    missing = issue(home, "root_missing")["id"]
    stranger = away.with_name("stranger")
    stranger.mkdir()
    (stranger / "s.txt").write_text("stranger")
    assert cli(home, "issues", "resolve", missing, "--locate", str(stranger))[0] == 2
    resolve(home, missing, "--locate", str(away))
    (away / "b.txt").write_text("beta")
    pairing.settle()
    assert tree_of(pairing.there) == {"a.txt": b"alpha", "b.txt": b"beta"}
    away.rename(pairing.here)
    assert cli(home, "status", "--wait", "--timeout", "60")[0] == 8
    resolve(home, issue(home, "root_missing")["id"], "--locate", str(stranger), "--relink")
    pairing.settle()
    assert tree_of(stranger) == tree_of(pairing.there) == {"a.txt": b"alpha", "b.txt": b"beta", "s.txt": b"stranger"}


def test_why_of_many_kinds(pairing: Pairing) -> None:
    """Each kind of path has its state, its reason and what to do, in JSON and as one sentence."""
    here, home = pairing.here, pairing.one.home
    (here / "docs").mkdir()
    (here / "docs" / "fine.txt").write_text("fine")
    (here / "docs" / "half.part").write_text("half")
    (here / "docs" / "link").symlink_to("fine.txt")
    (here / "docs" / "a\\b").write_text("x")
    os.mkfifo(here / "pipe")
    pairing.settle()
    (here.parent / "outside.txt").write_text("x")
    cli(home, "mkdir", "/Other")
    expected = {
        str(here / "docs/fine.txt"): ("synced", "synced"),
        "/Sync/docs/fine.txt": ("synced", "synced"),
        str(here / "docs/half.part"): ("ignored", "ignored"),
        str(here / "docs/link"): ("skipped", "symlink"),
        str(here / "docs/a\\b"): ("held", "separator"),
        str(here / "pipe"): ("skipped", "special_file"),
        str(here / "docs"): ("held", "separator"),
        str(here / ".megadesk"): ("skipped", "our_own"),
        str(here.parent / "outside.txt"): ("skipped", "not_in_a_pair"),
        "/Other": ("skipped", "only_in_the_cloud"),
    }
    for path, (state, reason) in expected.items():
        found = cli_json(home, "why", path)
        assert (found["path"], found["state"], found["reason"]) == (path, state, reason)
        code, out, _ = cli(home, "why", path)
        assert (code, out) == (0, out.strip() + "\n")
        assert found["detail"] in out
    assert cli(home, "why", str(here / "nowhere"))[0] == 4
    (pair,) = cli_json(home, "sync", "list")
    cli(home, "sync", "pause", pair["id"])
    (here / "docs" / "fine.txt").write_text("edited meanwhile")
    assert cli_json(home, "why", str(here / "docs/fine.txt"))["reason"] == "paused"
    cli(home, "sync", "resume", pair["id"])
    pairing.settle()
    pairing.server.kill()
    (here / "docs" / "fine.txt").write_text("edited offline")
    found = cli_json(home, "why", str(here / "docs/fine.txt"))
    assert (found["state"], found["reason"] in {"offline", "just_saved", "uploading", "queued"}) == ("waiting", True)
    pairing.server.start()
    pairing.settle()
