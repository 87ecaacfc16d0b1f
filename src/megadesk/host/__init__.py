"""The machine a profile lives on: its folders, its keys at rest, its processes, its logs.

    --home / MEGADESK_HOME ---> paths      where everything of a profile is        (only door to appdirs)
                                  |
              +-------------------+-------------------+
              v                   v                   v
          keychain             process             logs
          keys at rest         one engine a        rotating, private,
          (only door to        profile; start      redacted
          keyring)             it; find it
              |                   |
              +-----> private <---+      files only their owner can read, replaced whole or not at all

``program`` is the file all of this was started from: which, whether it is still there, and how to begin anew.
``locks`` are the system's; ``claims`` hold with them the folders that an engine works on.
``qr`` makes the squares of a QR code (only door to segno), for the app and the command line alike.
``memory`` tells the C library to give back what an engine no longer needs.

No sockets: ``process`` knows where an engine answers, ``ipc`` talks to it. Read next: ``paths.py``.
"""
