"""How a release is made: a frozen program, and the packages of three systems around it.

    source.py     what is built: this tree, under its own version or another
      `--> frozen.py     PyInstaller over ../pyinstaller/megadesk.spec: a folder that needs no Python
             |              recipe.py   what goes in and what is left out      licences.py   whose work all of it is
             |--> linux_tree.py     what a Linux system wants around it: icons.py, menu entry, commands/ (man pages, completions), units
             |      |--> deb.py         three Debian packages
             |      `--> portable.py    an AppDir, as a .tar.xz for any distribution
             |--> windows.py    an installer      (../windows)
             `--> macos.py      a disk image      (../macos)

    commands/, reasons.py, reference.py     what is written from the code: man pages, completions, pages of docs/reference
    catalogues.py                           entries for winget and Homebrew, from what was built
    site_links.py                           whether every link of the built site leads somewhere

``python3 dev.py package WORD...`` makes an environment for it and runs ``__main__.py``. ../smoke_test.py tries what came out.
"""
