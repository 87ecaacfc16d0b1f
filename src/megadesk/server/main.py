"""``megadesk server ...``: the server's command line.

    run                    serve                      run.py
    stats, user            the operator's commands    admin.py, terms.py (user retention, user plan)
    gc                     retention, collection      gc.py
    check, scrub,
    backup, restore        those that take care       commands.py
    migrate, restored,
    migrate-store          about the stores           store_commands.py

Source: docs/operations/admin.md.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from megadesk.model.errors import AccessDenied, BadUsage, Damaged, MegadeskError
from megadesk.model.sizes import size_of
from megadesk.server.config import DEFAULT_LISTEN, INVITED_DAYS, LOG_LEVELS, SIGN_UP, ServerConfig
from megadesk.server.owner import become_owner, refuse_stranger
from megadesk.server.settings import INSTALLED, config_from

OK: Final = 0
FAILED: Final = 1
WRONG_USAGE: Final = 2
NOT_FOUND: Final = 4
DAMAGED: Final = 7
ABOUT_STORES: Final = frozenset({"migrate", "migrate-store", "restored"})
"""Commands of ``store_commands``."""
TOLD: Final = frozenset({"run", "restore"})
"""Commands that have to be told which data they are for. All others only look after what is there already."""


def run(words: Sequence[str]) -> int:
    """Return the exit code of the command in words."""
    parser = _parser()
    try:
        options = parser.parse_args(words)
    except SystemExit as e:
        return int(e.code or 0) if isinstance(e.code, int | None) else WRONG_USAGE
    try:
        return _dispatch(options)
    except MegadeskError as e:
        reason = e.detail or ", ".join(f"{name}: {value}" for name, value in e.arguments.items())
        _say_error(options, e.code, reason)
        return (
            DAMAGED
            if isinstance(e, Damaged)
            else {"bad_usage": WRONG_USAGE, "not_found": NOT_FOUND}.get(e.code, FAILED)
        )
    except BrokenPipeError:
        return _reader_is_gone()
    except OSError as e:
        _say_error(options, "disk", f"{e.filename or ''}: {e.strerror or e}".removeprefix(": "))
        return FAILED


def _reader_is_gone() -> int:
    """Return the exit code of a command whose reader has seen enough (``user list | head``), and say nothing more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains when it flushes at its end
    return FAILED


def _say_error(options: argparse.Namespace, code: str, reason: str) -> None:
    if getattr(options, "json", False):
        print(json.dumps({"error": {"code": code, "message": reason}}))  # noqa: T201 -- a command line speaks
    print(f"megadesk server: {code}: {reason}", file=sys.stderr)  # noqa: T201 -- a command line speaks


def _dispatch(options: argparse.Namespace) -> int:
    config = _config(options)
    if options.command == "run":
        from megadesk.server.run import run_server

        refuse_stranger(config.data)
        return run_server(config)
    become_owner(config.data, writes_elsewhere=options.command == "backup")
    if options.command == "restore":
        from megadesk.server import commands

        return commands.restore(
            config, options.backup, mb_s=options.rate, sign_out=options.sign_out, as_json=options.json
        )
    _refuse_no_data(config)
    if options.command in ABOUT_STORES:
        from megadesk.server.store_commands import run_store_command

        return run_store_command(config, options)
    return _look_after(config, options)


def _look_after(config: ServerConfig, options: argparse.Namespace) -> int:
    from megadesk.server import admin, commands

    match options.command:
        case "check":
            return commands.check(config, reads_blobs=options.content, as_json=options.json)
        case "stats":
            return admin.stats(config, as_json=options.json)
        case "scrub":
            return commands.scrub(
                config, mb_s=options.rate, anew=options.anew, backup=options.backup, as_json=options.json
            )
        case "backup":
            return commands.backup(config, options.to, mb_s=options.rate, anew=options.anew, as_json=options.json)
        case "gc":
            from megadesk.server.gc import gc

            return gc(config, at_once=options.now, as_json=options.json)
        case _:
            return _user(config, options)


def _refuse_no_data(config: ServerConfig) -> None:
    """Raise BadUsage if there is no server's data to look after, AccessDenied if that cannot be seen."""
    if config.database:
        return  # that is said by who opens it
    try:
        is_there = config.database_file.exists()
    except PermissionError as e:
        raise AccessDenied(
            f"{config.data} is closed to you: give this command as root, or as its user", path=str(config.data)
        ) from e
    if not is_there:
        raise BadUsage(f"there is no server's data in {config.data}", what="data")


def _user(config: ServerConfig, options: argparse.Namespace) -> int:
    from megadesk.server import admin, terms

    match options.action:
        case "list":
            return admin.users(config, as_json=options.json)
        case "add":
            return admin.add(
                config, options.login, quota_bytes=_size(options.quota), plan=options.plan, days=options.days,
                as_json=options.json,
            )  # fmt: skip
        case "uninvite":
            return admin.uninvite(config, options.login)
        case "plan":
            return terms.plan(config, options.login, options.name)
        case "retention":
            return terms.retention(
                config, options.login, days=options.days, versions=options.versions, bin_days=options.bin_days
            )
        case _:
            return admin.user(config, options.action, options.login, _size(getattr(options, "size", None)))


def _size(text: str | None) -> int | None:
    """Return what is typed for a size; here and not by the parser, so that it is refused in one line, as all else."""
    return None if text is None else size_of(text)


def _config(options: argparse.Namespace) -> ServerConfig:
    names = (
        "data", "database", "blocks", "listen", "tls_cert", "tls_key", "behind_proxy", "origins", "sign_up", "invitation_file",
        "quota_bytes",
        "log_level",
    )  # fmt: skip
    given = {name: getattr(options, name, None) for name in names}
    # Not on Windows: no package puts it there, and anybody may make a folder at the root of a drive.
    installed = INSTALLED if options.command not in TOLD and sys.platform != "win32" else None
    return config_from(given, options.config, environment=os.environ, installed=installed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="megadesk server", description="The server: stores what it cannot read.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    serve = _command(commands, "run", "serve until told to stop")
    serve.add_argument("--listen", metavar="HOST:PORT", help=f"where to listen; {DEFAULT_LISTEN}; port 0: any free one")
    serve.add_argument("--tls-cert", type=Path, metavar="FILE", help="certificate chain (PEM)")
    serve.add_argument("--tls-key", type=Path, metavar="FILE", help="its key (PEM, PKCS#8)")
    serve.add_argument("--behind-proxy", action="store_true", default=None, help="a proxy in front speaks TLS")
    serve.add_argument(
        "--origin",
        action="append",
        dest="origins",
        metavar="URL",
        help="the address that clients dial; may be given several times",
    )
    serve.add_argument("--sign-up", choices=SIGN_UP, help="who may make accounts")
    serve.add_argument(
        "--invitation-file", type=Path, metavar="FILE", help="has the code that --sign-up invitation asks for"
    )
    serve.add_argument(
        "--quota-bytes", metavar="SIZE", help="how much a new account may store: bytes, or as in 500M, 50G, 1T"
    )
    serve.add_argument("--log-level", choices=LOG_LEVELS, help="what is logged")
    check = _command(commands, "check", "look whether the data is whole; the server may run meanwhile")
    check.add_argument("--content", "--blobs", action="store_true", help="read every blob and check its hash")
    check.add_argument("--json", action="store_true", help="print one JSON document")
    scrub = _command(
        commands, "scrub", "read every stored blob; set aside what is damaged; the server may run meanwhile"
    )
    scrub.add_argument("--anew", action="store_true", help="from the start, though an earlier run was not done")
    scrub.add_argument(
        "--from", dest="backup", type=Path, metavar="BACKUP", help="take what is damaged from this backup"
    )
    _paced(scrub)
    backup = _command(commands, "backup", "copy database and blobs into a folder; the server may run meanwhile")
    backup.add_argument("to", type=Path, metavar="TO", help="an empty folder, or one that has a backup of this server")
    backup.add_argument("--anew", action="store_true", help="read all that is in it, and copy what is damaged there")
    _paced(backup)
    restore = _command(commands, "restore", "make a server from a backup: in an empty data folder, or in empty stores")
    restore.add_argument("backup", type=Path, metavar="FROM", help="the folder of the backup")
    restore.add_argument("--sign-out", action="store_true", help="end all sessions: every device has to sign in again")
    _paced(restore)
    _about_stores(commands)
    collect = _command(
        commands,
        "gc",
        "let go what is past its time, and take away what nothing refers to; the server may run meanwhile",
    )
    collect.add_argument("--now", action="store_true", help="at once, without the days for which it is kept otherwise")
    collect.add_argument("--json", action="store_true", help="print one JSON document")
    stats = _command(commands, "stats", "count accounts, records and bytes")
    stats.add_argument("--json", action="store_true", help="print one JSON document")
    user = commands.add_parser("user", help="the accounts of this server")
    actions = user.add_subparsers(dest="action", required=True, metavar="ACTION")
    listed = _command(actions, "list", "all accounts, and who is invited")
    listed.add_argument("--json", action="store_true", help="print one JSON document")
    _invitations(actions)
    for name, help_text in (
        ("disable", "shut an account out"),
        ("enable", "let an account in again that was shut out"),
        ("second-factor-off", "ask an account for no code any more, and void its one-time codes"),
    ):
        _login(_command(actions, name, help_text))
    quota = _command(actions, "quota", "set what an account may store")
    _login(quota)
    quota.add_argument("size", metavar="SIZE", help="how much it may hold: bytes, or as in 500M, 50G, 1T")
    _terms(actions)
    return parser


def _about_stores(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    move = _command(
        commands,
        "migrate-store",
        "move everything into other stores; the server may run meanwhile, read-only at the end",
    )
    move.add_argument(
        "--to", type=Path, required=True, metavar="FILE", help="the settings that name the new stores (TOML)"
    )
    move.add_argument(
        "--give-up", action="store_true", help="end a move that was interrupted: the server may write again"
    )
    _paced(move)
    restored = _command(
        commands, "restored", "note that the database was brought back by its own means; no server may run meanwhile"
    )
    restored.add_argument("--sign-out", action="store_true", help="end all sessions: every device has to sign in again")
    restored.add_argument("--json", action="store_true", help="print one JSON document")
    migrate = _command(
        commands, "migrate", "bring a database in PostgreSQL to this version; a file is brought up to date by itself"
    )
    migrate.add_argument("--json", action="store_true", help="print one JSON document")


def _invitations(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    add = _command(actions, "add", "invite one person to make an account: prints a code that works once")
    add.add_argument("login", metavar="LOGIN", help="the e-mail address that the account is made for")
    add.add_argument(
        "--quota",
        metavar="SIZE",
        help="what it may store: bytes, or as in 500M, 50G, 1T; default: as its plan, or the settings",
    )
    add.add_argument("--plan", metavar="NAME", help="[plans.NAME] of the settings")
    add.add_argument(
        "--days", type=int, default=INVITED_DAYS, metavar="N", help="how many days the code works; default: %(default)s"
    )
    add.add_argument("--json", action="store_true", help="print one JSON document")
    back = _command(actions, "uninvite", "take an invitation back that nobody has used yet")
    _login(back)


def _terms(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    plan = _command(actions, "plan", "give an account the terms of a plan of the settings, its quota included")
    _login(plan)
    plan.add_argument("name", help="[plans.NAME] of the settings; none: no plan")
    terms = _command(actions, "retention", "show or set how long an account's past is kept")
    _login(terms)
    for option, what in (
        ("--days", "how many days every state is kept"),
        ("--versions", "how many earlier versions of each file are kept at least"),
        ("--bin-days", "how many days the bin is kept"),
    ):
        terms.add_argument(option, type=_number_or_default, metavar="N|default", help=f"{what}; default: as its plan")


def _login(command: argparse.ArgumentParser) -> None:
    command.add_argument("login", metavar="LOGIN", help="the account: the e-mail address that it signs in with")


def _number_or_default(text: str) -> int:
    """Return a number, or -1 for ``default``."""
    if text == "default":
        return -1
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def _paced(command: argparse.ArgumentParser) -> None:
    command.add_argument("--rate", type=float, metavar="MB/S", help="read so much a second at most")
    command.add_argument("--json", action="store_true", help="print one JSON document")


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, help_text: str
) -> argparse.ArgumentParser:
    made = commands.add_parser(name, help=help_text, description=help_text)
    made.add_argument("--data", type=Path, metavar="DIR", help="the data folder")
    unsaid = "" if name in TOLD else f"; {INSTALLED.as_posix()}, if nothing says where the data is"
    made.add_argument("--database", metavar="URL", help="where accounts and journals are: postgresql://USER@HOST/NAME")
    made.add_argument("--blocks", metavar="URL", help="where blobs are: s3://BUCKET/PREFIX")
    made.add_argument("--config", type=Path, metavar="FILE", help=f"the file of settings (TOML){unsaid}")
    return made
