"""What people look at before they do anything: lists, searches, what was done and by whom, what a file held; on real devices."""

from __future__ import annotations

from typing import Any

from fakes.pairing import Pairing
from fakes.processes import cli, cli_json


def lived(pairing: Pairing) -> int:
    """Let both devices work on a folder; return a moment in the middle."""
    (pairing.here / "trip").mkdir()
    for name in ("beach", "boat"):
        (pairing.here / "trip" / f"{name}.txt").write_text(f"{name}, first")
    pairing.settle()
    middle = pairing.one.status().head["main"].seq
    (pairing.there / "trip" / "beach.txt").write_text("beach, by two")
    pairing.settle()
    (pairing.there / "trip" / "boat.txt").unlink()
    pairing.settle()
    return middle


def by_name(listed: list[dict[str, Any]]) -> dict[str, tuple[str, str, str]]:
    """Return device, place here and state of each."""
    return {one["path"]: (one["device"], one["local"], one["state"]) for one in listed}


def test_a_list_says_who_wrote_what_and_where_it_is_here(pairing: Pairing) -> None:
    """Each device has its own places, and both the same names for devices; a search finds the same."""
    lived(pairing)
    for device, folder in ((pairing.one, pairing.here), (pairing.two, pairing.there)):
        found = by_name(cli_json(device.home, "ls", "-R", "/Sync"))
        assert found["/Sync/trip/beach.txt"] == ("two", str(folder / "trip/beach.txt"), "synced")
        assert found["/Sync/trip"] == ("one", str(folder / "trip"), "synced")
        assert by_name(cli_json(device.home, "find", "BEACH")) == {
            "/Sync/trip/beach.txt": found["/Sync/trip/beach.txt"]
        }
        assert [one["path"] for one in cli_json(device.home, "find", "*.txt", "/Sync/trip")] == ["/Sync/trip/beach.txt"]
    stat = cli_json(pairing.one.home, "stat", "/Sync/trip/beach.txt")
    assert (stat["versions"], stat["device"], stat["message"]) == (2, "two", "")
    assert cli(pairing.one.home, "sync", "pause", str(pairing.here))[0] == 0
    (pairing.there / "late.txt").write_text("late")
    pairing.two.wait()
    late = cli_json(pairing.one.home, "stat", "/Sync/late.txt")
    assert (late["state"], late["local"]) == ("paused", "")
    assert "paused" in late["message"]


def test_both_devices_tell_the_same_of_what_was_done(pairing: Pairing) -> None:
    """Who did what, the newest first; also on a device that came later, and without a server what was looked at once."""
    lived(pairing)
    told = [cli_json(device.home, "activity", "--path", "/Sync/trip") for device in (pairing.one, pairing.two)]
    for found, home in zip(told, (pairing.one.home, pairing.two.home), strict=True):
        of_two = [line for line in found["lines"] if line["device"] == "two"]
        assert {line["here"] for line in of_two} == {home == pairing.two.home}
        done = {(one["change"], one["path"]) for line in of_two for one in line["examples"]}
        assert done == {("edited", "/Sync/trip/beach.txt"), ("removed", "/Sync/trip/boat.txt")}
        of_one = [line for line in found["lines"] if line["device"] == "one"]
        assert sum(line["counts"].get("added", 0) for line in of_one) == 2
    without = [[{**line, "here": None} for line in found["lines"]] for found in told]
    assert without[0] == without[1]
    pairing.server.kill()
    assert cli_json(pairing.one.home, "activity", "--path", "/Sync/trip")["lines"] == told[0]["lines"]
    removed = cli_json(pairing.one.home, "activity", "--kind", "removed", "--device", "two")["lines"]
    assert [line["counts"] for line in removed] == [{"removed": 1}]


def test_a_file_of_then_is_read_without_bringing_it_back(pairing: Pairing) -> None:
    """At a moment, in a version, from the bin."""
    middle = lived(pairing)
    home = pairing.one.home
    assert cli(home, "cat", "/Sync/trip/boat.txt", "--at", f"#{middle}")[1] == "boat, first"
    assert cli(home, "cat", "bin:/boat.txt")[1] == "boat, first"
    versions = cli_json(home, "versions", "/Sync/trip/beach.txt")
    texts = [cli(home, "cat", "/Sync/trip/beach.txt", "--version", str(one["version"]))[1] for one in versions]
    assert texts == ["beach, by two", "beach, first"]
    assert cli(home, "cat", "/Sync/trip/boat.txt")[0] == 4
    assert not (pairing.here / "trip" / "boat.txt").exists()


def test_both_versions_of_a_conflict_are_read_before_one_is_kept(pairing: Pairing) -> None:
    """On either device; local and remote as each of them sees it."""
    (pairing.here / "report.txt").write_text("base")
    pairing.settle()
    pairing.server.kill()
    (pairing.here / "report.txt").write_text("from one")
    (pairing.there / "report.txt").write_text("from two, later")
    pairing.server.start()
    pairing.settle()
    for device, texts in (
        (pairing.one, ("from one", "from two, later")), (pairing.two, ("from two, later", "from one")),
    ):  # fmt: skip
        (asked,) = cli_json(device.home, "issues", "list", "--code", "conflict")
        found = [cli(device.home, "issues", "preview", asked["id"], "--keep", keep)[1] for keep in ("local", "remote")]
        assert tuple(found) == texts
