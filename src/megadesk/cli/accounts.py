"""signup, login, logout, unlock, whoami: who this device belongs to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from megadesk.cli import options, render
from megadesk.cli.codes import Totp, with_code
from megadesk.cli.front import Front, front_of
from megadesk.cli.prompts import read_new_password, read_password
from megadesk.ipc import messages
from megadesk.ipc.messages import LogIn, Nothing, SignedIn, SignUp, Unlock
from megadesk.model.errors import BadUsage


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (signup, login, logout, unlock, whoami):
        app.command()(command)


def signup(
    context: typer.Context,
    server: options.Server,
    email: options.Email,
    password_stdin: options.PasswordStdin = False,
    password_file: options.PasswordFile = None,
    device_name: options.DeviceName = "",
    key_store: options.KeyStore = options.KeyStoreChoice.KEYRING,
    recovery_key: Annotated[
        Path | None, typer.Option("--recovery-key", metavar="FILE", help="Where the recovery key is written.")
    ] = None,
    show_recovery_key: options.ShowRecoveryKey = False,
    invitation: Annotated[
        str, typer.Option("--invitation", metavar="CODE", help="The code that some servers ask new accounts for.")
    ] = "",
) -> None:
    """Make an account and sign this device in. Says where the recovery key was written."""
    front = front_of(context)
    options.check_email(email)
    source = options.secret_source(password_stdin, password_file)
    request = SignUp(
        server=server,
        email=email,
        password=read_new_password(source, "Password"),
        device_name=device_name,
        key_store=key_store.value,
        recovery_file=recovery_target(recovery_key, shown=show_recovery_key),
        show_recovery=show_recovery_key,
        invitation=invitation,
    )
    show_signed_in(front, front.ask(messages.SIGN_UP, request))


def login(
    context: typer.Context,
    server: options.Server,
    email: options.Email,
    password_stdin: options.PasswordStdin = False,
    password_file: options.PasswordFile = None,
    device_name: options.DeviceName = "",
    key_store: options.KeyStore = options.KeyStoreChoice.KEYRING,
    totp: Totp = "",
) -> None:
    """Sign this device in to an account that exists."""
    front = front_of(context)
    source = options.secret_source(password_stdin, password_file)
    request = LogIn(
        server=server,
        email=email,
        password=read_password(source),
        device_name=device_name,
        key_store=key_store.value,
    )
    show_signed_in(front, with_code(front, messages.LOG_IN, request, totp))


def logout(context: typer.Context) -> None:
    """Sign this device out. Synced folders stay as they are on this computer."""
    front = front_of(context)
    front.ask(messages.LOG_OUT, Nothing())
    front.say("Signed out. The files on this computer stay where they are.")


def unlock(
    context: typer.Context,
    password_stdin: options.PasswordStdin = False,
    password_file: options.PasswordFile = None,
    totp: Totp = "",
) -> None:
    """Give the password again after a restart, where the keys are kept in memory only."""
    front = front_of(context)
    password = read_password(options.secret_source(password_stdin, password_file))
    show_signed_in(front, with_code(front, messages.UNLOCK, Unlock(password=password), totp))


def whoami(context: typer.Context) -> None:
    """Show which account and device this is."""
    front = front_of(context)
    show_signed_in(front, front.ask(messages.WHO_AM_I, Nothing()))


def show_signed_in(front: Front, body: SignedIn) -> None:
    """Print who is signed in."""
    front.show(body, lambda: render.signed_in(body))


def recovery_target(named: Path | None, *, shown: bool) -> str:
    """Return where a new recovery key goes, as the engine is told it; without a name it chooses, and says where.

    BadUsage if it is to be ``shown`` as well: then it is in no file.
    """
    if named is not None and shown:
        raise BadUsage("a recovery key is written to a file, or shown", option="--show-recovery-key")
    return "" if named is None else options.local_path(named)
