"""CLDR's own order, told by the ICU that Qt brings along."""

import ctypes
from functools import cache
from pathlib import Path

import PySide6

LIBRARIES = Path(PySide6.__file__).parent / "Qt" / "lib"


@cache
def _icu() -> tuple[ctypes.CDLL, str]:
    for name in ("data", "uc", "i18n"):
        (file,) = LIBRARIES.glob(f"libicu{name}.so.*")
        library = ctypes.CDLL(str(file), mode=ctypes.RTLD_GLOBAL)
    return library, file.suffix.lstrip(".")


@cache
def _collator(language: str) -> ctypes.c_void_p:
    library, version = _icu()
    begin = getattr(library, f"ucol_open_{version}")
    begin.restype = ctypes.c_void_p
    error = ctypes.c_int(0)
    found = ctypes.c_void_p(begin(language.encode(), ctypes.byref(error)))
    assert error.value <= 0
    return found


def compared(language: str, one: str, other: str) -> int:
    """-1, 0 or 1: how two texts stand to each other in a language."""
    library, version = _icu()
    compare = getattr(library, f"ucol_strcollUTF8_{version}")
    first, second = one.encode(), other.encode()
    error = ctypes.c_int(0)
    found = compare(
        _collator(language), first, len(first), second, len(second), ctypes.byref(error)
    )
    assert error.value <= 0
    return int(found)
