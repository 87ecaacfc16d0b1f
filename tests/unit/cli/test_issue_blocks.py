"""Issues as a person reads them."""

from __future__ import annotations

import msgspec

from megadesk.cli import issue_blocks
from megadesk.cli.render import Block, plain_lines
from megadesk.ipc.messages import IssueDetail, IssueLoss, IssueRow, IssueVersion, ResolvedIssues
from megadesk.model.reasons import COMMANDS

ROW = IssueRow(
    id="258a2846cc", pair="do\x1bcs", path="a\x1b.txt", code="mass_removal", kind="asked", message="Files would go.",
    remedy="Decide.", since="2026-11-25T13:52:30Z", remedies=["approve", "restore"], actions=["--approve", "--restore"],
)  # fmt: skip
HELD = msgspec.structs.replace(ROW, id="ffff", kind="held", actions=[])


def text(blocks: list[Block]) -> str:
    """Return the lines of blocks."""
    return "\n".join(plain_lines(blocks))


def test_list_says_how_many_are_to_be_decided() -> None:
    """Names cannot move the cursor; what asks is counted apart."""
    shown = text(issue_blocks.listing([ROW, HELD]))
    assert "2 issues, 1 to decide." in shown
    assert "\x1b" not in shown
    assert text(issue_blocks.listing([HELD])).count("to decide") == 0


def test_losses_are_shown_by_direction_with_their_sums() -> None:
    """Folders, single files and groups of files; what is not shown is counted."""
    losses = [
        IssueLoss(where="local", path="here", kind="folder", files=3, bytes=10),
        IssueLoss(where="remote", path="there.txt", kind="file", files=1, bytes=20),
        IssueLoss(where="change", path="", kind="files", files=250, bytes=30),
    ]
    lines = text(issue_blocks.detail(IssueDetail(issue=ROW, losses=losses, files=260, bytes=1024))).splitlines()
    at = lines.index("From this computer:")
    assert lines[at + 1].split() == ["here/", "3", "files", "10", "bytes"]
    assert lines[lines.index("From the cloud:") + 1].split() == ["there.txt", "20", "bytes"]
    assert lines[lines.index("Replaced in the cloud:") + 1].split() == ["*", "250", "files", "30", "bytes"]
    assert "Together: 260 files, 1.0 KiB (6 files not shown)." in lines
    assert any("resolve 258a2846cc --approve" in line and "exactly this" in line for line in lines)


def test_versions_are_shown_side_by_side() -> None:
    """Which answer keeps which, with size, time and device of both."""
    versions = [
        IssueVersion(keep="local", path="d/copy.txt", size=10, mtime="2026-11-25T13:52:28Z", device="two"),
        IssueVersion(keep="remote", path="d/a.txt", size=18, mtime="2026-11-25T13:52:27Z", device=None),
    ]
    shown = text(issue_blocks.detail(IssueDetail(issue=HELD, versions=versions)))
    assert "--keep local   copy.txt  10 bytes  2026-11-25 13:52:28Z  two" in shown
    assert "--keep remote  a.txt     18 bytes  2026-11-25 13:52:27Z" in shown


def test_every_command_says_what_it_means() -> None:
    """No choice is offered without a word about it, and each decision has its sentence."""
    assert set(COMMANDS.values()) == set(issue_blocks.MEANING)
    assert {remedy.value for remedy in COMMANDS} - {"relink"} == set(issue_blocks.DONE)


def test_what_was_decided_is_said() -> None:
    """One, several, or nothing."""
    assert text(issue_blocks.resolved(ResolvedIssues(resolved=[ROW]), "approve")).startswith("The sync goes on")
    assert text(issue_blocks.resolved(ResolvedIssues(resolved=[ROW, HELD]), "retry")).startswith("2 issues: ")
    assert text(issue_blocks.resolved(ResolvedIssues(resolved=[]), "retry")) == "There was nothing to decide."
