"""The account and its sessions: sign up, log in, recover, log out."""

from __future__ import annotations

from typing import Final

from megadesk.ipc.messages.base import Body, Method, Nothing
from megadesk.model.errors import Argument


class SignUp(Body, frozen=True, kw_only=True):
    """Make an account and sign this device in. ``key_store``: keyring, file or session.

    ``recovery_file`` is where the recovery key is written (0600, never over an existing file). ``show_recovery``: it is in
    the answer instead, and nowhere else (ADR 32): whoever asks has it kept by a person. ``invitation``: the code that some
    servers ask new accounts for.
    """

    server: str
    email: str
    password: str
    device_name: str = ""
    key_store: str = "keyring"
    recovery_file: str = ""
    show_recovery: bool = False
    invitation: str = ""


class LogIn(Body, frozen=True, kw_only=True):
    """Sign this device in to an account that exists.

    ``code``, here and in the other requests that have one: of the second factor, from the authenticator app or a one-time
    code. Without it, where one is needed, the answer is the error ``second_factor_needed``, reason ``missing``.
    """

    server: str
    email: str
    password: str
    code: str = ""
    device_name: str = ""
    key_store: str = "keyring"


class SignedIn(Body, frozen=True, kw_only=True):
    """Who is signed in here now. ``warnings`` are problem codes.

    Only after sign-up and recovery: ``recovery_file``, or ``recovery_key`` if it was to be shown. Only after log-in and
    recovery: ``other_devices``, the names of those that are signed in elsewhere.
    """

    email: str
    account: str
    server: str
    device: str
    device_name: str
    key_store: str
    fingerprint: str
    recovery_file: str | None = None
    recovery_key: str = ""
    other_devices: list[str] = []
    warnings: list[str] = []


class Unlock(Body, frozen=True, kw_only=True):
    """Give the password of a profile whose keys are in memory only (key store "session"), after a restart."""

    password: str
    code: str = ""


class ChangePassword(Body, frozen=True, kw_only=True):
    """A new password; all other sessions end."""

    old_password: str
    new_password: str
    code: str = ""


class Recover(Body, frozen=True, kw_only=True):
    """Sign in with the recovery key, set a new password, get a new recovery key: in a file, or shown, as at sign-up."""

    server: str
    email: str
    recovery_key: str
    new_password: str
    device_name: str = ""
    key_store: str = "keyring"
    recovery_file: str = ""
    show_recovery: bool = False
    code: str = ""


class ExportRecoveryKey(Body, frozen=True, kw_only=True):
    """Make a new recovery key and write it to ``file``, or ``show`` it; the one before stops working."""

    password: str
    file: str = ""
    show: bool = False
    code: str = ""


class Written(Body, frozen=True, kw_only=True):
    """A file that was written; or a recovery key that was not."""

    file: str
    recovery_key: str = ""


class RenameDevice(Body, frozen=True, kw_only=True):
    """A new name for this device."""

    name: str


class Session(Body, frozen=True, kw_only=True):
    """One session of the account."""

    id: str
    device: str
    device_name: str
    created: str
    last_seen: str
    current: bool


class Sessions(Body, frozen=True, kw_only=True):
    """All sessions."""

    sessions: list[Session]


class RevokeSession(Body, frozen=True, kw_only=True):
    """End one session; ``id`` may be shortened as long as it is clear."""

    id: str


class SecondFactor(Body, frozen=True, kw_only=True):
    """Whether the account asks for a code as well; ``since`` when, and how many one-time codes were not used yet."""

    enabled: bool
    since: str = ""
    codes_left: int = 0


class SecondFactorDraft(Body, frozen=True, kw_only=True):
    """A secret for an authenticator app: in base32, and as the address that a QR code holds. Made anew each time, kept nowhere."""

    secret: str
    uri: str


class EnableSecondFactor(Body, frozen=True, kw_only=True):
    """Ask for a code from now on. ``secret``: of a draft; ``code``: one that the app shows for it."""

    password: str
    secret: str
    code: str


class OneTimeCodes(Body, frozen=True, kw_only=True):
    """Ten codes that work once each, where a code is asked for. They are in no other answer, and kept nowhere here."""

    codes: list[str]


class RenewOneTimeCodes(Body, frozen=True, kw_only=True):
    """Make other one-time codes; those there were stop working."""

    password: str
    code: str


class DisableSecondFactor(Body, frozen=True, kw_only=True):
    """Ask for no code any more."""

    password: str
    code: str


class Probe(Body, frozen=True, kw_only=True):
    """Look at a server before anybody signs in. Raises BadUsage for what is no address."""

    server: str


class CertificateFacts(Body, frozen=True, kw_only=True):
    """What stands in a certificate that nobody vouches for. ``sha256``: its fingerprint, by which it may be trusted."""

    subject: str
    issuer: str
    names: list[str]
    valid_from: str
    valid_until: str
    sha256: str


class Probed(Body, frozen=True, kw_only=True):
    """What a server says of itself. ``address``: as it is kept. ``sign_up``: open, invitation or closed, empty if not known.

    If it cannot be reached, ``code`` and ``arguments`` say why, ``message`` and ``remedy`` in words. ``certificate``: the one it
    shows, if that is why; ``trusted``: it shows one that a person trusted. ``proxy_script``: as in SettingsInfo.
    """

    address: str
    reachable: bool
    sign_up: str = ""
    version: str = ""
    trusted: bool = False
    certificate: CertificateFacts | None = None
    code: str = ""
    arguments: dict[str, Argument] = {}
    message: str = ""
    remedy: str = ""
    proxy_script: bool = False


class Trust(Body, frozen=True, kw_only=True):
    """Trust the certificate with this fingerprint, for this server, which has to show it now. Empty: trust none any more."""

    server: str
    sha256: str


PROBE: Final = Method("account.probe", Probe, Probed)
TRUST: Final = Method("account.trust", Trust, Probed)
SIGN_UP: Final = Method("account.sign_up", SignUp, SignedIn)
LOG_IN: Final = Method("account.log_in", LogIn, SignedIn)
LOG_OUT: Final = Method("account.log_out", Nothing, Nothing)
UNLOCK: Final = Method("account.unlock", Unlock, SignedIn)
WHO_AM_I: Final = Method("account.who_am_i", Nothing, SignedIn)
CHANGE_PASSWORD: Final = Method("account.change_password", ChangePassword, Nothing)
RECOVER: Final = Method("account.recover", Recover, SignedIn)
EXPORT_RECOVERY_KEY: Final = Method("account.export_recovery_key", ExportRecoveryKey, Written)
RENAME_DEVICE: Final = Method("account.rename_device", RenameDevice, Nothing)
SESSIONS: Final = Method("account.sessions", Nothing, Sessions)
REVOKE_SESSION: Final = Method("account.revoke_session", RevokeSession, Nothing)
SECOND_FACTOR: Final = Method("account.second_factor", Nothing, SecondFactor)
SECOND_FACTOR_DRAFT: Final = Method("account.second_factor_draft", Nothing, SecondFactorDraft)
ENABLE_SECOND_FACTOR: Final = Method("account.enable_second_factor", EnableSecondFactor, OneTimeCodes)
RENEW_ONE_TIME_CODES: Final = Method("account.renew_one_time_codes", RenewOneTimeCodes, OneTimeCodes)
DISABLE_SECOND_FACTOR: Final = Method("account.disable_second_factor", DisableSecondFactor, Nothing)
