"""What a rewind put into the bin."""

from __future__ import annotations

from fakes.crypto import node_id
from megadesk.crypto.records import RecordKind, RecordMeta
from megadesk.crypto.rewound import REWOUND_TAG, is_rewound, marked
from megadesk.model.values import replace

BINNED = RecordMeta(parent=node_id("bin"), kind=RecordKind.FOLDER, name="d", trashed_ms=7)


def test_a_mark_holds_while_it_lies_there() -> None:
    """Other fields stay; taken out, or put there at another time, it is as if there were none."""
    made = replace(BINNED, extra=marked(((0x90, b"x"), (0xF0, b"y")), 7))
    assert [tag for tag, _ in made.extra] == [0x90, REWOUND_TAG, 0xF0]
    assert is_rewound(made)
    assert not is_rewound(replace(made, trashed_ms=8))
    assert not is_rewound(replace(made, trashed_ms=None))


def test_what_a_person_removed_has_none() -> None:
    """Nor does one of a strange length count."""
    assert not is_rewound(BINNED)
    assert not is_rewound(replace(BINNED, extra=((REWOUND_TAG, b"\x07"),)))
    assert is_rewound(replace(BINNED, extra=marked(marked((), 6), 7)))


def test_the_mark_is_laid_out_as_the_format_says() -> None:
    """docs/formats/records.md, Rewound: the time in eight bytes."""
    assert marked((), 0x0102) == ((0xA1, bytes(6) + b"\1\2"),)
