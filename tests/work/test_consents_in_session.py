"""The letters' own forms are signed in a session, and each answer says how it was explained."""

import datetime
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from app.words import letter_words
from counselling.letters.fhir_consent import Giving, fhir_consent
from counselling.letters.registry import find
from counselling.letters.wording_hash import wording
from counselling.pedigree.coming_of_age import USUAL_AGES, ChildAges, Maturity, maturity
from counselling.pedigree.person import Age, PartialDate, Person
from counselling.records.log import families
from counselling.records.papers import consents, documents
from counselling.records.papers.consents import Consent, Scope
from counselling.records.papers.majority import in_force
from counselling.session import pretest, sharing
from counselling.session.consent import Explained
from counselling.session.consent_form import FormText
from counselling.session.elements import LEVELS, STATEMENTS, WORDS
from counselling.session.in_session import OFFERED, form_for
from counselling.session.signing import Signing
from counselling.work.consents.consent_evidence import KIND, signed
from counselling.work.desk import Desk
from counselling.work.letters.sharing_answers import consent_file
from tests.work.reviewing import sign_off

AT = datetime.datetime(2026, 11, 29, 10, 4, tzinfo=datetime.UTC)
INTERPRETER = "Samir Haddad, 0042"
INTERPRETED = Explained("", has_interpreter=True, interpreter=INTERPRETER)
FILLED = {
    pretest.KIND_ID: {"test": "BRCA1 and BRCA2"},
    sharing.KIND_ID: {"controller": "Clinic", "officer": "dpo@clinic.example"},
}


@pytest.fixture
def family(desk: Desk, folder: Path) -> str:
    assert folder.is_dir()
    return next(one.id for one in desk.families.summaries() if "BOC" in one.name)


def _text(desk: Desk, form: str, family: str, **more: object) -> FormText:
    return desk.hearing.consents.text(
        form, language="en", family=family, filled=FILLED[form], **more
    )


def _keep(
    desk: Desk, family: str, text: FormText, said: Mapping[str, bool], explained: Explained
) -> None:
    signing = Signing.begun(text)
    for question, is_yes in said.items():
        signing = signing.answered(text.form, question, is_yes=is_yes)
    consent = signing.signed(text.text_hash, "Anna Berg", (), at=AT)
    desk.hearing.consents.keep(family, consent, text, person="", explained=explained)


def test_the_form_of_a_session_holds_every_section_of_its_letter(desk: Desk, family: str) -> None:
    say = letter_words("en").say
    asked = [title for title, *_ in sharing.ASKED.values()]
    told = [title for section, (title, _) in sharing.TOLD.items() if section != "statements"]
    titles = {
        pretest.KIND_ID: [title for title, _ in pretest.SECTIONS.values()],
        sharing.KIND_ID: [sharing.MAIN[0], *asked, *told],
    }
    for form, sections in titles.items():
        text = _text(desk, form, family)
        assert [text.paragraphs[place] for place in text.headings] == list(map(say, sections))
    assert any(
        "BRCA1 and BRCA2" in line for line in _text(desk, pretest.KIND_ID, family).paragraphs
    )


def test_each_answer_is_an_element_that_says_who_explained_it_and_who_interpreted(
    desk: Desk, family: str
) -> None:
    text = _text(desk, pretest.KIND_ID, family)
    said = {question: question != "test_unexpected" for question, _ in text.questions}
    _keep(desk, family, text, said, INTERPRETED)
    words = [one.consent for one in consents.recorded(desk.unlock.vault, family)]
    assert {one.scope.value: one.is_given for one in words} == said
    assert {one.explained_by for one in words} == {desk.unlock.vault.actor.name}
    assert {(one.has_interpreter, one.interpreter) for one in words} == {
        (True, "Samir Haddad, 0042")
    }
    assert {one.text_version for one in words} == {f"pretest_consent {pretest.VERSION}"}
    assert {one.scope.value: one.level for one in words} == {scope: LEVELS[scope] for scope in said}


def test_the_evidence_tells_it_too_and_its_words_hold(desk: Desk, family: str) -> None:
    text = _text(desk, pretest.KIND_ID, family, has_interpreter=True)
    _keep(desk, family, text, dict.fromkeys(dict(text.questions), True), INTERPRETED)
    (one,) = signed(desk.unlock.vault, family)
    assert one.is_true
    assert one.explained == replace(INTERPRETED, by=desk.unlock.vault.actor.name)
    assert dict(one.levels)["test"] == "MUST"
    assert dict(one.levels)["family_contact"] == "SHOULD"


def _notice(language: str) -> str:
    return letter_words(language).say("consent.unreviewed", address="formal")


def test_a_form_says_that_it_is_unreviewed_until_its_letter_is_signed_off_in_its_language(
    desk: Desk, family: str
) -> None:
    ask = desk.hearing.consents.text

    def told(form: str, language: str) -> bool:
        text = ask(form, language=language, family=family, filled=FILLED[form])
        is_told = text.paragraphs[0] == _notice(language)
        assert is_told is (_notice(language) in text.words)
        return is_told

    tongues = [(form, language) for form in OFFERED for language in ("en", "de", "ar")]
    assert all(told(form, language) for form, language in tongues)
    sign_off(desk, pretest.KIND_ID, "de")
    assert [one for one in tongues if not told(*one)] == [(pretest.KIND_ID, "de")]
    desk.safekeeping.wording.withdraw(pretest.KIND_ID, "de")
    assert all(told(form, language) for form, language in tongues)


@pytest.mark.parametrize("kind", OFFERED)
def test_the_signature_under_a_letter_is_over_every_sentence_of_its_form(kind: str) -> None:
    words, template = letter_words("en"), find(kind)
    for form in (form_for(kind, who, USUAL_AGES) for who in Maturity):
        asked = (message for _, message in form.questions)
        for message in {form.title, *form.paragraphs, *asked, form.declaration}:
            other = replace(words, raw={**words.raw, message: "Other words"})
            assert wording(template, other) != wording(template, words), message


def test_what_was_signed_stays_true_whatever_becomes_of_the_review(desk: Desk, family: str) -> None:
    for is_reviewed in (False, True):
        if is_reviewed:
            sign_off(desk, pretest.KIND_ID, "en")
        text = _text(desk, pretest.KIND_ID, family)
        _keep(desk, family, text, dict.fromkeys(dict(text.questions), True), Explained())
    vault = desk.unlock.vault
    assert [one.is_true for one in signed(vault, family)] == [True, True]
    papers = [one for one in documents.listing(vault, family) if one.kind == KIND]
    words = [json.loads(documents.fetch(vault, one.id))["words"] for one in papers]
    assert [_notice("en") in each for each in words] == [False, True]  # the newest first


def test_a_use_that_she_does_not_touch_is_a_no(desk: Desk, family: str) -> None:
    text = _text(desk, sharing.KIND_ID, family)
    _keep(desk, family, text, {"share_registry": True}, Explained())
    words = [one.consent for one in consents.recorded(desk.unlock.vault, family)]
    assert {one.scope.value for one in words if one.is_given} == {"share_registry"}
    assert len(words) == len(sharing.ASKED)
    told = json.loads(consent_file(desk.unlock.vault, family, words[0].person))
    assert told["verification"][0]["verified"] is True
    assert told["performer"][0]["type"] == "Patient"
    assert told["sourceReference"]["type"] == "DocumentReference"


def test_a_test_that_is_refused_takes_no_letter_and_no_record_away(desk: Desk, family: str) -> None:
    text = _text(desk, pretest.KIND_ID, family)
    _keep(desk, family, text, dict.fromkeys(dict(text.questions), False), Explained())
    person = families.open_family(desk.unlock.vault, family).family.focus or ""
    consents.demand_letter(desk.unlock.vault, family, person)  # does not raise
    assert not consents.may(consents.now(desk.unlock.vault, family), person, Scope.TEST)


def test_what_was_kept_before_these_fields_is_read_as_not_said() -> None:
    new = msgspec.json.decode(msgspec.json.encode(Consent("p1", Scope.CARE, True, medium="paper")))
    for field in ("explained_by", "has_interpreter", "interpreter", "level"):
        del new[field]
    old = msgspec.json.decode(msgspec.json.encode(new), type=Consent)
    assert (old.explained_by, old.has_interpreter, old.interpreter, old.level) == ("", None, "", "")


def test_everything_that_a_form_asks_has_a_name_and_a_level() -> None:
    forms = [pretest.pretest(who, USUAL_AGES) for who in Maturity] + [sharing.sharing("")]
    asked = {question for form in forms for question, _ in form.questions}
    assert asked <= {*WORDS, *STATEMENTS}
    assert asked <= LEVELS.keys() <= {scope.value for scope in Scope}


@pytest.mark.parametrize(
    ("years", "country", "who"),
    [
        (6, "DE", Maturity.SMALL),
        (7, "DE", Maturity.CHILD),
        (15, "DE", Maturity.CHILD),
        (17, "DE", Maturity.YOUNG),
        (18, "DE", Maturity.ADULT),
    ],
)
def test_who_is_asked_follows_the_age_and_the_country(
    years: int, country: str, who: Maturity
) -> None:
    ages = in_force(country=country, assent=7).asked
    born = Person("p1", birth=PartialDate(2026 - years, 11, 1))
    assert maturity(born, ages, today=AT.date()) is who
    assert maturity(Person("p1", age=Age.at(years)), ages, today=AT.date()) is who


def test_somebody_of_seventeen_is_asked_as_herself_and_a_child_says_that_it_is_one() -> None:
    asked = {who: dict(pretest.pretest(who, USUAL_AGES).questions) for who in Maturity}
    assert ["assent" in asked[who] for who in Maturity] == [False, True, False, False]
    assert pretest.MINOR in pretest.pretest(Maturity.YOUNG, USUAL_AGES).paragraphs


def test_nobody_of_age_is_asked_as_a_child() -> None:
    early = in_force(country="", years=15, assent=7).asked
    assert early == ChildAges(assent=7, herself=15, majority=15)


def test_a_guardian_agrees_for_a_child_in_the_fhir_consent_and_is_not_named() -> None:
    told = json.loads(
        fhir_consent(
            {}, patient="AB/p1", given_on=AT.date(), language="en", form="1",
            giving=Giving(by_other=True, explained_by="C", has_interpreter=False),
        )
    )  # fmt: skip
    assert told["performer"] == [
        {"type": "RelatedPerson", "identifier": {"value": "AB/p1/guardian"}}
    ]
    assert told["verification"][0]["verificationDate"] == "2026-11-29"
    assert {
        name: value for one in told["extension"] for name, value in one.items() if name != "url"
        and one["url"].endswith("interpreted")
    } == {"valueBoolean": False}  # fmt: skip
