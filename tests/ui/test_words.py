"""Every message this storey says is there in every language, with the same blanks."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from counselling.language import messages
from counselling.language.catalogue import Catalogue
from counselling.language.registry import LANGUAGES

SOURCE = Path(__file__).resolve().parents[2] / "ui"
CODES = [language.code for language in LANGUAGES]


def literals(node: ast.AST) -> Iterator[str]:
    """Yield the strings that an argument can be."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def said() -> dict[str, str]:
    """Return every id that is said or marked: id -> the file it stands in."""
    found: dict[str, str] = {}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = node.func.id if isinstance(node.func, ast.Name) else name
            if name in ("say", "N_"):
                ids = (text for text in literals(node.args[0]) if "." in text and " " not in text)
                found.update(dict.fromkeys(ids, path.name))
    return found


def test_ids_are_found_in_the_source() -> None:
    assert {"unlock.unlock", "unlock.unlocking", "page.risk", "error.unexpected"} <= set(said())


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_every_message(code: str, language: Callable[[str], Catalogue]) -> None:
    catalogue = language(code)
    assert sorted(message for message in said() if not catalogue.has(message)) == []


@pytest.mark.parametrize("code", [code for code in CODES if code != "en"])
def test_blanks_are_the_same_as_in_english(code: str, language: Callable[[str], Catalogue]) -> None:
    english, other = language("en"), language(code)
    different = [
        message
        for message in said()
        if messages.blanks(messages.parse(english.raw[message]))
        != messages.blanks(messages.parse(other.raw[message]))
    ]
    assert different == []


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("count", [0, 1, 2, 3, 11, 100])
def test_counts_can_be_said_in_every_plural(
    code: str, count: int, language: Callable[[str], Catalogue]
) -> None:
    catalogue = language(code)
    for message in ("families.count", "families.imported", "families.lost"):
        assert catalogue.say(message, count=count)


@pytest.mark.parametrize("code", CODES)
def test_plurals_name_every_form_of_the_language(
    code: str, language: Callable[[str], Catalogue]
) -> None:
    catalogue = language(code)
    forms = {catalogue.locale.plural_form(n) for n in (*range(200), 0.5, 1.5)}
    for message in said():
        for branches in messages.plural_branches(messages.parse(catalogue.raw[message])):
            assert "other" in branches
            missing = forms - {b for b in branches if not b.startswith("=")} - {"other"}
            exact = {catalogue.locale.plural_form(int(b[1:])) for b in branches if b[0] == "="}
            assert missing <= exact, message
