from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from counselling.errors import VaultError
from counselling.pedigree.edits import NameFamily
from counselling.records.audit.unusual import Reason
from counselling.records.folder.memory import memory_vault
from counselling.records.log import families
from counselling.records.papers import sessions
from counselling.records.vault.acts import Act, Action, Actor, Role
from counselling.records.vault.heads import Freshness
from counselling.records.vault.vault import Vault
from counselling.work.vault.review_audit import PAGE, AuditReview, thing
from tests.families.builders import trio


@dataclass
class Clock:
    """Stands still until it is set."""

    at: datetime = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@dataclass(frozen=True)
class Held:
    vault: Vault


def unheard(share: float) -> None:
    pass


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def vault(clock: Clock) -> Iterator[Vault]:
    with memory_vault(actor=Actor("anna", Role.ADMINISTRATOR), now=clock) as vault:
        yield vault


@pytest.fixture
def review(vault: Vault, clock: Clock) -> AuditReview:
    return AuditReview(Held(vault), now=clock, zone=UTC)


def named(vault: Vault, name: str) -> str:
    family = families.adopt(vault, trio())
    families.append(vault, family, edits=(NameFamily(name),), after=1)
    return family


def test_rows_are_told_with_the_names_of_families(vault: Vault, review: AuditReview) -> None:
    family = named(vault, "Lindqvist")
    sessions.begin(vault, family)
    page = review.look()
    told = [(line.action, line.thing, line.family) for line in page.lines]
    assert told == [
        ("create", "session", "Lindqvist"),
        ("change", "family", "Lindqvist"),
        ("create", "family", "Lindqvist"),
        ("create", "vault", None),
    ]
    assert (page.has_more, page.staff, page.freshness) == (False, ("anna",), Freshness.UNKNOWN)


def test_a_family_is_found_by_any_part_of_its_name(vault: Vault, review: AuditReview) -> None:
    named(vault, "Lindqvist Uppsala")
    named(vault, "Öztürk")
    assert {line.family for line in review.look(family="uppsala lind").lines} == {
        "Lindqvist Uppsala"
    }
    assert review.look(family="nobody").lines == ()


def test_only_what_one_person_did_or_what_was_refused_is_shown(
    vault: Vault, review: AuditReview
) -> None:
    vault.note_act(Act(Action.UNLOCK, "vault", outcome="refused"))
    assert review.look(person="berta").lines == ()
    (line,) = review.look(is_refused=True).lines
    assert line.is_refused


def test_today_begins_at_midnight_and_not_a_day_ago(
    vault: Vault, review: AuditReview, clock: Clock
) -> None:
    clock.at = datetime(2026, 11, 25, 23, 59, tzinfo=UTC)
    vault.note_act(Act(Action.VIEW, "yesterday"))
    clock.at = datetime(2026, 11, 26, 0, 1, tzinfo=UTC)
    vault.note_act(Act(Action.VIEW, "today"))
    assert len(review.look(days=1).lines) == 1
    # what was read before stands there too: the look at today
    assert len(review.look(days=2).lines) == 3


def test_older_rows_come_when_they_are_asked_for(vault: Vault, review: AuditReview) -> None:
    for number in range(PAGE):
        vault.note_act(Act(Action.VIEW, f"page/{number}"))
    first = review.look()
    assert (len(first.lines), first.has_more) == (PAGE, True)
    rest = review.look(before=first.lines[-1].sequence)
    assert [line.sequence for line in rest.lines] == [1]
    assert not rest.has_more


def test_what_is_unusual_is_told_with_names(
    vault: Vault, review: AuditReview, clock: Clock
) -> None:
    family = named(vault, "Anna-Maria Svensson")
    clock.at += timedelta(hours=14)
    families.open_family(vault, family)
    found = {(each.reason, each.family) for each in review.unusual()}
    assert found == {(Reason.OWN_NAME, "Anna-Maria Svensson"), (Reason.HOURS, None)}


def test_what_is_long_ago_is_not_asked_about_any_more(
    vault: Vault, review: AuditReview, clock: Clock
) -> None:
    named(vault, "Anna Svensson")
    clock.at += timedelta(days=31)
    assert review.unusual() == ()


def test_the_chain_is_verified_and_what_the_door_found_is_told(
    vault: Vault, review: AuditReview
) -> None:
    verdict = review.verify(unheard)
    assert verdict.is_whole
    assert (verdict.broken_at, verdict.clock_went_back) == (None, 0)
    assert verdict.rows == 2


def test_a_long_reading_says_how_far_it_is_and_can_be_stopped(
    vault: Vault, review: AuditReview
) -> None:
    for number in range(1500):
        vault.note_act(Act(Action.VIEW, f"page/{number}"))
    heard: list[float] = []
    review.verify(heard.append)
    assert heard == sorted(heard)
    assert all(0 < share <= 1 for share in heard)

    def enough(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        review.verify(enough)
    assert review.verify(unheard).is_whole


def test_who_may_not_is_shown_nothing(clock: Clock, tmp_path: Path) -> None:
    with memory_vault(actor=Actor("berta", Role.COUNSELLOR), now=clock) as vault:
        review = AuditReview(Held(vault), now=clock)
        for attempt in (
            review.look,
            review.unusual,
            lambda: review.verify(unheard),
            lambda: review.export(tmp_path / "audit.json", days=0, heard=unheard),
        ):
            with pytest.raises(VaultError) as refused:
                attempt()
            assert refused.value.message_id == "vault.not_allowed"


@pytest.mark.parametrize(
    ("target", "word"),
    [
        ("family", "family"),
        ("family/.ped", "family"),
        ("session/9f", "session"),
        ("session/9f/notes", "notes"),
        ("session/9f/board", "board"),
        ("document/9f", "document"),
        ("vault/2026-11-24T09:00:00Z/audit", "vault"),
        ("something/new", "other"),
    ],
)
def test_a_target_is_one_word(target: str, word: str) -> None:
    assert thing(target) == word
