"""The package's own data."""

from __future__ import annotations

from megadesk.host.resources import resource_folder


def test_icons_are_found_with_their_licence() -> None:
    """Wherever the package is."""
    folder = resource_folder("icons")
    assert (folder / "LICENSE").is_file()
    assert (folder / "megadesk.svg").is_file()
