"""Letters of the vault: sealed, in both languages, with a page for the web, by versions."""

import json
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from app.letters import own_seals, verify_letter
from counselling.errors import LetterError, VaultError
from counselling.letters.order import Order
from counselling.records.papers import documents
from counselling.records.papers.consents import Consent, Scope, record
from counselling.work.desk import Desk


@pytest.fixture
def family(desk: Desk, folder: Path) -> str:
    assert folder.is_dir()
    return desk.families.summaries()[0].id  # the invented one, taken in last


def _order(family: str, kind: str = "summary", **filled: str) -> Order:
    return Order(family, kind, "de", "UK", own="en", filled=filled)


def test_what_was_sent_is_sealed_and_lies_in_both_languages(
    desk: Desk, family: str, tmp_path: Path
) -> None:
    made = desk.letters.write(_order(family))
    (listed,) = desk.letters.listing(family)
    assert listed == made
    verdict = verify_letter(desk.letters.content(made.id))
    assert verdict.is_whole
    assert verdict.sha256 == made.sha256
    assert verdict.fingerprint == own_seals().now
    assert (verdict.record.language, verdict.record.version) == ("de", 1)
    twin = verify_letter(desk.letters.beside(made.id))
    assert (twin.is_whole, twin.record.language) == (True, "en")
    desk.letters.export(made.id, tmp_path / "letter.html")
    assert '<html lang="de"' in (tmp_path / "letter.html").read_text("utf-8")


def test_a_correction_is_a_new_version_and_the_old_one_stays(desk: Desk, family: str) -> None:
    first = desk.letters.write(_order(family, "session_consent", callback="1"))
    second = desk.letters.write(_order(family, "session_consent", callback="2"))
    told = [verify_letter(desk.letters.content(one.id)).record.version for one in (first, second)]
    assert told == [1, 2]
    other = desk.letters.write(_order(family))
    assert verify_letter(desk.letters.content(other.id)).record.version == 1


def test_nothing_is_kept_of_a_letter_that_is_held_back(desk: Desk, family: str) -> None:
    before = documents.listing(desk.unlock.vault, family)
    with pytest.raises(LetterError, match=r"letter\.held_back"):
        desk.letters.write(_order(family, "session_consent"))
    assert documents.listing(desk.unlock.vault, family) == before


def test_consent_opens_the_relatives_letter_and_its_withdrawal_closes_it_at_once(
    desk: Desk, family: str
) -> None:
    def gene_is_told() -> bool:
        shown = desk.letters.preview(_order(family, "relative"))
        return len(shown.content) > 0 and b"BRCA1" in _record(shown.content)

    assert not gene_is_told()
    record(desk.unlock.vault, family, Consent("", Scope.FAMILY_CONTACT, is_given=True))
    assert gene_is_told()
    record(desk.unlock.vault, family, Consent("", Scope.FAMILY_CONTACT, is_given=False))
    with pytest.raises(LetterError, match=r"letter\.contact_refused"):
        gene_is_told()


def _words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[0].get_textpage().get_text_range()
    finally:
        document.close()


def _record(pdf: bytes) -> bytes:
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return document.attachments["letter.json"].get_file().read_bytes()


def test_who_wants_no_counselling_gets_no_letter_of_any_kind(desk: Desk, family: str) -> None:
    record(desk.unlock.vault, family, Consent("", Scope.CARE, is_given=False))
    with pytest.raises(VaultError, match=r"vault\.care_withdrawn"):
        desk.letters.preview(_order(family, "invitation"))


POST = ("3 Bridge Lane", "10117 Rivertown")


def test_an_address_is_kept_with_its_person_and_stands_on_the_next_letter(
    desk: Desk, family: str
) -> None:
    person = desk.letters.write(_order(family)).person
    assert desk.letters.post(family, person) == ()
    order = replace(_order(family), post=POST)
    assert b"3 Bridge Lane" in _record(desk.letters.preview(order).content)
    assert desk.letters.post(family, person) == ()  # a look keeps nothing
    desk.letters.write(order)
    assert desk.letters.post(family, person) == POST
    assert b"3 Bridge Lane" in _record(desk.letters.preview(_order(family)).content)
    away = replace(_order(family), post=())
    assert b"Bridge" not in _record(desk.letters.preview(away).content)


def test_a_greeting_is_typed_once_and_stands_on_the_next_letters(desk: Desk, family: str) -> None:
    greeting = "Dear Ms and Mr Oak,"
    desk.letters.write(_order(family, salutation=f"{greeting}\u202e"))
    for kind in ("summary", "sample_kit"):
        assert greeting in _words(desk.letters.preview(_order(family, kind)).content)
    desk.letters.write(_order(family, "session_consent", callback="1", salutation="Dear Ada,"))
    assert "Dear Ada," in _words(desk.letters.preview(_order(family)).content)
    desk.letters.write(replace(_order(family), post=POST))  # an address takes no greeting away
    assert "Dear Ada," in _words(desk.letters.preview(_order(family)).content)
    desk.letters.write(_order(family, salutation="–"))
    assert "Dear Ada," not in _words(desk.letters.preview(_order(family)).content)


def test_a_doctors_letter_takes_no_greeting_of_the_patients(desk: Desk, family: str) -> None:
    desk.letters.write(_order(family, salutation="Dear Ada,"))
    shown = desk.letters.preview(_order(family, "referrer"))
    assert "Dear Ada," not in _words(shown.content)


def test_an_address_that_leaves_the_window_is_refused_before_anything_is_kept(
    desk: Desk, family: str
) -> None:
    before = documents.listing(desk.unlock.vault, family)
    for act in (desk.letters.preview, desk.letters.write):
        with pytest.raises(VaultError) as refused:
            act(replace(_order(family), post=("x" * 60,)))
        assert refused.value.message_id == "vault.address_long"
    assert documents.listing(desk.unlock.vault, family) == before


def test_an_invitation_hands_out_its_calendar_file_without_a_health_word(
    desk: Desk, family: str, tmp_path: Path
) -> None:
    start = {"start": "2027-01-15 10:30", "link": "https://talk.clinic.example/j#k"}
    made = desk.letters.write(_order(family, "invitation", **start))
    desk.letters.export(made.id, tmp_path / "letter.ics")
    told = (tmp_path / "letter.ics").read_text("utf-8")
    assert told.startswith("BEGIN:VCALENDAR")
    assert "DTSTART:20270115T093000Z" in told
    for word in ("gen", "krebs", "cancer", "klinik", "clinic,", "berat"):
        assert word not in told.partition("SUMMARY:")[2].partition("\r\n")[0].lower()
    (listed,) = desk.letters.listing(family)
    assert listed == made


def test_a_sample_kit_hands_out_its_labels_without_a_name(
    desk: Desk, family: str, tmp_path: Path
) -> None:
    kit = {"sample_id": "KIT-2026-00417", "return_by": "2026-12-08"}
    made = desk.letters.write(_order(family, "sample_kit", **kit))
    desk.letters.export(made.id, tmp_path / "kit.labels.pdf")
    document = pypdfium2.PdfDocument((tmp_path / "kit.labels.pdf").read_bytes())
    shown = [page.get_textpage().get_text_range().strip() for page in document]
    document.close()
    assert shown == ["KIT-2026-00417", "KIT-2026-00417"]


def test_a_consent_to_sharing_is_handed_out_as_it_counts_now(
    desk: Desk, family: str, tmp_path: Path
) -> None:
    filled = {"controller": "The clinic", "officer": "privacy@clinic.example"}
    made = desk.letters.write(_order(family, "data_sharing", **filled))

    def permitted() -> list[str]:
        desk.letters.export(made.id, tmp_path / "consent.json")
        told = json.loads((tmp_path / "consent.json").read_bytes())
        found = [one for one in told["provision"]["provision"] if one["type"] == "permit"]
        return [one["code"][0]["coding"][0]["code"] for one in found]

    assert permitted() == []
    record(desk.unlock.vault, family, Consent("", Scope.SHARE_VARIANT, is_given=True))
    assert permitted() == ["variant"]
    record(desk.unlock.vault, family, Consent("", Scope.SHARE_VARIANT, is_given=False))
    assert permitted() == []


def test_a_letter_without_such_a_file_says_so_and_writes_none(
    desk: Desk, family: str, tmp_path: Path
) -> None:
    made = desk.letters.write(_order(family))
    for name in ("letter.ics", "letter.labels.pdf"):
        with pytest.raises(LetterError, match=r"letter\.no_twin"):
            desk.letters.export(made.id, tmp_path / name)
    assert list(tmp_path.glob("letter.*")) == []
