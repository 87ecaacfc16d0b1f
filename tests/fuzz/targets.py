"""All targets by name.

formats    what is hashed, signed, sealed        answers     what a server and a client say
local      programs and files of this machine    words       what people type
calls      whole requests to a server            histories   whole conversations with one that lies
"""

from __future__ import annotations

from fuzz import answers, calls, formats, histories, local, words
from fuzz.target import Target

TARGETS: dict[str, Target] = {
    one.name: one for group in (formats, answers, histories, local, words, calls) for one in group.TARGETS
}
