"""The reference server: stores what it cannot read, orders commits, counts bytes, wakes devices.

    requests --> app (routes, limits, errors) --> accounts | spaces | journal | blobs | notify       rules
                                                     |                 |         |
                                               MetadataStore       BlobStore   Notifier              three seams
                                               SQL (SQLite here)   files+packs in-process

Handlers keep nothing between requests; what they keep in memory (digests, sessions, turns) is a cache or a courtesy.
It imports ``wire``, ``model`` and ``crypto.public``: nothing that could open content, and an import linter holds it.
Read next: ``metadata.py`` and ``blobstore.py`` (the seams), ``journal.py`` (the order of commits), ``app.py``.
"""
