"""Where a line leads."""

from __future__ import annotations

from fakes.desk import FakeDesk
from fakes.doing import page_of, week
from megadesk.ipc import messages as m
from megadesk.ui.actions.activity import follow, list_activity, show_in_files, show_moment
from megadesk.ui.desk import Place
from megadesk.ui.viewmodels.activity import Asked, shown


def test_a_line_leads_to_its_file_or_its_moment(desk: FakeDesk) -> None:
    """What is there is shown where it is; what is gone, as it was."""
    went: list[Place] = []
    desk.went.connect(went.append)
    changed, removed = shown(week()[0]), shown(week()[4])
    follow(desk, changed)
    follow(desk, removed)
    show_in_files(desk, changed)
    show_moment(desk, changed)
    place = Place("files", "/Docs/Steuer 2025.pdf")
    assert went == [place, Place("rewind", "#75"), place, Place("rewind", "#90")]


def test_what_is_wanted_is_asked_for(desk: FakeDesk) -> None:
    """Page by page."""
    desk.link.answer(m.LIST_ACTIVITY, lambda body: page_of(week(), body))
    found: list[m.ActivityPage] = []
    asked = Asked(device="Office PC", path="/Work", kind="added")
    list_activity(desk, asked, 80, then=found.append, failed=print, owner=desk)
    assert [line.last_seq for line in found[0].lines] == [70]
    (body,) = desk.link.asked(m.LIST_ACTIVITY)
    assert (body.before_seq, body.device, body.path, body.kind) == (80, "Office PC", "/Work", "added")
