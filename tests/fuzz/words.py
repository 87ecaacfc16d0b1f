"""Targets: what people type and what they write into files: paths, times, rules, settings, keys, addresses, logs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from fuzz import seeds
from fuzz.local import home, put
from fuzz.target import Target, as_text, must
from megadesk.cli.arguments import split_line
from megadesk.cli.moving import parse_range
from megadesk.cli.options import check_email, local_path
from megadesk.cli.prompts import read_recovery_key, read_rules
from megadesk.cli.state import log_line
from megadesk.cli.times import duration_s, moment
from megadesk.cli.transfers import _rate, _window_rate, parse_days
from megadesk.crypto.account import normal_password
from megadesk.crypto.identity import normal_login
from megadesk.crypto.keys import parse_recovery_key
from megadesk.crypto.second_factor import (
    matching_step,
    normal_code,
    one_time_hash,
    parse_secret,
    secret_address,
    secret_text,
)
from megadesk.engine.moments import parse_time
from megadesk.engine.network import checked_ca_file, checked_proxy
from megadesk.model import relpath
from megadesk.model.backup import every_word, parse_every
from megadesk.model.errors import AccessDenied, BadName, BadUsage, MegadeskError, NotFound
from megadesk.remote.api import check_address
from megadesk.remote.session import origin_of
from megadesk.server.settings import config_from
from megadesk.sync import conflict
from megadesk.sync.ignore import Rules
from megadesk.sync.ignore_lines import line_fault, parse
from megadesk.ui.application import place_of
from megadesk.ui.aside import LIST, _listed
from megadesk.ui.single import _words
from megadesk.ui.viewmodels.compare import as_text as as_shown
from megadesk.ui.viewmodels.places import crumbs
from megadesk.ui.viewmodels.preview import readable

_SECRET = b"12345678901234567890"
NOW = datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=1)))


def _lines(*texts: str) -> Callable[[], Iterator[bytes]]:
    return lambda: (text.encode("utf-8", "surrogateescape") for text in texts)


# ---- paths and names ----------------------------------------------------------------------------------------------


def _cloud_path(data: bytes) -> None:
    path = relpath.parse_cloud_path(as_text(data))
    must(relpath.parse_cloud_path(str(path)) == path, "a path is another when it is written again")
    must(not any("/" in name or name in {"", ".", ".."} for name in path.names), "a name that leads elsewhere")
    crumbs(str(path))


def _name(data: bytes) -> None:
    text = as_text(data)
    relpath.printable(text).encode()
    relpath.sayable(text)
    relpath.unsaid(text)
    conflict.original_name(text)
    name = relpath.cloud_name(text)
    must(relpath.check_name(name) == name and len(name.encode()) <= 255, "a name that is none")
    must(conflict.fitted(*conflict.split_extension(name), 255) == name, "a name that fits was shortened")
    conflict.device_word(name)


def _local_path(data: bytes) -> None:
    must(Path(local_path(as_text(data))).is_absolute(), "a path that leads nowhere")


# ---- the command line -----------------------------------------------------------------------------------------------


def _line(data: bytes) -> None:
    line = split_line(as_text(data).split("\n"))
    must(line.home != "", "a home that is no folder")


def _time(data: bytes) -> None:
    """Read a moment as the command line does, and what comes of it as the engine does."""
    text = as_text(data)
    for now in (NOW, datetime.fromtimestamp(NOW.timestamp(), UTC)):
        at = moment(text, now)
        if at.time:
            parse_time(at.time)


def _engine_time(data: bytes) -> None:
    must(isinstance(parse_time(as_text(data)), int), "no time")


def _first_that_reads(*parsers: Callable[[str], object]) -> Callable[[bytes], None]:
    """Return what hands a text to all of these; that each refuses it is fine."""

    def parse(data: bytes) -> None:
        for parser in parsers:
            try:
                parser(as_text(data))
            except (BadUsage, BadName):
                continue

    return parse


def _every(text: str) -> None:
    every_ms = parse_every(text)
    must(parse_every(every_word(every_ms)) == every_ms, "an interval is another when it is written again")


_amounts = _first_that_reads(
    duration_s,
    _every,
    parse_range,
    parse_days,
    lambda text: _rate(text, "--up"),
    lambda text: _window_rate(text, "--up"),
)

_who = _first_that_reads(check_email, normal_login, normal_password)


def _recovery_key(data: bytes) -> None:
    key = parse_recovery_key(as_text(data))
    must(parse_recovery_key(key.text()).secret_bytes() == key.secret_bytes(), "another key")


def _secret(data: bytes) -> None:
    secret = parse_secret(as_text(data))
    must(parse_secret(secret_text(secret)) == secret, "another secret")
    must(secret_text(secret) in secret_address(secret, seeds.LOGIN), "the address holds another secret")


def _code(data: bytes) -> None:
    code = as_text(data)
    one_time_hash(seeds.secrets().account, code)
    must(normal_code(normal_code(code)) == normal_code(code), "a code has two forms")
    step = matching_step(_SECRET, code, 59_000)
    must(step is None or normal_code(code).isdecimal(), "no code was taken")


def _recovery_file(data: bytes) -> None:
    read_recovery_key(put(home() / "recovery.txt", data))


# ---- rules, settings, addresses -------------------------------------------------------------------------------------

_PATHS: Sequence[str] = ("a", "a.log", "build/x", "build/keep/a.txt", "Ä/b c/#x!", "x" * 120, "a/" * 20 + "z")


def _rules(data: bytes) -> None:
    """Read the rules of a folder, and ask them about some paths."""
    text = data.decode("utf-8", "replace")
    for fold in (False, True):
        file = parse(text, source="f", folder=relpath.ROOT, fold=fold)
        must(len(file.lines) + len(file.faults) <= text.count("\n") + 1, "more rules than lines")
        rules = Rules(texts={relpath.ROOT: text}, fold=fold)
        for path in _PATHS:
            rules.verdict(relpath.RelPath(path), is_folder=False)
            rules.verdict(relpath.RelPath(path), is_folder=True)
    line_fault(text)


def _rules_file(data: bytes) -> None:
    must(isinstance(read_rules(str(put(home() / "rules", data))), str), "no text")


def _link(data: bytes) -> None:
    """Follow an address that another program hands to the app."""
    place = place_of(as_text(data))
    must(place is None or place.page.isalpha(), "a page that is none")


def _words_of_apps(data: bytes) -> None:
    words = _words(data)
    must(words is None or all(isinstance(word, str) for word in words), "no words")


def _fetched_list(data: bytes) -> None:
    """Read what the app wrote down of a folder it fetched to look at."""
    put(home() / f"fetched{LIST}", data)
    _listed(home() / "fetched")


def _server_settings(data: bytes) -> None:
    config = config_from({"data": "d"}, put(home() / "server.toml", data))
    config.origins_for(config.address[1])


def _proxy(data: bytes) -> None:
    proxy = checked_proxy(as_text(data))
    must(checked_proxy(proxy) == proxy, "a proxy is another when it is set again")


def _ca_file(data: bytes) -> None:
    checked_ca_file(as_text(data))


def _address(data: bytes) -> None:
    address = check_address(as_text(data))
    must(check_address(address) == address, "an address is another when it is given again")
    origin_of(address).encode()


# ---- what is shown ----------------------------------------------------------------------------------------------------


def _log(data: bytes) -> None:
    log_line(data.decode("utf-8", "replace")).encode()


def _content(data: bytes) -> None:
    for text in (
        readable(data, is_whole=True),
        readable(data, is_whole=False),
        as_shown(data),
        as_shown(data, is_cut=True),
    ):
        must(text is None or isinstance(text, str), "no text")


USAGE: tuple[type[MegadeskError], ...] = (BadUsage, BadName)
SETTINGS = """listen = "127.0.0.1:8480"
sign_up = "invitation"
invitation = "x"
trusted_proxies = ["10.0.0.1"]
heartbeat_s = 20
body_silence_s = 1.5
login_by_name = { burst = 3, every_s = 2 }
[plans.small]
quota_bytes = 5
"""
RULES = """# a comment
*.log
!keep.log
build/
/only/here
**/x/**
[a-z]?.t*t
\\#x\\!
#!junk
*.tmp
#!
!build/keep/
"""

TARGETS = (
    Target(
        name="cloud-path", parse=_cloud_path, refusals=USAGE, max_bytes=512,
        seeds=_lines("/Photos/2026/a.jpg", "bin:/x", "backups:/laptop/docs", "/ä\udcff", "//./.."),
    ),
    Target(name="name", parse=_name, refusals=USAGE, max_bytes=1024, seeds=_lines(
        "a.tar.gz", "report (conflicted copy laptop 2026-03-01 101500 2).txt", "\\x0a\\xff\udcfe", "A\u030a", ".hidden",
    )),
    Target(name="local-path", parse=_local_path, refusals=USAGE, max_bytes=512, seeds=_lines("/home/a", "b/../c", "\udcff")),
    Target(
        name="command-line", parse=_line, refusals=USAGE, max_bytes=6000,
        seeds=_lines("--home\n/x\nls\n--json\n--\n--home", "--home=/y\nmegadesk://files/a", "--background"),
    ),
    Target(name="time", parse=_time, refusals=USAGE, max_bytes=6000, tries=3000, seeds=_lines(
        "2026-11-20T14:00:00Z", "2026-11-20 14:00", "yesterday 18:00", "today 9:30", "18:00:05", "2h ago", "3 days ago",
        "now", "#4711", "2026-11-20", "2026-11-20T14:00:00.123+05:30", "0001-01-01", "9999-12-31 23:59",
    )),
    Target(
        name="time-of-engine", parse=_engine_time, refusals=USAGE, max_bytes=64,
        seeds=_lines("2026-11-20T14:00:00.123Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"),
    ),
    Target(
        name="amount", parse=_amounts, refusals=USAGE, max_bytes=6000,
        seeds=_lines("90s", "2d", "daily", "6h", "0-5", "7-", "mon-fri,sun", "512", "none", "pause"),
    ),
    Target(name="login-and-password", parse=_who, refusals=USAGE, max_bytes=512, seeds=_lines(
        seeds.LOGIN, "Ä\u0308da@bücher.example", "correct horse battery", "ﬃ\u00a0x\udcff",
    )),
    Target(
        name="recovery-key", parse=_recovery_key, refusals=USAGE, max_bytes=256,
        seeds=lambda: [seeds.recovery_key().text().encode(), seeds.recovery_key().text().lower().replace("-", " ").encode()],
    ),
    Target(
        name="factor-secret", parse=_secret, refusals=USAGE, max_bytes=128,
        seeds=lambda: [secret_text(_SECRET).encode(), b"gezd gnbv-gy3t qojq GEZDGNBVGY3TQOJQ"],
    ),
    Target(
        name="factor-code", parse=_code, refusals=(), max_bytes=64,
        seeds=lambda: [b"287082", b"755 224", b"ABCDE-FGHIJ"],
    ),
    Target(
        name="recovery-file", parse=_recovery_file, refusals=(*USAGE, AccessDenied, NotFound),
        seeds=lambda: [b"\xef\xbb\xbfKeep this safe:\r\n\r\n" + seeds.recovery_key().text().encode() + b"\r\n"],
    ),
    Target(name="ignore-rules", parse=_rules, refusals=(), max_bytes=1024, tries=500, seeds=_lines(RULES, "a*b*c*d*e\n")),
    Target(name="ignore-file", parse=_rules_file, refusals=USAGE, tries=500, seeds=_lines(RULES)),
    Target(
        name="server-settings", parse=_server_settings, refusals=(BadUsage, NotFound), max_bytes=6000, tries=800,
        seeds=_lines(SETTINGS, 'listen = "[::1]:0"\n', 'listen = "0.0.0.0:1"\nbehind_proxy = true\norigins = ["https://x"]\n'),
    ),
    Target(
        name="proxy", parse=_proxy, refusals=USAGE, max_bytes=6000,
        seeds=_lines("system", "none", "http://proxy.example:3128", "[::1]:80", "https://ä.example/"),
    ),
    Target(
        name="app-link",
        parse=_link,
        refusals=(),
        max_bytes=512,
        seeds=_lines("megadesk://problems/ab12", "megadesk:files/Photos/%C3%A4?x#y", "megadesk://files/bin:/x"),
    ),
    Target(
        name="app-words",
        parse=_words_of_apps,
        refusals=(),
        max_bytes=16_384,
        tries=1000,
        seeds=_lines('{"words": ["megadesk://files/a", "--background"]}'),
    ),
    Target(name="app-list", parse=_fetched_list, refusals=(), tries=500, seeds=_lines('{"a.txt": [4, 17, 9]}')),
    Target(name="ca-file", parse=_ca_file, refusals=USAGE, max_bytes=256, tries=300, seeds=_lines("/etc/none.pem", "x")),
    Target(
        name="server-address", parse=_address, refusals=USAGE, max_bytes=6000,
        seeds=_lines("https://example.org", "example.org:8443", "http://[::1]:8480", "http://127.0.0.1", "https://ä.example"),
    ),
    Target(
        name="log-line", parse=_log, refusals=(), max_bytes=16_384,
        seeds=_lines('{"time":"t","level":"INFO","logger":"x","message":"m\\u0007","traceback":"a\\nb"}', "not ours"),
    ),
    Target(
        name="content-as-text", parse=_content, refusals=(), max_bytes=512,
        seeds=lambda: ["\ufeffÄ".encode("utf-16"), "\ufeffa\r\nb".encode(), b"a\0b", "ä".encode("latin-1")],
    ),
)  # fmt: skip
