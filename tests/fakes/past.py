"""A past for tests of the app: three weeks of two devices, an hour in which very much changed, and what differs since.

answer_past(desk.link)                   rewind.timeline, show, diff, plan, restore, as an engine would
answer_past(desk.link, differing=100_000)
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from fakes.desk import NOW_MS, FakeLink
from megadesk.ipc import messages as m
from megadesk.ui.viewmodels.moments import written

HOUR_MS: Final = 3_600_000
OLDEST_MS: Final = NOW_MS - 21 * 24 * HOUR_MS
NEWEST_SEQ: Final = 900
MOMENT: Final = m.MomentInfo(seq=855, time=written(NOW_MS - 25 * HOUR_MS), device="Anna laptop", changes=3)

FOLDERS: Final = ("Documents", "Music", "Photos", "Recipes")
FILES: Final = (
    ("Photos/2026 Norway/IMG_1802.jpg", 3_400_000, "same"),
    ("Photos/2026 Norway/IMG_1803.jpg", 3_100_000, "removed"),
    ("Photos/2026 Norway/IMG_1804.jpg", 2_900_000, "edited"),
    ("Photos/2026 Norway/Fjord at night, long exposure.heic", 8_200_000, "moved"),
    ("Documents/Contract.pdf", 182_000, "edited"),
    ("Documents/Letter to the landlord.odt", 24_000, "removed"),
    ("Documents/Taxes 2025.ods", 61_000, "same"),
    ("Music/demo-take-3.flac", 41_000_000, "same"),
    ("Recipes/Bread.md", 2_100, "edited"),
    ("Notes.txt", 900, "edited"),
    ("Old plans.zip", 12_600_000, "removed"),
)


def timeline(step_s: int = 3600) -> m.Timeline:
    """Return when how much was changed: every day a little, and once, two days ago, very much."""
    step_ms, steps = step_s * 1000, []
    seq = 1
    for hour in range(0, 21 * 24, 5):
        at = OLDEST_MS + hour * HOUR_MS
        changes = 1400 if hour == 455 else 2 + (hour * 7919) % 41
        device = "Anna laptop" if hour % 2 else "Studio PC"
        steps.append(
            m.TimelineStep(
                time=written(at // step_ms * step_ms), first_seq=seq, last_seq=seq + 4, commits=5, changes=changes,
                devices={device: changes},
            )
        )  # fmt: skip
        seq += 9
    oldest = m.MomentInfo(seq=1, time=written(OLDEST_MS), device="Studio PC", changes=1)
    newest = m.MomentInfo(seq=NEWEST_SEQ, time=written(NOW_MS - 60_000), device="Anna laptop", changes=1)
    return m.Timeline(oldest=oldest, newest=newest, steps=steps)


def moment(body: Any) -> m.MomentInfo:
    """Return the moment that is asked for."""
    if body.seq == MOMENT.seq:
        return MOMENT
    if body.seq:
        return m.MomentInfo(seq=body.seq, time=MOMENT.time, device=MOMENT.device, changes=3)
    return MOMENT if body.time else m.MomentInfo(seq=NEWEST_SEQ, time=written(NOW_MS), device="Studio PC", changes=1)


def show(body: m.RewindShow) -> m.PastEntries:
    """Return a folder as it was."""
    top = body.path.rstrip("/")
    inside: dict[str, m.PastEntry] = {}
    for path, size, since in (*FILES, *((f"{name}/", 0, "same") for name in FOLDERS)):
        whole = f"/{path}"
        if not whole.startswith(f"{top}/") or whole == f"{top}/":
            continue
        name, has_more, _ = whole.removeprefix(f"{top}/").partition("/")
        kind = "folder" if has_more else "file"
        inside.setdefault(
            name,
            m.PastEntry(
                path=f"{top}/{name}", kind=kind, size=0 if has_more else size, mtime=written(NOW_MS - 90 * HOUR_MS),
                id=name, version=1, since="same" if has_more else since,
            ),
        )  # fmt: skip
    entries = [inside[name] for name in sorted(inside)]
    return m.PastEntries(moment=moment(body), path=body.path, entries=entries, more=False)


def differing(count: int = 0) -> list[m.DiffEntry]:
    """Return what has changed; with a count so many of one folder."""
    if count:
        return [_changed(f"/Photos/{number:06}.jpg", "edited", 1_000_000 + number) for number in range(count)]
    found = [_changed(f"/{path}", since, size) for path, size, since in FILES if since != "same"]
    return sorted([*found, _changed("/Documents/Draft.odt", "added", 18_000)], key=lambda one: one.path)


def _changed(path: str, change: str, size: int) -> m.DiffEntry:
    now = {"removed": None, "moved": "/Photos/Best of/Fjord at night, long exposure.heic"}.get(change, path)
    return m.DiffEntry(
        path=path, change=change, kind="file", now=now, id=path,
        size_then=None if change == "added" else size, size_now=None if change == "removed" else size * 11 // 10,
        mtime_then=None if change == "added" else written(NOW_MS - 90 * HOUR_MS),
        mtime_now=None if change == "removed" else written(NOW_MS - 2 * HOUR_MS),
    )  # fmt: skip


def diff(body: m.RewindDiff, every: list[m.DiffEntry]) -> m.DiffEntries:
    """Return a page of what differs."""
    inside = [one for one in every if one.path.startswith(body.path.rstrip("/") + "/") or one.path == body.path]
    chosen = [
        one for one in inside
        if (not body.only or one.change in body.only) and body.find.casefold() in one.path.casefold()
    ]  # fmt: skip
    page = chosen[body.after : body.after + body.limit]
    until = m.MomentInfo(seq=NEWEST_SEQ, time=written(NOW_MS - 60_000), device="Anna laptop", changes=1)
    return m.DiffEntries(
        since=moment(body), until=until, counts=dict(Counter(one.change for one in inside)), entries=page,
        total=len(chosen), more=body.after + len(page) < len(chosen),
    )  # fmt: skip


SUMMARY: Final = m.RewindSummary(
    counts={"return": 2, "replace": 1, "keep": 4}, replaced=1, bytes=48_200_000, same=31, along=0
)


def plan(body: m.RewindPlan) -> m.RewindPlanned:
    """Return what a restore would do."""
    steps = [
        m.RewindStep(deed="return", path="/Documents/Letter to the landlord.odt", was="bin:/Letter to the landlord.odt",
                     kind="file", size=24_000, replaces=False),
        m.RewindStep(deed="replace", path="/Documents/Contract.pdf", was="/Documents/Contract.pdf", kind="file",
                     size=182_000, replaces=True),
        m.RewindStep(deed="keep", path="/Documents/Draft.odt", was="/Documents/Draft.odt", kind="file", size=18_000,
                     replaces=False),
    ]  # fmt: skip
    return m.RewindPlanned(moment=moment(body), summary=SUMMARY, steps=steps, total=len(steps), more=False)


def restored(body: m.RewindRestore) -> m.RewindRestored:
    """Return what a restore did."""
    before = m.MomentInfo(seq=NEWEST_SEQ, time=written(NOW_MS), device="Anna laptop", changes=1)
    return m.RewindRestored(
        moment=moment(body), before=before, existed=True, path=body.path, summary=SUMMARY, kept=["/Documents/Draft.odt"]
    )


def answer_past(link: FakeLink, count: int = 0) -> None:
    """Let a link answer for this past."""
    every = differing(count)
    link.answer(m.REWIND_TIMELINE, lambda body: timeline(body.step_s))
    link.answer(m.REWIND_SHOW, show)
    link.answer(m.REWIND_DIFF, lambda body: diff(body, every))
    link.answer(m.REWIND_PLAN, plan)
    link.answer(m.REWIND_RESTORE, restored)
    link.answer(m.LIST_BACKUPS, m.Backups(backups=[], elsewhere=[]))
