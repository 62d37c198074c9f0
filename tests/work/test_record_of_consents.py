"""A letter that repeats what was signed carries the same record as the vault, and no more."""

import datetime
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from app.letters import verify_letter
from app.words import letter_words
from counselling.letters.order import Order
from counselling.letters.passages.uses import USES
from counselling.records.log import families
from counselling.records.papers import consents, documents
from counselling.records.papers.consents import Consent, Scope
from counselling.session import pretest, sharing, telehealth
from counselling.session.consent import Explained
from counselling.session.consent_form import FormText, in_words
from counselling.session.signing import Signing
from counselling.work.consents.consent_evidence import KIND, MEDIA_TYPE
from counselling.work.desk import Desk

AT = datetime.datetime(2026, 11, 29, 10, 4, tzinfo=datetime.UTC)
EXPLAINED = Explained("Ada Oak", has_interpreter=True, interpreter="Samir Haddad, 0042")
FILLED = {
    "pretest_consent": {"test": "BRCA1 and BRCA2"},
    "data_sharing": {"controller": "Clinic", "officer": "dpo@clinic.example"},
    "session_consent": {"callback": "+49 30 1234567"},
}
FORMS = {
    "pretest_consent": pretest.KIND_ID,
    "data_sharing": sharing.KIND_ID,
}
_OF_NO_SCOPE = {"pictures", "others"}  # in what was signed, and no word of the records


@pytest.fixture
def family(desk: Desk, folder: Path) -> str:
    assert folder.is_dir()
    return next(one.id for one in desk.families.summaries() if "BOC" in one.name)


def _text(desk: Desk, family: str, kind: str) -> FormText:
    if kind == "session_consent":
        return in_words(telehealth.TELEHEALTH, letter_words("en"))
    form, filled = FORMS[kind], FILLED[kind]
    return desk.hearing.consents.text(form, language="en", family=family, filled=filled)


def _sign(desk: Desk, family: str, kind: str, *, refused: Iterable[str] = ()) -> None:
    text = _text(desk, family, kind)
    signing = Signing.begun(text)
    for question, _ in text.questions:
        signing = signing.answered(text.form, question, is_yes=question not in refused)
    consent = signing.signed(text.text_hash, "Anna Berg", (), at=AT)
    if kind == "session_consent":  # what she wrote into its lines herself
        consent = replace(consent, filled=tuple(FILLED[kind].items()))
    desk.hearing.consents.keep(family, consent, text, person="", explained=EXPLAINED)


def _written(desk: Desk, family: str, kind: str, **filled: str) -> dict[str, list[dict]]:
    made = desk.letters.write(Order(family, kind, "de", "UK", filled={**FILLED[kind], **filled}))
    return verify_letter(desk.letters.content(made.id)).record.whole


def _evidence(desk: Desk, family: str) -> tuple[documents.Document, dict]:
    vault = desk.unlock.vault
    kept = [one for one in documents.listing(vault, family) if one.kind == KIND]
    assert kept[0].media_type == MEDIA_TYPE
    return kept[0], json.loads(documents.fetch(vault, kept[0].id))


@pytest.mark.parametrize("kind", FILLED)
def test_every_element_that_was_signed_is_embedded_as_the_vault_keeps_it(
    desk: Desk, family: str, kind: str
) -> None:
    _sign(desk, family, kind, refused=("test_unexpected", "share_ai", "pictures"))
    record = _written(desk, family, kind)
    paper, signed = _evidence(desk, family)
    told = {one["id"]: one for one in record["answers"]}
    assert set(told) == {one["id"] for one in signed["elements"]}
    for element in signed["elements"]:
        here = told[element["id"]]
        assert {name: here[name] for name in element} == element
        assert here["evidence"] == paper.sha256
        assert here["method"] == signed["method"] == "typed"
    vault = desk.unlock.vault
    families.open_family(vault, family)
    kept = {one.consent.scope.value: one for one in consents.recorded(vault, family)}
    assert set(told) - set(kept) <= _OF_NO_SCOPE
    for name in set(told) & set(kept):
        here, one = told[name], kept[name]
        said = one.consent
        assert (here["is_yes"], here["level"]) == (said.is_given, said.level)
        assert (here["version"], here["medium"]) == (said.text_version, said.medium)
        assert here["explained_by"] == said.explained_by == "Ada Oak"
        assert here["has_interpreter"] == said.has_interpreter
        assert here["interpreter"] == said.interpreter
        assert here["at"] == one.at.isoformat()


@pytest.mark.parametrize("kind", FILLED)
def test_the_copy_of_what_was_signed_is_ticked_and_tells_how(
    desk: Desk, family: str, kind: str
) -> None:
    _sign(desk, family, kind)
    record = _written(desk, family, kind)
    assert all(one["answered"] for one in record["questions"])
    words = json.dumps(record["sections"], ensure_ascii=False)
    assert "Ada Oak" in words
    assert "Samir Haddad, 0042" in words


def test_another_test_is_asked_anew(desk: Desk, family: str) -> None:
    _sign(desk, family, "pretest_consent")
    record = _written(desk, family, "pretest_consent", test="TP53")
    answered = {one["id"]: one["answered"] for one in record["questions"]}
    assert all(not answered[name] for name in pretest.STATEMENTS)
    ids = {one["id"] for one in record["answers"]}
    assert ids == set(pretest.RECORDED.values())


def test_a_later_word_counts_more_than_what_was_signed(desk: Desk, family: str) -> None:
    _sign(desk, family, "data_sharing")
    person = desk.pedigrees.show(family).record.family.focus or ""
    vault = desk.unlock.vault
    consents.record(vault, family, Consent(person, Scope.SHARE_AI, is_given=False, medium="paper"))
    record = _written(desk, family, "data_sharing")
    told = {one["id"]: one for one in record["answers"]}
    ai = told["share_ai"]
    assert (ai["is_yes"], ai["medium"], ai["evidence"]) == (False, "paper", "")
    assert told["share_biobank"]["is_yes"]
    assert told["share_biobank"]["codes"] == list(USES["biobank"].codes)
    (use,) = record["data_use"]
    assert "DUO:0000042" in use["codes"]


def test_a_letter_that_does_not_tell_who_was_there_does_not_carry_it(
    desk: Desk, family: str
) -> None:
    _sign(desk, family, "pretest_consent")
    made = desk.letters.write(Order(family, "summary", "de", "UK"))
    told = verify_letter(desk.letters.content(made.id)).record.whole["answers"]
    assert {one["id"] for one in told} >= {"test", "test_relatives", "family_contact"}
    assert {one["explained_by"] + one["interpreter"] for one in told} == {""}
