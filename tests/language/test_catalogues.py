"""Every sentence the program can say stands in every language, alike in its blanks and branches."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from counselling.language.catalogue import Catalogue
from counselling.language.registry import LANGUAGES
from tests.language.folders import whole

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("app", "ui", "counselling")
CODES = [language.code for language in LANGUAGES]


@cache
def trees() -> tuple[ast.AST, ...]:
    files = (path for room in SOURCES for path in sorted((ROOT / room).rglob("*.py")))
    return tuple(ast.parse(path.read_text("utf-8")) for path in files)


def calls() -> Iterator[tuple[str, ast.expr]]:
    """Each call with a first argument: the called name and that argument."""
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args:
                function = node.func
                name = function.attr if isinstance(function, ast.Attribute) else ""
                name = function.id if isinstance(function, ast.Name) else name
                yield name, node.args[0]


def literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def said() -> set[str]:
    """Ids in N_(...) and say(...)."""
    found = (text for name, first in calls() if name in ("say", "N_") for text in literals(first))
    return {text for text in found if "." in text and " " not in text}


def raised() -> set[str]:
    """Sentence ids of errors raised with a literal id."""
    kinds = re.compile(
        r"[A-Z]\w*(Error|Refused|Busy|Lost|Locked|Key|Proven|Stuck)$|NewerVault|DamagedVault"
    )
    found = (text for name, first in calls() if kinds.match(name) for text in literals(first))
    return {f"error.{text}" for text in found if re.fullmatch(r"\w+\.\w+", text)}


def kept() -> set[str]:
    """Ids of losses, findings and caveats, which are values before they are words."""
    kinds = ("Loss", "Finding", "Caveat", "Note")
    found = (text for name, first in calls() if name in kinds for text in literals(first))
    return {text for text in found if "." in text}


def strings() -> set[str]:
    return {
        node.value
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def beginnings() -> tuple[str, ...]:
    """First parts of f-strings that look like the beginning of an id: f"condition.{code}"."""
    found = set()
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                first = str(node.values[0].value)
                if re.fullmatch(r"[a-z_]+\.[a-z_.]*", first):
                    found.add(first)
    return tuple(found)


def test_the_search_finds_what_is_known_to_be_said() -> None:
    assert {"pedigree.died", "chart.title", "caveat.pathology_unused"} <= said()
    assert {"error.format.empty", "error.vault.wrong_key"} <= raised()
    assert {"loss.column", "finding.own_ancestor"} <= kept()


def test_every_id_in_the_source_has_words(english: Catalogue) -> None:
    asked = said() | raised() | kept()
    assert sorted(message for message in asked if not english.has(message)) == []


def test_no_words_are_left_that_nobody_says(english: Catalogue) -> None:
    page = "".join(
        file.read_text("utf-8") for file in sorted((ROOT / "assets" / "patient_page").iterdir())
    )
    known, starts = strings(), (*beginnings(), *re.findall(r"`([a-z]+\.)\$\{", page))
    unused = [
        message
        for message in english.raw
        if message not in known
        and message.removeprefix("error.") not in known
        and not message.startswith(starts)
        and message.removesuffix("_more") not in page  # the page adds it to a step's sentence
    ]
    assert unused == []


@pytest.mark.parametrize("code", CODES)
def test_no_text_begins_or_ends_in_a_blank_or_holds_an_order_of_direction(code: str) -> None:
    raw = whole(code).raw
    odd = re.compile(r"^\s|\s$|[\u202a-\u202e\u2066-\u2069]|  ")
    assert [m for m, text in raw.items() if odd.search(text) and m != "demo.notes"] == []
