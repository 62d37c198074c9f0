"""The real desk in languages that nobody speaks: nothing is clipped, nothing is left in English.

Every day each page in one size; in all sizes and both languages with CONSULTAND_PSEUDO_PAGES=all.
CONSULTAND_PICTURES=DIR keeps a picture of each.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QTableView,
    QWidget,
)

from app.compose import compose_desk, compose_plan
from app.words import PSEUDO
from counselling.language.pseudo import LONG, OPEN, TURNED
from counselling.settings.schema import Settings
from tests.ui.test_audit import cut_ones, small_ones
from ui.kit.labels import Line
from ui.pages.registry import PAGES, UNLOCK
from ui.pages.safekeeping.page import SafekeepingPage
from ui.pages.safekeeping.panels import PANELS
from ui.start import Desktop
from ui.tour import enter, rest

PICTURES = os.environ.get("CONSULTAND_PICTURES", "")
IS_WHOLE = "CONSULTAND_PSEUDO_PAGES" in os.environ
SIZES = [(LONG, 100), (TURNED, 100), (LONG, 200), (TURNED, 200)] if IS_WHOLE else [(LONG, 200)]
WORD = re.compile(r"[A-Za-z]{3,}")
# Names of people, genes, models, countries and files, and the languages' own names, are data.
DATA = re.compile(r"^[^a-z]*$|^(III-5  )?Anna$|^demo$|^English$|^United Kingdom$|^Phenopackets")
MARKS = re.compile("[\u200e\u200f\u2066-\u2069]")  # of direction, around names


def texts(window: QWidget) -> Iterator[tuple[str, str]]:
    """Every visible label, button and entry, with its kind."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        kind = type(widget).__name__
        if isinstance(widget, QLabel | QAbstractButton):
            yield kind, widget.text()
        elif isinstance(widget, QComboBox):
            yield kind, widget.currentText()
        elif isinstance(widget, QTableView):
            model = widget.model()
            for column in range(model.columnCount()):
                yield kind, str(model.headerData(column, widget.horizontalHeader().orientation()))


def untranslated(window: QWidget) -> list[str]:
    return sorted(
        {
            f"{kind}: {text}"
            for kind, text in texts(window)
            if WORD.search(text) and OPEN not in text and not DATA.search(MARKS.sub("", text))
        }
    )


def shortened(window: QWidget) -> Iterator[str]:
    """Lines that end in an ellipsis."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, Line) and widget.text() != widget.whole:
            yield f"{type(widget).__name__} {widget.whole[:60]}"


def look_at(desktop: Desktop, name: str) -> dict[str, list[str]]:
    """What is wrong with the page at the front."""
    rest(desktop)
    QApplication.processEvents()
    window = desktop.window
    if PICTURES:
        window.grab().save(str(Path(PICTURES) / f"pseudo-{name}.png"))
    return {
        name: [
            *(f"cut {each}" for each in cut_ones(window)),
            *(f"shortened {each}" for each in shortened(window)),
            *(f"small {each}" for each in small_ones(window)),
            *(f"English {each}" for each in untranslated(window)),
        ]
    }


def walk(desktop: Desktop, told: str) -> dict[str, list[str]]:
    """All pages of a desk, and all panels of the records."""
    found = look_at(desktop, f"{told}-{UNLOCK}")
    enter(desktop)
    for page in PAGES:
        desktop.context.navigator.go(page.id)
        found |= look_at(desktop, f"{told}-{page.id}")
    records = desktop.window.page
    assert isinstance(records, SafekeepingPage)
    for panel in PANELS:
        records.model.choose(panel.id)
        found |= look_at(desktop, f"{told}-{panel.id}")
    return found


@pytest.mark.parametrize(("code", "percent"), SIZES)
def test_no_page_clips_its_words_or_speaks_english(
    code: str, percent: int, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CONSULTAND_HOME", str(tmp_path))
    monkeypatch.setenv(PSEUDO, "1")
    settings = Settings(language=code, text_size_percent=percent)
    desk = compose_desk(settings, home=tmp_path / "vaults")
    desk.unlock.open_demo()
    desktop = Desktop(qapp, compose_plan(settings, desk))
    try:
        desktop.window.show()
        found = walk(desktop, f"{code}-{percent}")
    finally:
        desktop.close()
        desktop.deleteLater()
    wrong = [f"{page}: {each}" for page, those in found.items() for each in those]
    assert wrong == [], "\n".join(wrong)
