"""megadesk and its peers over the same data, on this machine, in one run: ``python -m benchmarks peers``.

    programs   which peers are here, and how to get those that are not
    port       what a peer must be able to do (Protocol); the places of one session
    group      the processes of one device or server: started, counted, ended by their ids
    megadesk, rclone, restic, rsync, syncthing, unison, bound      one peer a file
    cases      what is measured, what is compared and why that is fair, what megadesk must reach
    session    one peer, one data set: the cases in order, trees compared after each download
    gauge      one measurement: wall, CPU of client and others, memory, loopback, what strangers used meanwhile
    limits     what disk, hash, cipher and loopback allow here
    report     samples to figures, ratios and tables;  chart: to a drawing
    main       arguments, and the order: peers take turns, repeat by repeat

Ratios within one run are the result; seconds are context. Linux only. Read next: ``cases.py``, ``port.py``.
"""
