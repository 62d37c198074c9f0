"""A vault in memory: the same rooms and rules without a disk or a passphrase, for tests."""

import os

from counselling.records.entrance.users import Place, UserKeys, enrolled
from counselling.records.folder import migrate
from counselling.records.keys.keys import KEY_BYTES, Key, RandomBytes, VaultKeys
from counselling.records.staff import staff
from counselling.records.staff.staff import First
from counselling.records.store.clock import Now
from counselling.records.store.engine import Connection, connect
from counselling.records.store.traffic import Writer
from counselling.records.vault.acts import Actor
from counselling.records.vault.sealing import FamilyKeys
from counselling.records.vault.vault import Opened, Surroundings, Vault


def memory_vault(*, actor: Actor, now: Now, random: RandomBytes = os.urandom) -> Vault:
    """Return an open vault that is gone when it is locked; reads wait in the writer's queue."""
    vault_key, user = Key(random(KEY_BYTES)), UserKeys(Key(random(KEY_BYTES)))
    vault_keys, place = VaultKeys.of(vault_key), Place(random(16).hex(), epoch=1)
    first = enrolled(random(16).hex(), actor.name, user, vault_key=vault_key, place=place)
    connection = connect(None, vault_keys.database)
    migrate.migrate(connection, migrate.released_steps())
    staff.begin(connection, First(place.vault, first, actor.role), now)
    lane = Writer(connection, _no_second_connection)
    families = FamilyKeys(vault_keys.family, user_id=first.id, user=user, random=random)
    opened = Opened(place.vault, None, lane, lane, vault_keys, user, families, lambda: None)
    return Vault(opened, Surroundings(actor, now, random))


def _no_second_connection() -> Connection:
    raise RuntimeError("a database in memory has one connection")
