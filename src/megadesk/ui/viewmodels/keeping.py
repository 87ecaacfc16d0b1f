"""What is shown once and has to be kept by a person: a recovery key, one-time codes. Its words, wherever it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from megadesk.ui.text import NOTHING, Text, text


@dataclass(frozen=True, slots=True, kw_only=True)
class ToKeep:
    """name: of what is shown, in rows of ``across``. save_as: the title of the dialog for its file, ``ending`` of its name.

    shown: said once it is shown. making, lost: said when the window is closed while it is made, or before it is kept. tick: for who kept it in a way
    that the app does not see; nothing where the window can be left without.
    """

    name: Text
    across: int
    save_as: Text
    shown: Text
    making: Text
    lost: Text
    ending: str = ""
    tick: Text = NOTHING


RECOVERY_KEY: Final = ToKeep(
    name=text("Recovery key"),
    across=5,
    save_as=text("Save the recovery key"),
    shown=text("Your old key no longer works. Keep the new one somewhere other than this computer."),
    making=text("The new key is being created and shown only here. Close again to leave without it."),
    lost=text("The key is shown only here. Save it first, or close again to leave without it."),
)

ONE_TIME_CODES: Final = ToKeep(
    name=text("One-time codes"),
    across=2,
    save_as=text("Save the one-time codes"),
    shown=text(
        "Each of these codes works once, in place of one from the app. Without them, a lost phone locks you out."
    ),
    making=text("The codes are being created and shown only here. Close again to leave without them."),
    lost=text("The codes are shown only here. Save them first, or close again to leave without them."),
    ending=" codes",
    tick=text("I have kept them"),
)
