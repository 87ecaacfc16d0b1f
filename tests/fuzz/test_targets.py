"""Every parser against what broke it once, what reaches far into it, and some thousand mutations of that.

No fuzzer is needed here: `dev.py fuzz` and `dev.py soak` are for finding, this is for keeping. MEGADESK_FUZZ_SEED takes
other mutations.
"""

from __future__ import annotations

import os
import re
from collections import deque
from pathlib import Path

import pytest

from fuzz import corpus, runs
from fuzz.mutate import mutations
from fuzz.target import Target, must
from fuzz.targets import TARGETS
from megadesk.model.errors import Malformed, OurBug

SEED = os.environ.get("MEGADESK_FUZZ_SEED") or "1"
SOURCE = Path(__file__).resolve().parents[2] / "src" / "megadesk"
HERE = Path(__file__).parent
CORPUS_MAX_BYTES = 400 << 10

PARSERS = re.compile(r"^def ((?:parse|decode)\w*|unpack)\(", re.MULTILINE)
ELSEWHERE = {
    "decode": "wire/codec.py; message-json, message-msgpack and many others call it by this name",
    "parse_node_id": "a check of a length, by others",
    "parse_account_id": "a check of a length: account-answer runs it",
    "parse_device_id": "a check of a length: server-request runs it",
    "parse_space_id": "a check of a length, by others",
    "parse_block_id": "a check of a length, by others",
    "parse_commit_id": "a check of a length, by others",
    "parse_listen": "server-settings runs it",
    "parse_window": "words of a message that ipc-client has read; a table of each",
    "parse_direction": "a table of words",
    "parse_links": "a table of words",
}
"""Parsers that no target calls by name, and why that is enough."""


@pytest.mark.parametrize("name", TARGETS)
def test_parser_refuses_in_our_words_or_gives_what_is_true(name: str) -> None:
    """What was kept, and mutations of it: no error but those of the target, and what is taken holds."""
    target = TARGETS[name]
    inputs = [*target.seeds(), *corpus.load(name).all]
    for data in (*inputs, *mutations(inputs, f"{SEED}/{name}", target.tries, target.max_bytes)):
        try:
            target.feed(data)
        except Exception as error:
            error.add_note(f"target {name}, MEGADESK_FUZZ_SEED={SEED}, input {data!r}")
            raise


def test_every_parser_is_a_target() -> None:
    """A function of the source that reads bytes or text from outside is called by a target, or it is said why not."""
    source = (path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    names = {name for text in source for name in PARSERS.findall(text)}
    ours = "\n".join(
        path.read_text(encoding="utf-8") for path in HERE.glob("*.py") if not path.name.startswith("test_")
    )
    called = set(re.findall(r"\w+", ours)) - ELSEWHERE.keys()
    assert names - called - ELSEWHERE.keys() == set()
    assert ELSEWHERE.keys() - names == set()


def test_the_corpus_is_small_and_of_targets_that_are_there() -> None:
    """It is read by every run, and carried by every clone."""
    files = list(corpus.FOLDER.glob("*.txt"))
    assert {path.stem for path in files} - TARGETS.keys() == set()
    assert sum(path.stat().st_size for path in files) <= CORPUS_MAX_BYTES


# ---- the harness itself -----------------------------------------------------------------------------------------------


def _brittle(data: bytes) -> None:
    """Refuse what is short, and break at a number that few reach by chance."""
    if len(data) < 4:
        raise Malformed("short")
    if data[:2] == b"ok" and int.from_bytes(data[2:4], "big") == 0xFFFF:
        raise ZeroDivisionError


BRITTLE = Target(name="brittle", parse=_brittle, seeds=lambda: [b"ok\0\0tail"])


def test_a_parser_that_breaks_is_found() -> None:
    """Within the mutations that a target gets here."""
    tried = mutations([*BRITTLE.seeds()], SEED, BRITTLE.tries, BRITTLE.max_bytes)
    with pytest.raises(ZeroDivisionError):
        deque(map(BRITTLE.feed, tried), maxlen=0)


def test_our_own_bugs_and_untruths_are_finds() -> None:
    """OurBug is an error of ours, and yet no refusal; nor is what does not hold."""

    def bug(_: bytes) -> None:
        raise OurBug("x")

    loose = Target(name="loose", parse=bug, seeds=list, refusals=(Exception,))
    with pytest.raises(OurBug):
        loose.feed(b"")
    with pytest.raises(AssertionError):
        Target(name="untrue", parse=lambda _: must(False, "x"), seeds=list).feed(b"")
    assert BRITTLE.feed(b"ok\0\0")
    assert not BRITTLE.feed(b"")


def test_mutations_of_a_seed_are_the_same_each_time_and_stay_in_bounds() -> None:
    """So a failure can be had again; and they are many different ones."""
    made = list(mutations([b"abc", b"12345678"], "s", 300, 64))
    assert made == list(mutations([b"abc", b"12345678"], "s", 300, 64))
    assert made != list(mutations([b"abc", b"12345678"], "t", 300, 64))
    assert len(set(made)) > 200
    assert max(map(len, made)) <= 64


def test_only_what_reaches_something_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shorter of two that reach the same; what once broke something stays in any case."""
    monkeypatch.setattr(corpus, "FOLDER", tmp_path)
    target = TARGETS["kdf-block"]
    honest = next(iter(target.seeds()))
    corpus.add_find(target.name, b"broke")
    corpus.add_find(target.name, b"broke")
    kept = corpus.fewest(target, [b"short", b"longer but the same", honest, honest[:-1] + b"\1", b"\2" + honest[1:]])
    assert kept.finds == (b"broke",)
    assert kept.others == (b"\2" + honest[1:],)
    corpus.store(target.name, kept)
    assert corpus.load(target.name) == kept


def test_a_run_without_a_guide_stops_at_a_find_and_keeps_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no atheris the same targets run all the same."""
    monkeypatch.setattr(runs, "has_atheris", lambda: False)
    outcome = runs.run(BRITTLE, tmp_path, 60)
    (find,) = outcome.finds
    with pytest.raises(ZeroDivisionError):
        BRITTLE.feed(find.read_bytes())
    assert "ZeroDivisionError" in outcome.log


# ---- long -------------------------------------------------------------------------------------------------------------


@pytest.mark.soak
@pytest.mark.parametrize("name", TARGETS)
def test_parser_for_long(name: str, tmp_path: Path) -> None:
    """Its share of the time that a soak has, led by coverage where atheris is installed; new inputs in the find's log."""
    seconds = float(os.environ.get("MEGADESK_SOAK_SECONDS") or 600)
    outcome = runs.run(TARGETS[name], tmp_path, max(1, int(seconds / len(TARGETS))))
    print(f"{name}: {outcome.executed:,} inputs, {outcome.covered} branches")
    assert [path.read_bytes() for path in outcome.finds] == [], outcome.log[-4000:]
