"""What makes a release of the source: programs that need no Python, packages, and what comes with them.

    icons.py        the icon of the app as every system wants it
    windows.py      the installer for Windows
    macos.py        the disk image for macOS
    commands/       the command reference, man pages and shell completions, from the commands themselves
    reasons.py      docs/reference/reasons.md: every reason code, from the tables of words
    reference.py    the pages of docs/reference that are made from the program
    site_links.py   whether every link of the built site leads somewhere

Nothing here is part of megadesk itself. Read next: packaging/README.md, or the docstring of the part.
"""
