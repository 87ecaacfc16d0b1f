"""The whole stack on this machine, two devices on it, and each part of it killed in turn while they work.

    nginx -- two servers -- PostgreSQL, object store       all real, from installed packages, in a folder that is removed afterwards
    two devices sync a folder, and somebody works in it all the time
    kill -9: a server, the other, PostgreSQL (SIGQUIT), the object store; nginx ends -- started again -- both folders alike
    the end: nothing is wrong on the server, every file is readable on both devices, collection takes nothing away

Prints what it does and how long each part took; exits with 1 if anything is not as it was promised. ``dev.py stack``.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

sys.path[:0] = [str(Path(__file__).parents[1] / name) for name in ("src", "tests")]

from psycopg import sql  # noqa: E402 -- after the path is set, so that the file can be run as it is

from fakes import postgres, seaweed  # noqa: E402
from fakes.processes import EMAIL, PASSWORD, Device, environment, tree_of  # noqa: E402
from fakes.stack import Stack  # noqa: E402
from megadesk.ipc import messages as m  # noqa: E402

DOWN_S: Final = 3.0
"""How long each part is away."""
PATIENCE_S: Final = 180.0
QUIET_S: Final = 0.05


class Worker:
    """Somebody who works in two folders at once: small files all the time, a large one now and then, changes, removals."""

    def __init__(self, folders: list[Path], seed: int) -> None:
        self._folders, self._chance = folders, random.Random(seed)
        self._pause, self._stop = threading.Event(), threading.Event()
        self._resting = threading.Event()
        self.count = 0
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._stop.wait(QUIET_S):
            if self._pause.is_set():
                self._resting.set()
                continue
            self._resting.clear()
            self._do_something()

    def _do_something(self) -> None:
        self.count += 1
        folder = self._chance.choice(self._folders)
        size = 3 << 20 if self.count % 20 == 0 else self._chance.randint(0, 20_000)
        name = f"{folder.name} {self._chance.randint(0, 400)}"
        if self.count % 7 == 0:
            with suppress(FileNotFoundError):
                (folder / name).unlink()
        else:
            (folder / name).write_bytes(self._chance.randbytes(size))

    def rest(self) -> None:
        """Return once nothing is being done."""
        self._resting.clear()
        self._pause.set()
        self._resting.wait()

    def go_on(self) -> None:
        """Work again."""
        self._pause.clear()

    def stop(self) -> None:
        """End."""
        self._stop.set()
        self._thread.join()


class Run:
    """One run over one stack."""

    def __init__(self, base: Path, database: str, seed: int) -> None:
        self.stack = Stack(base, database)
        self.devices = [Device(base / "one"), Device(base / "two")]
        self.folders = [base / "here", base / "there"]
        self._seed = seed
        self._base = base
        self.faults: list[str] = []

    def whole(self) -> None:
        """Do all of it."""
        self._timed("two servers behind nginx", self.stack.start)
        self._timed("two devices sign in and sync a folder", self._sign_in)
        worker = Worker(self.folders, self._seed)
        try:
            for name, kill, start in self._parts():
                self._kill(worker, name, kill, start)
        finally:
            worker.stop()
        print(f"somebody did {worker.count} things meanwhile")
        self._check()

    def _timed(self, what: str, work: Callable[[], object]) -> None:
        began_s = time.monotonic()
        work()
        print(f"{what}: {time.monotonic() - began_s:.1f} s", flush=True)

    def _sign_in(self) -> None:
        address = self.stack.front.address
        for device, folder in zip(self.devices, self.folders, strict=True):
            folder.mkdir()
            device.start()
            device.ask(m.SET_SETTINGS, m.SetSettings(ca_file=str(self.stack.front.certificate)))
        one, two = self.devices
        new = m.SignUp(server=address, email=EMAIL, password=PASSWORD, device_name="one", key_store="file")
        one.ask(m.SIGN_UP, new)
        two.ask(m.LOG_IN, m.LogIn(server=address, email=EMAIL, password=PASSWORD, device_name="two", key_store="file"))
        for device, folder in zip(self.devices, self.folders, strict=True):
            device.add_pair(folder)

    def _parts(self) -> list[tuple[str, Callable[[], object], Callable[[], object]]]:
        one, two = self.stack.processes
        return [
            ("one server", one.kill, one.start),
            ("the other server", two.kill, two.start),
            ("PostgreSQL", postgres.SERVER.stop, postgres.SERVER.start),
            ("the object store", seaweed.SERVER.stop, seaweed.SERVER.start),
            ("nginx", self.stack.front.stop, self.stack.front.start),
        ]

    def _kill(self, worker: Worker, name: str, kill: Callable[[], object], start: Callable[[], object]) -> None:
        worker.go_on()
        threading.Event().wait(DOWN_S)
        kill()
        threading.Event().wait(DOWN_S)
        start()
        threading.Event().wait(DOWN_S)
        worker.rest()
        began_s = time.monotonic()
        if not self._settled(began_s + PATIENCE_S):
            self.faults.append(f"{name}: the folders are not alike {PATIENCE_S:.0f} s after it came back")
        files = len(tree_of(self.folders[0]))
        print(
            f"{name} was gone and came back: both folders alike, {files} files, {time.monotonic() - began_s:.1f} s after "
            "the last change", flush=True,
        )  # fmt: skip

    def _settled(self, until_s: float) -> bool:
        """Whether both devices come to rest with the same head and the same files, in time."""
        while time.monotonic() < until_s:
            heads = {device.wait().head["main"].seq for device in self.devices}
            if len(heads) == 1 and tree_of(self.folders[0]) == tree_of(self.folders[1]):
                return True
            threading.Event().wait(0.2)
        return False

    # -- the end ------------------------------------------------------------------------------------------------------

    def _check(self) -> None:
        for device, name in zip(self.devices, ("one", "two"), strict=True):
            issues = device.status().issues
            self._expect(not issues, f"device {name}: no file is left behind", f"issues: {issues}")
        self._command("check", "--content")
        self._command("scrub")
        self._command("gc", "--now")
        self._command("check", "--content")
        self._expect(self._settled(time.monotonic() + PATIENCE_S), "both folders are alike", "they are not")

    def _command(self, *words: str) -> None:
        process = self.stack.processes[0]
        command = [sys.executable, "-m", "megadesk", "server", words[0], "--data", str(process.data), *process.options]
        command = [word for word in [*command, *words[1:]] if word != "--behind-proxy"]
        at = command.index("--origin")
        del command[at : at + 2]
        done = subprocess.run(command, capture_output=True, text=True, env=environment(), check=False)
        said = (done.stdout + done.stderr).strip().splitlines()
        self._expect(done.returncode == 0, f"server {' '.join(words)}: {said[-1] if said else ''}", str(said[-5:]))

    def _expect(self, is_so: bool, what: str, else_what: str) -> None:
        print(f"{'ok   ' if is_so else 'WRONG'} {what}", flush=True)
        if not is_so:
            self.faults.append(f"{what}: {else_what}")

    def end(self) -> None:
        """End every process."""
        for device in self.devices:
            with suppress(Exception):
                device.kill()
        self.stack.end()


def main(words: list[str]) -> int:
    """Return 0 if all is as it was promised."""
    seed = int(words[0]) if words else random.randrange(1 << 30)
    print(f"seed {seed}")
    base = Path(tempfile.mkdtemp(prefix="megadesk-stack-"))
    began_s = time.monotonic()
    try:
        with postgres.fresh_database() as database:
            # For tests it waits for no disk; here it does.
            postgres.SERVER.do(sql.SQL("ALTER SYSTEM SET fsync = on"))
            postgres.SERVER.stop()
            postgres.SERVER.start()
            seaweed.SERVER.endpoint  # noqa: B018 -- it is started by being asked
            print(f"PostgreSQL and an object store: {time.monotonic() - began_s:.1f} s", flush=True)
            run = Run(base, database, seed)
            try:
                run.whole()
            finally:
                run.end()
        for fault in run.faults:
            print(f"WRONG {fault}")
        print(json.dumps({"seed": seed, "faults": run.faults, "seconds": round(time.monotonic() - began_s)}))
        return 1 if run.faults else 0
    finally:
        postgres.SERVER.close()
        seaweed.SERVER.close()
        shutil.rmtree(base, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
