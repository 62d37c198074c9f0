"""What every language's data file must keep to; a new language inherits these by being there."""

import pytest

from counselling.errors import LanguageError
from counselling.shorthand.facts import UNDERSTOOD
from counselling.shorthand.lexicon import Lexicon, is_one_slip
from counselling.shorthand.registry import LANGUAGES, lexicon

# Words of which a slip must make no other of the same kind: nobody could see it.
ALONE = ("condition", "gene", "procedure", "loss", "marker")
LETTERS_OF_A_SHORT_FORM = 4
PERSON_WORDS = {
    "relation", "genitive", "self", "her", "his", "their", "the", "another", "aged", "sidenoun",
    "half", "none", "remove", "week-unit", "month-unit", "year-unit", "same-mat", "same-pat", "to",
}  # fmt: skip


def _pair_of_slips(one: str, other: str) -> bool:
    """Dropped, doubled or swapped letters: what a finger does on its own."""
    return is_one_slip(one, other) and (len(one) != len(other) or sorted(one) == sorted(other))


@pytest.fixture(params=LANGUAGES)
def words(request: pytest.FixtureRequest) -> Lexicon:
    return lexicon(request.param)


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    with pytest.raises(LanguageError) as caught:
        lexicon("ar")
    assert caught.value.fields["known"] == "en, de"


def test_no_phrase_means_two_things(words: Lexicon) -> None:
    double = {
        phrase: senses
        for phrase, senses in words.phrases.items()
        if len({s.id for s in senses}) > 1 or len({s.category for s in senses} - {"genitive"}) > 1
    }
    assert double == {}


def test_every_kind_of_word_is_understood_by_the_grammar(words: Lexicon) -> None:
    kinds = {sense.category for senses in words.phrases.values() for sense in senses}
    assert kinds <= UNDERSTOOD | PERSON_WORDS


def test_every_language_can_name_the_same_things(words: Lexicon) -> None:
    def named(lex: Lexicon, kind: str) -> set[str]:
        return {s.id for senses in lex.phrases.values() for s in senses if s.category == kind}

    english = lexicon("en")
    for kind in ("condition", "loss", "procedure", "marker", "gene"):
        assert named(english, kind) <= named(words, kind)
    cousins = {"cousin", "cousin-m", "cousin-f"}
    relations = named(words, "relation")
    assert named(english, "relation") - cousins <= relations
    assert relations & cousins


# A letter less says a wider class of the same, no other thing.
CLASSES = (("dm", "dm1"), ("dm", "dm2"), ("dm", "gdm"))


def test_every_relation_of_a_language_has_a_meaning(words: Lexicon) -> None:
    used = {s.id for senses in words.phrases.values() for s in senses if s.category == "relation"}
    assert used <= words.relations.keys()


def test_no_filler_is_one_slip_from_a_word_that_turns_the_meaning(words: Lexicon) -> None:
    turning = ("no", "side-mat", "side-pat", "pos", "neg", "or")
    fillers = [p for p, s in words.phrases.items() if s[0].category == "filler"]
    turned = [p for p, s in words.phrases.items() if s[0].category in turning]
    assert [(f, t) for f in fillers for t in turned if _pair_of_slips(f, t)] == []


@pytest.mark.parametrize("kind", ALONE)
def test_no_slip_makes_one_short_form_of_another(words: Lexicon, kind: str) -> None:
    short = {
        phrase: senses[0].id
        for phrase, senses in words.phrases.items()
        if senses[0].category == kind and len(phrase) <= LETTERS_OF_A_SHORT_FORM
    }
    pairs = [
        (one, other)
        for one, meaning in short.items()
        for other, another in short.items()
        if one < other and meaning != another and _pair_of_slips(one, other)
    ]
    assert [pair for pair in pairs if pair not in CLASSES] == []


# A name stands behind a word for a relative, where no other such word can stand.
BESIDE = {"anna": {"nana"}}


def test_no_given_name_is_one_slip_from_another_or_from_a_word(words: Lexicon) -> None:
    names = sorted(words.given_names)
    assert [(a, b) for a in names for b in names if a < b and is_one_slip(a, b)] == []
    near = {name: set(words.near(name)) - BESIDE.get(name, set()) for name in names}
    assert [name for name in names if near[name] or name in words.words] == []


def test_what_is_ambiguous_offers_choices(words: Lexicon) -> None:
    ambiguous = [p for p, s in words.phrases.items() if s[0].category == "ambiguous"]
    assert ambiguous
    assert [p for p in ambiguous if not words.options[p]] == []
