"""Which contents only the store vouches for."""

from __future__ import annotations

from fakes.trees import ROOT_ID, content, node_id
from megadesk.model.listing import Fingerprint, LocalNode
from megadesk.model.tree import Kind, Node
from megadesk.model.values import replace
from megadesk.sync.unread import Unread

SYNCED, EDITED, NEW, FOLDER = (
    Node(node_id(name), ROOT_ID, Kind.FOLDER if name == "folder" else Kind.FILE, name, held)
    for name, held in (("s", content("s")), ("e", content("now")), ("n", content("n")), ("folder", None))
)


def unread() -> Unread:
    """One file as both sides have it, one edited, one new, and a folder, as a run before this one left them."""
    base = {SYNCED.id: SYNCED, EDITED.id: replace(EDITED, content=content("then"))}
    seen = Fingerprint(0, 1, 1, 1, 1)
    return Unread(base, {node.id: LocalNode(node, node.name, seen) for node in (SYNCED, EDITED, NEW, FOLDER)})


def test_what_base_does_not_hold_is_not_agreed_on_unread() -> None:
    """New and edited files are read first; what was agreed on before, and folders, need not be."""
    made = unread()
    assert not made.may_agree(replace(EDITED, content=content("then")), EDITED)
    assert not made.may_agree(None, NEW)
    assert made.may_agree(SYNCED, SYNCED)
    assert made.may_agree(None, FOLDER)


def test_move_of_what_is_unread_is_agreed_on() -> None:
    """Its bytes are not what both sides agree on then."""
    before = replace(EDITED, content=content("then"))
    assert unread().may_agree(before, replace(before, name="elsewhere"))


def test_what_was_read_is_agreed_on() -> None:
    """Once is enough."""
    made = unread()
    made.known(NEW.id)
    assert made.may_agree(None, NEW)
    assert made.among([NEW.id, EDITED.id]) == [EDITED.id]


def test_other_ids_stay_unread() -> None:
    """A file is not read because it is called otherwise."""
    made = unread()
    other = replace(NEW, id=node_id("other"))
    made.known(NEW.id)
    made.add([other.id])
    assert not made.may_agree(None, other)
