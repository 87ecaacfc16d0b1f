"""Somebody with files of their own, who puts them into the cloud and gets them back."""

from __future__ import annotations

from pathlib import Path

from fakes.workbench import Quiet, Workbench
from megadesk.engine.cloud_files import CloudFiles
from megadesk.engine.engine import Engine
from megadesk.ipc import messages as m
from megadesk.model.errors import BY_CODE


class Hands:
    """Short names for what a person does."""

    def __init__(self, bench: Workbench, engine: Engine, base: Path) -> None:
        self.bench, self.engine, self.base = bench, engine, base
        self.call = Quiet()

    def file(self, name: str, data: bytes = b"hello") -> str:
        """Write a local file; return its path."""
        path = self.base / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return str(path)

    def put(self, *locals_: str, to: str = "/", recursive: bool = False, on_conflict: str = "fail") -> m.ErrandStatus:
        """Upload; return how it ended, or raise why it failed."""
        return self.watch(self.begin_put(*locals_, to=to, recursive=recursive, on_conflict=on_conflict))

    def begin_put(
        self,
        *locals_: str,
        to: str = "/",
        recursive: bool = False,
        on_conflict: str = "fail",
        on_folder: str = "merge",
    ) -> str:
        """Begin to upload; return the id."""
        body = m.PutFiles(
            locals=list(locals_), remote=to, recursive=recursive, on_conflict=on_conflict, on_folder=on_folder
        )
        return self.bench.ask(self.engine, m.START_PUT, body).id

    def get(self, *remotes: str, to: str, recursive: bool = False, on_conflict: str = "fail") -> m.ErrandStatus:
        """Download; return how it ended, or raise why it failed."""
        return self.watch(self.begin_get(*remotes, to=to, recursive=recursive, on_conflict=on_conflict))

    def begin_get(
        self, *remotes: str, to: str, recursive: bool = False, on_conflict: str = "fail", on_folder: str = "merge"
    ) -> str:
        """Begin to download; return the id."""
        body = m.GetFiles(
            remotes=list(remotes), local=to, recursive=recursive, on_conflict=on_conflict, on_folder=on_folder
        )
        return self.bench.ask(self.engine, m.START_GET, body).id

    def watch(self, errand: str) -> m.ErrandStatus:
        """Return an errand when it is over or asks; raise why it failed."""
        done = self.bench.ask(self.engine, m.WATCH_ERRAND, m.ErrandName(id=errand), self.call)
        if done.state == "failed":
            raise BY_CODE[done.reason](done.message)
        return done

    def questions(self, errand: str) -> list[m.Question]:
        """Return what an errand asks."""
        return self.bench.ask(self.engine, m.ERRAND_QUESTIONS, m.AskErrand(id=errand)).questions

    def answer(self, errand: str, answer: str, *questions: int, case: str = "", to_all: bool = False) -> m.ErrandStatus:
        """Answer questions."""
        body = m.AnswerErrand(id=errand, answer=answer, questions=list(questions), case=case, to_all=to_all)
        return self.bench.ask(self.engine, m.ANSWER_ERRAND, body)

    def cancel(self, errand: str) -> m.ErrandStatus:
        """End an errand."""
        return self.bench.ask(self.engine, m.CANCEL_ERRAND, m.ErrandName(id=errand))

    def cat(self, path: str, start: int = 0, end: int | None = None) -> bytes:
        """Return the bytes of a file in the cloud."""
        call = Quiet()
        self.bench.ask(self.engine, m.CAT_FILE, m.Cat(path=path, start=start, end=end), call)
        return b"".join(chunk.data for chunk in call.emitted)

    def paths(self, path: str = "/") -> list[str]:
        """Return every path in the cloud."""
        return [one.path for one in CloudFiles(self.engine.supervisor).entries(path, recursive=True)]
