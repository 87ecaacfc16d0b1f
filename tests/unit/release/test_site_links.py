"""A site with a broken link is not called whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from release.site_links import broken, main


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Two pages and a picture, every link of which leads somewhere."""
    (tmp_path / "a b.png").touch()
    (tmp_path / "index.html").write_text(
        '<a href="sub/page.html#Part">x</a><a href="https://example.org">away</a><img src="a%20b.png"><a href="#top" id="top">'
    )
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "page.html").write_text('<h2 id="Part">P</h2><a href="../index.html">up</a><img src="data:,x">')
    return tmp_path


def test_links_that_lead_somewhere_are_no_fault(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Pages, anchors, pictures with a blank in the name; other hosts are only linked to."""
    assert broken(site) == []
    assert main([str(site)]) == 0
    assert capsys.readouterr().out == "2 pages, 0 broken links\n"


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<a href="gone.html">', "gone.html is not there"),
        ('<a href="sub/">', "sub/ is not there"),
        ('<a href="sub/page.html#part">', "sub/page.html#part has no such anchor"),
        ('<a href="#nowhere">', "#nowhere has no such anchor"),
        ('<img src="gone.png">', "gone.png is not there"),
        ('<script src="https://example.org/x.js">', "https://example.org/x.js is loaded from elsewhere"),
        ('<link rel="stylesheet" href="//example.org/x.css">', "//example.org/x.css is loaded from elsewhere"),
    ],
)
def test_each_fault_is_named(site: Path, html: str, fault: str) -> None:
    """With the page it is on."""
    (site / "bad.html").write_text(html)
    assert broken(site) == [f"bad.html: {fault}"]
    assert main([str(site)]) == 1
