"""megadesk: folders that are the same on all your machines, stored by a server that cannot read them.

The house, arrows pointing down only (ARCHITECTURE.md draws it, an import linter holds it):

          ui   |   cli   |   engine   |   server        programs
          disk |  remote |   store    |   ipc           doors to the outside
                sync     |   transfers                  decisions and movement
          crypto  |   wire    |   host                  tools
                       model                            values

Read next: ``model/__init__.py``, then follow a saved file through ARCHITECTURE.md.
"""

__version__ = "0.1.0.dev0"
