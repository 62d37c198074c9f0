"""A vault looked after without a desk: what is left on the device when a way is replaced."""

from pathlib import Path

from counselling.records.acts import Actor, Role
from counselling.records.ways.way import Proof
from counselling.work import keep_vault
from counselling.work.keep_vault import Entry
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
    keep_vault.change_passphrase(entry, new=NEW, device=pocket)
    (second,) = pocket.secrets
    assert first != second
    Entry(folder, Proof(passphrase=NEW, device=pocket), now).open().lock()
    Entry(folder, Proof(code=made.code), now).open().lock()
