"""What makes a release of the source: programs that need no Python, packages, and what comes with them.

    icons        the icon of the app as every system wants it

Nothing here is part of megadesk itself. Read next: packaging/README.md, or the docstring of the part.
"""
