"""Which version of a conflict an answer means, by who made them."""

from __future__ import annotations

import pytest

from fakes.trees import node_id, tree
from megadesk.engine.versions import Makers, Versions
from megadesk.model.errors import BadUsage
from megadesk.model.ids import DeviceId
from megadesk.model.reasons import Remedy

DESK, LAP, NAMESAKE = (DeviceId(bytes([number]) * 16) for number in (1, 2, 3))
LABELS = {DESK: "desk", LAP: "lap", NAMESAKE: "desk"}


def made(stamp: str, copy: DeviceId | None, name: DeviceId | None, *, here_name: str = "desk") -> Versions:
    """Return a conflict as the desk sees it: the stamp in the copy's name, and who signed which record."""
    shown = tree("name@a.txt=1", f"copy@a (conflicted copy {stamp} 2026-11-20 140503).txt=2")
    authors = {node_id("copy"): copy, node_id("name"): name}
    makers = Makers(here=DESK, here_name=here_name, author=authors.__getitem__, label=LABELS.__getitem__)
    return makers.versions(shown[node_id("copy")], shown[node_id("name")])


@pytest.mark.parametrize(
    ("versions", "local", "remote"),
    [
        (made("desk", DESK, LAP), Remedy.KEEP_COPY, Remedy.KEEP_NAME),
        (made("lap", LAP, DESK), Remedy.KEEP_NAME, Remedy.KEEP_COPY),
        (made("old name", DESK, LAP), Remedy.KEEP_COPY, Remedy.KEEP_NAME),
        (made("desk", None, LAP), Remedy.KEEP_COPY, Remedy.KEEP_NAME),
        (made("desk", LAP, LAP), Remedy.KEEP_COPY, Remedy.KEEP_NAME),
        (made("desk", NAMESAKE, DESK), Remedy.KEEP_NAME, Remedy.KEEP_COPY),
    ],
    ids=["copy here", "name here", "renamed since", "record unknown", "moved elsewhere since", "two of one name"],
)
def test_local_is_the_version_made_here(versions: Versions, local: Remedy, remote: Remedy) -> None:
    """Whether it stands beside or has the name; remote is the other one."""
    assert versions.kept_by("keep_local") is local
    assert versions.kept_by("keep_remote") is remote
    assert (versions.word_for(local), versions.word_for(remote)) == ("local", "remote")
    assert versions.no_words == set()


@pytest.mark.parametrize(
    ("versions", "reason"),
    [
        (made("lap", LAP, LAP), "neither_here"),
        (made("desk", NAMESAKE, NAMESAKE), "neither_here"),
        (made("lap", LAP, None), "neither_here"),
        (made("desk", DESK, DESK), "both_here"),
        (made("lap", DESK, DESK), "both_here"),
    ],
)
@pytest.mark.parametrize("action", ["keep_local", "keep_remote"])
def test_what_is_not_clear_is_not_guessed(versions: Versions, reason: str, action: str) -> None:
    """Made here both or neither: local and remote are refused, copy and name say which."""
    with pytest.raises(BadUsage) as caught:
        versions.kept_by(action)
    assert caught.value.arguments["reason"] == reason
    assert versions.kept_by("keep_copy") is Remedy.KEEP_COPY
    assert versions.kept_by("keep_name") is Remedy.KEEP_NAME
    assert versions.word_for(Remedy.KEEP_COPY) == "copy"
    assert action in versions.no_words
