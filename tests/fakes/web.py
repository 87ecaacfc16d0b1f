"""nginx in front of a server, or of several, with the configurations that packages bring along."""

from __future__ import annotations

import os
import re
import shutil
import socket
import ssl
import subprocess
from pathlib import Path

from fakes.processes import Server, free_port
from fakes.tls import make_certificate

SITE = Path(__file__).parents[2] / "packaging" / "server" / "nginx.conf"
SITE_OF_SEVERAL = SITE.with_name("nginx-several.conf")
FRAME = """
{user}
daemon off;
worker_processes {workers};
pid "{folder}/nginx.pid";
error_log "{folder}/error.log";
events {{ worker_connections {connections}; }}
http {{
    access_log off;
    client_body_temp_path "{folder}/body";
    proxy_temp_path "{folder}/proxy";
    fastcgi_temp_path "{folder}/fastcgi";
    uwsgi_temp_path "{folder}/uwsgi";
    scgi_temp_path "{folder}/scgi";
{site}
}}
"""


class SecureServer(Server):
    """A server that speaks TLS itself, with a certificate that nobody vouches for."""

    is_alone = True

    def __init__(self, data: Path, *options: str) -> None:
        data.parent.mkdir(parents=True, exist_ok=True)
        self.certificate = make_certificate(data.parent / f"{data.name}.pem")
        super().__init__(data, *options, "--tls-cert", str(self.certificate), "--tls-key", str(self.certificate))
        self.address = f"https://127.0.0.1:{self.port}"
        self.secure = ssl.create_default_context(cafile=str(self.certificate))


class FrontedServer(Server):
    """A server in clear behind nginx, which speaks TLS."""

    is_alone = True

    def __init__(self, data: Path, *options: str) -> None:
        data.parent.mkdir(parents=True, exist_ok=True)
        self.certificate = make_certificate(data.parent / f"{data.name}.pem")
        self.front_port = free_port()
        address = f"https://127.0.0.1:{self.front_port}"
        super().__init__(data, *options, "--behind-proxy", "--origin", address)
        self.address = address
        self._nginx: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start both."""
        super().start()
        if self._nginx is None:
            self._nginx = start_nginx(self.data.parent / "nginx", self._site(), self.front_port)

    def _site(self) -> str:
        """Return the site of the packages, moved to this place."""
        text, count = re.subn(r"server 127\.0\.0\.1:8480", f"server 127.0.0.1:{self.port}", moved(SITE, self))
        assert count == 1
        return text

    def kill(self) -> None:
        """End both without any warning."""
        super().kill()
        if self._nginx is not None:
            self._nginx.terminate()  # its workers are its own to end
            self._nginx.wait()


class Several:
    """nginx in front of as many processes as its site names: two, on ports that do not change."""

    def __init__(self, folder: Path) -> None:
        self.certificate = make_certificate(folder / "front.pem")
        self.front_port = free_port()
        self.address = f"https://127.0.0.1:{self.front_port}"
        self.ports = (free_port(), free_port())
        self._folder = folder / "nginx"
        self._nginx: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; nobody needs to be behind it yet."""
        self._nginx = start_nginx(self._folder, told_where(moved(SITE_OF_SEVERAL, self), self.ports), self.front_port)

    def stop(self) -> None:
        """End it."""
        if self._nginx is not None:
            self._nginx.terminate()
            self._nginx.wait()


def in_clear(listen: str, ports: tuple[int, int]) -> str:
    """Return the site of several, moved to this place and without TLS: devices know a server by http:// in most tests."""
    text = told_where(SITE_OF_SEVERAL.read_text(encoding="utf-8"), ports)
    lines = [line for line in text.splitlines() if not line.strip().startswith(("ssl_", "listen [::]"))]
    before, listening, after = "\n".join(lines).partition("listen 443 ssl http2;")
    assert listening
    return f"{before}listen {listen};{after}"


def told_where(text: str, ports: tuple[int, int]) -> str:
    """Return the site of several with the ports of its processes."""
    for named, port in zip((8481, 8482), ports, strict=True):
        text, count = re.subn(rf"server 127\.0\.0\.1:{named}", f"server 127.0.0.1:{port}", text)
        assert count == 2, "both upstreams name all"
    return text


def moved(site: Path, front: FrontedServer | Several) -> str:
    """Return a site of the packages, moved to this place, but for who stands behind it."""
    text = site.read_text(encoding="utf-8")
    for pattern, here in (
        (r"listen 443 ssl http2;", f"listen 127.0.0.1:{front.front_port} ssl http2;"),
        (r"listen \[::\]:443 ssl http2;", ""),  # not every machine has it
        (r"server_name \S+;", "server_name 127.0.0.1;"),
        (r"ssl_certificate \S+;", f"ssl_certificate {front.certificate};"),
        (r"ssl_certificate_key \S+;", f"ssl_certificate_key {front.certificate};"),
    ):
        text, count = re.subn(pattern, here, text)
        assert count == 1, pattern
    return text


def start_nginx(
    folder: Path, site: str, port: int, *, workers: int = 1, connections: int = 512
) -> subprocess.Popen[bytes]:
    """Return nginx with a site, once it listens."""
    folder.mkdir(exist_ok=True)
    user = "" if os.geteuid() else "user root;"  # nobody, else, who cannot come to this folder with a body
    (folder / "nginx.conf").write_text(
        FRAME.format(user=user, folder=folder, workers=workers, connections=connections, site=site)
    )
    process = subprocess.Popen([_nginx(), "-p", str(folder), "-c", str(folder / "nginx.conf")])
    _await(port, process)
    return process


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return when somebody listens on a port."""
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            continue
        return
    raise AssertionError("nginx ended: its error is on standard error")


def _nginx() -> str:
    found = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    assert found is not None, "nginx is not installed: python3 dev.py setup"
    return found
