"""The one entry point of every program: ``megadesk``, ``python -m megadesk``, and a frozen build.

    megadesk server ...      the bundled server        megadesk.server.main
    megadesk --quit [--all]  end the app that runs, and its engine
    megadesk engine run      the engine, here          megadesk.engine.main
    megadesk                 the app, where there is a screen for it; so do --background and megadesk://...   megadesk.ui.main
    megadesk ...             the command line          megadesk.cli.main

It stands above all rooms and imports only the one that was asked for, so that the command line starts fast and the
server never loads what could open content.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace

try:
    import megadesk.host.program  # noqa: F401 -- first: it notes which file this is
    from megadesk.cli.arguments import Line, is_for_app, split_line
    from megadesk.cli.front import Front
    from megadesk.cli.main import report
    from megadesk.cli.main import run as run_command_line
    from megadesk.host.dumps import forbid_core_dumps
    from megadesk.model.errors import BadUsage, MegadeskError
except KeyboardInterrupt:  # a person has thought better of it; there is nothing to tell them
    sys.exit(130)


def run(argv: list[str] | None = None) -> int:
    """Return the exit code of the program that the arguments name; never raises, never shows a traceback."""
    forbid_core_dumps()
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        line = split_line(words)
    except MegadeskError as e:
        return report(e, Line(words=(), as_json="--json" in words))
    match line.words:
        case ["engine", "run"]:
            return _run_engine(line)
        case ["server", *_]:
            return _run_server(words, line)
        case ["--quit"]:
            return _quit_app(line, is_all=True)
        case ["--quit", "--all"]:
            # First the app: it would start another engine in the place of the one that went.
            return _quit_app(line, is_all=False) or run_command_line(replace(line, words=("engine", "stop")))
        case _ if is_for_app(line, os.environ):
            return _run_app(line)
        case _:
            return run_command_line(line)


def _run_engine(line: Line) -> int:
    try:
        from megadesk.engine.main import run_engine

        return run_engine(line.home)
    except (Exception, KeyboardInterrupt) as e:  # noqa: BLE001 -- the last line of defence: no traceback for people
        return report(e, line)


def _run_app(line: Line) -> int:
    try:
        from megadesk.ui.main import run_app

        return run_app(line.home, line.words)
    except ModuleNotFoundError as e:
        if (e.name or "megadesk").partition(".")[0] == "megadesk":
            return report(e, line)
        return run_command_line(line)  # without the app's libraries, what there is to say is said in the terminal
    except (Exception, KeyboardInterrupt) as e:  # noqa: BLE001 -- as above
        return report(e, line)


def _quit_app(line: Line, *, is_all: bool) -> int:
    try:
        from megadesk.ui.single import quit_app

        had_one = quit_app(line.home)
        if is_all:  # that is to be said
            Front(line).say("The app has ended." if had_one else "The app does not run.")
    except ModuleNotFoundError as e:
        if (e.name or "megadesk").partition(".")[0] == "megadesk":
            return report(e, line)
        # Without the app's libraries no app runs.
    except (Exception, KeyboardInterrupt) as e:  # noqa: BLE001 -- as above
        return report(e, line)
    return 0


def _run_server(words: list[str], line: Line) -> int:
    try:
        from megadesk.server.main import run as run_server

        return run_server(words[words.index("server") + 1 :])
    except ModuleNotFoundError as e:
        if (e.name or "megadesk").partition(".")[0] == "megadesk":
            return report(e, line)
        # The server's libraries are an extra; a desktop installation comes without them.
        return report(
            BadUsage("the server is not installed here: pip install 'megadesk[server]'", missing=e.name), line
        )
    except (Exception, KeyboardInterrupt) as e:  # noqa: BLE001 -- as above
        return report(e, line)


if __name__ == "__main__":
    sys.exit(run())
