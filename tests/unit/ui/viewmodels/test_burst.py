"""Many files that lost their content at once."""

from __future__ import annotations

import msgspec

from fakes.issues import CHANGE
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.burst import burst_view


def test_the_way_back_leads_to_the_moment_before() -> None:
    """In the folder of the cloud, as Rewind knows places."""
    view = burst_view(CHANGE, "/Work")
    assert view.moment == "/Work@2026-11-26T09:30:59.999Z"
    assert plainly(view.lines[1]) == "For example Budget.xlsx.locked, Plan.docx.locked"


def test_what_is_not_in_the_cloud_needs_no_way_back_there() -> None:
    """Bringing back what is here is enough."""
    view = burst_view(msgspec.structs.replace(CHANGE, uploaded=0, names=[]), "/Work")
    assert (view.moment, bool(view.rewind), len(view.lines)) == ("", False, 1)
