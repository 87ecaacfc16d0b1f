"""Look into a file of the cloud, as it is or was."""

from __future__ import annotations

from msgspec.structs import replace

from megadesk.ipc import messages as m
from megadesk.ipc.protocol import to_typed
from megadesk.ui.desk import Desk
from megadesk.ui.engine_link import Asking
from megadesk.ui.viewmodels.errors import words_of_error
from megadesk.ui.viewmodels.preview import Shape, wanted
from megadesk.ui.widgets.preview import Preview


def look_into(desk: Desk, cat: m.Cat, name: str, size_bytes: int, pane: Preview) -> Asking | None:
    """Show a file in a pane. Return the question, to be cancelled when another one is looked at; None if there is none."""
    wish = wanted(name, size_bytes)
    if wish.shape is Shape.NONE:
        pane.show_words(wish.why)
        return None
    pane.show_loading()
    pieces: list[bytes] = []
    return desk.link.ask(
        m.CAT_FILE,
        replace(cat, max_bytes=wish.max_bytes),
        then=lambda _: pane.show_bytes(wish.shape, b"".join(pieces), is_whole=wish.max_bytes >= size_bytes),
        failed=lambda error: pane.show_words(words_of_error(error)),
        progress=lambda piece: pieces.append(to_typed(m.Chunk, piece).data),
        owner=pane,
    )
