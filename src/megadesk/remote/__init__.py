"""The door to the server: asks, checks every answer, and turns the journal into a tree.

    api         one HTTP call: route + arguments -> message (only door to requests);  refusals  what else comes means
    network     through which proxy, whose certificates;  connections  given up when they trickle, made anew when dead
    session     sign up, log in, log out, keys of the account: crypto/account with the server's half of the talk
    blobs       BlockStore over the api, for transfers
    events      the stream that says "head moved": a hint, never a fact
    journal     fetch commits -> verify all (crypto/commits) -> SpaceStore, with the pin in the same transaction
    space       one space in memory: head, nodes, versions; what journal moves and everybody reads
    chain, past moments, verified backwards; the space as it was, taken back from how it is; versions of a node
    audit       a whole space held against its signed head: what the server shows of it, what is stored here
    publisher   ops -> sealed records -> signed commit -> append; on 409 apply, check, and offer again
    ahead       the next commit's records are sealed while the last one is on its way
    remote_side one folder of a space as sync sees it

Nothing in an answer is believed: bytes are parsed in crypto, checked against the pin, and only then stored.
The store stands behind ``ports.SpaceStore``. Read next: ``ports.py``, ``journal.py``, ``publisher.py``.
"""
