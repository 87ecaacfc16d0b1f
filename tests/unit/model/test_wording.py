"""The words for people: there are some for everything, they are calm, and they are filled in."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from megadesk.model.error_phrases import ERROR_PHRASES
from megadesk.model.errors import Argument, BadUsage, NotFound, OurBug, RateLimited, WrongCredentials
from megadesk.model.past_phrases import PAST_PHRASES
from megadesk.model.phrases import Counted, texts
from megadesk.model.problem_phrases import PROBLEM_PHRASES
from megadesk.model.state_phrases import STATE_PHRASES
from megadesk.model.states import Part
from megadesk.model.tongue import Tongue
from megadesk.model.verify_phrases import VERIFY_PHRASES
from megadesk.model.wording import (
    because,
    count_text,
    counted,
    duration_text,
    facts_of,
    sentences,
    size_text,
    templates,
    words_for,
    words_of,
)

TABLES = (ERROR_PHRASES, PAST_PHRASES, PROBLEM_PHRASES, STATE_PHRASES, VERIFY_PHRASES)


def test_arguments_stand_in_the_sentence() -> None:
    """A path is named; sizes and times are written for people."""
    assert words_of(NotFound(path="/Photos/a.jpg")).sentence == "/Photos/a.jpg was not found."
    assert words_of(RateLimited(retry_after_s=90.0)).remedy == "Try again in 90 seconds."
    assert "(process 12345)" in words_for("already_running", {"pid": 12345}).sentence
    assert words_for("mass_removal", {"files": 12408, "direction": "local"}).sentence.startswith("12,408 files")


def test_the_most_special_words_are_taken() -> None:
    """``what`` and ``reason`` choose; an unknown reason falls back to what is known."""
    assert "too short" in words_of(BadUsage(what="password", reason="too_short")).sentence
    assert words_of(BadUsage(what="recovery_key", reason="zork")) == words_of(BadUsage(what="recovery_key"))
    assert "locked" in words_for("not_signed_in", {"reason": "locked"}).sentence


def test_an_unknown_code_gets_a_true_sentence() -> None:
    """A code of a newer engine is shown, with the path, and nothing is made up."""
    words = words_for("held_by_moon", {"path": "a/b"})
    assert "a/b" in words.sentence
    assert "held_by_moon" in words.sentence


def test_names_cannot_move_the_cursor() -> None:
    """Control characters in an argument are shown, not sent."""
    assert "\x1b" not in words_of(NotFound(path="/a\x1b[2Jb")).sentence
    assert "\x1b" not in words_for("zork\x1b[2J").sentence


def test_a_detail_helps_where_the_code_says_little() -> None:
    """What a developer wrote is used in a usage error and in a bug, and nowhere it would be in the way."""
    assert (
        words_of(BadUsage("--home needs a folder")).sentence == "--home needs a folder."[:1] + "-home needs a folder."
    )
    assert "KeyError" in words_of(OurBug("KeyError")).sentence
    assert words_for("bug", facts_of(OurBug("KeyError"))) == words_of(OurBug("KeyError"))
    assert "zork" not in words_of(WrongCredentials("zork")).sentence


@pytest.mark.parametrize(
    ("size_bytes", "text"),
    [
        (0, "0 bytes"), (1, "1 byte"), (1023, "1,023 bytes"), (1024, "1.0 KiB"), (6 << 20, "6.0 MiB"),
        (1023 << 10, "1,023 KiB"), ((1 << 20) - 1, "1.0 MiB"), (1 << 40, "1.0 TiB"), (5 << 50, "5,120 TiB"),
    ],
)  # fmt: skip
def test_sizes_read_well(size_bytes: int, text: str) -> None:
    """Sizes have a unit, and one decimal while they are small."""
    assert size_text(size_bytes) == text


@pytest.mark.parametrize(
    ("duration_s", "text"),
    [(0, "1 second"), (0.2, "1 second"), (1.2, "2 seconds"), (90, "90 seconds"), (91, "2 minutes"),
     (5400, "90 minutes"), (5401, "2 hours"), (129_601, "2 days")],
)  # fmt: skip
def test_times_are_rounded_up(duration_s: float, text: str) -> None:
    """A wait is never shown shorter than it is."""
    assert duration_text(duration_s) == text


def test_counts_have_their_noun() -> None:
    """One is one, and thousands are apart."""
    assert count_text(12408) == "12,408"
    assert [counted(n, "file") for n in (0, 1, 2)] == ["0 files", "1 file", "2 files"]
    assert counted(2, "copy", "copies") == "2 copies"


@given(
    st.text(),
    st.dictionaries(
        st.sampled_from(["path", "what", "reason", "name", "size_bytes"]), st.text() | st.integers() | st.none()
    ),
)
def test_any_code_and_arguments_give_words(code: str, arguments: dict[str, str | int | None]) -> None:
    """Whatever an engine sends, there is a sentence on one line that a terminal can take."""
    words = words_for(code, arguments)
    assert words.sentence
    assert all(char.isprintable() for char in words.sentence + words.remedy)


def test_how_a_path_stands_is_said_with_its_numbers() -> None:
    """Version and time, place in the queue, percent and rule stand in the sentence; without them it is whole too."""
    said = [
        words_for("synced", {"path": "a", "version": 3, "when": "2026-11-25T13:52:30Z"}).sentence,
        words_for("queued", {"path": "a", "ahead": 2}).sentence,
        words_for("uploading", {"path": "a", "percent": 0}).sentence,
        words_for("ignored", {"path": "a", "rule": "*.tmp"}).sentence,
        words_for("ignored", {"path": "a"}).sentence,
    ]
    assert said == [
        "a is synced (version 3, last synced 2026-11-25T13:52:30Z).",
        "a waits in the queue behind 2 other files.",
        "a is being uploaded (0 %).",
        "a is ignored by a rule: “*.tmp”.",
        "a is ignored by a rule.",
    ]


def test_nothing_is_quoted_where_a_value_is_missing() -> None:
    """“of this id” in quotation marks would be somebody's words."""
    assert words_for("not_found", {"what": "issue"}).sentence.startswith("There is no issue of this id:")
    assert "“ff”" in words_for("not_found", {"what": "issue", "value": "ff"}).sentence


def test_mass_change_says_how_far_it_came_and_what_leads_back() -> None:
    """With and without a new ending, before and after something is uploaded."""
    fresh = words_for("mass_change", {"files": 1200, "uploaded": 0, "ending": None, "name": "a.txt", "rewind": ""})
    assert fresh.sentence == (
        "1,200 files lost their content on this computer within a day. None of it is uploaded yet."
    )
    assert "rewind" not in fresh.remedy
    far = words_for(
        "mass_change",
        {
            "files": 60,
            "uploaded": 50,
            "ending": ".locked",
            "name": "a.txt",
            "issue": "25",
            "rewind": "megadesk rewind X",
        },
    )
    assert far.sentence == (
        "60 files lost their content on this computer within a day, and their names now end in “.locked”, for"
        " example “a.txt”. 50 of them are already uploaded; the rest waits."
    )
    assert "resolve 25 --approve" in far.remedy
    assert far.remedy.endswith(
        "“--restore” restores what is not uploaded yet, and “megadesk rewind X” the rest, as it was before it started."
    )


def test_a_cause_is_said_in_its_own_words() -> None:
    """The error behind a retry brings its arguments along, and is said by the same tables."""
    said = words_for("retrying", {"path": "a", **because(RateLimited(retry_after_s=3.0))}).sentence
    assert said == "a could not be transferred and will be retried. The server is busy."


class Shouting(Tongue):
    """A language with all letters large, decimal commas, three plural forms, and names for days."""

    def say(self, template: str) -> str:
        """Return the template in capitals, its fields as they are."""
        return re.sub(r"(\{[^}|]*)(\|[^}]*)?(\})|[^{]+", _large, template)

    def plural(self, one: str, many: str, count: int) -> str:
        """Return one of three forms."""
        return self.say(one) if count == 1 else ("PAIR OF " if count == 2 else "") + self.say(many)

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a number with a comma."""
        return f"{value:.{decimals}f}".replace(".", ",")

    def moment(self, time: str) -> str:
        """Return a day of the week."""
        return "Monday"


def _large(found: re.Match[str]) -> str:
    return f"{found[1]}{(found[2] or '').upper()}{found[3]}" if found[1] else found[0].upper()


def test_another_language_has_every_word_to_itself() -> None:
    """Templates, clauses, what stands for nothing, counts, sizes and times come from it; names stay as they are."""
    say = Shouting()
    assert words_of(NotFound(path="/Photos/a.jpg"), say).sentence == "/Photos/a.jpg WAS NOT FOUND."
    assert words_of(NotFound(), say).sentence == "IT WAS NOT FOUND."
    assert words_for("queued", {"path": "a", "ahead": 2}, say=say).sentence == (
        "a WAITS IN THE QUEUEPAIR OF  BEHIND 2 OTHER FILES."
    )
    assert words_of(RateLimited(retry_after_s=90.0), say).remedy == "TRY AGAIN IN 90 SECONDS."
    assert words_for("synced", {"path": "a", "version": 3, "when": "2026"}, say=say).sentence == (
        "a IS SYNCED (VERSION 3, LAST SYNCED Monday)."
    )
    assert size_text(6 << 20, say) == "6,0 MIB"
    assert duration_text(1, say) == "1 SECOND"


def test_every_template_there_is_passes_through_a_tongue() -> None:
    """What a translation has to have: no sentence is made of a text that ``templates`` does not name."""
    known = {text for template in templates() for text in texts(template)}
    heard: set[str] = set()

    class Listening(Tongue):
        def say(self, template: str) -> str:
            heard.add(template)
            return template

        def plural(self, one: str, many: str, count: int) -> str:
            heard.update((one, many))
            return super().plural(one, many, count)

    every: dict[str, Argument] = {
        "path": "a",
        "version": 3,
        "when": "2026",
        "ahead": 2,
        "percent": 5,
        "rule": "*",
        "roots": "/a",
        "files": 2,
    }
    for table in (*TABLES,):
        for key in table:
            kind, what, reason = [*key.split("/"), "", ""][:3]
            words_for(kind, {"what": what, "reason": reason}, say=Listening())
            words_for(kind, {**every, "what": what, "reason": reason}, say=Listening())
    size_text(5 << 30, Listening())
    duration_text(5, Listening())
    assert heard <= known
    assert len(heard) > 400


def test_fields_of_both_forms_are_the_same() -> None:
    """A singular names what its plural names, and both what they count, unless the one is said in a word."""
    for template in templates():
        if isinstance(template, Counted):
            one, many = (
                {field.partition("|")[0] for field in re.findall(r"\{([^}]*)\}", text)} for text in texts(template)
            )
            assert one <= many, template
            assert template.of in many, template


def test_parts_become_one_text() -> None:
    """Each part is a sentence, with its remedy if so asked."""
    parts = [Part("state_no_pairs"), Part("not_signed_in", {"reason": "locked"}, remedy=True)]
    assert sentences(parts) == (
        "Signed in. No folder is synced yet. The keys of this profile are locked since its engine was restarted. Enter the password once: “megadesk unlock”."
    )


def test_quotation_marks_of_every_language_fall_away_with_what_they_quote() -> None:
    """„{value|Das}“ without a value quotes nothing."""

    class German(Tongue):
        def say(self, template: str) -> str:
            return "„{value|Das}“ ist keine Richtung." if template == "“{value|That}” is not a direction." else template

    code, arguments = "bad_usage", {"what": "direction"}
    assert words_for(code, arguments, say=German()).sentence == "Das ist keine Richtung."
    assert words_for(code, {**arguments, "value": "x"}, say=German()).sentence == "„x“ ist keine Richtung."
