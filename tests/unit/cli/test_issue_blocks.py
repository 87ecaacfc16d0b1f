"""Issues as a person reads them."""

from __future__ import annotations

import msgspec
import pytest

from megadesk.cli import issue_blocks
from megadesk.cli.render import Block, plain_lines
from megadesk.ipc.messages import IssueChange, IssueDetail, IssueLoss, IssueRow, Issues, IssueVersion, ResolvedIssues
from megadesk.model.answers import answer_words
from megadesk.model.reasons import COMMANDS, reason_of

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
    shown = text(issue_blocks.listing(Issues(issues=[ROW, HELD])))
    assert "2 issues, 1 to decide." in shown
    assert "\x1b" not in shown
    assert text(issue_blocks.listing(Issues(issues=[HELD]))).count("to decide") == 0


def test_losses_are_shown_by_direction_with_their_sums() -> None:
    """Folders, single files and groups of files; what is not shown is counted."""
    losses = [
        IssueLoss(where="local", path="here", kind="folder", files=3, bytes=10),
        IssueLoss(where="remote", path="there.txt", kind="file", files=1, bytes=20),
        IssueLoss(where="change", path="", kind="files", files=250, bytes=30),
    ]
    lines = text(issue_blocks.detail(IssueDetail(issue=ROW, losses=losses, files=260, bytes=1024))).splitlines()
    at = lines.index("Deleted from this computer:")
    assert lines[at + 1].split() == ["here/", "3", "files", "10", "bytes"]
    assert lines[lines.index("Deleted from the cloud:") + 1].split() == ["there.txt", "20", "bytes"]
    assert lines[lines.index("Replaced in the cloud:") + 1].split() == ["*", "250", "files", "30", "bytes"]
    assert "Together: 260 files, 1.0 KiB (6 files not shown)." in lines
    assert any("resolve 258a2846cc --approve" in line and "exactly what was shown" in line for line in lines)


def test_mass_change_is_shown_with_the_way_back() -> None:
    """When it began, how far it came, what it did to names, and the command that leads back; then what waits."""
    change = IssueChange(
        files=512, uploaded=480, ending=".locked", names=["a\x1b.docx", "b.docx"], since="2026-11-26T07:36:12.345Z",
        before="2026-11-26T07:36:12.344Z", rewind="megadesk rewind restore /Docs --at 2026-11-26T07:36:12.344Z",
    )  # fmt: skip
    shown = text(issue_blocks.detail(IssueDetail(issue=ROW, change=change)))
    assert "\x1b" not in shown
    for words in ("2026-11-26 07:36:12Z", "512, 480 of them already uploaded", "b.docx", ".locked", change.rewind):
        assert words in shown
    fresh = msgspec.structs.replace(change, uploaded=0, ending="", rewind="")
    shown = text(issue_blocks.detail(IssueDetail(issue=ROW, change=fresh)))
    assert "rewind" not in shown
    assert "New ending" not in shown


def test_versions_are_shown_side_by_side() -> None:
    """Which answer keeps which, with size, time and device of both."""
    versions = [
        IssueVersion(keep="local", path="d/copy.txt", size=10, mtime="2026-11-25T13:52:28Z", device="two"),
        IssueVersion(keep="remote", path="d/a.txt", size=18, mtime="2026-11-25T13:52:27Z", device=None),
    ]
    shown = text(issue_blocks.detail(IssueDetail(issue=HELD, versions=versions)))
    assert "--keep local   copy.txt  10 bytes  2026-11-25 13:52:28Z  two" in shown
    assert "--keep remote  a.txt     18 bytes  2026-11-25 13:52:27Z" in shown


@pytest.mark.parametrize("code", ["conflict", "only_there_new", "mass_change", "root_missing", "unreadable"])
def test_every_choice_says_what_it_does(code: str) -> None:
    """No command is offered without what comes of it, in the words of its kind."""
    offered = [remedy for remedy in reason_of(code).remedies if remedy in COMMANDS]
    row = msgspec.structs.replace(ROW, code=code, actions=[COMMANDS[one] for one in offered])
    shown = text(issue_blocks.detail(IssueDetail(issue=row)))
    for one in offered:
        assert answer_words(code, one) in shown
        assert f"megadesk issues resolve {row.id} {COMMANDS[one]}" in shown


def test_choice_of_a_newer_engine_is_shown() -> None:
    """What this version has no words for is offered all the same."""
    row = msgspec.structs.replace(ROW, actions=["--explode"])
    assert "megadesk issues resolve 258a2846cc --explode" in text(issue_blocks.detail(IssueDetail(issue=row)))


def decided(action: str, *codes: str) -> list[str]:
    """Return the lines about issues of these codes that were decided."""
    rows = [msgspec.structs.replace(ROW, code=code) for code in codes]
    return text(issue_blocks.resolved(ResolvedIssues(resolved=rows), action)).splitlines()


def test_what_was_decided_is_said_for_its_kind() -> None:
    """One issue has a sentence of its own, true for what is done."""
    assert decided("restore", "mass_removal")[0].startswith("What was deleted here is downloaded again")
    assert decided("restore", "mass_change")[0].startswith("The cloud versions are downloaded again")
    assert decided("keep_local", "only_there_new")[0].startswith("It is deleted in the cloud and kept in the bin")
    assert decided("keep_both", "conflict") == ["Both stay as they are, and are not shown again on this device."]
    assert decided("locate", "root_missing") == ["Syncing continues in this folder."]
    assert "merged" in decided("relink", "root_missing")[0]
    assert decided("explode", "conflict") == ["Done."]


def test_many_are_said_with_their_number_kind_by_kind() -> None:
    """How many of each kind, and what comes of them; nothing, if there were none."""
    assert decided("keep_both", "conflict", "only_there_new", "conflict") == [
        "2 issues (conflict), each: both stay as they are, and are not shown again on this device.",
        "1 issue (only_there_new): both sides have it, as two files where they differ.",
    ]
    assert decided("keep_local", *["only_there_new"] * 30)[0].startswith(
        "30 issues (only_there_new), each: it is deleted"
    )
    assert decided("retry") == ["There was nothing to decide."]


def test_what_is_decided_for_later_is_not_said_to_be_done() -> None:
    """Of a paused folder, of a busy one, and beside what is done already."""
    pair = "do\\x1bcs"
    paused = text(issue_blocks.resolved(ResolvedIssues(resolved=[ROW], paused=[ROW.id]), "approve"))
    assert paused == f"Decided. It is downloaded once the folder is resumed: “megadesk sync resume {pair}”."
    busy = ResolvedIssues(resolved=[ROW, HELD], awaited=[ROW.id, HELD.id])
    assert text(issue_blocks.resolved(busy, "retry")).startswith(f"2 issues decided. “{pair}” is busy: ")
    mixed = text(issue_blocks.resolved(ResolvedIssues(resolved=[ROW, HELD], awaited=[ROW.id]), "retry")).splitlines()
    assert [line.partition(":")[0] for line in mixed] == ["1 issue (mass_removal)", f"Decided. “{pair}” is busy"]


def test_what_is_still_looked_at_is_no_all_clear() -> None:
    """An empty list says what it does not know yet; so does an answer that found nothing to decide."""
    said = "“docs” is still being scanned: there may be more in a moment."
    assert text(issue_blocks.listing(Issues(issues=[], looking=["docs"]))) == said
    assert text(issue_blocks.listing(Issues(issues=[ROW], looking=["docs"]))).endswith(said)
    assert text(issue_blocks.resolved(ResolvedIssues(resolved=[], looking=["docs"]), "retry")) == said
