"""Tests mirror the source: who reads a module knows where its tests are, and the other way round."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "megadesk"
UNIT = ROOT / "tests" / "unit"
BENCHMARKS = ROOT / "benchmarks"
"""Run by hand, so not every module needs tests: those that are functions of values have some."""

PACKAGING = ROOT / "packaging"
"""What builds a release: much of it can be tried on one system only, or by a build, so the same holds."""

EXEMPT = {
    "__main__.py": "one line; tests/unit/cli runs it",
    "disk/hints.py": "values without behaviour, and a Protocol",
    "engine/content_check.py": "a part of verifying: test_verifying.py runs it on a real engine and a damaged server",
    "engine/copies.py": "a part of verifying, as content_check.py",
    "engine/healing.py": "a part of verifying, as content_check.py",
    "engine/errand_deciding.py": "the first half of errand_run.py, and run with it",
    "engine/errand_run.py": "what put and get share: test_errand_put.py, test_errand_get.py and test_errands.py run it",
    "engine/errand_scan.py": "what a put names: test_errand_put.py runs it with real folders",
    "engine/transfer_lists.py": "what stands in the lists of transfers: test_transfers.py runs all of it on a real engine",
    "model/errand.py": "values without behaviour",
    "model/transfer.py": "values without behaviour",
    "model/verification.py": "values without behaviour",
    "remote/ports.py": "Protocols: tests/contract runs what stands behind them",
    "server/blobstore.py": "a Protocol: tests/contract/test_blob_store.py runs what stands behind it",
    "server/metadata.py": "a Protocol: tests/contract/test_metadata_store.py runs what stands behind it",
    "server/metadata_attempts.py": "a Protocol, as metadata.py",
    "server/metadata_check.py": "a Protocol, as metadata.py",
    "server/metadata_factor.py": "a Protocol, as metadata.py",
    "server/metadata_invitations.py": "a Protocol, as metadata.py",
    "server/metadata_care.py": "a Protocol, as metadata.py",
    "server/metadata_sql_care.py": "tests/contract/test_metadata_store.py runs it, test_metadata_sqlite.py has its plans",
    "server/metadata_sql_rows.py": "as metadata_sql_care.py",
    "server/metadata_postgres_bulk.py": "tests/contract/test_metadata_store.py runs it, test_metadata_postgres.py has its plans",
    "server/metadata_postgres_move.py": "tests/contract/test_metadata_move.py runs it",
    "server/revisions.py": "test_metadata_sqlite.py and test_postgres_schema.py run it on each database",
    "server/metadata_sql_words.py": "what databases have to be able to do; their transactions do it",
    "server/metadata_past.py": "a Protocol, as metadata.py",
    "server/metadata_move.py": "a Protocol, as metadata.py",
    "server/metadata_sqlite_move.py": "tests/contract/test_metadata_move.py runs it",
    "server/metadata_sql_move.py": "tests/contract/test_metadata_move.py runs it on each database",
    "server/metadata_sql_check.py": "tests/contract/test_metadata_store.py runs it",
    "server/metadata_sql_past.py": "tests/contract/test_metadata_store.py runs it, test_metadata_sqlite.py has its plans",
    "server/metadata_sql.py": "tests/contract/test_metadata_store.py runs it on each database",
    "server/metadata_sql_attempts.py": "tests/contract/test_metadata_store.py runs it on each database",
    "server/metadata_sql_factor.py": "tests/contract/test_metadata_store.py runs it",
    "server/metadata_sql_invitations.py": "tests/contract/test_metadata_store.py runs it",
    "server/reauth.py": "what changes of keys and of the second factor share: test_accounts.py and test_second_factor.py run it",
    "server/metadata_tables.py": "tables; test_metadata_sqlite.py holds them to the migrations",
    "sync/conclusion.py": "the second half of identity: test_identity.py runs both over whole scans",
    "sync/content.py": "a part of merge: test_merge.py, tests/catalogue and tests/sim run all of it",
    "store/memories.py": "tests/contract/test_pair_memory.py runs it",
    "sync/cargo.py": "a part of the executor: test_executor.py runs it with whole devices, as do catalogue and sim",
    "sync/crossing.py": "one pair's side of neighbours: test_neighbours.py runs it with whole devices",
    "sync/draft.py": "a part of merge, as content.py",
    "sync/memory.py": "a Protocol and a dictionary: tests/contract/test_pair_memory.py runs it and what is stored",
    "sync/events.py": "values without behaviour",
    "sync/gathering.py": "what a report says is wrong: test_pilot.py runs it, and its parts have tests of their own",
    "sync/local_steps.py": "a part of the planner: test_planner.py and tests/sim run all of it",
    "sync/matching.py": "the slow half of identity: test_identity.py runs it",
    "sync/plan.py": "values without behaviour",
    "sync/ports.py": "Protocols: tests/contract runs what stands behind them",
    "sync/publishing.py": "a part of the executor, as cargo.py",
    "sync/reading.py": "patience put to use: test_pilot.py and tests/sim run it with files that somebody writes to",
    "sync/remote_steps.py": "a part of the planner, as local_steps.py",
    "sync/report.py": "values without behaviour",
    "sync/shape.py": "a part of merge, as content.py",
    "sync/structure.py": "a part of the executor, as cargo.py",
    "sync/waiting.py": "a part of the planner, as local_steps.py",
    "sync/work.py": "what the parts of the executor share, as cargo.py",
    "transfers/ports.py": "Protocols: tests/contract runs what stands behind them",
}
"""Modules without a test file of their own, and why."""

TABLES = {"migrations", "messages"}

WHOLE_ROOM = {
    "test_entry.py": "the one entry point, __main__",
    "fakes/test_postgres.py": "the database server of tests, which starts and ends with them",
    "fakes/test_seaweed.py": "the object store of tests, as the database server",
    "fakes/test_programs.py": "what is left out of a run, and said",
    "server/test_abuse.py": "what accounts try against each other, over all routes",
    "server/test_care_model.py": "retention and collection against a model of what was promised",
    "server/test_collection_objects.py": "collection over object stores, in memory and real",
    "server/test_journal_model.py": "the journal against a model of it",
    "store/test_crash.py": "a change cut off anywhere, over all tables",
    "store/test_intents.py": "intents, over trees and spaces",
    "sync/test_editors.py": "how programs save, over scanner, identity, machine and pilot",
    "sync/test_ignore_rows.py": "the rows of the catalogue about ignore rules, with whole devices",
}
"""Tests of a room as a whole, and of what."""


def modules() -> list[str]:
    """Return all modules with something in them, as paths below the package.

    Two kinds of tables are left out: the tests of a database run all its migrations, in order; messages have no
    behaviour.
    """
    found = (path.relative_to(SOURCE) for path in SOURCE.rglob("*.py") if path.name != "__init__.py")
    return sorted(path.as_posix() for path in found if not TABLES.intersection(path.parent.parts))


def test_file_of(module: str) -> str:
    """Return where the tests of a module are, below tests/unit."""
    path = Path(module)
    return path.with_name(f"test_{path.name}").as_posix()


test_file_of.__test__ = False  # type: ignore[attr-defined]  # a helper whose name says what it gives


def test_every_module_has_its_tests() -> None:
    """tests/unit/<room>/test_<module>.py exists for each module that is not exempt."""
    missing = [each for each in modules() if each not in EXEMPT and not (UNIT / test_file_of(each)).is_file()]
    assert missing == []


def test_every_exemption_is_of_a_module_without_tests() -> None:
    """The list of exemptions does not outlive its reasons."""
    there = modules()
    assert [each for each in EXEMPT if each not in there or (UNIT / test_file_of(each)).is_file()] == []


def test_every_unit_test_has_its_module() -> None:
    """A test file whose module was renamed or removed is noticed."""
    benchmarks = {test_file_of(path.relative_to(ROOT).as_posix()) for path in BENCHMARKS.rglob("*.py")}
    packaging = {test_file_of(path.relative_to(PACKAGING).as_posix()) for path in PACKAGING.rglob("*.py")}
    mirrored = {test_file_of(each) for each in modules()} | WHOLE_ROOM.keys() | benchmarks | packaging
    found = (path.relative_to(UNIT).as_posix() for path in UNIT.rglob("test_*.py"))
    assert sorted(each for each in found if each not in mirrored) == []
