from datetime import date, timedelta

import pytest

from counselling.errors import VaultError
from counselling.records.audit import audit
from counselling.records.log import families
from counselling.records.papers import consents
from counselling.records.papers.consents import Consent, Scope
from counselling.records.privacy import keeping, retention
from counselling.records.privacy.retention import Reason, Rule
from counselling.records.vault.vault import Vault
from tests.families.builders import trio

YEAR = timedelta(days=365.2425)


def test_what_is_older_than_the_rule_is_proposed_and_stays(vault: Vault) -> None:
    older = families.adopt(vault, trio())
    newer = families.adopt(vault, trio())
    changed = {line.id: line.changed for line in families.listing(vault)}
    now = changed[older] + 10 * timedelta(days=365.2425)
    (due,) = retention.due(vault, years=10, now=now)
    assert (due.family, due.years) == (older, 10.0)
    assert len(retention.due(vault, years=10, now=now + timedelta(days=1))) == 2
    assert retention.due(vault, years=11, now=now) == ()
    assert {line.id for line in families.listing(vault)} == {older, newer}
    assert {row.action for row in audit.rows(vault)} <= {"create", "query", "audit"}


def test_every_rule_names_its_source_and_that_nobody_has_checked_it() -> None:
    assert set(retention.rules()) >= {"DE", "FR", "NL"}
    for rule in retention.rules().values():
        assert rule.source
        assert 1 <= rule.years <= 100
        assert (rule.status == "checked") == bool(rule.checked)


def test_whoever_took_back_that_it_is_stored_makes_her_family_due(vault: Vault) -> None:
    family = families.adopt(vault, trio())
    (line,) = families.listing(vault)
    assert retention.due(vault, years=10, now=line.changed) == ()
    consents.record(vault, family, Consent("child", Scope.STORAGE, is_given=False))
    (due,) = retention.due(vault, years=10, now=line.changed)
    assert due.reasons == (Reason.STORAGE,)
    consents.record(vault, family, Consent("child", Scope.STORAGE, is_given=True))
    assert retention.due(vault, years=10, now=line.changed) == ()


def test_what_is_kept_longer_comes_back_when_its_day_is_past(vault: Vault) -> None:
    family = families.adopt(vault, trio())
    (line,) = families.listing(vault)
    now = line.changed + 11 * YEAR
    until = (now + YEAR).date()
    keeping.keep_longer(vault, family, until=until, reason=" a claim ", today=now.date())
    (due,) = retention.due(vault, years=10, now=now)
    assert due.kept is not None
    assert (due.kept.until, due.kept.reason, due.kept.by) == (until, "a claim", "anna")
    assert "claim" not in repr(due.kept)
    (again,) = retention.due(vault, years=10, now=now + YEAR + timedelta(days=1))
    assert again.kept is None
    keeping.keep_no_longer(vault, family)
    (freed,) = retention.due(vault, years=10, now=now)
    assert freed.kept is None
    targets = [row.target for row in audit.rows(vault, family=family)]
    assert targets.count("keeping") == 2


@pytest.mark.parametrize(
    ("reason", "days", "why"),
    [(" ", 9, "reason"), ("a claim", 0, "until"), ("a claim", -9, "until"),
     ("a claim", 101 * 366, "until")],
)  # fmt: skip
def test_keeping_longer_needs_a_reason_and_a_day_to_come(
    vault: Vault, reason: str, days: int, why: str
) -> None:
    family = families.adopt(vault, trio())
    today = date(2026, 11, 28)
    until = today + timedelta(days=days)
    with pytest.raises(VaultError) as refused:
        keeping.keep_longer(vault, family, until=until, reason=reason, today=today)
    assert refused.value.message_id == f"vault.keep_{why}"
    assert consents.recorded(vault, family) == ()


def test_the_clinics_own_rule_counts_more_than_the_countrys() -> None:
    german = retention.rules()["DE"]
    assert retention.in_force(country="de") == german
    assert retention.in_force(country="DE", years=german.years) == german
    own = retention.in_force(country="DE", years=30, basis="board of 2026")
    assert own == Rule(30, "board of 2026", "own")
    assert retention.in_force(country="XX") is None
    assert retention.in_force(country="", years=5) == Rule(5, "", "own")
