"""What somebody typed counts by what can be read of it."""

from dataclasses import replace

import pytest

from counselling.language.catalogue import Catalogue
from counselling.letters.characters import says_something
from counselling.letters.kinds.summary import SummaryInput
from counselling.letters.letter import Bullets, Letter, Paragraph, Table
from counselling.letters.material import Kind, Material
from counselling.letters.passages.glossary import texts
from counselling.letters.registry import KINDS, find_kind
from counselling.letters.review import holds_back, review
from counselling.letters.template import Blank
from counselling.letters.typed import typed
from counselling.letters.writing import write
from tests.letters.samples import material

NOTHING = ("\u200b", "\u202e", "\x07 \x00", "\u200d\u00ad", "\u3164", "\u2800", "\u0301", "?", ".")
NEEDED = [
    pytest.param(kind, blank, id=f"{kind.template.kind}-{blank.name}")
    for kind in KINDS
    for blank in kind.template.blanks
    if blank.is_needed
]


def _written(kind: Kind, made_of: Material, words: Catalogue) -> Letter:
    return write(kind, made_of, words, latin=words)


@pytest.mark.parametrize(("kind", "blank"), NEEDED)
@pytest.mark.parametrize("text", [*NOTHING, "–", " - ", "--", "− −"])
def test_a_needed_blank_with_nothing_to_read_in_it_holds_the_letter_back(
    kind: Kind, blank: Blank, text: str, given: SummaryInput, english_words: Catalogue
) -> None:
    made_of = material(kind, given)
    filled = {**made_of.filled, blank.name: text}
    letter = _written(kind, replace(made_of, filled=filled), english_words)
    found = review(letter, english_words, pages=1)
    assert holds_back(found)
    assert ("blank", english_words.say(blank.label)) in found[0].fields


@pytest.mark.parametrize("text", NOTHING)
def test_where_there_can_be_none_only_a_dash_says_so(
    text: str, given: SummaryInput, english_words: Catalogue
) -> None:
    kind = find_kind("invitation")
    made_of = material(kind, given)

    def unsaid(said: str) -> list[object]:
        filled = {**made_of.filled, "interpreter": said}
        letter = _written(kind, replace(made_of, filled=filled), english_words)
        return [dict(f.fields).get("blank") for f in review(letter, english_words, pages=1)]

    assert unsaid(text) == [english_words.say("letters.blank.interpreter")]
    assert unsaid("\u200b–\u202e") == unsaid("--") == []


@pytest.mark.parametrize("text", [*NOTHING, "–", "\u202e | \u200b | –"])
def test_a_step_with_nothing_to_read_in_it_is_none(
    text: str, given: SummaryInput, english_words: Catalogue
) -> None:
    kind = find_kind("summary")
    made_of = replace(material(kind, given), agreed=(text,))
    letter = _written(kind, made_of, english_words)
    agreed = next(section for section in letter.sections if section.id == "agreed")
    nothing = english_words.say("letters.agreed.none", gender="female", address="formal")
    assert texts((agreed,)) == texts((replace(agreed, blocks=(Paragraph((nothing,)),)),))
    assert not any(isinstance(block, Table | Bullets) for block in agreed.blocks)


def test_what_is_typed_loses_its_invisible_orders_and_keeps_its_lines() -> None:
    template = find_kind("referrer").template
    told = typed(
        template,
        {"headline": "\u202eOne\x00\ttwo \n\u200b\n three\n", "doctor": "A\u2028B", "hat": " x "},
    )
    assert told == {"headline": "One two\n\nthree", "doctor": "A B", "hat": " x "}


@pytest.mark.parametrize(("text", "says"), [("\u202e\u200b ", False), ("م", True), ("7", True)])
def test_a_text_says_something_by_what_can_be_read_of_it(text: str, says: bool) -> None:
    assert says_something(text) is says
