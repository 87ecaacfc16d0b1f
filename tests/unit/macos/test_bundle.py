"""What macOS reads about the app."""

from __future__ import annotations

import plistlib
import re
from pathlib import Path

import pytest

from macos.bundle import BUNDLE_ID, FOLDERS, TRANSLATED, info_plist
from megadesk.cli.arguments import SCHEME

MACOS = Path(__file__).resolve().parents[3] / "packaging" / "macos"


def test_values_survive_a_property_list() -> None:
    """All of them are of kinds that a property list has."""
    values = info_plist("1.2.3")
    assert plistlib.loads(plistlib.dumps(values)) == values


@pytest.mark.parametrize(("version", "shown"), [("1.2.3", "1.2.3"), ("0.1.0.dev0", "0.1.0"), ("2.10.0rc1", "2.10.0")])
def test_version_is_three_numbers(version: str, shown: str) -> None:
    """The system takes nothing else."""
    values = info_plist(version)
    assert (values["CFBundleShortVersionString"], values["CFBundleVersion"]) == (shown, shown)


def test_addresses_that_the_app_opens_are_those_that_it_announces() -> None:
    """The scheme in the bundle is the one that the command line knows."""
    [kind] = info_plist("1.2.3")["CFBundleURLTypes"]
    assert [f"{scheme}:" for scheme in kind["CFBundleURLSchemes"]] == [SCHEME]
    assert kind["CFBundleURLName"] == BUNDLE_ID


def test_every_sentence_of_the_system_is_there_in_german() -> None:
    """For each place that it guards, in a folder that it looks into."""
    [(file, folder)] = TRANSLATED
    assert folder == "de.lproj"
    said = dict(re.findall(r'^(\w+) = "(.+)";$', Path(file).read_text(encoding="utf-8"), re.MULTILINE))
    assert said.keys() == FOLDERS.keys()
    assert not set(said.values()) & set(FOLDERS.values())


def test_rights_are_one_and_no_more() -> None:
    """Each further one is a decision: it weakens what protects the keys in memory."""
    rights = plistlib.loads((MACOS / "entitlements.plist").read_bytes())
    assert rights == {"com.apple.security.cs.allow-unsigned-executable-memory": True}
