"""What a person can do about transfers: one function an intent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.desk import Desk
from megadesk.ui.text import Text, plural, text

Then = Callable[[], None]

ALL: Final = frozenset({"transfers"})
"""What a notice is about that concerns all transfers."""


def pause(desk: Desk, ids: Sequence[str], then: Then | None = None) -> None:
    """Let some rest."""
    _steer(desk, m.SteerTransfers(action="pause", ids=list(ids)), then, _overtakes(desk, ids))


def resume(desk: Desk, ids: Sequence[str], then: Then | None = None) -> None:
    """Let some go on."""
    _steer(desk, m.SteerTransfers(action="resume", ids=list(ids)), then, _overtakes(desk, ids))


def retry(desk: Desk, ids: Sequence[str], then: Then | None = None) -> None:
    """Try some again, now."""
    _steer(desk, m.SteerTransfers(action="retry", ids=list(ids)), then, _overtakes(desk, ids))


def cancel(desk: Desk, ids: Sequence[str], then: Then | None = None) -> None:
    """End some; what was cancelled can be asked for again."""

    def said(done: m.Steered) -> None:
        words = plural(
            "{n} transfer was cancelled. The file stays as it is on both sides.",
            "{n} transfers were cancelled. The files stay as they are on both sides.",
            done.count,
        )
        desk.notices.done(words, undo=lambda: retry(desk, ids, then), about=frozenset(ids) | ALL)

    _steer(desk, m.SteerTransfers(action="cancel", ids=list(ids)), then, said)


def place(desk: Desk, step: str, ids: Sequence[str], then: Then | None = None) -> None:
    """Move some in their queue: top, up, down or bottom."""
    _steer(desk, m.SteerTransfers(action=step, ids=list(ids)), then)


def place_before(
    desk: Desk, chosen: Sequence[m.TransferRow], above: Sequence[m.TransferRow], then: Then | None = None
) -> None:
    """Move some right behind the nearest row above that goes their way, and on top where there is none.

    above: the rows in front of their new place, the nearest first. Uploads and downloads have a queue each.
    """
    for way in ("up", "down"):
        ids = [row.id for row in chosen if row.direction == way]
        anchor = next((row.id for row in above if row.direction == way and row.id not in ids), "")
        if ids and anchor:
            _steer(desk, m.SteerTransfers(action="after", ids=ids, anchor=anchor), then)
        elif ids:
            _steer(desk, m.SteerTransfers(action="top", ids=ids), then)


def sort_queue(desk: Desk, which: m.WhichTransfers, sort: str, *, descending: bool, then: Then, owner: QObject) -> None:
    """Let what is shown be taken in another order, before all else that waits; ``then`` also if that did not work.

    Of a hundred thousand it takes the engine seconds.
    """

    def done(steered: m.Steered) -> None:
        desk.notices.done(
            plural("{n} transfer was moved in the queue.", "{n} transfers were moved in the queue.", steered.count)
        )
        then()

    def failed(error: MegadeskError) -> None:
        desk.notices.failed(error)
        then()

    body = m.SteerTransfers(action="top", all=True, which=which, sort=sort, descending=descending)
    desk.link.ask(m.STEER_TRANSFERS, body, then=done, failed=failed, owner=owner)


def act_on_all(desk: Desk, action: str, which: m.WhichTransfers, then: Then | None = None) -> None:
    """Do something about everything that fits."""

    def said(done: m.Steered) -> None:
        if action == "cancel":
            words = plural(
                "{n} transfer was cancelled. The file stays as it is on both sides.",
                "{n} transfers were cancelled. The files stay as they are on both sides.",
                done.count,
            )
            desk.notices.done(words, undo=lambda: act_on_all(desk, "retry", which, then), about=ALL)
        else:
            desk.notices.overtaken(ALL)

    _steer(desk, m.SteerTransfers(action=action, all=True, which=which), then, said)


def pause_all(desk: Desk, then: Then | None = None) -> None:
    """Let everything rest, also what comes later."""

    def said(_: m.Steered) -> None:
        desk.notices.done(
            text("Transfers are paused. Nothing is uploaded or downloaded until you resume."),
            undo=lambda: resume_all(desk, then),
            about=ALL,
        )

    _steer(desk, m.SteerTransfers(action="pause", all=True), then, said)


def resume_all(desk: Desk, then: Then | None = None) -> None:
    """Let everything go on."""

    def said(done: m.Steered) -> None:
        desk.notices.overtaken(ALL)
        if done.transfers.resting:
            desk.notices.done(text("Transfers are resumed. They continue when the schedule allows it."))

    _steer(desk, m.SteerTransfers(action="resume", all=True), then, said)


def clear(desk: Desk, ids: Sequence[str], which: m.WhichTransfers, then: Then | None = None) -> None:
    """Take what is over out of the list: those named, or all that fit. Undo brings them back."""

    def done(cleared: m.Cleared) -> None:
        undo = (lambda: _bring_back(desk, cleared.batch, then)) if cleared.count else None
        desk.notices.done(_cleared(cleared.count), undo=undo)
        if then is not None:
            then()

    desk.link.ask(
        m.CLEAR_TRANSFERS, m.ClearTransfers(ids=list(ids), which=which), then=done, failed=desk.notices.failed
    )


def _bring_back(desk: Desk, batch: int, then: Then | None) -> None:
    def done(back: m.Cleared) -> None:
        if not back.count:
            desk.notices.done(text("This can no longer be undone: the list has been cleared again since."))
        if then is not None:
            then()

    desk.link.ask(m.BRING_BACK_TRANSFERS, m.BringBackTransfers(batch=batch), then=done, failed=desk.notices.failed)


def _cleared(count: int) -> Text:
    if not count:
        return text("No transfer in the list has finished yet.")
    return plural(
        "{n} finished transfer was removed from the list. The file itself stays.",
        "{n} finished transfers were removed from the list. The files themselves stay.",
        count,
    )


def get_limits(
    desk: Desk, *, then: Callable[[m.TransferLimits], None], failed: Callable[[MegadeskError], None], owner: QObject
) -> None:
    """Ask how fast files may move, and when."""
    desk.link.ask(m.GET_LIMITS, m.Nothing(), then=then, failed=failed, owner=owner)


def set_limits(
    desk: Desk,
    limits: m.SetLimits,
    *,
    then: Callable[[m.TransferLimits], None],
    failed: Callable[[MegadeskError], None],
    owner: QObject,
) -> None:
    """Set how fast files may move, and when."""
    desk.link.ask(m.SET_LIMITS, limits, then=then, failed=failed, owner=owner)


def _overtakes(desk: Desk, ids: Sequence[str]) -> Callable[[m.Steered], None]:
    return lambda _: desk.notices.overtaken(frozenset(ids))


def _steer(
    desk: Desk, body: m.SteerTransfers, then: Then | None, said: Callable[[m.Steered], None] | None = None
) -> None:
    def done(steered: m.Steered) -> None:
        if said is not None:
            said(steered)
        if then is not None:
            then()

    desk.link.ask(m.STEER_TRANSFERS, body, then=done, failed=desk.notices.failed)
