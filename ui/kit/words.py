"""Texts that stay translatable: each widget keeps its message and is told again on language change.

    put(label, N_("{count} customers"), count=lambda: model.count)
    put(button, form.text)                     a callable gives text of the declared forms
    put_name(icon_button, N_("Close the message"))
    retranslate(window)                        everything below speaks the language now in force
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from crm_desktop.kit.i18n import _

Message = str | Callable[[], str]

# How a text of each kind is given to a widget; the first name the widget has is called.
_SETTERS = {
    "text": ("setText", "setTitle", "setWindowTitle"),
    "window": ("setWindowTitle",),
    "placeholder": ("setPlaceholderText",),
    "tip": ("setToolTip",),
    "name": ("setAccessibleName",),
    "description": ("setAccessibleDescription",),
}
_KEPT = "_kept_words"


def said(message: Message, **params: Any) -> str:
    """The message in the language in force. A callable parameter is asked at that moment."""
    text = message() if callable(message) else _(message)
    return text.format(**{k: v() if callable(v) else v for k, v in params.items()}) if params else text


def _keep(widget: QObject, kind: str, tell: Callable[[], str]) -> None:
    setter = next(getattr(widget, name) for name in _SETTERS[kind] if hasattr(widget, name))
    kept: dict[str, tuple[Callable[[str], None], Callable[[], str]]] = getattr(widget, _KEPT, {})
    kept[kind] = (setter, tell)
    setattr(widget, _KEPT, kept)
    setter(plain_tip(tell()) if kind == "tip" else tell())


def put(widget: QObject, message: Message, **params: Any) -> None:
    """The visible text of a label, button, group or action; the title of a window."""
    _keep(widget, "text", lambda: said(message, **params))


def put_window(widget: QWidget, message: Message, **params: Any) -> None:
    """The title of a window."""
    _keep(widget, "window", lambda: said(message, **params))


def put_hint(widget: QWidget, message: Message, **params: Any) -> None:
    """The grey text in an empty field."""
    _keep(widget, "placeholder", lambda: said(message, **params))


def put_tip(widget: QObject, message: Message, **params: Any) -> None:
    """The tooltip. Always plain text."""
    _keep(widget, "tip", lambda: said(message, **params))


def put_name(widget: QWidget, message: Message, **params: Any) -> None:
    """The accessible name, for a control that has no visible text of its own."""
    _keep(widget, "name", lambda: said(message, **params))


def put_about(widget: QWidget, message: Message, **params: Any) -> None:
    """The accessible description: reason, format, problem."""
    _keep(widget, "description", lambda: said(message, **params))


def drop(widget: QObject) -> None:
    """Forget the message: the widget's text is data from now on, not words."""
    if hasattr(widget, _KEPT):
        delattr(widget, _KEPT)


def plain_tip(text: str) -> str:
    """A tooltip text Qt will never take for markup (a customer may be called <b>)."""
    if "<" not in text and "&" not in text:
        return text
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<qt>{safe}</qt>"


def entry(text: str) -> str:
    """A text as an entry of a menu: its & is a letter, not the sign of a key."""
    return text.replace("&", "&&")


def retranslate(root: QObject) -> None:
    """Say every kept message below root again, then let widgets with texts of their own do theirs."""
    for widget in (root, *root.findChildren(QObject)):
        for kind, (setter, tell) in getattr(widget, _KEPT, {}).items():
            setter(plain_tip(tell()) if kind == "tip" else tell())
    for widget in (root, *root.findChildren(QWidget)):
        again = getattr(widget, "retranslate", None)
        if callable(again):
            again()
