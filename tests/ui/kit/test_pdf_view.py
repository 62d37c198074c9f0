from collections.abc import Callable

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF, Qt
from PySide6.QtGui import QColor, QPageSize, QPainter, QPdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.pictures.pdf_view import PdfView
from ui.look.theme import Choice, Contrast, Mode, Theme


def pdf(*pages: str) -> bytes:
    """A PDF of small pages with one line each."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QSizeF(300, 400), QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    for number, text in enumerate(pages):
        if number:
            writer.newPage()
        painter.drawText(1000, 1000, text)
    painter.end()
    return bytes(buffer.data().data())


@pytest.fixture(scope="session")
def two(qapp: QApplication) -> bytes:
    return pdf("Dear Anna", "Yours sincerely")


def name_page(page: int, count: int) -> str:
    return f"Page {page} of {count}"


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> PdfView:
    made = PdfView(theme, "The letter", name_page)
    qtbot.addWidget(made)
    made.resize(360, 300)
    made.show()
    return made


def sheets(view: PdfView) -> list[QWidget]:
    ground = view.widget()
    found = ground.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [each for each in found if each.isVisible()]


def test_pages_stand_one_below_the_other_and_are_named_for_the_ear(
    view: PdfView, two: bytes, settle: Callable[[], None]
) -> None:
    view.show_pdf(two)
    settle()
    first, second = sheets(view)
    assert view.pages == 2
    assert second.y() > first.geometry().bottom()
    assert first.accessibleName() == "Page 1 of 2"
    assert first.accessibleDescription() == "Dear Anna"
    assert view.accessibleName() == "The letter"
    assert view.accessibleDescription() == "Dear Anna\nYours sincerely"


def test_page_is_as_wide_as_its_place_whatever_that_is(
    view: PdfView, two: bytes, settle: Callable[[], None]
) -> None:
    view.show_pdf(two)
    for width in (300, 420):
        view.resize(width, 300)
        settle()
        sheet = sheets(view)[0]
        assert width - 24 <= sheet.width() <= view.viewport().width()
        assert view.horizontalScrollBar().maximum() == 0
        assert sheet.height() == pytest.approx(sheet.width() * 4 / 3, abs=1)


def test_page_is_not_blown_up_to_fill_a_wide_screen(
    view: PdfView, two: bytes, settle: Callable[[], None]
) -> None:
    view.show_pdf(two)
    view.resize(1600, 300)
    settle()
    sheet = sheets(view)[0]
    assert sheet.width() == 525  # 1.75 pixels a point
    assert sheet.x() == pytest.approx((view.viewport().width() - 525) / 2, abs=1)


def test_keys_zoom_scroll_and_fit_the_width_again(
    view: PdfView, two: bytes, settle: Callable[[], None]
) -> None:
    view.show_pdf(two)
    settle()
    QTest.keyClicks(view, "++-")
    assert view.zoom == pytest.approx(1.25)
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.verticalScrollBar().value() > 0
    QTest.keyClicks(view, "0")
    assert view.zoom == 1
    for _ in range(30):
        view.zoom_in()
    assert view.zoom == 4


def test_place_that_is_looked_at_is_kept_while_one_comes_nearer(
    view: PdfView, two: bytes, settle: Callable[[], None]
) -> None:
    view.show_pdf(two)
    settle()
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    view.zoom_in()
    settle()
    assert bar.value() / bar.maximum() == pytest.approx(0.5, abs=0.1)


def test_another_letter_begins_at_its_beginning(
    view: PdfView, two: bytes, settle: Callable[[], None]
) -> None:
    view.show_pdf(two)
    settle()
    view.verticalScrollBar().setValue(50)
    view.show_pdf(pdf("Dear Berta"))
    settle()
    assert view.verticalScrollBar().value() == 0
    assert view.accessibleDescription() == "Dear Berta"
    assert len(sheets(view)) == 1


def test_same_letter_again_keeps_the_place(
    view: PdfView, two: bytes, settle: Callable[[], None]
) -> None:
    view.show_pdf(two)
    settle()
    view.verticalScrollBar().setValue(50)
    view.show_pdf(two)
    assert view.verticalScrollBar().value() == 50


def test_nothing_and_rubbish_show_no_page(
    view: PdfView, two: bytes, settle: Callable[[], None]
) -> None:
    for content in (b"", b"no PDF at all", two[:200]):
        view.show_pdf(two)
        settle()
        view.show_pdf(content)
        assert (view.pages, view.accessibleDescription(), sheets(view)) == (0, "", [])


def test_paper_is_white_in_the_dark(
    view: PdfView, two: bytes, theme: Theme, settle: Callable[[], None]
) -> None:
    theme.choose(Choice(Mode.DARK, Contrast.NORMAL))
    view.show_pdf(two)
    settle()
    image = sheets(view)[0].grab().toImage()
    assert QColor(image.pixel(image.width() // 2, image.height() // 2)).lightness() == 255
    seen = {QColor(image.pixel(x, y)).lightness() for x in range(10, 200) for y in range(10, 80)}
    assert min(seen) < 100  # the words are there, dark on white


def test_ring_says_that_the_keys_go_here(
    view: PdfView, two: bytes, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    view.show_pdf(two)
    settle()
    view.activateWindow()
    qtbot.waitActive(view)
    view.setFocus()
    marked = sheets(view)[0].grab().toImage()
    view.clearFocus()
    assert sheets(view)[0].grab().toImage() != marked
