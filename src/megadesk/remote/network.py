"""How a server is reached: through which proxy, and whose certificates are believed. The other half of the door to requests.

    Network (what a person set) + address --make_session--> requests.Session, for one thread

A server whose certificate nobody vouches for may be trusted by a person, for its address: then it is this certificate
and no other, whoever signed it, and whatever name and dates stand in it.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    import requests

SYSTEM: Final = "system"
NO_PROXY: Final = "none"

_BUNDLES: Final = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What a person set. ``proxy``: ``system``, ``none``, or the URL of one. ``pins``: address -> SHA-256 of its certificate."""

    proxy: str = SYSTEM
    proxy_user: str = ""
    proxy_password: str = field(default="", repr=False)
    ca_file: str = ""
    pins: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def proxies(self) -> dict[str, str]:
        """The proxy for each scheme, with name and password; none where the system is asked, or there is none."""
        if self.proxy in {SYSTEM, NO_PROXY}:
            return {}
        parts = urlsplit(self.proxy)
        who = quote(self.proxy_user, safe="")
        if who and self.proxy_password:
            who += ":" + quote(self.proxy_password, safe="")
        url = parts._replace(netloc=f"{who}@{parts.netloc}" if who else parts.netloc).geturl()
        return {"http": url, "https": url}


USUAL: Final = Network()


def is_loopback(host: str) -> bool:
    """Whether a name or address is that of this machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def make_session(address: str, network: Network, buffer_bytes: int | None = None) -> requests.Session:
    """Return a session for one thread. ``buffer_bytes``: the system takes in no more of an answer before it is read."""
    import requests

    session = requests.Session()
    # Even where redirects are not followed, requests makes the next request of one: it reads and unpacks the whole body
    # first, however much that is, and raises what it likes at an address that is none.
    session.get_redirect_target = _nowhere  # type: ignore[assignment, method-assign]
    # Nobody here wants cookies: they would be kept and sent for as long as the engine runs.
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
    # Proxies and certificates from the environment are welcome; a password from ~/.netrc would be sent in the
    # place of our token, and only an explicit "auth" keeps it away.
    session.auth = _as_it_is
    # A proxy has no business with this machine's own server.
    at_home = is_loopback(urlsplit(address).hostname or "")
    pin = network.pins.get(address)
    is_system = network.proxy == SYSTEM and not at_home
    # Where the environment is believed, requests lets its authorities take the place of what a person set.
    session.trust_env = is_system and pin is None and not network.ca_file
    if not at_home:
        session.proxies.update(network.proxies)
    if is_system and not session.trust_env:
        session.proxies.update(requests.utils.get_environ_proxies(address, no_proxy=None))
    if pin is not None:
        session.verify = False  # what is asserted below is more than that
    elif network.ca_file:
        session.verify = network.ca_file
    elif not session.trust_env:
        session.verify = next((os.environ[name] for name in _BUNDLES if os.environ.get(name)), True)
    _mount(session, buffer_bytes, pin)
    return session


def _mount(session: requests.Session, buffer_bytes: int | None, pin: str | None) -> None:
    import requests
    from requests.adapters import HTTPAdapter
    from urllib3.connection import HTTPConnection
    from urllib3.poolmanager import ProxyManager

    from megadesk.remote.connections import POOLS

    options: dict[str, Any] = {}
    if buffer_bytes is not None:
        narrow = (socket.SOL_SOCKET, socket.SO_RCVBUF, buffer_bytes)
        options["socket_options"] = [*HTTPConnection.default_socket_options, narrow]
    if pin is not None:
        options["assert_fingerprint"] = pin

    class Ours(HTTPAdapter):
        """Connections with these options, also through a proxy."""

        def init_poolmanager(self, *arguments: Any, **keywords: Any) -> None:
            super().init_poolmanager(*arguments, **(keywords | options))
            self.poolmanager.pool_classes_by_scheme = POOLS

        def proxy_headers(self, proxy: str) -> dict[str, str]:
            """Say name and password in UTF-8, as browsers do: what is not in Latin-1 could not be said at all."""
            user, password = requests.utils.get_auth_from_url(proxy)
            if not user:
                return {}
            return {"Proxy-Authorization": "Basic " + b64encode(f"{user}:{password}".encode()).decode("ascii")}

        def proxy_manager_for(self, proxy: str, **keywords: Any) -> Any:
            manager = super().proxy_manager_for(proxy, **(keywords | options))
            if type(manager) is ProxyManager:  # one for SOCKS has connections of its own
                manager.pool_classes_by_scheme = POOLS
            return manager

    session.mount("https://", Ours())
    session.mount("http://", Ours())


def _nowhere(_response: requests.Response) -> None:
    """Return where an answer sends its reader on to: nobody is sent on."""


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
