"""A fresh signature over a sensitive request: a stolen session token alone changes nothing that opens the account.

    challenge, used up --> signature of the login key over account, challenge, kind of request and the body --> account

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
    with services.metadata.write() as tx:
        account = tx.account(call.session.account, lock=True)
        if account is None:
            raise NotSignedIn
        is_fresh = tx.take_challenge(body.challenge, account.id, REAUTH, services.clock_ms())
    if not is_fresh or not _is_signed(body, op, call.session, account):
        raise WrongCredentials
    return account


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
