"""Settings and the account's facts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from megadesk.model.errors import Malformed
from megadesk.model.ids import AccountId, DeviceId, SpaceId
from megadesk.model.values import replace
from megadesk.store.database import Database
from megadesk.store.settings import AccountFacts, Settings

FACTS = AccountFacts(
    email="ada@example.org",
    account=AccountId(b"a" * 16),
    device=DeviceId(bytes(range(16))),
    device_name="Ada's laptop \u00fc",
    server="https://sync.example.org",
    key_store="keyring",
    root_space=SpaceId(b"\xff" * 32),
    kdf_block=bytes(range(40)),
    public_bundle=b"\x00\x01" * 40,
)


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """Settings of a fresh profile."""
    database = Database.open(tmp_path / "profile" / "state.db")
    yield Settings(database)
    database.close()


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (True, bool),
        (0, int),
        ("text \U0001f600", str),
        (2.5, float),
        ([1, 2], list[int]),
        ({"a": [True]}, dict[str, list[bool]]),
    ],
    ids=str,
)
def test_value_comes_back(settings: Settings, value: object, kind: type[object]) -> None:
    """A value of JSON comes back equal, as the kind asked for."""
    settings.set("key", value)
    assert settings.get("key", kind) == value


def test_unset_key_is_none(settings: Settings) -> None:
    """A key that was never set, or was deleted, has no value; deleting it again is fine."""
    assert settings.get("key", int) is None
    settings.set("key", 1)
    settings.delete("key")
    settings.delete("key")
    assert settings.get("key", int) is None


def test_last_value_counts(settings: Settings) -> None:
    """Setting a key replaces its value and no other."""
    settings.set("key", 1)
    settings.set("other", 3)
    settings.set("key", 2)
    assert settings.get("key", int) == 2
    assert settings.get("other", int) == 3


def test_value_of_another_kind_is_malformed(settings: Settings) -> None:
    """A value is never handed out as what it is not."""
    settings.set("key", "7")
    with pytest.raises(Malformed):
        settings.get("key", int)


def test_value_that_is_no_text_is_malformed(settings: Settings) -> None:
    """As one of another kind: a file that was damaged is no fault of the program."""
    with settings._database.write() as connection:
        connection.execute("INSERT INTO settings (key, value) VALUES ('key', ?)", (b'"\xff"',))
    with pytest.raises(Malformed):
        settings.get("key", str)


def test_value_that_json_cannot_hold_is_refused(settings: Settings) -> None:
    """Such a value is an error at once, and the old one stays."""
    settings.set("key", 1)
    with pytest.raises(TypeError):
        settings.set("key", object())
    assert settings.get("key", int) == 1


def test_account_is_remembered_and_forgotten(settings: Settings) -> None:
    """The account's facts come back as they were, the newest ones, until they are forgotten."""
    assert settings.account() is None
    settings.remember_account(FACTS)
    assert settings.account() == FACTS
    newer = replace(FACTS, kdf_block=b"stronger", device_name="renamed")
    settings.remember_account(newer)
    assert settings.account() == newer
    settings.forget_account()
    assert settings.account() is None


def test_damaged_account_is_malformed(settings: Settings) -> None:
    """An account with a part missing is refused, not half used."""
    settings.set("account", {"email": "ada@example.org"})
    with pytest.raises(Malformed):
        settings.account()
