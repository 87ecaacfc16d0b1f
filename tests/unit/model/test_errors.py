"""The tree of errors: codes are stable, and an error survives a trip through JSON."""

from __future__ import annotations

import pytest

from megadesk.model.errors import (
    BY_CODE,
    Argument,
    Damaged,
    MegadeskError,
    NeedsUser,
    NotFound,
    OurBug,
    RateLimited,
    Refused,
    RetryLater,
    Waiting,
    error_from_code,
)
from megadesk.model.wording import facts_of


def test_codes_are_unique() -> None:
    """A code names one class, and a class one code."""
    assert len({kind.code for kind in BY_CODE.values()}) == len(BY_CODE)
    assert all(BY_CODE[kind.code] is kind for kind in BY_CODE.values())


def test_every_error_is_in_one_group() -> None:
    """Each leaf has exactly one answer to what is to be done about it."""
    groups = (RetryLater, Waiting, NeedsUser, Refused, Damaged, OurBug)
    for kind in BY_CODE.values():
        if kind is not MegadeskError:
            assert sum(issubclass(kind, group) for group in groups) == 1, kind


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_an_error_is_made_again_from_its_code(code: str) -> None:
    """Class, detail and arguments come back."""
    error = error_from_code(code, "why", {"path": "/a", "retry_after_s": 2.5})
    assert type(error) is BY_CODE[code]
    assert error.code == code
    assert error.detail == "why"
    assert error.arguments == {"path": "/a", "retry_after_s": 2.5}


def test_a_wait_that_is_missing_becomes_one_second() -> None:
    """A RateLimited from elsewhere always says how long to wait."""
    error = error_from_code("rate_limited", "", {})
    assert isinstance(error, RateLimited)
    assert error.retry_after_s == 1.0


@pytest.mark.parametrize("wait", ["x", None, 0, -1, True])
def test_a_wait_that_is_none_is_one_second(wait: Argument) -> None:
    """Whatever stands in its place is no error of another kind."""
    error = error_from_code("rate_limited", "", {"retry_after_s": wait})
    assert isinstance(error, RateLimited)
    assert error.retry_after_s == 1.0


def test_facts_of_an_error_make_it_again() -> None:
    """An errand says its error with the detail among its arguments; no name there breaks the making."""
    error = NotFound("gone", path="/a")
    again = error_from_code(error.code, "", facts_of(error))
    assert (type(again), again.detail, again.arguments) == (NotFound, "gone", {"path": "/a"})
    assert error_from_code("malformed", "why", {"self": 1, "detail": "other"}).detail == "why"


def test_an_unknown_code_is_the_base_class() -> None:
    """A newer engine's error is still an error."""
    assert type(error_from_code("not_invented_yet", "", {})) is MegadeskError


def test_the_text_for_developers_has_code_detail_and_arguments() -> None:
    """What stands in a log line is complete, and empty parts leave no holes."""
    assert str(NotFound("gone", path="/a", size=3)) == "not_found: gone: path='/a', size=3"
    assert str(NotFound()) == "not_found"
