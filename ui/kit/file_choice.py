"""The system's own dialogs for files and folders, answered by a signal."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget


class FileChoice(QFileDialog):
    """A dialog that is asked and forgotten. chosen: carries the Path; nothing comes on Cancel."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, title: str, start: Path | None = None) -> None:
        super().__init__(parent, title, str(start) if start else "")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fileSelected.connect(self._tell)

    def _tell(self, path: str) -> None:
        self.chosen.emit(Path(path))


def ask_for_folder(parent: QWidget, title: str, start: Path | None = None) -> FileChoice:
    """Ask for a folder that is there."""
    dialog = FileChoice(parent, title, start)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.open()
    return dialog


def ask_for_file(
    parent: QWidget, title: str, *, suffixes: Sequence[str], kind: str, all_files: str
) -> FileChoice:
    """Ask for a file that is there. kind, all_files: the words for the two filters."""
    patterns = " ".join(f"*{suffix}" for suffix in suffixes)
    dialog = FileChoice(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([f"{kind} ({patterns})", f"{all_files} (*)"])
    dialog.open()
    return dialog


def ask_where_to_save(parent: QWidget, title: str, *, name: str, suffix: str) -> FileChoice:
    """Ask where to put a new file; an existing one is asked about by the dialog itself."""
    dialog = FileChoice(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix.lstrip("."))
    dialog.selectFile(name)
    dialog.open()
    return dialog
