"""The operator's commands, over the same stores as the server and also while it runs.

    stats    figures
    user     list, quota, disable, enable, second-factor-off

They print to standard output; accounts appear by login name, since an operator asked for them on purpose.
"""

from __future__ import annotations

from contextlib import closing

from megadesk.model.errors import BadUsage, NotFound
from megadesk.server.blobs_files import FileBlobs
from megadesk.server.config import ServerConfig
from megadesk.server.metadata_sqlite import SqliteMetadata

_PAGE = 1000


def stats(config: ServerConfig) -> int:
    """Print figures."""
    with (
        closing(SqliteMetadata(config.database)) as metadata, metadata.read() as tx,
        closing(FileBlobs(config.blobs, beside=True)) as blobs,
    ):  # fmt: skip
        figures = {**tx.totals()._asdict(), "pack_bytes": sum(blobs.packs().values())}
    for name, value in figures.items():
        _say(f"{name} {value}")
    return 0


def user(config: ServerConfig, action: str, login: str, quota_bytes: int | None) -> int:
    """List accounts, or change one; NotFound if there is none of that name."""
    with closing(SqliteMetadata(config.database)) as metadata:
        if action == "list":
            _list(metadata)
            return 0
        with metadata.write() as tx:
            account = tx.account_by_login(login)
            if account is None:
                raise NotFound(what="account")
            if action == "quota":
                if quota_bytes is None or quota_bytes < 0:
                    raise BadUsage(what="quota")
                tx.set_quota(account.id, quota_bytes)
            elif action == "second-factor-off":
                if tx.factor(account.id, lock=True) is None:
                    raise NotFound(what="second_factor")
                tx.drop_factor(account.id)
            else:
                tx.set_disabled(account.id, action == "disable")
    return 0


def _list(metadata: SqliteMetadata) -> None:
    after = ""
    while True:
        with metadata.read() as tx:
            page = tx.accounts(after, _PAGE)
            for account in page:
                usage = tx.usage(account.id)
                state = "disabled" if account.is_disabled else "enabled"
                figures = (
                    usage.used_bytes,
                    usage.quota_bytes,
                    usage.bytes_current,
                    usage.bytes_kept,
                    usage.bytes_pending,
                )
                factor = "-" if tx.factor(account.id) is None else "2fa"
                _say("\t".join([account.login, state, *map(str, figures), account.plan or "-", factor]))
                after = account.login
        if not page:
            return


def _say(line: str) -> None:
    print(line)  # noqa: T201 -- a command line speaks
