"""Keys for relatives of every kind: twins, groups, halves, donors, who is there already."""

import pytest
from pytestqt.qtbot import QtBot

from counselling.pedigree.family import Family
from counselling.pedigree.person import Person
from counselling.pedigree.terms import (
    ParentKind,
    PartnershipStatus,
    PregnancyOutcome,
    Sex,
    Zygosity,
)
from counselling.work.desk import Desk
from tests.ui.pages.pedigree_typing import settled, strike
from ui.pages.pedigree.page import PedigreePage


@pytest.fixture
def desk(vault_desk: Desk) -> Desk:
    return vault_desk


@pytest.fixture
def page(patient_page: PedigreePage) -> PedigreePage:
    return patient_page


def struck(page: PedigreePage, qtbot: QtBot, *keys: str) -> Family:
    """Strike group after group, each once the drawing shows what the one before did."""
    for each in keys:
        strike(each)
        settled(page, qtbot)
    return settled(page, qtbot)


def chosen(page: PedigreePage) -> Person:
    person = page.model.state.person
    assert person is not None
    return person


def kinds(person: Person) -> list[ParentKind]:
    return [link.kind for link in person.parents]


def test_identical_twin_has_the_sex_of_the_focus(page: PedigreePage, qtbot: QtBot) -> None:
    family = struck(page, qtbot, "St1")
    (twins,) = family.twins
    assert twins.zygosity is Zygosity.MONOZYGOTIC
    assert twins.members == ("consultand", chosen(page).id)
    assert chosen(page).sex is Sex.FEMALE


def test_other_twins_are_asked_their_sex_and_two_make_triplets(
    page: PedigreePage, qtbot: QtBot
) -> None:
    family = struck(page, qtbot, "2St2m")
    (twins,) = family.twins
    assert (len(twins.members), twins.zygosity) == (3, Zygosity.DIZYGOTIC)
    assert chosen(page).sex is Sex.MALE


def test_twin_of_unknown_kind_can_be_left_at_that(page: PedigreePage, qtbot: QtBot) -> None:
    family = struck(page, qtbot, "St40⏎")
    assert [t.zygosity for t in family.twins] == [Zygosity.UNKNOWN]
    assert chosen(page).age is not None


def test_children_can_be_twins_of_each_other_or_of_the_child_before(
    page: PedigreePage, qtbot: QtBot
) -> None:
    family = struck(page, qtbot, "2Ct1f", "↑", "Cm", "↑", "Ct2m")
    assert [len(t.members) for t in family.twins] == [2, 2]
    kids = family.children_of("consultand")
    assert family.twins[1].members == kids[-2:]


def test_group_is_one_symbol_with_its_number_or_none(page: PedigreePage, qtbot: QtBot) -> None:
    struck(page, qtbot, "5Sgm")
    assert (chosen(page).count, chosen(page).sex) == (5, Sex.MALE)
    struck(page, qtbot, "Cgf")
    assert chosen(page).count == 0


def test_partner_again_is_a_second_one_and_shift_a_former_one(
    page: PedigreePage, qtbot: QtBot
) -> None:
    family = struck(page, qtbot, "P40⏎")
    page.model.choose("consultand")
    family = struck(page, qtbot, "⇧Pm")
    assert [c.status for c in family.partnerships] == [
        PartnershipStatus.TOGETHER,
        PartnershipStatus.SEPARATED,
    ]
    assert all("consultand" in couple.partners for couple in family.partnerships)


def test_child_by_the_partner_before_the_last(page: PedigreePage, qtbot: QtBot) -> None:
    struck(page, qtbot, "P⏎", "NOtto⏎")
    page.model.choose("consultand")
    struck(page, qtbot, "P⏎")
    page.model.choose("consultand")
    family = struck(page, qtbot, "Cpotto⏎f")
    assert chosen(page).father is not None
    assert family.person(chosen(page).father or "").name == "Otto"
    page.model.choose("consultand")
    struck(page, qtbot, "Kotto⏎s")
    first = settled(page, qtbot).partnerships
    assert [c.status for c in first].count(PartnershipStatus.SEPARATED) == 1


def test_half_sibling_shares_one_parent(page: PedigreePage, qtbot: QtBot) -> None:
    family = struck(page, qtbot, "Hmm")
    half, patient = chosen(page), family.person("consultand")
    assert half.mother == patient.mother
    assert half.father != patient.father
    page.model.choose("consultand")
    family = struck(page, qtbot, "Hff")
    assert chosen(page).father == family.person("consultand").father


def test_step_father_is_the_mothers_partner(page: PedigreePage, qtbot: QtBot) -> None:
    struck(page, qtbot, "M")
    page.model.choose("consultand")
    family = struck(page, qtbot, "Ht")
    step, patient = chosen(page), family.person("consultand")
    assert step.sex is Sex.MALE
    assert kinds(patient).count(ParentKind.STEP) == 1
    assert any({step.id, patient.mother} == set(c.partners) for c in family.partnerships)


def test_donors_give_and_the_parent_before_brings_up(page: PedigreePage, qtbot: QtBot) -> None:
    struck(page, qtbot, "M")
    page.model.choose("consultand")
    family = struck(page, qtbot, "Re")
    assert set(kinds(family.person("consultand"))) == {
        ParentKind.FATHER,
        ParentKind.SOCIAL,
        ParentKind.OVUM_DONOR,
    }
    page.model.choose("consultand")
    family = struck(page, qtbot, "Rg")
    assert ParentKind.GESTATIONAL_CARRIER in kinds(family.person("consultand"))
    assert chosen(page).sex is Sex.FEMALE


@pytest.mark.parametrize(("key", "kind"), [("a", ParentKind.ADOPTIVE), ("f", ParentKind.FOSTER)])
def test_couple_that_brings_somebody_up(
    page: PedigreePage, qtbot: QtBot, key: str, kind: ParentKind
) -> None:
    family = struck(page, qtbot, f"Y{key}")
    assert kinds(family.person("consultand")) == [kind, kind]


def test_who_is_there_is_joined_as_partner_parent_or_twin(page: PedigreePage, qtbot: QtBot) -> None:
    struck(page, qtbot, "Sm", "NOtto⏎")
    page.model.choose("consultand")
    family = struck(page, qtbot, "Jtw⏎otto⏎2")
    (twins,) = family.twins
    assert "consultand" in twins.members
    family = struck(page, qtbot, "Jpartner⏎otto⏎")
    assert any("consultand" in couple.partners for couple in family.partnerships)
    struck(page, qtbot, "Cf")
    family = struck(page, qtbot, "Jadop⏎otto⏎")
    assert ParentKind.ADOPTIVE in kinds(chosen(page))


def test_losses_have_a_number_and_weeks(page: PedigreePage, qtbot: QtBot) -> None:
    struck(page, qtbot, "2Ls", "8⏎")
    assert (chosen(page).pregnancy, chosen(page).count, chosen(page).gestation_weeks) == (
        PregnancyOutcome.SPONTANEOUS_ABORTION,
        2,
        8,
    )


def test_pregnancy_ends_as_it_is_told_later(page: PedigreePage, qtbot: QtBot) -> None:
    struck(page, qtbot, "Lp")
    assert chosen(page).pregnancy is PregnancyOutcome.ONGOING
    struck(page, qtbot, "Lt")
    assert chosen(page).pregnancy is PregnancyOutcome.TERMINATION
    struck(page, qtbot, "Ln")
    assert chosen(page).pregnancy is None


def test_only_this_person_is_removed_with_shift(page: PedigreePage, qtbot: QtBot) -> None:
    struck(page, qtbot, "Cf", "Cm", "↑")
    family = struck(page, qtbot, "⇧⌫")
    assert len(family.persons) == 4
    assert page.model.state.removed
