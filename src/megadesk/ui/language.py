"""Text -> words in the language of the person, with Qt's translators and Qt's knowledge of how places write numbers.

    choose(code)     installs the translation ("de"), or none: the sources are English        say(Text)     the words

Translations are resources/translations/megadesk_CODE.qm, made by ``dev.py translations`` from the .ts beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from unicodedata import bidirectional

from PySide6.QtCore import QCoreApplication, QDateTime, QLibraryInfo, QLocale, Qt, QTimeZone, QTranslator
from PySide6.QtGui import QGuiApplication

from megadesk.host.resources import resource_folder
from megadesk.model.tongue import Tongue
from megadesk.ui.text import (
    Clock,
    Day,
    Exactly,
    Fill,
    Lasting,
    Percent,
    Quantity,
    Size,
    Speed,
    Text,
    engine_sentence,
    fill,
    plural,
    text,
)

CONTEXT: Final = "megadesk"
SYSTEM: Final = "system"
ISOLATE: Final = "\N{FIRST STRONG ISOLATE}"
ISOLATED: Final = "\N{POP DIRECTIONAL ISOLATE}"


class Language:
    """The language that is in force. One exists: that of the application."""

    def __init__(self) -> None:
        self.locale = QLocale(QLocale.Language.English)
        self._ours: QTranslator | None = None
        self._qts: QTranslator | None = None
        self._tongue = AppTongue(self)

    def choose(self, code: str) -> None:
        """Speak the language ``code`` ("en", "de"), or that of the system; English where there is no translation."""
        locale = QLocale.system() if code == SYSTEM else QLocale(code)
        for old in (self._ours, self._qts):
            if old is not None:
                QCoreApplication.removeTranslator(old)
        self._ours = _loaded(locale, f"{CONTEXT}", str(resource_folder("translations")))
        is_spoken = self._ours is not None or locale.language() == QLocale.Language.English
        self._qts = (
            _loaded(locale, "qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
            if is_spoken
            else None
        )
        self.locale = locale if is_spoken else QLocale(QLocale.Language.English)
        QLocale.setDefault(self.locale)

    def say(self, words: Text) -> str:
        """Return the words."""
        if words.code:
            return engine_sentence(words, self._tongue)
        if words.is_verbatim:
            return words.source or self._joined(words)
        return fill(self._template(words), {name: self._shown(value) for name, value in words.fills})

    def template(self, source: str) -> str:
        """Return a template in this language, not filled yet."""
        return self._found(source, "", -1) or source

    def counted(self, one: str, many: str, count: int) -> str:
        """Return the template for so many."""
        return self._found(many, "", count) or (one if count == 1 else many)

    def _template(self, words: Text) -> str:
        if words.count is not None and words.many:
            return self.counted(words.source, words.many, words.count)
        return self._found(words.source, words.note, -1) or words.source

    def _found(self, source: str, note: str, count: int) -> str:
        if self._ours is None:
            return ""
        return self._ours.translate(CONTEXT, source, note or None, count) or ""

    def _joined(self, words: Text) -> str:
        separator = words.fills[0][0] if words.fills else ""
        return separator.join(self._shown(part) for _, part in words.fills)

    def _shown(self, value: Fill) -> str:
        match value:
            case Text() if value.is_verbatim and value.source:
                return isolated(value.source)
            case Text():
                return self.say(value)
            case bool():
                return str(value)
            case int():
                return self.locale.toString(value)
            case str():
                return isolated(value)
            case float():
                return str(value)
            case _:
                return self._measured(value)

    def _measured(self, value: Quantity) -> str:
        match value:
            case Size(size_bytes):
                return self.size(size_bytes)
            case Speed(bps):
                return self.say(text("{size}/s", size=Size(bps)))
            case Lasting(duration_s):
                return self.say(_lasting(duration_s))
            case Percent(part):
                return self.locale.toString(int(part * 100)) + "\N{NARROW NO-BREAK SPACE}" + self.locale.percent()
            case Clock(time_ms):
                return self.locale.toString(_local(time_ms).time(), QLocale.FormatType.ShortFormat)
            case Day(time_ms, short, year):
                return self._day(time_ms, short=short, year=year)
            case Exactly(time_ms):
                moment = _local(time_ms)
                day = self.locale.toString(moment.date(), QLocale.FormatType.LongFormat)
                return f"{day}, {self.locale.toString(moment.time(), QLocale.FormatType.ShortFormat)}"

    def size(self, size_bytes: int) -> str:
        """Return a size as this place writes it: ``6.0 MiB``."""
        if size_bytes == 1:  # Qt knows no singular
            return self.say(text("1 byte"))
        precision = 0 if size_bytes < 1024 or size_bytes >= 100 * 1024 ** _power(size_bytes) else 1
        return self.locale.formattedDataSize(size_bytes, precision, QLocale.DataSizeFormat.DataSizeIecFormat)

    def _day(self, time_ms: int, *, short: bool, year: bool) -> str:
        date = _local(time_ms).date()
        if not short:
            return self.locale.toString(date, QLocale.FormatType.LongFormat)
        with_year = self.locale.dateFormat(QLocale.FormatType.LongFormat)
        month_first = with_year.find("M") < with_year.find("d")
        form = "MMM d" if month_first else "d MMM" if "." not in with_year else "d. MMM"
        return self.locale.toString(date, f"{form}{',' if month_first else ''} yyyy" if year else form)


class AppTongue(Tongue):
    """What the engine says, in the language of the app."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def say(self, template: str) -> str:
        """Return the template in the language."""
        return self._language.template(template)

    def plural(self, one: str, many: str, count: int) -> str:
        """Return the template for so many."""
        return self._language.counted(one, many, count)

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a number as the place writes it."""
        return self._language.locale.toString(float(value), "f", decimals)

    def name(self, words: str) -> str:
        """Return a name so that the sentence around it keeps its order."""
        return isolated(words)

    def moment(self, time: str) -> str:
        """Return a time as the place writes it."""
        moment = QDateTime.fromString(time, Qt.DateFormat.ISODate)
        return self._language.say(text("{at}", at=Exactly(moment.toMSecsSinceEpoch()))) if moment.isValid() else time


def isolated(words: str) -> str:
    """Return a name or path so that what stands around it keeps its order, whichever way either is read.

    Marks that nobody sees are put around it only where it is of matter: where it has letters that are read from the
    right, or the app is. So nobody copies them along with a name for nothing. What stands alone needs none.
    """
    is_mirrored = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    if not words or not (is_mirrored or (not words.isascii() and any(map(_is_from_right, words)))):
        return words
    return f"{ISOLATE}{words}{ISOLATED}"


def _is_from_right(letter: str) -> bool:
    return bidirectional(letter) in {"R", "AL"}


def _power(size_bytes: int) -> int:
    power = 0
    while size_bytes >= 1024 and power < 8:
        size_bytes //= 1024
        power += 1
    return power


def _lasting(duration_s: float) -> Text:
    """Return a length of time in the steps that model/wording takes, rounded up, never nothing."""
    if duration_s <= 90:
        return plural("{n} second", "{n} seconds", max(1, -int(-duration_s // 1)))
    if duration_s <= 90 * 60:
        return plural("{n} minute", "{n} minutes", -int(-duration_s // 60))
    if duration_s <= 36 * 3600:
        return plural("{n} hour", "{n} hours", -int(-duration_s // 3600))
    return plural("{n} day", "{n} days", -int(-duration_s // 86_400))


def _local(time_ms: int) -> QDateTime:
    return QDateTime.fromMSecsSinceEpoch(time_ms, QTimeZone.systemTimeZone())


def _loaded(locale: QLocale, name: str, folder: str) -> QTranslator | None:
    translator = QTranslator()
    if not translator.load(locale, name, "_", folder):
        return None
    QCoreApplication.installTranslator(translator)
    return translator


def available(folder: Sequence[str] | None = None) -> list[str]:
    """Return the codes of the languages there are, English first."""
    names = folder if folder is not None else [path.stem for path in resource_folder("translations").glob("*.qm")]
    return ["en", *sorted(name.removeprefix(f"{CONTEXT}_") for name in names)]


_language: Final = Language()


def language() -> Language:
    """Return the language of the application."""
    return _language


def say(words: Text) -> str:
    """Return the words for a Text in the application's language."""
    return _language.say(words)
