"""The one style sheet of the application, generated from tokens and font factor."""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QFontMetrics

from ui.kit.theme import Look
from ui.kit.theme_tokens import SIZES, TOKENS

# $name is a colour token, ${p8} a length of 8 px at the font factor, ${f_small} a font size.
_SHEET = Template("""
QToolTip { background: $surface; color: $text; border: 1px solid $edge; padding: ${p4}px ${p6}px; }
QLabel { background: transparent; }
QLabel[scale="small"] { font-size: ${f_small}px; }
QLabel[scale="dense"] { font-size: ${f_dense}px; }
QLabel[scale="lead"] { font-size: ${f_lead}px; }
QLabel[scale="figure"] { font-size: ${f_figure}px; }
QLabel[scale="title"] { font-size: ${f_title}px; font-weight: bold; }
QLabel[strong="true"] { font-weight: bold; }
QLabel[tone="second"] { color: $text2; }
QLabel[tone="third"] { color: $text3; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="select"] { color: $on_select; }
QLabel[tone="late"] { color: $late; }
QLabel[tone="near"] { color: $near; }
QLabel[tone="ok"] { color: $ok; }
QLabel[tone="pause"] { color: $pause; }
QFrame[role="sheet"] { background: $surface; border: 1px solid $line; border-radius: ${p8}px; }
QFrame[role="bigsheet"] { background: $surface; border: 1px solid $line; border-radius: ${p12}px; }
QFrame[role="sunken"] { background: $sunken; border: 0; border-radius: ${p6}px; }
QFrame[role="chipline"] { background: $surface; border: 1px solid $edge; border-radius: ${p6}px; }
QFrame[role="rail"] { background: $rail; border: 0; border-right: 1px solid $line; }
QFrame[role="strip"] { background: $window; border: 0; border-bottom: 1px solid $line; }
QFrame[role="status"] { background: $rail; border: 0; border-top: 1px solid $line; }
QFrame[role="popup"] { background: $surface; border: 2px solid $accent; border-radius: ${p8}px; }
QFrame[role="band"] { background: $sunken; border: 0; border-top: 1px solid $line; }
QFrame[role="alert"][state="near"] { background: $near_soft; border: 0; border-bottom: 1px solid $near; }
QFrame[role="bench"] { background: $bench; border: 0; }
QFrame[role="hline"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QFrame[role="vline"] { background: $line; border: 0; max-width: 1px; min-width: 1px; }
QFrame[role="message"] { background: $surface; border: 1px solid $edge; border-left: 4px solid $accent;
  border-radius: ${p6}px; }
QFrame[role="message"][state="ok"] { border-left-color: $ok; }
QFrame[role="message"][state="near"] { border-left-color: $near; }
QFrame[role="message"][state="late"] { border-left-color: $late; }
QFrame[role="note"] { background: $surface; border: 1px solid $line; border-left: 4px solid $accent;
  border-radius: ${p8}px; }
QFrame[role="note"][state="near"] { border-left-color: $near; }
QFrame[role="note"][state="late"] { border-left-color: $late; }
QFrame[role="note"][state="ok"] { border-left-color: $ok; }
QFrame[role="soft"][state="near"] { background: $near_soft; border: 0; border-radius: ${p6}px; }
QFrame[role="soft"][state="late"] { background: $late_soft; border: 0; border-radius: ${p6}px; }
QFrame[role="soft"][state="ok"] { background: $ok_soft; border: 0; border-radius: ${p6}px; }
QFrame[role="soft"][state="pause"] { background: $pause_soft; border: 0; border-radius: ${p6}px; }
QLineEdit, QPlainTextEdit, QTextEdit { background: $surface; color: $text; border: 1px solid $edge;
  border-radius: ${p6}px; padding: ${p4}px ${p9}px; selection-background-color: $select;
  selection-color: $on_select; }
QLineEdit { min-height: ${inner}px; placeholder-text-color: $text3; }
QPlainTextEdit, QTextEdit { padding: ${p4}px ${p6}px; placeholder-text-color: $text3; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: ${p3}px ${p8}px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: ${p3}px ${p5}px; }
QLineEdit[state="late"], QPlainTextEdit[state="late"], QTextEdit[state="late"] { border: 2px solid $late;
  padding: ${p3}px ${p8}px; }
QPlainTextEdit[state="late"], QTextEdit[state="late"] { padding: ${p3}px ${p5}px; }
QLineEdit:read-only, QPlainTextEdit:read-only, QTextEdit:read-only { background: $sunken; color: $text2;
  border-color: $line; }
QLineEdit:read-only:focus, QPlainTextEdit:read-only:focus, QTextEdit:read-only:focus { border-color: $accent; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled { color: $disabled; border-color: $line; }
QLineEdit[computed="true"] { background: transparent; border: 0; border-bottom: 1px dotted $text2; border-radius: 0;
  padding: ${p4}px 0; }
QLineEdit[computed="true"]:focus { border: 0; border-bottom: 2px solid $accent; padding: ${p4}px 0 ${p3}px 0; }
QLineEdit[cell="true"], QLineEdit[cell="true"]:focus { border: 2px solid $accent; border-radius: 0; min-height: 0;
  padding: 0 ${p4}px; }
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus { border: 0; padding: 0; background: transparent; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit, QAbstractSpinBox QLineEdit:focus, QComboBox QLineEdit:focus
  { border: 0; padding: 0; background: transparent; min-height: 0; }
QAbstractItemView { background: $surface; border: 1px solid $line; selection-background-color: $select;
  selection-color: $on_select; outline: 0; }
QTableView, QTreeView, QListView { gridline-color: $line; border-radius: ${p8}px; }
QListView[bare="true"] { border: 0; background: transparent; }
QComboBox QAbstractItemView { border: 1px solid $edge; border-radius: 0; }
QHeaderView { background: $sunken; border: 0; }
QHeaderView::section { background: $sunken; color: $text2; border: 0; border-bottom: 1px solid $line;
  padding: ${p4}px ${p8}px; font-size: ${f_dense}px; }
QTableCornerButton::section { background: $sunken; border: 0; }
QScrollArea, QScrollArea > QWidget > QWidget[role="page"] { background: transparent; border: 0; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $text3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: $surface; color: $text; border: 1px solid $edge; padding: ${p4}px; }
QMenu::item { padding: ${p6}px ${p24}px ${p6}px ${p12}px; border-radius: ${p4}px; background: transparent; }
QMenu::item:selected { background: $select; color: $on_select; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: ${p4}px ${p8}px; }
QMenuBar { background: $rail; color: $text; border-bottom: 1px solid $line; }
QMenuBar::item { padding: ${p4}px ${p12}px; background: transparent; }
QMenuBar::item:selected { background: $select; color: $on_select; }
QMessageBox QPushButton, QFileDialog QPushButton, QPrintDialog QPushButton, QFileDialog QToolButton
  { background: $surface; color: $text; border: 1px solid $edge; border-radius: ${p6}px;
  padding: ${p4}px ${p12}px; min-height: ${inner}px; }
QMessageBox QPushButton:hover, QFileDialog QPushButton:hover, QPrintDialog QPushButton:hover { background: $hover; }
QMessageBox QPushButton:focus, QFileDialog QPushButton:focus, QPrintDialog QPushButton:focus
  { border: 2px solid $accent; padding: ${p3}px ${p11}px; }
QMessageBox QPushButton:disabled { color: $disabled; border-color: $line; }
QToolButton { background: transparent; border: 0; border-radius: ${p4}px; padding: ${p4}px; color: $text; }
QToolButton:hover { background: $hover; }
QLineEdit QToolButton { padding: 0; margin: 0; }
QProgressBar { background: $line; border: 0; border-radius: 3px; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QTabBar::tab { background: transparent; color: $text2; padding: ${p6}px ${p12}px; border: 0;
  border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $on_select; border-bottom: 2px solid $accent; font-weight: bold; }
QTabBar::tab:hover { background: $hover; }
QTabWidget::pane { border: 0; border-top: 1px solid $line; }
QSplitter::handle { background: transparent; }
QCalendarWidget QToolButton { border: 0; background: transparent; color: $text; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $sunken; }
QPdfView { background: $bench; border: 0; }
""")


def sheet(look: Look) -> str:
    """The style sheet for a theme and a font factor."""
    from ui.kit import theme

    words = dict(TOKENS[look.name])
    words |= {f"p{n}": str(look.px(n)) for n in (3, 4, 5, 6, 8, 9, 11, 12, 16, 24)}
    words |= {f"f_{role}": str(round(size * look.factor)) for role, size in SIZES.items()}
    height = max(look.px(32), QFontMetrics(theme.font()).height() + look.px(12))
    words["inner"] = str(height - 2 - 2 * look.px(4))
    return _SHEET.substitute(words)
