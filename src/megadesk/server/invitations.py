"""Invitations: who may make an account, and what an operator promised to one person.

    server user add LOGIN --> add --> a code, said once; its hash stays with the name
    sign-up with the code --> admitted --> account with the quota and plan promised; the invitation is used up

An invited name waits for its code, whoever may sign up otherwise: nobody else can take it meanwhile. A server that is
closed calls itself one by invitation while anybody is invited, so that apps ask for the code. ADR 50.
"""

from __future__ import annotations

import base64
from typing import Final, NamedTuple

from megadesk.crypto.public import equal, normal_code, normal_login, sha256
from megadesk.model.errors import AccessDenied, AlreadyExists, BadUsage
from megadesk.model.ids import Entropy
from megadesk.server import metadata as md
from megadesk.server.config import Plan, ServerConfig
from megadesk.server.metadata_invitations import Invitation
from megadesk.server.plans import DAY_MS

CODE_BYTES: Final = 10
"""80 random bits, which are 16 letters: nobody tries that, neither here nor on a stolen database."""
GROUP_CHARS: Final = 4
DAYS_MAX: Final = 3650
INVITATION: Final = "invitation"


class Given(NamedTuple):
    """What a new account begins with."""

    quota_bytes: int
    plan: str
    quota_is_own: bool


def make_code(entropy: Entropy) -> str:
    """Return a new code: ``ABCD-EFGH-IJKL-MNOP``."""
    letters = base64.b32encode(entropy(CODE_BYTES)).decode()
    return "-".join(letters[at : at + GROUP_CHARS] for at in range(0, len(letters), GROUP_CHARS))


def hash_of(code: str) -> bytes:
    """Return what is kept of a code, however it was typed."""
    return sha256(normal_code(code).encode("utf-8", "replace"))


def add(
    tx: md.Writing, config: ServerConfig, login: str, *, quota_bytes: int | None, plan: str, days: int, now_ms: int,
    entropy: Entropy,
) -> tuple[Invitation, str]:  # fmt: skip
    """Invite a name and return its code; an earlier one for it is void. AlreadyExists, BadUsage if a term is none."""
    if plan and plan not in config.plans:
        raise BadUsage("the settings have no such plan", what="plan", value=plan)
    if quota_bytes is not None and quota_bytes < 0:
        raise BadUsage("a quota is a number of bytes", what="quota", value=quota_bytes)
    if not 0 < days <= DAYS_MAX:
        raise BadUsage(f"an invitation lasts 1 to {DAYS_MAX} days", what="days", value=days)
    name = normal_login(login)
    if tx.account_by_login(name) is not None:
        raise AlreadyExists("there is an account of this name", what="account")
    code = make_code(entropy)
    made = Invitation(name, hash_of(code), quota_bytes, plan, created_ms=now_ms, expires_ms=now_ms + days * DAY_MS)
    tx.expire_invitations(now_ms)
    tx.put_invitation(made)
    return made, code


def admitted(tx: md.Reading, config: ServerConfig, login: str, code: str, now_ms: int) -> Invitation | None:
    """Return the invitation by which an account of this name may be made, None if it needs none. AccessDenied else."""
    found = tx.invitation(login)
    if found is not None and found.expires_ms > now_ms:
        if equal(found.code_sha256, hash_of(code)):
            return found
        raise _by_invitation()
    match sign_up_of(tx, config, now_ms):
        case "open":
            return None
        case "closed":
            raise AccessDenied("this server takes no new accounts", reason="sign_up_closed")
        case _:
            if config.sign_up == INVITATION and equal(sha256(code.encode()), sha256(config.invitation.encode())):
                return None
            raise _by_invitation()


def _by_invitation() -> AccessDenied:
    """Return the one refusal for all whose code is none, so that nobody learns which names are invited."""
    return AccessDenied("an account of this name is made by invitation", reason=INVITATION)


def sign_up_of(tx: md.Reading, config: ServerConfig, now_ms: int) -> str:
    """Return who may sign up: ``open``, ``closed``, or ``invitation``."""
    is_door_ajar = config.sign_up == "closed" and tx.is_anybody_invited(now_ms)
    return INVITATION if is_door_ajar else config.sign_up


def terms_at_sign_up(config: ServerConfig, invitation: Invitation | None) -> Given:
    """Return what a new account begins with; a plan that the settings do not know any more says nothing."""
    plan = "" if invitation is None else invitation.plan
    own = None if invitation is None else invitation.quota_bytes
    of_plan = config.plans.get(plan, Plan()).quota_bytes
    quota_bytes = config.quota_bytes if of_plan is None else of_plan
    return Given(quota_bytes if own is None else own, plan, own is not None)
