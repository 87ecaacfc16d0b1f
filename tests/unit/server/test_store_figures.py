"""What is counted of stores elsewhere."""

from __future__ import annotations

import pytest

from megadesk.model.errors import DiskFull, MissingBlock, ServerUnavailable
from megadesk.server.metrics import Metrics
from megadesk.server.store_figures import Asked, asked_so_far, counted


def test_a_request_counts_once_and_as_an_error_if_the_store_failed() -> None:
    """What is not there is an answer as well; a store that is away, or full, gave none."""
    for error in (ServerUnavailable(), DiskFull(), MissingBlock()):
        with pytest.raises(type(error)), counted("tried"):
            raise error
    with counted("tried"):
        pass
    found = asked_so_far()["tried"]
    assert (found.requests, found.errors, found.seconds >= 0) == (4, 2, True)


def test_stores_are_shown_by_their_names() -> None:
    """A line for each figure of each."""
    metrics = Metrics()
    metrics.stores = {"blocks": Asked(3, 1.5, 1)}
    assert {
        'megadesk_store_requests_total{store="blocks"} 3',
        'megadesk_store_seconds_total{store="blocks"} 1.500000',
        'megadesk_store_errors_total{store="blocks"} 1',
    } <= set(metrics.text().splitlines())
