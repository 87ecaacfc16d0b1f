"""From nothing to a syncing folder, as a machine of pages: pure, so that every way through it is a plain test.

    Journey --typed | forward | back--> Journey and maybe Work        Work --the engine answers--> Journey

    welcome  server  account  (keys)  (second factor)  (recovery key)  device  purpose  (choose)  done

What was typed is kept whatever page is shown. Once the account is signed in, the pages before it are shown as they
were and change nothing more; the same holds for a folder that was set up. Where the keys are kept is asked only where
the system's keyring does not work; a code, only where the account has a second factor. Read next: ``first_run_requests.py``, which says what the engine is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.text import NOTHING, Text, text
from megadesk.ui.viewmodels.errors import app_words_of_error
from megadesk.ui.viewmodels.passwords import new_password_fault
from megadesk.ui.viewmodels.second_factor import code_fault, code_refused, wants_code


class Way(Enum):
    """How a person comes to an account."""

    CREATE = "create"
    LOG_IN = "log-in"
    RECOVER = "recover"


class Step(Enum):
    """One page."""

    WELCOME = "welcome"
    SERVER = "server"
    ACCOUNT = "account"
    KEYS = "keys"
    SECOND_FACTOR = "second-factor"
    RECOVERY_KEY = "recovery-key"
    DEVICE = "device"
    PURPOSE = "purpose"
    CHOOSE = "choose"
    DONE = "done"


class Purpose(Enum):
    """What to do first."""

    SYNC = "sync"
    BACKUP = "backup"
    NOTHING = "nothing"


class Work(Enum):
    """What the engine is asked before it goes on."""

    IDLE = "idle"
    PROBE = "probe"
    TRUST = "trust"
    SIGN = "sign"
    SHOW_KEY = "show-key"
    RENAME = "rename"
    ADD = "add"


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRunFill:
    """What is filled in before anybody types: by ``try``, by a link. ``key_store``: kept there without asking.

    is_trial: everything here is one already.
    """

    server: str = ""
    email: str = ""
    password: str = field(default="", repr=False)
    device_name: str = ""
    folder: str = ""
    key_store: str = ""
    is_trial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """All that a person typed or chose. ``again``: the password once more. ``code``: of the second factor.

    ``knows``: going on without the recovery key.
    """

    way: Way = Way.CREATE
    server: str = ""
    email: str = ""
    invitation: str = ""
    password: str = field(default="", repr=False)
    again: str = field(default="", repr=False)
    recovery_key: str = field(default="", repr=False)
    key_store: str = "keyring"
    code: str = field(default="", repr=False)
    knows: bool = False
    device_name: str = ""
    purpose: Purpose = Purpose.SYNC
    local: str = ""
    remote: str = ""
    every: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and with which field; "" is the page as a whole."""

    field: str
    words: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """Where a person is. probed: of the address ``probed_for``. kept: how the recovery key was kept. made: the folder set up.

    preview: what the first link of ``previewed_for`` (local, remote) would do; preview_fault: why that cannot be said.
    looked: files looked at so far, while it is being found out. needs_invitation: the server said so for this address.
    """

    step: Step = Step.WELCOME
    typed: Typed = field(default_factory=Typed)
    work: Work = Work.IDLE
    fault: Fault | None = None
    probed: m.Probed | None = None
    probe_fault: Text = NOTHING
    probed_for: str = ""
    asks_key_store: bool = False
    asks_code: bool = False
    needs_invitation: bool = False
    signed: m.SignedIn | None = field(default=None, repr=False)
    recovery_key: str = field(default="", repr=False)
    kept: Text = NOTHING
    made: m.PairStatus | None = None
    preview: m.PairPreview | None = None
    preview_fault: Text = NOTHING
    previewed_for: tuple[str, str] = ("", "")
    looked: int | None = None
    is_trial: bool = False

    @property
    def is_busy(self) -> bool:
        """Whether the engine is at work on what was asked."""
        return self.work is not Work.IDLE

    @property
    def is_fixed(self) -> bool:
        """Whether this page can only be looked at: what it asks for is done."""
        if self.step in {Step.WELCOME, Step.SERVER, Step.ACCOUNT, Step.KEYS, Step.SECOND_FACTOR}:
            return self.signed is not None
        return self.step in {Step.PURPOSE, Step.CHOOSE} and self.made is not None


def begin(fill: FirstRunFill | None = None, *, device_name: str = "") -> Journey:
    """Return the first page, with what is known filled in."""
    known = fill or FirstRunFill()
    typed = Typed(
        server=known.server,
        email=known.email,
        password=known.password,
        again=known.password,
        device_name=known.device_name or device_name,
        local=known.folder,
        remote=remote_for(known.folder),
        key_store=known.key_store or "keyring",
    )
    return Journey(typed=typed, is_trial=known.is_trial)


def remote_for(local: str) -> str:
    """Return the folder of the cloud that is offered for one of this computer: of the same name, at the top."""
    name = local.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return f"/{name}" if name and not name.endswith(":") else ""


def steps_of(journey: Journey) -> tuple[Step, ...]:
    """Return the pages of this way, as far as it is known."""
    left_out = {
        Step.KEYS: not journey.asks_key_store,
        Step.SECOND_FACTOR: not journey.asks_code,
        Step.RECOVERY_KEY: journey.typed.way is Way.LOG_IN,
        Step.CHOOSE: journey.typed.purpose is Purpose.NOTHING,
    }
    return tuple(step for step in Step if not left_out.get(step))


def recovery_key_in(words: str) -> str:
    """Return the recovery key that a text holds: its groups, or all of it where there are none."""
    found = _RECOVERY_KEY.search(words)
    return found.group() if found else words.strip()


_RECOVERY_KEY: Final = re.compile(r"\b[A-Za-z2-7]{4}(?:-[A-Za-z2-7]{4}){13}\b")


# -- what a person does -----------------------------------------------------------------------------------------------


def typed(journey: Journey, **changes: object) -> Journey:
    """Take what was typed. What was found out about another address or folder no longer counts, nor does its fault."""
    now = replace(journey.typed, **changes)  # type: ignore[arg-type]  # the pages name fields of Typed
    if "local" in changes and journey.typed.remote in {"", remote_for(journey.typed.local)}:
        now = replace(now, remote=remote_for(now.local))
    after = replace(journey, typed=now)
    if journey.asks_code and changes.keys() & OF_THE_ACCOUNT:
        after = replace(after, typed=replace(now, code=""), asks_code=False)
    if changes.keys() & {"server", "email"}:
        after = replace(after, needs_invitation=False)
    if journey.fault is not None and (journey.fault.field in changes or not journey.fault.field):
        after = replace(after, fault=None)
    if now.server.strip() != journey.probed_for:
        after = replace(after, probed=None, probe_fault=NOTHING, probed_for="")
    if (now.local.strip(), now.remote.strip()) != journey.previewed_for:
        after = replace(after, preview=None, preview_fault=NOTHING, previewed_for=("", ""), looked=None)
    return after


def back(journey: Journey) -> Journey:
    """Go to the page before. What runs is no longer wanted."""
    steps = steps_of(journey)
    at = steps.index(journey.step) if journey.step in steps else 1
    return replace(journey, step=steps[max(0, at - 1)], work=Work.IDLE, fault=None)


def forward(journey: Journey) -> Journey:
    """Go on: to the next page, to what the engine is asked first (``work``), or to what is wrong (``fault``)."""
    if journey.is_busy:
        return journey
    if journey.is_fixed:
        return _next(journey)
    fault = fault_of(journey)
    if fault is not None:
        return replace(journey, fault=fault)
    work = _work_of(journey)
    return replace(journey, work=work, fault=None) if work is not Work.IDLE else _next(journey)


def cancelled(journey: Journey) -> Journey:
    """Want no more of what runs."""
    return replace(journey, work=Work.IDLE)


def another(journey: Journey) -> Journey:
    """Set up one more folder."""
    typed_now = replace(journey.typed, local="", remote="", purpose=Purpose.SYNC)
    return replace(
        journey, step=Step.PURPOSE, typed=typed_now, made=None, preview=None, previewed_for=("", ""), fault=None
    )


def kept(journey: Journey, how: Text) -> Journey:
    """The recovery key was saved, printed or copied."""
    return replace(journey, kept=how, fault=None)


def _next(journey: Journey) -> Journey:
    steps = steps_of(journey)
    at = steps.index(journey.step)
    return replace(journey, step=steps[min(len(steps) - 1, at + 1)], work=Work.IDLE, fault=None)


def _work_of(journey: Journey) -> Work:
    match journey.step:
        case Step.SERVER:
            return Work.IDLE if is_server_good(journey) else Work.PROBE
        case Step.ACCOUNT if journey.asks_key_store or journey.asks_code:
            return Work.IDLE  # what is missing is asked on the next page, and then it is done
        case Step.KEYS if journey.asks_code:
            return Work.IDLE
        case Step.ACCOUNT | Step.KEYS | Step.SECOND_FACTOR:
            return Work.SIGN
        case Step.DEVICE:
            assert journey.signed is not None, "the account comes before the device"
            return Work.IDLE if journey.typed.device_name.strip() == journey.signed.device_name else Work.RENAME
        case Step.CHOOSE:
            return Work.ADD
        case _:
            return Work.IDLE


# -- what is wrong before anybody is asked ----------------------------------------------------------------------------


def fault_of(journey: Journey) -> Fault | None:
    """Return what is missing or cannot be right on this page."""
    known = journey.typed
    match journey.step:
        case Step.SERVER if not known.server.strip():
            return Fault("server", text("Enter your server address, for example files.example.org."))
        case Step.SERVER if journey.probed is not None:
            words = server_fault(journey)
            return Fault("server", words) if words else None
        case Step.ACCOUNT:
            return _account_fault(journey)
        case Step.SECOND_FACTOR:
            words = code_fault(known.code)
            return Fault("code", words) if words else None
        case Step.RECOVERY_KEY if journey.recovery_key and not journey.kept and not known.knows:
            return Fault("", text("Save, print or copy the key first, or confirm that you continue without it."))
        case Step.DEVICE if not known.device_name.strip():
            return Fault("device_name", text("Give this device a name; your other devices show it."))
        case Step.CHOOSE if not known.local.strip():
            return Fault("local", text("Choose a folder on this computer."))
        case Step.CHOOSE if known.purpose is Purpose.SYNC and not known.remote.strip():
            return Fault("remote", text("Choose a folder in the cloud. It is created if it does not exist."))
        case _:
            return None


def _account_fault(journey: Journey) -> Fault | None:
    known = journey.typed
    if "@" not in known.email.strip():
        return Fault("email", text("Enter your e-mail address."))
    if asks_invitation(journey) and not known.invitation.strip():
        return Fault(
            "invitation", text("This server accepts new accounts by invitation only. Enter your invitation code.")
        )
    if known.way is Way.RECOVER and not known.recovery_key.strip():
        return Fault("recovery_key", text("Enter or paste the recovery key, or open the file it was saved to."))
    if known.way is Way.LOG_IN:
        return None if known.password else Fault("password", text("Enter the password."))
    name, words = new_password_fault(known.password, known.again)
    return Fault(name, words) if words else None


def asks_invitation(journey: Journey) -> bool:
    """Whether the server wants a code from who makes an account."""
    found = journey.probed
    is_by_invitation = journey.needs_invitation or (found is not None and found.sign_up == "invitation")
    return journey.typed.way is Way.CREATE and is_by_invitation


def is_about_invitation(error: MegadeskError) -> bool:
    """Whether an account was refused for want of an invitation."""
    return error.code == "access_denied" and error.arguments.get("reason") == "invitation"


def is_server_good(journey: Journey) -> bool:
    """Whether the address that stands there was looked at, and will do."""
    return journey.probed is not None and not server_fault(journey)


def server_fault(journey: Journey) -> Text:
    """Return why the server that was looked at will not do."""
    found = journey.probed
    if found is None:
        return journey.probe_fault
    if found.certificate is not None and not found.trusted:
        return text("The certificate of this server is not known. Compare it, then trust it.")
    if not found.reachable:
        return journey.probe_fault or text("The server cannot be reached.")
    if journey.typed.way is Way.CREATE and found.sign_up == "closed":
        return text("This server does not accept new accounts. Log in to an existing one or use another server.")
    return NOTHING


# -- what the engine answers ------------------------------------------------------------------------------------------


def probed(journey: Journey, address: str, found: m.Probed, fault: Text = NOTHING) -> Journey:
    """The server at ``address`` was looked at; an answer for what no longer stands there is let go."""
    if journey.typed.server.strip() != address:
        return journey
    after = replace(journey, probed=found, probed_for=address, probe_fault=fault)
    return _gone_on(after, Work.PROBE, Work.TRUST)


def probe_failed(journey: Journey, address: str, error: MegadeskError) -> Journey:
    """The address cannot be looked at: it is none, or the engine is away."""
    if journey.typed.server.strip() != address:
        return journey
    after = replace(journey, probed=None, probed_for=address, probe_fault=app_words_of_error(error))
    return _gone_on(after, Work.PROBE, Work.TRUST)


def _gone_on(journey: Journey, *works: Work) -> Journey:
    if journey.work not in works:
        return journey
    idle = replace(journey, work=Work.IDLE)
    if journey.work is Work.TRUST:
        return idle
    fault = server_fault(idle)
    return replace(idle, fault=Fault("server", fault)) if fault else _next(idle)


def signed_in(journey: Journey, body: m.SignedIn) -> Journey:
    """The account is there and this device is signed in."""
    spent = replace(journey.typed, code="")
    after = replace(journey, typed=spent, signed=body, recovery_key=body.recovery_key)
    return _next(after) if journey.work is Work.SIGN else after


def key_shown(journey: Journey, key: str) -> Journey:
    """The engine made a recovery key."""
    return replace(journey, recovery_key=key, work=Work.IDLE, fault=None)


def renamed(journey: Journey) -> Journey:
    """The device has its name."""
    assert journey.signed is not None, "it was renamed"
    return _next(replace(journey, signed=_named(journey.signed, journey.typed.device_name.strip())))


def _named(signed: m.SignedIn, name: str) -> m.SignedIn:
    from msgspec.structs import replace as replaced

    return replaced(signed, device_name=name)


def added(journey: Journey, made: m.PairStatus) -> Journey:
    """The folder is set up."""
    return _next(replace(journey, made=made))


def looking(journey: Journey, files: int) -> Journey:
    """The folder is being looked through for the preview."""
    return replace(journey, looked=files)


def previewed(journey: Journey, places: tuple[str, str], found: m.PairPreview | Text) -> Journey:
    """What the first link would do is known, or why it cannot be."""
    if (journey.typed.local.strip(), journey.typed.remote.strip()) != places:
        return journey
    fault, preview = (found, None) if isinstance(found, Text) else (NOTHING, found)
    return replace(journey, preview=preview, preview_fault=fault, previewed_for=places, looked=None)


def _without_invitation(journey: Journey, error: MegadeskError) -> Journey:
    """Show the field of the code: with a fault, or now, where anybody may sign up but this address waits for its code."""
    is_code_wrong = asks_invitation(journey)
    fault = (
        text("The server does not know this code. Check each letter.") if is_code_wrong else app_words_of_error(error)
    )
    return replace(journey, work=Work.IDLE, step=Step.ACCOUNT, needs_invitation=True, fault=Fault("invitation", fault))


def failed(journey: Journey, error: MegadeskError) -> Journey:
    """What was asked did not work: say so where it can be mended."""
    if journey.work is Work.SIGN and error.code == "no_key_store":
        known = replace(journey.typed, key_store="file")
        return replace(journey, work=Work.IDLE, asks_key_store=True, step=Step.KEYS, typed=known)
    if journey.work is Work.SIGN and is_about_invitation(error):
        return _without_invitation(journey, error)
    if journey.work is Work.SIGN and wants_code(error):
        return replace(journey, work=Work.IDLE, asks_code=True, step=Step.SECOND_FACTOR)
    refused_code = code_refused(error) if journey.step is Step.SECOND_FACTOR else NOTHING
    if refused_code:
        return replace(journey, work=Work.IDLE, fault=Fault("code", refused_code))
    named = str(error.arguments.get("what", ""))
    at, name = FIELDS.get(named, (journey.step, ""))
    if error.code == "wrong_credentials":
        at, name = Step.ACCOUNT, "password"
    if at not in steps_of(journey):
        at, name = journey.step, ""
    return replace(journey, work=Work.IDLE, step=at, fault=Fault(name, app_words_of_error(error)))


OF_THE_ACCOUNT: Final = frozenset({"way", "server", "email", "password", "recovery_key"})
"""What else has to be typed for another account, which may have no second factor."""

FIELDS: Final = {
    "login": (Step.ACCOUNT, "email"),
    "account": (Step.ACCOUNT, "email"),
    "password": (Step.ACCOUNT, "password"),
    "recovery_key": (Step.ACCOUNT, "recovery_key"),
    "server_address": (Step.SERVER, "server"),
    "device_name": (Step.DEVICE, "device_name"),
    "local_folder": (Step.CHOOSE, "local"),
    "pair_folder": (Step.CHOOSE, "local"),
    "backup_folder": (Step.CHOOSE, "local"),
    "folder": (Step.CHOOSE, "local"),
    "remote": (Step.CHOOSE, "remote"),
    "pair_remote": (Step.CHOOSE, "remote"),
}
"""Where a person finds the field that an error is about, by the error's ``what``."""
