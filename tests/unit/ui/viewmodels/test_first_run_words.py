"""What each page of the first run says, and its picture."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from fakes.first_run import CERTIFICATE, FOLDERS, PROBED, RECOVERY_KEY, SIGNED_IN
from megadesk.ipc import messages as m
from megadesk.ui.text import plainly, text
from megadesk.ui.viewmodels import first_run as journeys
from megadesk.ui.viewmodels import first_run_words as words
from megadesk.ui.viewmodels.first_run import FirstRunFill, Journey, Purpose, Step, Way, Work

BEGUN = journeys.begin(
    FirstRunFill(server="files.example.org", email="anna@example.org", device_name="Desk", folder="/home/anna/Pictures")
)
NONE = m.Share(files=0, bytes=0, examples=[])


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("purpose", Purpose)
def test_every_page_has_a_question_a_button_and_a_picture(step: Step, way: Way, purpose: Purpose) -> None:
    """On every way."""
    now = replace(journeys.typed(BEGUN, way=way, purpose=purpose), step=step)
    shown, picture = words.heading(now), words.picture(now)
    assert shown.title
    assert shown.forward
    assert picture.caption
    assert all(0 < disc.x < 100 and 0 < disc.y < 100 for disc in picture.discs)
    assert all(max(line) < len(picture.discs) for line in picture.lines)


@pytest.mark.parametrize("work", Work)
@pytest.mark.parametrize("way", Way)
def test_all_that_goes_on_is_said(work: Work, way: Way) -> None:
    """Nothing goes on without a sentence."""
    assert bool(words.busy_words(work, way)) is (work is not Work.IDLE)


def test_a_page_that_is_done_says_so() -> None:
    """And its button only goes on."""
    now = replace(BEGUN, step=Step.ACCOUNT, signed=SIGNED_IN)
    assert plainly(words.fixed_words(now)).startswith("You are signed in as anna@example.org.")
    assert plainly(words.heading(now).forward) == "Continue"
    assert not words.fixed_words(BEGUN)


@pytest.mark.parametrize(
    ("probed", "way", "icon", "sentence"),
    [
        (PROBED, Way.CREATE, "circle-check", "Connected to https://files.example.org."),
        (
            msgspec.structs.replace(PROBED, sign_up="invitation"),
            Way.CREATE,
            "info",
            "Connected to https://files.example.org. It accepts new accounts by invitation only.",
        ),
        (msgspec.structs.replace(PROBED, sign_up="invitation"), Way.LOG_IN, "circle-check", "Connected to https://files.example.org."),
        (
            msgspec.structs.replace(PROBED, reachable=False, certificate=CERTIFICATE),
            Way.LOG_IN,
            "shield-alert",
            "The certificate of this server is not known. Compare it, then trust it.",
        ),
        (msgspec.structs.replace(PROBED, reachable=False), Way.LOG_IN, "circle-alert", "The server cannot be reached."),
    ],
)  # fmt: skip
def test_what_is_known_of_a_server(probed: m.Probed, way: Way, icon: str, sentence: str) -> None:
    """One line with its own shape."""
    fact = words.server_fact(journeys.probed(journeys.typed(BEGUN, way=way), "files.example.org", probed))
    assert fact is not None
    assert (fact.icon, plainly(fact.words)) == (icon, sentence)


def test_of_a_server_that_nobody_looked_at_nothing_is_said() -> None:
    """Not even that it is unknown."""
    assert words.server_fact(BEGUN) is None


def test_why_a_server_cannot_be_reached_is_said_in_the_engines_words() -> None:
    """By code and arguments, so that they can be translated."""
    away = msgspec.structs.replace(PROBED, reachable=False, code="server_unavailable", arguments={"server": "x"})
    assert plainly(words.probe_words(away)) == "The server x cannot be reached."
    assert not words.probe_words(PROBED)


def test_a_certificate_is_shown_as_it_is_compared() -> None:
    """Pairs of its digest, as other programs show them."""
    shown = {plainly(name): plainly(value) for name, value in words.certificate_facts(CERTIFICATE)}
    assert shown["SHA-256"].startswith("5F:5F:5F")
    assert shown["Valid until"] == "2027-01-01"
    assert shown["Issued by"] == "Self-signed: no authority has checked it"
    assert words.spaced("5f:5f") == "5F:5F"
    signed = msgspec.structs.replace(CERTIFICATE, issuer="CN=Example Authority")
    assert plainly(words.certificate_facts(signed)[1][1]) == "CN=Example Authority"


def test_a_first_link_is_said_part_by_part() -> None:
    """What does not occur is left out."""
    assert [plainly(fact.words) for fact in words.link_facts(FOLDERS)] == [
        "312 files are only here and will be uploaded (5.0 GiB).",
        "40 files are only in the cloud and will be downloaded (80.0 MiB).",
        "5 files differ: both versions are kept.",
        "1,204 files are already the same.",
    ]
    one = msgspec.structs.replace(
        FOLDERS, only_here=NONE, only_there=NONE, same=NONE, differ=m.Share(files=1, bytes=5, examples=[]), held=2
    )
    assert [plainly(fact.words) for fact in words.link_facts(one)] == [
        "1 file differs: both versions are kept.",
        "2 items cannot be synced.",
    ]
    empty = msgspec.structs.replace(one, differ=NONE, held=0)
    assert [fact.icon for fact in words.link_facts(empty)] == ["circle-check"]
    mistyped = msgspec.structs.replace(empty, local_exists=False)
    assert [plainly(fact.words) for fact in words.link_facts(mistyped)] == [
        "This folder does not exist on this computer yet. It will be created.",
        "Both folders are empty. Files you add to them are synced.",
    ]


def _preview(journey: Journey) -> list[str]:
    return [plainly(fact.words) for fact in words.preview_facts(journey)]


def test_a_preview_is_said_while_and_after_it_is_made() -> None:
    """Or why there is none."""
    places = ("/home/anna/Pictures", "/Pictures")
    assert _preview(BEGUN) == []
    assert _preview(journeys.looking(BEGUN, 12)) == ["Checking: 12 files so far"]
    assert len(_preview(journeys.previewed(BEGUN, places, FOLDERS))) == 4
    assert _preview(journeys.previewed(BEGUN, places, text("It cannot be read."))) == ["It cannot be read."]


def test_the_paper_has_key_account_and_server() -> None:
    """The command line finds the key in it again."""
    paper = plainly(words.recovery_page(RECOVERY_KEY, "anna@example.org", "https://x.org"))
    assert journeys.recovery_key_in(paper) == RECOVERY_KEY
    assert "anna@example.org" in paper
    assert "https://x.org" in paper
    assert len(words.recovery_groups(RECOVERY_KEY)) == 14


def test_choices_are_words_that_are_known() -> None:
    """To the machine and to the engine."""
    assert [choice[0] for choice in words.way_choices()] == [way.value for way in Way]
    assert [choice[0] for choice in words.purpose_choices()] == [purpose.value for purpose in Purpose]
    assert {choice[0] for choice in words.key_store_choices()} == {"file", "session", "keyring"}
    assert [word for word, _ in words.every_choices()] == ["", "1h", "daily", "weekly"]
    assert words.trial_choice()[0] == "try"


def test_the_picture_shows_what_was_typed() -> None:
    """The name of the device, those of the folders."""
    device = words.picture(replace(BEGUN, step=Step.DEVICE))
    assert [disc.word for disc in device.discs] == ["Desk"]
    folders = words.picture(replace(BEGUN, step=Step.CHOOSE))
    assert [disc.word for disc in folders.discs] == ["Pictures", "Pictures", ""]


@pytest.mark.parametrize(("way", "button"), [(Way.LOG_IN, "Log in"), (Way.RECOVER, "Set new password")])
def test_the_page_of_the_code_does_what_the_account_page_would(way: Way, button: str) -> None:
    """Its button is called the same."""
    shown = words.heading(replace(journeys.typed(BEGUN, way=way), step=Step.SECOND_FACTOR))
    assert (plainly(shown.title), plainly(shown.forward)) == ("Two-factor sign-in", button)


def test_a_position_counts_the_pages_of_this_way() -> None:
    """From one."""
    assert words.position(BEGUN) == (1, 8)
    assert words.position(replace(journeys.typed(BEGUN, way=Way.LOG_IN), step=Step.DONE)) == (7, 7)


def test_many_other_devices_are_counted() -> None:
    """The first few have their names."""
    assert (
        plainly(words.other_devices(["A", "B", "C", "D", "E"]))
        == "Your account is also open on A, B, C and 2 more devices."
    )
    assert plainly(words.other_devices(["A"])) == "Your account is also open on A."
