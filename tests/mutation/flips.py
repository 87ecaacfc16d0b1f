"""Small mistakes, one at a time: what a tired programmer might have written instead.

    flips(source)        every Flip there is, in order
    flipped(source, n)   the module with the n-th mistake in it, as an ast

In functions, and in the constants of a module; what else a module does when it is imported is not mutated, as running
code cannot be given it. Nor is what a module writes to its log: nothing is decided by it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

COMPARISONS: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
OPERATORS: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.Mult: ast.Add,
}  # fmt: skip
SIDES: Final = {
    "local": "remote", "remote": "local", "_local": "_remote", "_remote": "_local", "here": "there", "there": "here",
    "mine": "theirs", "theirs": "mine", "kept_here": "kept_there", "kept_there": "kept_here", "parent": "name",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Flip:
    """One mistake: in which function, or in which constant, on which line, and what it is."""

    function: str
    line: int
    what: str
    is_constant: bool = False


def flips(source: str) -> list[Flip]:
    """Return every mistake that can be made in a module."""
    return [flip for flip, _ in _walk(ast.parse(source))]


def flipped(source: str, number: int) -> ast.Module:
    """Return the module with one of its mistakes made."""
    tree = ast.parse(source)
    for at, (_, make) in enumerate(_walk(tree)):
        if at == number:
            make()
            return ast.fix_missing_locations(tree)
    raise IndexError(number)


class _Made:
    """A change of a tree that is made when it is called."""

    def __init__(self, holder: object, name: str, value: object, at: int | None = None) -> None:
        self._holder, self._name, self._value, self._at = holder, name, value, at

    def __call__(self) -> None:
        if self._at is None:
            setattr(self._holder, self._name, self._value)
        else:
            getattr(self._holder, self._name)[self._at] = self._value


def value_of(tree: ast.Module, constant: str) -> ast.expr:
    """Return what a module makes a constant from."""
    return next(value for name, value in _constants(tree) if name == constant)


def constants_by(tree: ast.Module, function: str) -> list[str]:
    """Return the constants that are made by calling a function of the module."""
    return [
        name
        for name, value in _constants(tree)
        if any(isinstance(node, ast.Name) and node.id == function for node in ast.walk(value))
    ]


def _walk(tree: ast.Module) -> Iterator[tuple[Flip, _Made]]:
    for name, value in _constants(tree):
        for node in _evaluated(value):
            for what, made in (*_operators(node), *_values(node)):
                yield Flip(name, getattr(node, "lineno", value.lineno), what, is_constant=True), made
    for function, name in _functions(tree, ""):
        for node in _inside(function):
            for what, made in _of(node):
                yield Flip(name, getattr(node, "lineno", function.lineno), what), made


def _constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """Yield the constants of a module that are made from numbers or bytes, with what they are made from."""
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name.isupper():
                yield name, value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) if name.isupper():
                yield name, value


def _functions(node: ast.AST, prefix: str) -> Iterator[tuple[ast.FunctionDef, str]]:
    """Yield the outermost functions, methods too, with their qualified names."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef):
            yield child, prefix + child.name
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, f"{prefix}{child.name}.")


def _inside(function: ast.FunctionDef) -> Iterator[ast.AST]:
    for statement in function.body:
        if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)):
            yield from _evaluated(statement)
    # The list of statements belongs to the function itself.
    yield function


def _evaluated(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and all below it but for types and lines of the log: nobody asks them."""
    waiting = [node]
    while waiting:
        node = waiting.pop(0)
        if _is_log(node):
            continue
        yield node
        waiting += [
            child
            for name, value in ast.iter_fields(node)
            if name not in {"annotation", "returns"}
            for child in (value if isinstance(value, list) else [value])
            if isinstance(child, ast.AST)
        ]


def _is_log(node: ast.AST) -> bool:
    """Whether a statement writes to the log of its module, or asks for nothing but whether to do so."""
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id="log")))):
            return True
        case ast.If(body=statements, orelse=[]):
            return all(map(_is_log, statements))
    return False


def _of(node: ast.AST) -> Iterator[tuple[str, _Made]]:
    yield from _operators(node)
    yield from _values(node)
    yield from _conditions(node)
    yield from _parts(node)
    yield from _dropped(node)


def _operators(node: ast.AST) -> Iterator[tuple[str, _Made]]:
    match node:
        case ast.Compare(ops=ops):
            for at, op in enumerate(ops):
                other = COMPARISONS[type(op)]
                yield f"{type(op).__name__} -> {other.__name__}", _Made(node, "ops", other(), at)
        case ast.BoolOp(op=op):
            other_bool = ast.Or if isinstance(op, ast.And) else ast.And
            yield f"{type(op).__name__} -> {other_bool.__name__}", _Made(node, "op", other_bool())
        case ast.BinOp(op=op) if type(op) in OPERATORS:
            yield f"{type(op).__name__} -> {OPERATORS[type(op)].__name__}", _Made(node, "op", OPERATORS[type(op)]())


def _values(node: ast.AST) -> Iterator[tuple[str, _Made]]:
    match node:
        case ast.Constant(value=bool() as value):
            yield f"{value} -> {not value}", _Made(node, "value", not value)
        case ast.Constant(value=int() as number):
            yield f"{number} -> {number + 1}", _Made(node, "value", number + 1)
        case ast.Constant(value=bytes() as data) if data:
            yield f"{data!r} lengthened", _Made(node, "value", data + b"?")
        case ast.Name(id=name, ctx=ast.Load()) if name in SIDES:
            yield f"{name} -> {SIDES[name]}", _Made(node, "id", SIDES[name])
        case ast.Attribute(attr=name, ctx=ast.Load()) if name in SIDES:
            yield f".{name} -> .{SIDES[name]}", _Made(node, "attr", SIDES[name])


def _conditions(node: ast.AST) -> Iterator[tuple[str, _Made]]:
    match node:
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test) if not isinstance(test, ast.Compare):
            yield "condition turned", _Made(node, "test", _turned(test))
        case ast.comprehension(ifs=ifs):
            for at in range(len(ifs)):
                yield "filter dropped", _Made(node, "ifs", ast.Constant(value=True), at)


def _parts(node: ast.AST) -> Iterator[tuple[str, _Made]]:
    """What is asked together, without one of its parts: the others being asked hides that nobody tries this one."""
    match node:
        case ast.BoolOp(op=op, values=values):
            for at, value in enumerate(values):
                if not isinstance(value, ast.Constant):
                    made = _Made(node, "values", ast.Constant(isinstance(op, ast.And)), at)
                    yield f"{ast.unparse(value)} left out", made
        case ast.ExceptHandler(type=ast.Tuple(elts=kinds) as caught):
            for at, kind in enumerate(kinds):
                yield f"{ast.unparse(kind)} not caught", _Made(caught, "elts", kinds[:at] + kinds[at + 1 :])
        case ast.Compare(left=ast.Tuple(elts=left), comparators=[ast.Tuple(elts=right)]) if len(left) == len(right):
            for at, value in enumerate(left):
                # As each is equal to itself.
                yield f"{ast.unparse(value)} not compared", _Made(node.comparators[0], "elts", value, at)
        case ast.Compare(comparators=[ast.Set(elts=some) as group]) if len(some) > 1:
            for at, value in enumerate(some):
                yield f"{ast.unparse(value)} not among them", _Made(group, "elts", some[:at] + some[at + 1 :])


def _turned(test: ast.expr) -> ast.expr:
    is_not = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
    return test.operand if is_not and isinstance(test, ast.UnaryOp) else ast.UnaryOp(op=ast.Not(), operand=test)


def _dropped(node: ast.AST) -> Iterator[tuple[str, _Made]]:
    """Statements that may be forgotten: calls, changes of a value, jumps."""
    for name in ("body", "orelse", "finalbody"):
        statements = getattr(node, name, None)
        if isinstance(statements, list):
            for at, statement in enumerate(statements):
                is_text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
                # What says that this cannot be reached is not reached.
                is_claim = isinstance(statement, ast.Raise) and "AssertionError" in ast.unparse(statement)
                if isinstance(statement, ast.Expr | ast.AugAssign | ast.Continue | ast.Raise) and not (
                    is_text or is_claim or _is_log(statement)
                ):
                    yield f"line {statement.lineno} dropped", _Made(node, name, _nothing(statement), at)


def _nothing(statement: ast.stmt) -> ast.stmt:
    """Return what does nothing in its place: ``super()`` is a name of the closure, which has to stay as it is."""
    is_super = "super()" in ast.unparse(statement)
    return ast.Expr(ast.Name("__class__", ast.Load())) if is_super else ast.Pass()
