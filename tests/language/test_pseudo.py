"""The languages that nobody speaks say everything that English says, and ask for the same."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from counselling.language import messages
from counselling.language.catalogue import Catalogue
from counselling.language.pseudo import CLOSE, CODES, LONG, OPEN, TURNED, pseudo
from tests.conftest import catalogue


@pytest.mark.parametrize("code", CODES)
def test_every_message_keeps_its_blanks_branches_and_cases(code: str) -> None:
    english = catalogue("en")
    made = pseudo(english, code)
    assert made.raw.keys() == english.raw.keys()
    for key, text in english.raw.items():
        mine, theirs = messages.parse(made.raw[key]), messages.parse(text)
        assert messages.blanks(mine) == messages.blanks(theirs), key
        assert messages.cases(mine) == messages.cases(theirs), key
        assert list(messages.plural_branches(mine)) == list(messages.plural_branches(theirs)), key


def test_words_are_longer_accented_and_bracketed() -> None:
    english = Catalogue(
        "en", "ltr", {"a": "Save the family now", "b": "{n, plural, one {# man} other {# men}}"}
    )
    made = pseudo(english, LONG)
    said = made.say("a")
    assert said == "[Šávé ţĥé fámíľý ñóŵ vwxm vwxm]"
    assert len(said) >= 1.4 * len("Save the family now")
    assert made.say("b", n=3).startswith("[3 méñ")
    assert made.direction == "ltr"


def test_the_turned_one_runs_from_the_right_in_english() -> None:
    made = pseudo(Catalogue("en", "ltr", {"a": "Hello {name}"}), TURNED)
    assert made.direction == "rtl"
    assert made.say("a", name="Anna") == "[Hello \u2068Anna\u2069]"
    assert made.number(1234.5) == "1,234.5"


def test_each_line_is_between_brackets_and_items_stay_items() -> None:
    made = pseudo(
        Catalogue("en", "ltr", {"a": "To tell\n- one\n- {x, select, other {two}}"}), TURNED
    )
    assert made.say("a", x="") == "[To tell]\n- [one]\n- [two]"


@pytest.mark.parametrize("key", ["keyboard.mother", "letters.term.dna.forms", "safety.words"])
def test_what_the_program_reads_stays_as_it_is(key: str) -> None:
    made = pseudo(Catalogue("en", "ltr", {key: "a b"}), LONG)
    assert made.say(key) == "a b"


def bracketed(line: str) -> str:
    """A line between brackets; the mark of an item stays before them."""
    mark = "- " if line.startswith("- ") else ""
    return f"{mark}{OPEN}{line.removeprefix(mark)}{CLOSE}"


@given(st.text(st.characters(codec="utf-8"), max_size=40))
@example("- ")
def test_any_plain_text_is_said_as_it_stands_between_the_brackets(text: str) -> None:
    quoted = text.replace("'", "''").replace("{", "'{'").replace("}", "'}'")
    said = Catalogue("en", "ltr", {"a": quoted}).say("a")
    made = pseudo(Catalogue("en", "ltr", {"a": quoted}), TURNED).say("a")
    assert made == "\n".join(bracketed(line) for line in said.split("\n"))
