"""A fresh signature over a sensitive request: a stolen session token alone changes nothing that opens the account.

    challenge, used up --> signature of the login key over account, challenge, kind of request and the body --> account
    ... then, in the transaction that changes something: check_unchanged

Source: docs/formats/account.md, "Fresh signature".
"""

from __future__ import annotations

from typing import TypeVar

import msgspec

from megadesk.crypto.public import ReauthOp, reauth_body, verify_reauth
from megadesk.model.errors import Forged, Malformed, NotSignedIn, WrongCredentials
from megadesk.server import metadata as md
from megadesk.server.call import Call
from megadesk.server.services import Services
from megadesk.wire import messages as m
from megadesk.wire.codec import Encoding, encode

REAUTH = "reauth"

Sensitive = TypeVar("Sensitive", m.ChangeKeys, m.ChangeSecondFactor)


def reauthorised(services: Services, call: Call, body: Sensitive, op: ReauthOp) -> md.Account:
    """Return the caller's account, whose owner signed just this request, just now; WrongCredentials if not."""
    with services.metadata.write(beside=True) as tx:
        account = tx.account(call.session.account, lock=True)
        if account is None:
            raise NotSignedIn
        is_fresh = tx.take_challenge(body.challenge, account.id, REAUTH, services.clock_ms())
    if not is_fresh or not _is_signed(body, op, call.session, account):
        raise WrongCredentials
    return account


def check_unchanged(tx: md.Writing, account: md.Account) -> None:
    """Pass if the keys that a signature was held to are still the account's; WrongCredentials if not.

    Signatures are checked outside of transactions, and a password may be changed meanwhile: who signed with the old one
    comes too late then. The account is locked from here on.
    """
    now = tx.account(account.id, lock=True)
    keys = (account.login_public, account.recovery_public)
    if now is None or now.is_disabled or (now.login_public, now.recovery_public) != keys:
        raise WrongCredentials


def _is_signed(body: Sensitive, op: ReauthOp, session: md.Session, account: md.Account) -> bool:
    """Whether the owner of the current keys signed this very request."""
    unsigned = encode(msgspec.structs.replace(body, signature=b""), Encoding.JSON)
    key = account.recovery_public if session.is_recovery else account.login_public
    try:
        signed = reauth_body(account=account.id, challenge=body.challenge, op=op, request_body=unsigned)
        verify_reauth(key, signed, body.signature)
    except (Forged, Malformed):
        return False
    return True
