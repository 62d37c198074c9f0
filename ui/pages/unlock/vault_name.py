"""What a vault may be called: a folder of that name must be possible on every system."""

from typing import Final

_FORBIDDEN: Final = frozenset('/\\:*?"<>|')  # by one of the three systems


def is_vault_name(name: str) -> bool:
    """Whether a vault may be called so."""
    return bool(name) and not name.startswith(".") and not _FORBIDDEN & set(name)
