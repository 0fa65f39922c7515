"""What refuses says what to do next: a second sentence does, or the only one asks for it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REFUSALS = {"Problem", "Problems", "Held", "WrongPassword", "Wait", "Damaged", "Elsewhere", "ReadOnly", "RingChanged"}
ASKS = re.compile(r"(Choose|Enter|Say|Set|Write|Restore|Build|Type|Line \{number\}: enter)\b")
# Where there is nothing to be done, or the sentence itself names the form that is asked for.
BUT = {
    "There is nothing to redo.", "There is nothing to undo.",
    "This task was done already, at {time}.", "{label} is needed.", "The name of the file must end in .xlsx or .csv.",
    "The name of the file must end in {ending}: {name}.", "There is no report {name}. There are: {names}.",
}


def texts(call: ast.Call) -> Iterator[str]:
    """The messages that a refusal is raised with."""
    for node in ast.walk(call):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "N_", "ngettext"):
            if node.args and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)


def refusals() -> set[str]:
    """Every message of a refusal in the program."""
    found = set()
    for path in sorted([*ROOT.glob("crm_desktop/**/*.py"), *ROOT.glob("ui/**/*.py")]):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            if name in REFUSALS and isinstance(node, ast.Call):
                found |= set(texts(node))
    return found


def test_every_refusal_says_what_to_do() -> None:
    silent = {text for text in refusals() if not re.search(r"[.}] [A-Z]", text) and not ASKS.match(text)}
    assert silent - BUT == set()
    assert refusals() >= BUT
