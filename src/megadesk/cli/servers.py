"""probe, trust: a server before anybody signs in."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from megadesk.cli import render
from megadesk.cli.front import Front, front_of
from megadesk.ipc import messages
from megadesk.ipc.messages import CertificateFacts, Probe, Probed, Trust
from megadesk.model.errors import BadUsage, ServerUnavailable
from megadesk.model.relpath import printable

UrlArgument = Annotated[str, typer.Argument(metavar="URL", help="Address of the server; https:// may be left out.")]

SIGN_UP_WORDS: Final = {"open": "for everybody", "invitation": "with an invitation", "closed": "for nobody"}

PROXY_SCRIPT: Final = (
    "This system finds its proxy with a script (PAC), which megadesk does not run."
    " If a server can be reached through a proxy only: megadesk config set proxy http://host:port"
)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("probe")(probe)
    app.command("trust")(trust)


def probe(context: typer.Context, url: UrlArgument) -> None:
    """Look at a server: does it answer, may one sign up, and whose certificate does it show? Signs in nowhere."""
    front = front_of(context)
    _show(front, front.ask(messages.PROBE, Probe(server=url)))


def trust(
    context: typer.Context,
    url: UrlArgument,
    sha256: Annotated[
        str, typer.Argument(metavar="SHA256", help="The fingerprint, as “probe” and who runs the server say it.")
    ] = "",
    forget: Annotated[bool, typer.Option("--forget", help="Trust no certificate of this server by itself.")] = False,
) -> None:
    """Trust the certificate that a server shows, though nobody vouches for it: this one, for this server."""
    if bool(sha256) is forget:
        raise BadUsage("give the fingerprint, or --forget", command="megadesk trust")
    front = front_of(context)
    _show(front, front.ask(messages.TRUST, Trust(server=url, sha256=sha256)))


def _show(front: Front, found: Probed) -> None:
    front.show(found, lambda: _blocks(found))
    if not found.reachable:
        raise typer.Exit(_code(found))


def _code(found: Probed) -> int:
    from megadesk.cli.exits import exit_code
    from megadesk.model.errors import BY_CODE

    kind = BY_CODE.get(found.code, ServerUnavailable)
    return exit_code(ServerUnavailable() if issubclass(kind, ServerUnavailable) else kind(found.message))


def _blocks(found: Probed) -> list[render.Block]:
    script: list[render.Block] = [PROXY_SCRIPT] if found.proxy_script else []
    if not found.reachable:
        told: list[render.Block] = [f"{printable(found.message)} {printable(found.remedy)}", *script]
        return told + (_certificate(found.address, found.certificate) if found.certificate is not None else [])
    facts = render.facts(
        ("Version", found.version or None),
        ("Sign-up", SIGN_UP_WORDS.get(found.sign_up, found.sign_up or None)),
        ("Certificate", "one that you trusted" if found.trusted else None),
    )
    return [f"{printable(found.address)} is a megadesk server.", facts, *script]


def _certificate(address: str, found: CertificateFacts) -> list[render.Block]:
    return [
        "It shows this certificate:",
        render.facts(
            ("Of", printable(found.subject)),
            ("Signed by", printable(found.issuer)),
            ("For", ", ".join(map(printable, found.names)) or None),
            ("From", render.when(found.valid_from)),
            ("Until", render.when(found.valid_until)),
            ("SHA-256", found.sha256),
        ),
        "Compare the last line with whoever runs the server. If it is the same:",
        f"  megadesk trust {printable(address)} {found.sha256}",
    ]
