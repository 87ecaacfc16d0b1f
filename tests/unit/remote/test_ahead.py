"""What is made ahead comes in order, one at a time, and ends with its user."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from megadesk.remote.ahead import Ahead

PATIENCE_S = 20.0


@pytest.mark.parametrize("worthwhile", [True, False])
@pytest.mark.parametrize("source", [[], [1], [1, 2, 3], [0, None, ()]])
def test_all_come_in_order(source: list[object], worthwhile: bool) -> None:
    """As without: also what is false by itself."""
    with Ahead(iter(source), worthwhile=worthwhile) as ahead:
        assert list(ahead) == source


def test_the_next_is_made_while_the_last_is_used() -> None:
    """One more is made before it is asked for, in another thread, and no more than one."""
    made = [threading.Event() for _ in range(4)]
    threads: set[threading.Thread] = set()

    def source() -> Iterator[int]:
        for number, event in enumerate(made):
            threads.add(threading.current_thread())
            event.set()
            yield number

    with Ahead(source()) as ahead:
        for number in ahead:
            if number + 1 < len(made):
                assert made[number + 1].wait(PATIENCE_S)
            assert not any(event.is_set() for event in made[number + 2 :])
    assert threading.current_thread() not in threads


@pytest.mark.parametrize("worthwhile", [True, False])
def test_an_error_of_the_source_comes_in_its_turn(worthwhile: bool) -> None:
    """What came before it is used first."""

    def source() -> Iterator[int]:
        yield 1
        raise OSError("no more")

    used: list[int] = []
    with pytest.raises(OSError, match="no more"), Ahead(source(), worthwhile=worthwhile) as ahead:
        used.extend(ahead)
    assert used == [1]


def test_an_error_of_the_user_ends_it() -> None:
    """Nothing is made any more once the user has gone, and no thread is left."""
    taken: list[int] = []

    def source() -> Iterator[int]:
        for number in range(10):
            taken.append(number)
            yield number

    def use() -> None:
        with Ahead(source()) as ahead:
            for _ in ahead:
                raise OSError("enough")

    before = threading.active_count()
    with pytest.raises(OSError, match="enough"):
        use()
    assert taken == [0, 1]
    assert threading.active_count() == before
