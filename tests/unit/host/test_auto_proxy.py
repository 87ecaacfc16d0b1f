"""A system that finds its proxies by a script is noticed, so that it can be said that ours does not run it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from fakes.registry import FakeRegistry
from megadesk.host import auto_proxy
from megadesk.host.auto_proxy import INTERNET_SETTINGS, asked, finds_proxy_by_script

SCUTIL = """<dictionary> {
  HTTPEnable : 0
  ProxyAutoConfigEnable : 1
  ProxyAutoConfigURLString : http://wpad/wpad.dat
}
"""


def telling(answer: str) -> Callable[[Sequence[str]], str]:
    """A system whose programs print this."""
    return lambda _command: answer


@pytest.mark.parametrize(
    ("platform", "answer", "is_script"),
    [
        ("linux", "'auto'\n", True),
        ("linux", "'manual'\n", False),
        ("linux", "'none'\n", False),
        ("linux", "", False),
        ("darwin", SCUTIL, True),
        ("darwin", SCUTIL.replace("Enable : 1", "Enable : 0"), False),
        ("darwin", "<dictionary> {\n}\n", False),
    ],
)
def test_a_script_is_noticed(platform: str, answer: str, is_script: bool) -> None:
    """By what the system's own program says."""
    assert finds_proxy_by_script(platform=platform, ask=telling(answer)) is is_script


def test_a_script_is_noticed_on_windows() -> None:
    """By its address in the registry; without one, and without the key, there is none."""
    registry = FakeRegistry()
    assert not finds_proxy_by_script(platform="win32", registry=registry)
    registry.put(INTERNET_SETTINGS, "ProxyEnable", b"\x01")
    assert not finds_proxy_by_script(platform="win32", registry=registry)
    registry.put(INTERNET_SETTINGS, "AutoConfigURL", "")
    assert not finds_proxy_by_script(platform="win32", registry=registry)
    registry.put(INTERNET_SETTINGS, "AutoConfigURL", "http://wpad.example/proxy.pac")
    assert finds_proxy_by_script(platform="win32", registry=registry)


def test_the_system_is_asked_by_its_own_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not there, fails or hangs says nothing."""
    tool = tmp_path / "gsettings"
    tool.write_text('#!/bin/sh\nif [ "$3" = mode ]; then echo "\'auto\'"; fi\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert finds_proxy_by_script(platform="linux")
    assert asked(["no-such-program-at-all"]) == ""
    assert asked(["false"]) == ""
    monkeypatch.setattr(auto_proxy, "PATIENCE_S", 0.01)
    assert asked(["sleep", "60"]) == ""
