"""From nothing to a syncing folder, as a machine of pages."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from fakes.first_run import CERTIFICATE, FOLDERS, PROBED, RECOVERY_KEY, SIGNED_IN
from megadesk.ipc import messages as m
from megadesk.model.errors import (
    AccessDenied,
    AlreadyExists,
    BadUsage,
    MegadeskError,
    NoKeyStore,
    RateLimited,
    SecondFactorNeeded,
    ServerUnavailable,
    WrongCredentials,
)
from megadesk.ui.text import NOTHING, plainly, text
from megadesk.ui.viewmodels import first_run as journeys
from megadesk.ui.viewmodels.first_run import Fault, FirstRunFill, Journey, Purpose, Step, Way, Work

FILL = FirstRunFill(
    server="files.example.org",
    email="anna@example.org",
    password="stone-lantern-river",
    device_name="Anna's laptop",
    folder="/home/anna/Pictures",
)
PAIR = m.PairStatus(
    id="1", name="Pictures", local="/home/anna/Pictures", remote="/Pictures", direction="both", state="scanning",
    pending=0, files=0, bytes=0, issues=0,
)  # fmt: skip


def at(step: Step, journey: Journey | None = None) -> Journey:
    """Return a journey at a page, all filled in."""
    return replace(journey or journeys.begin(FILL), step=step)


def words(fault: Fault | None) -> tuple[str, str]:
    """Return the field and the words of a fault."""
    return (fault.field, plainly(fault.words)) if fault is not None else ("", "")


def test_from_nothing_to_a_syncing_folder() -> None:
    """Each page asks for one thing, and the engine for three: the server, the account, the folder."""
    now = journeys.forward(journeys.begin(FILL))
    now = journeys.forward(now)
    assert (now.step, now.work) == (Step.SERVER, Work.PROBE)
    now = journeys.forward(journeys.probed(now, "files.example.org", PROBED))
    assert (now.step, now.work) == (Step.ACCOUNT, Work.SIGN)
    now = journeys.signed_in(now, SIGNED_IN)
    assert (now.step, now.recovery_key) == (Step.RECOVERY_KEY, RECOVERY_KEY)
    now = journeys.forward(journeys.kept(now, text("Copied.")))
    now = journeys.forward(now)
    assert (now.step, now.work) == (Step.PURPOSE, Work.IDLE)
    now = journeys.forward(journeys.forward(now))
    assert (now.step, now.work) == (Step.CHOOSE, Work.ADD)
    now = journeys.added(now, PAIR)
    assert (now.step, now.made) == (Step.DONE, PAIR)


@pytest.mark.parametrize(
    ("changes", "asks_keys", "left_out"),
    [
        ({"way": Way.LOG_IN}, False, {Step.KEYS, Step.SECOND_FACTOR, Step.RECOVERY_KEY}),
        ({"way": Way.RECOVER}, True, {Step.SECOND_FACTOR}),
        ({"purpose": Purpose.NOTHING}, False, {Step.KEYS, Step.SECOND_FACTOR, Step.CHOOSE}),
    ],
)
def test_a_way_has_the_pages_it_needs(changes: dict[str, object], asks_keys: bool, left_out: set[Step]) -> None:
    """No recovery key for who has one, no keys page where the keyring works, no code unasked, no folder for who wants none."""
    now = replace(journeys.typed(journeys.begin(), **changes), asks_key_store=asks_keys)
    assert set(Step) - set(journeys.steps_of(now)) == left_out


def test_going_back_loses_nothing() -> None:
    """What was typed stands there again, on every page before."""
    now = at(Step.CHOOSE)
    for _ in Step:
        now = journeys.back(now)
    assert (now.step, now.typed) == (Step.WELCOME, journeys.begin(FILL).typed)


def test_what_is_signed_in_is_only_looked_at_again() -> None:
    """No second account is made by going back and forth."""
    now = at(Step.SERVER, replace(journeys.begin(FILL), signed=SIGNED_IN, recovery_key=RECOVERY_KEY))
    assert now.is_fixed
    now = journeys.forward(journeys.forward(now))
    assert (now.step, now.work) == (Step.RECOVERY_KEY, Work.IDLE)


def test_what_is_set_up_is_only_looked_at_again() -> None:
    """No second pair is made by going back from the end; “another” begins one."""
    now = replace(at(Step.DONE), signed=SIGNED_IN, made=PAIR)
    assert journeys.forward(journeys.back(now)).step is Step.DONE
    now = journeys.another(now)
    assert (now.step, now.is_fixed, now.typed.local) == (Step.PURPOSE, False, "")


@pytest.mark.parametrize(
    ("step", "changes", "field", "sentence"),
    [
        (Step.SERVER, {"server": " "}, "server", "Enter your server address, for example files.example.org."),
        (Step.ACCOUNT, {"email": "anna"}, "email", "Enter your e-mail address."),
        (Step.ACCOUNT, {"password": ""}, "password", "Enter the password."),
        (Step.ACCOUNT, {"password": "short"}, "password", "Use at least 12 characters. A few words in a row are fine."),
        (Step.ACCOUNT, {"again": "other"}, "again", "The passwords do not match."),
        (Step.ACCOUNT, {"way": Way.RECOVER}, "recovery_key", "Enter or paste the recovery key, or open the file it was saved to."),
        (Step.DEVICE, {"device_name": ""}, "device_name", "Give this device a name; your other devices show it."),
        (Step.CHOOSE, {"local": ""}, "local", "Choose a folder on this computer."),
        (Step.CHOOSE, {"remote": ""}, "remote", "Choose a folder in the cloud. It is created if it does not exist."),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_before_anybody_is_asked(
    step: Step, changes: dict[str, object], field: str, sentence: str
) -> None:
    """At the field, in words; it goes when the field changes."""
    now = journeys.forward(journeys.typed(at(step), **changes))
    assert (words(now.fault), now.step, now.work) == ((field, sentence), step, Work.IDLE)
    assert journeys.typed(now, **{field: "something else"}).fault is None


def test_a_password_that_exists_may_be_short() -> None:
    """It was taken by another program once; the server decides."""
    now = journeys.forward(journeys.typed(at(Step.ACCOUNT), way=Way.LOG_IN, password="short", again=""))
    assert (now.fault, now.work) == (None, Work.SIGN)


def test_a_recovery_key_is_kept_or_knowingly_left() -> None:
    """Nobody goes on without having done either."""
    now = replace(at(Step.RECOVERY_KEY), signed=SIGNED_IN, recovery_key=RECOVERY_KEY)
    assert words(journeys.forward(now).fault)[1].startswith("Save, print or copy the key first")
    assert journeys.forward(journeys.typed(now, knows=True)).step is Step.DEVICE
    assert journeys.forward(journeys.kept(now, text("Printed."))).step is Step.DEVICE


# -- the server ---------------------------------------------------------------------------------------------------------


def test_an_answer_for_another_address_counts_for_nothing() -> None:
    """It came late: something else is typed by now."""
    now = journeys.typed(at(Step.SERVER), server="other.example.org")
    assert journeys.probed(now, "files.example.org", PROBED) == now
    assert journeys.probe_failed(now, "files.example.org", ServerUnavailable()) == now


def test_what_is_known_of_a_server_goes_with_its_address() -> None:
    """Another address was not looked at."""
    now = journeys.probed(at(Step.SERVER), "files.example.org", PROBED)
    assert journeys.is_server_good(now)
    assert not journeys.is_server_good(journeys.typed(now, server="files.example.or"))


def test_a_server_that_was_looked_at_while_typing_is_not_asked_again() -> None:
    """And one that does not answer is said at its field."""
    now = journeys.probed(at(Step.SERVER), "files.example.org", PROBED)
    assert journeys.forward(now).step is Step.ACCOUNT
    away = msgspec.structs.replace(PROBED, reachable=False)
    now = journeys.forward(journeys.probed(at(Step.SERVER), "files.example.org", away))
    assert words(now.fault) == ("server", "The server cannot be reached.")
    now = journeys.forward(journeys.probe_failed(at(Step.SERVER), "files.example.org", ServerUnavailable(server="x")))
    assert now.work is Work.PROBE
    assert words(journeys.probe_failed(now, "files.example.org", ServerUnavailable(server="x")).fault)[0] == "server"


def test_a_certificate_is_trusted_before_anything_else() -> None:
    """Trusting it leaves the person on the page, to see that it answers."""
    shown = m.Probed(address="https://files.example.org", reachable=False, certificate=CERTIFICATE)
    now = journeys.probed(replace(at(Step.SERVER), work=Work.PROBE), "files.example.org", shown)
    assert "not known" in words(now.fault)[1]
    trusted = msgspec.structs.replace(shown, reachable=True, trusted=True, sign_up="open")
    now = journeys.probed(replace(now, work=Work.TRUST, fault=None), "files.example.org", trusted)
    assert (now.step, now.work) == (Step.SERVER, Work.IDLE)
    assert journeys.forward(now).step is Step.ACCOUNT


def test_a_closed_server_is_good_for_who_has_an_account() -> None:
    """And says so to who has none."""
    closed = msgspec.structs.replace(PROBED, sign_up="closed")
    now = journeys.probed(at(Step.SERVER), "files.example.org", closed)
    assert words(journeys.forward(now).fault)[1].startswith("This server does not accept new accounts.")
    assert journeys.forward(journeys.typed(now, way=Way.LOG_IN)).step is Step.ACCOUNT


def test_a_server_that_invites_asks_for_its_code() -> None:
    """Those who make an account, and says so at the field if it is not one of its codes."""
    invites = msgspec.structs.replace(PROBED, sign_up="invitation")
    now = journeys.probed(at(Step.ACCOUNT), "files.example.org", invites)
    assert words(journeys.forward(now).fault)[0] == "invitation"
    assert journeys.forward(journeys.typed(now, way=Way.LOG_IN)).work is Work.SIGN
    now = journeys.forward(journeys.typed(now, invitation="abc"))
    assert now.work is Work.SIGN
    now = journeys.failed(now, AccessDenied(reason="invitation", where="server"))
    assert words(now.fault) == ("invitation", "The server does not know this code. Check each letter.")


def test_a_server_that_was_closed_meanwhile_is_not_blamed_on_the_code() -> None:
    """It takes no accounts any more, whatever is typed there."""
    invites = msgspec.structs.replace(PROBED, sign_up="invitation")
    now = journeys.typed(journeys.probed(at(Step.ACCOUNT), "files.example.org", invites), invitation="abc")
    now = journeys.failed(journeys.forward(now), AccessDenied(reason="sign_up_closed", where="server"))
    assert words(now.fault)[1].startswith("This server does not accept new accounts.")


def test_an_address_that_is_invited_asks_for_its_code() -> None:
    """Though anybody may sign up there: the field comes with the refusal, and goes with the address."""
    now = journeys.probed(at(Step.ACCOUNT), "files.example.org", PROBED)
    now = journeys.forward(now)
    assert now.work is Work.SIGN
    now = journeys.failed(now, AccessDenied(reason="invitation", where="server"))
    assert (now.step, now.fault is not None and now.fault.field) == (Step.ACCOUNT, "invitation")
    assert journeys.asks_invitation(now)
    assert not journeys.asks_invitation(journeys.typed(now, email="other@example.org"))
    now = journeys.forward(journeys.typed(now, invitation="abc"))
    assert now.work is Work.SIGN
    now = journeys.failed(now, AccessDenied(reason="invitation", where="server"))
    assert words(now.fault) == ("invitation", "The server does not know this code. Check each letter.")


# -- what does not work ---------------------------------------------------------------------------------------------------


def test_where_no_keyring_works_a_person_is_asked() -> None:
    """The page comes only then, and the account is made with what is chosen there."""
    now = journeys.failed(replace(at(Step.ACCOUNT), work=Work.SIGN), NoKeyStore())
    assert (now.step, now.typed.key_store, now.fault) == (Step.KEYS, "file", None)
    assert journeys.forward(now).work is Work.SIGN
    account = journeys.back(now)
    assert account.step is Step.ACCOUNT
    again = journeys.forward(account)
    assert (again.step, again.work, again.is_fixed) == (Step.KEYS, Work.IDLE, False)


@pytest.mark.parametrize(
    ("step", "error", "field"),
    [
        (Step.ACCOUNT, WrongCredentials(), "password"),
        (Step.ACCOUNT, BadUsage(what="login"), "email"),
        (Step.ACCOUNT, AlreadyExists(what="account"), "email"),
        (Step.CHOOSE, AlreadyExists(what="pair_folder", path="/a", other="/b"), "local"),
        (Step.CHOOSE, BadUsage(what="remote", value="x"), "remote"),
        (Step.CHOOSE, ServerUnavailable(), ""),
    ],
)
def test_what_does_not_work_is_said_where_it_can_be_mended(step: Step, error: Exception, field: str) -> None:
    """At the field, or on the page."""
    assert isinstance(error, AlreadyExists | BadUsage | WrongCredentials | ServerUnavailable)
    now = journeys.failed(replace(at(step), work=Work.ADD), error)
    assert (now.step, now.work, words(now.fault)[0]) == (step, Work.IDLE, field)
    assert "megadesk " not in words(now.fault)[1]


def test_a_wrong_password_found_later_leads_back_to_it() -> None:
    """From the page that asks where the keys are kept."""
    now = replace(at(Step.KEYS), asks_key_store=True, work=Work.SIGN)
    assert journeys.failed(now, WrongCredentials()).step is Step.ACCOUNT


# -- the second factor ----------------------------------------------------------------------------------------------------


MISSING, WRONG = SecondFactorNeeded(reason="missing"), SecondFactorNeeded(reason="wrong")


def asked(way: Way = Way.LOG_IN, step: Step = Step.ACCOUNT, *, asks_key_store: bool = False) -> Journey:
    """Return a journey whose account asks for a code."""
    now = replace(journeys.typed(at(step), way=way, recovery_key="k"), asks_key_store=asks_key_store, work=Work.SIGN)
    return journeys.failed(now, MISSING)


@pytest.mark.parametrize(("way", "after"), [(Way.LOG_IN, Step.DEVICE), (Way.RECOVER, Step.RECOVERY_KEY)])
def test_a_code_is_asked_for_where_the_account_wants_one(way: Way, after: Step) -> None:
    """The page comes only then; with the code it is signed in, and nothing of the code is left."""
    now = asked(way)
    assert (now.step, now.work, now.fault) == (Step.SECOND_FACTOR, Work.IDLE, None)
    assert words(journeys.forward(now).fault) == ("code", "Enter the code.")
    now = journeys.forward(journeys.typed(now, code="123 456"))
    assert now.work is Work.SIGN
    now = journeys.signed_in(now, SIGNED_IN)
    assert (now.step, now.typed.code) == (after, "")
    back = journeys.back(now)
    assert (back.step, back.is_fixed) == (Step.SECOND_FACTOR, True)


@pytest.mark.parametrize(
    "error", [WRONG, RateLimited(retry_after_s=840, reason="second_factor")], ids=["wrong", "locked"]
)
def test_a_code_that_is_refused_is_said_at_its_field(error: MegadeskError) -> None:
    """It stands there to be typed over; the fault goes with it."""
    now = journeys.failed(replace(journeys.typed(asked(), code="123456"), work=Work.SIGN), error)
    assert (now.step, words(now.fault)[0], now.typed.code) == (Step.SECOND_FACTOR, "code", "123456")
    assert journeys.typed(now, code="").fault is None


def test_back_from_the_code_is_the_account() -> None:
    """And on again to the code, without asking the server for what it said already."""
    now = journeys.back(asked())
    assert (now.step, now.is_fixed) == (Step.ACCOUNT, False)
    now = journeys.forward(now)
    assert (now.step, now.work) == (Step.SECOND_FACTOR, Work.IDLE)


def test_the_keys_come_before_the_code() -> None:
    """Where both are asked: a code is right for half a minute."""
    now = asked(step=Step.KEYS, asks_key_store=True)
    assert now.step is Step.SECOND_FACTOR
    now = journeys.forward(journeys.back(now))
    assert (now.step, now.work) == (Step.SECOND_FACTOR, Work.IDLE)


@pytest.mark.parametrize("name", ["email", "server", "password", "recovery_key"])
def test_another_account_is_asked_anew(name: str) -> None:
    """It may have no second factor, and the code is not its."""
    now = journeys.typed(journeys.back(journeys.typed(asked(), code="123456")), **{name: "other.example.org"})
    assert (now.asks_code, now.typed.code) == (False, "")


def test_a_wrong_password_at_the_code_leads_back_to_it() -> None:
    """It was changed elsewhere meanwhile."""
    now = journeys.failed(replace(asked(), work=Work.SIGN), WrongCredentials())
    assert (now.step, words(now.fault)[0]) == (Step.ACCOUNT, "password")


def test_an_account_that_was_made_after_all_is_taken_in() -> None:
    """The work was cancelled, the engine had done it: going on makes no second one."""
    now = journeys.signed_in(at(Step.ACCOUNT), msgspec.structs.replace(SIGNED_IN, recovery_key=""))
    assert (now.step, now.is_fixed) == (Step.ACCOUNT, True)
    now = journeys.forward(now)
    assert (now.step, now.recovery_key) == (Step.RECOVERY_KEY, "")
    assert journeys.key_shown(now, RECOVERY_KEY).recovery_key == RECOVERY_KEY


def test_a_device_that_has_its_name_is_not_renamed() -> None:
    """Another name is given by the engine."""
    now = replace(at(Step.DEVICE), signed=SIGNED_IN)
    assert journeys.forward(now).step is Step.PURPOSE
    now = journeys.forward(journeys.typed(now, device_name="Desk "))
    assert now.work is Work.RENAME
    now = journeys.renamed(now)
    assert now.signed is not None
    assert (now.step, now.signed.device_name) == (Step.PURPOSE, "Desk")


# -- folders --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("local", "remote"),
    [("/home/anna/Pictures/", "/Pictures"), ("C:\\Users\\Anna\\Music", "/Music"), ("C:\\", ""), ("/", ""), ("", "")],
)
def test_the_folder_of_the_cloud_is_named_alike(local: str, remote: str) -> None:
    """Until a person names another."""
    assert journeys.remote_for(local) == remote


def test_the_folder_of_the_cloud_follows_until_it_is_chosen() -> None:
    """Then it is theirs."""
    now = journeys.typed(at(Step.CHOOSE), local="/home/anna/Music")
    assert now.typed.remote == "/Music"
    now = journeys.typed(journeys.typed(now, remote="/Sounds"), local="/home/anna/Notes")
    assert now.typed.remote == "/Sounds"


def test_a_preview_is_of_the_folders_it_was_made_for() -> None:
    """Another folder has another."""
    places = ("/home/anna/Pictures", "/Pictures")
    now = journeys.previewed(journeys.looking(at(Step.CHOOSE), 12), places, FOLDERS)
    assert (now.preview, now.looked) == (FOLDERS, None)
    assert journeys.typed(now, remote="/Other").preview is None
    assert journeys.previewed(journeys.typed(now, remote="/Other"), places, FOLDERS).preview is None
    now = journeys.previewed(now, places, text("It cannot be read."))
    assert (now.preview, plainly(now.preview_fault)) == (None, "It cannot be read.")


def test_while_something_runs_nothing_else_begins() -> None:
    """Until it is over or cancelled."""
    now = replace(at(Step.ACCOUNT), work=Work.SIGN)
    assert journeys.forward(now) == now
    assert journeys.cancelled(now).work is Work.IDLE


@pytest.mark.parametrize("kept_in", [f"megadesk recovery key\n\n{RECOVERY_KEY}\n\nKeep this.", RECOVERY_KEY])
def test_a_recovery_key_is_found_in_its_file(kept_in: str) -> None:
    """Whatever stands around it; a text without one is taken as it is."""
    assert journeys.recovery_key_in(kept_in) == RECOVERY_KEY
    assert journeys.recovery_key_in(" not one ") == "not one"


def test_secrets_do_not_show_in_a_repr() -> None:
    """Journeys may stand in a traceback."""
    shown = repr(
        replace(journeys.typed(journeys.begin(FILL), code="987654"), recovery_key=RECOVERY_KEY, signed=SIGNED_IN)
    )
    assert "lantern" not in shown
    assert "ABCD" not in shown
    assert "987654" not in shown
    assert plainly(journeys.begin().kept) == plainly(NOTHING)
