"""Letters of the vault: sealed, in both languages, with a page for the web, by versions."""

from pathlib import Path

import pytest

from app.letters import known_seals, verify_letter
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
    assert verdict.fingerprint in known_seals()
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
    assert not gene_is_told()


def _record(pdf: bytes) -> bytes:
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return document.attachments["letter.json"].get_file().read_bytes()


def test_who_wants_no_counselling_gets_no_letter_of_any_kind(desk: Desk, family: str) -> None:
    record(desk.unlock.vault, family, Consent("", Scope.CARE, is_given=False))
    with pytest.raises(VaultError, match=r"vault\.care_withdrawn"):
        desk.letters.preview(_order(family, "invitation"))
