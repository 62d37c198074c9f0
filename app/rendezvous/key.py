"""The key with which counsellors open rooms on a server, in a file of its owner."""

import secrets
from pathlib import Path
from typing import Final

from counselling.errors import StorageError
from counselling.files import replace_file

_BYTES: Final = 32
_MAX_KEY: Final = 64  # characters; what the server reads of a key
_MIN_KEY: Final = 22  # 128 bits in base64url


def new_host_key() -> str:
    """Return a key that nobody had before."""
    return secrets.token_urlsafe(_BYTES)


def host_key(file: Path | None) -> str:
    """Return the key in a file, made and written for the owner's eyes only when there is none.

    Raises StorageError: "serve.key_file" when the file cannot be used, else what the disk said.
    """
    if file is None:
        return new_host_key()
    try:
        if not file.exists():
            replace_file(file, (new_host_key() + "\n").encode())
        if not file.is_file():
            raise StorageError("serve.key_file")
        key = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeError):
        raise StorageError("serve.key_file") from None
    if not _MIN_KEY <= len(key) <= _MAX_KEY:
        raise StorageError("serve.key_file")
    return key
