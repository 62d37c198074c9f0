"""Use case: the key that seals this desk's letters: read from its file, made when first needed."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from counselling.files import replace_file, told_by_the_disk
from counselling.letters.seal_key import SealKey, demand_usable, fingerprint, make_key


def seal_key(path: Path, *, clinic: str, now: Callable[[], datetime]) -> SealKey:
    """Return the key of this desk; where there is none, make one that names the clinic.

    A clinic puts its own PKCS#12 file, without a passphrase, in its place.
    Raises StorageError; LetterError as `demand_usable`: a key that cannot seal is not replaced.
    """
    with told_by_the_disk():
        if path.exists():
            key = SealKey(path.read_bytes())
            demand_usable(key, now=now())
            return key
        path.parent.mkdir(parents=True, exist_ok=True)
    key = make_key(clinic, now=now())
    replace_file(path, key.file)  # for its owner alone, as every file that we write
    return key


def known_fingerprints(path: Path) -> frozenset[str]:
    """Return the fingerprint of this desk's key; none where there is no key. Raises as above."""
    with told_by_the_disk():
        return frozenset({fingerprint(SealKey(path.read_bytes()))} if path.exists() else ())
