"""One process per profile: owns the keys in memory, the database, the watchers and the queue.

    main        lock, log, database, account, listener; stop signals
    account     locked or unlocked: the keys, where they rest, sign up and in and out
    wiring      the one place that names concrete classes: an unlocked account -> a World that can run
    roster      the pairs that run: started, stopped, standing still while something about them is changed
    places      which pair a path of this computer is in
    supervisor  runs a World: its roster, what the server says, whether it is reachable
    own_records what a device keeps for the others: its name, and which wraps are current
    status      reports of all parts -> one Status, in words (pure)
    cloud_files ls, mkdir, mv, rm, put, get, cat on the account's tree
    moments     which moment a time or a number means;  rewind, file_versions: the past to look at;  restoring: back to it
    backups     the pairs that are backups: when they run, and what a completed run leaves;  backup_desk, backup_runs: for people
    bin_care    what has lain in the bin of the cloud too long goes
    handlers    one function per request of a front end
    clock       the only clock of the engine

Crash-only: kill it at any moment, start it again, nothing is lost and nothing is done twice. Keys travel one way:
account -> wiring -> workers, journal, publisher. Read next: ``wiring.py``, then ``supervisor.py``.
"""
