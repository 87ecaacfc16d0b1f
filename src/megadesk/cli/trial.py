"""try: see it work on one machine, with nothing set up; ends with a failure if anything is not as it should be.

    server (child) <--- engine A --- folder A        the story: sync, look at the server, change both at once,
                   <--- engine B --- folder B        move, delete, compare

Everything lives in one folder and ends with the command. The story is written as it would be told: one function a
step, each returning the facts it found. The machines are in ``trial_stage``.
"""

from __future__ import annotations

import importlib.util
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Annotated, Final

import msgspec
import typer

from megadesk.cli import options, render
from megadesk.cli.arguments import has_screen
from megadesk.cli.front import Front, front_of
from megadesk.cli.trial_app import TrialApp
from megadesk.cli.trial_stage import Stage, folder_bytes, names_in, read_tree
from megadesk.host.program import end_signals
from megadesk.model.errors import BadUsage, MegadeskError
from megadesk.model.relpath import PRIVATE_FOLDER, printable
from megadesk.model.wording import counted, size_text, words_of

PATIENCE_S: Final = 30.0
"""How long one step may take before the trial counts as failed."""

LETTER: Final = "the marmalade is in the second drawer"
NOTE: Final = "Letters/To Anna 🎂.txt"
PICTURE: Final = "Pictures/2026/summer.raw"
PICTURE_BYTES: Final = 6 << 20
SAMPLES: Final = {
    "Read me first.txt": b"This folder is synced on two devices.\n",
    NOTE: f"Dear Anna, {LETTER}.\n".encode(),
    "Pictures/2026/list of pictures.csv": b"summer.raw,6 MiB\n",
    "Recipes/Soups/Minestrone.md": b"# Minestrone\n\nBeans, tomatoes, patience.\n",
}
FILES: Final = len(SAMPLES) + 1
TELLING_CHARS: Final = 5
"""Shorter names than this turn up in random bytes by chance."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the story, as --json prints it."""

    name: str
    seconds: float
    ok: bool
    details: list[str]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The whole story."""

    ok: bool
    seconds: float
    folder: str
    steps: list[Step]


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("try")(try_it)


def try_it(
    context: typer.Context,
    directory: Annotated[
        Path | None, typer.Option("--dir", metavar="DIR", help="A new or empty folder to use; it is kept.")
    ] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Keep what was created, to look at it.")] = False,
    terminal: Annotated[
        bool, typer.Option("--terminal", help="Two devices sync here in the terminal, also where there is a screen.")
    ] = False,
) -> None:
    """See it work on this computer: a server and an account; the app where there is a screen, else two devices here."""
    front = front_of(context)
    with _ended_politely(), _folder(directory, keep=keep) as folder:
        if has_app(front, terminal=terminal):
            raise typer.Exit(TrialApp(Stage(folder), all_samples(os.urandom), _teller(front)).run())
        report = Trial(Stage(folder), tell=_teller(front)).run()
        front.show(report, lambda: _summary(report, is_kept=keep or directory is not None))
    if not report.ok:
        raise typer.Exit(1)


@contextmanager
def _folder(named: Path | None, *, keep: bool) -> Iterator[Path]:
    """Yield the folder for everything: the named one, which stays, or a new one that goes with the trial."""
    if named is not None:
        folder = Path(options.local_path(named))
        if folder.is_dir() and any(folder.iterdir()):
            raise BadUsage(f"{folder} is not empty", option="--dir")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        yield folder
    elif keep:
        yield Path(tempfile.mkdtemp(prefix="megadesk-try-"))
    else:
        with tempfile.TemporaryDirectory(prefix="megadesk-try-", ignore_cleanup_errors=True) as made:
            yield Path(made)


@contextmanager
def _ended_politely() -> Iterator[None]:
    """Let a request to end (SIGTERM, or that the terminal is closed) unwind as Control-C does: no process of ours stays behind.

    Once: a terminal that goes says so twice, through the kernel and through its shell.
    """
    numbers = [number for number in end_signals() if number is not signal.SIGINT]

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def has_app(front: Front, *, terminal: bool) -> bool:
    """Return whether the app can be shown: there is a screen, nobody wants JSON, and its libraries are installed."""
    wanted = not terminal and not front.as_json and has_screen(os.environ)
    return wanted and importlib.util.find_spec("PySide6") is not None


def all_samples(entropy: Callable[[int], bytes]) -> dict[str, bytes]:
    """Return the files of the sample folder, the picture too."""
    return {**SAMPLES, PICTURE: entropy(PICTURE_BYTES)}


def _teller(front: Front) -> Callable[[str], None]:
    """Return what tells the story as it goes on; with --json it is told at the end."""

    def tell(line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    return (lambda _: None) if front.as_json else tell


def _summary(report: Report, *, is_kept: bool) -> list[render.Block]:
    rows = tuple(
        (step.name, f"{step.seconds:.2f} s", "as it should be" if step.ok else "NOT AS IT SHOULD BE")
        for step in report.steps
    )
    ending = (
        f"All {counted(len(rows), 'step')} went as they should, in {report.seconds:.1f} seconds."
        if report.ok
        else "Something is not as it should be. Please report it with what stands above."
    )
    kept = [f"Everything is in {printable(report.folder)}; no process of it runs any more."] if is_kept else []
    return ["", render.Grid(("Step", "Time", "Result"), rows, frozenset({1})), "", ending, *kept]


class WrongEndingError(Exception):
    """A step found something that is not as it should be; the text says what."""


class Trial:
    """The story. ``tell`` gets one line after another."""

    def __init__(self, stage: Stage, tell: Callable[[str], None]) -> None:
        self._stage = stage
        self._tell = tell
        self._steps: list[Step] = []

    def run(self) -> Report:
        """Return the report of all steps; the first that goes wrong is the last."""
        began_s = time.monotonic()
        story = (
            ("Start a server and make an account", self._open),
            ("A second device signs in", self._second_device),
            ("Put files into the folder of A; B gets them", self._first_sync),
            ("Look at what the server sees", self._look_at_server),
            ("Change one file on both devices at once", self._conflict),
            ("Rename a folder with everything in it", self._rename),
            ("Delete a file", self._delete),
            ("Compare the folders of A and B", self._compare),
        )
        try:
            ok = all(self._step(name, action) for name, action in story)
        finally:
            self._stage.close()
        seconds = round(time.monotonic() - began_s, 3)
        return Report(ok=ok, seconds=seconds, folder=str(self._stage.folder), steps=self._steps)

    def _step(self, name: str, action: Callable[[], list[str]]) -> bool:
        self._tell(f"{len(self._steps) + 1}. {name}")
        began_s = time.monotonic()
        try:
            details, ok = action(), True
        except WrongEndingError as e:
            details, ok = [f"Not as it should be: {e}"], False
        except MegadeskError as e:
            details, ok = [f"It stopped here: {words_of(e).sentence}", *([e.detail] if e.detail else [])], False
        seconds = time.monotonic() - began_s
        for line in details:
            self._tell(f"   {printable(line)}")
        self._tell(f"   {seconds:.2f} s")
        self._steps.append(Step(name=name, seconds=round(seconds, 3), ok=ok, details=details))
        return ok

    # -- the steps --------------------------------------------------------------------------------------------------

    def _open(self) -> list[str]:
        stage = self._stage
        stage.start_server()
        signed = stage.a.sign_up(stage.address, stage.password)
        return [
            f"The server answers at {stage.address}, its data is in {stage.server_data}.",
            f"Account {signed.email} with a password that was made up on the spot; its keys never leave the devices.",
        ]

    def _second_device(self) -> list[str]:
        stage = self._stage
        signed = stage.b.log_in(stage.address, stage.password)
        for device in (stage.a, stage.b):
            device.pair("/Sample")
        return [f"{signed.device_name} is signed in. Both sync a folder with /Sample."]

    def _first_sync(self) -> list[str]:
        stage = self._stage
        for name, content in SAMPLES.items():
            stage.a.write(name, content)
        picture = stage.entropy(PICTURE_BYTES)
        stage.a.write(PICTURE, picture)
        self._until_same("B does not have the files of A")
        if stage.b.read(PICTURE) != picture:
            raise WrongEndingError("the picture came out different")
        sent = sum(len(content) for content in SAMPLES.values()) + PICTURE_BYTES
        return [
            f"{counted(FILES, 'file')}, {size_text(sent)}, went through the server to B.",
            *(f"  {name}" for name in sorted(read_tree(stage.b.root)) if "." in name),
        ]

    def _look_at_server(self) -> list[str]:
        data = self._stage.server_data
        names = {part for name in (*SAMPLES, PICTURE) for part in name.split("/")}
        words = [*(name for name in names if len(name) >= TELLING_CHARS), "Sample", LETTER]
        seen = sorted(word for word in words if self._stage.is_seen_by_server(word))
        if seen:
            raise WrongEndingError(f"the server's data holds in the clear: {', '.join(seen)}")
        shown = [f"  {name}  {size_text(size)}" for name, size in names_in(data)[:6]]
        return [
            f"The server keeps {size_text(folder_bytes(data))} under names of its own; for example:",
            *shown,
            f"None of {counted(len(words), 'name')} and words of the sample was found anywhere in it.",
        ]

    def _conflict(self) -> list[str]:
        a, b = self._stage.a, self._stage.b
        a.pause()
        b.pause()
        a.write(NOTE, b"Dear Anna, written on A.\n")
        b.write(NOTE, b"Dear Anna, written on B.\n")
        before = set(read_tree(a.root))
        a.resume()
        a.wait(PATIENCE_S)
        b.resume()
        self._until(
            lambda: self._is_same() and len(read_tree(a.root)) == len(before) + 1, "the two versions are not both kept"
        )
        copy = (set(read_tree(a.root)) - before).pop()
        if {a.read(NOTE), a.read(copy)} != {b"Dear Anna, written on A.\n", b"Dear Anna, written on B.\n"}:
            raise WrongEndingError("a version was lost")
        return ["Both versions are kept, on both devices:", f"  {NOTE}", f"  {copy}"]

    def _rename(self) -> list[str]:
        a, b = self._stage.a, self._stage.b
        before, kept_before = a.head_seq(), folder_bytes(self._stage.server_data)
        (a.root / "Pictures").rename(a.root / "Photos 📷")
        renamed = PICTURE.replace("Pictures/", "Photos 📷/")
        self._until(lambda: self._is_same() and (b.root / renamed).exists(), "B still has the old name")
        commits = a.head_seq() - before
        if commits != 1:
            raise WrongEndingError(f"it took {counted(commits, 'commit')} instead of one")
        grown = max(0, folder_bytes(self._stage.server_data) - kept_before)
        if grown >= PICTURE_BYTES:
            raise WrongEndingError("files were sent again")
        return [f"One signed commit; the server's data grew by {size_text(grown)}. No file was sent again."]

    def _delete(self) -> list[str]:
        a, b = self._stage.a, self._stage.b
        content = b.read("Recipes/Soups/Minestrone.md")
        (b.root / "Recipes/Soups/Minestrone.md").unlink()
        self._until(lambda: self._is_same() and not (a.root / "Recipes/Soups/Minestrone.md").exists(), "A still has it")
        debris = a.root / PRIVATE_FOLDER / "debris"
        kept = [path for path in sorted(debris.rglob("*")) if path.is_file() and path.read_bytes() == content]
        if not kept:
            raise WrongEndingError("A has not kept what sync took away")
        return [
            "Gone from both folders. In the cloud it is in the bin; on A it is kept as",
            f"  {kept[0].relative_to(a.root)}",
        ]

    def _compare(self) -> list[str]:
        self._until_same("the folders differ")
        tree = read_tree(self._stage.a.root)
        files = sum(1 for digest in tree.values() if digest)
        for device in (self._stage.a, self._stage.b):
            device.stop()
        return [f"{counted(files, 'file')} and {counted(len(tree) - files, 'folder')}, the same byte for byte."]

    # -- waiting ----------------------------------------------------------------------------------------------------

    def _is_same(self) -> bool:
        return read_tree(self._stage.a.root) == read_tree(self._stage.b.root)

    def _until_same(self, complaint: str) -> None:
        self._until(self._is_same, complaint)

    def _until(self, is_so: Callable[[], bool], complaint: str) -> None:
        """Return once both devices say that nothing is left to do and the claim holds; WrongEndingError if never."""
        deadline_s = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline_s:
            for device in (self._stage.a, self._stage.b):
                device.wait(max(0.1, deadline_s - time.monotonic()))
            if is_so():
                return
            self._stage.pause()
        raise WrongEndingError(complaint)
