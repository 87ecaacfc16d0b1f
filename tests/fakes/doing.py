"""What was done in a cloud, as an engine tells of it, for tests and pictures of the app."""

from __future__ import annotations

from collections.abc import Sequence

from megadesk.ipc import messages as m


def example(path: str, change: str = "added", kind: str = "file", was: str = "") -> m.ActivityExample:
    """Return one node of a line."""
    return m.ActivityExample(path=path, change=change, kind=kind, id="0" * 32, was=was)


def line(
    seq: int,
    examples: Sequence[m.ActivityExample],
    *,
    folder: str = "/Photos",
    device: str = "Anna's laptop",
    here: bool = False,
    time: str = "2026-11-26T09:30:00Z",
    counts: dict[str, int] | None = None,
    folders: dict[str, int] | None = None,
) -> m.ActivityLine:
    """Return one line; without counts it is about its examples."""
    if counts is None and folders is None:
        counts, folders = {}, {}
        for each in examples:
            found = folders if each.kind == "folder" else counts
            found[each.change] = found.get(each.change, 0) + 1
    total = sum((counts or {}).values()) + sum((folders or {}).values())
    return m.ActivityLine(
        first_seq=seq, last_seq=seq, time=time, since=time, device=device, here=here, folder=folder, counts=counts or {},
        folders=folders or {}, examples=list(examples), total=total,
    )  # fmt: skip


def week() -> list[m.ActivityLine]:
    """Return some days of a household, the newest first."""
    photos = [example(f"/Photos/2026/IMG_{number}.heic") for number in range(4470, 4475)]
    return [
        line(90, [example("/Docs/Steuer 2025.pdf", "edited")], folder="/Docs", here=True, device="Study"),
        line(89, photos, folder="/Photos/2026", counts={"added": 214}, time="2026-11-26T08:12:00Z"),
        line(80, [example("/Docs/Rent contract.pdf", "moved", was="/Inbox/scan0001.pdf")], folder="/Docs", time="2026-11-25T18:02:00Z"),
        line(79, [example("/Music/mix.flac", "moved", was="/Music/untitled.flac")], folder="/Music", time="2026-11-25T17:40:00Z"),
        line(75, [example("/Old", "removed", "folder"), example("/Drafts", "removed", "folder")], folder="", here=True, device="Study", time="2026-11-25T09:00:00Z"),
        line(
            70, [example("/Work/plan.md"), example("/Work/budget.xlsx", "edited")], folder="/Work", device="Office PC",
            counts={"added": 12, "edited": 3, "removed": 1}, folders={"added": 2}, time="2026-11-20T14:30:00Z",
        ),
        line(69, [example("/Work/report.docx", "removed")], folder="/Work", device="Office PC", time="2026-11-20T14:00:00Z"),
        line(60, [example("/Videos", "added", "folder")], folder="", time="2026-11-20T08:00:00Z"),
    ]  # fmt: skip


def page_of(lines: Sequence[m.ActivityLine], body: m.ListActivity, limit: int | None = None) -> m.ActivityPage:
    """Answer for a page as an engine does."""
    found = [
        each
        for each in lines
        if (not body.before_seq or each.last_seq < body.before_seq)
        and (not body.device or each.device == body.device)
        and (not body.path or each.folder.startswith(body.path.rstrip("/")))
        and (not body.kind or body.kind in each.counts or body.kind in each.folders)
    ]
    size = limit or body.limit
    return m.ActivityPage(lines=found[:size], next_seq=found[size - 1].first_seq if len(found) > size else 0)
