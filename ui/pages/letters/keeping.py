"""A letter is kept once what is doubtful about it was seen; kept ones come in two languages."""

from typing import TYPE_CHECKING

from ui.desk import LettersWork

if TYPE_CHECKING:
    from counselling.letters.order import Order
    from counselling.pedigree.finding import Finding
    from counselling.records.papers.documents import Document
    from counselling.work.letters.letter_papers import Shown


def keep_or_show(
    letters: LettersWork, order: "Order", seen: "tuple[Finding, ...]"
) -> "tuple[Document | None, Shown]":
    """Keep a letter of which everything doubtful was seen; None where it is to be looked at first.

    seen: the findings that somebody looked at. It is looked through anew: the family may be another
    by now. Raises as `LettersWork.preview`, `LettersWork.write`.
    """
    shown = letters.preview(order)
    if any(one not in seen for one in shown.findings):
        return None, shown
    return letters.write(order), shown


def in_both(letters: LettersWork, document: str) -> tuple[bytes, bytes]:
    """Return a kept letter, and the same in the counsellor's language. Raises VaultError."""
    return letters.content(document), letters.beside(document)
