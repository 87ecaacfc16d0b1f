"""Issues and how a path stands, for people: what happened, what it means, what can be done. Pure, as ``render``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from megadesk.cli.render import Block, Grid, exact_size, facts, when
from megadesk.ipc.messages import IssueChange, IssueDetail, IssueLoss, IssueRow, Issues, ResolvedIssues, Standing
from megadesk.model.answers import answer_words
from megadesk.model.reasons import COMMANDS
from megadesk.model.relpath import printable
from megadesk.model.wording import count_text, counted, size_text

WHERE: Final = {
    "local": "Deleted from this computer", "remote": "Deleted from the cloud", "change": "Replaced in the cloud",
}  # fmt: skip

NOTHING: Final = "Nothing needs your attention."

ACTIONS: Final = {option: remedy.value for remedy, option in COMMANDS.items()}
"""What a command of “issues resolve” is called between engine and front ends."""


def listing(body: Issues, *, of_all: bool = True) -> list[Block]:
    """Return the issues, a line each. ``of_all``: nothing was left out that was not asked for."""
    found, looking = body.issues, still_looking(body.looking)
    if not found:
        return [*looking] or [NOTHING if of_all else "There is no such issue."]
    rows = tuple((one.id, printable(one.pair), one.code, when(one.since), printable(one.path)) for one in found)
    asks = sum(one.kind == "asked" for one in found)
    summary = f"{counted(len(found), 'issue')}." if not asks else f"{counted(len(found), 'issue')}, {asks} to decide."
    return [
        Grid(("Id", "Pair", "Kind", "Since", "Path"), rows), "", summary,
        "More, and what you can do: megadesk issues show ID", *looking,
    ]  # fmt: skip


def still_looking(names: Sequence[str]) -> list[str]:
    """Return a sentence for each folder that cannot say yet what there is."""
    return [f"“{printable(name)}” is still being scanned: there may be more in a moment." for name in names]


def detail(body: IssueDetail) -> list[Block]:
    """Return one issue: what, why, your choices."""
    one = body.issue
    blocks: list[Block] = [printable(one.message), ""]
    blocks.append(facts(("Pair", one.pair), ("Path", one.path), ("Since", when(one.since)), ("Code", one.code)))
    if body.versions:
        blocks += ["", *_versions(body)]
    if body.change is not None:
        blocks += ["", *_change(body.change)]
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


def _change(change: IssueChange) -> Iterator[Block]:
    """Yield what a mass change did so far, and what leads back."""
    yield facts(
        ("Began", when(change.since)),
        ("Files", f"{count_text(change.files)}, {count_text(change.uploaded)} of them already uploaded"),
        ("Such as", ", ".join(change.names)),
        ("New ending", change.ending),
        ("As before", change.rewind),
    )
    yield ""
    yield "What waits:"


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
        yield Grid(
            ("", ""),
            tuple((f"  megadesk issues resolve {one.id} {option}", _meaning(one, option)) for option in one.actions),
        )


def _meaning(one: IssueRow, option: str) -> str:
    return answer_words(one.code, ACTIONS.get(option, ""))


def resolved(body: ResolvedIssues, action: str) -> list[Block]:
    """Return what was decided, and what could not be done."""
    later = {*body.paused, *body.awaited}
    counts = Counter(one.code for one in body.resolved if one.id not in later)
    alone = len(body.resolved) == 1
    blocks: list[Block] = [_decided(code, action, count, alone=alone) for code, count in counts.items()]
    blocks += [f"{counted(body.more, 'issue')} more decided alike."] if body.more else []
    blocks += _later(body)
    if not blocks and not body.problems and not body.looking:
        blocks.append("There was nothing to decide.")
    blocks += [f"Not done: {printable(one.path or one.pair)}: {one.message}" for one in body.problems]
    return blocks + still_looking(body.looking)


def _later(body: ResolvedIssues) -> Iterator[str]:
    """Yield what was decided and is carried out later, for each folder that it waits for."""
    for ids, sentence in (
        (body.paused, "It is downloaded once the folder is resumed: “megadesk sync resume {pair}”."),
        (body.awaited, "“{pair}” is busy: it is done once the folder has been scanned."),
    ):
        counts = Counter(one.pair for one in body.resolved if one.id in ids)
        for pair, count in counts.items():
            decided = "Decided" if count == 1 else f"{counted(count, 'issue')} decided"
            yield f"{decided}. {sentence.format(pair=printable(pair))}"


def _decided(code: str, action: str, count: int, *, alone: bool) -> str:
    """Return what comes of a decision about so many issues of a kind; ``alone``: there was but this one."""
    words = answer_words(code, action) or "done"
    if alone:
        return f"{words[:1].upper()}{words[1:]}."
    each = ", each" if count > 1 else ""
    return f"{counted(count, 'issue')} ({code}){each}: {words}."


def standing(body: Standing) -> list[Block]:
    """Return how one path stands: what holds it, since when, and what can be done."""
    since = f" Since {when(body.since)}." if body.since and body.state != "synced" else ""
    return [f"{printable(body.detail)}{since} {printable(body.remedy)}"]
