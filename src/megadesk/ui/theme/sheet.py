"""Tokens and a text scale -> the one style sheet. No Qt here; the object names and properties it styles are those of widgets/."""

from __future__ import annotations

from typing import Final

from megadesk.ui.theme.tokens import (
    BODY_PX,
    CARD_RADIUS_PX,
    CONTROL_PX,
    RADIUS_PX,
    SECTION_PX,
    SMALL_PX,
    TITLE_PX,
    Tokens,
)

SHEET: Final = """
* { font-size: @body; color: @text; outline: 0; }
QMainWindow, QDialog, #page, #sheet, #popup { background: @bg; }
#rail { background: @surface; border: 0; }
QToolTip { background: @text; color: @bg; border: 0; padding: 4px 6px; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: @title; font-weight: 600; }
QLabel[role="section"] { font-size: @section; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="small"], QLabel[role="muted"] { color: @muted; }
QLabel[role="small"] { font-size: @small; }
QLabel[tone="ok"] { color: @ok; } QLabel[tone="warn"] { color: @warn; } QLabel[tone="error"] { color: @error; } QLabel[tone="accent"] { color: @accent; }

QFrame[role="card"] { background: @bg; border: 1px solid @border; border-radius: @card; }
QFrame[role="card"][chosen="true"] { border-color: @accent; background: @accent_soft; }
QFrame[role="inset"] { background: @surface; border: 1px solid @border; border-radius: @card; }
QFrame[role="picture"] { background: @accent_soft; border: 0; }
QFrame[role="line"] { background: @border; border: 0; max-height: 1px; min-height: 1px; }
QFrame[role="banner"] { border: 0; border-radius: @card; background: @accent_soft; }
QFrame[role="banner"][tone="ok"] { background: @ok_soft; } QFrame[role="banner"][tone="warn"] { background: @warn_soft; }
QFrame[role="banner"][tone="error"] { background: @error_soft; }

QPushButton { background: @bg; border: 1px solid @outline; border-radius: @radius; padding: 0 14px; min-height: @control; font-weight: 500; }
QPushButton:hover { background: @hover; } QPushButton:pressed { background: @border; }
QPushButton[keys="true"]:focus { border: 2px solid @accent; padding: 0 13px; }
QPushButton:disabled { color: @muted; background: @surface; border-color: @border; }
QPushButton[kind="primary"] { background: @accent; color: @on_accent; border-color: @accent; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed { background: @accent_down; border-color: @accent_down; }
QPushButton[kind="primary"][keys="true"]:focus { border: 2px solid @text; }
QPushButton[kind="primary"]:disabled { background: @track; color: @muted; border-color: @track; }
QPushButton[kind="danger"] { color: @error; border-color: @error; } QPushButton[kind="danger"]:hover { background: @error_soft; }
QPushButton[kind="danger"]:disabled { color: @muted; background: @surface; border-color: @border; }
QPushButton[kind="quiet"] { border-color: transparent; background: transparent; color: @accent; padding: 0 8px; }
QPushButton[kind="quiet"]:hover { background: @accent_soft; } QPushButton[kind="quiet"][keys="true"]:focus { border: 2px solid @accent; padding: 0 7px; }
QPushButton[kind="crumb"] { border-color: transparent; background: transparent; color: @muted; padding: 0 8px; min-height: @chip_height; }
QPushButton[kind="crumb"]:hover { background: @hover; color: @text; } QPushButton[kind="crumb"][keys="true"]:focus { border: 2px solid @accent; padding: 0 7px; }
QPushButton[kind="link"] { border: 0; background: transparent; color: @accent; padding: 0; min-height: @line; text-align: left; }
QPushButton[kind="quiet"]:disabled, QPushButton[kind="link"]:disabled { color: @muted; background: transparent; }
QPushButton[kind="link"]:hover { text-decoration: underline; } QPushButton[kind="link"][keys="true"]:focus { border: 2px solid @accent; }
QPushButton[kind="chip"] { border-radius: @chip; padding: 0 12px; min-height: @chip_height; font-size: @small; border-color: @outline; }
QPushButton[kind="chip"]:checked { background: @accent_soft; color: @accent; border-color: @accent; }
QPushButton[kind="tab"] { border: 0; border-bottom: 2px solid transparent; border-radius: 0; padding: 0 2px; background: transparent; color: @muted; }
QPushButton[kind="tab"]:hover { color: @text; } QPushButton[kind="tab"]:checked { color: @text; border-bottom-color: @accent; font-weight: 600; }
QPushButton[kind="tab"][keys="true"]:focus { border: 2px solid @accent; border-radius: @radius; padding: 0; }
QPushButton[kind="rail"] { border: 0; border-radius: @radius; text-align: left; padding: 0 10px; min-height: @rail; background: transparent; color: @muted; font-weight: 500; }
QPushButton[kind="rail"]:hover { background: @hover; color: @text; }
QPushButton[kind="rail"]:checked { background: @accent_soft; color: @accent; font-weight: 600; }
QPushButton[kind="rail"][keys="true"]:focus { border: 2px solid @accent; padding: 0 8px; }

QToolButton { border: 0; background: transparent; border-radius: @radius; padding: 0; }
QToolButton:hover { background: @hover; } QToolButton:pressed, QToolButton:checked { background: @accent_soft; }
QToolButton[keys="true"]:focus { border: 2px solid @accent; }
QToolButton::menu-indicator { image: none; }

QAbstractScrollArea { background: @bg; border: 0; }
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QComboBox, QDateEdit, QTimeEdit, QDateTimeEdit {
    background: @bg; border: 1px solid @outline; border-radius: @radius; padding: 0 10px; min-height: @control; selection-background-color: @accent; selection-color: @on_accent; }
QPlainTextEdit, QTextEdit { padding: 8px 10px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QComboBox:focus, QDateEdit:focus, QTimeEdit:focus, QDateTimeEdit:focus { border: 2px solid @accent; }
QLineEdit:disabled, QSpinBox:disabled, QComboBox:disabled { color: @muted; background: @surface; border-color: @border; }
QLineEdit[tone="error"] { border-color: @error; }
QComboBox::drop-down { border: 0; width: @arrow; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: @bg; border: 1px solid @border; selection-background-color: @accent_soft; selection-color: @text; padding: 4px; }
QSpinBox::up-button, QSpinBox::down-button, QDateTimeEdit::up-button, QDateTimeEdit::down-button, QTimeEdit::up-button, QTimeEdit::down-button { width: 0; border: 0; }
QCheckBox, QRadioButton { spacing: 8px; min-height: @check_row; background: transparent; }
QCheckBox[keys="true"]:focus, QRadioButton[keys="true"]:focus { color: @accent; }
QCheckBox::indicator, QRadioButton::indicator { width: @check; height: @check; border: 1px solid @outline; background: @bg; }
QCheckBox::indicator { border-radius: 4px; } QRadioButton::indicator { border-radius: @round; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url("@tick"); }
QRadioButton::indicator:checked { width: @dot; height: @dot; border: @ring solid @accent; }
QCheckBox[keys="true"]:focus::indicator, QRadioButton[keys="true"]:focus::indicator { border-color: @accent; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: @border; background: @surface; }
QCheckBox::indicator:checked:disabled { background: @track; } QRadioButton::indicator:checked:disabled { border: @ring solid @track; }

QScrollArea, QScrollArea > QWidget > QWidget#scrolled { background: transparent; }
QTableView, QListView, QTreeView { background: @bg; border: 0; selection-background-color: @accent_soft; selection-color: @text; alternate-background-color: @surface; gridline-color: transparent; }
QTableView[kind="rows"], QTreeView { selection-background-color: transparent; } QTableView[kind="rows"] QHeaderView::section:first { padding: 0 24px; } QTableView[kind="rows"] QHeaderView::section:last { padding-right: 8px; }
QTreeView::item { min-height: @dense; }
QHeaderView { background: @bg; } QHeaderView::section { background: @bg; color: @muted; font-size: @small; font-weight: 600; border: 0; border-bottom: 1px solid @border; padding: 0 8px; min-height: @head; }
QHeaderView::section:hover { color: @text; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; } QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle { background: @scroll; border-radius: 3px; } QScrollBar::handle:vertical { min-height: 28px; } QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @outline; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; } QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: @border; } QSplitter::handle:horizontal { width: 1px; } QSplitter::handle:vertical { height: 1px; }

QMenuBar { background: @surface; border: 0; padding: 2px 6px; } QMenuBar::item { padding: 5px 9px; border-radius: 4px; background: transparent; } QMenuBar::item:selected { background: @hover; }
QMenu { background: @bg; border: 1px solid @border; padding: 6px; } QMenu::item { padding: 7px 26px 7px 10px; border-radius: 4px; }
QMenu::item:selected { background: @hover; } QMenu::item:disabled { color: @muted; } QMenu::separator { height: 1px; background: @border; margin: 6px 4px; } QMenu::icon { padding-left: 8px; }
QCalendarWidget QWidget { alternate-background-color: @surface; } QCalendarWidget QAbstractItemView:enabled { selection-background-color: @accent; selection-color: @on_accent; }
QCalendarWidget QToolButton { padding: 4px 8px; }
"""


CONTRAST: Final = """
#rail { border-right: 1px solid @border; }
QPushButton:disabled { border-style: dashed; } QPushButton[kind="primary"]:disabled { border-color: @muted; }
QPushButton[kind="rail"]:checked { border: 1px solid @accent; padding: 0 9px; }
QToolButton:checked { border: 1px solid @accent; }
"""
"""What high contrast adds: soft grounds have an edge, and what rests another one than what does not."""

RAIL_PX: Final = 38


def style_sheet(tokens: Tokens, *, scale: float, icons: str = "") -> str:
    """Return the style sheet of a theme; ``scale``: how much larger than usual text is; ``icons``: the folder of them."""

    def px(size: float) -> str:
        return f"{max(1, round(size * scale))}px"

    check, ring = round(16 * scale), round(5 * scale)
    values = {
        **tokens.as_mapping(),
        "accent_down": _mixed(tokens.accent, tokens.text, 0.18),
        "scroll": _mixed(tokens.border, tokens.muted, 0.35),
        "body": px(BODY_PX),
        "small": px(SMALL_PX),
        "section": px(SECTION_PX),
        "title": px(TITLE_PX),
        "control": px(CONTROL_PX - 2),
        "dense": px(CONTROL_PX),
        "rail": f"{round(RAIL_PX * (1 + (scale - 1) / 3))}px",  # slower than text: all of them are to be seen at once
        "chip_height": px(26),
        "chip": px(13),
        "check": f"{check}px",
        "check_row": px(24),
        "round": f"{check // 2 + 1}px",
        "dot": f"{check - 2 * (ring - 1)}px",
        "ring": f"{ring}px",
        "line": px(18),
        "arrow": px(24),
        "head": px(32),
        "radius": f"{RADIUS_PX}px",
        "card": f"{CARD_RADIUS_PX}px",
        "tick": f"{icons}/tick-{'dark' if tokens.is_dark else 'light'}.svg",
    }
    sheet = SHEET + CONTRAST * tokens.is_contrast
    for name in sorted(values, key=len, reverse=True):  # the longest first: @accent_soft is not @accent
        sheet = sheet.replace(f"@{name}", str(values[name]))
    return sheet


def _mixed(one: str, other: str, part: float) -> str:
    """Return a colour with so much of another in it."""
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * part):02X}" for a, b in pairs)
