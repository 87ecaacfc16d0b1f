"""The account as the settings show it: who, where, what storage is used for, where else it is open, what a log-out leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from megadesk.ipc import messages as m
from megadesk.ui.text import NOTHING, Text, joined, plural, text, verbatim
from megadesk.ui.viewmodels.facts import Fact
from megadesk.ui.viewmodels.usage import Usage, usage
from megadesk.ui.viewmodels.when import ago, exactly, time_ms

NAMES_MAX: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """state: out (nobody), locked (the password is needed), or in. kept: for how long old versions are kept."""

    state: str
    email: Text = NOTHING
    server: Text = NOTHING
    keys: Text = NOTHING
    device: str = ""
    usage: Usage | None = None
    kept: Text = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """One place where the account is open. ``is_here``: this one, which is ended by logging out."""

    id: str
    name: Text
    below: Text
    exact: Text
    is_here: bool


def account_view(status: m.Status | None) -> AccountView:
    """Return what is known of the account."""
    if status is None or status.account is None:
        return AccountView(state="out")
    return AccountView(
        state="locked" if status.state == "signed_out" else "in",
        email=verbatim(status.account),
        server=verbatim(status.server or ""),
        keys=KEYS.get(status.key_store or "", NOTHING),
        device=status.device_name or "",
        usage=usage(status.quota),
        kept=_kept(status.quota),
    )


KEYS: Final = {
    "keyring": text("In the system keyring"),
    "file": text("In a file that only you can read"),
    "session": text("In memory only; asks for your password after each restart"),
}


def _kept(quota: m.Quota | None) -> Text:
    if quota is None or not quota.kept_days:
        return NOTHING
    days = quota.kept_days
    return plural(
        "Versions and deleted files are kept for {n} day.",
        "Versions and deleted files are kept for {n} days.",
        days,
    )


def session_lines(sessions: Sequence[m.Session], now_ms: int) -> list[SessionLine]:
    """Return where the account is open: this computer first, then those that were used last."""
    in_order = sorted(sessions, key=lambda one: (one.current, one.last_seen), reverse=True)
    return [_session(one, now_ms) for one in in_order]


def _session(one: m.Session, now_ms: int) -> SessionLine:
    seen = time_ms(one.last_seen)
    last = text("last seen {when}", when=ago(seen, now_ms))
    return SessionLine(
        id=one.id,
        name=verbatim(one.device_name) if one.device_name else text("Unnamed device"),
        below=text("This computer") if one.current else last,
        exact=exactly(seen),
        is_here=one.current,
    )


def ending_facts(line: SessionLine) -> list[Fact]:
    """Return what becomes of a device whose session is ended."""
    return [
        Fact("log-out", "warn", text("{name} is signed out immediately and stops syncing.", name=line.name)),
        Fact("hard-drive", "muted", text("Its files and keys stay on it. If it was stolen, also change your password.")),
    ]  # fmt: skip


def log_out_facts(status: m.Status | None) -> list[Fact]:
    """Return what stays on this computer after a log-out, and what does not."""
    pairs = status.pairs if status is not None else []
    backups = status.backups if status is not None else []
    pending = sum(folder.pending for folder in (*pairs, *backups))
    facts = []
    if pairs:
        words = plural("The files of your synced folder stay as they are: {names}.", "The files of your {n} synced folders stay as they are: {names}.", len(pairs), names=_names(pairs))  # fmt: skip
        facts.append(Fact("folder", "ok", words))
    if backups:
        words = plural("The files of your backed-up folder stay here, and its backup stays in the cloud: {names}.", "The files of your {n} backed-up folders stay here, and their backups stay in the cloud: {names}.", len(backups), names=_names(backups))  # fmt: skip
        facts.append(Fact("archive", "ok", words))
    if pending:
        words = plural("{n} change is not synced yet. It stays as it is on both sides.", "{n} changes are not synced yet. They stay as they are on both sides.", pending)  # fmt: skip
        facts.append(Fact("triangle-alert", "warn", words))
    facts.append(Fact("key-round", "muted", text("The keys of your account are removed from this computer.")))
    if pairs or backups:
        facts.append(
            Fact("log-in", "muted", text("Log in to the same account again to continue syncing these folders."))
        )
    return facts


def _names(folders: Sequence[m.PairStatus]) -> Text:
    shown = [verbatim(folder.name) for folder in folders[:NAMES_MAX]]
    more = len(folders) - len(shown)
    rest = [plural("{n} more", "{n} more", more)] if more else []
    return joined([*shown, *rest], ", ")
