#!/usr/bin/env python3
"""Try a frozen program as people use it: its server, its engines, its commands and its window.

    python3 packaging/smoke_test.py PROGRAM         for example dist/megadesk/megadesk, /usr/bin/megadesk

It is told nothing of this source tree and needs nothing but Python's standard library and trying.py beside it, so that both can
be copied to where the program was installed. Everything it makes lies in one temporary folder; every process it starts is ended.
It ends with 0 and one line a step, or with 1 and what the program said.

Where Linux has no screen, an X server without one is started for the window (xvfb); where there is none either, and on other
systems, Qt paints into memory.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, Final

from trying import PATIENCE_S, Wrong, step, until

EMAIL: Final = "smoke@example.org"
PASSWORD: Final = "a password that was made up for this test"
FIRST: Final = "the first words"
SECOND: Final = "the second words, which replace the first"
NAME: Final = "Grüße aus Kraków 🎂.txt"


class Program:
    """The program under test. ``folder`` holds all that it is to touch."""

    def __init__(self, program: Path, folder: Path) -> None:
        self.program = program
        windowed = program.with_name("megadeskw.exe")
        self.app = windowed if windowed.exists() else program
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("MEGADESK_", "PYTHON"))}
        places = {
            "HOME": folder / "home",
            "XDG_RUNTIME_DIR": folder / "run",
            "XDG_CONFIG_HOME": folder / "home" / "config",
        }
        for place in places.values():
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.environ = kept | {name: str(place) for name, place in places.items()}

    def __call__(self, *words: str, home: str = "", typed: str = "", code: int = 0) -> str:
        """Return what a command prints; Wrong unless it ends with the code."""
        line = [str(self.program), *(("--home", str(self.folder / home)) if home else ()), *words]
        done = subprocess.run(
            line, env=self.environ, input=typed, capture_output=True, text=True, encoding="utf-8", errors="replace",
            timeout=PATIENCE_S * 3, check=False,
        )  # fmt: skip
        if done.returncode != code:
            raise Wrong(f"{' '.join(line)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def json(self, *words: str, home: str = "", typed: str = "") -> Any:
        """Return the document that a command prints with --json."""
        return json.loads(self(*words, "--json", home=home, typed=typed))

    @contextmanager
    def running(self, *words: str, is_app: bool = False, **environ: str) -> Iterator[subprocess.Popen[bytes]]:
        """Run a program beside the block, its output in a file; end it with the block."""
        log = self.folder / f"{'app' if is_app else words[0]}.log"
        with log.open("wb") as output:
            child = subprocess.Popen(
                [str(self.app if is_app else self.program), *words], env={**self.environ, **environ}, stdin=subprocess.DEVNULL, stdout=output,
                stderr=output,
            )  # fmt: skip
        try:
            yield child
        finally:
            child.terminate()
            try:
                child.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                child.kill()
                raise Wrong(f"{words} does not end when it is told to:\n{log.read_text(errors='replace')}") from None


# -- the steps --------------------------------------------------------------------------------------------------------


@contextmanager
def server(megadesk: Program) -> Iterator[str]:
    """Yield the address of a server for the block."""
    data = megadesk.folder / "server"
    with megadesk.running("server", "run", "--data", str(data), "--listen", "127.0.0.1:0"):
        said = data / "server.json"
        until("the server listens", said.exists)
        yield json.loads(said.read_text(encoding="utf-8"))["address"]


def speaks(megadesk: Program) -> str:
    """Every program is there, and the libraries that only some commands load."""
    version = megadesk.json("--version")["version"]
    for words in (("--help",), ("server", "--help"), ("sync", "--help"), ("backup", "--help"), ("rewind", "--help")):
        if not megadesk(*words):
            raise Wrong(f"{words} says nothing")
    return f"version {version}"


def tries(megadesk: Program) -> str:
    """``try`` shows two devices, without anything set up."""
    told = megadesk.json("try", "--terminal")
    if not told["ok"]:
        raise Wrong(json.dumps(told, indent=2))
    return f"{len(told['steps'])} steps in {told['seconds']:.1f} s"


def syncs(megadesk: Program, address: str) -> str:
    """Two devices with an account: a file arrives, its change arrives, and what it held before comes back."""
    account = ("--server", address, "--email", EMAIL, "--password-stdin", "--key-store", "file")
    megadesk("signup", *account, home="one", typed=PASSWORD)
    megadesk("login", *account, home="two", typed=PASSWORD)
    here, there = megadesk.folder / "here", megadesk.folder / "there"
    for home, folder in (("one", here), ("two", there)):
        folder.mkdir()
        megadesk("sync", "add", str(folder), "/Shared", home=home)
    for words in (FIRST, SECOND):
        (here / NAME).write_text(words, encoding="utf-8")
        _settle(megadesk, "one")
        until("the file arrives", lambda words=words: _reads(there / NAME) == words)  # type: ignore[misc]
    versions = megadesk.json("versions", f"/Shared/{NAME}", home="two")
    oldest = min(version["version"] for version in versions)
    megadesk("restore", f"/Shared/{NAME}", "--version", str(oldest), home="two")
    until("the restored version arrives", lambda: _reads(here / NAME) == FIRST)
    return f"{len(versions)} versions"


def _settle(megadesk: Program, home: str) -> None:
    megadesk("status", "--wait", "--timeout", str(PATIENCE_S), home=home)


def _reads(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError:
        return ""


def checks(megadesk: Program) -> str:
    """What the operator's command says about the server's data, and the device's about the server."""
    megadesk("verify", "--content", home="one")
    return megadesk("server", "check", "--content", "--data", str(megadesk.folder / "server")).strip().splitlines()[-1]


def asks_elsewhere(megadesk: Program) -> str:
    """What it says of a database and of an object store where nobody listens: it has what it takes to ask them."""
    folder = megadesk.folder / "elsewhere"
    folder.mkdir()
    keys, settings = folder / "keys", folder / "server.toml"
    keys.write_text("[default]\naws_access_key_id = a\naws_secret_access_key = b\n", encoding="utf-8")
    settings.write_text(
        f'data = {json.dumps(str(megadesk.folder / "server"))}\nblocks = "s3://bucket"\n'
        f'blocks_endpoint = "http://127.0.0.1:1"\nblocks_credentials = {json.dumps(str(keys))}\n',
        encoding="utf-8",
    )
    database = ("--data", str(folder), "--database", "postgresql://nobody@127.0.0.1:1/none")
    for words in (("migrate", *database), ("stats", "--config", str(settings))):
        told = json.loads(megadesk("server", *words, "--json", code=1))
        if told["error"]["code"] != "server_unavailable":
            raise Wrong(f"{' '.join(words)}: {told}")
    return "PostgreSQL, S3"


def opens(megadesk: Program) -> str:
    """The app opens its window on the first device, and a second start finds the first."""
    with ExitStack() as stack:
        environ = stack.enter_context(screen(megadesk.folder))
        app = stack.enter_context(megadesk.running("--home", str(megadesk.folder / "one"), is_app=True, **environ))
        if "DISPLAY" in environ and shutil.which("xwininfo"):
            until("the window opens", lambda: _has_window(environ))
            picture = _picture(megadesk.folder, environ)
        else:
            until("the app runs", (megadesk.folder / "one" / "state" / "app.lock").exists)
            picture = "no picture without a screen"
        again = megadesk.environ | environ
        subprocess.run(
            [str(megadesk.app), "--home", str(megadesk.folder / "one")], env=again, check=True, timeout=PATIENCE_S
        )
        if app.poll() is not None:
            raise Wrong(f"the app ended by itself with {app.returncode}")
    return picture


@contextmanager
def screen(folder: Path) -> Iterator[dict[str, str]]:
    """Yield what tells Qt where to paint."""
    if sys.platform != "linux" or shutil.which("Xvfb") is None:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    reading, writing = os.pipe()
    with (folder / "screen.log").open("wb") as log:
        child = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
            pass_fds=(writing,), stdout=log, stderr=log,
        )  # fmt: skip
    os.close(writing)
    try:
        with os.fdopen(reading) as said:
            yield {"DISPLAY": f":{_first_line(said)}", "QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": ""}
    finally:
        child.terminate()
        child.wait(PATIENCE_S)


def _first_line(said: IO[str]) -> str:
    line = said.readline().strip()
    if not line:
        raise Wrong("Xvfb does not start")
    return line


def _has_window(environ: dict[str, str]) -> bool:
    seen = subprocess.run(
        ["xwininfo", "-root", "-tree"], env={**os.environ, **environ}, capture_output=True, text=True, check=False
    )
    return any("megadesk" in line and "1x1" not in line and "10x10" not in line for line in seen.stdout.splitlines())


def _picture(folder: Path, environ: dict[str, str]) -> str:
    """Take a picture of the screen, where something can; Wrong if there is next to nothing on it."""
    if shutil.which("import") is None or shutil.which("identify") is None:
        return "no picture: ImageMagick is not installed"
    file = folder / "window.png"

    def colours() -> int:
        subprocess.run(
            ["import", "-window", "root", str(file)], env={**os.environ, **environ}, check=True, timeout=PATIENCE_S
        )
        return int(
            subprocess.run(["identify", "-format", "%k", str(file)], capture_output=True, text=True, check=True).stdout
        )

    until("the window shows something", lambda: colours() > 100)  # noqa: PLR2004 -- an empty screen has one
    return f"the picture has {colours()} colours"


def main(words: list[str]) -> int:
    """Return the exit code."""
    if len(words) != 1 or not Path(words[0]).exists():
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="megadesk-smoke-") as folder:
        megadesk = Program(Path(words[0]).resolve(), Path(folder))
        try:
            _run(megadesk)
        except (Wrong, subprocess.SubprocessError, OSError, ValueError, KeyError) as why:
            print(f"failed: {why}", file=sys.stderr)
            return 1
        finally:
            for home in ("one", "two"):
                if (megadesk.folder / home).exists():
                    subprocess.run(
                        [str(megadesk.program), "--home", str(megadesk.folder / home), "engine", "stop"],
                        env=megadesk.environ, capture_output=True, check=False, timeout=PATIENCE_S,
                    )  # fmt: skip
    return 0


def _run(megadesk: Program) -> None:
    step("every program speaks", lambda: speaks(megadesk))
    step("try", lambda: tries(megadesk))
    with server(megadesk) as address:
        step("two devices and the past", lambda: syncs(megadesk, address))
        step("nothing is damaged", lambda: checks(megadesk))
        step("stores elsewhere can be asked", lambda: asks_elsewhere(megadesk))
        if has_app(megadesk.program):
            step("the window", lambda: opens(megadesk))


def has_app(program: Path) -> bool:
    """Whether this build has the app: one without it has no Qt beside it."""
    folder = program.resolve().parent
    if folder.name == "MacOS":  # in an app: its libraries are in Contents/Frameworks
        folder = folder.parent
    return any(folder.rglob("*Qt6Widgets*")) or any(folder.rglob("QtWidgets"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
