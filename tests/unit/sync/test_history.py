"""Two moments of a folder, as people see them."""

from __future__ import annotations

import pytest

from fakes.trees import ROOT_ID, node_id, tree
from megadesk.model.relpath import ROOT, RelPath
from megadesk.model.tree import Tree
from megadesk.sync.history import Pages, changes

THEN = tree("d/", "d/a=one", "d/b=two", "d/e/", "d/e/x=in", "z=out")


def lines(then: Tree, now: Tree, folder: str = "") -> list[str]:
    """Return what has changed in a folder, as words."""
    was, is_now = (tree_.at(RelPath(folder)) if folder else None for tree_ in (then, now))
    found = changes(
        then, now, ROOT_ID if not folder else was.id if was else None,
        ROOT_ID if not folder else is_now.id if is_now else None,
    )  # fmt: skip
    return [
        f"{one.since.value} {one.path}" + (f" -> {one.now_path}" if one.now_path != one.path else "") for one in found
    ]


class TestChanges:
    """What is listed, and as what."""

    def test_nothing_has_changed(self) -> None:
        """Neither in what is the same nor in what only has another version."""
        assert lines(THEN, THEN) == []
        assert lines(THEN, tree("d/", "d/a=one", "d/b=two", "d/e/", "d/e/x=in", "z=out", version=9)) == []

    def test_each_kind_of_change_is_one_line(self) -> None:
        """Edited, removed, added, moved, and moved with other bytes."""
        now = tree("d/", "d/a=new", "d/c=more", "d/e/", "d/e/x@d/y=in", "z@d/z.txt=other")
        assert lines(THEN, now) == [
            "edited d/a", "removed d/b -> None", "added d/c", "moved d/e/x -> d/y", "moved_edited z -> d/z.txt",
        ]  # fmt: skip

    def test_a_moved_folder_is_one_line(self) -> None:
        """What is in it has not moved within it."""
        now = THEN.changed(list(tree("d@new/").values()))
        assert lines(THEN, now) == ["moved d -> new"]

    def test_a_folder_shows_what_came_and_went(self) -> None:
        """Also what was moved across its edge, and nothing of what is outside."""
        now = tree("d/", "d/b=two", "d/a@a=one", "d/e/", "d/e/x=in", "z@d/z=out", "new=x")
        assert lines(THEN, now, "d") == ["moved d/a -> a", "moved z -> d/z"]

    def test_a_folder_of_one_moment_only(self) -> None:
        """Everything in it has come, or has gone."""
        assert lines(THEN, tree("z=out"), "d") == [
            "removed d -> None", "removed d/a -> None", "removed d/b -> None", "removed d/e -> None",
            "removed d/e/x -> None",
        ]  # fmt: skip
        assert lines(tree("z=out"), THEN, "d/e") == ["added d/e", "added d/e/x"]


class TestPages:
    """A folder is shown a page at a time."""

    @pytest.mark.parametrize("limit", [1, 2, 3, 100])
    @pytest.mark.parametrize("recursive", [False, True])
    def test_pages_add_up(self, limit: int, *, recursive: bool) -> None:
        """However large a page is, everything comes once, in the order of the paths."""
        big = tree(
            "a/", "a/b/", "a/b/c=1", "a/b.txt=2", "a/z=3", "a.txt=4", "b=5", "c/", "d/", "d/e/", "d/e/f=6", "d/g=7"
        )
        pages = Pages(big, ROOT_ID)
        found: list[RelPath] = []
        has_more = True
        while has_more:
            page = pages.page(found[-1] if found else ROOT, limit, recursive=recursive)
            found += [path for path, _ in page.entries]
            has_more = page.has_more
        every = sorted(big.paths(), key=lambda path: path.split("/"))
        assert found == [path for path in every if recursive or "/" not in path]

    def test_a_page_starts_after_what_is_gone(self) -> None:
        """A path that is not there is as good a place to go on as any."""
        pages = Pages(tree("a/", "a/x=1", "c/", "c/y=2"), ROOT_ID)
        assert [path for path, _ in pages.page(RelPath("a/zz"), 9, recursive=True).entries] == ["c", "c/y"]
        assert [path for path, _ in pages.page(RelPath("b/q"), 9, recursive=True).entries] == ["c", "c/y"]
        assert [path for path, _ in pages.page(RelPath("b"), 9, recursive=False).entries] == ["c"]

    def test_a_folder_below_is_a_page_of_its_own(self) -> None:
        """Paths are those below the folder."""
        found = Pages(THEN, node_id("d")).page(ROOT, 9, recursive=True)
        assert [path for path, _ in found.entries] == ["a", "b", "e", "e/x"]
