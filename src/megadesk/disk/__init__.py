"""The local disk: what is there, what is read from it, and every change that sync makes to it.

    root ------ Root: one folder, its marker checked; opens every path step by step, never through a link
     |  `------ private   the .megadesk folder: marker, tmp/, stage/, debris/
     |--------- behavior  what the volume can do, probed once
     |--------- scanner   paths and fingerprints -> Listing         (names: what is ignored or cannot be a node)
     |--------- hashing   entries -> digests
     |--------- sources   files being uploaded                      (implements transfers.ports.SourceFiles)
     |--------- staging   downloads growing in .megadesk/tmp        (implements transfers.ports.StagingArea)
     |              `-- behind      large ones go to the medium while they grow
     |--------- local_side  place, move, discard, ...               (implements sync.ports.LocalSide)
     |              |-- atomic      renames that never replace, exchanges, volume flush
     |              |-- attributes  mode, owner and extended attributes of a replaced file
     |              `-- debris      what sync takes away, kept by day
     |--------- loose     single uploads and downloads outside any synced folder
     `--------- watcher   events of the system -> hints
                    `-- observing   the only door to watchdog; its Linux half is inotify

Rules of the room. An event is a hint, the scan is the truth. A change names the fingerprint it expects, checks it
before and after, and undoes itself if another program was faster. Nothing is unlinked that sync did not make: what is
replaced or taken away goes to the debris by a rename. Errors of the system become ours in ``faults``.
No handle is held between calls, so that a drive can be unmounted at any time. Read next: ``root.py``.
"""
