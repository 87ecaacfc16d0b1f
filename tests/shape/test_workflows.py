"""What runs on a public forge: each workflow parses, is pinned, may do little, and calls only what is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40}")
COMMAND = re.compile(r"(?:python3?|\$PYTHON\") (?:dev\.py) ([\w-]+)(?: ([\w -]+))?")
WRITES = {"draft": {"contents": "write", "id-token": "write", "attestations": "write"}}
"""The one job that may write: it makes the draft of a release, and says who built it."""


def loaded(path: Path) -> dict[Any, Any]:
    """Return a workflow. Its key ``on`` is the word for true in this YAML."""
    content: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def jobs() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every job with its name."""
    for path in WORKFLOWS:
        yield from loaded(path)["jobs"].items()


def steps() -> Iterator[dict[str, Any]]:
    """Yield every step of every job."""
    for _, job in jobs():
        yield from job.get("steps", [])


def scripts() -> list[str]:
    """Return what is run."""
    return [step["run"] for step in steps() if "run" in step]


def test_there_are_workflows() -> None:
    """So that the other tests look at something."""
    assert [path.name for path in WORKFLOWS] == ["ci.yml", "nightly.yml", "packages.yml", "release.yml"]
    assert len(scripts()) > 10


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_only_read(path: Path) -> None:
    """What may write says so at its job, and is the one that makes a release."""
    assert loaded(path)["permissions"] == {"contents": "read"}


def test_one_job_may_write() -> None:
    """And no more than it needs."""
    assert {name: job["permissions"] for name, job in jobs() if "permissions" in job} == WRITES


def test_every_action_is_pinned_by_its_commit() -> None:
    """A tag can be moved by whoever takes over its repository; a commit cannot."""
    used = [step["uses"] for step in steps() if "uses" in step]
    assert [each for each in used if not PINNED.fullmatch(each)] == []
    own = [job["uses"] for _, job in jobs() if "uses" in job]
    assert {(ROOT / each).is_file() for each in own} == {True}


def test_one_action_has_one_version() -> None:
    """The same commit everywhere, with the same version beside it."""
    lines = [line.strip() for path in WORKFLOWS for line in path.read_text(encoding="utf-8").splitlines()]
    used = {line.removeprefix("- ").removeprefix("uses: ") for line in lines if re.match(r"(- )?uses: [^.]", line)}
    assert all(re.search(r" # v\d+\.\d+\.\d+$", each) for each in used)
    assert len({each.partition("@")[0] for each in used}) == len(used)


def test_no_script_is_put_together_from_outside() -> None:
    """A branch or a title can hold a command: values reach a script through its environment."""
    assert [script for script in scripts() if "${{" in script] == []


def test_no_step_leaves_a_token_behind() -> None:
    """What a checkout leaves in the tree is read by every program that runs there later."""
    checkouts = [step for step in steps() if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts
    assert [step for step in checkouts if step.get("with", {}).get("persist-credentials") is not False] == []


def test_every_job_ends() -> None:
    """One that hangs costs hours, and hides that it does."""
    assert [name for name, job in jobs() if "uses" not in job and "timeout-minutes" not in job] == []


def test_only_commands_that_are_there_are_called() -> None:
    """Each is in the table of dev.py, and each word of `package` among its steps."""
    called = [match.groups() for script in scripts() for match in COMMAND.finditer(script)]
    offered = set(re.findall(r'^    "([\w-]+)": ', (ROOT / "dev.py").read_text(encoding="utf-8"), re.MULTILINE))
    assert {command for command, _ in called} <= offered
    words = {word for command, rest in called if command == "package" for word in (rest or "").split()}
    source = (ROOT / "packaging" / "release" / "__main__.py").read_text(encoding="utf-8")
    assert words <= {*re.findall(r'^    "(\w+)": ', source, re.MULTILINE), "linux"}
    assert {"linux", "frozen", "smoke", "windows", "macos"} <= words


def test_every_change_has_its_tests_and_its_site() -> None:
    """A link that is broken is noticed with the change that broke it."""
    called = {
        name: [step.get("run") for step in job.get("steps", [])] for name, job in loaded(WORKFLOWS[0])["jobs"].items()
    }
    assert "python3 dev.py test" in called["linux"]
    assert "python3 dev.py site" in called["site"]


def test_every_night_has_the_client_over_the_other_stack() -> None:
    """All of it, of which a change has a slice only."""
    nightly = loaded(ROOT / ".github" / "workflows" / "nightly.yml")
    assert [list(each) for each in nightly[True]["schedule"]] == [["cron"]]
    assert [step.get("run") for step in nightly["jobs"]["scaled"]["steps"]][-1] == "python3 dev.py test-scaled"


def test_only_files_that_are_there_are_run() -> None:
    """A script or module that was renamed is noticed here, not on the day of a release."""
    named = {match for script in scripts() for match in re.findall(r"packaging[/\\][\w/\\]+\.py", script)}
    assert named
    assert [each for each in named if not (ROOT / each.replace("\\", "/")).is_file()] == []
    modules = {match for script in scripts() for match in re.findall(r"-m ((?:windows|release)\.\w+)", script)}
    assert modules
    assert [each for each in modules if not (ROOT / "packaging" / f"{each.replace('.', '/')}.py").is_file()] == []


def test_tests_that_are_named_are_there() -> None:
    """Folders below tests/."""
    named = {match for script in scripts() for match in re.findall(r"tests/[\w/]+", script)}
    assert named
    assert [each for each in named if not (ROOT / each).is_dir()] == []


def test_every_secret_that_packages_take_is_handed_on_by_a_release_and_by_nothing_else() -> None:
    """A change that is only proposed never meets them."""
    packages, release, ci = (
        loaded(ROOT / ".github" / "workflows" / f"{name}.yml") for name in ("packages", "release", "ci")
    )
    wanted = packages[True]["workflow_call"]["secrets"]
    assert release["jobs"]["packages"]["secrets"].keys() == wanted.keys()
    assert not any(secret["required"] for secret in wanted.values())
    assert "secrets" not in (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert "pull_request_target" not in str(ci[True])
