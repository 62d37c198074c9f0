from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from counselling.errors import VaultError, WrongKey
from counselling.records.audit import audit
from counselling.records.entrance import knocks
from counselling.records.entrance.knocks import KNOCKS, Knock
from tests.records.conftest import PASSPHRASE, Desk

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


def test_tries_in_vain_stand_in_the_audit_once_the_vault_is_open(desk: Desk, stored: Path) -> None:
    for user in ("anna", "", "nobody"):
        with pytest.raises(WrongKey):
            desk.open(stored, passphrase="not the passphrase", user=user)
    later = Desk(lambda: datetime(2027, 1, 1, tzinfo=UTC))
    with later.open(stored) as vault:
        unlocked, *refused = audit.rows(vault, limit=4)
        assert (unlocked.action, unlocked.outcome) == ("unlock", "done")
        assert [(r.action, r.outcome, r.target.split("/")[2]) for r in refused] == [
            ("unlock", "refused", "nobody"),
            ("unlock", "refused", ""),
            ("unlock", "refused", "anna"),
        ]
        assert "not the passphrase" not in str(audit.rows(vault))
        assert audit.verify(vault).is_whole
    assert not (stored / KNOCKS).exists()


@pytest.mark.parametrize(
    ("tries", "seconds"), [(0, 0), (2, 0), (3, 1), (4, 2), (6, 8), (9, 60), (500, 60)]
)
def test_from_the_third_try_on_one_waits_longer_up_to_a_minute(tries: int, seconds: int) -> None:
    tried = [knocks.knock(NOON, "")] * tries
    if seconds:
        with pytest.raises(VaultError) as refused:
            knocks.check_patience(tried, NOON)
        assert refused.value.fields == {"seconds": seconds}
    knocks.check_patience(tried, NOON + timedelta(seconds=seconds))


def test_a_clock_that_was_set_back_locks_nobody_out() -> None:
    tried = [knocks.knock(NOON, "")] * 20
    knocks.check_patience(tried, NOON - timedelta(days=400))
    knocks.check_patience([Knock("when?")] * 20, NOON)
    knocks.check_patience([Knock("2026-11-28T12:00:00")] * 20, NOON)


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff", b"[]" * 9, b'[{"user":"x"}]'])
def test_a_spoilt_trail_is_no_reason_to_stay_outside(
    desk: Desk, stored: Path, content: bytes
) -> None:
    (stored / KNOCKS).write_bytes(content)
    desk.open(stored, passphrase=PASSPHRASE).lock()


def test_the_trail_does_not_grow_for_ever(tmp_path: Path) -> None:
    kept = [Knock(f"{n}") for n in range(1200)]
    (tmp_path / KNOCKS).write_bytes(b"[" + b",".join(b'{"at":"1"}' for _ in kept) + b"]")
    knocks.add(tmp_path, Knock("last"))
    assert len(knocks.read(tmp_path)) == 1000
    assert knocks.read(tmp_path)[-1] == Knock("last")
