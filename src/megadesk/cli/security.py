"""password, recovery-key, device, sessions: what opens the account, and from where."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from megadesk.cli import options, render
from megadesk.cli.accounts import recovery_target, show_signed_in
from megadesk.cli.codes import Totp, with_code
from megadesk.cli.front import front_of
from megadesk.cli.prompts import read_new_password, read_password, read_recovery_key
from megadesk.ipc import messages
from megadesk.ipc.messages import (
    ChangePassword,
    ExportRecoveryKey,
    Nothing,
    Recover,
    RenameDevice,
    RevokeSession,
)
from megadesk.model.errors import BadUsage
from megadesk.model.relpath import printable

NewPasswordFile = Annotated[
    Path | None, typer.Option("--new-password-file", metavar="FILE", help="Read the new password from a file.")
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    password = typer.Typer(help="Change the password, or set a new one with the recovery key.")
    password.command("change")(change_password)
    password.command("recover")(recover)
    app.add_typer(password, name="password")
    recovery_key = typer.Typer(help="The key that opens the account when the password is forgotten.")
    recovery_key.command("export")(export_recovery_key)
    recovery_key.callback()(_group)
    app.add_typer(recovery_key, name="recovery-key")
    device = typer.Typer(help="This device.")
    device.command("rename")(rename_device)
    device.callback()(_group)
    app.add_typer(device, name="device")
    sessions = typer.Typer(help="Where the account is signed in.")
    sessions.command("list")(list_sessions)
    sessions.command("revoke")(revoke_session)
    app.add_typer(sessions, name="sessions")


def _group() -> None:
    """Keep a group a group: typer would make one of a single command that command."""


def change_password(
    context: typer.Context,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read two lines from standard input: the old and the new password.")
    ] = False,
    password_file: options.PasswordFile = None,
    new_password_file: NewPasswordFile = None,
    totp: Totp = "",
) -> None:
    """Set a new password. All other sessions of the account end."""
    front = front_of(context)
    old = read_password(options.secret_source(password_stdin, password_file), "Old password")
    new = read_new_password(options.secret_source(password_stdin, new_password_file))
    with_code(front, messages.CHANGE_PASSWORD, ChangePassword(old_password=old, new_password=new), totp)
    front.say("The password is changed. All other sessions have ended.")


def recover(
    context: typer.Context,
    server: options.Server,
    email: options.Email,
    recovery_key: Annotated[
        Path, typer.Option("--recovery-key", metavar="FILE", help="The file that holds the recovery key.")
    ],
    password_stdin: options.PasswordStdin = False,
    password_file: options.PasswordFile = None,
    device_name: options.DeviceName = "",
    key_store: options.KeyStore = options.KeyStoreChoice.KEYRING,
    new_recovery_key: Annotated[
        Path | None, typer.Option("--new-recovery-key", metavar="FILE", help="Where the new recovery key is written.")
    ] = None,
    show_recovery_key: options.ShowRecoveryKey = False,
    totp: Totp = "",
) -> None:
    """Sign in with the recovery key and set a new password. The recovery key is replaced by a new one."""
    front = front_of(context)
    request = Recover(
        server=server,
        email=email,
        recovery_key=read_recovery_key(recovery_key),
        new_password=read_new_password(options.secret_source(password_stdin, password_file)),
        device_name=device_name,
        key_store=key_store.value,
        recovery_file=recovery_target(new_recovery_key, shown=show_recovery_key),
        show_recovery=show_recovery_key,
    )
    show_signed_in(front, with_code(front, messages.RECOVER, request, totp))


def export_recovery_key(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Where it is written; never over an existing file.")
    ] = None,
    password_stdin: options.PasswordStdin = False,
    password_file: options.PasswordFile = None,
    show: options.ShowRecoveryKey = False,
    totp: Totp = "",
) -> None:
    """Make a new recovery key and write it to FILE, or show it. The one before stops working."""
    front = front_of(context)
    target = recovery_target(file, shown=show)
    if not target and not show:
        raise BadUsage(what="recovery_file")
    password = read_password(options.secret_source(password_stdin, password_file))
    request = ExportRecoveryKey(password=password, file=target, show=show)
    written = with_code(front, messages.EXPORT_RECOVERY_KEY, request, totp)
    if written.recovery_key:
        front.show(written, lambda: [*render.recovery_key(written.recovery_key), "The one before no longer works."])
    else:
        front.say(f"The new recovery key is in {printable(written.file)}. The one before no longer works.", written)


def rename_device(
    context: typer.Context, name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called from now on.")]
) -> None:
    """Give this device another name."""
    front = front_of(context)
    front.ask(messages.RENAME_DEVICE, RenameDevice(name=name))
    front.say(f"This device is called {printable(name)} now.")


def list_sessions(context: typer.Context) -> None:
    """List where the account is signed in."""
    front = front_of(context)
    found = front.ask(messages.SESSIONS, Nothing()).sessions
    front.show(found, lambda: render.sessions(found))


def revoke_session(
    context: typer.Context,
    session: Annotated[str, typer.Argument(metavar="ID", help="As in the list; its first digits are enough.")],
) -> None:
    """End a session: that device is signed out."""
    front = front_of(context)
    front.ask(messages.REVOKE_SESSION, RevokeSession(id=session))
    front.say("The session has ended.")
