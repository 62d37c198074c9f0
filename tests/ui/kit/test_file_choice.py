from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.controls.file_choice import ask_for_file, ask_for_folder, ask_where_to_save
from ui.look.theme import Theme

KINDS = (("Sheet", ".pdf"), ("Picture", ".svg"))


@pytest.fixture
def page(theme: Theme, qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_name_is_proposed_with_the_ending_of_the_usual_kind(page: QWidget) -> None:
    dialog = ask_where_to_save(page, "Save", name="pedigree", kinds=KINDS)
    assert Path(dialog.selectedFiles()[0]).name == "pedigree.pdf"
    assert dialog.nameFilters() == ["Sheet (*.pdf)", "Picture (*.svg)"]
    assert dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
    dialog.close()


def test_name_without_an_ending_gets_that_of_the_kind_chosen(page: QWidget) -> None:
    dialog = ask_where_to_save(page, "Save", name="pedigree", kinds=KINDS)
    assert dialog.defaultSuffix() == "pdf"
    dialog.filterSelected.emit("Picture (*.svg)")
    assert dialog.defaultSuffix() == "svg"
    dialog.close()


def test_answer_comes_as_a_path_and_cancel_says_nothing(
    page: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = ask_where_to_save(page, "Save", name="letter", kinds=KINDS)
    with qtbot.waitSignal(dialog.chosen) as heard:
        dialog.fileSelected.emit(str(tmp_path / "letter.pdf"))
    assert heard.args == [tmp_path / "letter.pdf"]
    with qtbot.assertNotEmitted(dialog.chosen):
        dialog.reject()


def test_file_and_folder_that_are_there_are_asked_for(page: QWidget) -> None:
    file = ask_for_file(page, "Open", suffixes=(".ped", ".csv"), kind="Families", all_files="All")
    assert file.nameFilters() == ["Families (*.ped *.csv)", "All (*)"]
    assert file.fileMode() == QFileDialog.FileMode.ExistingFile
    file.close()
    folder = ask_for_folder(page, "Where")
    assert folder.fileMode() == QFileDialog.FileMode.Directory
    folder.close()
