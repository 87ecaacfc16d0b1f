"""The server: stores what it cannot read, orders commits, counts bytes, wakes devices.

     requests --> app (routes, limits, who asks) --> accounts | spaces + journal | blobs | events        rules
                                                        |              |            |        |
                                                    MetadataStore                BlobStore  Notifier     seams
                                               SQLite | PostgreSQL               files+packs  in-process

                 care (a thread): retention, collection, over the same stores

``run`` starts it, ``main`` is its command line, ``admin`` the operator's commands over the same stores. Rules are plain
functions over a transaction; they hold nothing between requests. Of crypto only ``crypto.public`` is imported here:
signatures, digests and structure, no key that opens anything.
Read next: ``app.py``. Source: docs/formats/http.md, docs/operations/server.md.
"""
