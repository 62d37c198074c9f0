"""Keeps this process's memory out of files: no core dumps, no crash reports, no peeping neighbours.

Called before any key exists, by every command. What a system does not offer is told by `Shield`
and not passed over in silence: `consultand doctor` says it.
"""

import ctypes
import sys
from dataclasses import dataclass
from typing import Final

_SET_DUMPABLE: Final = 4  # PR_SET_DUMPABLE, linux/prctl.h
_GET_DUMPABLE: Final = 3
_MOST_CORE_BYTES: Final = 1
_QUIET_ERRORS: Final = 0x0001 | 0x0002  # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX


@dataclass(frozen=True, slots=True)
class Shield:
    """What holds in this process now.

    has_no_core: the system writes no core file of it, nor of the programs it starts. is_private: no
    other program of the same user may look into its memory, and no core goes to a pipe.
    """

    has_no_core: bool
    is_private: bool


def harden() -> Shield:
    """Forbid core dumps of this process and tell what holds now; a second call changes nothing."""
    _forbid()
    return shield()


if sys.platform == "win32":

    def _forbid() -> None:
        """Ask Windows for no error reports. NOT TESTED on Windows.

        Source: Microsoft, SetErrorMode (errhandlingapi.h), WerSetFlags (werapi.h).
        """
        ctypes.windll.kernel32.SetErrorMode(_QUIET_ERRORS)
        no_heap, no_ui = 0x1, 0x20  # WER_FAULT_REPORTING_FLAG_NOHEAP, ..._NO_UI
        ctypes.windll.kernel32.WerSetFlags(no_heap | no_ui)

    def shield() -> Shield:
        """Tell what holds: Windows lets programs of a user look into each other."""
        mode = ctypes.windll.kernel32.GetErrorMode()
        return Shield(mode & _QUIET_ERRORS == _QUIET_ERRORS, is_private=False)

else:
    import resource

    def _forbid() -> None:
        # Not 0 but 1: a file of one byte is never written, and the kernel then hands nothing to a
        # program behind a pipe either, which it does at 0 (fs/coredump.c); it is inherited, too.
        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        size = _MOST_CORE_BYTES if most == resource.RLIM_INFINITY else min(_MOST_CORE_BYTES, most)
        resource.setrlimit(resource.RLIMIT_CORE, (size, size))
        if sys.platform == "linux":
            _prctl(_SET_DUMPABLE, 0)

    def shield() -> Shield:
        """Tell what holds; macOS has no word for the second."""
        size, most = resource.getrlimit(resource.RLIMIT_CORE)
        has_no_core = 0 <= size <= _MOST_CORE_BYTES and size == most
        is_private = sys.platform == "linux" and _prctl(_GET_DUMPABLE, 0) == 0
        return Shield(has_no_core, is_private)

    def _prctl(option: int, value: int) -> int:
        return int(ctypes.CDLL(None).prctl(option, value, 0, 0, 0))
