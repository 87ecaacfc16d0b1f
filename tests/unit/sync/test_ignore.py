"""Which paths are left out: the grammar as git has it, what we add to it, and which line is named."""

from __future__ import annotations

import itertools
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from megadesk.model.relpath import ROOT, RelPath
from megadesk.sync.ignore import BUILT_IN, HERE_ONLY, Rules, built_in, under
from megadesk.sync.ignore_lines import folded


def rules(text: str = "", *, here: str = "", fold: bool = False, **nested: str) -> Rules:
    """Return rules of a text at the top, and of others in folders (``a__b`` is ``a/b``)."""
    texts = {RelPath(at.replace("__", "/")): said for at, said in nested.items()}
    if text:
        texts[ROOT] = text
    return Rules(here=here, texts=texts, fold=fold)


def left_out(found: Rules, *paths: str) -> set[str]:
    """Return which of the paths are ignored; a slash at the end makes one a folder."""
    return {path for path in paths if found.verdict(RelPath(path.rstrip("/")), is_folder=path.endswith("/")).ignored}


@pytest.mark.parametrize(
    ("text", "ignored", "synced"),
    [
        ("*.log", ["a.log", "x/y/a.log", "a.log/"], ["a.logs", "log"]),
        ("/a.log", ["a.log"], ["x/a.log"]),
        ("x/a.log", ["x/a.log"], ["a.log", "y/x/a.log"]),
        ("build/", ["build/", "x/build/", "build/a", "build/x/y"], ["build", "x/build"]),
        ("**/deep/*.o", ["deep/a.o", "x/deep/a.o"], ["deep/x/a.o", "a.o"]),
        ("a/**/z", ["a/z", "a/b/z", "a/b/c/z"], ["z", "b/a/z"]),
        ("a/**", ["a/b", "a/b/c", "a/b/"], ["a/", "b"]),
        ("[ab]?.txt", ["a1.txt", "b2.txt"], ["c1.txt", "a.txt", "a12.txt"]),
        ("*.log\n!keep.log", ["a.log"], ["keep.log", "x/keep.log"]),
        ("!keep.log\n*.log", ["keep.log"], []),
        ("*\n!*/\n!*.txt", ["a.jpg", "x/a.jpg"], ["a.txt", "x/", "x/y/a.txt"]),
        ("\\#a\n\\!b\nc\\ ", ["#a", "!b", "c "], ["a", "b", "c"]),
        ("\\#a*\n\\!b*", ["#ab", "!bc"], ["a", "b", "ab"]),
        ("!#c*\n", [], ["#cd"]),
        ("#\n!!c*\n*c*\n!!c*", ["cd"], ["!cd"]),
        ("# a\n\n  \nb   ", ["b"], ["# a", "a"]),
        ("a\r\nb\r\n", ["a", "b"], ["a\r"]),
        ("\ufeffa", ["a"], []),
        ("über", ["u\u0308ber"], ["uber"]),
        ("Foo", ["Foo"], ["foo"]),
    ],
)
def test_grammar(text: str, ignored: list[str], synced: list[str]) -> None:
    """The lines mean what they mean to git; names are compared in one composition."""
    assert left_out(rules(text), *ignored, *synced) == set(ignored)


def test_case_counts_only_where_the_volume_tells_it_apart() -> None:
    """On a volume that does not, a rule is about every spelling."""
    assert left_out(rules("Build/\n*.LOG\n/X/[A-C]", fold=True), "BUILD/", "a.log", "x/b") == {"BUILD/", "a.log", "x/b"}
    assert left_out(rules("Build/\n*.LOG"), "BUILD/", "a.log") == set()


def test_nested_files_are_relative_to_their_folder_and_stronger() -> None:
    """A file further down speaks for its folder alone, after those above it; this device's own rules come last."""
    found = rules("*.log\n", docs="!keep.log\n/top", docs__sub="keep.log", here="!docs/sub/keep.log\nsecret")
    assert left_out(found, "a.log", "keep.log", "docs/keep.log", "docs/sub/keep.log") == {"a.log", "keep.log"}
    assert left_out(found, "docs/top", "top", "docs/sub/top", "docs/secret") == {"docs/top", "docs/secret"}
    without = rules("*.log\n", docs="!keep.log\n/top", docs__sub="keep.log")
    assert left_out(without, "docs/sub/keep.log") == {"docs/sub/keep.log"}


@pytest.mark.parametrize(
    ("text", "ignored", "synced"),
    [
        ("build/\n!build/keep.txt", ["build/a", "build/x/", "build/x/keep.txt"], ["build/", "build/keep.txt"]),
        ("build/\n!build/x/keep", ["build/a", "build/x/a", "build/y/"], ["build/", "build/x/", "build/x/keep"]),
        ("build/\n!build/x/", ["build/a", "build/y/x/"], ["build/", "build/x/", "build/x/any/thing"]),
        ("build/\n!*.txt", ["build/", "build/a.txt"], ["a.txt"]),
        ("build/\n!build/keep\n!*.txt", ["build/a.txt"], ["build/keep", "a.txt"]),
        ("!build/keep\nbuild/", ["build/", "build/keep"], []),
        ("!build/keep\nbuild/\n!build/other", ["build/keep", "build/a"], ["build/", "build/other"]),
        ("/*\n!/a/b/c", ["x", "a/x", "a/b/x"], ["a/", "a/b/", "a/b/c"]),
        ("build/\n!build/*.txt\nbuild/no.txt", ["build/a", "build/no.txt"], ["build/", "build/a.txt"]),
    ],
)
def test_row136_what_is_named_in_an_ignored_folder_is_synced(text: str, ignored: list[str], synced: list[str]) -> None:
    """Row 136: a later `!` line that names a path makes the folders on its way plain containers; nothing else does."""
    assert left_out(rules(text), *ignored, *synced) == set(ignored)


def test_row137_only_a_folder_that_nothing_names_is_shut() -> None:
    """Row 137: a scan need not look into an ignored folder, except where a later `!` may match."""
    found = rules("a/\nb/\n!b/x/y")
    assert found.inside(RelPath("a")).shut is not None
    assert found.inside(RelPath("b")).shut is None
    assert found.inside(RelPath("b/x")).shut is None
    assert found.inside(RelPath("b/z")).shut is not None


def test_row132_junk_is_what_stands_in_its_section() -> None:
    """Row 132: leftovers are named after `#!junk`, up to the next section; what is in a junk folder is junk."""
    found = rules("*.log\n#!junk\n*.pyc\n__pycache__/\n#!\n*.tmp")
    said = {
        path: found.verdict(RelPath(path), is_folder=False) for path in ("a.log", "a.pyc", "__pycache__/x", "a.tmp")
    }
    assert {path for path, verdict in said.items() if verdict.ignored} == set(said)
    assert {path for path, verdict in said.items() if verdict.junk} == {"a.pyc", "__pycache__/x"}
    assert found.verdict(RelPath("Thumbs.db"), is_folder=False).junk


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store", "Thumbs.db", "thumbs.DB", "desktop.ini", "Desktop.INI", "~$report.docx", ".~lock.report.odt#",
        "film.mkv.part", "x.PART", "setup.exe.crdownload", "X.CRDOWNLOAD", ".megadesk-0123.part", ".megadesk-x",
        ".notes.txt.swp", "Thumb\u017f.db", ".DS_\u017ftore", ".nfs000000000123", ".fuse_hidden00000001", ".goutputstream-ABC123", ".#draft", "._photo.jpg",
    ],
)  # fmt: skip
def test_row144_litter_is_ignored(name: str) -> None:
    """Row 144: temporary, lock and partial names are ignored in any case, and no line takes them back."""
    verdict = rules(f"!{name}\n!*").verdict(RelPath(f"sub/{name}"), is_folder=False)
    assert verdict.ignored
    assert verdict.rule is not None
    assert verdict.rule.source == BUILT_IN


@pytest.mark.parametrize(
    "name",
    ["a.txt", "part", "apart", "counterpart", "download", "DS_Store", "$~x", ".~lock.x", "t", "d", ".megadesk", "~",
     ".nfs", ".swp", "a.swp", "lost+found", "x.tmp", "Makefile~"],
)  # fmt: skip
def test_row144_ordinary_names_are_not_ignored(name: str) -> None:
    """Names that merely look alike are synced; a volume's own folders only if they are folders."""
    assert built_in(name, is_folder=False) is None


@pytest.mark.parametrize("here", ["", "*.log"], ids=["no_rules", "rules"])
def test_row144_litter_of_a_volume_shuts_its_folder(here: str) -> None:
    """What is in a folder of that name is left out with it, and a file of that name is none of it."""
    found = rules(here=here)
    assert left_out(found, "lost+found/", "lost+found/a", "x/.Trash-1000/b/c", "lost+found") == {
        "lost+found/", "lost+found/a", "x/.Trash-1000/b/c",
    }  # fmt: skip


def test_private_folder_of_a_pair_below_is_left_out() -> None:
    """A folder below that another profile syncs keeps its marker, stage and debris to itself; a file so named is a file."""
    assert built_in(".megadesk", is_folder=True) is not None
    assert built_in(".megadesk", is_folder=False) is None


@given(st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_row144_short_way_agrees_with_the_rule(name: str) -> None:
    """The quick first look of the scan never decides otherwise than the whole list."""
    whole = re.compile(
        r"\.megadesk-.*|~\$.*|\.~lock\..*#|\.#.*|\..*\.sw[a-px]|\.goutputstream-.*|\..*\.kate-swp|\.fuse_hidden.*"
        r"|\.nfs[0-9a-f].*[0-9a-f]|.*\.(part|partial|filepart|crdownload|opdownload)|\.ds_store|\._.*|\.apdisk"
        r"|(eh)?thumbs\.db|desktop\.ini",
        re.DOTALL,
    )
    assert (built_in(name, is_folder=False) is not None) is (whole.fullmatch(folded(name, fold=True)) is not None)


def test_own_file_is_never_left_out_by_a_line() -> None:
    """`.deskignore` has to reach the other devices, whatever it says; in an ignored folder nobody reads it."""
    found = rules("*\n.deskignore\nsub/")
    assert left_out(found, ".deskignore", "a", "sub/.deskignore") == {"a", "sub/.deskignore"}


def test_verdict_names_the_line_that_decides() -> None:
    """Who asks why is told file, line and pattern; for what a line took back, that line."""
    found = rules("# ours\n*.log\n", docs="\n!keep.log", here="secret")
    for path, said in {
        "docs/a.log": ".deskignore:2: *.log",
        "docs/keep.log": "docs/.deskignore:2: !keep.log",
        "secret/x/y": f"{HERE_ONLY}:1: secret",
        "Thumbs.db": f"{BUILT_IN}: Thumbs.db",
    }.items():
        assert str(found.verdict(RelPath(path), is_folder=False).rule) == said
    assert found.verdict(RelPath("a.txt"), is_folder=False).rule is None


def test_texts_come_and_go() -> None:
    """Rules are a value: another text is another value, and what was asked before does not stick."""
    first = rules("a")
    second = first.with_text(ROOT, "b").with_text(RelPath("sub"), "c")
    assert left_out(first, "a", "b") == {"a"}
    assert left_out(second, "a", "b", "sub/c", "c") == {"b", "sub/c"}
    assert left_out(second.with_text(ROOT, None), "b", "sub/c") == {"sub/c"}
    assert left_out(second.with_texts({}), "b", "sub/c") == set()
    assert [file.folder for file in second.files()] == ["", "", "sub", ""]
    assert set(under(second.texts, RelPath("sub"))) == {"sub"}


# -- against git ----------------------------------------------------------------------------------------------------

FOLDERS = ("a", "b", "ab")
FILES = st.sampled_from(["c", "a.o", "b.o", "x.txt", "ac"])
PATHS = st.builds(
    lambda folders, file: "/".join([*folders, file] if file else folders),
    st.lists(st.sampled_from(FOLDERS), min_size=1, max_size=3), st.one_of(st.none(), FILES),
)  # fmt: skip
SEGMENT = st.sampled_from(["a", "b", "ab", "a*", "*b", "*.o", "?", "[ab]", "[!a]", "*", "**", "x.txt"])
PATTERN = st.builds(
    lambda segments, front, back: front + "/".join(segments) + back,
    st.lists(SEGMENT, min_size=1, max_size=3), st.sampled_from(["", "", "/", "!", "!/"]), st.sampled_from(["", "", "/"]),
)  # fmt: skip


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of git with folders three deep and no files: it asks the disk what is a folder."""
    path = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", str(path)], check=True)
    for folders in itertools.product(FOLDERS, repeat=3):
        path.joinpath(*folders).mkdir(parents=True)
    return path


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    top=st.lists(PATTERN, max_size=4),
    nested=st.lists(PATTERN, max_size=3),
    paths=st.lists(PATHS, min_size=8, max_size=25),
)
def test_agrees_with_git(repository: Path, top: list[str], nested: list[str], paths: list[str]) -> None:
    """What git ignores is ignored, line for line, but for what a `!` line names in an ignored folder (row 136)."""
    (repository / ".gitignore").write_text("\n".join(top), encoding="utf-8")
    (repository / "a" / ".gitignore").write_text("\n".join(nested), encoding="utf-8")
    found = rules("\n".join(top), a="\n".join(nested))
    told = subprocess.run(
        ["git", "-C", str(repository), "check-ignore", "--no-index", "--stdin", "-z"],
        input="\0".join(paths).encode(), capture_output=True, check=False,
    )  # fmt: skip
    by_git = {path for path in told.stdout.decode().split("\0") if path}
    for path in paths:
        verdict = found.verdict(RelPath(path), is_folder=path.endswith(FOLDERS))
        named = any(inside(found, folder) for folder in folders_of(path))
        assert verdict.ignored == (path in by_git) or named, (path, verdict, by_git)


def folders_of(path: str) -> list[str]:
    """Return the folders above a path, and the path itself if it is one."""
    names = path.split("/")
    return ["/".join(names[:end]) for end in range(1, len(names) + path.endswith(FOLDERS))]


def inside(found: Rules, folder: str) -> bool:
    """Whether a folder is a container of what was named in it."""
    return found.inside(RelPath(folder))._container is not None
