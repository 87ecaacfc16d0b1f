"""What a schedule can say: who runs, what arrives, what time does, what goes wrong.

ACTIONS[name] = (what happens to a device, how often it comes up of itself)       GOOD: no faults; BAD: faults
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

from megadesk.sync.events import PauseAsked, RescanAsked, ResumeAsked, RetryAsked
from sim.cloud import Fate
from sim.device import Device, Trap

if TYPE_CHECKING:
    from sim.fleet import Fleet

HOUR_MS: Final = 3_600_000
ERRORS: Final = (errno.EIO, errno.EACCES, errno.EBUSY, errno.ENOSPC)


def step(fleet: Fleet, device: Device, _detail: int) -> None:
    """One command."""
    fleet.guarded(device, device.step)


def begin(fleet: Fleet, device: Device, _detail: int) -> None:
    """A worker moves something."""
    fleet.guarded(device, device.begin)


def finish(fleet: Fleet, device: Device, detail: int) -> None:
    """A worker is heard of."""
    fleet.guarded(device, lambda: device.finish(detail))


def serve(fleet: Fleet, device: Device, _detail: int) -> None:
    """Everything once."""
    fleet._serve(device)


def hear(fleet: Fleet, device: Device, detail: int) -> None:
    """The watcher speaks, well or badly."""
    device.deliver(("all", "all", "all", "half", "half", "twice", "overflow", "lost")[detail % 8])


def hear_server(fleet: Fleet, device: Device, detail: int) -> None:
    """The server's event arrives, or does not."""
    fleet._unheard.discard(device.number)
    if detail % 4:
        device.heads_up()


def wait(fleet: Fleet, _device: Device, detail: int) -> None:
    """Time goes by."""
    fleet.pass_ms((60, 60, 2_100, 2_100, 70_000, HOUR_MS, 5 * HOUR_MS, 48 * HOUR_MS)[detail % 8])


def jump(fleet: Fleet, _device: Device, detail: int) -> None:
    """The clocks on the wall are set, back or forth."""
    fleet._wall_offset_ms += (detail % 201 - 100) * HOUR_MS


def write_back(fleet: Fleet, device: Device, _detail: int) -> None:
    """The system writes what it held back."""
    device.volume.sync()


def cut_line(fleet: Fleet, device: Device, detail: int) -> None:
    """One of the next requests is lost, refused, or overtaken."""
    other = fleet.devices[(device.number + 1 + detail % max(1, len(fleet.devices) - 1)) % len(fleet.devices)]
    device.line.overtake = partial(_overtake, fleet, other)
    fates = (Fate.LOST_THERE, Fate.LOST_BACK, Fate.LOST_BACK, Fate.BUSY, Fate.BROKEN, Fate.OVERTAKEN, Fate.OVERTAKEN)
    device.line.fates = [Fate.ANSWERED] * (detail >> 4 & 7) + [fates[(detail >> 8) % len(fates)]]
    fleet.result.n_faults += 1


def _overtake(fleet: Fleet, other: Device) -> None:
    """Somebody else is quicker: another device does all it can while a request is on its way."""
    if fleet._depth:
        return
    fleet._depth += 1
    try:
        for _ in range(6):
            if not fleet._serve(other):
                break
    finally:
        fleet._depth -= 1


def toggle_line(fleet: Fleet, device: Device, _detail: int) -> None:
    """The line goes down, or up again."""
    device.line.is_down = not device.line.is_down
    if not device.line.is_down:
        device.note(RetryAsked())
    fleet.result.n_faults += 1


def step_with_error(fleet: Fleet, device: Device, detail: int) -> None:
    """A call of the disk fails in the middle of a command."""
    code = ERRORS[detail % len(ERRORS)]
    device.disk_trap = Trap(detail >> 2 & 0x7F, partial(device.fail, code))
    fleet.result.n_faults += 1
    fleet.guarded(device, partial(_work_hard, device))


def step_and_die(fleet: Fleet, device: Device, detail: int) -> None:
    """The process is killed at a call of the disk."""
    device.disk_trap = Trap(detail >> 2 & 0x7F, device.vanish)
    fleet.guarded(device, partial(_work_hard, device))


def step_and_lose_power(fleet: Fleet, device: Device, detail: int) -> None:
    """The power goes at a call of the disk."""
    device.disk_trap = Trap(detail >> 2 & 0x7F, device.vanish)
    fleet.guarded(device, partial(_work_hard, device), partial(fleet.power_cut, device, detail))


def die_in_store(fleet: Fleet, device: Device, detail: int) -> None:
    """The process is killed, or the power goes, right before or after a change of the store."""
    device.store_trap = Trap(detail >> 2 & 0x1F, device.vanish)
    end = partial(fleet.power_cut, device, detail) if detail & 2 else device.kill
    fleet.guarded(device, partial(_work_hard, device), end)


def die_now(fleet: Fleet, device: Device, detail: int) -> None:
    """The process is killed between two commands, or the power goes."""
    fleet.result.n_crashes += 1
    if detail & 1:
        fleet.power_cut(device, detail)
    else:
        device.kill()


def ask(fleet: Fleet, device: Device, detail: int) -> None:
    """A person asks for something."""
    if device.pilot._machine.paused:
        device.note(ResumeAsked())
    elif device.pilot.report.guard is not None:
        device.approve()
    else:
        device.note((PauseAsked(), RescanAsked(), RescanAsked())[detail % 3])


def fill(fleet: Fleet, device: Device, detail: int) -> None:
    """The volume is nearly full, or has room again."""
    is_full = device.volume.size_bytes < 1 << 30
    device.volume.size_bytes = 1 << 30 if is_full else (1 << 30) - device.volume.free_bytes + detail % 3000
    if is_full:
        device.note(ResumeAsked())


def _work_hard(device: Device) -> bool:
    """Let a device do everything that is due, so that a trap that was set has something to catch."""
    was_busy = False
    for _ in range(8):
        is_busy = device.deliver()
        is_busy = device.step() or is_busy
        is_busy = device.begin() or is_busy
        is_busy = device.finish(0) or is_busy
        if not is_busy:
            break
        was_busy = True
    return was_busy


Action: TypeAlias = "Callable[[Fleet, Device, int], None]"

GOOD: Final[dict[str, tuple[Action, int]]] = {
    "step": (step, 60), "serve": (serve, 40), "begin": (begin, 18), "finish": (finish, 18), "hear": (hear, 22),
    "hear_server": (hear_server, 14), "wait": (wait, 12), "write_back": (write_back, 4), "jump": (jump, 2),
}  # fmt: skip
BAD: Final[dict[str, tuple[Action, int]]] = {
    "cut_line": (cut_line, 18), "toggle_line": (toggle_line, 4), "step_with_error": (step_with_error, 10),
    "step_and_die": (step_and_die, 10), "step_and_lose_power": (step_and_lose_power, 10),
    "die_in_store": (die_in_store, 10), "die_now": (die_now, 3), "ask": (ask, 3), "fill": (fill, 1),
}  # fmt: skip
ACTIONS: Final = GOOD | BAD
"""What each name in a schedule means, and how often it comes up of itself."""
