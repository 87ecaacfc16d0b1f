"""A space and its pin, for people: how far it is verified, what the server shows, and going on with that after a freeze.

    space show          pin, and the head the server shows now
    space accept-fork   pairs stop -> what they agreed on is forgotten -> the server's state becomes the pin -> pairs run

In this order: forgetting is safe at any moment (both sides are compared as if for the first time, and nothing is ever
removed by that), while an agreement with a history that is gone would make files look removed. So a crash anywhere
leaves either the freeze or a first comparison. Source: docs/adr/0017-a-person-can-accept-another-history.md.
"""

from __future__ import annotations

import logging
from typing import Final

from megadesk.engine.clock import rfc3339
from megadesk.engine.engine import Engine
from megadesk.ipc import messages as m
from megadesk.model.commit import Head
from megadesk.model.errors import BadUsage, Forked, MegadeskError, Refused, Rollback, Stale
from megadesk.model.wording import facts_of, words_of

log = logging.getLogger(__name__)

HEAD_CHARS_MIN: Final = 8
"""So much of a head's hash a person types to say that this is the one."""


def show(engine: Engine) -> m.SpaceStatus:
    """Return the state of the account's space; what the server shows is left out if it cannot be asked."""
    journal, space = engine.supervisor.world.journal, engine.supervisor.world.space
    offered, trouble, restored_s = None, "", None
    try:
        offered = journal.offered()
        if isinstance(space.frozen, Rollback | Forked):
            restored_s = journal.restored_s()
    except MegadeskError as error:
        log.info("space: %s", error.code)
        trouble = error.code
    frozen = space.frozen
    return m.SpaceStatus(
        id=space.id.hex(),
        verified=None if space.head is None else _shown(space.head),
        server=None if offered is None else _shown(offered),
        server_error=trouble or None,
        frozen=None if frozen is None else frozen.code,
        message=None if frozen is None else words_of(frozen).sentence,
        arguments={} if frozen is None else facts_of(frozen),
        restored=None if restored_s is None else rfc3339(restored_s * 1000),
    )


def _shown(head: Head) -> m.SpaceHead:
    return m.SpaceHead(seq=head.seq, hash=head.commit_id.hex(), time=rfc3339(head.time_ms), records=head.n_records)


def accept_fork(engine: Engine, chosen: str) -> m.SpaceStatus:
    """Go on with the history that the server shows; ``chosen`` is its head's hash, or the first 8 characters and more.

    Refused if the space is not frozen for its history; BadUsage if the server shows another head than the chosen one.
    """
    with engine.changing:
        running = engine.supervisor
        journal, space = running.world.journal, running.world.space
        if not isinstance(space.frozen, Rollback | Forked):
            raise Refused("the history of this account is as it was verified", reason="not_frozen")
        offered = journal.offered()
        if len(chosen) < HEAD_CHARS_MIN or not offered.commit_id.hex().startswith(chosen.lower()):
            raise BadUsage(what="head", value=chosen)
        with running.roster.standing([pair.id for pair in engine.own_pairs(space.id)]):
            engine.pairs.forget_agreed(space.id)
            try:
                journal.accept(offered)
            except Stale as error:
                raise BadUsage(what="head", value=chosen) from error
            log.warning("space %s: another history was accepted, at %d", space.id.hex()[:8], offered.seq)
        running.look_again()
    return show(engine)
