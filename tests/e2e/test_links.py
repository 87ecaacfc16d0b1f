"""Symbolic links between real devices: kept as links where a pair says so, left alone where it does not."""

from __future__ import annotations

from pathlib import Path

from fakes.pairing import Pairing
from fakes.processes import cli_json, tree_of


def chosen(pairing: Pairing, device: int, choice: str) -> None:
    """Choose on one device, from the command line."""
    home = (pairing.one, pairing.two)[device].home
    (pair,) = cli_json(home, "sync", "list")
    assert cli_json(home, "sync", "symlinks", pair["id"], choice)["symlinks"] == choice


def links(folder: Path) -> dict[str, str]:
    """Return the links of a folder."""
    found = {str(path.relative_to(folder)): str(path.readlink()) for path in folder.rglob("*") if path.is_symlink()}
    return {path: target for path, target in found.items() if not path.startswith(".megadesk/")}


def test_links_travel_where_both_keep_them(pairing: Pairing, tmp_path: Path) -> None:
    """A device that skips gets none and removes none; told to keep them it gets them, and a kill changes nothing."""
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    chosen(pairing, 0, "keep")
    (pairing.here / "docs").mkdir()
    (pairing.here / "docs" / "a.txt").write_bytes(b"alpha")
    targets = {"latest": "docs/a.txt", "docs/out": str(secret), "lost": "../nowhere"}
    for name, target in targets.items():
        (pairing.here / name).symlink_to(target)
    pairing.settle()
    assert links(pairing.there) == {}
    assert tree_of(pairing.there) == {"docs": None, "docs/a.txt": b"alpha"}
    (shown,) = cli_json(pairing.two.home, "sync", "list")
    assert {held["path"]: held["code"] for held in shown["held"]} == dict.fromkeys(targets, "symlink")

    chosen(pairing, 1, "keep")
    pairing.two.kill()
    pairing.two.start()
    pairing.settle()
    assert links(pairing.there) == links(pairing.here) == targets
    (pairing.there / "lost").unlink()
    (pairing.there / "lost").symlink_to("docs")
    (pairing.there / "docs" / "out").rename(pairing.there / "moved")
    pairing.settle()
    assert links(pairing.here) == {"latest": "docs/a.txt", "moved": str(secret), "lost": "docs"}

    chosen(pairing, 1, "skip")
    (pairing.there / "latest").unlink()
    (pairing.here / "moved").unlink()
    pairing.settle()
    assert links(pairing.here) == {"latest": "docs/a.txt", "lost": "docs"}
    assert links(pairing.there) == {"moved": str(secret), "lost": "docs"}
    assert secret.read_bytes() == b"secret"
