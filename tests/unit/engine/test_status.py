"""Reports of all parts become one status."""

from __future__ import annotations

from dataclasses import astuple
from itertools import pairwise

import pytest

from fakes.space_store import head, node_id, space_id
from megadesk.engine import status as status_module
from megadesk.engine.status import full_status, head_status, overall_state, pair_status, transfer_status
from megadesk.engine.storage import Storage
from megadesk.ipc import messages as m
from megadesk.model.errors import DecisionNeeded, DiskFull, Forged, MegadeskError, NotSignedIn, ServerUnavailable
from megadesk.model.ids import PairId
from megadesk.model.pair import PairState, Problem, SyncPair
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import Direction, Rest, TransferFigures
from megadesk.model.values import replace
from megadesk.model.wording import sentences, words_for
from megadesk.sync.problems import issue_id, problem_of_error
from megadesk.sync.report import PairReport

PAIR = SyncPair(
    id=PairId("0badf00d"), name="photos", local="/home/ada/photos", space=space_id(), root=node_id("photos"), marker="w"
)
CALM = PairReport(
    pair=PAIR, state=PairState.SYNCED, busy=False, pending=0, files=3, bytes=4096, problems=(), error=None, guard=None,
    synced_ms=1_700_000_000_000,
)  # fmt: skip
GUARD = Problem(code="mass_removal", path=RelPath("d"), arguments={"files": 500, "digest": "00ff"})
ASKED = replace(CALM, state=PairState.ATTENTION, guard=GUARD, issues=(GUARD,))


def state(*states: PairState, signed_in: bool = True, online: bool = True, frozen: MegadeskError | None = None) -> str:
    """Return the overall state of pairs in these states."""
    return overall_state(
        [replace(CALM, state=one) for one in states], signed_in=signed_in, online=online, frozen=frozen
    )


def full(*reports: PairReport, **more: object) -> m.Status:
    """Return a full status of these reports."""
    arguments: dict[str, object] = {
        "facts": None, "unlocked": True, "online": True, "frozen": None, "figures": TransferFigures(), "storage": None,
        "head": None, "pairs": [(report, "/photos") for report in reports],
    }  # fmt: skip
    return full_status(**(arguments | more))  # type: ignore[arg-type]  # by name


def test_puts_and_gets_are_not_passed_over() -> None:
    """All that is synced may be safe while a put waits for room."""
    said = full(CALM).sentence
    assert full(CALM, errands=(1, 0)).sentence == f"{said} 1 put or get is running."
    waits = " 2 puts and gets wait: “megadesk errands list” says what for."
    assert full(CALM, errands=(3, 2)).sentence == f"{said} 3 puts and gets are running.{waits}"
    assert full(CALM, errands=(0, 1)).sentence.startswith(f"{said} 1 put or get waits:")


def test_most_important_state_is_shown() -> None:
    """Of several pairs the worst one says how things stand; the order is that of PairState."""
    order = list(PairState)
    for worse, better in pairwise(order):
        if PairState.PAUSED not in {worse, better}:
            assert state(better, worse) == worse.value
    assert state() == "synced"
    assert state(PairState.SYNCED) == "synced"


def test_paused_is_shown_when_all_are() -> None:
    """One paused pair among others is not the state of everything; all of them are."""
    assert state(PairState.PAUSED, PairState.SYNCED) == "synced"
    assert state(PairState.PAUSED, PairState.PAUSED) == "paused"
    assert state(PairState.PAUSED, online=False) == "offline"


def test_what_goes_before_all_pairs() -> None:
    """Frozen before signed out before offline."""
    assert state(PairState.SYNCED, frozen=Forged(), signed_in=False) == "damaged"
    assert state(signed_in=False, online=False) == "signed_out"
    assert state(PairState.SYNCING, online=False) == "offline"
    assert state(PairState.ATTENTION, online=False) == "attention"


def test_pair_as_front_ends_see_it() -> None:
    """A calm pair has no reason; a guard is counted and explained; an error is explained."""
    calm = pair_status(CALM, "/photos")
    assert (calm.state, calm.reason, calm.issues, calm.last_synced) == ("synced", None, 0, "2023-11-14T22:13:20Z")
    never = pair_status(replace(CALM, synced_ms=None), "/photos")
    assert never.last_synced is None
    held = pair_status(ASKED, "/photos")
    assert (held.issues, held.held) == (1, [])
    assert held.reason is not None
    assert held.reason.startswith("500 files")
    assert held.remedy is not None
    assert f"resolve {issue_id(PAIR.id, GUARD)} --approve" in held.remedy
    full_disk = pair_status(replace(CALM, state=PairState.WAITING, error=DiskFull()), "/photos")
    assert full_disk.reason
    assert full_disk.issues == 0


def test_held_files_are_named_up_to_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """All problems are counted, some are named, with what can be done; strange names are shown printable."""
    monkeypatch.setattr(status_module, "HELD_SHOWN", 2)
    problems = tuple(Problem(code="file_busy", path=RelPath(f"a\x1b{at}")) for at in range(5))
    shown = pair_status(replace(CALM, problems=problems, issues=problems), "/photos")
    assert shown.issues == 5
    assert [one.path for one in shown.held] == ["a\\x1b0", "a\\x1b1"]
    assert all(one.message and one.remedy and len(one.id) == 10 for one in shown.held)


def test_full_status_adds_up() -> None:
    """Issues and figures of all pairs, quota and head as they are."""
    problem = Problem(code="file_busy", path=RelPath("a"))
    status = full(
        replace(CALM, problems=(problem,), issues=(problem,)), ASKED,
        storage=Storage(used=10, total=100, versions=3, bin=2, backups=1, kept_days=60), head=head(7), figures=TransferFigures(up_bps=5, down_bps=6),
    )  # fmt: skip
    assert (status.state, status.issues, status.online) == ("attention", 2, True)
    assert status.quota == m.Quota(used=10, total=100, files=4, versions=3, bin=2, backups=1, kept_days=60)
    assert (status.head["main"].seq, status.head["main"].verified) == (7, True)
    assert (status.transfers.up_bps, status.transfers.down_bps) == (5, 6)
    assert len(status.pairs) == 2
    assert status.sentence


def test_frozen_space_says_why() -> None:
    """A frozen space shows its code, and a head that is no longer called verified."""
    status = full(CALM, frozen=Forged("a lie"), head=head(7))
    assert (status.state, status.frozen, status.head["main"].verified) == ("damaged", "forged", False)


def test_locked_account_says_what_to_do() -> None:
    """An account that is known and does not run explains itself."""
    status = full(unlocked=False, online=False, locked=NotSignedIn(reason="locked"))
    assert status.state == "signed_out"
    assert status.sentence != full(unlocked=False, online=False).sentence


def test_paused_folder_among_others_is_said() -> None:
    """One paused folder is not passed over in silence; if all are, the state says so."""
    assert "1 folder is paused" in full(CALM, replace(CALM, state=PairState.PAUSED)).sentence
    assert "are paused" in full(CALM, *[replace(CALM, state=PairState.PAUSED)] * 2).sentence
    assert full(replace(CALM, state=PairState.PAUSED)).state == "paused"


def test_a_paused_transfer_is_said() -> None:
    """Weeks later nobody knows why a file does not come."""
    assert full(CALM, figures=TransferFigures(paused=1)).sentence.endswith(" 1 transfer is paused.")
    assert full(CALM, figures=TransferFigures(paused=2)).sentence.endswith(" 2 transfers are paused.")
    assert "transfer" not in full(CALM).sentence


def test_offline_is_not_blamed_on_a_file() -> None:
    """While nobody answers, the error of a pair is that nobody answers, and is not repeated as a reason."""
    one = full(replace(CALM, state=PairState.OFFLINE, error=ServerUnavailable("x")), online=False)
    assert one.state == "offline"


def test_small_parts() -> None:
    """Figures and heads are passed on."""
    assert head_status(None, verified=True) is None
    figures = TransferFigures(active=1, queued=2, failed=3, up_bps=4, down_bps=5, bytes_left=6, seconds_left=7)
    assert transfer_status(figures) == m.TransferStatus(
        active=1, queued=2, failed=3, up_bps=4, down_bps=5, bytes_left=6, seconds_left=7
    )


def test_a_missing_folder_is_the_reason_of_its_pair() -> None:
    """What holds the whole pair is said once, as its reason with the command to type, and not among the held paths."""
    error = DecisionNeeded(reason="root_missing", path="/home/ada/photos")
    problem = problem_of_error(error)
    shown = pair_status(replace(CALM, state=PairState.ATTENTION, error=error, issues=(problem,)), "/photos")
    assert shown.reason is not None
    assert "disk is not connected" in shown.reason
    assert "--locate DIR" in (shown.remedy or "")
    assert (shown.issues, shown.held) == (1, [])


def test_a_conflict_waits_for_a_person() -> None:
    """Nothing is held back, and both versions are safe; but somebody has to decide, and that comes before all else."""
    conflict = Problem(code="conflict", path=RelPath("a (x)"), node=node_id("c"))
    status = full(replace(CALM, issues=(conflict,)))
    kept = "1 conflict waits for your decision; both versions are kept: “megadesk issues list”."
    assert status.sentence == kept
    assert (status.state, status.issues, status.asked) == ("attention", 1, 1)
    assert [pair.state for pair in status.pairs] == ["synced"]
    busy = full(replace(CALM, state=PairState.SYNCING, pending=2, issues=(conflict,)))
    assert (busy.state, busy.sentence) == ("attention", kept)
    assert full(replace(CALM, issues=(conflict, conflict))).sentence.startswith("2 conflicts wait")


def test_what_is_held_back_asks_nobody() -> None:
    """A file that cannot be read is an issue, and no question; a paused folder asks nothing before it goes on."""
    held = Problem(code="unreadable", path=RelPath("a"))
    status = full(replace(CALM, problems=(held,), issues=(held,)))
    assert (status.state, status.issues, status.asked) == ("synced", 1, 0)
    conflict = Problem(code="conflict", path=RelPath("a (x)"), node=node_id("c"))
    assert full(replace(CALM, state=PairState.PAUSED, issues=(conflict,))).state == "paused"


def test_every_sentence_can_be_said_again_from_its_parts() -> None:
    """A front end that speaks another language gets all that a sentence is made of, also of what is added to it."""
    rest = {Direction.UPLOAD: [Rest.PERSON], Direction.DOWNLOAD: []}
    paused = replace(CALM, state=PairState.PAUSED)
    waiting = replace(CALM, state=PairState.WAITING, error=DiskFull(path="/a"))
    shown = [
        full(CALM, paused, rests=rest, errands=(2, 1)), full(ASKED), full(waiting), full(paused),
        full(unlocked=False, locked=NotSignedIn(reason="locked")), full(CALM, frozen=Forged("zork")),
        full(CALM, figures=TransferFigures(paused=3)),
    ]  # fmt: skip
    for status in shown:
        assert sentences(status.said) == status.sentence
        for pair in status.pairs:
            words = words_for(pair.code, pair.arguments) if pair.code is not None else None
            assert (pair.reason, pair.remedy) == ((words.sentence, words.remedy) if words is not None else (None, None))
    held = Problem(code="unreadable", path=RelPath("a/b"))
    one = pair_status(replace(CALM, issues=(held,), problems=(held,)), "/photos").held[0]
    assert (one.message, one.remedy) == astuple(words_for(one.code, one.arguments))
    assert [part.code for part in shown[0].said] == [
        "state_synced", "paused_folders", "paused_uploads", "errands_busy", "errands_waiting"
    ]  # fmt: skip
