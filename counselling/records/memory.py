"""A vault in memory: the same rooms and rules without a disk or a passphrase, for tests."""

import os

from counselling.records import migrate
from counselling.records.acts import Actor
from counselling.records.clock import Now
from counselling.records.engine import Connection, connect
from counselling.records.keys import KEY_BYTES, Key, RandomBytes, VaultKeys
from counselling.records.traffic import Writer
from counselling.records.vault import Opened, Surroundings, Vault, enrol


def memory_vault(*, actor: Actor, now: Now, random: RandomBytes = os.urandom) -> Vault:
    """Return an open vault that is gone when it is locked; reads wait in the writer's queue."""
    around = Surroundings(actor, now, random)
    vault_keys = VaultKeys.of(Key(random(KEY_BYTES)))
    connection = connect(None, vault_keys.database)
    migrate.migrate(connection, migrate.released_steps())
    enrol(connection, random(16).hex(), around)
    lane = Writer(connection, _no_second_connection)
    return Vault(Opened(None, lane, lane, vault_keys, lambda: None), around)


def _no_second_connection() -> Connection:
    raise RuntimeError("a database in memory has one connection")
