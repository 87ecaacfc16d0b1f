"""Every sentence there is, found in the source: what translators are given.

    in src/megadesk/ui     text("..."), plural("...", "..."), wherever they are called
    in model/wording       templates(): what the engine says by codes

A call whose sentence is no literal is an error: nobody could translate it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from megadesk.model.phrases import Counted
from megadesk.model.wording import templates

ROOT = Path(__file__).resolve().parents[2]
UI = ROOT / "src" / "megadesk" / "ui"
MAKERS = {"text": 1, "plural": 2}


@dataclass(slots=True)
class Source:
    """One sentence. key: what it is looked up by; one: the form for one, if it has two; places: where it stands."""

    key: str
    one: str = ""
    note: str = ""
    places: list[str] = field(default_factory=list)


class NotLiteral(Exception):  # noqa: N818 -- it names what was found
    """A sentence that is put together where it is used."""


def app_sources() -> list[Source]:
    """Return the sentences of the app, in the order of its files."""
    found: dict[tuple[str, str], Source] = {}
    for path in sorted(UI.rglob("*.py")):
        if path.name == "text.py" and path.parent == UI:
            continue
        for call, name in _calls(path):
            place = f"{path.relative_to(ROOT).as_posix()}:{call.lineno}"
            literals = [_literal(argument, place) for argument in call.args[: MAKERS[name]]]
            note = next((_literal(word.value, place) for word in call.keywords if word.arg == "note"), "")
            key, one = (literals[1], literals[0]) if name == "plural" else (literals[0], "")
            source = found.setdefault((key, note), Source(key=key, one=one, note=note))
            source.places.append(place)
    said = {each.key for each in engine_sources()}
    return [each for each in found.values() if each.key and each.key not in said]


def engine_sources() -> list[Source]:
    """Return the sentences of the engine, each once, in the order of its tables."""
    found: dict[str, Source] = {}
    for template in templates():
        key, one = (template.many, template.one) if isinstance(template, Counted) else (template, "")
        if key:
            found.setdefault(key, Source(key=key, one=one))
    return list(found.values())


def _calls(path: Path) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
            yield node, node.func.id


def _literal(node: ast.expr, place: str) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise NotLiteral(f"{place}: the sentence is not a literal")
