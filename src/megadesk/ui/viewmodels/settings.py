"""What the settings say: limits, the proxy, a server's certificate, the kinds of messages, the engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from megadesk.ipc import messages as m
from megadesk.ui.text import NOTHING, Speed, Text, joined, plural, text, verbatim
from megadesk.ui.viewmodels.facts import Fact
from megadesk.ui.viewmodels.first_run_words import certificate_facts, probe_words

KIB: Final = 1024

NOTIFICATIONS: Final[tuple[tuple[str, Text, Text], ...]] = (
    ("conflict", text("Conflicts"), text("A file was changed in two places; both versions are kept.")),
    (
        "guard",
        text("Mass changes"),
        text("Many files would be deleted or changed at once and wait for your decision."),
    ),
    ("quota", text("Storage almost full"), text("At 90 per cent, and when the storage is full.")),
    ("tampering", text("Damaged data on the server"), text("Stored data was damaged or tampered with.")),
    ("new_device", text("A new device signed in"), text("Somebody opened your account from another device.")),
    ("backup_overdue", text("A backup is overdue"), text("A folder was not backed up when it should have been.")),
)
"""The kinds of messages: the word by which the app's preferences keep each, its name, and when it comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxyView:
    """kind: system, none or manual; the rest is filled in for manual only."""

    kind: str
    url: str = ""
    user: str = ""
    hint: Text = NOTHING


def proxy_view(found: m.SettingsInfo) -> ProxyView:
    """Return how the way to the server is set."""
    if found.proxy in {"system", "none"}:
        return ProxyView(kind=found.proxy)
    hint = text("A password is saved. Enter a new one to change it.") if found.has_proxy_password else NOTHING
    return ProxyView(kind="manual", url=found.proxy, user=found.proxy_user, hint=hint)


def limit_words(limits: m.TransferLimits) -> Text:
    """Return what holds now for uploads and downloads."""
    parts = [
        text("Uploads: {limit}", limit=_limit(limits.up_now, is_paused="up" in limits.paused)),
        text("Downloads: {limit}", limit=_limit(limits.down_now, is_paused="down" in limits.paused)),
    ]
    times = len(limits.schedule)
    return joined([*parts, plural("{n} scheduled time", "{n} scheduled times", times) if times else NOTHING])


def _limit(kib: int | None, *, is_paused: bool) -> Text:
    if is_paused:
        return text("paused")
    return text("no limit") if kib is None else text("{speed}", speed=Speed(kib * KIB))


def server_facts(found: m.Probed) -> tuple[Fact, list[tuple[Text, Text]]]:
    """Return how the account's server is known, and the facts of its certificate where a person vouches for it."""
    if found.trusted:
        words = text("You trusted the certificate of {address}.", address=found.address)
        return Fact("shield-check", "ok", words), certificate_facts(found.certificate) if found.certificate else []
    if found.reachable and found.address.startswith("http://"):
        return Fact("house", "muted", text("{address} is on this computer; no certificate is needed.", address=found.address)), []  # fmt: skip
    if found.reachable:
        return Fact("shield-check", "ok", text("{address} has a valid certificate.", address=found.address)), []
    if found.certificate is not None:
        words = text("The certificate of {address} is unknown.", address=found.address)
        return Fact("shield-alert", "warn", words), certificate_facts(found.certificate)
    return Fact("circle-alert", "error", probe_words(found) or text("The server cannot be reached.")), []


def engine_words(found: m.EngineStatus, app_version: str) -> Text:
    """Return which engine runs, and whether it is the app's own."""
    version = text("Version {version}, process {pid}", version=found.version, pid=verbatim(str(found.pid)))
    if found.version == app_version:
        return version
    return joined(
        [version, text("The app is version {version}. Restart the sync engine to update it.", version=app_version)]
    )
