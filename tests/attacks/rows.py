"""The attacks that are counted on: what each does, what holds it off, and how far it is tried.

    rows.py: what is tried --+
    marks.py: by which tests-+--> page.py --> docs/security/attacks.md

This is the one place where a row is described; which tests show it is read from the tests. Write the page anew with
``python3 dev.py attacks``; tests/shape/test_attacks.py fails until that is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final


class State(Enum):
    """How far an attack is tried."""

    TRIED = "tried"
    IN_PART = "in part"
    WAITS = "waits"


class Feature(Enum):
    """What does not exist yet in the program, and is not released without its rows."""

    SHARING = "sharing"
    LINKS = "links"
    ONLINE_ONLY = "files that are only online"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One attack. ``missing``: what of it could be tried and is not; ``later``: with which feature the rest comes."""

    id: str
    attack: str
    defence: str
    state: State
    missing: str = ""
    later: Feature | None = None

    @property
    def chapter(self) -> str:
        """The letter of its chapter."""
        return self.id[0]

    @property
    def standing(self) -> str:
        """The state as the page says it."""
        if self.state is State.WAITS:
            return f"waits: {self.later.value if self.later is not None else ''}"
        told = [self.state.value]
        told += [f"not yet {self.missing}"] if self.missing else []
        told += [f"the rest with {self.later.value}"] if self.later is not None else []
        return "; ".join(told)


def tried(row: str, attack: str, defence: str, *, later: Feature | None = None) -> Row:
    """Return a row that is carried out end to end, as far as what it attacks exists."""
    return Row(id=row, attack=attack, defence=defence, state=State.TRIED, later=later)


def in_part(row: str, attack: str, defence: str, missing: str, *, later: Feature | None = None) -> Row:
    """Return a row of which something is not carried out end to end, though it could be."""
    return Row(id=row, attack=attack, defence=defence, state=State.IN_PART, missing=missing, later=later)


def waits(row: str, attack: str, defence: str, later: Feature) -> Row:
    """Return a row that attacks what does not exist yet."""
    return Row(id=row, attack=attack, defence=defence, state=State.WAITS, later=later)


CHAPTERS: Final = {
    "A": ("Keys and the way in", 13),
    "B": ("Sharing", 9),
    "C": ("Content and tree", 15),
    "D": ("History", 9),
    "E": ("Links, transport, everything else", 7),
}
"""Each chapter, and how many rows it has."""

_KEYS: Final = (
    tried(
        "A1",
        "Change a sealed key a little, again and again, and learn from the reactions",
        "every box commits to its key and place; nothing is sent after one that does not open",
    ),
    tried(
        "A2",
        "Put one sealed key, or the sealed part of one record, in the place of another",
        "each box is bound to its purpose, its account and its ids",
    ),
    tried(
        "A3", "Make the client seal something the server chose", "the master key seals two things only, both made here"
    ),
    waits(
        "A4",
        "Learn from the reactions to many changed key boxes of an invitation",
        "one way to seal to a person, one error",
        Feature.SHARING,
    ),
    tried(
        "A5",
        "Degenerate public keys",
        "the fourteen small-order keys are refused wherever a key is read",
        later=Feature.SHARING,
    ),
    tried(
        "A6",
        "Replace a user's keys by others that the server knows",
        "wraps are bound to the password, the bundle to the master key, the space key to the signed list of members",
    ),
    tried(
        "A7",
        "A public key that does not belong to the private one",
        "public keys are computed from the secrets and compared",
    ),
    tried(
        "A8",
        "Ask for weaker password stretching",
        "a minimum in the client, and never less than last time; checked before anything is signed",
    ),
    tried(
        "A9",
        "One salt for everybody; find out who has an account",
        "the salt is bound to the name; unknown names get stable answers of the same shape",
    ),
    tried(
        "A10",
        "One box that opens under many passwords",
        "the commitment is compared before anything is decrypted",
    ),
    tried(
        "A11",
        "Use what was stolen from the database, or a login meant for another server",
        "the server keeps public keys; a login signs origin, challenge, device and time",
    ),
    tried("A12", "Serve the wraps of an old password", "the account record says which wraps are current"),
    tried(
        "A13",
        "Empty or missing answers, so that the client starts anew",
        "absence is never a value; keys are made at sign-up only",
    ),
)

_SHARING: Final = (
    waits(
        "B1", "Show another public key for a contact", "pinned at first use, compared by fingerprint", Feature.SHARING
    ),
    waits("B2", "Show the keys of another real user", "the bundle signs the name", Feature.SHARING),
    waits(
        "B3",
        "Put a folder into somebody's tree",
        "a space appears only after its invitation was accepted",
        Feature.SHARING,
    ),
    tried(
        "B4",
        "Add a member nobody added",
        "the list of members is a signed chain",
        later=Feature.SHARING,
    ),
    tried(
        "B5",
        "Commits of readers and of removed members",
        "roles are checked in the list that the commit names",
        later=Feature.SHARING,
    ),
    tried(
        "B6",
        "Serve an old list of members, so that new content goes under an old key",
        "list and head are pinned together; epochs never fall",
        later=Feature.SHARING,
    ),
    tried(
        "B7",
        "Different keys for different members",
        "the list commits to the key",
        later=Feature.SHARING,
    ),
    waits(
        "B8",
        "Plant a file and watch whether it is uploaded again",
        "no block is reused between authors or between spaces",
        Feature.SHARING,
    ),
    tried(
        "B9",
        "A member and the server together show a new device a wrong state",
        "every commit names its state, and the owner's other devices have pins",
        later=Feature.SHARING,
    ),
)

_CONTENT: Final = (
    tried("C1", "Turn bits in stored content", "a block is named by its hash, and sealed"),
    tried(
        "C2",
        "Reorder, drop, repeat, cut or lengthen blocks",
        "the sealed record lists blocks in order with their lengths, and the hash of the file",
    ),
    tried("C3", "Another block, or an older one, under the right name", "a name is the hash of what it names"),
    tried(
        "C4",
        "Put a file into the tree that nobody made",
        "only signed commits make records, and only the space key seals them",
    ),
    tried(
        "C5",
        "Rename or move by exchanging names or places",
        "name and place are sealed together with id and version, and the set of records is signed",
    ),
    tried("C6", "Change sizes, times, modes or counts", "all sealed, or under the signature"),
    tried(
        "C7",
        "Make the client use a key or nonce twice: crash, resume, snapshot of a disk",
        "the key of a block comes from what is in it; there are no counters",
    ),
    tried("C8", "Learn about content from the sizes of chunks", "blocks of one size, padded lengths"),
    tried("C9", "Recognise a known file by its exact size", "padded lengths of blocks and records"),
    tried("C10", "See which files are equal", "keys differ by file and by place in it"),
    tried(
        "C11",
        "Store garbage under a name that others will use",
        "a name is the hash of what it names, for the server as well",
    ),
    tried(
        "C12",
        "Say that a block is there when it is not",
        "what a commit names must be there; a check reads every block, or has it proven over a fresh nonce",
        later=Feature.ONLINE_ONLY,
    ),
    tried(
        "C13",
        "Have content used before it is checked",
        "each block is checked before it is written, the name is given last",
    ),
    tried(
        "C14",
        "Names of a member that lead out of the folder",
        "names are checked when a record is opened; nothing is followed while writing",
        later=Feature.SHARING,
    ),
    tried(
        "C15",
        "One block that two readers read differently",
        "the key stands in the list of blocks, the name is a hash, the list is sealed",
        later=Feature.SHARING,
    ),
)

_HISTORY: Final = (
    tried(
        "D1",
        "Take a device back to an older state",
        "the verified head is pinned in the same transaction as the data (*decision*: the device stands still until the server has again what it had, or until a person accepts the older head by its hash, ADR 17)",
    ),
    tried("D2", "Show a new device an older state", "its own record makes it visible to the others"),
    tried("D3", "Show two devices two histories", "each commit names the one before; merged they show a fork"),
    tried("D4", "Hide one change or one record", "every commit names the digest over all records and their number"),
    tried(
        "D5", "Reorder or repeat commits, or take them from another space", "space, number and predecessor are signed"
    ),
    tried(
        "D6",
        "Make the client delete everything",
        "removals come from signed commits only, and many at once are asked about",
    ),
    tried(
        "D7",
        "Lie about a past state",
        "its header is on the verified chain, its records give the root in it; a lie freezes the space (ADR 40)",
    ),
    tried(
        "D8",
        "Mix old and new versions of single records",
        "the digest over all records; the version is bound into the seal; a version stands in the ops of its commit",
    ),
    tried("D9", "Say that somebody else made a change", "the author is signed", later=Feature.SHARING),
)

_REST: Final = (
    waits("E1", "Get the secret of a link", "it stands behind the # and is never sent", Feature.LINKS),
    waits("E2", "Exchange what a link shows", "signed by its owner, whose fingerprint is in the link", Feature.LINKS),
    tried("E3", "Ask for an older suite or a mode without checks", "there is one suite, and no talk about it"),
    tried("E4", "Take off TLS, or show another certificate", "https unless it is this machine"),
    tried("E5", "Exhaust memory or time", "limits are checked before memory is taken"),
    tried(
        "E6",
        "Secrets in logs, arguments, dumps",
        "they are never there, and logs are cleaned once more",
    ),
    tried(
        "E7",
        "Go around the second factor, or guess it",
        "the server's work, and nothing against it: a code is looked at after the signature, taken once, and counted in the"
        " database; sensitive requests are signed anew, the code with them",
    ),
)

ROWS: Final = (*_KEYS, *_SHARING, *_CONTENT, *_HISTORY, *_REST)
