"""Values that every other room speaks in. No I/O, no clock, no chance, no outside library.

    ids        what a thing is called: NodeId, BlockId, SpaceId, ...
    relpath    where it is: every name and path from outside is checked here, once
    tree       what a folder looks like, by id: Node, Tree
    listing    what a scan saw, by path: Fingerprint, Entry, Listing
    manifest   the ordered blocks of one version of one file
    commit     what moves a space forward: Op, Head
    pair       a local folder tied to a cloud folder, and what is wrong with it: SyncPair, Problem
    transfer   one upload or download
    errors     everything that can go wrong, grouped by the answer
    wording    the same, in words for people, in whichever ``tongue``

Everything here is frozen. Read next: ``tree.py``, then ``sync/__init__.py``.
"""
