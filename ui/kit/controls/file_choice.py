"""The system's own dialogs for files and folders, answered by a signal."""

from collections.abc import Mapping, Sequence
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


def ask_where_to_save(
    parent: QWidget, title: str, *, name: str, kinds: Sequence[tuple[str, str]]
) -> FileChoice:
    """Ask where to put a new file; an existing one is asked about by the dialog itself.

    name: without its ending, and without a patient in it. kinds: words and ending of each kind of
    file, the usual one first.
    """
    dialog = SaveChoice(parent, title, {f"{words} (*{end})": end for words, end in kinds})
    dialog.selectFile(f"{name}{kinds[0][1]}")
    dialog.open()
    return dialog


class SaveChoice(FileChoice):
    """Asks for the name of a file; a name without an ending gets that of the kind chosen."""

    def __init__(self, parent: QWidget, title: str, endings: Mapping[str, str]) -> None:
        super().__init__(parent, title)
        self._endings = endings
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setNameFilters(list(endings))
        self.filterSelected.connect(self._complete_by)
        self._complete_by(next(iter(endings)))

    def _complete_by(self, kind: str) -> None:
        self.setDefaultSuffix(self._endings[kind].lstrip("."))
