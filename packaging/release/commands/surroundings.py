"""What a command line depends on besides its words: exit codes, variables of the environment, files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from megadesk.cli import exits
from megadesk.host.logs import LEVEL_VARIABLE
from megadesk.host.paths import HOME_VARIABLE
from megadesk.server.settings import CONFIG_VARIABLE, variable_of
from release.settings import settings

EXIT_CODES: Final[Mapping[int, str]] = {
    exits.DONE: "Done; of “status --wait”: nothing is left to do.",
    exits.FAILED: "It failed, or a part of it did: what is printed names what.",
    exits.USAGE: "Wrong usage: one line says what was expected.",
    exits.NOT_SIGNED_IN: "Not signed in, these credentials do not fit, or a code of the second factor is missing or wrong.",
    exits.NOT_FOUND: "What was named does not exist.",
    exits.REFUSED: "Refused: no right to it, or no storage left.",
    exits.UNREACHABLE: "The server cannot be reached.",
    exits.DAMAGED: "Data from outside does not verify: damage, a fork, a rollback.",
    exits.DECISION: "It waits for a person.",
    exits.TIMED_OUT: "Not done in time.",
    exits.INTERRUPTED: "Interrupted.",
}

SERVER_EXIT_CODES: Final[Mapping[int, str]] = {
    0: "Done.",
    1: "It failed; one line says why.",
    2: "Wrong usage.",
    4: "There is no such account.",
    7: "Data is damaged.",
}

ENVIRONMENT: Final[Mapping[str, str]] = {
    HOME_VARIABLE: "The folder of the profile: settings, state, logs. Two profiles are two devices. “--home” wins over it.",
    LEVEL_VARIABLE: "How much an engine that is started writes into its log: debug, info, warning or error. Names, contents,"
    " keys and passwords are in it at no level.",
}

FILES: Final[Mapping[str, str]] = {
    "~/.config/megadesk/": "What you set for this computer.",
    "~/.local/state/megadesk/": "What this computer remembers of your account and your folders.",
    "~/.cache/megadesk/log/": "Logs.",
    ".deskignore": "In any synced folder: what is not synced below it, in the syntax of a .gitignore.",
    ".megadesk/debris/": "In a synced folder: what sync took away, by day. “megadesk bin list” shows it.",
}

SERVER_FILES: Final[Mapping[str, str]] = {
    "/etc/megadesk/server.toml": "Settings of the server that the package megadesk-server starts. Every setting stands in it, explained."
    " Commands that look after a server read it where nothing says where the data is.",
    "DIR/server.sqlite3": "In the data folder: accounts, journals, records.",
    "DIR/blobs/": "In the data folder: what clients have sealed and sent.",
}


def server_environment() -> dict[str, str]:
    """Return the variables that the server reads, with what is said of each setting."""
    named = {variable_of(one.name): one.words.replace("`", "") for one in settings()}
    file = "The file of settings, as --config names it. Options win over variables, variables over the file."
    return {CONFIG_VARIABLE: file, **{variable: words for variable, words in named.items() if variable}}
