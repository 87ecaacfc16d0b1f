"""Looks at the screen as assistive technology does (AT-SPI). Run by the system's Python, asked by fakes/desktop.py.

One JSON question a line in, one JSON answer a line out. Only what is shown is told.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import gi  # type: ignore[import-not-found]  # of the system's Python

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-not-found]  # noqa: E402 -- as above

DEPTH_MAX = 40
LOOK_MS = 40


def walk(node: Any, depth: int = 0) -> Iterator[Any]:
    """Yield everything that is shown, parents first."""
    if depth > DEPTH_MAX or node is None:
        return
    try:
        states = node.get_state_set()
        if depth > 1 and not states.contains(Atspi.StateType.SHOWING):
            return
        yield node
        count = min(node.get_child_count(), 400)
        children = [node.get_child_at_index(number) for number in range(count)]
    except GLib.GError:  # it went while we looked
        return
    for child in children:
        yield from walk(child, depth + 1)


def told(node: Any) -> dict[str, Any]:
    """Return what there is to say of one thing."""
    box = node.get_extents(Atspi.CoordType.SCREEN) if node.get_component_iface() else None
    states = [state.value_nick for state in node.get_state_set().get_states()]
    return {
        "role": node.get_role_name(), "name": node.get_name() or "", "description": node.get_description() or "",
        "x": box.x if box else 0, "y": box.y if box else 0, "width": box.width if box else 0, "height": box.height if box else 0,
        "states": states,
    }  # fmt: skip


def programs() -> list[Any]:
    """Return the programs that can be seen. They are asked for anew each time: what the library remembers may lack one."""
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    found = [desktop.get_child_at_index(number) for number in range(desktop.get_child_count())]
    return [app for app in found if app is not None]


def name_of(app: Any) -> str:
    """Return a program's name; none if it does not answer."""
    try:
        return app.get_name() or ""
    except GLib.GError:
        return ""


def everything(role: str, begins: str = "", state: str = "") -> Iterator[dict[str, Any]]:
    """Yield all that is shown of megadesk: of a role, whose name begins so, in a state; or at all."""
    for app in programs():
        if "megadesk" not in name_of(app):
            continue
        for node in walk(app):
            try:
                if not fits(node, role, begins, state):
                    continue
                found = told(node)
            except GLib.GError:
                continue
            yield found


def fits(node: Any, role: str, begins: str, state: str) -> bool:
    """Whether a thing is what is looked for; each question to it is a word over the bus, so the likeliest no comes first."""
    if role and node.get_role_name() != role:
        return False
    if begins and not (node.get_name() or "").startswith(begins):
        return False
    return not state or state in [each.value_nick for each in node.get_state_set().get_states()]


def look(question: dict[str, Any]) -> dict[str, Any] | None:
    """Return the first that fits."""
    return next(everything(question["role"], question["name"], question.get("state", "")), None)


def waited(question: dict[str, Any], *, for_gone: bool) -> Any:
    """Look again and again until it is there, or gone, or the time is over."""
    loop = GLib.MainLoop()
    answer: list[Any] = [None]

    def again() -> bool:
        found = look(question)
        if (found is None) is for_gone:
            answer[0] = True if for_gone else found
            loop.quit()
            return False
        return True

    if again():
        GLib.timeout_add(LOOK_MS, again)
        GLib.timeout_add(int(question["timeout_s"] * 1000), loop.quit)
        loop.run()
    return answer[0]


def main() -> None:
    """Answer until nobody asks any more."""
    Atspi.init()
    Atspi.set_timeout(2000, 5000)
    for line in sys.stdin:
        question = json.loads(line)
        match question["do"]:
            case "await":
                answer = waited(question, for_gone=False)
            case "await_gone":
                answer = bool(waited(question, for_gone=True))
            case "programs":
                answer = [name_of(app) for app in programs()]
            case _:
                answer = list(everything(question["role"], state=question.get("state", "")))
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


main()
