"""config get, set, list: what a person set about this profile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Final

import typer

from megadesk.cli import options, render
from megadesk.cli.front import front_of
from megadesk.cli.prompts import read_password
from megadesk.ipc import messages
from megadesk.ipc.messages import Nothing, SetSettings, SettingsInfo
from megadesk.model.errors import BadUsage
from megadesk.model.relpath import printable

PASSWORD: Final = "proxy-password"  # noqa: S105 -- the name of the setting

SHOWN: Final[Mapping[str, Callable[[SettingsInfo], str]]] = {
    "proxy": lambda found: found.proxy,
    "proxy-user": lambda found: found.proxy_user,
    PASSWORD: lambda found: "set" if found.has_proxy_password else "",
    "ca-file": lambda found: found.ca_file,
    "start-at-login": lambda found: "on" if found.start_at_login else "off",
}

MEANING: Final[Mapping[str, str]] = {
    "proxy": "system, none, or http://host:port",
    "proxy-user": "its user name",
    PASSWORD: "its password, asked for",
    "ca-file": "a PEM file of authorities; nothing for those of the system",
    "start-at-login": "on or off",
}

_ON_OR_OFF: Final = {"on": True, "off": False, "yes": True, "no": False}

KeyArgument = Annotated[str, typer.Argument(metavar="SETTING", help="As “config list” names it.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    config = typer.Typer(help="What is set for this profile: proxy, certificates, start at login.")
    config.command("list")(list_all)
    config.command("get")(get)
    config.command("set")(put)
    app.add_typer(config, name="config")


def list_all(context: typer.Context) -> None:
    """List all settings, and what each can be."""
    front = front_of(context)
    found = front.ask(messages.GET_SETTINGS, Nothing())
    rows = tuple((name, printable(shown(found)), MEANING[name]) for name, shown in SHOWN.items())
    front.show(found, lambda: [render.Grid(("Setting", "Now", "Can be"), rows)])


def get(context: typer.Context, key: KeyArgument) -> None:
    """Show one setting."""
    front = front_of(context)
    shown = SHOWN.get(key)
    if shown is None:
        raise BadUsage(what="setting", value=printable(key))
    value = shown(front.ask(messages.GET_SETTINGS, Nothing()))
    front.show({key: value}, lambda: [printable(value)])


def put(
    context: typer.Context,
    key: KeyArgument,
    value: Annotated[
        str | None, typer.Argument(metavar="VALUE", help="Its new value; without one the setting is taken back.")
    ] = None,
    password_stdin: options.PasswordStdin = False,
    password_file: options.PasswordFile = None,
) -> None:
    """Set one setting. A password is asked for, or read from standard input or a file; never taken from the line."""
    front = front_of(context)
    source = options.secret_source(password_stdin, password_file)
    if key == PASSWORD and value is not None:
        raise BadUsage("a password does not belong on the command line; leave it out, and it is asked for")
    done = front.ask(messages.SET_SETTINGS, _change(key, value or "", lambda: read_password(source, "Proxy password")))
    front.show(done, lambda: [f"{key}: {printable(SHOWN[key](done)) or 'not set'}"])


def _change(key: str, value: str, password: Callable[[], str]) -> SetSettings:
    match key:
        case "proxy":
            return SetSettings(proxy=value)
        case "proxy-user":
            return SetSettings(proxy_user=value)
        case "proxy-password":
            return SetSettings(proxy_password=password())
        case "ca-file":
            return SetSettings(ca_file=options.local_path(value) if value else "")
        case "start-at-login" if value in _ON_OR_OFF:
            return SetSettings(start_at_login=_ON_OR_OFF[value])
        case "start-at-login":
            raise BadUsage(what="setting", reason="value", value=printable(value), setting=key)
        case _:
            raise BadUsage(what="setting", value=printable(key))
