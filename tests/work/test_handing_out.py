"""A letter that is kept leaves only with the consents that it was written with."""

from dataclasses import replace
from pathlib import Path

import pytest

from counselling.errors import LetterError, VaultError
from counselling.letters.order import Order
from counselling.records.papers import documents
from counselling.records.papers.consents import Consent, Scope, record
from counselling.work.desk import Desk

WAYS_OUT = ("letter.pdf", "letter.html")


@pytest.fixture
def family(desk: Desk, folder: Path) -> str:
    assert folder.is_dir()
    return next(s for s in desk.families.summaries() if "BOC" in s.name).id


def _says(desk: Desk, family: str, *, is_given: bool, person: str = "") -> None:
    said = Consent(person, Scope.FAMILY_CONTACT, is_given=is_given)
    record(desk.unlock.vault, family, said)


def _order(family: str) -> Order:
    return Order(family, "relative", "de", "UK", own="en")


def _refused(desk: Desk, family: str, document: str, folder: Path) -> None:
    acts = [lambda name=name: desk.letters.export(document, folder / name) for name in WAYS_OUT]
    acts.append(lambda: desk.boards.letter(family, page=0, language="en"))
    for act in acts:
        with pytest.raises(LetterError) as refused:
            act()
        assert refused.value.message_id == "letter.contact_withdrawn"
    assert list(folder.glob("letter.*")) == []


def test_a_relatives_letter_that_is_kept_stays_when_consent_is_taken_back(
    desk: Desk, family: str, tmp_path: Path
) -> None:
    _says(desk, family, is_given=True)
    made = desk.letters.write(_order(family))
    for name in WAYS_OUT:
        desk.letters.export(made.id, tmp_path / name)
        (tmp_path / name).unlink()
    _says(desk, family, is_given=False)
    _refused(desk, family, made.id, tmp_path)
    assert desk.letters.content(made.id)  # the record is whole
    with pytest.raises(LetterError, match=r"letter\.contact_refused"):
        desk.letters.write(_order(family))


def test_one_person_of_those_who_agreed_is_enough(desk: Desk, family: str, tmp_path: Path) -> None:
    _says(desk, family, is_given=True)
    made = desk.letters.write(_order(family))
    _says(desk, family, is_given=False, person="III-4")
    _refused(desk, family, made.id, tmp_path)
    _says(desk, family, is_given=True, person="III-4")
    desk.letters.export(made.id, tmp_path / "letter.pdf")


def test_what_was_written_without_consent_and_other_kinds_may_leave(
    desk: Desk, family: str, tmp_path: Path
) -> None:
    private = desk.letters.write(_order(family))
    filled = {"callback": "1", "place": "here"}
    other = desk.letters.write(replace(_order(family), kind="session_consent", filled=filled))
    _says(desk, family, is_given=True)
    _says(desk, family, is_given=False)
    for made in (private, other):
        desk.letters.export(made.id, tmp_path / "letter.pdf")


def test_use_and_care_are_asked_for_as_before(desk: Desk, family: str, tmp_path: Path) -> None:
    made = desk.letters.write(_order(family))
    record(desk.unlock.vault, family, Consent("", Scope.CARE, is_given=False))
    with pytest.raises(VaultError, match=r"vault\.care_withdrawn"):
        desk.letters.export(made.id, tmp_path / "letter.pdf")


def test_a_letter_to_who_it_is_not_true_of_keeps_nothing(desk: Desk, family: str) -> None:
    _says(desk, family, is_given=True)
    before = documents.listing(desk.unlock.vault, family)
    for person, error in (
        ("I-2", "letter.reader_not_living"),
        ("II-8", "letter.not_inherited"),
    ):
        for act in (desk.letters.preview, desk.letters.write):
            with pytest.raises(LetterError) as refused:
                act(replace(_order(family), person=person))
            assert refused.value.message_id == error
    assert documents.listing(desk.unlock.vault, family) == before
