"""Issues and how a path stands, for people: what happened, what it means, what can be done. Pure, as ``render``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from megadesk.cli.render import Block, Grid, exact_size, facts, when
from megadesk.ipc.messages import IssueDetail, IssueLoss, IssueRow, ResolvedIssues, Standing
from megadesk.model.relpath import printable
from megadesk.model.wording import counted, size_text

WHERE: Final = {
    "local": "From this computer", "remote": "From the cloud", "change": "Replaced in the cloud",
}  # fmt: skip

NOTHING: Final = "Nothing needs your attention."

DONE: Final = {
    "keep_local": "The conflict copy has the name now; the other version is in the bin.",
    "keep_remote": "The file keeps its name; the conflict copy is in the bin.",
    "keep_both": "Both stay as they are, and are not shown here again.",
    "approve": "The sync goes on, with exactly what was shown.",
    "restore": "It is brought back: what was here is fetched again, what was in the cloud is uploaded again.",
    "locate": "The sync goes on in this folder.",
    "retry": "It is looked at again now.",
}
"""What a decision means, as one sentence."""

DECIDED: Final = "It is brought to be so, here and in the cloud. What is replaced is kept in the bin or in the debris."
"""The same for several kinds at once, or for what does not travel in a pair of one direction."""


def listing(found: Sequence[IssueRow]) -> list[Block]:
    """Return the issues: what each is, in a line, and below what can be done about each kind."""
    if not found:
        return [NOTHING]
    rows = tuple((one.id, printable(one.pair), one.code, when(one.since), printable(one.path)) for one in found)
    asks = sum(one.kind == "asked" for one in found)
    summary = f"{counted(len(found), 'issue')}." if not asks else f"{counted(len(found), 'issue')}, {asks} to decide."
    return [
        Grid(("Id", "Pair", "Kind", "Since", "Path"), rows), "", summary,
        "More, and what you can do: megadesk issues show ID",
    ]  # fmt: skip


def detail(body: IssueDetail) -> list[Block]:
    """Return one issue: what, why, your choices."""
    one = body.issue
    blocks: list[Block] = [printable(one.message), ""]
    blocks.append(facts(("Pair", one.pair), ("Path", one.path), ("Since", when(one.since)), ("Code", one.code)))
    if body.versions:
        blocks += ["", *_versions(body)]
    if body.losses:
        blocks += ["", *_losses(body)]
    return [*blocks, "", *_choices(one)]


def _versions(body: IssueDetail) -> Iterator[Block]:
    rows = tuple(
        (
            f"--keep {one.keep}",
            printable(one.path.rpartition("/")[2]),
            exact_size(one.size),
            when(one.mtime),
            printable(one.device or ""),
        )
        for one in body.versions
    )
    yield Grid(("Kept with", "Name", "Size", "Changed", "Saved on"), rows)


def _losses(body: IssueDetail) -> Iterator[Block]:
    for where, title in WHERE.items():
        lines = [one for one in body.losses if one.where == where]
        if lines:
            yield f"{title}:"
            yield Grid(("", "", ""), tuple(_loss(one) for one in lines), frozenset({1, 2}))
    shown = sum(one.files for one in body.losses)
    more = f" ({counted(body.files - shown, 'file')} not shown)" if shown < body.files else ""
    yield f"Together: {counted(body.files, 'file')}, {size_text(body.bytes)}{more}."


def _loss(one: IssueLoss) -> tuple[str, str, str]:
    name = printable(one.path)
    if one.kind == "files":
        name = f"{name}/*" if name else "*"
    elif one.kind == "folder":
        name += "/"
    return f"  {name}", counted(one.files, "file") if one.kind != "file" else "", size_text(one.bytes)


def _choices(one: IssueRow) -> Iterator[Block]:
    """Yield what can be done: the remedy as a sentence, then each command to type with what it means."""
    yield printable(one.remedy)
    if one.actions:
        meaning = MEANING if one.code == "conflict" else MEANING | ONE_WAY
        commands = tuple(
            (f"  megadesk issues resolve {one.id} {action}", meaning.get(action, "")) for action in one.actions
        )
        yield Grid(("", ""), commands)


MEANING: Final = {
    "--retry": "try it again now",
    "--keep local": "the conflict copy takes the name; the other goes to the bin",
    "--keep remote": "the file keeps the name; the conflict copy goes to the bin",
    "--keep both": "leave both, and do not show it again",
    "--approve": "let exactly this happen",
    "--restore": "bring back what would go",
    "--locate DIR": "the folder is here now",
    "--locate DIR --relink": "use this folder instead: what is in it and in the cloud is joined",
}
"""What each command of a choice means."""

ONE_WAY: Final = {
    "--keep local": "what is here goes to the cloud, this once",
    "--keep remote": "what is in the cloud comes here, this once",
    "--keep both": "both on both sides, as two files if they differ",
}
"""The same for what does not travel in a pair of one direction."""


def resolved(body: ResolvedIssues, action: str) -> list[Block]:
    """Return what was decided, and what could not be done."""
    blocks: list[Block] = []
    if body.resolved:
        several = f"{counted(len(body.resolved), 'issue')}: " if len(body.resolved) > 1 else ""
        conflicts = all(one.code == "conflict" for one in body.resolved)
        kept = action.startswith("keep_") and not conflicts
        blocks.append(several + (DECIDED if kept else DONE.get(action, "Done.")))
    elif not body.problems:
        blocks.append("There was nothing to decide.")
    return blocks + [f"Not done: {printable(one.path or one.pair)}: {one.message}" for one in body.problems]


def standing(body: Standing) -> list[Block]:
    """Return how one path stands: what holds it, since when, and what can be done."""
    since = f" Since {when(body.since)}." if body.since and body.state != "synced" else ""
    return [f"{printable(body.detail)}{since} {printable(body.remedy)}"]
