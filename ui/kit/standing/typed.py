"""Tells whether somebody is in the middle of typing something that is not kept yet."""

from collections.abc import Collection

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from counselling.language.marks import N_
from ui.kit.standing.page import Page


def why_to_stay(pages: Collection[Page]) -> str:
    """Return the message id of why a window cannot be given up for another, "" if it can."""
    if not all(page.may_close() for page in pages):
        return N_("window.end_first")
    return N_("window.finish_typing") if any(map(is_being_typed, pages)) else ""


def is_being_typed(page: QWidget) -> bool:
    """Whether a field of a page that can be seen holds words that somebody typed there."""
    lines, texts = page.findChildren(QLineEdit), page.findChildren(QPlainTextEdit)
    in_lines = (one.text() for one in lines if one.isVisibleTo(page) and one.isModified())
    in_texts = (
        one.toPlainText() for one in texts if one.isVisibleTo(page) and one.document().isModified()
    )
    return any(in_lines) or any(in_texts)
