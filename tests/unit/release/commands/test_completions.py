"""Completions, tried in a real shell."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from release.commands.completions import completions

PRESS_TAB = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
_shtab_megadesk megadesk "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the scripts."""
    folder = tmp_path_factory.mktemp("scripts")
    for name, text in completions().items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def offered(scripts: Path, *words: str, folder: Path) -> set[str]:
    """Return what bash offers for the last word of a line; a program that is started is an error, for there is none."""
    command = [
        shutil.which("bash") or "/bin/bash",
        "--norc",
        "-c",
        PRESS_TAB,
        "bash",
        str(scripts / "megadesk.bash"),
        "megadesk",
        *words,
    ]
    done = subprocess.run(command, cwd=folder, env={"PATH": ""}, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return set(done.stdout.split())


@pytest.fixture
def press_tab(scripts: Path, tmp_path: Path) -> Callable[..., set[str]]:
    """A function from the words of a line to what is offered, in a folder with a folder and a file in it."""
    (tmp_path / "photos").mkdir()
    (tmp_path / "phone.txt").touch()
    return lambda *words: offered(scripts, *words, folder=tmp_path)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("sy",), {"sync"}),
        (("sync", ""), {"add", "list", "pause", "resume", "remove", "rescan", "direction", "symlinks"}),
        (("--home", "x", "sync", "r"), {"resume", "remove", "rescan"}),
        (("sync", "--json", "l"), {"list"}),
        (("sync", "add", "--d"), {"--direction", "--dry-run"}),
        (("sync", "add", "--direction", ""), {"both", "up", "down"}),
        (("sync", "direction", "x", ""), {"both", "up", "down"}),
        (("sync", "add", "pho"), {"photos"}),
        (("put", "pho"), {"photos", "phone.txt"}),
        (("put", "phone.txt", "photos", "pho"), {"photos", "phone.txt"}),
        (("signup", "--password-file", "phon"), {"phone.txt"}),
        (("ls", "pho"), set()),
        (("config", "set", "st"), {"start-at-login"}),
        (("server", "user", "q"), {"quota"}),
        (("server", "run", "--data", "p"), {"photos"}),
        (("transfers", "list", "--state", "paused", "--state", "a"), {"active"}),
        (("transfers", "schedule", ""), {"list", "add", "remove"}),
    ],
)
def test_bash_offers_what_can_follow(
    press_tab: Callable[..., set[str]], words: tuple[str, ...], wanted: set[str]
) -> None:
    """Commands at any depth, options, choices, and places of this computer where one is taken."""
    assert press_tab(*words) == wanted


def test_each_shell_finds_its_script(scripts: Path) -> None:
    """Under the name and with the first line that it looks for."""
    assert sorted(path.name for path in scripts.iterdir()) == ["_megadesk", "megadesk.bash", "megadesk.fish"]
    assert (scripts / "_megadesk").read_text(encoding="utf-8").startswith("#compdef megadesk\n")
