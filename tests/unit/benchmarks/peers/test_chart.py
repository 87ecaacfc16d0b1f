"""A run as a drawing."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from benchmarks.peers.chart import BAR_WIDTH, chart
from benchmarks.peers.gauge import Measured
from benchmarks.peers.report import PeerFacts, Result
from benchmarks.peers.session import Sample

SVG = "{http://www.w3.org/2000/svg}"


def drawn(when: str = "today", **seconds: float) -> ET.Element:
    """Return the drawing of one case, parsed."""
    run = Result(when, "Two cores.", "command", 10, 1 << 30, own_loopback=True)
    run.peers += [PeerFacts(name, name, "", encrypted=True) for name in seconds]
    run.samples += [Sample(name, "10k-up", 0, Measured(took, 0, 0, 0, 0, 0)) for name, took in seconds.items()]
    return ET.fromstring(chart(run))


def test_bars_are_as_long_as_their_seconds() -> None:
    """The longest fills its panel; ours is the marked one."""
    bars = {bar.get("class"): float(bar.get("width", "0")) for bar in drawn(megadesk=1, restic=4).iter(f"{SVG}rect")}
    assert bars["peer"] == BAR_WIDTH
    assert bars["ours"] == BAR_WIDTH / 4


def test_labels_say_seconds_and_ratios() -> None:
    """Ours has no ratio to itself."""
    texts = [text.text for text in drawn(megadesk=1, restic=4).iter(f"{SVG}text")]
    assert "1.00 s" in texts
    assert "4.00 s · 4.00x" in texts


def test_any_text_can_stand_in_it() -> None:
    """What a machine calls itself cannot break the file."""
    assert any("<b> & co" in str(text.text) for text in drawn("<b> & co", megadesk=1).iter(f"{SVG}text"))


def test_nothing_measured_is_an_empty_drawing() -> None:
    """A run that was cut short at once still ends well."""
    assert [text.get("class") for text in drawn().iter(f"{SVG}text")] == ["t", "s"]
