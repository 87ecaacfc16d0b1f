"""What front ends may ask of the engine, and what it answers: one typed table for both.

Every struct is plain JSON: ids are hex, paths are as people write them, times are RFC 3339 text in UTC, sizes are
bytes. What a command prints with ``--json`` is one of these structs as it is, so their fields are public (CLI.md).

``Method`` ties a name to its request and result. A method marked ``streams`` also sends ``Progress`` or ``Chunk``
events before its result.

    base     Body, Method, and the events of those that stream
    engine   account   status   space   issues   pairs   backups   ignore   files   bin   rewind   activity   transfers   errands   settings   report   verify: one noun each

Importers take all of them from here.
"""

from __future__ import annotations

from megadesk.ipc.messages.account import *
from megadesk.ipc.messages.activity import *
from megadesk.ipc.messages.backups import *
from megadesk.ipc.messages.base import *
from megadesk.ipc.messages.bin import *
from megadesk.ipc.messages.engine import *
from megadesk.ipc.messages.errands import *
from megadesk.ipc.messages.files import *
from megadesk.ipc.messages.ignore import *
from megadesk.ipc.messages.issues import *
from megadesk.ipc.messages.pairs import *
from megadesk.ipc.messages.report import *
from megadesk.ipc.messages.rewind import *
from megadesk.ipc.messages.settings import *
from megadesk.ipc.messages.space import *
from megadesk.ipc.messages.status import *
from megadesk.ipc.messages.transfers import *
from megadesk.ipc.messages.verify import *
