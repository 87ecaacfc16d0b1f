"""Move content: seal and send blocks, fetch and open them, many small ones together.

    wanted jobs --> manager --> board <--tasks, what came of them--> workers --> hands --+-- upload, download, batch
                       |                                                                 |       |
    results, figures <-+                                    SourceFiles, StagingArea, BlockStore (ports)

    blocks      which blocks a job needs and in which order; what a batch may hold
    upload, download   what each step of one big file does
    batch       what is done with many small files in one request
    faults, pacing     which errors are tried again, and when; speeds
    portions    which small files travel together after an error
    wishes, steering, line   what people decided: kept, carried out, all that waits put into another order in one go
    queue, floor, big, ended, tally, board   what waits, what runs, what came of it: all decisions
    hands       does one task and tells the board
    workers     the threads; the only lock
    manager     what sync and the engine hold
    checking    apart from all that: every block held against its record, nothing kept

Small files travel in batches on a thread of their own, big ones block by block on two. Only ``workers``, ``manager`` and
``checking`` know threads; nothing here reads a clock or owns chance. Keys come in as a function of the pair and go no
further than ``hands``. Read next: ``ports.py``, ``manager.py``, ``board.py``.
"""
