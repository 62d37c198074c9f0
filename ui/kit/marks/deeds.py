"""Marks on what does a deed, so that roles that may not do it find it grey."""

from typing import Final, TypeVar

from PySide6.QtCore import QObject

NEEDS: Final = "needs"
WHY: Final = "why"  # of an action that is grey for good; buttons say it

Doer = TypeVar("Doer", bound=QObject)


def needing(doer: Doer, deed: str) -> Doer:
    """Mark an action or a part of a page as one for roles that may do a deed.

    deed: a value of records.acts.Action.
    """
    doer.setProperty(NEEDS, deed)
    return doer
