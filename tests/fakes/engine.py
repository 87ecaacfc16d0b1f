"""An engine for tests of front ends: a real profile, a real socket, and answers that a test has put in.

engine.answers[STATUS] = Status(...)                 the answer, or an error to raise
engine.answers[CAT_FILE] = [Chunk(...), Nothing()]   a stream: all but the last are sent before it
engine.asked                                         what came, in order, as typed requests
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from megadesk import __version__
from megadesk.host.paths import find_profile, prepare_profile
from megadesk.host.process import ProfileLock, forget_endpoint, publish_endpoint
from megadesk.ipc import messages
from megadesk.ipc.listener import Call, EngineListener
from megadesk.ipc.messages import Body, EngineStatus, Method, Nothing
from megadesk.ipc.protocol import Request, to_typed
from megadesk.model.errors import MegadeskError, NotFound

Answer = Body | MegadeskError | Sequence[Body] | Callable[[Any], Body]

METHODS: dict[str, Method[Any, Any]] = {
    method.name: method for method in vars(messages).values() if isinstance(method, Method)
}


class FakeEngine:
    """Owns a profile below ``home`` as an engine does; use it in a ``with``."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.answers: dict[str, Answer] = {
            messages.ENGINE_STATUS.name: EngineStatus(running=True, pid=4711, home=str(home), version=__version__),
        }
        self.asked: list[Body] = []
        self._profile = find_profile(str(home), {})

    def answer(self, method: Method[Any, Any], answer: Answer) -> None:
        """Put in what a method answers from now on."""
        self.answers[method.name] = answer

    def __enter__(self) -> Self:
        prepare_profile(self._profile)
        self._lock = ProfileLock.acquire(self._profile)
        endpoint = publish_endpoint(self._profile, __version__, lambda size: b"k" * size)
        self._listener = EngineListener(endpoint.address, endpoint.authkey, self._handle, version=__version__)
        self._listener.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.close()
        forget_endpoint(self._profile)
        self._lock.release()

    def _handle(self, request: Request, call: Call) -> object:
        typed = to_typed(METHODS[request.method].request, request.params)
        self.asked.append(typed)
        if request.method == messages.ENGINE_STOP.name:
            self._lock.release()
            return Nothing()
        answer = self.answers.get(request.method)
        if answer is None:
            raise NotFound("the test has put in no answer", what=request.method)
        if callable(answer):
            return answer(typed)
        if isinstance(answer, MegadeskError):
            raise answer
        if isinstance(answer, Sequence):
            for piece in answer[:-1]:
                call.emit(piece)
            return answer[-1]
        return answer
