"""The first run, page by page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fakes.desk import FakeDesk, status
from fakes.first_run import CERTIFICATE, FOLDERS, PROBED, SIGNED_IN, nobody
from fakes.settings import SETTINGS
from megadesk.ipc import messages as m
from megadesk.model.errors import AlreadyExists, SecondFactorNeeded, ServerUnavailable
from megadesk.ui.app_state import with_status
from megadesk.ui.first_run.window import FirstRun
from megadesk.ui.text import text
from megadesk.ui.viewmodels import first_run as journeys
from megadesk.ui.viewmodels.first_run import FirstRunFill, Journey, Purpose, Step, Way, Work
from ui.gallery import Scene

ALSO = ("large", "german", "mirrored", "contrast")
FILL = FirstRunFill(
    server="files.example.org", email="anna@example.org", password="stone-lantern-river-moss", device_name="Anna's laptop",
    folder="/home/anna/Pictures",
)  # fmt: skip


def scenes() -> list[Scene]:
    """Return one scene a page, and those in which something is wrong or goes on."""
    return [
        _scene("welcome", Step.WELCOME, also=ALSO),
        _scene("server", Step.SERVER, _looked_at, also=ALSO),
        _scene("server-certificate", Step.SERVER, _unknown, also=("large",)),
        _scene("server-error", Step.SERVER, _away),
        _scene("account", Step.ACCOUNT, also=ALSO),
        _scene("account-login", Step.ACCOUNT, lambda now: journeys.typed(now, way=Way.LOG_IN)),
        _scene("account-recover", Step.ACCOUNT, lambda now: journeys.typed(now, way=Way.RECOVER)),
        _scene("account-busy", Step.ACCOUNT, lambda now: replace(now, work=Work.SIGN)),
        _scene("account-error", Step.ACCOUNT, _taken),
        _scene("keys", Step.KEYS, _asked_for_keys, also=("large",)),
        _scene("second-factor", Step.SECOND_FACTOR, _asked_for_code, also=ALSO),
        _scene("second-factor-wrong", Step.SECOND_FACTOR, _wrong_code, also=("german",)),
        _scene("recovery", Step.RECOVERY_KEY, _signed, also=ALSO),
        _scene("recovery-kept", Step.RECOVERY_KEY, _kept),
        _scene("device", Step.DEVICE, _signed),
        _scene("purpose", Step.PURPOSE, _signed, also=ALSO),
        _scene("choose", Step.CHOOSE, _previewed, also=ALSO),
        _scene("choose-backup", Step.CHOOSE, lambda now: journeys.typed(_signed(now), purpose=Purpose.BACKUP)),
        _scene("choose-error", Step.CHOOSE, _refused),
        _scene("done", Step.DONE, _made, also=ALSO),
        _scene("account-fixed", Step.ACCOUNT, _signed),
    ]


def _scene(
    name: str, step: Step, change: Callable[[Journey], Journey] = lambda now: now, also: tuple[str, ...] = ()
) -> Scene:
    def build(desk: FakeDesk) -> QWidget:
        desk.state.put(with_status(desk.state.now, nobody()))
        desk.link.answer(m.GET_SETTINGS, SETTINGS)
        window = FirstRun(desk, FILL)
        window._look_timer.setInterval(1_000_000)
        window.journey = replace(change(window.journey), step=step)
        if step is Step.DONE:
            desk.state.put(with_status(desk.state.now, status("syncing")))
        window._show_journey()
        return window

    return Scene(name=f"first-run-{name}", build=build, size=(720, 520), also=also)


def _looked_at(now: Journey) -> Journey:
    return journeys.probed(now, "files.example.org", PROBED)


def _unknown(now: Journey) -> Journey:
    return journeys.probed(
        now,
        "files.example.org",
        m.Probed(address="https://files.example.org", reachable=False, certificate=CERTIFICATE),
    )


def _away(now: Journey) -> Journey:
    return journeys.probe_failed(now, "files.example.org", ServerUnavailable(server="https://files.example.org"))


def _taken(now: Journey) -> Journey:
    return journeys.failed(replace(now, work=Work.SIGN, step=Step.ACCOUNT), AlreadyExists(what="account"))


def _asked_for_keys(now: Journey) -> Journey:
    return replace(journeys.typed(now, key_store="file"), asks_key_store=True)


def _asked_for_code(now: Journey) -> Journey:
    asked = replace(journeys.typed(now, way=Way.LOG_IN), work=Work.SIGN)
    return journeys.failed(asked, SecondFactorNeeded(reason="missing"))


def _wrong_code(now: Journey) -> Journey:
    given = replace(journeys.typed(_asked_for_code(now), code="123 456"), work=Work.SIGN)
    return journeys.failed(given, SecondFactorNeeded(reason="wrong"))


def _signed(now: Journey) -> Journey:
    return replace(now, signed=SIGNED_IN, recovery_key=SIGNED_IN.recovery_key)


def _kept(now: Journey) -> Journey:
    return journeys.kept(
        _signed(now),
        text("Saved as {file}. Keep it somewhere other than this computer.", file="/media/stick/megadesk anna.txt"),
    )


def _previewed(now: Journey) -> Journey:
    return journeys.previewed(_signed(now), ("/home/anna/Pictures", "/Pictures"), FOLDERS)


def _refused(now: Journey) -> Journey:
    there = AlreadyExists(what="pair_folder", path="/home/anna/Pictures", other="/home/anna")
    return journeys.failed(replace(_signed(now), step=Step.CHOOSE, work=Work.ADD), there)


def _made(now: Journey) -> Journey:
    made = m.PairStatus(
        id="1", name="Pictures", local="/home/anna/Pictures", remote="/Pictures", direction="both", state="syncing",
        pending=352, files=0, bytes=0, issues=0,
    )  # fmt: skip
    return replace(_signed(now), made=made)
