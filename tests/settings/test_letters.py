from pathlib import Path

import pytest

from counselling.errors import SettingsError
from counselling.language.registry import LANGUAGES
from counselling.language.traits import Use
from counselling.settings import store
from counselling.settings.letters import ENGLISH, in_force, said
from counselling.settings.schema import Settings
from tests.conftest import catalogue
from tests.language.folders import traits
from ui.pages.pedigree.prompting.prompts import Verb
from ui.pages.pedigree.prompting.steps import KEYED, Step, letters_of

CODES = [one.code for one in LANGUAGES if traits(one.code).is_for(Use.DESK)]
MOVES = {"mother", "father", "card", "undo"}
INNER = {Verb.AGE, Verb.BACK, Verb.COUPLE_WITH}  # begun by a digit, by Backspace, by the couple


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


@pytest.mark.parametrize("code", CODES)
def test_every_language_gives_each_deed_a_letter_of_its_own(code: str) -> None:
    letters = in_force({}, catalogue(code))
    assert set(letters) == {deed for deed, letter in ENGLISH.items() if letter}
    assert len(set(letters.values())) == len(letters)
    assert all(len(letter) == 1 and letter.isalpha() for letter in letters.values())


def test_english_words_and_latin_letters_are_the_same() -> None:
    english = catalogue("en")
    assert {deed: said(deed, english) for deed in ENGLISH} == dict(ENGLISH)
    for step, answers in KEYED.items():
        assert letters_of(step, english) == {each.code: each.letter for each in answers}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("step", KEYED)
def test_every_language_has_a_letter_of_its_own_for_each_answer(code: str, step: Step) -> None:
    words = catalogue(code)
    assert len(words.say(f"keyboard.step.{step}").split()) == len(KEYED[step])
    letters = letters_of(step, words)
    assert len(set(letters.values())) == len(letters)


def test_every_deed_of_the_keys_can_be_given_a_letter() -> None:
    assert set(ENGLISH) == (set(Verb) - INNER) | MOVES


def test_chosen_letter_takes_the_place_of_the_languages() -> None:
    letters = in_force({"mother": "Q", "note": "m", "half": ""}, catalogue("en"))
    assert (letters["mother"], letters["note"]) == ("q", "m")
    assert "half" not in letters


def test_letter_of_another_deed_is_refused_unless_that_has_another_too() -> None:
    with pytest.raises(SettingsError) as refused:
        in_force({"note": "m"}, catalogue("en"))
    assert refused.value.message_id == "settings.letter_taken"
    assert refused.value.fields["key"] == "keys.note"
    assert refused.value.fields["other"] == "keys.mother"
    assert in_force({"mother": "p", "partner": "m"}, catalogue("en"))["partner"] == "m"


@pytest.mark.parametrize(
    ("text", "message", "line", "key"),
    [
        ("[keys]\nmother = 'q'\nmothr = 'z'", "settings.letter", 3, "keys.mothr"),
        ("[keys]\nmother = 'mm'", "settings.letter", 2, "keys.mother"),
        ("[keys]\n\nmother = '7'", "settings.letter", 3, "keys.mother"),
        ("[keys]\nmother = 5", "settings.letter", 2, "keys.mother"),
        ("[keys]\nmother = 'q'\nfather = 'Q'", "settings.letter_taken", 3, "keys.father"),
    ],
)
def test_mistake_in_the_file_is_named_by_its_line(
    path: Path, text: str, message: str, line: int, key: str
) -> None:
    path.write_text(text, "utf-8")
    with pytest.raises(SettingsError) as refused:
        store.read(path)
    assert (refused.value.message_id, refused.value.fields["line"]) == (message, line)
    assert refused.value.fields["key"] == key


def test_letters_are_kept_and_none_of_them_is_foreign(path: Path) -> None:
    chosen = Settings(keys={"mother": "q", "half": ""})
    store.write(path, chosen)
    assert store.read(path) == store.Stored(chosen)
    store.write(path, Settings(keys={"mother": "q"}))
    assert store.read(path).settings.keys == {"mother": "q"}


def test_what_could_not_be_read_back_is_not_written(path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        store.write(path, Settings(keys={"mother": "qq"}))
    assert refused.value.fields == {"key": "keys.mother"}
    assert not path.exists()


def test_letters_of_every_language_stand_in_the_docs() -> None:
    told = (Path(__file__).resolve().parents[2] / "docs" / "keys.md").read_text("utf-8")
    told = told.partition("## Letters")[2].partition("## Strokes")[0]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in told.splitlines()]
    english = {deed: letter.upper() for deed, letter in ENGLISH.items()}
    assert {row[0].strip("`"): row[1] for row in rows if len(row) == 3 and "`" in row[0]} == english
    keyed = {deed: letter for deed, letter in english.items() if letter}
    assert ["", *keyed.values()] in rows
    for one in LANGUAGES[1:]:
        words = catalogue(one.code)
        letters = [words.capitals(said(deed, words)) for deed in keyed]
        row = [f"`{one.code}` {one.own_name}", *letters]
        assert row in rows, f"| {' | '.join(row)} |"
