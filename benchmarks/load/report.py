"""Figures of a run as a table for people and as JSON. Pure.

Step   one rate, held for a while: what came of it, what it cost
Run    the steps, who took part, what was wrong afterwards
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.load.tally import Tally
from benchmarks.load.watch import Reading

MEBIBYTE = 1 << 20
NONE = "–"  # noqa: RUF001 -- as tables are set
SHARES = (0.5, 0.95, 0.99)
DECIDING = "commit"
"""The kind whose p99 says whether a server keeps up."""


@dataclass(slots=True)
class Step:
    name: str
    rate: float
    tally: Tally
    before: Reading
    after: Reading

    def cpu_s(self) -> dict[str, float]:
        """Return CPU seconds by name: who is watched, the devices themselves, and whoever else ran on this machine."""
        used = {name: self.after.cpu_s[name] - self.before.cpu_s.get(name, 0.0) for name in self.after.cpu_s}
        whole = self.after.machine_s - self.before.machine_s
        others = max(0.0, whole - sum(used.values()) - self.tally.cpu_s)
        return used | {"devices": self.tally.cpu_s, "others": others}

    def grown(self) -> dict[str, int]:
        return {name: size - self.before.grown_bytes[name] for name, size in self.after.grown_bytes.items()}

    @property
    def commits(self) -> int:
        return sum(len(times) for kind, times in self.tally.times_s.items() if "commit" in kind)


@dataclass(slots=True)
class Run:
    when: str
    machine: str
    command: str
    stack: str
    accounts: int
    streams: int
    records: int
    steps: list[Step] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    breaks: str = ""


def why_broken(step: Step, p99_s: float, error_share: float) -> str:
    """Return in what a server did not keep up, empty if it did."""
    tally = step.tally
    p99 = tally.p(DECIDING, 0.99)
    if tally.error_share > error_share:
        return f"{tally.error_share:.1%} of requests failed"
    if p99 is not None and p99 > p99_s:
        return f"p99 of commits {shown_ms(p99)}"
    if tally.due and tally.unfinished > 0.01 * tally.due:
        return f"{tally.unfinished} scenes were not answered"
    return ""


# -- tables -----------------------------------------------------------------------------------------------------------


def table(run: Run) -> str:
    """Return the run in Markdown."""
    crowd = f"{run.accounts:,} accounts, {run.records:,} records each on average, {run.streams:,} event streams"
    lines = [f"{run.stack}: {crowd}. {run.when}, {run.machine}, `{run.command}`.", "", *_rates(run.steps)]
    if run.breaks:
        lines += ["", run.breaks]
    for step in run.steps:
        lines += ["", f"**{step.name}**", "", *_kinds(step.tally), *_errors(step.tally)]
    lines += ["", *(f"- WRONG: {fault}" for fault in run.faults)] if run.faults else []
    return "\n".join(lines) + "\n"


def _rates(steps: Sequence[Step]) -> list[str]:
    names = list(dict.fromkeys(name for step in steps for name in step.cpu_s()))
    grown = list(dict.fromkeys(name for step in steps for name in step.grown()))
    watched = [name for name in names if name not in {"devices", "others"}]
    head = [
        "step", "scenes/s due", "requests/s", "commits/s", "ops/s", "errors", "contention", *(f"cores: {n}" for n in names),
        *(f"MiB: {n} (peak)" for n in watched), *(f"grown: {n}, bytes a commit" for n in grown), "late p99 ms",
    ]  # fmt: skip
    return _table(head, [_rate(step, names, watched, grown) for step in steps])


def _rate(step: Step, names: Sequence[str], watched: Sequence[str], grown: Sequence[str]) -> list[str]:
    tally, seconds, cpu_s = step.tally, max(step.tally.seconds, 1e-9), step.cpu_s()
    more = step.grown()
    late = f"{sorted(tally.late_s)[int(len(tally.late_s) * 0.99)] * 1000:.1f}" if tally.late_s else NONE
    return [
        step.name, f"{step.rate:,.0f}" if step.rate else NONE, f"{tally.requests / seconds:,.0f}",
        f"{step.commits / seconds:,.0f}", f"{tally.ops / seconds:,.0f}", f"{tally.errors.total():,}",
        f"{tally.contention:,}", *(f"{cpu_s.get(name, 0) / seconds:.2f}" for name in names),
        *(f"{step.after.rss_bytes.get(name, 0) // MEBIBYTE} ({step.after.peak_bytes.get(name, 0) // MEBIBYTE})" for name in watched),
        *(f"{more.get(name, 0) // step.commits:,}" if step.commits else NONE for name in grown), late,
    ]  # fmt: skip


def _kinds(tally: Tally) -> list[str]:
    rows = [
        [kind, f"{len(times):,}", *(shown_ms(tally.p(kind, share)) for share in SHARES), shown_ms(max(times))]
        for kind, times in sorted(tally.times_s.items())
    ]
    return _table(["request", "count", "p50", "p95", "p99", "longest"], rows)


def _errors(tally: Tally) -> list[str]:
    return [f"- {count:,} x {scene}: {code}" for (scene, code), count in tally.errors.most_common()]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]


def shown_ms(seconds: float | None) -> str:
    """Return a time in milliseconds or seconds, with about two digits that count."""
    if seconds is None:
        return NONE
    if seconds >= 1:
        return f"{seconds:.1f} s"
    return f"{seconds * 1000:.1f} ms" if seconds < 0.1 else f"{seconds * 1000:.0f} ms"


# -- JSON -------------------------------------------------------------------------------------------------------------


def plain(run: Run) -> dict[str, Any]:
    """Return the run as JSON holds it."""
    head = {
        name: getattr(run, name) for name in ("when", "machine", "command", "stack", "accounts", "streams", "records")
    }
    return head | {"faults": run.faults, "breaks": run.breaks, "steps": [_plain(step) for step in run.steps]}


def _plain(step: Step) -> dict[str, Any]:
    tally = step.tally
    return {
        "name": step.name, "rate": step.rate, "seconds": tally.seconds, "requests": tally.requests,
        "commits": step.commits, "ops": tally.ops, "contention": tally.contention, "unfinished": tally.unfinished,
        "errors": {f"{scene}: {code}": count for (scene, code), count in tally.errors.items()},
        "kinds": {kind: _kind(tally, kind) for kind in sorted(tally.times_s)}, "cpu_s": step.cpu_s(),
        "rss_bytes": dict(step.after.rss_bytes), "peak_bytes": dict(step.after.peak_bytes), "grown_bytes": step.grown(),
        "sent_bytes": tally.sent_bytes, "got_bytes": tally.got_bytes,
    }  # fmt: skip


def _kind(tally: Tally, kind: str) -> Mapping[str, float | int | None]:
    return {"count": len(tally.times_s[kind])} | {f"p{share * 100:.0f}_s": tally.p(kind, share) for share in SHARES}
