"""The command line speaks the program's language: its help pages, and what is said of a wrong command."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

import click
from click import core, decorators, exceptions, formatting, parser, types

from crm_desktop.kit import i18n
from crm_desktop.kit.i18n import N_, _

# What click, the library of the command line, may say here in its own words.
CLICKS = (
    N_("Usage:"), N_("Options"), N_("Commands"), N_("default: {default}"), N_("required"),
    N_("Show this message and exit."), N_("Show the version and exit."),
    N_("No such option {name!r}."), N_("No such command {name!r}."), N_("Did you mean {possibility}?"),
    N_("(Did you mean one of: {possibilities}?)"), N_("Option {name!r} requires an argument."),
    N_("Option {name!r} does not take a value."), N_("Got unexpected extra argument ({args})"),
    N_("Got unexpected extra arguments ({args})"), N_("Invalid value for {param_hint}: {message}"),
    N_("{value!r} is not one of {choices}."),
)


def _counted(one: str, many: str, count: int) -> str:
    return _(one if count == 1 else many)


# click would ask gettext for a catalogue of the machine's language; ours is the one that --language chose.
for _module in (core, decorators, exceptions, formatting, parser, types):
    for _name, _ours in (("_", _), ("ngettext", _counted)):
        if hasattr(_module, _name):
            setattr(_module, _name, _ours)


def sentence(error: click.ClickException) -> str:
    """What is wrong with the command, on one line."""
    if isinstance(error, click.MissingParameter) and error.param is not None:
        what = error.param.get_error_hint(error.ctx).strip("'")
        return _("{what} is missing. --help shows how the command is written.").format(what=what)
    return re.sub(r"\s*\n\s*", " ", error.format_message())


class _Columns(click.HelpFormatter):
    """Chinese has no spaces to break a line at, and its signs are two columns wide."""

    def write_heading(self, heading: str) -> None:
        """The name of a table, with the colon of the language."""
        self.write(f"{heading}{':' if i18n.language() == 'en' else '：'}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """The table of options or commands."""
        rows = list(rows)
        first = min(max(len(term) for term, _said in rows), col_max) + col_spacing
        width = max(self.width - first - 2, 10)
        super().write_dl([(term, _broken(said, width)) for term, said in rows], col_max, col_spacing)


class _Context(click.Context):
    formatter_class = _Columns


class _Said:
    """Its help is said in the language in force whenever it is asked for."""

    _help: str | None = None

    @property
    def help(self) -> str | None:
        """The help text."""
        return _(self._help) if self._help else self._help

    @help.setter  # noqa: A003 - click's name
    def help(self, text: str | None) -> None:
        self._help = text


class Option(_Said, click.Option):
    """One option of a command."""


class Verb(_Said, click.Command):
    """One command."""

    context_class = _Context

    @property
    def short_help(self) -> str | None:
        """In the list of commands: the whole help, which is one sentence or two."""
        return self.help

    @short_help.setter
    def short_help(self, text: str | None) -> None:
        pass

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """-h and --help."""
        found = super().get_help_option(ctx)
        if found is not None:  # click made it once, in the language of that moment
            found.help = _("Show this message and exit.")
        return found


class Verbs(Verb, click.Group):
    """The program: all its commands."""

    command_class = Verb


class Whole(click.ParamType[int]):
    """A whole number, refused in our words."""

    name = "number"

    def __init__(self, least: int | None = None, most: int | None = None) -> None:
        self.least, self.most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number."""
        if self.least is None or self.most is None:
            why = _("Type it as a whole number.")
        else:
            why = _("Type a whole number from {least} to {most}.").format(least=self.least, most=self.most)
        try:
            number = int(value)
        except ValueError:
            self.fail(why, param, ctx)
        if self.least is not None and number < self.least or self.most is not None and number > self.most:
            self.fail(why, param, ctx)
        return number


def option(*names: str, **more: Any) -> Callable[[Any], Any]:
    """An option whose help is translated."""
    return click.option(*names, cls=Option, **more)


def _broken(text: str, width: int) -> str:
    """Chinese text in lines of so many columns; click breaks what is written with spaces."""
    if i18n.language() == "en":
        return text
    lines = [""]
    room = width
    for piece in re.findall(r"[!-~]+\s*|.", text):
        needs = _columns(piece.rstrip())
        if needs > room and piece not in "，。、；：？）":
            lines.append("")
            room = width
        lines[-1] += piece
        room -= _columns(piece)
    return "\b\n" + "\n".join(line.rstrip() for line in lines)


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
