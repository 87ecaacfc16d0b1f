"""What a person set: all of it, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.lying_server import LyingApi
from fakes.tls import make_certificate
from fakes.workbench import Quiet, Workbench
from megadesk.engine.engine import Engine
from megadesk.engine.preferences import SettingRequests
from megadesk.host.autostart import Autostart
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, NoKeyStore


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the desktop's settings of this test; nobody's own is touched. There is no keyring."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def none(*_arguments: object) -> None:
        raise NoKeyStore

    monkeypatch.setattr("megadesk.host.keychain.find_backend", none)
    return tmp_path / "config" / "autostart"


def put(bench: Workbench, engine: Engine, **changes: object) -> m.SettingsInfo:
    """Set something."""
    return bench.ask(engine, m.SET_SETTINGS, m.SetSettings(**changes))  # type: ignore[arg-type]  # by name


def test_settings_are_set_and_kept(bench: Workbench, tmp_path: Path, config: Path) -> None:
    """Before anybody has signed in, and over a restart; the password is not told."""
    engine, file = bench.engine(), str(make_certificate(tmp_path / "ca.pem"))
    usual = bench.ask(engine, m.GET_SETTINGS, m.Nothing())
    assert usual == m.SettingsInfo(
        proxy="system", proxy_user="", has_proxy_password=False, ca_file="", start_at_login=False
    )
    said = put(
        bench, engine, proxy="proxy.example:80", proxy_user="ada", proxy_password="secret word", ca_file=file,
        start_at_login=True,
    )  # fmt: skip
    assert said == m.SettingsInfo(
        proxy="http://proxy.example:80", proxy_user="ada", has_proxy_password=True, ca_file=file, start_at_login=True
    )
    assert "secret word" not in repr(said)
    assert len([*config.iterdir()]) == 1
    again = bench.restart(engine)
    assert bench.ask(again, m.GET_SETTINGS, m.Nothing()) == said
    assert again.network.now().proxy_password == "secret word"
    assert put(bench, again, proxy="", proxy_user="", proxy_password="", ca_file="", start_at_login=False) == usual
    assert not [*config.iterdir()]


@pytest.mark.parametrize("bad", [{"proxy": "ftp://x"}, {"ca_file": "/no/such.pem"}])
def test_one_that_cannot_be_sets_none(bench: Workbench, bad: dict[str, str]) -> None:
    """What was right in the same request is not set either."""
    engine = bench.engine()
    before = bench.ask(engine, m.GET_SETTINGS, m.Nothing())
    with pytest.raises(BadUsage):
        put(bench, engine, **{"proxy": "none", "proxy_user": "ada", "start_at_login": True, **bad})
    assert bench.ask(engine, m.GET_SETTINGS, m.Nothing()) == before


def test_an_engine_that_runs_reaches_the_server_anew(bench: Workbench, engine: Engine) -> None:
    """A change counts at once: the line that listens is made anew, and everything goes on."""
    running = engine.supervisor
    api = running.world.api
    assert isinstance(api, LyingApi)
    before = len(api._streams)
    put(bench, engine, proxy="none")
    with running.changed:
        assert running.changed.wait_for(lambda: len(api._streams) > before, 30)
    assert bench.wait(engine).state == "synced"


def test_where_the_system_decides_it_is_said(bench: Workbench, tmp_path: Path) -> None:
    """Inside a sandbox; switching it off is no mistake."""
    engine = bench.engine()
    (tmp_path / "info").write_text("")
    requests = SettingRequests(engine, Autostart(engine.profile, {}, platform="linux", flatpak=tmp_path / "info"))
    call = Quiet()
    assert not requests.get(m.Nothing(), call).can_start_at_login  # type: ignore[arg-type]  # as a Call
    with pytest.raises(BadUsage) as caught:
        requests.set(m.SetSettings(start_at_login=True), call)  # type: ignore[arg-type]  # as a Call
    assert caught.value.arguments["reason"] == "not_here"
