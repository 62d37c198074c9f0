"""The system's keyring, trusted only after it has given back what it was given.

That a keyring is there proves little: measured on Debian, the Secret Service without an unlocked
collection looks available and fails when used. And some keyrings are files in plain text. So only
the systems' own are asked, by class, and each new secret must come back whole.
"""

import secrets
import threading
from collections.abc import Callable
from typing import Final, TypeVar

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError

from counselling.errors import VaultError

Answer = TypeVar("Answer")

SERVICE: Final = "Consultand"
SECONDS: Final = 30.0  # for an answer: the system may ask its user to unlock the keyring
ALLOWED: Final = (
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.libsecret.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
    "keyring.backends.macOS.Keyring",
    "keyring.backends.Windows.WinVaultKeyring",
)


class SystemKeyring:
    """Secrets of this device's user. backend: default, the one that the system chooses.

    Raises VaultError("vault.no_keyring") where none of the allowed ones is in use.
    """

    def __init__(self, backend: KeyringBackend | None = None, *, seconds: float = SECONDS) -> None:
        found = keyring.get_keyring() if backend is None else backend
        if f"{type(found).__module__}.{type(found).__qualname__}" not in ALLOWED:
            raise VaultError("vault.no_keyring")
        self._backend, self._seconds = found, seconds
        self._has_hung = False

    def keep(self, name: str, secret: bytes) -> None:
        """Keep a secret; it must come back. Raises VaultError("vault.keyring_failed")."""
        text = secret.hex()
        self._ask(lambda: self._backend.set_password(SERVICE, name, text))
        found = self._ask(lambda: self._backend.get_password(SERVICE, name))
        if not secrets.compare_digest(found or "", text):
            raise VaultError("vault.keyring_failed")

    def recall(self, name: str) -> bytes | None:
        """Return a secret. Raises VaultError("vault.keyring_failed") where nobody answers."""
        found = self._ask(lambda: self._backend.get_password(SERVICE, name))
        try:
            return None if found is None else bytes.fromhex(found)
        except ValueError:
            return None  # not ours: as good as none

    def forget(self, name: str) -> None:
        """Remove a secret. Raises VaultError("vault.keyring_failed") where nobody answers."""
        if self.recall(name) is not None:
            self._ask(lambda: self._backend.delete_password(SERVICE, name))

    def _ask(self, question: Callable[[], Answer]) -> Answer:
        """Ask in a thread of its own: a keyring that hangs must not hang the desk.

        One that did not answer in time is asked no more: there may be a way for each computer.
        """
        if self._has_hung:
            raise VaultError("vault.keyring_failed")
        answers: list[Answer] = []
        failures: list[Exception] = []

        def ask() -> None:
            try:
                answers.append(question())
            except Exception as failure:  # noqa: BLE001 - backends raise what their systems raise
                failures.append(failure)

        thread = threading.Thread(target=ask, name="keyring", daemon=True)
        thread.start()
        thread.join(self._seconds)
        self._has_hung = thread.is_alive()
        if not answers:
            raise VaultError("vault.keyring_failed") from next(iter(failures), None)
        return answers[0]


def system_keyring() -> SystemKeyring | None:
    """Return the keyring of this device, None where there is none to trust."""
    try:
        return SystemKeyring()
    except (VaultError, KeyringError):
        return None
