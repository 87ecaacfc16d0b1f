"""A value of any type that messages are made of, within its bounds: the smallest that says something in each field."""

from __future__ import annotations

import msgspec
from msgspec import inspect

DEEP = 4
"""Beyond that lists stay empty: some messages hold messages of their own kind."""


def sample(kind: type[msgspec.Struct]) -> msgspec.Struct:
    """Return a message of a kind, every field filled."""
    made: msgspec.Struct = msgspec.convert(_plain(inspect.type_info(kind), 0), kind)
    return made


def _plain(kind: inspect.Type, depth: int) -> object:
    match kind:
        case inspect.StructType(fields=fields):
            return {one.encode_name: _plain(one.type, depth + 1) for one in fields} | _tag(kind)
        case inspect.UnionType(types=types):
            return _plain(next(one for one in types if not isinstance(one, inspect.NoneType)), depth)
        case inspect.ListType(item_type=item, min_length=least) | inspect.SetType(item_type=item, min_length=least):
            return _items(item, least, depth)
        case (
            inspect.FrozenSetType(item_type=item, min_length=least)
            | inspect.VarTupleType(item_type=item, min_length=least)
        ):
            return _items(item, least, depth)
        case inspect.TupleType(item_types=items):
            return [_plain(one, depth) for one in items]
        case inspect.DictType(key_type=key, value_type=value):
            return {} if depth > DEEP else {_plain(key, depth): _plain(value, depth)}
        case _:
            return _scalar(kind)


def _items(item: inspect.Type, least: int | None, depth: int) -> list[object]:
    count = least or (0 if depth > DEEP else 1)
    return [_plain(item, depth) for _ in range(count)]


def _tag(kind: inspect.StructType) -> dict[str, object]:
    return {} if kind.tag_field is None else {kind.tag_field: kind.tag}


def _scalar(kind: inspect.Type) -> object:
    match kind:
        case inspect.StrType(min_length=least):
            return "a" * max(1, least or 0)
        case inspect.BytesType(min_length=least):
            return b"b" * max(1, least or 0)
        case inspect.IntType(ge=least):
            return 1 if least is None else max(1, least)
        case inspect.FloatType():
            return 1.5
        case inspect.BoolType():
            return True
        case inspect.LiteralType(values=values):
            return values[0]
        case inspect.EnumType(cls=cls):
            return next(iter(cls)).value
        case inspect.AnyType():
            return {}
        case _:
            raise AssertionError(f"no sample of {type(kind).__name__}")
