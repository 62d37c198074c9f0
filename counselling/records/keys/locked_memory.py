"""Keeps pages of memory out of the swap file, where the system lets an ordinary program do so.

Source: POSIX mlock(2); Microsoft, VirtualLock (memoryapi.h; not tested on Windows).
"""

import ctypes
import sys


def lock(secret: bytearray) -> bool:
    """Keep the page under a buffer in memory; tells whether the system does so.

    It is never let go again: other secrets may lie on the same page, and the few pages that ever
    held one cost nothing. An ordinary user may lock 8 MiB; a page has 4 KiB.
    """
    if not secret:
        return True
    size = len(secret)
    address = ctypes.addressof((ctypes.c_char * size).from_buffer(secret))
    return _lock(address, size)


def can_lock() -> bool:
    """Whether the system lets this program keep a page in memory."""
    return lock(bytearray(1))


if sys.platform == "win32":

    def _lock(address: int, size: int) -> bool:
        return bool(ctypes.windll.kernel32.VirtualLock(ctypes.c_void_p(address), size))
else:
    _MLOCK = ctypes.CDLL(None).mlock  # looked up once: a family's keys are made at every look

    def _lock(address: int, size: int) -> bool:
        return int(_MLOCK(ctypes.c_void_p(address), ctypes.c_size_t(size))) == 0
