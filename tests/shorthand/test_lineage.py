"""How children came, and why there are none: who is drawn, and what is echoed."""

from counselling.pedigree.family import Family
from counselling.pedigree.person import ParentLink
from counselling.pedigree.terms import Childlessness, ParentKind, PartnershipStatus, Sex
from counselling.shorthand.reader import read
from counselling.shorthand.reading import Reading
from counselling.shorthand.registry import lexicon
from tests.shorthand.facts_told import patient


def reading_of(text: str, language: str = "en") -> Reading:
    reading = read(text, patient(Sex.FEMALE), lexicon(language))
    assert reading.is_complete, (reading.questions, reading.unread)
    return reading


def kinds(family: Family, who: str) -> set[ParentKind]:
    return {link.kind for link in family.person(who).parents}


def test_a_donor_takes_the_place_of_the_parent_who_did_not_give() -> None:
    family = reading_of("son 5, by donor sperm").family
    assert kinds(family, "son1") == {
        ParentKind.MOTHER, ParentKind.SOCIAL, ParentKind.SPERM_DONOR
    }  # fmt: skip
    assert family.person("son1").mother == "consultand"


def test_who_carries_a_child_or_gives_mitochondria_takes_nobodys_place() -> None:
    for text in ("dau 3 via surrogate", "dau 3 by mitochondrial donation"):
        family = reading_of(text).family
        assert {ParentKind.MOTHER, ParentKind.FATHER} < kinds(family, "dau1")


def test_a_carrier_can_be_named_as_a_relative_and_told_of() -> None:
    family = reading_of("Tochter 3; Leihmutter der Tochter 35 gesund", "de").family
    link = ParentLink("dau1-surrogate", ParentKind.GESTATIONAL_CARRIER)
    assert link in family.person("dau1").parents
    assert family.person("dau1-surrogate").age is not None


def test_who_left_is_kept_with_the_couple_and_a_divorce_stays_one() -> None:
    (couple,) = reading_of("husband divorced, left her 2019").family.partnerships
    assert couple.status is PartnershipStatus.DIVORCED
    assert couple.left_by == "partner1"


def test_a_couple_is_childless_by_choice_or_for_a_cause() -> None:
    (couple,) = reading_of("husband; couple infertile (azoospermia)").family.partnerships
    assert couple.childlessness is Childlessness.INFERTILE
    assert couple.childlessness_cause == "azoospermia"
    (couple,) = reading_of("Mann; Paar gewollt kinderlos", "de").family.partnerships
    assert couple.childlessness is Childlessness.BY_CHOICE


def test_of_a_couple_nobody_alone_is_childless() -> None:
    family = reading_of("husband; couple infertile").family
    assert all(person.childlessness is None for person in family.persons)
