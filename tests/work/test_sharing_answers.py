"""What she answered about her data counts in every export and letter, and no longer at once."""

import json
from pathlib import Path

import pytest

from counselling.errors import VaultError
from counselling.letters.order import Order
from counselling.records.papers import consents, handed
from counselling.records.papers.consents import LIMITS, SHARED, Consent, Scope
from counselling.work.consents import export_research
from counselling.work.desk import Desk
from counselling.work.letters.sharing_answers import consent_file
from tests.work.test_letters import _record


@pytest.fixture
def family(desk: Desk, folder: Path) -> str:
    assert folder.is_dir()
    return next(one.id for one in desk.families.summaries() if "BOC" in one.name)


def _say(desk: Desk, family: str, scope: Scope, *, yes: bool = True, person: str = "") -> None:
    consents.record(desk.unlock.vault, family, Consent(person, scope, is_given=yes))


def _people(desk: Desk, *needs: Scope) -> int:
    order = export_research.Order("A project", smallest=0, needs=needs)
    return export_research.preview(desk.unlock.vault, order).people


def test_no_answer_is_a_no_for_every_use(desk: Desk, family: str) -> None:
    assert _people(desk) == 0
    _say(desk, family, Scope.SHARE_REPOSITORY)
    everybody = _people(desk)
    assert everybody > 0
    for need in LIMITS:
        assert _people(desk, need) == 0


@pytest.mark.parametrize("need", LIMITS)
def test_a_project_gets_who_agreed_to_what_it_does(desk: Desk, family: str, need: Scope) -> None:
    _say(desk, family, Scope.RESEARCH)
    _say(desk, family, need)
    assert _people(desk, need) == _people(desk) > 0
    _say(desk, family, need, yes=False)
    assert _people(desk, need) == 0
    assert _people(desk) > 0


@pytest.mark.parametrize("scope", [Scope.RESEARCH, Scope.SHARE_REPOSITORY])
def test_one_no_to_research_ends_it_whatever_else_was_said(
    desk: Desk, family: str, scope: Scope
) -> None:
    _say(desk, family, Scope.RESEARCH)
    _say(desk, family, Scope.SHARE_REPOSITORY)
    assert _people(desk) > 0
    _say(desk, family, scope, yes=False)
    assert _people(desk) == 0


def test_a_withdrawal_names_the_projects_that_need_what_was_taken_back(
    desk: Desk, family: str, tmp_path: Path
) -> None:
    vault, who = desk.unlock.vault, _focus(desk, family)
    for scope in (Scope.RESEARCH, Scope.SHARE_COMMERCIAL):
        _say(desk, family, scope, person=who)
    for project, needs in (("Firm", (Scope.SHARE_COMMERCIAL,)), ("College", ())):
        order = export_research.Order(project, smallest=0, needs=needs)
        assert export_research.write(vault, order, tmp_path).people == 1
    _say(desk, family, Scope.SHARE_COMMERCIAL, yes=False, person=who)
    held = handed.in_spite(consents.recorded(vault, family))
    assert [one.project for one in held] == ["Firm"]
    _say(desk, family, Scope.RESEARCH, yes=False, person=who)
    held = handed.in_spite(consents.recorded(vault, family))
    assert [one.project for one in held] == ["Firm", "College"]


def _focus(desk: Desk, family: str) -> str:
    return desk.pedigrees.show(family).record.family.focus or ""


def test_the_letter_ticks_what_counts_now(desk: Desk, family: str) -> None:
    filled = {"controller": "The clinic", "officer": "privacy@clinic.example"}
    order = Order(family, "data_sharing", "en", "UK", filled=filled)

    def ticked() -> dict[str, list[str]]:
        record = json.loads(_record(desk.letters.preview(order).content))
        return {one["id"]: one["answered"] for one in record["questions"]}

    assert set(ticked()) == set(SHARED)
    assert not any(ticked().values())
    _say(desk, family, Scope.SHARE_BIOBANK)
    _say(desk, family, Scope.RECONTACT)  # of care; another thing than being asked for studies
    assert {use for use, said in ticked().items() if said} == {"biobank"}
    assert len(ticked()["biobank"]) == 1
    before = ticked()["biobank"]
    _say(desk, family, Scope.SHARE_BIOBANK, yes=False)
    assert ticked()["biobank"] != before


def test_the_fhir_consent_follows_a_withdrawal(desk: Desk, family: str) -> None:
    def provisions() -> dict[str, str]:
        told = json.loads(consent_file(desk.unlock.vault, family, _focus(desk, family)))
        assert told["resourceType"] == "Consent"
        return {
            one["code"][0]["coding"][0]["code"]: one["type"]
            for one in told["provision"]["provision"]
        }

    assert set(provisions().values()) == {"deny"}
    _say(desk, family, Scope.SHARE_REPOSITORY)
    assert provisions()["repository"] == "permit"
    _say(desk, family, Scope.SHARE_REPOSITORY, yes=False)
    assert provisions()["repository"] == "deny"


def test_who_is_asked_nothing_has_no_consent_to_send(desk: Desk, family: str) -> None:
    told = json.loads(consent_file(desk.unlock.vault, family, _focus(desk, family)))
    assert told["status"] == "inactive"


def test_a_family_is_given_to_nobody_new_once_somebody_wants_no_counselling(
    desk: Desk, family: str
) -> None:
    consents.demand_use_of_all(desk.unlock.vault, family)
    _say(desk, family, Scope.CARE, yes=False, person=_focus(desk, family))
    with pytest.raises(VaultError) as refused:
        consents.demand_use_of_all(desk.unlock.vault, family)
    assert refused.value.message_id == "vault.care_withdrawn"
    _say(desk, family, Scope.CARE, person=_focus(desk, family))
    consents.demand_use_of_all(desk.unlock.vault, family)
