"""Bodies that schemathesis cannot make from a description: MessagePack of each message, blob frames, and none of them."""

from __future__ import annotations

import random

import schemathesis
from hypothesis import strategies as st

from fakes.people import blob
from fuzz.calls import honest_body
from fuzz.mutate import mutations
from megadesk.wire.codec import Encoding
from megadesk.wire.frames import pack
from megadesk.wire.routes import ROUTES

HONEST = [honest_body(route) for route in ROUTES if route.request_encoding is Encoding.MSGPACK]
MSGPACK = st.binary(max_size=200) | st.integers(0, 1 << 32).map(
    lambda seed: next(mutations(HONEST, str(seed), 1, 4096)) if seed % 3 else random.Random(seed).choice(HONEST)
)
FRAMES = st.binary(max_size=200) | st.integers(0, 3).map(lambda count: pack([blob(str(one)) for one in range(count)]))

schemathesis.openapi.media_type(Encoding.MSGPACK.value, MSGPACK)
schemathesis.openapi.media_type(Encoding.FRAMES.value, FRAMES)
schemathesis.openapi.media_type(Encoding.RAW.value, st.binary(max_size=2000))
