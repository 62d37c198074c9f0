"""The line of family history with the question above it that it answers."""

from datetime import UTC, datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.cards import column
from ui.kit.marks.visibility import bring_into_view
from ui.kit.threads.jobs import Jobs
from ui.look.icons import Icons
from ui.look.theme import Theme
from ui.look.tokens import Space
from ui.pages.pedigree.kept.view_model import PedigreeModel
from ui.pages.pedigree.typed.interview import InterviewModel
from ui.pages.pedigree.typed.line import Line
from ui.pages.pedigree.typed.line_model import LineModel
from ui.pages.pedigree.typed.question_line import NONE, NOT_KNOWN, QuestionLine
from ui.pedigree_work import PedigreesWork


def line_model(
    pedigree: PedigreeModel, work: PedigreesWork, jobs: Jobs, words: Catalogue
) -> LineModel:
    """Return the line's model with the interview whose questions it answers."""
    interview = InterviewModel(pedigree, work.interviews, jobs, partial(datetime.now, UTC))
    line = LineModel(pedigree, work, jobs, words, interview)
    interview.setParent(line)
    return line


class Asking(QWidget):
    """Question and line, one below the other."""

    def __init__(
        self, typed: LineModel, line: Line, words: Catalogue, theme: Theme, icons: Icons
    ) -> None:
        super().__init__()
        self._line = line
        self.interview = typed.interview
        self.question = QuestionLine(typed.interview, words, theme, icons)
        self.setLayout(column(self.question, line, spacing=Space.SMALL))
        self.question.toggle.clicked.connect(self._answer)
        self.question.unknown.connect(partial(typed.reply, NOT_KNOWN))
        self.question.none.connect(partial(typed.reply, NONE))

    def ask_next(self) -> None:
        """Ask the next question, to be answered in the line."""
        self.interview.want()
        self._answer()

    def _answer(self) -> None:
        self._line.field.setFocus()
        bring_into_view(self)
