"""The settings of the server, for people: a page of the documentation, and the file that packages bring along.

    server/config.py --ast--> settings --+--> settings_page   docs/reference/server-settings.md
                                         +--> settings_file   packaging/server/server.toml

What stands below a field of ``ServerConfig`` is what both say of it. Nothing is told twice.
"""

from __future__ import annotations

import ast
import dataclasses
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

from megadesk.server import config
from megadesk.server.config import Plan, Rate, ServerConfig
from megadesk.server.settings import CONFIG_VARIABLE, INSTALLED, TYPES, is_size, variable_of

WIDTH: Final = 100
PACKAGED: Final[Mapping[str, str]] = {"data": '"/var/lib/megadesk-server"'}
"""What is set in the file of the packages; all else stands there as a comment, with its default."""

KINDS: Final[Mapping[str, str]] = {
    "str": "text", "int": "number", "float": "number", "bool": "true or false", "Path": "path", "Path | None": "path",
    "tuple[str, ...]": "list", "Rate": "rate", "Mapping[str, Plan]": "tables",
}  # fmt: skip
EXAMPLES: Final[Mapping[str, str]] = {
    "data": '"/srv/megadesk"',
    "database": '"postgresql://megadesk@db.example.org/megadesk"',
    "database_password_file": '"/etc/megadesk/database.password"',
    "blocks": '"s3://megadesk/blobs"',
    "blocks_endpoint": '"https://s3.example.org:9000"',
    "blocks_region": '"eu-central-1"',
    "blocks_ca": '"/etc/megadesk/blocks-ca.pem"',
    "blocks_credentials": '"/etc/megadesk/blocks.credentials"',
    "tls_cert": '"/etc/megadesk/tls/chain.pem"',
    "tls_key": '"/etc/megadesk/tls/key.pem"',
    "trusted_proxies": '["127.0.0.1"]',
    "origins": '["https://files.example.org:443"]',
    "invitation": '"a long random code"',
    "invitation_file": '"/etc/megadesk/invitation"',
    "plans": "",
}
"""Of what has no default, or none that shows what it looks like."""
_PLAN: Final = (
    "[plans.large]", 'quota_bytes = "2T"', "retention_days = 365", "versions_min = 5", "bin_days = 90",
)  # fmt: skip
_GROUP: Final = re.compile(r"    # -- (.+) --")


class Setting(NamedTuple):
    """One setting: which group it stands in, and what is said of it."""

    group: str
    name: str
    kind: str
    default: Any
    words: str

    @property
    def written(self) -> str:
        """Return the default as the file has it; "" if there is none, or nothing in it."""
        if is_size(self.name):
            return _size(self.default)
        return "" if self.default in (None, "", (), {}) else _toml(self.default)

    @property
    def sort(self) -> str:
        """Return what can be written there, in a word."""
        return "size" if is_size(self.name) else KINDS[self.kind]


def settings() -> list[Setting]:
    """Return all settings in the order of their class."""
    source = Path(config.__file__).read_text(encoding="utf-8")
    body = next(
        one.body for one in ast.parse(source).body if isinstance(one, ast.ClassDef) and one.name == "ServerConfig"
    )
    defaults = {one.name: _default(one) for one in dataclasses.fields(ServerConfig)}
    return [
        Setting(_group_at(source.splitlines(), field.lineno), name, TYPES[name], defaults[name], words)
        for field, name, words in _documented(body)
    ]


def _documented(body: Sequence[ast.stmt]) -> Iterator[tuple[ast.AnnAssign, str, str]]:
    """Yield each field with its name and the words below it."""
    for field, below in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            is_text = isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
            words = str(below.value.value) if is_text else ""  # type: ignore[attr-defined]  # just looked
            yield field, field.target.id, " ".join(words.split())


def _group_at(lines: Sequence[str], line: int) -> str:
    """Return the heading that stands above a line."""
    return next(found[1] for text in reversed(lines[:line]) if (found := _GROUP.fullmatch(text)))


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return None if field.default is dataclasses.MISSING else field.default


def _toml(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int() if value >= 10_000:  # noqa: PLR2004 -- from here on digits are hard to count
            return f"{value:_}"
        case Rate():
            return f"{{ burst = {value.burst}, every_s = {value.every_s:g} }}"
        case str():
            return f'"{value}"'
        case _:
            return f"{value}"


def _size(size_bytes: int) -> str:
    """Return a size of whole KiB or more with its unit."""
    units = ["K", "M", "G", "T"]
    while len(units) > 1 and size_bytes % (1 << 20) == 0:
        size_bytes >>= 10
        units.pop(0)
    return f'"{size_bytes >> 10}{units[0]}"'


def _grouped() -> dict[str, list[Setting]]:
    groups: dict[str, list[Setting]] = {}
    for one in settings():
        groups.setdefault(one.group, []).append(one)
    return groups


# -- the page -----------------------------------------------------------------------------------------------------------

_PAGE_HEAD: Final = f"""# Settings of the server

Made from the source (`src/megadesk/server/config.py`) by `python3 dev.py reference`.

A setting comes from the command line, else from the environment, else from a file (TOML, `--config FILE` or the variable
`{CONFIG_VARIABLE}`), else it has its default. `megadesk server run --help` says which have an option. All commands of the operator read
the same file and the same variables, and `{INSTALLED.as_posix()}` where nothing else says where the data is. What is misspelt, or of another type, is an error that names it; nothing is guessed.

In the environment a list is written with commas, `true`, `yes` and `1` are true, `false`, `no` and `0` are not, and an empty variable
is as good as none. A variable that begins with `MEGADESK_SERVER_` and is no setting is an error, but for those that Kubernetes sets beside a
service called `megadesk-server`. Secrets are never in the environment: a setting that ends in `_file` names the file that has one.

Sizes (`_bytes`) are in bytes, or texts with a unit: `"500M"`, `"50G"`, `"1.5T"`, `"64KiB"` count in 1024, `"50GB"` in 1000. Times are in seconds
or days, as the names say. A rate, `{{ burst = 20, every_s = 6 }}`, lets so many through at once, and then
one each so many seconds.
"""


def settings_page() -> str:
    """Return the page of the documentation."""
    parts = [_PAGE_HEAD]
    for group, members in _grouped().items():
        parts.append(f"\n## {group}\n")
        parts += [f"\n{_entry(one)}" for one in members]
    parts.append(_plans())
    return "".join(parts)


def _entry(one: Setting) -> str:
    default = f"`{one.written}`" if one.written else "none"
    if one.name == "data":
        default = "none: it has to be set"
    variable = variable_of(one.name)
    facts = [one.sort, f"default: {default}", f"`{variable}`" if variable else "not in the environment"]
    return f"### `{one.name}`\n\n{' · '.join(facts)}\n\n{one.words}\n"


def _plans() -> str:
    lines = "\n".join(_PLAN)
    return f"\n## A plan\n\n```toml\n{lines}\n```\n\n{_of_plans()}\n"


def _of_plans() -> str:
    names = ", ".join(f"`{one.name}`" for one in dataclasses.fields(Plan))
    return f"A table has any of {names}. `megadesk server user plan` gives it to an account, `user add --plan` to one that is invited."


# -- the file -----------------------------------------------------------------------------------------------------------

_FILE_HEAD: Final = """\
# Settings of the megadesk server. Everything that is commented out has the default that is shown, or is an example.
# Made from the source by `python3 dev.py reference`; the same with more words: docs/reference/server-settings.md.
#
# After a change: systemctl restart megadesk-server
"""


def settings_file() -> str:
    """Return the file that packages install as /etc/megadesk/server.toml."""
    parts = [_FILE_HEAD]
    for group, members in _grouped().items():
        parts.append(f"\n# ---- {group} ----\n")
        parts += [f"\n{_lines(one)}" for one in members if one.name != "plans"]
    tables = next(one for one in settings() if one.name == "plans")
    parts.append("\n# ---- Plans (tables, so they come last) ----\n\n")
    parts.append(_comment(tables.words) + "".join(f"#{line}\n" for line in _PLAN))
    return "".join(parts)


def _lines(one: Setting) -> str:
    if one.name in PACKAGED:
        return f"{_comment(one.words)}{one.name} = {PACKAGED[one.name]}\n"
    return f"{_comment(one.words)}#{one.name} = {one.written or EXAMPLES[one.name]}\n"


def _comment(words: str) -> str:
    return "".join(f"# {line}\n" for line in textwrap.wrap(words, WIDTH))
