"""What holds for all bodies."""

from __future__ import annotations

import msgspec
import pytest

from megadesk.wire import messages as m

KINDS = [
    kind
    for kind in vars(m).values()
    if isinstance(kind, type) and issubclass(kind, m.Message) and kind is not m.Message
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_bodies_are_frozen_and_strict(kind: type[msgspec.Struct]) -> None:
    """No body changes once it is made, and none takes a field that it does not know."""
    config = kind.__struct_config__
    assert config.frozen
    assert config.forbid_unknown_fields


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_bytes_are_bounded(kind: type[msgspec.Struct]) -> None:
    """Every field of bytes says how long it may be, before anything is built from it."""
    info = msgspec.inspect.type_info(kind)
    assert isinstance(info, msgspec.inspect.StructType)
    for field in info.fields:
        options = field.type.types if isinstance(field.type, msgspec.inspect.UnionType) else (field.type,)
        for option in options:
            if isinstance(option, msgspec.inspect.BytesType):
                assert option.max_length is not None, field.name
