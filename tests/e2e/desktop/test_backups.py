"""A folder is backed up, and its run looked at, as a person does it."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.desktop import Desktop
from fakes.pairing import Pairing
from megadesk.ipc import messages as m

pytestmark = pytest.mark.e2e


def test_a_folder_is_backed_up_and_its_run_leads_to_rewind(desktop: Desktop, pairing: Pairing, tmp_path: Path) -> None:
    """By keys but for one click; what there was can be brought back from there."""
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "Contract.txt").write_text("We agree.")
    app = desktop.start_app(pairing.one.home, "megadesk://backups/add")
    desktop.eyes.await_("text", "Folder on this computer", state="focused")
    desktop.type(str(papers))
    desktop.eyes.await_("push button", "Start backup", state="enabled")
    desktop.press("Return")
    desktop.eyes.await_("label", "“papers” is now backed up.")
    pairing.one.wait()
    desktop.click(desktop.eyes.await_("push button", "Runs…", state="enabled"))
    desktop.eyes.await_("table cell", "Run 1")
    desktop.press("Return")
    desktop.eyes.await_("label", "All of “papers” selected.")
    desktop.eyes.await_("table cell", "Contract.txt")
    (backup,) = pairing.one.ask(m.LIST_BACKUPS, m.Nothing()).backups
    assert (backup.name, backup.files, backup.run) == ("papers", 1, 1)
    app.terminate()
    assert app.wait(20) == 0
