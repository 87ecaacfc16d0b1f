"""Everything that can go wrong, grouped by what is to be done about it.

    MegadeskError
    |-- RetryLater        try again by itself, with back-off
    |   |-- ServerUnavailable       no answer, 5xx, time-out, refused connection      SERVER
    |   |-- RateLimited             429, 503 with Retry-After
    |   |-- EngineUnavailable       no engine answers on this profile's socket
    |   |-- TimedOut                the time a person gave is over; work goes on
    |   |-- FileBusy                changed while it was read, or locked by a program
    |   `-- Stale                   a precondition no longer holds: observe and plan again
    |-- Waiting             goes on by itself once the outside has changed
    |   |-- DiskFull
    |   `-- QuotaExceeded
    |-- NeedsUser           a person has to decide or to type something
    |   |-- NotSignedIn
    |   |-- WrongCredentials
    |   |-- SecondFactorNeeded      a code of the second factor is missing or wrong
    |   |-- NoKeyStore
    |   |-- DecisionNeeded          a guard asks
    |   |-- Rollback                older than what this device has verified          ROLLBACK
    |   |-- Forked                  does not extend what this device has verified     FORK
    |   `-- IdentityChanged         a key is not the one this device has pinned       IDENTITY
    |-- Refused             the request itself cannot be met: say so and stop
    |   |-- BadUsage
    |   |-- BadName                 a name that a node or a disk cannot carry
    |   |-- NotFound
    |   |-- PastGone                older than what the server keeps
    |   |-- AlreadyExists
    |   |-- AccessDenied            the disk or the server says no
    |   |-- ServerRefused           422 and its kin: the server's check failed
    |   |-- Cancelled               a person does not want this transfer now
    |   |-- TooNew                  made by a newer megadesk                          TOONEW
    |   `-- AlreadyRunning
    |-- Damaged             bytes from outside are not what they must be: freeze, keep evidence, touch nothing
    |   |-- Malformed               does not parse                                    MALFORMED
    |   |-- LimitExceeded           larger than the format allows                     LIMIT
    |   |-- Forged                  hash, tag, commitment, signature or root wrong    FORGED
    |   |-- Downgrade               weaker than the minimum or than last time         DOWNGRADE
    |   |-- Quarantined             one node does not open; its neighbours do         QUARANTINE
    |   `-- MissingBlock            content absent or corrupt on the server           MISSING
    `-- OurBug              a state that the code rules out

An error carries a stable ``code`` and plain arguments; the words for people are made from both in
``model/wording.py``, so that the command line, the app and the log say the same. Arguments are paths, sizes
and codes: never keys, passwords or content.
"""

from __future__ import annotations

from typing import ClassVar, Final, TypeAlias

Argument: TypeAlias = str | int | float | bool | None


class MegadeskError(Exception):
    """Base of all: ``code`` is stable and public, ``arguments`` fill the sentence for it.

    ``detail`` is for the log and for developers; it is never the whole message a person gets.
    """

    code: ClassVar[str] = "error"

    def __init__(self, detail: str = "", **arguments: Argument) -> None:
        super().__init__(detail)
        self.detail = detail
        self.arguments = arguments

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        return ": ".join(part for part in (self.code, self.detail, shown) if part)


class RetryLater(MegadeskError):
    """The same request may succeed later without anybody doing anything."""

    code = "retry_later"


class ServerUnavailable(RetryLater):
    """No usable answer: no connection, time-out, 5xx, an answer that is not ours."""

    code = "server_unavailable"


class RateLimited(RetryLater):
    """The server asks for patience; ``retry_after_s`` says how long."""

    code = "rate_limited"

    def __init__(self, detail: str = "", *, retry_after_s: float, **arguments: Argument) -> None:
        super().__init__(detail, retry_after_s=retry_after_s, **arguments)
        self.retry_after_s = retry_after_s


class EngineUnavailable(RetryLater):
    """The engine of this profile does not answer.

    ``reason``: not_running, busy, timeout, gone or start_failed.
    """

    code = "engine_unavailable"


class TimedOut(RetryLater):
    """The time that was given is over; what was under way goes on."""

    code = "timed_out"


class FileBusy(RetryLater):
    """The file changed while it was read, or another program holds it."""

    code = "file_busy"


class Stale(RetryLater):
    """What the step expected to find is no longer so; nothing was touched."""

    code = "stale"


class Waiting(MegadeskError):
    """Goes on by itself once space or quota is there again."""

    code = "waiting"


class DiskFull(Waiting):
    """The local volume has no room; what was there is untouched."""

    code = "disk_full"


class QuotaExceeded(Waiting):
    """The account's storage on the server is used up."""

    code = "quota_exceeded"


class NeedsUser(MegadeskError):
    """A person has to decide or to type something."""

    code = "needs_user"


class NotSignedIn(NeedsUser):
    """No account on this profile, or its session has ended."""

    code = "not_signed_in"


class WrongCredentials(NeedsUser):
    """Name, password, code or recovery key do not fit together; which one is not said."""

    code = "wrong_credentials"


class SecondFactorNeeded(NeedsUser):
    """The password or recovery key is right, the code of the second factor is not; ``reason``: missing or wrong."""

    code = "second_factor_needed"


class NoKeyStore(NeedsUser):
    """No allowed keyring on this system, and no other key store was chosen."""

    code = "no_key_store"


class DecisionNeeded(NeedsUser):
    """A guard holds a plan until a person has looked at it."""

    code = "decision_needed"


class Rollback(NeedsUser):
    """The server shows a state older than one this device has already verified."""

    code = "rollback"


class Forked(NeedsUser):
    """The server shows a history that does not contain what this device has verified."""

    code = "fork"


class IdentityChanged(NeedsUser):
    """A public key differs from the one pinned, or from the one our own secret gives."""

    code = "identity"


class Refused(MegadeskError):
    """The request as made cannot be met, now or later."""

    code = "refused"


class BadUsage(Refused):
    """An argument, option or setting does not make sense."""

    code = "bad_usage"


class BadName(Refused):
    """A name no node may carry, or that this disk cannot store; ``reason`` says which rule."""

    code = "bad_name"


class NotFound(Refused):
    """No such path, node, pair, transfer, session or account."""

    code = "not_found"


class PastGone(Refused):
    """That moment, or what came after it, is no longer kept; ``oldest_seq`` and ``oldest_ms`` say which is the oldest."""

    code = "past_gone"


class AlreadyExists(Refused):
    """Something is already there under that name."""

    code = "already_exists"


class AccessDenied(Refused):
    """The disk or the server does not allow it."""

    code = "access_denied"


class ServerRefused(Refused):
    """The server understood and said no; ``server_code`` is its stable code."""

    code = "server_refused"


class Cancelled(Refused):
    """A person ended this transfer; the content is moved once somebody asks for it, or when there is another one."""

    code = "cancelled"


class TooNew(Refused):
    """Written by a newer megadesk; an update is needed to read it."""

    code = "too_new"


class AlreadyRunning(Refused):
    """Another engine owns this profile; ``reason``: other_version or upgraded, where it is that it cannot be spoken to."""

    code = "already_running"


class Damaged(MegadeskError):
    """Bytes from outside are not what they must be. Nothing on disk changes because of them."""

    code = "damaged"


class Malformed(Damaged):
    """Does not parse."""

    code = "malformed"


class LimitExceeded(Damaged):
    """Parses, but is larger than the format allows."""

    code = "limit"


class Forged(Damaged):
    """A hash, tag, commitment, signature, role or state root is wrong."""

    code = "forged"


class Downgrade(Damaged):
    """Weaker parameters than the minimum, or than this device last used."""

    code = "downgrade"


class Quarantined(Damaged):
    """One record in a valid commit does not open or breaks the name rules."""

    code = "quarantine"


class MissingBlock(Damaged):
    """The server does not have a block that a verified record names, or has other bytes for it."""

    code = "missing"


class OurBug(MegadeskError):
    """A state the code rules out. The log has the traceback; the data is untouched."""

    code = "bug"


def _tree(base: type[MegadeskError]) -> list[type[MegadeskError]]:
    return [base, *(leaf for child in base.__subclasses__() for leaf in _tree(child))]


BY_CODE: dict[str, type[MegadeskError]] = {kind.code: kind for kind in _tree(MegadeskError)}


_PARAMETERS: Final = frozenset({"self", "detail"})
"""Names that an argument of an error cannot have: they are those of its constructor."""

_PATIENCE_S: Final = 1.0


def error_from_code(code: str, detail: str, arguments: dict[str, Argument]) -> MegadeskError:
    """Return the error that was sent as a code and arguments; an unknown code becomes MegadeskError.

    What stands under ``detail`` in the arguments (wording.facts_of) is the detail, where none is given beside them.
    """
    kind = BY_CODE.get(code, MegadeskError)
    said = {name: value for name, value in arguments.items() if name not in _PARAMETERS}
    detail = detail or str(arguments.get("detail") or "")
    if kind is RateLimited:
        wait = said.pop("retry_after_s", None)
        patience_s = wait if isinstance(wait, int | float) and wait > 0 else _PATIENCE_S
        return RateLimited(detail, retry_after_s=float(patience_s), **said)
    return kind(detail, **said)
