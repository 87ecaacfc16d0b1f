"""megadesk against its peers, in one run: JSON, a table, a chart.

    python -m benchmarks peers [--peers NAME,...] [--cases KEY,...] [--repeats 3] [--files 10000] [--big-bytes 1073741824]
                               [--live 20] [--work DIR] [--image GIB] [--json FILE] [--table [FILE]] [--chart FILE]
    python -m benchmarks peers --list             who takes part here, what is missing and how to get it, which cases
    python -m benchmarks peers --from FILE ...    tables and charts of an earlier run's JSON

Peers take turns (A B C A B C), so that what disturbs the machine for a while disturbs all. Everything happens below
--work, in a folder of its own: what is done with is moved aside and removed at the very end, because ext4 creates
files many times slower for minutes after others were removed. An administrator can say --image 24: a new ext4 in a
file, that nobody else uses. --table writes between the two marks in FILE
(docs/performance.md). The exit code is 1 if a peer failed or a tree was not the same on the other device.
"""

from __future__ import annotations

import argparse
import os
import platform
import shlex
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec
from benchmarks.peers.bound import Bound
from benchmarks.peers.cases import CASE_OF, CASES, Data
from benchmarks.peers.chart import chart
from benchmarks.peers.group import Group
from benchmarks.peers.image import NoImage, own_file_system
from benchmarks.peers.limits import limits
from benchmarks.peers.megadesk import Megadesk
from benchmarks.peers.port import Place, Session
from benchmarks.peers.programs import Programs
from benchmarks.peers.rclone import RcloneCrypt
from benchmarks.peers.report import PeerFacts, Result, line_of, markdown
from benchmarks.peers.restic import Restic
from benchmarks.peers.rsync import Rsync
from benchmarks.peers.session import Run, Sample, Sizes
from benchmarks.peers.syncthing import Syncthing
from benchmarks.peers.unison import Unison
from benchmarks.proc import own_loopback

ROOT: Final = Path(__file__).parents[2]
DOCUMENT: Final = ROOT / "docs" / "performance.md"
BEGIN: Final = "<!-- peers: begin -->"
END: Final = "<!-- peers: end -->"
LARGE_BYTES: Final = 1 << 20

PEERS: Final[tuple[type[Session], ...]] = (Megadesk, Syncthing, RcloneCrypt, Restic, Rsync, Unison, Bound)
DATA: Final[tuple[Data, ...]] = ("10k", "1G")


class Bench:
    """One run."""

    def __init__(
        self, work: Path, peers: Sequence[type[Session]], cases: Sequence[str], sizes: Sizes, result: Result
    ) -> None:
        self.work, self.peers, self.cases, self.sizes, self.result = work, peers, cases, sizes, result
        self.programs = Programs()

    def run(self, repeats: int) -> None:
        for repeat in range(repeats):
            self._limits(repeat)
            for data in DATA:
                wanted = [case for case in self.cases if CASE_OF[case].data == data]
                for kind in self.peers if wanted else ():
                    self._session(kind, data, repeat, wanted)

    def _session(self, kind: type[Session], data: Data, repeat: int, wanted: Sequence[str]) -> None:
        place = Place(self.work / f"{repeat} {data} {kind.name}", self.programs)
        place.work.mkdir()
        try:
            Run(kind, place, self.sizes, repeat, wanted, self._tell).of(data)
        except Exception as error:  # noqa: BLE001 -- whatever a peer does, the others go on
            self.result.failures.append(f"{kind.name}, {data}, repeat {repeat + 1}: {error}")
            say(f"FAILED: {self.result.failures[-1]}")
        self._put_aside(place.work)

    def _limits(self, repeat: int) -> None:
        work = self.work / f"{repeat} limits"
        other_end = Group(self.work / "limits.log")
        program = Path(__file__).with_name("receiver.py")
        try:
            found = limits(
                work,
                self.sizes.files,
                self.sizes.big_bytes,
                lambda port: void(other_end.start([sys.executable, program, str(port)])),
            )
        finally:
            other_end.close()
        self.result.limits += found
        self._put_aside(work)

    def _tell(self, sample: Sample) -> None:
        self.result.samples.append(sample)
        say(line_of(sample))

    def _put_aside(self, folder: Path) -> None:
        """Free the space of large files, few as they are; the many small ones wait for the end."""
        for at, _, names in os.walk(folder):
            for name in names:
                path = Path(at, name)
                if not path.is_symlink() and path.stat().st_size > LARGE_BYTES:
                    path.unlink()
        trash = self.work / "trash"
        trash.mkdir(exist_ok=True)
        folder.rename(trash / folder.name)


def void(_: object) -> None:
    """Return nothing."""


def say(text: str) -> None:
    """Tell whoever watches."""
    print(text, file=sys.stderr, flush=True)


def machine() -> str:
    """Return what this machine is, in one sentence."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.machine(),
    )
    gibibytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    return (
        f"{len(os.sched_getaffinity(0))} cores of {model}, {gibibytes:.0f} GiB, Linux {platform.release().partition('-')[0]},"
        f" CPython {platform.python_version()}."
    )


def file_system(folder: Path) -> str:
    """Return the kind of file system a folder is on."""
    best, kind = "", "unknown"
    for line in Path("/proc/mounts").read_text().splitlines():
        _, place, what, *_ = line.split()
        if folder.is_relative_to(place) and len(place) >= len(best):
            best, kind = place, what
    return kind


def choose(asked: str | None, programs: Programs) -> tuple[list[type[Session]], list[str]]:
    """Return the peers that take part, and what of those asked for is missing; ValueError for unknown names."""
    names = [kind.name for kind in PEERS] if asked is None else asked.split(",")
    known = {kind.name: kind for kind in PEERS}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ValueError(f"no peer is called {', '.join(unknown)}; there are {', '.join(known)}")
    lacking = {name: known[name].missing(programs) for name in names}
    return [known[name] for name in names if lacking[name] is None], [
        f"{name}: {why}" for name, why in lacking.items() if why is not None
    ]


def write_between(document: Path, text: str) -> None:
    """Replace what stands between the marks of a document."""
    before, begin, rest = document.read_text().partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{document} has no {BEGIN} and {END}")
    document.write_text(f"{before}{BEGIN}\n{text}{END}{after}")


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return the options."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks peers", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peers", help="names, with commas; all that are here otherwise")
    parser.add_argument("--cases", help="keys, with commas; all otherwise")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--big-bytes", type=int, default=1 << 30)
    parser.add_argument("--live", type=int, default=20, help="changes seen live, a repeat")
    parser.add_argument("--work", type=Path, help="a folder on the file system to measure; a temporary one otherwise")
    parser.add_argument("--image", type=int, metavar="GIB", help="measure on a new ext4 of this size, in a file there")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--table", type=Path, nargs="?", const=DOCUMENT, help="write it between the marks of this file")
    parser.add_argument("--chart", type=Path)
    parser.add_argument("--from", type=Path, dest="earlier", help="measure nothing: take this JSON")
    parser.add_argument("--list", action="store_true", help="say who takes part here and which cases there are")
    options = parser.parse_args(arguments)
    unknown = [key for key in (options.cases or "").split(",") if key and key not in CASE_OF]
    if unknown:
        parser.error(f"no case is called {', '.join(unknown)}; there are {', '.join(CASE_OF)}")
    return options


def listed(programs: Programs) -> str:
    """Return who would take part, and which cases there are."""
    found, lacking = choose(None, programs)
    return "\n".join(
        [
            *(f"{kind.name:<14} {kind.title(programs)}" for kind in found),
            *(f"MISSING        {each}" for each in lacking),
            "",
            *(f"{case.key:<17} {case.title}: {case.compared}" for case in CASES),
        ]
    )


def given(options: argparse.Namespace) -> list[str]:
    """Return the options that decide what is measured, and how."""
    said = {
        "--peers": options.peers,
        "--cases": options.cases,
        "--repeats": options.repeats,
        "--files": options.files,
        "--big-bytes": options.big_bytes,
        "--live": options.live,
        "--image": options.image,
    }
    return [str(word) for name, value in said.items() if value is not None for word in (name, value)]


def run(options: argparse.Namespace, programs: Programs, peers: list[type[Session]], missing: list[str]) -> Result:
    """Measure; what there is when it is interrupted is returned as well, and says so."""
    if options.work:
        options.work.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="megadesk-peers-", dir=options.work)).resolve()
    try:
        if not options.image:
            return measured(work, options, programs, peers, missing)
        with own_file_system(work, options.image) as mounted:
            return measured(mounted, options, programs, peers, missing)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def measured(
    work: Path, options: argparse.Namespace, programs: Programs, peers: list[type[Session]], missing: list[str]
) -> Result:
    """Return what a run in this folder gave."""
    result = Result(
        when=time.strftime("%Y-%m-%d %H:%M"),
        machine=f"{machine()} All on {file_system(work)}{' of its own, in a file' if options.image else ''}.",
        command=shlex.join(["python", "-m", "benchmarks", "peers", *given(options)]),
        files=options.files,
        big_bytes=options.big_bytes,
        own_loopback=own_loopback(),
        peers=[PeerFacts(kind.name, kind.title(programs), kind.how, kind.encrypted) for kind in peers],
        missing=missing,
    )
    sizes = Sizes(options.files, options.big_bytes, options.live)
    cases = options.cases.split(",") if options.cases else list(CASE_OF)
    try:
        Bench(work, peers, cases, sizes, result).run(options.repeats)
    except (KeyboardInterrupt, SystemExit):
        result.failures.append("interrupted: what is here is not the whole run")
    return result


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the options say."""
    options = parse(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what runs is ended and removed
    programs = Programs()
    if options.list:
        print(listed(programs))
        return 0
    if options.earlier is not None:
        result = msgspec.json.decode(options.earlier.read_bytes(), type=Result)
    else:
        try:
            peers, missing = choose(options.peers, programs)
        except ValueError as error:
            say(str(error))
            return 2
        for each in missing:
            say(f"MISSING: {each}")
        try:
            result = run(options, programs, peers, missing)
        except NoImage as error:
            say(f"--image: {error}")
            return 2
    if options.json:
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(result), indent=1))
    text = markdown(result)
    print(text)
    if options.table:
        write_between(options.table, text)
    if options.chart:
        options.chart.write_text(chart(result))
    return 1 if result.failures else 0
