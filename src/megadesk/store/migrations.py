"""The tables, as the steps that made them: a database at version n has run the first n scripts.

    settings
    pairs --+-- base     what both sides of the pair last agreed on
            |-- local    what the disk last showed
            |-- departed what is gone from the disk, for another pair that has it now
            |-- permits  changes a person let pass against the pair's direction; kind NULL: a removal
            |-- memos    since when a reason holds, what a person decided (sync/memory.py)
            |-- traces   files whose bytes went from here lately (sync/drip.py)
            `-- backups  how often a backup runs, and the run under way
    spaces --+-- records   current records as signed for, with what came out when they were opened
             |-- buckets   digests of what is current, by the first two bytes of the id
             |-- chain     each commit seen: its id, and when, by which device, how much
             `-- acls      verified lists of members
    wishes        what people decided about transfers, by account (a space), pair, way and node
    bin_seen      since when this device has seen what lies in the bin of the cloud
    history       transfers that are over   history_pairs  where the folders of their pairs were
    cleared, cleared_pairs                  what was last taken out of both, for as long as that can be undone

A script that has been released is never edited: a later one mends it. Each runs in a transaction of its own.

- Pairs and spaces have a short number ``n`` beside their id: it stands in each row and in each index entry.
- Columns of numbers that may exceed 63 bits (sizes, inodes, times of a broken clock) and of names are written by
  ``rows.py``; names are blobs, because a disk's spelling need not be Unicode.
- Of a local node, spelling, seen_size and seen_mtime are NULL where they are the node's own name, size and time, as
  for nearly all files: less to read, and in memory both share one value.
- Large columns stand last: reading the others does not walk through them.
- Rows of some hundred bytes by random id: a table with a rowid and one index takes a third of the page writes of a
  WITHOUT ROWID table. A second index on the owner alone lists its rows in the order of the file: reading 100,000
  of them takes half as long as in the order of their ids. The small fixed rows (buckets, chain) are the other way round.
"""

from __future__ import annotations

from typing import Final

_FIRST: Final = """
CREATE TABLE settings (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;

CREATE TABLE pairs (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    name BLOB NOT NULL,
    local BLOB NOT NULL,
    space BLOB NOT NULL,
    root BLOB NOT NULL,
    marker TEXT NOT NULL,
    paused INTEGER NOT NULL,
    created_ms INTEGER NOT NULL
);

CREATE TABLE base (
    pair INTEGER NOT NULL REFERENCES pairs (n) ON DELETE CASCADE,
    id BLOB NOT NULL,
    parent BLOB NOT NULL,
    kind INTEGER NOT NULL CHECK (kind IN (1, 2, 3)),
    name BLOB NOT NULL,
    content BLOB,
    size INTEGER NOT NULL,
    mtime INTEGER NOT NULL,
    executable INTEGER NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (pair, id)
);
CREATE INDEX base_of_pair ON base (pair);

CREATE TABLE intents (
    pair INTEGER NOT NULL REFERENCES pairs (n) ON DELETE CASCADE,
    id BLOB NOT NULL,
    parent BLOB NOT NULL,
    kind INTEGER NOT NULL CHECK (kind IN (1, 2, 3)),
    name BLOB NOT NULL,
    content BLOB,
    size INTEGER NOT NULL,
    mtime INTEGER NOT NULL,
    executable INTEGER NOT NULL,
    version INTEGER NOT NULL,
    side INTEGER NOT NULL CHECK (side IN (1, 2)),
    journaled INTEGER NOT NULL DEFAULT 0,
    UNIQUE (pair, side, id)
);

CREATE TABLE local (
    pair INTEGER NOT NULL REFERENCES pairs (n) ON DELETE CASCADE,
    id BLOB NOT NULL,
    parent BLOB NOT NULL,
    kind INTEGER NOT NULL CHECK (kind IN (1, 2, 3)),
    name BLOB NOT NULL,
    content BLOB,
    size INTEGER NOT NULL,
    mtime INTEGER NOT NULL,
    executable INTEGER NOT NULL,
    version INTEGER NOT NULL,
    spelling BLOB,
    seen_device INTEGER NOT NULL,
    seen_inode INTEGER NOT NULL,
    seen_size INTEGER,
    seen_mtime INTEGER,
    seen_changed INTEGER NOT NULL,
    seen_executable INTEGER NOT NULL,
    UNIQUE (pair, id)
);
CREATE INDEX local_of_pair ON local (pair);

CREATE TABLE spaces (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    seq INTEGER NOT NULL,
    commit_id BLOB NOT NULL,
    acl_seq INTEGER NOT NULL,
    acl_hash BLOB NOT NULL,
    state_root BLOB NOT NULL,
    n_records INTEGER NOT NULL,
    time_ms INTEGER NOT NULL
);

CREATE TABLE records (
    space INTEGER NOT NULL REFERENCES spaces (n),
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    element BLOB NOT NULL,
    parent BLOB,
    kind INTEGER CHECK (kind IN (1, 2, 3)),
    name BLOB,
    content BLOB,
    size INTEGER,
    mtime INTEGER,
    executable INTEGER,
    fault TEXT,
    device BLOB,
    raw BLOB NOT NULL,
    UNIQUE (space, id)
);
CREATE INDEX records_of_space ON records (space);
CREATE INDEX records_at_fault ON records (space) WHERE fault IS NOT NULL;

CREATE TABLE buckets (
    space INTEGER NOT NULL REFERENCES spaces (n),
    bucket INTEGER NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY (space, bucket)
) WITHOUT ROWID;

CREATE TABLE chain (
    space INTEGER NOT NULL REFERENCES spaces (n),
    seq INTEGER NOT NULL,
    commit_id BLOB NOT NULL,
    PRIMARY KEY (space, seq)
) WITHOUT ROWID;

CREATE TABLE acls (
    space INTEGER NOT NULL REFERENCES spaces (n),
    seq INTEGER NOT NULL,
    body BLOB NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (space, seq)
);
"""

_DIRECTIONS: Final = """
ALTER TABLE pairs ADD COLUMN direction TEXT NOT NULL DEFAULT 'both' CHECK (direction IN ('both', 'up', 'down'));

CREATE TABLE permits (
    pair INTEGER NOT NULL REFERENCES pairs (n) ON DELETE CASCADE,
    id BLOB NOT NULL,
    parent BLOB,
    kind INTEGER CHECK (kind IN (1, 2, 3)),
    name BLOB,
    content BLOB,
    size INTEGER,
    mtime INTEGER,
    executable INTEGER,
    version INTEGER,
    any_place INTEGER NOT NULL,
    UNIQUE (pair, id)
);
"""

_MEMOS: Final = """
CREATE TABLE memos (
    pair INTEGER NOT NULL REFERENCES pairs (n) ON DELETE CASCADE,
    kind INTEGER NOT NULL CHECK (kind IN (1, 2, 3, 4)),
    code TEXT NOT NULL,
    subject BLOB NOT NULL,
    time_ms INTEGER NOT NULL,
    PRIMARY KEY (pair, kind, code, subject)
) WITHOUT ROWID;
"""

_LINKS: Final = """
ALTER TABLE pairs ADD COLUMN links TEXT NOT NULL DEFAULT 'skip' CHECK (links IN ('skip', 'keep'));
"""

_DEPARTED: Final = """
CREATE TABLE departed (
    pair INTEGER NOT NULL REFERENCES pairs (n) ON DELETE CASCADE,
    id BLOB NOT NULL,
    parent BLOB NOT NULL,
    kind INTEGER NOT NULL CHECK (kind IN (1, 2, 3)),
    name BLOB NOT NULL,
    content BLOB,
    size INTEGER NOT NULL,
    mtime INTEGER NOT NULL,
    executable INTEGER NOT NULL,
    version INTEGER NOT NULL,
    path BLOB NOT NULL,
    inode INTEGER NOT NULL,
    UNIQUE (pair, id)
);
"""

_GONE: Final = """
ALTER TABLE intents ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
"""

_TRANSFERS: Final = """
CREATE TABLE wishes (
    space BLOB NOT NULL,
    pair TEXT NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('up', 'down')),
    node BLOB NOT NULL,
    place TEXT CHECK (place IN ('top', 'bottom', 'after')),
    number INTEGER NOT NULL,
    after_pair TEXT,
    after_node BLOB,
    paused INTEGER NOT NULL,
    cancelled BLOB,
    decided_ms INTEGER NOT NULL,
    PRIMARY KEY (space, pair, way, node)
) WITHOUT ROWID;

CREATE TABLE history (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    space BLOB NOT NULL,
    pair TEXT NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('up', 'down')),
    node BLOB NOT NULL,
    content BLOB NOT NULL,
    state TEXT NOT NULL,
    kind TEXT NOT NULL,
    size INTEGER NOT NULL,
    sent INTEGER NOT NULL,
    took_ms INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    ended_ms INTEGER NOT NULL,
    error TEXT,
    arguments TEXT,
    path BLOB NOT NULL,
    folded BLOB NOT NULL
);

CREATE TABLE history_pairs (
    space BLOB NOT NULL,
    pair TEXT NOT NULL,
    local BLOB NOT NULL,
    cloud TEXT NOT NULL,
    PRIMARY KEY (space, pair)
) WITHOUT ROWID;
"""

_ERRANDS: Final = """
CREATE TABLE errands (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    pair TEXT NOT NULL UNIQUE,
    space BLOB NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('up', 'down')),
    asked BLOB NOT NULL,
    on_file TEXT NOT NULL,
    on_folder TEXT NOT NULL,
    on_mixed TEXT NOT NULL,
    phase TEXT NOT NULL,
    files INTEGER NOT NULL DEFAULT 0,
    folders INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0,
    total_files INTEGER NOT NULL DEFAULT 0,
    total_bytes INTEGER NOT NULL DEFAULT 0,
    created_ms INTEGER NOT NULL,
    ended_ms INTEGER,
    error TEXT,
    arguments TEXT
);

CREATE TABLE errand_items (
    errand INTEGER NOT NULL REFERENCES errands (n) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    above INTEGER NOT NULL,
    kind INTEGER NOT NULL CHECK (kind IN (1, 2, 3)),
    root INTEGER NOT NULL,
    path BLOB NOT NULL,
    name BLOB NOT NULL,
    size INTEGER NOT NULL,
    mtime INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    executable INTEGER NOT NULL,
    renamed BLOB,
    node BLOB,
    there_kind INTEGER,
    there_size INTEGER,
    there_mtime INTEGER,
    there_version INTEGER,
    there_inode INTEGER,
    there_changed INTEGER,
    state TEXT NOT NULL,
    answer TEXT,
    error TEXT,
    arguments TEXT,
    PRIMARY KEY (errand, number)
) WITHOUT ROWID;

CREATE INDEX errand_items_by_state ON errand_items (errand, state, number);
CREATE INDEX errand_items_by_place ON errand_items (errand, above, name);
CREATE INDEX errand_items_at_fault ON errand_items (errand, number) WHERE error IS NOT NULL;
"""

_TOPS: Final = """
ALTER TABLE history_pairs ADD COLUMN top_here BLOB;
ALTER TABLE history_pairs ADD COLUMN top_there BLOB;
"""

_FAILED: Final = """
CREATE INDEX history_failed ON history (space, pair, way, node) WHERE state = 'failed';
"""

_MOMENTS: Final = """
ALTER TABLE chain ADD COLUMN time_ms INTEGER;
ALTER TABLE chain ADD COLUMN device BLOB;
ALTER TABLE chain ADD COLUMN n_ops INTEGER;
"""

_TRACES: Final = """
CREATE TABLE memos_of_any_kind (
    pair INTEGER NOT NULL REFERENCES pairs (n) ON DELETE CASCADE,
    kind INTEGER NOT NULL,
    code TEXT NOT NULL,
    subject BLOB NOT NULL,
    time_ms INTEGER NOT NULL,
    PRIMARY KEY (pair, kind, code, subject)
) WITHOUT ROWID;
INSERT INTO memos_of_any_kind SELECT pair, kind, code, subject, time_ms FROM memos;
DROP TABLE memos;
ALTER TABLE memos_of_any_kind RENAME TO memos;

CREATE TABLE traces (
    pair INTEGER NOT NULL REFERENCES pairs (n) ON DELETE CASCADE,
    path BLOB NOT NULL,
    node BLOB NOT NULL,
    parent BLOB NOT NULL,
    content BLOB NOT NULL,
    at_ms INTEGER NOT NULL,
    meant INTEGER NOT NULL,
    PRIMARY KEY (pair, path)
) WITHOUT ROWID;
"""

_BACKUPS: Final = """
ALTER TABLE pairs ADD COLUMN kind TEXT NOT NULL DEFAULT 'sync' CHECK (kind IN ('sync', 'backup'));

CREATE TABLE backups (
    pair INTEGER PRIMARY KEY REFERENCES pairs (n) ON DELETE CASCADE,
    every_ms INTEGER NOT NULL,
    begun_ms INTEGER,
    asked INTEGER NOT NULL
);
"""

_BIN_SEEN: Final = """
CREATE TABLE bin_seen (
    space BLOB NOT NULL,
    node BLOB NOT NULL,
    seen_ms INTEGER NOT NULL,
    PRIMARY KEY (space, node)
) WITHOUT ROWID;

ALTER TABLE backups ADD COLUMN home BLOB;
"""

_ACTIVITY: Final = """
CREATE TABLE activity (
    space INTEGER NOT NULL REFERENCES spaces (n) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    commit_id BLOB NOT NULL,
    told BLOB NOT NULL,
    PRIMARY KEY (space, seq)
) WITHOUT ROWID;
"""

_CLEARED: Final = """
CREATE TABLE cleared AS SELECT * FROM history WHERE 0;
CREATE TABLE cleared_pairs AS SELECT * FROM history_pairs WHERE 0;
"""

MIGRATIONS: Final[tuple[str, ...]] = (
    _FIRST,
    _DIRECTIONS,
    _MEMOS,
    _LINKS,
    _DEPARTED,
    _GONE,
    _TRANSFERS,
    _ERRANDS,
    _TOPS,
    _FAILED,
    _MOMENTS,
    _TRACES,
    _BACKUPS,
    _BIN_SEEN,
    _ACTIVITY,
    _CLEARED,
)
