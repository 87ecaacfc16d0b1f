"""What a device remembers: one SQLite file per profile, one writer, everything in transactions.

    database   open, migrate, check, set aside what is damaged; one writer connection, WAL
    digest     what became of the file's bytes while nobody wrote to it
    keepsake   a second copy of what cannot be found out again, for a new database
    migrations the tables, as the steps that made them
    faults     SQLite's errors as ours, the one table
    rows       how a node, a name and a number stand in a row
    settings   small values by key; the account's public facts; pins of key-derivation strength
    pairs      sync pairs
    backups    how often a backup runs, and the run under way;  bin_seen: since when what lies in the bin was seen there
    memories   since when a reason holds, what a person decided  (implements sync.memory.PairMemory)
    trees      base and local tree of each pair            (implements sync.ports.TreeStore)
    spaces     verified records, digests, chain, pin       (implements remote.ports.SpaceStore)

Observations only, never pending work: whatever a crash leaves here, the engine plans again from it. No key that
opens anything is in this file: block keys stay inside the sealed records; names and times are in the clear, like the
synced files beside it (SECURITY.md). Read next: ``database.py``.
"""
