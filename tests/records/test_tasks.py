"""What is to be done on a day follows from what is kept, and goes when it is done."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from counselling.errors import VaultError
from counselling.pedigree.coming_of_age import ChildAges
from counselling.pedigree.edits import ChangePerson
from counselling.pedigree.person import PartialDate
from counselling.records.audit import audit
from counselling.records.folder.memory import memory_vault
from counselling.records.log import families
from counselling.records.papers import consents, documents, majority, tasks
from counselling.records.papers.consents import Consent, Scope
from counselling.records.papers.documents import NewDocument
from counselling.records.papers.tasks import Rules, Task, TaskKind
from counselling.records.vault.vault import Vault
from tests.families.builders import trio
from tests.records.conftest import ANNA, stepping_clock

TODAY = date(2026, 11, 29)
RULES = Rules(majority.in_force(country="DE", assent=7), (timedelta(days=7), timedelta(days=14)))


@pytest.fixture
def vault() -> Iterator[Vault]:
    with memory_vault(actor=ANNA, now=stepping_clock()) as vault:
        yield vault


def _family(vault: Vault, birth: PartialDate | None) -> tuple[str, str]:
    """A trio whose child was born then: the family and the child."""
    record = families.open_family(vault, families.adopt(vault, trio()))
    kept = record.family
    child = next(person for person in kept.persons if person.parents)
    born = replace(record.family.person(child.id), name="Mia", birth=birth)
    families.append(vault, kept.id, edits=(ChangePerson(born),), after=record.sequence)
    return kept.id, child.id


def _say(
    vault: Vault, family: str, person: str, scope: Scope, *, by: str = "", yes: bool = True
) -> None:
    consents.record(vault, family, Consent(person, scope, is_given=yes, given_by=by))


def _told(vault: Vault, rules: Rules = RULES) -> list[tuple[TaskKind, date | None]]:
    return [(one.kind, one.due) for one in tasks.waiting(vault, rules, today=TODAY)]


def test_a_parents_consent_asks_for_the_childs_assent_and_later_for_its_own(vault: Vault) -> None:
    family, child = _family(vault, PartialDate(2015, 3, 4))
    assert _told(vault) == []
    _say(vault, family, child, Scope.CARE, by="Her mother")
    assert _told(vault) == [
        (TaskKind.ASSENT, date(2022, 3, 4)),
        (TaskKind.MAJORITY, date(2033, 3, 4)),
    ]
    _say(vault, family, child, Scope.ASSENT)
    assert _told(vault) == [(TaskKind.MAJORITY, date(2033, 3, 4))]
    _say(vault, family, child, Scope.TEST)  # before that day: she is asked again on it
    assert _told(vault) == [(TaskKind.MAJORITY, date(2033, 3, 4))]


@pytest.mark.parametrize("yes", [True, False])
def test_her_own_word_counts_whatever_it_is(vault: Vault, yes: bool) -> None:
    family, child = _family(vault, PartialDate(2005, 1, 1))
    _say(vault, family, child, Scope.STORAGE, by="Her father")
    _say(vault, family, child, Scope.STORAGE, yes=yes)
    assert _told(vault) == []


def test_a_child_that_agrees_to_talks_by_video_is_still_asked_when_it_is_of_age(
    vault: Vault,
) -> None:
    family, child = _family(vault, PartialDate(2015, 3, 4))
    _say(vault, family, child, Scope.CARE, by="Her mother")
    before = _told(vault)
    _say(vault, family, child, Scope.VIDEO)
    assert _told(vault) == before


def test_a_word_before_the_parents_or_of_somebody_else_does_nothing(vault: Vault) -> None:
    family, child = _family(vault, PartialDate(2015, 3, 4))
    mother = next(p.id for p in trio().persons if p.id != child)
    _say(vault, family, child, Scope.CARE)
    _say(vault, family, child, Scope.RESEARCH, by="Her mother")
    _say(vault, family, mother, Scope.CARE)
    _say(vault, family, "", Scope.CARE)
    assert (TaskKind.MAJORITY, date(2033, 3, 4)) in _told(vault)


def test_a_birth_that_is_put_right_moves_the_day(vault: Vault) -> None:
    family, child = _family(vault, PartialDate(2008, 2, 29))
    _say(vault, family, child, Scope.CARE, by="Her mother")
    assert _told(vault) == [(TaskKind.MAJORITY, date(2026, 3, 1))]
    record = families.open_family(vault, family)
    born = replace(record.family.person(child), birth=PartialDate(2009))
    families.append(vault, family, edits=(ChangePerson(born),), after=record.sequence)
    task = next(t for t in tasks.waiting(vault, RULES, today=TODAY) if t.kind is TaskKind.MAJORITY)
    assert (task.due, task.is_exact) == (date(2027, 1, 1), False)


def test_who_is_of_age_is_asked_for_her_consent_and_no_more_for_her_assent(vault: Vault) -> None:
    family, child = _family(vault, PartialDate(2008, 11, 29))
    _say(vault, family, child, Scope.CARE, by="Her mother")
    assert _told(vault) == [(TaskKind.MAJORITY, TODAY)]


def test_an_unknown_birth_is_due_at_once_and_first(vault: Vault) -> None:
    family, child = _family(vault, None)
    _say(vault, family, child, Scope.CARE, by="Her mother")
    (task,) = tasks.waiting(vault, RULES, today=TODAY)
    assert (task.kind, task.due, task.is_due(TODAY)) == (TaskKind.MAJORITY, None, True)


def test_the_clinics_ages_count_more_than_the_countrys(vault: Vault) -> None:
    family, child = _family(vault, PartialDate(2015, 3, 4))
    _say(vault, family, child, Scope.CARE, by="Her mother")
    own = Rules(majority.in_force(country="DE", years=16, assent=12), RULES.reminded_after)
    assert _told(vault, own) == [
        (TaskKind.ASSENT, date(2027, 3, 4)),
        (TaskKind.MAJORITY, date(2031, 3, 4)),
    ]
    scots = Rules(majority.in_force(country="gb-sct", assent=7), RULES.reminded_after)
    assert _told(vault, scots)[-1] == (TaskKind.MAJORITY, date(2031, 3, 4))
    assert majority.in_force(country="", assent=7).majority.years == 18


def test_from_which_age_a_minor_is_asked_as_herself_is_the_clinics_word() -> None:
    assert majority.in_force(country="DE", assent=7).asked.herself == majority.HERSELF == 16
    danish = majority.in_force(country="DK", assent=7, herself=15)
    assert danish.asked == ChildAges(assent=7, herself=15, majority=18)
    early = majority.in_force(country="GB-SCT", assent=7, herself=18)
    assert early.asked.herself == early.asked.majority == 16
    late = majority.in_force(country="DE", assent=14, herself=12)
    assert late.asked.herself == 14  # nobody is asked as herself before she is asked as a child


def test_every_rule_has_years_and_a_source() -> None:
    for rule in majority.rules().values():
        assert 14 <= rule.years <= 21
        assert rule.source
        assert rule.status == "recalled"


def _kit(vault: Vault, family: str, person: str) -> str:
    new = NewDocument(family, "sample_kit_letter", "application/pdf", b"x", person=person)
    return documents.store(vault, new).id


def test_a_kit_reminds_after_one_week_and_after_two_until_that_is_done(vault: Vault) -> None:
    family, child = _family(vault, None)
    document = _kit(vault, family, child)
    sent = datetime(2026, 11, 24, tzinfo=UTC).date()
    first, second = sent + timedelta(days=7), sent + timedelta(days=14)
    assert _told(vault) == [(TaskKind.SAMPLE, first), (TaskKind.SAMPLE, second)]
    tasks.finish(vault, family, f"sample/{document}/{first}")
    assert _told(vault) == [(TaskKind.SAMPLE, second)]
    tasks.finish(vault, family, f"sample/{document}/{second}")
    assert _told(vault) == []


def test_a_kit_reminds_from_the_day_on_which_its_sample_is_to_be_back(vault: Vault) -> None:
    family, child = _family(vault, None)
    document = _kit(vault, family, child)
    tasks.note_return(vault, family, child, document=document, until=date(2026, 12, 20))
    first, second = date(2026, 12, 27), date(2027, 1, 3)
    assert _told(vault) == [(TaskKind.SAMPLE, first), (TaskKind.SAMPLE, second)]
    tasks.finish(vault, family, f"sample/{document}/{first}")
    assert _told(vault) == [(TaskKind.SAMPLE, second)]


def test_no_kit_reminds_before_it_is_sent(vault: Vault) -> None:
    family, child = _family(vault, None)
    document = _kit(vault, family, child)
    tasks.note_return(vault, family, child, document=document, until=date(2026, 11, 1))
    assert _told(vault)[0] == (TaskKind.SAMPLE, date(2026, 12, 1))


def test_the_last_reminder_done_ends_those_before(vault: Vault) -> None:
    family, child = _family(vault, None)
    _kit(vault, family, child)
    last = tasks.waiting(vault, RULES, today=TODAY)[-1]
    tasks.finish(vault, family, last.id)
    assert _told(vault) == []


def test_a_new_kit_takes_the_place_of_the_one_before(vault: Vault) -> None:
    family, child = _family(vault, None)
    _kit(vault, family, child)
    document = _kit(vault, family, child)
    assert {one.id.split("/")[1] for one in tasks.waiting(vault, RULES, today=TODAY)} == {document}


@pytest.mark.parametrize(
    ("task", "message"),
    [
        ("majority/child", "vault.task_by_consent"),
        ("assent/child", "vault.task_by_consent"),
        ("sample/nothing/2026-12-01", "vault.no_such_task"),
        ("sample", "vault.no_such_task"),
        ("", "vault.no_such_task"),
        ("poem/a/b", "vault.no_such_task"),
    ],
)
def test_what_is_no_reminder_cannot_be_ticked_off(vault: Vault, task: str, message: str) -> None:
    family, _ = _family(vault, None)
    before = len(consents.recorded(vault, family))
    with pytest.raises(VaultError) as refused:
        tasks.finish(vault, family, task)
    assert refused.value.message_id == message
    assert len(consents.recorded(vault, family)) == before


def test_looking_at_tasks_is_written_down_and_tells_no_name(vault: Vault) -> None:
    family, child = _family(vault, PartialDate(2015, 3, 4))
    _say(vault, family, child, Scope.CARE, by="Her mother")
    before = audit.head(vault).sequence
    found = tasks.waiting(vault, RULES, today=TODAY)
    assert audit.head(vault).sequence > before
    assert found[0].person_name == "Mia"
    assert "Mia" not in repr(found)


def test_who_has_died_is_asked_nothing(vault: Vault) -> None:
    family, child = _family(vault, PartialDate(2015, 3, 4))
    _say(vault, family, child, Scope.CARE, by="Her mother")
    record = families.open_family(vault, family)
    died = replace(record.family.person(child), is_deceased=True)
    families.append(vault, family, edits=(ChangePerson(died),), after=record.sequence)
    assert _told(vault) == []


def test_a_task_is_due_on_its_day() -> None:
    task = Task("t", TaskKind.SAMPLE, "f", "", "p", "", TODAY)
    assert task.is_due(TODAY)
    assert not task.is_due(TODAY - timedelta(days=1))


def test_nobody_is_reminded_of_the_sample_of_a_test_that_she_does_not_want(vault: Vault) -> None:
    family, child = _family(vault, None)
    _kit(vault, family, child)
    told = _told(vault)
    assert [kind for kind, _ in told] == [TaskKind.SAMPLE, TaskKind.SAMPLE]
    for whose in ("", child):
        _say(vault, family, whose, Scope.TEST, yes=False)
        assert _told(vault) == []
        _say(vault, family, whose, Scope.TEST)
        assert _told(vault) == told
