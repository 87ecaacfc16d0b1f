"""What client and server say to each other, written once for both.

    routes     one table: method, path, message types, encoding, size limits, rights
    messages   the bodies, as frozen typed structs with bounds
    codec      bytes <-> messages: JSON (small, and always for errors) or MessagePack (bulk)
    frames     many small blobs in one body

Pure: no sockets, no clock. Crypto objects (records, commits, ACLs, bundles) travel as opaque bytes and are parsed
in ``crypto``; this room bounds their lengths and no more. Read next: ``routes.py``.
Source: docs/formats/http.md.
"""
