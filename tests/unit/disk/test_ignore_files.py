"""Ignore files as the disk has them."""

from __future__ import annotations

import os

import pytest

from fakes.folders import DiskBench
from megadesk.disk.ignore_files import MAX_BYTES, NOT_TEXT, TOO_LARGE, UNREADABLE, kept_text, read_ignore_file
from megadesk.model.errors import BadUsage
from megadesk.model.listing import IgnoreText
from megadesk.model.relpath import RelPath

PATH = RelPath(".deskignore")


def test_text_is_read(bench: DiskBench) -> None:
    """A file of just the largest size is read whole; an empty one says nothing."""
    bench.put(PATH, b"*.log\n# \xc3\xbc\n")
    assert read_ignore_file(bench.root, PATH, "before") == IgnoreText("*.log\n# ü\n")
    bench.put(PATH, b"x" * MAX_BYTES)
    assert read_ignore_file(bench.root, PATH, "before") == IgnoreText("x" * MAX_BYTES)
    bench.put(PATH, b"")
    assert read_ignore_file(bench.root, PATH, "before") == IgnoreText("")


@pytest.mark.parametrize(("data", "fault"), [(b"\xff\xfea\x00", NOT_TEXT), (b"x" * (MAX_BYTES + 1), TOO_LARGE)])
def test_what_is_no_text_leaves_what_was_said(bench: DiskBench, data: bytes, fault: str) -> None:
    """It is a fault, and the rules before it go on."""
    bench.put(PATH, data)
    assert read_ignore_file(bench.root, PATH, "before") == IgnoreText("before", fault)


def test_what_is_no_file_leaves_what_was_said(bench: DiskBench) -> None:
    """A link is not followed, a pipe does not hold the scan, a folder is no text; neither is nothing."""
    assert read_ignore_file(bench.root, PATH, "before") == IgnoreText("before", UNREADABLE)
    bench.put("real", b"*")
    (bench.path / PATH).symlink_to("real")
    assert read_ignore_file(bench.root, PATH, "before") == IgnoreText("before", UNREADABLE)
    (bench.path / PATH).unlink()
    os.mkfifo(bench.path / PATH)
    assert read_ignore_file(bench.root, PATH, "before") == IgnoreText("before", UNREADABLE)
    (bench.path / PATH).unlink()
    bench.make_folder("sub/.deskignore")
    assert read_ignore_file(bench.root, RelPath("sub/.deskignore"), "") == IgnoreText("", UNREADABLE)


def test_who_changes_it_gets_its_looks_with_it(bench: DiskBench) -> None:
    """None where there is no file; an error, not old words, where it is no text: it would be written over."""
    assert kept_text(bench.root, PATH) is None
    assert kept_text(bench.root, RelPath("no/.deskignore")) is None
    expected = bench.write(PATH, b"*.log")
    found = kept_text(bench.root, PATH)
    assert found is not None
    assert (found.text, found.fingerprint) == ("*.log", expected)
    bench.put(PATH, b"\xff\xfea\x00")
    with pytest.raises(BadUsage):
        kept_text(bench.root, PATH)
