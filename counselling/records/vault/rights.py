"""Rights: which role may do what; a value, and asked in one place, `Vault.check`.

They are policy, not cryptography: who holds the vault's key and other software can read all that
is sealed to everybody. What a user shall not be able to read at all is sealed to others.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from counselling.records.vault.acts import Action, Role

# Whoever comes in must be able to go out, to mend her own ways, and to leave the vault safe.
_EVERYBODY: Final = frozenset(
    {
        Action.VIEW,
        Action.QUERY,
        Action.UNLOCK,
        Action.LOCK,
        Action.WAYS,
        Action.RESTORE,  # an opened vault mends itself, whoever opened it
        Action.BACKUP,  # runs by itself while somebody works
    }
)
_CARE: Final = _EVERYBODY | {Action.CREATE, Action.CHANGE, Action.SHARE}
_OF_ADMINISTRATORS: Final = frozenset({Action.STAFF, Action.ROTATE, Action.AUDIT})

RIGHTS: Final[Mapping[Role, frozenset[Action]]] = MappingProxyType(
    {
        Role.READER: _EVERYBODY,
        Role.NURSE: _CARE,
        Role.COUNSELLOR: frozenset(Action) - _OF_ADMINISTRATORS,
        # all of it: in a practice of one, one person is everything
        Role.ADMINISTRATOR: frozenset(Action),
    }
)


def may(role: Role, action: Action) -> bool:
    """Whether a role may do something."""
    return action in RIGHTS[role]
