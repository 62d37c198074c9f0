from datetime import timedelta

from counselling.records.audit import audit
from counselling.records.log import families
from counselling.records.privacy import retention
from counselling.records.vault.vault import Vault
from tests.families.builders import trio


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
