"""What is shown once and has to be kept."""

from __future__ import annotations

from megadesk.ui.viewmodels.keeping import ONE_TIME_CODES, RECOVERY_KEY


def test_each_has_a_file_and_words_of_its_own() -> None:
    """The codes are not saved under the name of the key, which is there already and is never written over."""
    for name in ("name", "save_as", "shown", "making", "lost", "ending"):
        assert getattr(ONE_TIME_CODES, name) != getattr(RECOVERY_KEY, name)


def test_codes_may_have_been_written_down_by_hand() -> None:
    """The key is kept in a way that is seen, or knowingly left."""
    assert ONE_TIME_CODES.tick
    assert not RECOVERY_KEY.tick
