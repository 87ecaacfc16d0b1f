"""Translations as Qt Linguist has them: read, brought up to date with the sources, written, and made into what Qt loads.

One .ts a language and origin (app, engine) in src/megadesk/resources/translations; both become one .qm. Source of the
form: Qt's "TS file format". What has no translation is marked unfinished; what is no longer said is dropped.
"""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from translation.sources import ROOT, Source

FOLDER = ROOT / "src" / "megadesk" / "resources" / "translations"
CONTEXT = "megadesk"


@dataclass(frozen=True, slots=True)
class Translated:
    """The forms of one sentence: one, or those that the language has for counts."""

    forms: tuple[str, ...]

    @property
    def is_finished(self) -> bool:
        """Whether all are there."""
        return all(self.forms) and bool(self.forms)


def ts_path(origin: str, language: str) -> Path:
    """Return the file of a language: ``app_de.ts``."""
    return FOLDER / f"{origin}_{language}.ts"


def qm_path(language: str) -> Path:
    """Return what Qt loads."""
    return FOLDER / f"{CONTEXT}_{language}.qm"


def read(path: Path) -> dict[tuple[str, str], Translated]:
    """Return what is translated, by source and note; nothing if there is no file yet."""
    if not path.exists():
        return {}
    found = {}
    for message in ET.parse(path).iter("message"):
        key = (message.findtext("source") or "", message.findtext("comment") or "")
        node = message.find("translation")
        if node is None:
            continue
        forms = [form.text or "" for form in node.findall("numerusform")] or [node.text or ""]
        found[key] = Translated(tuple(forms))
    return found


def write(
    path: Path, language: str, sources: Sequence[Source], known: Mapping[tuple[str, str], Translated], forms: int
) -> None:
    """Write the file anew: every source, with what is known of it."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for source in sources:
        message = ET.SubElement(context, "message", {"numerus": "yes"} if source.one else {})
        ET.SubElement(message, "source").text = source.key
        if source.note:
            ET.SubElement(message, "comment").text = source.note
        if source.one:
            ET.SubElement(message, "extracomment").text = f"for one: {source.one}"
        _add_translation(message, source, known.get((source.key, source.note)), forms)
    ET.indent(root, " ")
    FOLDER.mkdir(exist_ok=True)
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    path.write_text(head + ET.tostring(root, encoding="unicode") + "\n", encoding="utf-8")


def _add_translation(message: ET.Element, source: Source, known: Translated | None, forms: int) -> None:
    wanted = forms if source.one else 1
    texts = known.forms if known is not None and len(known.forms) == wanted else ("",) * wanted
    node = ET.SubElement(message, "translation", {} if all(texts) else {"type": "unfinished"})
    if source.one:
        for text in texts:
            ET.SubElement(node, "numerusform").text = text
    else:
        node.text = texts[0]


def release(language: str, origins: Sequence[str], target: Path) -> None:
    """Make what Qt loads."""
    program = Path(sys.executable).parent / "pyside6-lrelease"
    files = [str(ts_path(origin, language)) for origin in origins]
    subprocess.run([str(program), "-silent", "-compress", *files, "-qm", str(target)], check=True)
