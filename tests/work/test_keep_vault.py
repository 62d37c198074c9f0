"""A vault looked after without a desk: what is left on the device when a way is replaced."""

from pathlib import Path

import pytest

from counselling.errors import VaultError
from counselling.records.vault.acts import Actor, Role
from counselling.records.ways.way import Proof
from counselling.work.vault import keep_vault, staff_by_command
from counselling.work.vault.keep_vault import Entry
from tests.records.conftest import stepping_clock
from tests.records.stand_ins import Pocket

OLD, NEW = "four goats sing softly", "seven lamps above a river"


def test_a_replaced_passphrase_leaves_nothing_of_the_old_one_on_the_device(tmp_path: Path) -> None:
    folder, pocket, now = tmp_path / "clinic.vault", Pocket(), stepping_clock()
    anna = Actor("anna", Role.ADMINISTRATOR)
    made = keep_vault.create(folder, OLD, owner=anna, device=pocket, now=now)
    assert made.code not in repr(made)
    (first,) = pocket.secrets
    entry = Entry(folder, Proof(passphrase=OLD, device=pocket), now)
    staff_by_command.change_passphrase(entry, new=NEW, device=pocket)
    (second,) = pocket.secrets
    assert first != second
    Entry(folder, Proof(passphrase=NEW, device=pocket), now).open().lock()
    Entry(folder, Proof(code=made.code), now).open().lock()


def test_the_way_that_was_shown_stays_and_another_goes_with_what_the_device_kept(
    tmp_path: Path,
) -> None:
    folder, pocket, now = tmp_path / "clinic.vault", Pocket(), stepping_clock()
    anna = Actor("anna", Role.ADMINISTRATOR)
    keep_vault.create(folder, OLD, owner=anna, device=pocket, now=now)
    here = Entry(folder, Proof(passphrase=OLD, device=pocket), now)
    ways = staff_by_command.ways(here, new=NEW)
    assert [way["kind"] for way in ways] == ["passphrase+device", "recovery code", "passphrase"]
    with pytest.raises(VaultError) as refused:
        staff_by_command.ways(here, taken=str(ways[0]["name"]))
    assert refused.value.message_id == "vault.way_in_use"
    anywhere = Entry(folder, Proof(passphrase=NEW), now)
    (elsewhere,) = [way for way in staff_by_command.ways(anywhere) if not way["is_here"]]
    assert elsewhere["name"] == ways[0]["name"]  # seen from a computer that has not its half
    by_both = Entry(folder, Proof(passphrase=NEW, device=pocket), now)
    left = staff_by_command.ways(by_both, taken=str(ways[0]["name"]))
    assert [way["kind"] for way in left] == ["recovery code", "passphrase"]
    assert not pocket.secrets
