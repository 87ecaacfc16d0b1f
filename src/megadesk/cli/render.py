"""Answers for people, as blocks: plain lines and grids. Pure; ``console`` prints them, in colour on a terminal.

Names come from disks and other devices: everything that reaches a terminal goes through ``printable`` first, so that
no name can move the cursor or write a title.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from megadesk.ipc.messages import (
    CloudEntry,
    CloudStat,
    EngineStatus,
    PairStatus,
    Quota,
    Session,
    SignedIn,
    Status,
    TransferStatus,
)
from megadesk.model.reasons import ReasonKind, reason_of
from megadesk.model.relpath import printable
from megadesk.model.wording import count_text, counted, duration_text, size_text, words_for


@dataclass(frozen=True, slots=True)
class Grid:
    """A small table. ``right``: the columns, counted from 0, that hold numbers."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()


Block: TypeAlias = str | Grid

HELD_LINES: Final = 10
"""More would push the rest of a status off the screen; --json has them."""

KIND_TITLES: Final = {
    ReasonKind.HELD: "Cannot sync", ReasonKind.SKIPPED: "Skipped", ReasonKind.IGNORED: "Ignored",
    ReasonKind.WAITING: "Waiting", ReasonKind.FAILED: "Failed", ReasonKind.ASKED: "To decide",
    ReasonKind.SYNCED: "Good to know",
}  # fmt: skip

NO_DAY: Final = "1970-01-01"
"""Folders carry no time of their own: their records hold zero."""


def width(text: str) -> int:
    """Return how many columns a text takes on a terminal, near enough: wide letters and emoji take two."""
    return sum(
        0 if unicodedata.combining(char) or char == "\ufe0f" else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def plain_lines(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the lines of blocks without colour, for pipes and files; grids are lined up and never cut."""
    for block in blocks:
        if isinstance(block, str):
            yield block
        else:
            yield from _plain_grid(block)


def column_widths(grid: Grid) -> list[int]:
    """Return how wide each column has to be."""
    lines = _lines(grid)
    return [max(width(line[column]) for line in lines) for column in range(len(grid.titles))] if lines else []


def stacked(grid: Grid) -> list[str]:
    """Return a grid as a block of lines for each row, a title and a value in each: for where it is too wide."""
    wide = max(map(width, grid.titles), default=0)
    lines: list[str] = []
    for row in grid.rows:
        lines += [""] if lines else []
        lines += [
            f"{title}{' ' * (wide - width(title))}  {cell}".strip()
            for title, cell in zip(grid.titles, row, strict=True)
            if cell
        ]
    return lines


def _lines(grid: Grid) -> list[tuple[str, ...]]:
    return [grid.titles, *grid.rows] if any(grid.titles) else list(grid.rows)


def _plain_grid(grid: Grid) -> Iterator[str]:
    lines, widths = _lines(grid), column_widths(grid)
    for line in lines:
        cells = (
            " " * (wide - width(cell)) + cell if column in grid.right else cell + " " * (wide - width(cell))
            for column, (cell, wide) in enumerate(zip(line, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def facts(*pairs: tuple[str, str | None]) -> Grid:
    """Return a grid of names and values, without those that have none."""
    return Grid(("", ""), tuple((name, printable(value)) for name, value in pairs if value))


def exact_size(size_bytes: int) -> str:
    """Return a size rounded for people, and to the byte."""
    rounded, exact = size_text(size_bytes), counted(size_bytes, "byte")
    return exact if rounded == exact else f"{rounded} ({exact})"


def when(time: str | None) -> str:
    """Return an RFC 3339 time in UTC shortened for people: ``2026-11-20 14:05:03Z``; nothing for one never set."""
    if not time:
        return ""
    day, letter, rest = time.partition("T")
    if day == NO_DAY:
        return ""
    return f"{day} {rest[:8]}Z" if letter else printable(time)


# -- account and engine ---------------------------------------------------------------------------------------------


def signed_in(body: SignedIn) -> list[Block]:
    """Return who is signed in here, where the recovery key is, and what to know."""
    blocks: list[Block] = [
        f"Signed in as {printable(body.email)} on {printable(body.server)}.",
        facts(
            ("Device", f"{body.device_name} ({body.device[:8]})"),
            ("Keys kept in", key_store_text(body.key_store)),
            ("Fingerprint", body.fingerprint),
        ),
    ]
    if body.recovery_file:
        blocks += [
            f"The recovery key is in {printable(body.recovery_file)}.",
            "Keep it away from this computer: it is the only way back in if the password is forgotten.",
        ]
    if body.recovery_key:
        blocks += recovery_key(body.recovery_key)
    if body.other_devices:
        blocks.append(f"Also signed in: {', '.join(map(printable, body.other_devices))}.")
    return [*blocks, *(sentence_of(code) for code in body.warnings)]


def recovery_key(key: str) -> list[Block]:
    """Return a recovery key that is in no file, with what to do with it."""
    return [
        "The recovery key, which is shown this once and kept nowhere:",
        f"  {key}",
        "Write it down, away from this computer: it is the only way back in if the password is forgotten.",
    ]


def sentence_of(code: str) -> str:
    """Return the sentence and remedy for a problem code."""
    words = words_for(code)
    return f"{words.sentence} {words.remedy}"


def key_store_text(kind: str | None) -> str | None:
    """Return where the keys are kept, for people."""
    known = {
        "keyring": "the system's keyring",
        "file": "a file in the profile that only you can read",
        "session": "memory only; asked for again after a restart",
    }
    return known.get(kind, kind) if kind else None


def engine_status(body: EngineStatus) -> list[Block]:
    """Return whether an engine runs, and which."""
    if not body.running:
        return [f"No engine runs for {printable(body.home)}."]
    return [f"The engine {body.version} runs for {printable(body.home)} (process {body.pid})."]


def sessions(found: Sequence[Session]) -> list[Block]:
    """Return the sessions of the account."""
    rows = tuple(
        (
            one.id[:12],
            printable(one.device_name),
            when(one.created),
            when(one.last_seen),
            "this one" if one.current else "",
        )
        for one in found
    )
    return [Grid(("Id", "Device", "Signed in", "Last seen", ""), rows)]


# -- state ----------------------------------------------------------------------------------------------------------


def status(body: Status) -> list[Block]:
    """Return the state of everything: one sentence, then what is behind it."""
    blocks: list[Block] = [printable(body.sentence)]
    if body.frozen:
        blocks.append(sentence_of(body.frozen))
    if body.account:
        where = f"{body.server} ({'online' if body.online else 'offline'})"
        blocks.append(facts(("Account", body.account), ("Server", where), *_account_facts(body)))
    if body.pairs:
        blocks += ["", *pairs(body.pairs)]
    if body.backups:
        from megadesk.cli.backup_blocks import backups  # which draws with what is here

        blocks += ["", *backups(body.backups)]
    return blocks


def _account_facts(body: Status) -> Iterator[tuple[str, str | None]]:
    if body.quota is not None:
        yield "Storage", storage_text(body.quota)
    yield "Transfers", transfers_text(body.transfers)
    yield "Issues", f"{count_text(body.issues)}: “megadesk issues list” shows what they are" if body.issues else None
    yield "Keys kept in", key_store_text(body.key_store) if body.key_store != "keyring" else None


def storage_text(quota: Quota) -> str:
    """Return how much is stored, and for what if not all of it is files."""
    used = f"{size_text(quota.used)} of {size_text(quota.total)} used"
    parts = (("versions", quota.versions), ("bin", quota.bin), ("backups", quota.backups))
    more = [f"{size_text(size)} {word}" for word, size in parts if size]
    return f"{used}: {', '.join([f'{size_text(quota.files)} files', *more])}" if more else used


def transfers_text(body: TransferStatus) -> str | None:
    """Return what the transfers do together; None when there are none."""
    if not (body.active or body.queued or body.paused or body.failed):
        return None
    parts = [f"{count_text(body.active)} active", f"{count_text(body.queued)} queued"]
    parts += [f"{count_text(body.paused)} paused"] if body.paused else []
    parts += [f"{count_text(body.failed)} failed"] if body.failed else []
    parts += [f"up {size_text(body.up_bps)}/s"] if body.up_bps else []
    parts += [f"down {size_text(body.down_bps)}/s"] if body.down_bps else []
    parts += [f"{size_text(body.bytes_left)} left"] if body.bytes_left else []
    parts += [f"about {duration_text(body.seconds_left)}"] if body.seconds_left is not None else []
    return ", ".join(parts)


def pairs(found: Sequence[PairStatus]) -> list[Block]:
    """Return the sync pairs, and under them why one waits or asks."""
    if not found:
        return ["No folder is synced yet. Add one: megadesk sync add LOCAL REMOTE"]
    rows = tuple(
        (
            one.id, printable(one.name), printable(one.local), printable(one.remote), one.direction, one.state,
            count_text(one.pending), count_text(one.files), size_text(one.bytes), count_text(one.issues),
        )
        for one in found
    )  # fmt: skip
    titles = ("Id", "Name", "Local", "Remote", "Direction", "State", "Pending", "Files", "Size", "Issues")
    reasons = [
        f"{printable(one.name)}: {printable(one.reason)} {printable(one.remedy or '')}".rstrip()
        for one in found
        if one.reason
    ]
    links = [f"{printable(one.name)}: symbolic links are kept as links." for one in found if one.symlinks == "keep"]
    held = (line for one in found for line in _held(one))
    return [Grid(titles, rows, frozenset({6, 7, 8, 9})), *links, *reasons, *held]


def _held(pair: PairStatus) -> Iterator[str]:
    """Yield a line for each path that is not as it should be: which, why, and what to do."""
    for one in pair.held[:HELD_LINES]:
        where = f"{printable(pair.name)}/{printable(one.path)}"
        if one.code == "conflict":
            yield f"Conflict: {where}: “megadesk issues show {one.id}” shows both versions and what you can do."
        elif one.path:
            yield f"{KIND_TITLES[reason_of(one.code).kind]}: {where}: {one.message} {one.remedy}"
        else:  # about the folder as a whole: nothing is held back by it
            yield f"{printable(pair.name)}: {one.message} {one.remedy}"
    if pair.issues > HELD_LINES:
        yield f"{count_text(pair.issues - HELD_LINES)} more of {printable(pair.name)}: “megadesk issues list”."


# -- files ----------------------------------------------------------------------------------------------------------


def shown_name(entry: CloudEntry, top: str | None) -> str:
    """Return an entry's last name, or with ``top`` its path below that folder; folders end in a slash."""
    path = entry.path.rpartition("/")[2] if top is None else entry.path.removeprefix(top.rstrip("/") + "/")
    return printable(path) + ("/" if entry.kind == "folder" else "")


def listing(entries: Sequence[CloudEntry], *, top: str | None, is_long: bool) -> list[Block]:
    """Return what is in a folder: names, or with ``is_long`` sizes and times too."""
    if not is_long:
        return [shown_name(entry, top) for entry in entries]
    rows = tuple(
        (
            "" if entry.kind == "folder" else size_text(entry.size), when(entry.mtime), printable(entry.device),
            _state_word(entry.state), shown_name(entry, top),
        )
        for entry in entries
    )  # fmt: skip
    return [Grid(("Size", "Changed", "Device", "State", "Name"), rows, frozenset({0}))]


def _state_word(state: str) -> str:
    """Return how a node stands in one word: what kind of reason it has; “cloud” if nothing brings it here."""
    return "bin" if state == "binned" else state if state == "cloud" else reason_of(state).kind.value


def drawn_tree(entries: Sequence[CloudEntry], top: str) -> list[Block]:
    """Return the folder as a drawing; entries are all below ``top``, in any order."""
    children: dict[str, list[CloudEntry]] = {}
    for entry in entries:
        children.setdefault(entry.path.rpartition("/")[0], []).append(entry)
    return [printable(top), *_branches(children, top.rstrip("/"), "")]


def _branches(children: dict[str, list[CloudEntry]], folder: str, before: str) -> Iterator[str]:
    waiting = [(before, entry, entry is children[folder][-1]) for entry in reversed(children.get(folder, []))]
    while waiting:
        indent, entry, is_last = waiting.pop()
        yield f"{indent}{'└── ' if is_last else '├── '}{shown_name(entry, None)}"
        below = children.get(entry.path, [])
        deeper = indent + ("    " if is_last else "│   ")
        waiting += [(deeper, child, child is below[-1]) for child in reversed(below)]


def stat(body: CloudStat) -> list[Block]:
    """Return one node in full."""
    return [
        facts(
            ("Path", body.path),
            ("Kind", body.kind),
            ("Size", exact_size(body.size) if body.kind == "file" else None),
            ("Changed", when(body.mtime)),
            ("Version", str(body.version)),
            ("Device", body.device),
            ("State", body.state if body.state == "synced" else body.message or sentence_of(_code_of(body.state))),
            ("Here", printable(body.local) or None),
            ("Versions", None if body.versions is None or body.kind == "folder" else str(body.versions)),
            ("Id", body.id),
        )
    ]


def _code_of(state: str) -> str:
    return "only_in_the_cloud" if state == "cloud" else state
