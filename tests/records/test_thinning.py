"""Which backups stay when the vault has had several keys."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from counselling.records.copies import thinning
from counselling.records.copies.backups import Backup, Manifest
from counselling.records.store.clock import written

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


def backup(folder: Path, *, days: int, key: int) -> Backup:
    at = NOW - timedelta(days=days)
    stamp = f"{at:%Y%m%dT%H%M%S}Z"
    made = Backup(folder, stamp, Manifest(1, "v", written(at), key, 6, {}, 1, "", 1))
    for path in made.files:
        path.write_bytes(b"{}")
    return made


def there(folder: Path) -> set[str]:
    return {path.name.split(".")[0] for path in folder.glob("*.records.db")}


def test_the_newest_of_each_earlier_key_stays_however_old(tmp_path: Path) -> None:
    first, second = (backup(tmp_path, days=days, key=1) for days in (900, 800))
    third, now = backup(tmp_path, days=700, key=2), backup(tmp_path, days=0, key=3)
    kept = thinning.prune((first, second, third, now), at=NOW)
    assert {one.stamp for one in kept} == {second.stamp, third.stamp, now.stamp}
    assert there(tmp_path) == {one.stamp for one in kept}


@pytest.mark.parametrize("key", [1, 2, 3])
def test_only_what_an_earlier_key_opens_may_go(tmp_path: Path, key: int) -> None:
    every = tuple(backup(tmp_path, days=9 - n, key=n) for n in (1, 2, 3))
    for n in (1, 2, 3):
        for ending in ("json", "spare"):
            (tmp_path / f"keys.{n}.{ending}").touch()
    gone = thinning.of_earlier_keys(every, key=key)
    thinning.let_go(gone)
    left = {one.stamp for one in every if one.manifest.epoch >= key}
    assert there(tmp_path) == left
    assert {int(path.name[5]) for path in tmp_path.glob("keys.*")} == set(range(key, 4))
