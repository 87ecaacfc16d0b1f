"""An authenticator app, and one-time codes on a slip of paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from fakes.asgi import Client, Reply
from fakes.people import Person
from fakes.servers import Server
from megadesk.crypto.primitives import totp_code
from megadesk.crypto.second_factor import STEP_MS, one_time_hash
from megadesk.wire import routes

SLIP: Final = tuple(f"QZ7XK-PW3N{letter}" for letter in "ABCDEFGHIJ")
STEP_S: Final = STEP_MS / 1000


@dataclass(frozen=True, slots=True)
class Authenticator:
    """An app that knows one secret; ``server`` has the clock it goes by."""

    server: Server
    secret: bytes = field(default=b"12345678901234567890", repr=False)

    def code(self, steps: int = 0) -> str:
        """Return the code of the present step, or of one that is so many steps later."""
        return totp_code(self.secret, self.server.now_ms // STEP_MS + steps)

    def wrong(self) -> str:
        """Return a code that is right neither now nor in the steps around it."""
        near = {self.code(steps) for steps in range(-2, 3)}
        return next(code for code in map("{:06d}".format, range(6)) if code not in near)

    async def turn_on(self, person: Person, client: Client) -> None:
        """Turn the person's second factor on, with the codes of ``SLIP``; the step after is a new one."""
        reply = await self.change(person, client, secret=self.secret, code=self.code())
        assert reply.status == 200, reply.body
        self.server.pass_s(STEP_S)

    async def change(
        self, person: Person, client: Client, *, code: str, secret: bytes | None = None, slip: tuple[str, ...] = SLIP
    ) -> Reply:
        """Return the answer to a signed change of the second factor."""
        hashes = [one_time_hash(person.account, one) for one in slip]
        request = await person.new_factor(client, secret=secret, code_hashes=hashes, code=code)
        return await client.call(routes.CHANGE_SECOND_FACTOR, request)


async def knock(person: Person, server: Server, code: str = "", *, recovery: bool = False) -> Reply:
    """Return the answer to a login that is signed rightly, with this code."""
    return await server.client.call(
        routes.LOGIN_FINISH, await person.answer(server.client, code=code, recovery=recovery)
    )
