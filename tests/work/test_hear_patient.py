"""What a patient does on her page, over a real vault: signed, proposed, accepted or not."""

import datetime
import json
from pathlib import Path

import pytest

from counselling.call.board.board_words import Kind
from counselling.errors import ShorthandError, StorageError, VaultError
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import Source
from counselling.records.audit import audit
from counselling.records.log import oplog
from counselling.records.papers import consents, documents
from counselling.records.papers.consents import Consent, Scope
from counselling.records.papers.documents import NewDocument
from counselling.session.consent import Method
from counselling.session.pretest import KIND_ID as FORM
from counselling.session.pretest import VERSION
from counselling.session.proposals import Proposal
from counselling.session.signing import Signing
from counselling.work.consents import consent_evidence
from counselling.work.consents.consent_evidence import KIND
from counselling.work.desk import Desk
from counselling.work.session.boards import Sheet
from tests.work.conftest import Full

AT = datetime.datetime(2026, 3, 4, 10, 4, tzinfo=datetime.UTC)


@pytest.fixture
def family(desk: Desk, folder: Path) -> str:
    return next(s for s in desk.families.summaries() if "BOC" in s.name).id


@pytest.fixture
def sheet(desk: Desk, family: str) -> Sheet:
    return desk.boards.pedigree(family, language="en")


def signed(desk: Desk, family: str, *, person: PersonId = "", contact: bool = False) -> str:
    text = desk.hearing.consents.text(FORM, language="de")
    signing = Signing(text)
    for question, _ in text.questions:
        is_yes = question != "family_contact" or contact
        signing = signing.answered(text.form, question, is_yes=is_yes)
    consent = signing.signed(text.text_hash, "Anna Berg", ((1.0, 2.0, 3.5, 4.0),), at=AT)
    return desk.hearing.consents.keep(family, consent, text, person=person).id


def test_signed_consent_is_kept_as_evidence_that_proves_its_own_hash(
    desk: Desk, family: str
) -> None:
    person = desk.families.record(family).family.focus or ""
    document = signed(desk, family, person=person)
    kept = documents.get(desk.unlock.vault, document)
    assert (kept.kind, kept.language, kept.person) == (KIND, "de", person)
    told = json.loads(documents.fetch(desk.unlock.vault, document))
    text = desk.hearing.consents.text(FORM, language="de")
    assert told["words"] == text.words
    assert told["text_hash"] == text.text_hash
    assert told["answers"]["test"] is True
    assert told["answers"]["family_contact"] is False
    assert (told["method"], told["name"], told["strokes"]) == (
        "drawn",
        "Anna Berg",
        [[1.0, 2.0, 3.5, 4.0]],
    )
    assert told["at"] == AT.isoformat()


def test_who_is_not_named_is_whom_the_counselling_is_about(desk: Desk, family: str) -> None:
    focus = desk.families.record(family).family.focus
    assert documents.get(desk.unlock.vault, signed(desk, family)).person == focus
    assert {one.consent.person for one in desk.hearing.consents.told(family, "")} == {focus}


def test_every_answer_counts_at_once_and_one_row_of_the_audit_tells_of_it(
    desk: Desk, family: str
) -> None:
    vault = desk.unlock.vault
    person = desk.families.record(family).family.focus or ""
    signed(desk, family, person=person)
    rows = [row for row in audit.each(vault) if row.target.startswith("consent/")]
    now = consents.now(vault, family)
    assert now[person, Scope.TEST] is True
    assert now[person, Scope.FAMILY_CONTACT] is False
    assert [row.action for row in rows] == ["create"]


def test_what_was_signed_is_listed_with_its_answers_and_proven(desk: Desk, family: str) -> None:
    document = signed(desk, family)
    (one,) = consent_evidence.signed(desk.unlock.vault, family)
    assert (one.document, one.form, one.version) == (document, FORM, VERSION)
    assert [question for question, _ in one.answers] == [
        q for q, _ in desk.hearing.consents.forms[0].questions
    ]
    assert (one.method, one.strokes, one.at) == (Method.DRAWN, 1, AT)
    assert one.is_true


def test_words_that_were_changed_after_the_signature_are_told(desk: Desk, family: str) -> None:
    vault = desk.unlock.vault
    told = json.loads(documents.fetch(vault, signed(desk, family)))
    changed = json.dumps({**told, "words": told["words"] + "!"}).encode()
    documents.store(vault, NewDocument(family, KIND, "application/json", changed))
    assert sorted(one.is_true for one in consent_evidence.signed(vault, family)) == [False, True]


def test_withdrawn_consent_stays_to_be_seen(desk: Desk, family: str) -> None:
    person = desk.families.record(family).family.focus or ""
    signed(desk, family, person=person, contact=True)
    consents.record(
        desk.unlock.vault, family, Consent(person, Scope.FAMILY_CONTACT, is_given=False)
    )
    told = desk.hearing.consents.told(family, person)
    said = [one.consent.is_given for one in told if one.consent.scope is Scope.FAMILY_CONTACT]
    assert said == [True, False]
    assert told[0].consent.text_version == f"{FORM} {VERSION}"


def test_consent_that_the_disk_refuses_is_kept_in_no_part(
    desk: Desk, family: str, full: Full
) -> None:
    person = desk.families.record(family).family.focus or ""
    with full(0), pytest.raises(StorageError):
        signed(desk, family, person=person)
    assert desk.hearing.consents.told(family, person) == ()
    assert all(d.kind != KIND for d in documents.listing(desk.unlock.vault, family))


def about(sheet: Sheet, number: str, text: str, kind: Kind = Kind.ILLNESS) -> Proposal:
    who = next(person for person, told in sheet.numbers.items() if told == number)
    return Proposal("a-1", "1", who, kind, text, "en", AT)


def test_proposal_is_read_in_full_words_and_changes_nothing(
    desk: Desk, family: str, sheet: Sheet
) -> None:
    before = desk.families.record(family)
    note = desk.hearing.proposals.read(
        family, about(sheet, "III-3", "breast cancer at 31"), numbers=sheet.numbers
    )
    assert (note.text, note.language) == ("III-3: breast cancer at 31", "en")
    assert note.is_ready
    assert note.told
    assert desk.families.record(family) == before


def test_accepted_proposal_is_in_the_record_as_told_by_the_patient(
    desk: Desk, family: str, sheet: Sheet
) -> None:
    proposal = about(sheet, "III-3", "breast cancer at 31")
    teller = desk.families.record(family).family.focus
    note = desk.hearing.proposals.read(family, proposal, numbers=sheet.numbers)
    record = desk.hearing.proposals.accept(family, note, numbers=sheet.numbers, teller=teller)
    found = record.family.person(str(proposal.who))
    assert [d.condition for d in found.diagnoses] == ["breast"]
    vault = desk.unlock.vault
    keys = vault.families
    last = vault.read(lambda c: list(oplog.entries(c, family, keys.of(c, family))))[-1]
    assert (last.origin.teller, last.origin.source) == (teller, Source.FAMILY)


def test_what_somebody_else_of_the_room_proposed_is_kept_as_hers(
    desk: Desk, family: str, sheet: Sheet
) -> None:
    proposals, vault = desk.hearing.proposals, desk.unlock.vault
    note = proposals.read(
        family, about(sheet, "III-3", "breast cancer at 31"), numbers=sheet.numbers
    )
    proposals.accept(family, note, numbers=sheet.numbers, teller="x", told_by="relative")
    keys = vault.families
    last = vault.read(lambda c: list(oplog.entries(c, family, keys.of(c, family))))[-1]
    assert (last.origin.teller, last.origin.told_by) == ("", "relative")


def test_proposal_that_cannot_be_read_is_offered_to_be_mended(
    desk: Desk, family: str, sheet: Sheet
) -> None:
    proposals = desk.hearing.proposals
    proposal = about(sheet, "III-3", "she had it too")
    note = proposals.read(family, proposal, numbers=sheet.numbers)
    assert not note.is_ready
    before = desk.families.record(family)
    with pytest.raises(ShorthandError) as caught:
        proposals.accept(family, note, numbers=sheet.numbers, teller=None)
    assert caught.value.message_id == "shorthand.not_complete"
    assert desk.families.record(family) == before
    mended = proposals.read(
        family, proposal, numbers=sheet.numbers, text="III-3: ovarian cancer at 30"
    )
    assert mended.is_ready


def test_death_and_languages_without_shorthand_have_a_line_too(
    desk: Desk, family: str, sheet: Sheet
) -> None:
    read = desk.hearing.proposals.read
    death = read(family, about(sheet, "II-7", "at 80", Kind.DEATH), numbers=sheet.numbers)
    assert death.text == "II-7: died at 80"
    assert death.is_ready
    arabic = Proposal("a-2", "1", None, Kind.OTHER, "خالتي مريضة", "ar", AT)
    assert read(family, arabic, numbers=sheet.numbers).language == "en"


def test_restricted_people_are_not_changed_by_a_proposal(
    desk: Desk, family: str, sheet: Sheet
) -> None:
    proposal = about(sheet, "III-3", "breast cancer at 31")
    note = desk.hearing.proposals.read(family, proposal, numbers=sheet.numbers)
    who = str(proposal.who)
    consents.record(desk.unlock.vault, family, Consent(who, Scope.USE, is_given=False))
    with pytest.raises(VaultError):
        desk.hearing.proposals.accept(family, note, numbers=sheet.numbers, teller=None)


def test_person_of_another_family_is_nobody(desk: Desk, folder: Path) -> None:
    told = desk.families.adopt(Family("f", "f", persons=(Person("a"),), proband="a"))
    sheet = desk.boards.pedigree(told.id, language="en")
    note = desk.hearing.proposals.read(
        told.id,
        Proposal("x", "1", "stranger", Kind.ILLNESS, "breast cancer at 31", "en", AT),
        numbers=sheet.numbers,
    )
    assert "stranger" not in note.text
