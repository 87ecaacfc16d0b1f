"""What commits change in references and charges, against a count made from scratch."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.crypto import node_id
from fakes.people import Person, blob, upload
from fakes.servers import serving
from megadesk.crypto.public import parse_record
from megadesk.wire import messages as m
from megadesk.wire import routes

BLOBS = [blob(f"{n}", 300 + n) for n in range(5)]
SIZES = {block: len(data) for block, data in BLOBS}
CHANGES = st.lists(
    st.tuples(st.sampled_from("abc"), st.one_of(st.none(), st.lists(st.integers(0, 4), max_size=3))), max_size=12
)


@settings(max_examples=15)
@given(changes=CHANGES)
def test_charges_are_those_of_a_recount(changes: list[tuple[str, list[int] | None]]) -> None:
    """After any puts and removals: each blob once, as current if a current record names it, else as kept."""

    async def scene(folder: Path) -> None:
        async with serving(folder) as server:
            ada = Person()
            client = await ada.join(server.client)
            await upload(client, *BLOBS)
            all_records: list[bytes] = [op.record for op in (ada.put("drive", version=1),)]
            current: dict[str, bytes] = {}
            for name, refs in changes:
                if refs is None and node_id(name) not in ada.space.current:
                    continue
                if refs is None:
                    await ada.append(client, ada.delete(name))
                    del current[name]
                else:
                    op = ada.put(name, [BLOBS[n][0] for n in refs])
                    await ada.append(client, op)
                    all_records.append(op.record)
                    current[name] = op.record
            me = await client.ask(m.Me, routes.ME)
            first = len(all_records[0])
            now = {ref for record in current.values() for ref in parse_record(record).refs}
            ever = {ref for record in all_records for ref in parse_record(record).refs}
            held = first + sum(map(len, current.values()))
            assert me.bytes_current == held + sum(SIZES[ref] for ref in now)
            assert me.bytes_kept == sum(map(len, all_records)) - held + sum(SIZES[ref] for ref in ever - now)
            pending = me.used_bytes - me.bytes_current - me.bytes_kept
            assert pending == sum(SIZES[ref] for ref in SIZES.keys() - ever)

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(scene(Path(folder)))
