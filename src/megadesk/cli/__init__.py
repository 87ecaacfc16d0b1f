"""The command line: a thin face on the engine, and a public interface (docs/cli.md).

    argv --> arguments   what stands for the whole line: --json, --home
               |
             main        the tree of commands (typer), errors to one line and an exit code
               |
             commands    accounts, sync, files, moving, state, engine, trial: ask the engine, show the answer
               |
             front       one run: profile, engine (started if none runs), --json or text
               |
             render      answers as plain text and grids, pure;   console   those on a terminal, with rich

It never holds a key and never touches a synced file. Heavy libraries are imported by the command that needs them: a
simple command is done in a tenth of a second. Read next: ``front.py``.
"""
