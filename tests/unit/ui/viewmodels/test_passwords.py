"""How good a password is, and new ones."""

from __future__ import annotations

import re

from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.passwords import GENERATED_BYTES, WARNINGS, generated, strength


def test_the_better_a_password_the_longer_the_bar() -> None:
    """From one that everybody uses to one that nobody guesses."""
    weak, middling, strong = strength("password"), strength("blue sofa12"), strength("stone-lantern-river-moss")
    assert weak.part < middling.part < strong.part
    assert (weak.tone, strong.tone) == ("error", "ok")
    assert plainly(weak.words) == "Very easy to guess. Many people use this password."
    assert not strength("").words


def test_what_is_known_of_a_person_does_not_help() -> None:
    """Who guesses knows the address, too."""
    password = "fernandinho.carrasco"
    assert strength(password, (f"{password}@example.org",)).part < strength(password).part


def test_a_very_long_password_is_looked_at_in_part() -> None:
    """It must not make the window wait, nor break."""
    assert strength("stone-lantern-river-moss" * 100).part == 1.0


def test_every_reason_has_words_of_ours() -> None:
    """So that it can be translated."""
    assert all(plainly(words).endswith((".", "!")) for _, words in WARNINGS)


def test_a_generated_password_is_all_of_the_chance() -> None:
    """Groups that can be typed, each byte a letter."""
    made = generated(bytes(range(GENERATED_BYTES)))
    assert re.fullmatch(r"(?:[a-z2-9]{5}-){4}[a-z2-9]{5}", made)
    assert generated(bytes(GENERATED_BYTES)) != made
    assert strength(made).part == 1.0
