"""What was measured as figures, and figures as tables. Pure.

Result   everything of one run: what JSON holds, and all that tables and charts are made of
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from benchmarks.figures import Figure, figure_of, percentile, ratio
from benchmarks.peers.cases import CASES, OURS, ROWS, Metric, Row, Target, is_met
from benchmarks.peers.limits import Limit
from benchmarks.peers.session import FILES_A_FOLDER, Sample

MEBIBYTE: Final = 1 << 20
NONE: Final = "–"  # noqa: RUF001 -- as tables are set
DISTURBED_CORES: Final = 0.3
"""From here on a row is marked: somebody else had a good part of a core."""


@dataclass(frozen=True, slots=True)
class PeerFacts:
    """Who took part."""

    name: str
    title: str
    how: str
    encrypted: bool


@dataclass(slots=True)
class Result:
    """One run."""

    when: str
    machine: str
    command: str
    files: int
    big_bytes: int
    own_loopback: bool
    peers: list[PeerFacts] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


# -- figures ----------------------------------------------------------------------------------------------------------


def figure_for(row: Row, peer: str, samples: Iterable[Sample]) -> Figure | None:
    """Return what a row says of a peer; None if it was not measured. Of several cases the highest median counts."""
    mine = [sample for sample in samples if sample.peer == peer]
    figures = [_figure(row.metric, [sample for sample in mine if sample.case == case]) for case in row.cases]
    return max((each for each in figures if each is not None), key=lambda each: each.median, default=None)


def _figure(metric: Metric, samples: Sequence[Sample]) -> Figure | None:
    match metric:
        case "seconds":
            return figure_of([sample.measured.seconds for sample in samples])
        case "sent_mib":
            return figure_of([sample.measured.loopback_bytes / MEBIBYTE for sample in samples])
        case "peak_mib":
            return figure_of([sample.measured.client_peak_bytes / MEBIBYTE for sample in samples])
        case "cpu_s":
            return figure_of([sample.measured.client_cpu_s for sample in samples])
        case "p50" | "p95":
            share = 0.5 if metric == "p50" else 0.95
            laps = [lap for sample in samples for lap in sample.laps]
            # The figure is of all changes together; the range is that of the repeats.
            each = [percentile(sample.laps, share) for sample in samples if sample.laps]
            return Figure(percentile(laps, share), min(each), max(each), len(laps)) if laps else None


def foreign_of(row: Row, samples: Iterable[Sample]) -> tuple[float, float] | None:
    """Return the cores that strangers had during the measurements of a row: on average, and at most."""
    found = [sample.measured for sample in samples if sample.case in row.cases and sample.measured.seconds > 0]
    if not found:
        return None
    seconds = sum(each.seconds for each in found)
    return sum(each.foreign_cores * each.seconds for each in found) / seconds, max(each.foreign_cores for each in found)


def medians_of(row: Row, result: Result) -> dict[str, float]:
    """Return the median of a row by peer."""
    figures = {peer.name: figure_for(row, peer.name, result.samples) for peer in result.peers}
    return {name: figure.median for name, figure in figures.items() if figure is not None}


# -- words ------------------------------------------------------------------------------------------------------------


def number(value: float) -> str:
    """Return three digits of a figure, never more than it has."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def cell(figure: Figure | None, ours: float | None) -> str:
    """Return a figure with its range and how many times ours it is; ours None: it is ours."""
    if figure is None:
        return NONE
    text = number(figure.median)
    if figure.count > 1:
        text += f" [{number(figure.low)}..{number(figure.high)}]"
    times = None if ours is None else ratio(figure.median, ours)
    return text if times is None else f"{text} **{number(times)}x**"


def verdicts(targets: Sequence[Target], medians: Mapping[str, float]) -> str:
    """Return each target with whether it is met."""
    words = {True: "met", False: "**missed**", None: "not measured"}
    return "; ".join(f"{target.said()}: {words[is_met(target, medians)]}" for target in targets) or NONE


# -- tables -----------------------------------------------------------------------------------------------------------


def markdown(result: Result) -> str:
    """Return the whole report: how, the table, limits, what is compared, who took part."""
    return "\n\n".join(part for part in (_how(result), _table(result), _limits(result), _told(result)) if part) + "\n"


def _how(result: Result) -> str:
    loopback = (
        "on a loopback of its own"
        if result.own_loopback
        else "on the loopback that others use too: bytes are not exact"
    )
    data = (
        f"10k: {result.files:,} files of 2 to 6 KiB, {FILES_A_FOLDER} a folder; 1G: one file of"
        f" {result.big_bytes // MEBIBYTE:,} MiB."
    )
    return f"{data} Made {result.when} by `{result.command}`, {loopback}. {result.machine}"


def _table(result: Result) -> str:
    names = [peer.name for peer in result.peers]
    lines = [
        ["case", *(peer.title for peer in result.peers), "must", "goal", "cores strangers had: mean, most"],
        ["---"] * (len(names) + 4),
    ]
    for row in ROWS:
        medians = medians_of(row, result)
        if not medians:
            continue
        cells = [
            cell(figure_for(row, name, result.samples), None if name == OURS else medians.get(OURS)) for name in names
        ]
        cells = ["" if name == OURS and not text else text for name, text in zip(names, cells, strict=True)]
        targets = verdicts(row.must, medians), verdicts(row.goal, medians)
        lines.append([f"{row.title} ({row.unit})", *cells, *targets, _disturbed(foreign_of(row, result.samples))])
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return (
        f"{table}\n\nMedians [lowest..highest]; **bold**: how many times megadesk's figure that is, more is better for"
        f" megadesk. (!): others kept {DISTURBED_CORES:g} cores or more busy meanwhile, so these figures may be too high."
    )


def _disturbed(foreign: tuple[float, float] | None) -> str:
    if foreign is None:
        return ""
    mean, most = foreign
    return f"{mean:.1f}, {most:.1f}{' (!)' if mean >= DISTURBED_CORES else ''}"


def _limits(result: Result) -> str:
    if not result.limits:
        return ""
    lines = ["| what this machine allows, measured in between | seconds | rate |", "|---|---|---|"]
    for name in dict.fromkeys(limit.name for limit in result.limits):
        found = [limit for limit in result.limits if limit.name == name]
        seconds = figure_of([limit.seconds for limit in found])
        assert seconds is not None
        rate = found[0].rate * found[0].seconds / seconds.median
        lines.append(f"| {name} | {cell(seconds, None)} | {number(rate)} {found[0].unit} |")
    return "\n".join(lines)


def _told(result: Result) -> str:
    done = {sample.case for sample in result.samples}
    cases = [f"- **{case.title}**: {case.compared}. Fair because: {case.fair}." for case in CASES if case.key in done]
    peers = [f"- **{peer.title}** (`{peer.name}`): {peer.how}." for peer in result.peers]
    parts = ["What is compared:", "\n".join(cases), "Who took part:", "\n".join(peers)]
    if result.missing:
        parts += ["Not here:", "\n".join(f"- {each}" for each in result.missing)]
    if result.failures:
        parts += ["**Went wrong:**", "\n".join(f"- {each}" for each in result.failures)]
    return "\n\n".join(parts)


def line_of(sample: Sample) -> str:
    """Return one measurement as a line for whoever watches."""
    seen = sample.measured
    laps = f"  median {percentile(sample.laps, 0.5):.3f} p95 {percentile(sample.laps, 0.95):.3f}" if sample.laps else ""
    return (
        f"#{sample.repeat + 1} {sample.case:<17} {sample.peer:<13} {seen.seconds:>8.2f} s  client {seen.client_cpu_s:>6.2f} s CPU,"
        f" {seen.client_peak_bytes // MEBIBYTE:>4} MiB  others {seen.other_cpu_s:>6.2f} s CPU"
        f"  loopback {seen.loopback_bytes / MEBIBYTE:>8.1f} MiB  strangers {seen.foreign_cores:.1f} cores{laps}"
    )
