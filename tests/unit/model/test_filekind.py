"""What kind of file a name says it is."""

from __future__ import annotations

import pytest

from megadesk.model.filekind import FileKind, kind_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.JPG", FileKind.IMAGE), ("b/c.mkv", FileKind.VIDEO), ("x.tar.gz", FileKind.ARCHIVE), ("song.opus", FileKind.AUDIO),
        ("report.odt", FileKind.DOCUMENT), ("Makefile", FileKind.OTHER), ("a.b/c", FileKind.OTHER), ("", FileKind.OTHER),
        ("name.", FileKind.OTHER), (".png", FileKind.IMAGE), ("\udcff.gif", FileKind.IMAGE),
    ],
)  # fmt: skip
def test_the_last_ending_says_it(name: str, kind: FileKind) -> None:
    """In any spelling, and never with an error."""
    assert kind_of(name) is kind
