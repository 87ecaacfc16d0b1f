"""Move content: seal and send blocks, fetch and open them, many small ones together.

    wanted jobs --> manager --queue--> workers --+-- upload:   read (SourceFiles) -> seal -> BlockStore.put
                                                 +-- download: BlockStore.get -> open -> StagingArea.write
                    manager <-- results, figures-+
    blocks    which blocks a job needs; what a batch may hold (pure)
    upload, download, batch    one job, one big file or many small ones: what to do next (pure machines)
    workers   the threads that hash, seal, open and wait for the network
    manager   what is wanted, what runs, what came of it

Keys come in at construction and go no further than ``workers``. Read next: ``ports.py``, ``manager.py``.
"""
