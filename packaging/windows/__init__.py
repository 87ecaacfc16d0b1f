"""The installer for Windows, and what makes a frozen program look like one there.

    megadesk.nsi       the installer; words.nsh, find.nsh, files.nsh, path.nsh are parts of it
    megadesk.manifest  what Windows is told about our programs
    version_info.py    what the properties of their files say
    trial.py           installs, upgrades and removes, on Windows or under Wine, and looks at what is there

Built by release/windows.py. Read next: README.md here.
"""
