"""Small values by key, and what this device knows of its account. All of it public: no key and no password.

Values are JSON and come back as the type that is asked for, or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeVar

import msgspec

from megadesk.model.errors import Malformed
from megadesk.model.ids import AccountId, DeviceId, SpaceId
from megadesk.store.database import Database

T = TypeVar("T")

_ACCOUNT: Final = "account"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFacts:
    """The signed-in account as this device has verified it.

    key_store: where the device's keys are, a value of host.keychain.KeyStoreKind. kdf_block: how this account last
    stretched its password; a server that asks for less is not answered. public_bundle: the account's keys, pinned.
    """

    email: str
    account: AccountId
    device: DeviceId
    device_name: str
    server: str
    key_store: str
    root_space: SpaceId
    kdf_block: bytes
    public_bundle: bytes


class Settings:
    """Values by key. Safe from any thread; each call is one transaction, and what is set is durable on return."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str, kind: type[T]) -> T | None:
        """Return the value of key, None if it is not set; Malformed if it is not of that kind."""
        with self._database.read() as connection:
            row = connection.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        try:
            return msgspec.json.decode(row[0], type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise Malformed("a setting is not of its kind", setting=key) from error

    def set(self, key: str, value: object) -> None:
        """Set key to a value that JSON can hold (a dataclass of such values is one)."""
        encoded = msgspec.json.encode(value)
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, encoded),
            )

    def delete(self, key: str) -> None:
        """Unset key; one that is not set is fine."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM settings WHERE key = ?", (key,))

    def account(self) -> AccountFacts | None:
        """Return the account of this profile, None if nobody is signed in."""
        return self.get(_ACCOUNT, AccountFacts)

    def remember_account(self, facts: AccountFacts) -> None:
        """Keep what is known of the account, in place of what was."""
        self.set(_ACCOUNT, facts)

    def forget_account(self) -> None:
        """Forget the account; pairs and spaces are forgotten elsewhere."""
        self.delete(_ACCOUNT)
