"""What a reading gives: edits that fit the pedigree, echoes in every language, questions."""

import ast
import re
from pathlib import Path

import pytest

import counselling.shorthand
from counselling.errors import PedigreeError
from counselling.language.catalogue import Catalogue
from counselling.pedigree.edits import AddPerson, ChangePerson
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age
from counselling.pedigree.terms import ParentKind, Sex
from counselling.pedigree.validation import findings, is_blocked
from counselling.shorthand.reader import read
from counselling.shorthand.reading import Reading
from counselling.shorthand.registry import lexicon
from counselling.shorthand.say import say_echo, say_question
from tests.conftest import catalogue
from tests.families.builders import three_generations
from tests.shorthand.facts_told import patient
from tests.shorthand.notes_read import FOLDER, lines_of, notes, type_on

ROOM = Path(counselling.shorthand.__path__[0])


def typed(text: str, family: Family | None = None, language: str = "en") -> Reading:
    return read(text, family or patient(), lexicon(language))


def test_a_mother_who_is_there_is_changed_not_doubled() -> None:
    family = three_generations()
    reading = typed("mother br ca 42", family)
    assert [type(edit) for edit in reading.edits] == [ChangePerson]
    assert len(reading.family.persons) == len(family.persons)
    diagnosis = reading.family.person("mother").diagnoses[0]
    assert (diagnosis.condition, diagnosis.age) == ("breast", Age.at(42))


def test_missing_links_are_placeholders_and_a_named_one_is_none_any_longer() -> None:
    family = typed("mat aunt br ca 42").family
    assert family.person("mgm").is_placeholder
    assert not family.person("mat-aunt1").is_placeholder
    later = typed("MGM ov ca 60", family)
    assert not later.family.person("mgm").is_placeholder
    assert len(later.family.persons) == len(family.persons)


def test_parents_come_before_their_children_among_the_edits() -> None:
    reading = typed("MGM's sister's son prostate ca 60")
    added = [edit.person for edit in reading.edits if isinstance(edit, AddPerson)]
    seen = {"consultand"}
    for person in added:
        assert all(link.parent in seen for link in person.parents)
        seen.add(person.id)


@pytest.mark.parametrize("name", ["breast_ovarian_20", "lynch_16", "simple_12"])
def test_a_typed_family_contradicts_itself_nowhere(name: str) -> None:
    sex = Sex.MALE if name == "lynch_16" else Sex.FEMALE
    reading = typed("\n".join(lines_of(name)), patient(sex))
    assert reading.is_complete, (reading.questions, reading.unread)
    assert not is_blocked(reading.family)
    assert findings(reading.family) == ()


def test_one_doubt_holds_its_whole_statement_and_no_other() -> None:
    text = "father A&W 70; mother br ca 42, frobnicated, d 60; MGM ov ca 60"
    reading = typed(text)
    assert _unread(reading, text) == ["frobnicated"]
    assert reading.family.person("mother").diagnoses == ()
    assert reading.family.person("mgm").diagnoses


def _unread(reading: Reading, text: str) -> list[str]:
    return [text[part.start : part.end] for part in reading.unread]


def test_after_a_doubt_bare_facts_fall_on_nobody() -> None:
    reading = typed("mat aunt frobnicated; d 60; her son A&W")
    assert reading.edits == ()
    assert [q.message_id for q in reading.questions] == ["shorthand.ask.whose"] * 2


def test_after_a_doubt_the_sister_may_be_another() -> None:
    before = typed("sister br ca 42").family
    reading = typed("sister frobnicated; the sister d 60", before)
    assert reading.edits == ()


def test_the_choice_takes_the_place_of_the_words_and_is_understood() -> None:
    text = "aunt br ca 50"
    question = typed(text).questions[0]
    for choice, aunt in zip(question.choices, ("mat-aunt1", "pat-aunt1"), strict=True):
        mended = typed(text[: question.start] + choice + text[question.end :])
        assert mended.is_complete
        assert mended.family.person(aunt).diagnoses


def test_most_questions_with_choices_are_answered_by_one_of_them() -> None:
    asked = answered = 0
    for file in FOLDER.glob("*.tsv"):
        for note in notes(file.stem):
            found = typed(note.text, language=note.language)
            if len(found.questions) != 1 or not found.questions[0].choices or found.unread:
                continue
            question = found.questions[0]
            head, tail = note.text[: question.start], note.text[question.end :]
            asked += 1
            answered += any(
                typed(head + choice + tail, language=note.language).is_complete
                for choice in question.choices
            )
    assert asked > 15
    assert answered >= 0.7 * asked


def test_somebody_can_be_spoken_of_by_name_and_by_number() -> None:
    family = typed("sister Sarah A&W; bro A&W").family
    named = typed("Sarah br ca 40", family)
    assert named.family.person("sis1").diagnoses
    numbered = read("III-2 d 60", family, lexicon("en"), numbers={"bro1": "III-2"})
    assert numbered.family.person("bro1").is_deceased
    assert not read("III-2 d 60", family, lexicon("en")).is_complete


def test_a_name_that_is_there_is_not_given_twice() -> None:
    family = typed("sister Sarah A&W").family
    assert not typed("sister Sarah br ca 40", family).is_complete


def test_the_sex_told_later_turns_the_parents_places() -> None:
    family = typed("son 12", patient(Sex.UNKNOWN)).family
    son = typed("pt m", family).family.person("son1")
    kinds = {link.parent: link.kind for link in son.parents}
    assert kinds["consultand"] is ParentKind.FATHER
    assert kinds["partner1"] is ParentKind.MOTHER


def test_a_husband_makes_the_patient_the_mother() -> None:
    son = typed("husband 40; son 12", patient(Sex.UNKNOWN)).family.person("son1")
    assert {link.parent: link.kind for link in son.parents}["partner1"] is ParentKind.FATHER


def test_children_of_somebody_with_two_partners_are_asked() -> None:
    assert not typed("husband A&W; 2nd husband A&W; son 8").is_complete


def test_a_second_cousin_of_one_word_is_not_made_a_sibling_of_the_first() -> None:
    reading = typed("mat cousin br ca 40; mat cousin A&W")
    assert [q.message_id for q in reading.questions] == ["shorthand.ask.through_whom"]
    assert typed("mat cousin br ca 40; mat another cousin A&W").is_complete


def test_a_condition_told_again_later_is_asked() -> None:
    before = typed("mother br ca 42").family
    for text in ("mother br ca 42", "mother br ca 50", "mother ov ca 50, br ca 60"):
        assert [q.message_id for q in typed(text, before).questions] == ["shorthand.ask.again"]
    assert typed("mother 2nd br ca 50", before).is_complete


def test_what_is_known_is_never_overwritten_unasked() -> None:
    before = typed("mother br ca 42 d 60; father 70").family
    for text in ("mother d 61", "mother A&W", "mother 65", "father 71", "father d 60"):
        assert not typed(text, before).is_complete, text


def test_a_reading_never_reads_a_family_without_a_consultand() -> None:
    with pytest.raises(PedigreeError, match=r"pedigree\.no_consultand"):
        typed("mother br ca 42", Family("empty"))


def test_typing_goes_on_where_the_last_text_ended() -> None:
    first = typed("mat aunt br ca 43")
    second = type_on("en", first, "her dau 30")
    assert second.family.person("mat-aunt1-dau1").mother == "mat-aunt1"


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_every_echo_and_question_is_said_in_every_language(code: str) -> None:
    words = catalogue(code)
    for file in FOLDER.glob("*.tsv"):
        for note in notes(file.stem):
            reading = typed(note.text, language=note.language)
            for echo in reading.echoes:
                assert say_echo(echo, reading.family, words).strip()
            for question in reading.questions:
                assert say_question(question, words).strip()


def test_the_echo_speaks_in_full_words(english: Catalogue, german: Catalogue) -> None:
    reading = typed("MGM's sister br ca early 50s d.60 mva; 2 bros aw")
    said = [say_echo(echo, reading.family, english) for echo in reading.echoes]
    assert "Mother’s mother › Sister: breast cancer, diagnosed at 50 to 53." in said
    assert "Brother 2: alive and well." in said
    deutsch = [say_echo(echo, reading.family, german) for echo in reading.echoes]
    assert "Bruder 1: lebt und ist gesund." in deutsch


def test_every_message_of_the_source_has_words(english: Catalogue) -> None:
    asked = re.compile(r"_ask\(\s*\"(\w+)\"|_echo\(\s*\"(\w+)\"")
    for path in ROOM.glob("*.py"):
        text = path.read_text("utf-8")
        ast.parse(text)
        for ask, echo in asked.findall(text):
            message = f"shorthand.ask.{ask}" if ask else f"shorthand.echo.{echo}"
            assert english.has(message), (path.name, message)
        for literal in re.findall(r'"(shorthand\.[\w.]+\w)"', text):
            is_known = english.has(literal) or english.has(f"error.{literal}")
            assert is_known, (path.name, literal)
