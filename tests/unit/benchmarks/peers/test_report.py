"""Samples as a table."""

from __future__ import annotations

import msgspec
from benchmarks.figures import Figure
from benchmarks.peers.cases import ROWS
from benchmarks.peers.gauge import Measured
from benchmarks.peers.limits import Limit
from benchmarks.peers.report import NONE, PeerFacts, Result, cell, figure_for, foreign_of, markdown, medians_of, number
from benchmarks.peers.session import Sample

ROW_OF = {row.key: row for row in ROWS}


def sample(
    peer: str, case: str, seconds: float, *, foreign: float = 0.0, peak_mib: int = 0, laps: tuple[float, ...] = ()
) -> Sample:
    """Return a measurement."""
    return Sample(peer, case, 0, Measured(seconds, seconds / 2, 0.0, peak_mib << 20, 3 << 20, foreign), laps)


def result(*samples: Sample) -> Result:
    """Return a run of two peers."""
    peers = [
        PeerFacts("megadesk", "megadesk 1", "here", encrypted=True),
        PeerFacts("restic", "restic 0", "there", encrypted=True),
    ]
    return Result(
        "2026-11-26", "Two cores.", "command", 10_000, 1 << 30, own_loopback=True, peers=peers, samples=list(samples)
    )


def lines_of(text: str, begin: str) -> list[str]:
    """Return the lines of a table that begin so."""
    return [line for line in text.splitlines() if line.startswith(f"| {begin}")]


def test_a_line_has_medians_ranges_and_how_many_times_ours_a_peer_takes() -> None:
    """A case that nobody did has no line; a peer that cannot do it has a dash."""
    text = markdown(
        result(
            *(sample("megadesk", "10k-up", seconds) for seconds in (1.0, 0.5, 4.0)),
            *(sample("restic", "10k-up", seconds) for seconds in (3.0, 3.0)),
            sample("megadesk", "10k-rename", 0.4),
        )
    )
    (line,) = lines_of(text, "10k first upload")
    assert "1.00 [0.50..4.00]" in line
    assert "3.00 [3.00..3.00] **3.00x**" in line
    assert "as fast as restic: met" in line
    (line,) = lines_of(text, "10k, top folder renamed")
    assert line.split(" | ")[1:3] == ["0.40", NONE]
    assert "≤ 0.3: **missed**" in line
    assert lines_of(text, "1G first upload") == []


def test_a_disturbed_line_is_marked() -> None:
    """By the cores that strangers had on average, long measurements counting more."""
    quiet = [sample("megadesk", "10k-up", 9.0, foreign=0.1), sample("restic", "10k-up", 1.0, foreign=1.0)]
    assert foreign_of(ROW_OF["10k-up"], quiet) == (0.19, 1.0)
    assert lines_of(markdown(result(*quiet)), "10k first")[0].endswith("| 0.2, 1.0 |")
    loud = [sample("megadesk", "10k-up", 9.0, foreign=0.7)]
    assert lines_of(markdown(result(*loud)), "10k first")[0].endswith("| 0.7, 0.7 (!) |")


def test_memory_is_that_of_the_case_that_needs_most() -> None:
    """Up and down are one line."""
    samples = [sample("megadesk", "10k-up", 1, peak_mib=80), sample("megadesk", "10k-down", 1, peak_mib=130)]
    assert figure_for(ROW_OF["10k-peak"], "megadesk", samples) == Figure(130, 130, 130, 1)


def test_changes_seen_live_are_counted_together() -> None:
    """The p95 is that of all changes of all repeats; the range is that of the repeats."""
    samples = [
        sample("megadesk", "10k-live", 1, laps=(0.1,) * 19 + (0.2,)),
        sample("megadesk", "10k-live", 1, laps=(0.1,) * 20),
    ]
    assert figure_for(ROW_OF["10k-live-p95"], "megadesk", samples) == Figure(0.1, 0.1, 0.2, 40)
    assert medians_of(ROW_OF["10k-live-p50"], result(*samples)) == {"megadesk": 0.1}


def test_what_went_wrong_and_who_is_missing_is_told() -> None:
    """A run that was disturbed or cut short cannot be taken for a whole one."""
    run = result(sample("megadesk", "10k-up", 1.0))
    run.failures.append("restic, 10k, repeat 1: 4 paths differ")
    run.missing.append("unison: not installed")
    run.own_loopback = False
    run.limits += [Limit("disk", 1.0, 1024.0, "MiB/s"), Limit("disk", 3.0, 341.0, "MiB/s")]
    text = markdown(run)
    for told in (
        "4 paths differ",
        "unison: not installed",
        "bytes are not exact",
        "| disk | 2.00 [1.00..3.00] | 512 MiB/s |",
    ):
        assert told in text


def test_a_result_survives_being_written_and_read() -> None:
    """Tables can be made again from JSON."""
    run = result(sample("megadesk", "10k-live", 1.0, laps=(0.25, 0.5)))
    assert msgspec.json.decode(msgspec.json.encode(run), type=Result) == run


def test_numbers_have_three_digits() -> None:
    """Never more than a measurement has."""
    assert [number(each) for each in (1234.5, 12.34, 1.234, 0.01234)] == ["1,234", "12.3", "1.23", "0.012"]
    assert cell(None, 1.0) == NONE
