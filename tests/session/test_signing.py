"""A consent on its way: answered question by question, signed, and kept to its words."""

import datetime
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.errors import CallError
from counselling.language.catalogue import Catalogue
from counselling.pedigree.coming_of_age import USUAL_AGES, Maturity
from counselling.records.papers.consents import Scope
from counselling.session.consent import Answer, Method
from counselling.session.consent_form import FormText, in_words
from counselling.session.in_session import OFFERED, form_for
from counselling.session.signing import Signing
from counselling.session.telehealth import TELEHEALTH

AT = datetime.datetime(2026, 3, 4, 10, 4, tzinfo=datetime.UTC)
TEXT = FormText(
    "f", "1", "en", "ltr", "Title", ("One.",), (("care", "A?"), ("research", "B?")), "Signed."
)


def answered(**answers: bool) -> Signing:
    signing = Signing(TEXT)
    for question, is_yes in answers.items():
        signing = signing.answered("f", question, is_yes=is_yes)
    return signing


def test_signed_consent_holds_what_was_answered_in_the_order_of_the_text() -> None:
    signing = answered(research=False, care=True)
    consent = signing.signed(TEXT.text_hash, " Anna Berg ", (), at=AT)
    assert consent.answers == (Answer("care", True), Answer("research", False))
    assert (consent.method, consent.name, consent.strokes) == (Method.TYPED, "Anna Berg", ())
    assert (consent.at, consent.language, consent.version) == (AT, "en", "1")
    assert (consent.allows("care"), consent.allows("research")) == (True, False)


def test_drawn_signature_is_kept_as_it_was_drawn() -> None:
    consent = answered(care=True, research=True).signed(
        TEXT.text_hash, "A", ((1, 2, 3, 4), ()), at=AT
    )
    assert (consent.method, consent.strokes) == (Method.DRAWN, ((1, 2, 3, 4),))


def test_last_answer_to_a_question_counts() -> None:
    signing = answered(care=True, research=True).answered("f", "care", is_yes=False)
    assert not signing.signed(TEXT.text_hash, "A", (), at=AT).allows("care")


@given(st.text(max_size=9), st.text(max_size=9))
def test_answers_to_other_questions_or_forms_change_nothing(form: str, question: str) -> None:
    signing = Signing(TEXT).answered(form, question, is_yes=True)
    is_of_it = form == "f" and question in ("care", "research")
    assert bool(signing.answers) is is_of_it


@pytest.mark.parametrize("name", ["", "  "])
def test_nobody_signs_without_a_name_or_with_a_question_open(name: str) -> None:
    for signing in (answered(care=True), answered(care=True, research=True)):
        is_complete = signing.is_complete
        with pytest.raises(CallError) as caught:
            signing.signed(TEXT.text_hash, name if is_complete else "Anna", (), at=AT)
        assert caught.value.message_id == "session.consent_open"


def test_signature_under_other_words_is_refused() -> None:
    other = replace(TEXT, paragraphs=("One!",))
    with pytest.raises(CallError) as caught:
        answered(care=True, research=True).signed(other.text_hash, "Anna", (), at=AT)
    assert caught.value.message_id == "session.consent_text"


@pytest.mark.parametrize("part", ["title", "paragraphs", "questions", "declaration"])
def test_hash_is_of_every_word_that_is_shown(part: str) -> None:
    changed = {
        "title": "Other",
        "paragraphs": ("One.", "Two."),
        "questions": (("care", "A!"), ("research", "B?")),
        "declaration": "Not signed.",
    }
    assert replace(TEXT, **{part: changed[part]}).text_hash != TEXT.text_hash


def test_words_that_nobody_reviewed_say_so_first_and_in_what_is_hashed(
    english: Catalogue, german: Catalogue, arabic: Catalogue
) -> None:
    forms = (TELEHEALTH, *(form_for(one, Maturity.ADULT, USUAL_AGES) for one in OFFERED))
    for form, words in product(forms, (english, german, arabic)):
        unreviewed, reviewed = (in_words(form, words, is_reviewed=one) for one in (False, True))
        notice = words.say("consent.unreviewed", address="formal")
        assert unreviewed.paragraphs == (notice, *reviewed.paragraphs)
        assert unreviewed.words == reviewed.words.replace(
            reviewed.title, f"{reviewed.title}\n\n{notice}", 1
        )
        assert unreviewed.text_hash != reviewed.text_hash
        headings = [[text.paragraphs[x] for x in text.headings] for text in (unreviewed, reviewed)]
        assert headings[0] == headings[1]


def test_words_are_unreviewed_unless_somebody_says_otherwise(english: Catalogue) -> None:
    text = in_words(TELEHEALTH, english)
    assert text == in_words(TELEHEALTH, english, is_reviewed=False)


def test_name_is_in_no_trace_of_a_consent() -> None:
    consent = answered(care=True, research=True).signed(TEXT.text_hash, "Anna", (), at=AT)
    assert "Anna" not in repr(consent)


def test_every_form_asks_only_what_the_records_can_hold(
    english: Catalogue, german: Catalogue, arabic: Catalogue
) -> None:
    scopes = {scope.value for scope in Scope}
    for form in (form_for(one, who, USUAL_AGES) for one in OFFERED for who in Maturity):
        assert {question for question, _ in form.questions} <= scopes
        hashes = {in_words(form, words).text_hash for words in (english, german, arabic)}
        assert len(hashes) == 3
        assert in_words(form, arabic).direction == "rtl"
