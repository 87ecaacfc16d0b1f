"""The second factor as people see it: how it stands, what is wrong with a code, and what is kept of the one-time codes.

A code is six digits of an authenticator app, or a one-time code of ten letters and digits: ABCDE-FGHIJ.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.text import NOTHING, Day, Text, plural, text
from megadesk.ui.viewmodels.errors import app_words_of_error
from megadesk.ui.viewmodels.facts import Fact
from megadesk.ui.viewmodels.when import time_ms

CODES_FEW: Final = 2
"""So many are nearly none: one is lost in a drawer, one is mistyped."""

GROUP: Final = 4
"""Letters of a secret that are read and typed in one go."""

_APP_CODE: Final = re.compile("[0-9]{6}")
_ONE_TIME_CODE: Final = re.compile("[A-Z2-7]{10}")


def factor_facts(found: m.SecondFactor) -> list[Fact]:
    """Return how it stands, for the settings."""
    if not found.enabled:
        return [Fact("shield", "muted", text("Off. On a new device, your password alone opens the account."))]
    return [Fact("shield-check", "ok", _since(found)), _codes_left(found.codes_left)]


def _since(found: m.SecondFactor) -> Text:
    since = time_ms(found.since)
    if since is None:
        return text("On. Signing in also asks for a code from your authenticator app.")
    return text(
        "On since {day}. Signing in also asks for a code from your authenticator app.",
        day=Day(since, short=True, year=True),
    )


def _codes_left(left: int) -> Fact:
    if left == 0:
        words = text("No one-time codes left. Create new ones: without them, a lost phone locks you out.")
        return Fact("triangle-alert", "warn", words)
    if left <= CODES_FEW:
        words = plural(
            "Only {n} one-time code left. Create new ones in time.",
            "Only {n} one-time codes left. Create new ones in time.",
            left,
        )
        return Fact("triangle-alert", "warn", words)
    return Fact("list-ordered", "muted", plural("{n} one-time code left", "{n} one-time codes left", left))


# -- codes that are typed ---------------------------------------------------------------------------------------------


def code_in(words: str) -> str:
    """Return the code that was typed or pasted, without what only helps to read it."""
    return "".join(letter for letter in words.upper() if letter.isalnum())


def code_fault(words: str, *, is_new: bool = False) -> Text:
    """Return what cannot be right about a code, before a try is spent on it. is_new: of an app only, as at the beginning."""
    code = code_in(words)
    if not code:
        return text("Enter the code.")
    if _APP_CODE.fullmatch(code) or (_ONE_TIME_CODE.fullmatch(code) and not is_new):
        return NOTHING
    if is_new:
        return text("The code has six digits.")
    return text("A code has six digits, a one-time code ten letters and digits.")


def wants_code(error: MegadeskError) -> bool:
    """Whether a code is asked for, and none was given."""
    return error.code == "second_factor_needed" and error.arguments.get("reason") != "wrong"


def code_refused(error: MegadeskError) -> Text:
    """Return what is wrong with the code that was given; nothing if the error is about something else."""
    if error.code == "second_factor_needed" and not wants_code(error):
        return text(
            "This code is wrong or was used before. Wait for the next one. If that fails too, check your phone's clock."
        )
    is_locked = error.code == "rate_limited" and error.arguments.get("reason") == "second_factor"
    return app_words_of_error(error) if is_locked else NOTHING


# -- what is shown to be kept -----------------------------------------------------------------------------------------


def secret_groups(secret: str) -> list[str]:
    """Return the groups in which a secret is typed into an authenticator app."""
    return [secret[at : at + GROUP] for at in range(0, len(secret), GROUP)]


def codes_page(codes: Sequence[str], email: str, server: str) -> Text:
    """Return what is saved and printed: the codes, what they belong to, and what they are for."""
    return text(
        "megadesk one-time codes\n\naccount: {email}\nserver:  {server}\n\n{codes}\n\n"
        "Each works once, in place of a code from your authenticator app.\n"
        "Keep them apart from your computer and your phone. Cross out those that you have used.\n",
        email=email,
        server=server,
        codes="\n".join(codes),
    )
