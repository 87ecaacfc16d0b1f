"""Decide what has to happen so that a folder is the same here and in the cloud, and see to it.

    watcher hint --> debounce --> machine --ScanLocal--> (disk) Listing --> identity --> local Tree --+
                                    |                                                                 v
    server hint ------------------> +--FetchRemote-> (remote) ----------------> remote Tree ------> merge --> target
                                    |                                            base Tree ----------^         |
                                    |                                                                        planner
                                    +--Execute------> executor <-- guard <------------------- Plan <-----------+
                                                        |   |
                              cargo: content, transfers     structure: disk;  publishing: remote;  then base moves

What is known of a pair lives in ``folder``; ``looking`` fills it from the disk, ``executor`` from what was done,
``replay`` from what a crash left in doubt, ``verdicts`` from what a person said, ``crossing`` from other pairs. ``stopping`` ends
what is under way between two pieces of it. Which nodes a plan or a look has to compare is kept, not found (``apart``,
``doubts``; ADR 18). What a file holds is believed when no write could have changed it unseen, and no power cut have torn
it (``granularity``, ``patience``, ``unread``; ADR 20). ``planning`` gives the planner what is known, ``report`` is what people are told of it.

``history`` and ``rewind`` know nothing of pairs: what two moments of a folder differ in, and how the earlier one comes back.

Everything but these, ``planning``, ``runner`` and ``pilot`` is a function of its arguments: no disk, network, clock or
chance. The doors to those stand in ``ports`` as Protocols; ``disk`` and ``remote`` implement them, so that whole
devices can run in one thread of a simulation. (That is also why the watcher lives in ``disk``: it is an outside thing.)

Two rules hold it together. Observations are stored, never pending work: after a crash, plan again. And base follows
by itself: wherever local and remote agree on a node, base agrees too (``diff.agree``), in the same transaction.

Read next: ``plan.py`` (what a plan is), ``merge.py`` (the rules), ``machine.py`` (the order of things), ``pilot.py``.
"""
