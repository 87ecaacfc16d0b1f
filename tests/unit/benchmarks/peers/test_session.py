"""One peer on one data set: which cases are measured, and what is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.peers.bound import Bound
from benchmarks.peers.cases import CASE_OF, CASES, Data
from benchmarks.peers.group import ProgramFailed
from benchmarks.peers.port import Place
from benchmarks.peers.programs import Programs
from benchmarks.peers.session import SAME_TIMES, Run, Sample, Sizes

DATA: tuple[Data, ...] = ("10k", "1G")
SIZES = Sizes(files=60, big_bytes=9 << 20, live_times=1)


class Forgetful(Bound):
    """Loses a file on the way down."""

    def pull(self) -> None:
        """Run the command, then lose one."""
        super().pull()
        next(self.place.there.rglob("*.dat")).unlink()


class Unwilling(Bound):
    """Its command fails."""

    def push(self) -> None:
        """Run another command."""
        self.one.run(["false"])


def run(kind: type[Bound], work: Path, wanted: list[str] | None = None) -> list[Sample]:
    """Run both data sets; return what was measured."""
    samples: list[Sample] = []
    for data in DATA:
        place = Place(work / data, Programs())
        place.work.mkdir()
        Run(kind, place, SIZES, 0, wanted or list(CASE_OF), samples.append).of(data)
    return samples


def test_each_case_that_is_a_peers_business_is_measured(tmp_path: Path) -> None:
    """With trees that are equal after each download and each change, or this would fail."""
    samples = run(Bound, tmp_path)
    done = [sample.case for sample in samples]
    wanted = [case.key for case in CASES if case.key not in Bound.skips]
    assert sorted(set(done)) == sorted(wanted)
    assert done.count("10k-same") == SAME_TIMES
    assert all(sample.measured.seconds > 0 and sample.measured.client_cpu_s > 0 for sample in samples)


def test_a_change_in_the_middle_sends_one_block(tmp_path: Path) -> None:
    """The bytes of a case are those that went over the loopback; others may have used it too."""
    first, edit = (sample.measured.loopback_bytes for sample in run(Bound, tmp_path, ["1G-up", "1G-edit"]))
    assert first >= SIZES.big_bytes
    assert edit >= 4 << 20


def test_only_what_is_wanted_is_recorded(tmp_path: Path) -> None:
    """What a later case needs is done all the same."""
    assert [sample.case for sample in run(Bound, tmp_path, ["10k-down"])] == ["10k-down"]


def test_a_peer_that_loses_something_is_told_of(tmp_path: Path) -> None:
    """With the path that is not the same."""
    with pytest.raises(ProgramFailed, match=r"after 10k-down: 1 paths differ.*dat"):
        run(Forgetful, tmp_path)


def test_a_peer_that_fails_leaves_nobody_behind(tmp_path: Path) -> None:
    """Its server is ended too."""
    place = Place(tmp_path, Programs())
    session = Run(Unwilling, place, SIZES, 0, ["10k-up"], lambda _: None)
    with pytest.raises(ProgramFailed):
        session.of("10k")
    bound = session.session
    assert isinstance(bound, Bound)
    assert bound.server.pids == bound.one.pids == set()
