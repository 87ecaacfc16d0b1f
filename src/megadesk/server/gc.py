"""``megadesk server gc``: retention and collection once, now.

no server runs --> here, with the data folder to ourselves
one runs       --> it is asked to, in the database, and does it itself: only one process removes bytes
several run    --> whichever has the lease is asked, likewise
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from contextlib import closing, suppress
from threading import Event
from typing import Final

from megadesk.model.errors import AlreadyRunning, ServerUnavailable
from megadesk.server.care import WANTED, Stores, Wish, answer_in, forget, run_once, wish_in
from megadesk.server.config import ServerConfig
from megadesk.server.fencing import guarded
from megadesk.server.handover import Handover
from megadesk.server.lease import held
from megadesk.server.metadata import MetadataStore
from megadesk.server.move import refuse_frozen
from megadesk.server.services import wall_ms
from megadesk.server.stores import claim, metadata_of, open_blobs, the_only_one

ASK_EVERY_S: Final = 0.25


def gc(
    config: ServerConfig, *, at_once: bool, as_json: bool, wait: Callable[[float], object] | None = None
) -> int:  # fmt: skip
    """Do it, print what was done, and return the exit code."""
    wish = Wish(id=secrets.token_hex(8), at_once=at_once)
    done = _alone(config, at_once=at_once)
    if done is None:
        with metadata_of(config) as metadata:
            done = _asked(config, metadata, wish, wait or Event().wait)
    _say(done, as_json=as_json)
    return 0


def _asked(
    config: ServerConfig, metadata: MetadataStore, wish: Wish, wait: Callable[[float], object]
) -> dict[str, object]:  # fmt: skip
    """Return what the server that runs has done for a wish; or do it here, if it ends first."""
    done = None
    try:
        while done is None:
            _ask(metadata, wish)
            wait(ASK_EVERY_S)
            with metadata.read() as tx:
                done = answer_in(tx, wish)
            done = done or _alone(config, at_once=wish.at_once)
    finally:
        with suppress(ServerUnavailable), metadata.write() as tx:
            forget(tx, wish)
    return done


def _ask(metadata: MetadataStore, wish: Wish) -> None:
    """Have it wanted, once what another one wants is done."""
    with metadata.read() as tx:
        refuse_frozen(tx)
        if wish_in(tx) is not None:
            return
    with metadata.write() as tx:
        if wish_in(tx) is None:
            tx.put_setting(WANTED, wish.encode())


def _alone(config: ServerConfig, *, at_once: bool) -> dict[str, object] | None:
    """Do it with the data folder, or the lease of several servers, to ourselves; None if a server has it."""
    try:
        with (
            the_only_one(config), metadata_of(config) as metadata, held(metadata.lease()),
            closing(open_blobs(config)) as blobs,
        ):  # fmt: skip
            with metadata.read() as tx:
                refuse_frozen(tx)
            claim(config, metadata, blobs)  # in another server's place no row names anything, and all of it would go
            stores = Stores(config=config, metadata=metadata, blobs=blobs, handover=Handover(), now_ms=wall_ms)
            *_, done = guarded(metadata, blobs, run_once(stores, at_once=at_once))
            return done.as_json()
    except AlreadyRunning:
        return None


def _say(done: dict[str, object], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(done))  # noqa: T201 -- a command line speaks
        return
    for part, figures in done.items():
        assert isinstance(figures, dict)
        shown = ", ".join(f"{name} {value}" for name, value in figures.items())
        print(f"{part}: {shown}")  # noqa: T201
