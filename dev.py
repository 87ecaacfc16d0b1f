#!/usr/bin/env python3
"""Everything a developer does with this project, in one command: python3 dev.py COMMAND.

    run [ARGS]      set up, then `megadesk try`: all of it on this machine, nothing to configure
    test [ARGS]     set up, then the linters, the type checker, the layers and the tests (ARGS go to pytest)
    test-scaled [ARGS]  the client's tests over the other stack: PostgreSQL, an object store, two processes behind nginx
    lint            the same without the tests
    format          put the source into its form
    soak [SECONDS]  the long runs (600 seconds each unless said otherwise)
    fuzz [TARGET...] [--seconds S]   parsers under fire, led by coverage; --help says more
    reference       write docs/reference anew from the program: its commands and the like
    openapi         write docs/formats/openapi.json anew from the table of routes
    mutate [ARGS]   make small mistakes in rules and checks, one at a time, and see whether a test notices (hours)
    translations    find every sentence of the app, and bring its translations up to date
    site            build the documentation as a site into dist/site, and check every link in it
    attacks         write docs/security/attacks.md anew: every attack, and the tests that try it
    screenshots     paint every screen of the app in every way, into docs/screenshots
    bench [ARGS]    measure against peers (benchmarks/)
    setup           make .venv from the lock file, or bring it up to date; done by the others when needed
    audit           ask a public database whether a locked dependency has a known vulnerability
    package WORD... the frozen program and the packages of this system (packaging/); package --help says more
    sbom [FILE]     write the bill of materials of a release (CycloneDX): all that megadesk brings along
    lock            write requirements/ anew from what pyproject.toml allows today
    clean [--all]   remove caches and builds; with --all the environment too

Needs Python 3.11 or newer and nothing else; on Debian and its like the package that makes environments is installed
when it is missing and that is possible. Uses the standard library only, since it runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "megadesk-setup.json"
LOCK = ROOT / "requirements" / "lock.txt"
SUPPLY_LOCK = ROOT / "requirements" / "supply.txt"
SUPPLY_VENV = ROOT / ".venv-supply"
SITE_LOCK = ROOT / "requirements" / "site.txt"
SITE_VENV = ROOT / ".venv-site"
RELEASE_VENV = ROOT / ".venv-release"
PROJECT = ROOT / "pyproject.toml"

OLDEST_PYTHON = (3, 11)
WORKERS_MAX = 8
SOAK_SECONDS = "600"
SCALED_TESTS = (
    "tests/e2e", "--ignore=tests/e2e/desktop", "tests/tamper", "tests/contract/test_stacks.py",
    "tests/contract/test_remote_against_server.py",
    *(f"tests/sim/test_{name}.py" for name in ("fleet", "guards", "crash_sweep")),
    *(f"tests/unit/engine/test_{name}.py" for name in ("account", "pause", "probing", "second_factor")),
    *(f"tests/unit/server/test_{name}.py" for name in (
        "abuse", "accounts", "app", "collection", "events", "invitations", "journal", "past", "references", "retention",
        "second_factor", "spaces",
    )),
)  # fmt: skip
"""What clients need a server for, what it answers them, and what it takes away."""

RUN_EXTRAS = ("server", "ui")
DEV_EXTRAS = ("dev",)  # holds RUN_EXTRAS
FUZZ_EXTRAS = ("dev", "fuzz")
RELEASE_EXTRAS = ("release",)  # holds RUN_EXTRAS, and nothing that only developers want: what is there may be packed
LOCKED_EXTRAS = (*FUZZ_EXTRAS, *RELEASE_EXTRAS)

# What looks at dependencies lives apart from them, so that neither decides what versions the other has.
SUPPLY_TOOLS = ("cyclonedx-bom>=7,<8", "pip-audit>=2.10,<3")
SITE_TOOLS = ("furo>=2025.12", "myst-parser>=5,<6", "sphinx>=9,<10")
VULNERABILITIES = "https://api.osv.dev/v1/query"
REACH_S = 5
ACCEPTED: dict[str, str] = {}
"""Known vulnerabilities that do not concern us: the id, and why."""

# What each extra needs from the system on Debian and its like: (a file that shows it is there, package).
SYSTEM_PACKAGES: dict[str, tuple[tuple[str, str], ...]] = {
    "server": (),
    "fuzz": (),
    # What makes packages; the programs that try them are those of "dev".
    "release": (
        ("/usr/bin/objdump", "binutils"),
        ("/usr/bin/dpkg-shlibdeps", "dpkg-dev"),
        ("/usr/bin/desktop-file-validate", "desktop-file-utils"),
        ("/usr/bin/appstreamcli", "appstream"),
        ("/usr/bin/patchelf", "patchelf"),
        ("/usr/bin/xz", "xz-utils"),
    ),
    # What Qt loads at run time and no wheel brings along; on a desktop all of it is there already.
    "ui": (
        ("/usr/lib/*/libEGL.so.1", "libegl1"),
        ("/usr/lib/*/libGL.so.1", "libgl1"),
        ("/usr/lib/*/libfontconfig.so.1", "libfontconfig1"),
        ("/usr/lib/*/libdbus-1.so.3", "libdbus-1-3"),
        ("/usr/lib/*/libglib-2.0.so.0", "libglib2.0-0"),
        ("/usr/lib/*/libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("/usr/lib/*/libxcb-cursor.so.0", "libxcb-cursor0"),
        ("/usr/lib/*/libxcb-icccm.so.4", "libxcb-icccm4"),
        ("/usr/lib/*/libxcb-image.so.0", "libxcb-image0"),
        ("/usr/lib/*/libxcb-keysyms.so.1", "libxcb-keysyms1"),
        ("/usr/lib/*/libxcb-randr.so.0", "libxcb-randr0"),
        ("/usr/lib/*/libxcb-render-util.so.0", "libxcb-render-util0"),
        ("/usr/lib/*/libxcb-shape.so.0", "libxcb-shape0"),
        ("/usr/lib/*/libxcb-xkb.so.1", "libxcb-xkb1"),
    ),
    # Programs that save files while two devices sync them (tests/e2e/test_editors.py).
    "dev": (
        ("/usr/bin/vi", "vim-tiny"),
        ("/usr/bin/nano", "nano"),
        ("/usr/bin/rsync", "rsync"),
        ("/usr/bin/git", "git"),
        ("/usr/bin/perl", "perl-base"),
        ("/usr/bin/objdump", "binutils"),
        # The installer for Windows is compiled here too (tests/e2e/test_installer.py).
        ("/usr/bin/makensis", "nsis"),
        # In front of a server (tests/e2e/test_server_in_public.py). The tests start one of their own.
        ("/usr/sbin/nginx", "nginx-light"),
        # The other database of the server (tests/fakes/postgres.py). The tests start one of their own, of no rights.
        ("/usr/lib/postgresql/*/bin/initdb", "postgresql"),
        # A desktop without a screen, for the tests that use the app as a person does (tests/e2e/desktop).
        ("/usr/bin/Xvfb", "xvfb"),
        ("/usr/bin/openbox", "openbox"),
        ("/usr/bin/xfce4-panel", "xfce4-panel"),
        ("/usr/bin/xdotool", "xdotool"),
        ("/usr/bin/dbus-daemon", "dbus"),
        ("/usr/bin/gdbus", "libglib2.0-bin"),
        ("/usr/bin/import", "imagemagick"),
        ("/usr/bin/dunst", "dunst"),
        ("/usr/libexec/at-spi-bus-launcher", "at-spi2-core"),
        ("/usr/lib/*/girepository-1.0/Atspi-2.0.typelib", "gir1.2-atspi-2.0"),
        ("/usr/lib/python3/dist-packages/gi", "python3-gi"),
        ("/usr/share/fonts/opentype/inter", "fonts-inter"),
    ),
}

CACHES = (".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache", "build", "dist")


class Stop(Exception):  # noqa: N818 -- it ends the program with one line, and is not an error of ours
    """Ends the program with one line and code 1."""


# -- words --------------------------------------------------------------------------------------------------------


def say(text: str, colour: str = "36") -> None:
    """Print one line of ours, in colour if a person reads it, before whatever a child prints next."""
    is_terminal = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    print(f"\033[{colour}m{text}\033[0m" if is_terminal else text, flush=True)


def run(command: Sequence[str | Path], **environ: str) -> int:
    """Return the exit code of a command run in the project's folder, its output shown as it comes."""
    return subprocess.run(
        [str(part) for part in command], cwd=ROOT, env={**os.environ, **environ}, check=False
    ).returncode


def run_quietly(command: Sequence[str | Path], what: str, **environ: str) -> str:
    """Return what a command printed; Stop with the end of it if it failed."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **environ},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        tail = "\n".join(done.stdout.strip().splitlines()[-15:])
        raise Stop(f"{tail}\n{what} failed (exit code {done.returncode})")
    return done.stdout


# -- setting up ---------------------------------------------------------------------------------------------------


def setup(extras: Sequence[str]) -> None:
    """Make .venv hold the project with these extras, at the locked versions; nothing to do if it does already."""
    wanted = _fingerprint()
    stamp = _read_stamp()
    have = set(stamp.get("extras", ())) if stamp.get("for") == wanted else set()
    if set(extras) <= have | (set(RUN_EXTRAS) if "dev" in have else set()):
        return
    started = time.monotonic()
    _install_system_packages(extras)
    if not _is_usable(stamp):
        say("making .venv")
        make_environment(VENV)
    say(f"installing megadesk[{','.join(extras)}] into .venv (once; a minute or so)")
    STAMP.unlink(missing_ok=True)
    install(PYTHON, extras)
    STAMP.write_text(json.dumps({"for": wanted, "extras": sorted(have | set(extras)), "root": str(ROOT)}))
    say(f"ready after {time.monotonic() - started:.0f} s")


def install(python: Path, extras: Sequence[str]) -> None:
    """Install the project, editable, with what the extras need, at the locked versions."""
    constraint: list[str | Path] = ["--constraint", LOCK] if LOCK.exists() else []
    run_quietly(
        [*pip_install(python), *constraint, "--editable", f".[{','.join(extras)}]"], "installing the dependencies"
    )


def pip_install(python: Path) -> list[str | Path]:
    """Return the beginning of a command that installs without a word."""
    return [python, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]


def make_environment(folder: Path) -> None:
    """Make a fresh virtual environment with pip in folder."""
    _ensure_venv()
    run_quietly([sys.executable, "-m", "venv", "--clear", folder], "making the environment")


def _fingerprint() -> str:
    """Return a digest of all that an environment depends on."""
    parts = [sys.version.encode(), PROJECT.read_bytes(), LOCK.read_bytes() if LOCK.exists() else b""]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _read_stamp() -> dict[str, Any]:
    try:
        found = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    # An environment that was moved or copied here points at where it came from.
    return found if isinstance(found, dict) and found.get("root") == str(ROOT) and PYTHON.exists() else {}


def _is_usable(stamp: dict[str, Any]) -> bool:
    """Return whether the environment that is there can be brought up to date: same Python, with a working pip."""
    if not stamp and STAMP.exists():
        return False
    try:
        check = "import sys, pip; print(sys.version)"
        done = subprocess.run([str(PYTHON), "-c", check], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.strip() == sys.version.strip()


def _ensure_venv() -> None:
    """Return once this Python can make environments with pip in them; Debian ships that part as a package."""
    if not _has_ensurepip():
        install_packages([f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"])
    if not _has_ensurepip():
        raise Stop(f"{sys.executable} cannot make virtual environments: its ensurepip module is missing")


def _has_ensurepip() -> bool:
    done = subprocess.run([sys.executable, "-c", "import ensurepip, venv"], capture_output=True, check=False)
    return done.returncode == 0


def _install_system_packages(extras: Sequence[str]) -> None:
    if "dev" in extras:
        extras = (*RUN_EXTRAS, *extras)
    wanted = [pair for extra in extras for pair in SYSTEM_PACKAGES[extra]]
    missing = [package for shown_by, package in wanted if not any(Path("/").glob(shown_by.removeprefix("/")))]
    if missing and shutil.which("apt-get"):
        install_packages(missing)


def install_packages(packages: Sequence[str]) -> None:
    """Install Debian packages; Stop with the line to type where that is not ours to do."""
    by_hand = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    if not shutil.which("apt-get"):
        raise Stop(f"this system lacks what Debian calls {' '.join(packages)}; please install it and start again")
    prefix = _root_prefix()
    if prefix is None:
        raise Stop(f"please type: sudo {by_hand}")
    say(f"installing {' '.join(packages)} with apt-get")
    command = [*prefix, *by_hand.split()]
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    if run_succeeds(command, **quiet):
        return
    run_quietly([*prefix, "apt-get", "update"], "apt-get update", **quiet)  # a bare image has no package lists
    run_quietly(command, by_hand, **quiet)


def run_succeeds(command: Sequence[str], **environ: str) -> bool:
    """Return whether a command, run without a word, succeeded."""
    env = {**os.environ, **environ}
    return subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0


def _root_prefix() -> list[str] | None:
    """Return what makes a command run as root without asking; None if nothing does."""
    if os.name != "posix":
        return None
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if shutil.which("sudo") and run_succeeds(["sudo", "-n", "true"]) else None


def lock() -> int:
    """Write the lock files: what fresh environments resolve to today, one pin a line, no place to fetch it from."""
    import tomllib

    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    markers = _markers([*project["dependencies"], *chain(*project["optional-dependencies"].values())])
    _write_pins(LOCK, [f".[{','.join(LOCKED_EXTRAS)}]"], markers)
    _write_pins(SUPPLY_LOCK, SUPPLY_TOOLS, {})
    _write_pins(SITE_LOCK, SITE_TOOLS, {})
    return 0


def _write_pins(file: Path, wanted: Sequence[str], markers: dict[str, str]) -> None:
    """Install what is wanted into a fresh environment, and write down the versions that it got."""
    with tempfile.TemporaryDirectory(prefix="megadesk-lock-") as folder:
        fresh = Path(folder) / "venv"
        say(f"resolving {' '.join(wanted)} in a fresh environment")
        make_environment(fresh)
        python = fresh / BIN.name / PYTHON.name
        editable = [word for name in wanted for word in (("--editable", name) if name.startswith(".") else (name,))]
        run_quietly([*pip_install(python), *editable], "installing the dependencies")
        listed = run_quietly([python, "-m", "pip", "list", "--format=json", "--exclude-editable"], "listing")
    found = json.loads(next(line for line in listed.splitlines() if line.startswith("[")))
    pins = {item["name"].lower().replace("_", "-"): item["version"] for item in found}
    lines = [
        f"{name}=={version}{markers.get(name, '')}"
        for name, version in sorted(pins.items())
        if name not in ("pip", "setuptools")
    ]
    head = "# Made by `python3 dev.py lock`. Constraints: what is installed, if it is, has these versions.\n"
    file.parent.mkdir(exist_ok=True)
    file.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    say(f"{file.relative_to(ROOT)}: {len(lines)} pins")


def _markers(requirements: Sequence[str]) -> dict[str, str]:
    """Return, by name, the condition pyproject.toml puts on a dependency; one with several keeps none."""
    found: dict[str, set[str]] = {}
    for requirement in requirements:
        text, _, marker = requirement.partition(";")
        name = text
        for end in "[<>=!~ ":
            name = name.split(end)[0]
        found.setdefault(name.lower().replace("_", "-"), set()).add(f"; {marker.strip()}" if marker else "")
    return {name: markers.pop() for name, markers in found.items() if len(markers) == 1}


# -- commands -----------------------------------------------------------------------------------------------------


def run_try(arguments: Sequence[str]) -> int:
    """Set up and hand over to `megadesk try`."""
    setup(RUN_EXTRAS)
    return run([PYTHON, "-m", "megadesk", "try", *arguments])


def lint() -> list[str]:
    """Run all checks but the tests, each to its end, and return the names of those that failed."""
    sources = [
        name for name in ("src", "tests", "benchmarks", "packaging", "docs/conf.py", "dev.py") if (ROOT / name).exists()
    ]
    checks: dict[str, list[str | Path]] = {
        "ruff check": [PYTHON, "-m", "ruff", "check", *sources],
        "ruff format": [PYTHON, "-m", "ruff", "format", "--check", *sources],
        "mypy --strict": [PYTHON, "-m", "mypy", "--strict", *sources],
        "lint-imports": [BIN / "lint-imports"],
    }
    failed = []
    for name, command in checks.items():
        say(f"== {name}")
        if run(command):
            failed.append(name)
            say(f"{name}: failed", "31")
    return failed


def test(arguments: Sequence[str]) -> int:
    """Run every check, the tests last, so that what ends the output is their summary."""
    setup(DEV_EXTRAS)
    failed = [*lint(), *_audited()]
    say("== pytest")
    if failed:
        say(f"(failed before: {', '.join(failed)})", "31")
    tests = run([PYTHON, "-m", "pytest", "-n", str(_workers()), "--dist", "worksteal", "-m", "not soak", *arguments])
    return tests or (1 if failed else 0)


def test_scaled(arguments: Sequence[str]) -> int:
    """Run the client's tests over PostgreSQL, an object store and two processes behind nginx (tests/fakes/which_stack.py)."""
    setup(DEV_EXTRAS)
    command: list[str | Path] = [
        PYTHON, "-m", "pytest", "-n", str(_workers()), "--dist", "worksteal", "-m", "not soak", "--timeout", "300",
        *(arguments or SCALED_TESTS),
    ]  # fmt: skip
    return run(command, MEGADESK_TEST_STACK="scaled", QT_QPA_PLATFORM="offscreen")


def _audited() -> list[str]:
    """Audit the dependencies if somebody can be asked, and say so if not; return the name of the check if it failed."""
    say("== pip-audit")
    try:
        return ["pip-audit"] if audit(()) else []
    except Stop as why:
        say(str(why), "33")
        return []


def _workers() -> int:
    """Return how many test processes fit this machine: one a processor that we may use, at least two."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 2
    return max(2, min(usable, WORKERS_MAX))


def audit(_: Sequence[str]) -> int:
    """Return 0 if no locked dependency has a known vulnerability; Stop if nobody could be asked."""
    url = _vulnerability_database()
    if not _is_reachable(url):
        raise Stop(f"{url} cannot be reached: nothing was audited")
    accepted = chain(*(("--ignore-vuln", name) for name in sorted(ACCEPTED)))
    return run([
        _supply_tool("pip-audit"), "--requirement", LOCK, "--requirement", SUPPLY_LOCK,
        "--requirement", SITE_LOCK, "--no-deps", "--disable-pip", "--vulnerability-service", "osv", "--osv-url", url, "--progress-spinner", "off", *accepted,
    ])  # fmt: skip


def _vulnerability_database() -> str:
    return os.environ.get("MEGADESK_VULNERABILITIES", VULNERABILITIES)


def _is_reachable(url: str) -> bool:
    parts = urlsplit(url)
    try:
        socket.create_connection((parts.hostname or "", parts.port or 443), timeout=REACH_S).close()
    except OSError:
        return False
    return True


def _supply_tool(name: str) -> Path:
    """Return a program that looks at dependencies, installed into an environment of its own if it is not there."""
    return _tools(SUPPLY_VENV, SUPPLY_LOCK, "installing what audits") / name


def _tools(venv: Path, pinned: Path, what: str) -> Path:
    """Return where the programs of an environment of its own are, made of exactly what a lock file names."""
    stamp = venv / "megadesk-setup.txt"
    pins = f"{sys.version}\n{pinned.read_text(encoding='utf-8')}"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != pins:
        _ensure_venv()
        make_environment(venv)
        python = venv / BIN.name / PYTHON.name
        run_quietly([*pip_install(python), "--no-deps", "--requirement", pinned], what)
        stamp.write_text(pins, encoding="utf-8")
    return venv / BIN.name


def site(_: Sequence[str]) -> int:
    """Build the site into dist/site; a broken link, or anything else that is odd in it, fails."""
    tools = _tools(SITE_VENV, SITE_LOCK, "installing what builds the site")
    folder, seen = ROOT / "dist" / "site", ROOT / "build" / "site"
    shutil.rmtree(folder, ignore_errors=True)
    strictly = ["--fail-on-warning", "--keep-going", "--nitpicky", "--quiet", "--fresh-env"]
    if run([tools / "sphinx-build", *strictly, "-d", seen, "-c", "docs", ".", folder]):
        return 1
    checked = run([tools / PYTHON.name, "-m", "release.site_links", folder], PYTHONPATH=str(ROOT / "packaging"))
    if checked == 0:
        say(f"open {folder / 'docs' / 'index.html'}", "32")
    return checked


def sbom(arguments: Sequence[str]) -> int:
    """Write what a release brings along, at the locked versions, with licences: CycloneDX 1.6, JSON."""
    file = Path(arguments[0]) if arguments else ROOT / "dist" / "megadesk.cdx.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="megadesk-sbom-") as folder:
        release = Path(folder) / "venv"
        make_environment(release)
        python = release / BIN.name / PYTHON.name
        release_of = ["--constraint", str(LOCK), f".[{','.join(RUN_EXTRAS)}]"]
        run_quietly([*pip_install(python), *release_of], "installing a release")
        # pip came with the environment; it is no part of a release.
        run_quietly([python, "-m", "pip", "uninstall", "--yes", "--quiet", "pip", "setuptools"], "removing pip")
        run_quietly(
            [
                _supply_tool("cyclonedx-py"), "environment", "--pyproject", PROJECT, "--mc-type", "application",
                "--gather-license-texts", "--output-reproducible", "--spec-version", "1.6", "--output-format", "JSON",
                "--output-file", file, python,
            ],
            "writing the bill of materials",
        )  # fmt: skip
    parts = json.loads(file.read_text(encoding="utf-8"))["components"]
    say(f"{file}: {len(parts)} components")
    return 0


def package(arguments: Sequence[str]) -> int:
    """Make the packages of this system, in an environment that holds what they hold and what makes them."""
    stamp = RELEASE_VENV / "megadesk-setup.txt"
    python = RELEASE_VENV / BIN.name / PYTHON.name
    made_from = f"{ROOT}\n{_fingerprint()}"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != made_from:
        _install_system_packages((*RUN_EXTRAS, *RELEASE_EXTRAS))
        say(f"making {RELEASE_VENV.name}")
        make_environment(RELEASE_VENV)
        install(python, RELEASE_EXTRAS)
        stamp.write_text(made_from, encoding="utf-8")
    if {"smoke", "linux"} & set(arguments):
        setup(DEV_EXTRAS)  # the tests that are run over the frozen program
    return run([python, "-m", "release", *arguments], PYTHONPATH=str(ROOT / "packaging"))


def lint_only(_: Sequence[str]) -> int:
    """Set up and run the checks."""
    setup(DEV_EXTRAS)
    failed = lint()
    say(f"failed: {', '.join(failed)}" if failed else "all checks passed", "31" if failed else "32")
    return 1 if failed else 0


def format_source(_: Sequence[str]) -> int:
    """Put imports and layout into their form."""
    setup(DEV_EXTRAS)
    sources = [
        name for name in ("src", "tests", "benchmarks", "packaging", "docs/conf.py", "dev.py") if (ROOT / name).exists()
    ]
    return run([PYTHON, "-m", "ruff", "check", "--select", "I", "--fix", "--quiet", *sources]) or run(
        [PYTHON, "-m", "ruff", "format", *sources]
    )


def soak(arguments: Sequence[str]) -> int:
    """Run the long tests, one after the other; MEGADESK_SOAK_SECONDS tells them how long."""
    setup(FUZZ_EXTRAS)
    seconds = arguments[0] if arguments else os.environ.get("MEGADESK_SOAK_SECONDS", SOAK_SECONDS)
    if not seconds.isdigit():
        raise Stop("usage: dev.py soak [SECONDS]")
    command: list[str | Path] = [PYTHON, "-m", "pytest", "-m", "soak", "--timeout", "0", *arguments[1:]]
    return run(command, MEGADESK_SOAK_SECONDS=seconds)


def fuzz(arguments: Sequence[str]) -> int:
    """Put parsers under fire."""
    setup(FUZZ_EXTRAS)
    return run([PYTHON, "-m", "fuzz", *arguments], PYTHONPATH=os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests"))))


def reference(_: Sequence[str]) -> int:
    """Write the pages that are made from the program."""
    setup(DEV_EXTRAS)
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT / "packaging")))
    return run([PYTHON, "-m", "release.reference"], PYTHONPATH=path)


def openapi(_: Sequence[str]) -> int:
    """Describe the HTTP interface for programs."""
    setup(DEV_EXTRAS)
    return run([PYTHON, "-m", "fuzz.openapi"], PYTHONPATH=os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests"))))


def mutate(arguments: Sequence[str]) -> int:
    """Try the tests of the rules."""
    setup(DEV_EXTRAS)
    return run(
        [PYTHON, "-m", "mutation", *arguments], PYTHONPATH=os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests")))
    )


def translations(_: Sequence[str]) -> int:
    """Bring the translations of the app up to date with its source."""
    setup(DEV_EXTRAS)
    return run([PYTHON, "-m", "translation"], PYTHONPATH=os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests"))))


def attacks(_: Sequence[str]) -> int:
    """Write the page of attacks from its rows and the tests that carry them."""
    setup(DEV_EXTRAS)
    return run([PYTHON, "-m", "attacks"], PYTHONPATH=os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests"))))


def screenshots(arguments: Sequence[str]) -> int:
    """Paint the screens of the app, those whose names begin with the given words or all, with as few colours as do."""
    setup(DEV_EXTRAS)
    folder = ROOT / "docs" / "screenshots"
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests")))
    painted = run(
        [PYTHON, "-m", "ui.gallery", folder, "--docs", *arguments], PYTHONPATH=path, QT_QPA_PLATFORM="offscreen"
    )
    pictures = sorted(folder.glob("*.png"))
    if painted == 0 and shutil.which("mogrify"):
        run(["mogrify", "-strip", "-dither", "None", "-colors", "160", *pictures])
    return painted


def bench(arguments: Sequence[str]) -> int:
    """Run the benchmarks."""
    if not (ROOT / "benchmarks" / "__main__.py").exists():
        raise Stop("there is no benchmarks/__main__.py here")
    setup(DEV_EXTRAS)
    return run([PYTHON, "-m", "benchmarks", *arguments])


def stack(arguments: Sequence[str]) -> int:
    """Bring the scaled stack up, sync two devices over it, and kill each part of it in turn."""
    setup(DEV_EXTRAS)
    return run([PYTHON, "-m", "benchmarks.stack", *arguments])


def clean(arguments: Sequence[str]) -> int:
    """Remove what can be made again."""
    for name in (*CACHES, *((".venv", ".venv-supply", ".venv-site", ".venv-release") if "--all" in arguments else ())):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for folder in ("src", "tests", "benchmarks", "packaging"):
        for cache in (ROOT / folder).rglob("__pycache__"):
            shutil.rmtree(cache, ignore_errors=True)
    return 0


def set_up(_: Sequence[str]) -> int:
    """Set up for development."""
    setup(DEV_EXTRAS)
    say(f"{VENV.name} is up to date", "32")
    return 0


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run_try,
    "test": test,
    "test-scaled": test_scaled,
    "lint": lint_only,
    "format": format_source,
    "soak": soak,
    "fuzz": fuzz,
    "reference": reference,
    "openapi": openapi,
    "mutate": mutate,
    "translations": translations,
    "site": site,
    "attacks": attacks,
    "screenshots": screenshots,
    "bench": bench,
    "stack": stack,
    "setup": set_up,
    "audit": audit,
    "package": package,
    "sbom": sbom,
    "lock": lambda _: lock(),
    "clean": clean,
}


def main(arguments: Sequence[str]) -> int:
    """Return the exit code of one command."""
    if sys.version_info < OLDEST_PYTHON:
        raise Stop(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}; try: python3.11 dev.py")
    if not arguments or arguments[0] not in COMMANDS:
        is_question = bool(arguments) and arguments[0] in ("-h", "--help", "help")
        print(__doc__.strip(), file=sys.stdout if is_question else sys.stderr)
        return 0 if is_question else 2
    return COMMANDS[arguments[0]](arguments[1:])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        sys.exit(f"dev.py: {stop}" if "\n" not in str(stop) else str(stop))
    except KeyboardInterrupt:
        sys.exit(130)
