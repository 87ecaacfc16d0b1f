"""Who is signed in on this device, and the keys: locked, unlocked, or nobody.

    sign_up, log_in, recover --AccountTalk--> Unlocked --+--> secrets.bin (sealed under the device key)
    start: device key from the key store + secrets.bin --+--> settings (public facts, pins)
                                                         +--> key store: keyring | 0600 file | memory only

The password passes through and is kept nowhere; the recovery key is written to the file a person names, or handed on to
be shown, and kept nowhere else. With the key store "session" a restart leaves the account locked until the password is given again.
"""

from __future__ import annotations

import logging
import platform
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from megadesk.crypto.device import DeviceSecrets, open_device_secrets, seal_device_secrets
from megadesk.crypto.identity import (
    KDF_DEFAULT,
    KdfParameters,
    WrapSet,
    normal_login,
    parse_kdf_block,
    parse_public_bundle,
)
from megadesk.crypto.keys import DeviceKey, parse_recovery_key
from megadesk.engine.recovery_file import Recovery, recovery_target, write_recovery_key
from megadesk.host.keychain import KeyStore, KeyStoreKind, open_key_store
from megadesk.host.paths import Profile
from megadesk.host.private import read_private, write_private
from megadesk.model.errors import AlreadyExists, BadUsage, Damaged, MegadeskError, NoKeyStore, NotFound, NotSignedIn
from megadesk.model.ids import DeviceId, Entropy, new_device_id
from megadesk.model.values import replace
from megadesk.remote.api import Api
from megadesk.remote.network import USUAL, Network
from megadesk.remote.session import AccountTalk, Pins, SignedIn
from megadesk.store.settings import AccountFacts, Settings
from megadesk.sync.ports import Clock

log = logging.getLogger(__name__)

DEVICE_KEY: Final = "device-key"
PINS: Final = "pins"
NEW_WRAPS: Final = "new-wraps"
KEYRING_LOCKED: Final = "keyring_locked"
SECRETS_MAX_BYTES: Final = 64 << 10
KEY_BYTES: Final = 32
NAME_MAX_CHARS: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlocked:
    """An account whose keys are in memory."""

    facts: AccountFacts
    secrets: DeviceSecrets = field(repr=False)
    wrapset: bytes | None = field(default=None, repr=False)
    """Of the wraps the server just served (at log-in) or took (at a change); to be held against the account record."""
    wrapset_is_new: bool = False
    wrapset_after: int | None = None
    """Of new ones: the version of the account record that they follow. A later one was written by who changed them since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _NewWraps:
    """Wraps that this device made, until the account record shows them. ``after``: which record was current then."""

    digest: bytes
    after: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What a device keeps of an account it was signed out of: a later log-in is held against it."""

    email: str
    server: str
    kdf_block: bytes
    public_bundle: bytes


class AccountKeeper:
    """Owns the account of one profile. One caller at a time."""

    def __init__(
        self, *, profile: Profile, settings: Settings, clock: Clock, entropy: Entropy,
        make_api: Callable[[str], Api] | None = None, parameters: KdfParameters = KDF_DEFAULT,
        network: Callable[[], Network] = lambda: USUAL,
    ) -> None:  # fmt: skip
        self._profile = profile
        self._settings = settings
        self._clock = clock
        self._entropy = entropy
        self._make_api = make_api or (lambda address: Api(address, network=network))
        self._parameters = parameters
        self.facts: AccountFacts | None = settings.account()
        self.unlocked: Unlocked | None = None
        self._key_stores: dict[str, KeyStore] = {}

    # -- at start -----------------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Unlock with what rests in the key store, if it does. Errors leave the account locked and are raised."""
        if self.facts is None or self.facts.key_store == KeyStoreKind.SESSION.value:
            return
        try:
            raw = self._device_key(self._key_store(self.facts.key_store))
        except NoKeyStore as e:
            # It had the key once: it is locked, or not there yet, and may be asked again.
            raise NotSignedIn(e.detail, reason=KEYRING_LOCKED) from e
        if raw is None:
            raise NotSignedIn("the key store has no key for this profile", reason="no_device_key")
        try:
            secrets = open_device_secrets(DeviceKey(raw), read_private(self._secrets_file, SECRETS_MAX_BYTES))
        except (Damaged, NotFound) as e:
            # Nobody but this computer had them: that is damage, and a log-in mends it.
            raise NotSignedIn("the secrets do not open", reason="secrets_damaged") from e
        new = self._new_wraps()
        self.unlocked = Unlocked(
            facts=self.facts, secrets=secrets, wrapset=None if new is None else new.digest, wrapset_is_new=new is not None,
            wrapset_after=None if new is None else new.after,
        )  # fmt: skip

    def require(self) -> Unlocked:
        """Return the unlocked account; NotSignedIn with reason locked or signed_out."""
        if self.unlocked is None:
            raise NotSignedIn(reason="locked" if self.facts is not None else "signed_out")
        return self.unlocked

    def lock_again(self) -> None:
        """Forget the keys in memory, not the account: it waits for a log-in."""
        self.unlocked = None

    # -- in -----------------------------------------------------------------------------------------------------------

    def sign_up(
        self, *, server: str, email: str, password: str, device_name: str, key_store: str, recovery_file: str,
        show_recovery: bool = False, invitation: str = "",
    ) -> tuple[Unlocked, Recovery]:  # fmt: skip
        """Make an account; return it unlocked, and what became of its recovery key."""
        self._refuse_second_account(email, server)
        store = self._chosen_store(key_store)
        target = None if show_recovery else recovery_target(recovery_file, folder=self._profile.config_dir, email=email)
        api = self._make_api(server)
        device, name = self._device(), self._device_name(device_name)
        signed = self._talk(api).sign_up(
            login=email, password=password, device=device, device_name=name, invitation=invitation
        )
        assert signed.recovery_key is not None
        # The key first: an account whose recovery key could not be written down must not look finished.
        written = write_recovery_key(target, signed.recovery_key, email=email, server=api.address)
        return self._keep(signed, api, device, name, key_store, store, new=True), written

    def log_in(
        self, *, server: str, email: str, password: str, code: str, device_name: str, key_store: str
    ) -> Unlocked:
        """Sign this device in to an account that exists."""
        self._refuse_second_account(email, server)
        store = self._chosen_store(key_store)
        api = self._make_api(server)
        device, name = self._device(), self._device_name(device_name)
        signed = self._talk(api).log_in(
            login=email, password=password, device=device, pins=self._pins(email, api), code=code
        )
        return self._keep(signed, api, device, name, key_store, store, new=False)

    def unlock(self, password: str, code: str = "") -> Unlocked:
        """Give the password again after a restart (key store "session")."""
        facts = self.facts
        if facts is None:
            raise NotSignedIn(reason="signed_out")
        return self.log_in(
            server=facts.server, email=facts.email, password=password, code=code, device_name=facts.device_name,
            key_store=facts.key_store,
        )  # fmt: skip

    def recover(
        self, *, server: str, email: str, recovery_key: str, new_password: str, device_name: str, key_store: str,
        recovery_file: str, show_recovery: bool = False, code: str = "",
    ) -> tuple[Unlocked, Recovery]:  # fmt: skip
        """Sign in with the recovery key, set a new password; return what became of the new recovery key."""
        self._refuse_second_account(email, server)
        key = parse_recovery_key(recovery_key)
        store = self._chosen_store(key_store)
        target = None if show_recovery else recovery_target(recovery_file, folder=self._profile.config_dir, email=email)
        api = self._make_api(server)
        device, name = self._device(), self._device_name(device_name)
        signed = self._talk(api).recover(
            login=email, key=key, new_password=new_password, device=device, pins=self._pins(email, api), code=code
        )
        assert signed.recovery_key is not None
        written = write_recovery_key(target, signed.recovery_key, email=email, server=api.address)
        return self._keep(signed, api, device, name, key_store, store, new=True), written

    # -- changes ------------------------------------------------------------------------------------------------------

    def change_password(
        self, api: Api, old_password: str, new_password: str, *, code: str = "", after: int | None = None
    ) -> None:
        """Set a new password; other sessions end. ``after``: the version of the account record, as of now."""
        unlocked = self.require()
        kdf, wrapset = self._talk(api).change_password(
            login=unlocked.facts.email,
            old_password=old_password,
            new_password=new_password,
            pins=self._pins(unlocked.facts.email, api),
            code=code,
        )
        secrets = replace(unlocked.secrets, kdf=kdf, counter=unlocked.secrets.counter + 1)
        facts = replace(unlocked.facts, kdf_block=kdf.encode())
        self._rest(Unlocked(facts=facts, secrets=secrets, wrapset=wrapset, wrapset_is_new=True, wrapset_after=after))

    def export_recovery_key(
        self, api: Api, password: str, file: str, *, show: bool = False, code: str = "", after: int | None = None
    ) -> Recovery:
        """Make a new recovery key and write it to a file that is not there yet; ``show``: return it instead.

        after: the version of the account record, as of now.
        """
        unlocked = self.require()
        if bool(file) is show:
            raise BadUsage(what="recovery_file")
        target = None if show else recovery_target(file, folder=self._profile.config_dir, email=unlocked.facts.email)
        key, wrapset = self._talk(api).renew_recovery_key(
            login=unlocked.facts.email, password=password, pins=self._pins(unlocked.facts.email, api), code=code
        )
        self._settings.set(NEW_WRAPS, _NewWraps(digest=wrapset, after=after))
        self.unlocked = replace(unlocked, wrapset=wrapset, wrapset_is_new=True, wrapset_after=after)
        return write_recovery_key(target, key, email=unlocked.facts.email, server=api.address)

    def talk(self, api: Api) -> tuple[AccountTalk, Pins]:
        """Return who talks to the server about the account of this device, and what it must not show less than."""
        return self._talk(api), self._pins(self.require().facts.email, api)

    def wrapset_recorded(self, recorded: WrapSet) -> None:
        """Note what the account record says: nothing is left to be written down if it is that, or was changed since."""
        new = self._new_wraps()
        if new is not None and (new.digest == recorded.digest or _is_later(recorded, new.after)):
            self._settings.delete(NEW_WRAPS)

    def _new_wraps(self) -> _NewWraps | None:
        return self._settings.get(NEW_WRAPS, _NewWraps)

    def rename_device(self, name: str) -> Unlocked:
        """Give this device another name (the record in the journal follows)."""
        unlocked = self.require()
        if not name.strip():
            raise BadUsage(what="device_name")
        facts = replace(unlocked.facts, device_name=self._device_name(name))
        self._settings.remember_account(facts)
        self.facts, self.unlocked = facts, replace(unlocked, facts=facts)
        return self.unlocked

    def log_out(self) -> None:
        """Forget the keys. What is synced stays where it is; pins stay, so that a later log-in is held against them."""
        facts = self.facts
        if facts is None:
            raise NotSignedIn(reason="signed_out")
        try:
            self._key_store(facts.key_store).forget(DEVICE_KEY)
        except MegadeskError as e:
            log.warning("the key store did not forget the device key: %s", e.code)
        self._secrets_file.unlink(missing_ok=True)
        self._settings.set(
            PINS,
            [seen for seen in self._seen() if (seen.email, seen.server) != _whose(facts)]
            + [
                _Seen(
                    email=facts.email, server=facts.server, kdf_block=facts.kdf_block, public_bundle=facts.public_bundle
                )
            ],
        )
        self._settings.forget_account()
        self.facts, self.unlocked = None, None

    # -- how it rests -------------------------------------------------------------------------------------------------

    def _keep(
        self, signed: SignedIn, api: Api, device: DeviceId, name: str, key_store: str, store: KeyStore, *, new: bool
    ) -> Unlocked:
        facts = AccountFacts(
            email=signed.secrets.login,
            account=signed.secrets.account,
            device=device,
            device_name=name,
            server=api.address,
            key_store=key_store,
            root_space=signed.secrets.root_space,
            kdf_block=signed.kdf.encode(),
            public_bundle=signed.served.bundle_public,
        )
        secrets = DeviceSecrets(
            account=signed.secrets, device=device, session_token=signed.token, kdf=signed.kdf, counter=1
        )
        wrapset = signed.new_wrapset or signed.served.wrapset()
        # What this device changed itself and could not yet record is new as well, whoever signs in.
        made = self._new_wraps()
        is_ours = made is not None and made.digest == wrapset
        is_new = (new and signed.new_wrapset is not None) or is_ours
        after = made.after if made is not None and is_ours else None
        unlocked = Unlocked(facts=facts, secrets=secrets, wrapset=wrapset, wrapset_is_new=is_new, wrapset_after=after)
        self._key_stores[key_store] = store
        self._rest(unlocked)
        return unlocked

    def _rest(self, unlocked: Unlocked) -> None:
        """Write everything down: the key first, then what it opens, then the facts that say there is an account."""
        store = self._key_store(unlocked.facts.key_store)
        # The key stays while the file is replaced, so that a crash between the two leaves one that opens.
        key = self._device_key(store) or self._entropy(KEY_BYTES)
        sealed = seal_device_secrets(DeviceKey(key), unlocked.secrets, self._entropy)
        store.store(DEVICE_KEY, key)
        write_private(self._secrets_file, sealed)
        if unlocked.wrapset is not None and unlocked.wrapset_is_new:
            # The account record follows in the journal; until it does, also over a restart, this says what to write.
            self._settings.set(NEW_WRAPS, _NewWraps(digest=unlocked.wrapset, after=unlocked.wrapset_after))
        self._settings.remember_account(unlocked.facts)
        self.facts, self.unlocked = unlocked.facts, unlocked

    @staticmethod
    def _device_key(store: KeyStore) -> bytes | None:
        """Return the key that opens the secrets; None if there is none, or what is kept in its place is none."""
        try:
            return store.load(DEVICE_KEY)
        except Damaged as e:
            log.warning("the key store holds no key but something else: %s", e.code)
            return None

    @property
    def _secrets_file(self) -> Path:
        return self._profile.state_dir / "secrets.bin"

    def _key_store(self, kind: str) -> KeyStore:
        if kind not in self._key_stores:
            self._key_stores[kind] = self._chosen_store(kind)
        return self._key_stores[kind]

    def _chosen_store(self, kind: str) -> KeyStore:
        try:
            return open_key_store(KeyStoreKind(kind), self._profile)
        except ValueError as e:
            raise BadUsage(what="key_store", value=kind) from e

    # -- small parts --------------------------------------------------------------------------------------------------

    def _talk(self, api: Api) -> AccountTalk:
        return AccountTalk(api, wall_ms=self._clock.wall_ms, entropy=self._entropy, parameters=self._parameters)

    def _pins(self, email: str, api: Api) -> Pins:
        """Return what this device has seen of an account, now or before it was signed out of it."""
        whose = (normal_login(email), api.address)
        known: list[_Seen | AccountFacts] = [*self._seen()]
        if self.facts is not None:
            known.append(self.facts)
        for seen in reversed(known):
            if _whose(seen) == whose:
                return Pins(kdf=parse_kdf_block(seen.kdf_block), bundle=parse_public_bundle(seen.public_bundle))
        return Pins()

    def _seen(self) -> list[_Seen]:
        return self._settings.get(PINS, list[_Seen]) or []

    def _refuse_second_account(self, email: str, server: str) -> None:
        """A profile holds one account; signing in again to the same one is fine when it is locked."""
        if self.unlocked is not None:
            raise AlreadyExists(what="signed_in", email=self.unlocked.facts.email)
        facts = self.facts
        if facts is not None and (
            facts.email.casefold() != email.strip().casefold() or facts.server != self._make_api(server).address
        ):
            raise AlreadyExists(what="signed_in", email=facts.email)

    def _device(self) -> DeviceId:
        return self.facts.device if self.facts is not None else new_device_id(self._entropy)

    def _device_name(self, name: str) -> str:
        chosen = " ".join((name or platform.node() or "this computer").split())
        if not chosen.isprintable() or not 0 < len(chosen) <= NAME_MAX_CHARS or set(chosen) & set("/\\"):
            raise BadUsage(what="device_name")
        return chosen


def _is_later(recorded: WrapSet, after: int | None) -> bool:
    return after is not None and recorded.version > after


def _whose(seen: _Seen | AccountFacts) -> tuple[str, str]:
    return seen.email, seen.server
