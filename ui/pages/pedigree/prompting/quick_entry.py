"""The little card beside the selected person: a question, a field, and what fits what is typed."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from counselling.figures.naming import led
from counselling.language.catalogue import Catalogue
from counselling.language.conditions import condition_name
from counselling.language.marks import N_
from ui.kit.blocks.banner import announce
from ui.kit.blocks.cards import column
from ui.kit.controls.forms import text_field
from ui.kit.marks.labels import small, strong
from ui.kit.marks.roles import dressed
from ui.kit.marks.visibility import set_shown
from ui.look.sheet import Role
from ui.look.tokens import TARGET_PX, Space
from ui.pages.pedigree.edits.illness import SUSPECTED
from ui.pages.pedigree.prompting.choices import Choice
from ui.pages.pedigree.prompting.entry import EntryModel
from ui.pages.pedigree.prompting.prompts import Prompt
from ui.pages.pedigree.prompting.steps import Step

_MOST_SEEN: Final = 6
_MOST_LISTED: Final = 150  # more are found by a letter more; a thousand lines take their time
_LETTERS_WIDE: Final = 36
_QUESTIONS: Final[Mapping[Step | None, str]] = MappingProxyType(
    {
        Step.KIN: N_("canvas.ask_sex"),
        Step.SEX: N_("canvas.ask_sex"),
        Step.SEX_OF: N_("canvas.ask_sex_of"),
        Step.GENDER: N_("canvas.ask_gender"),
        Step.ASSIGNED: N_("canvas.ask_assigned"),
        Step.ZYGOSITY: N_("canvas.ask_zygosity"),
        Step.CONDITION: N_("canvas.ask_condition"),
        Step.AGE: N_("canvas.ask_age"),
        Step.AT_AGE: N_("canvas.ask_onset"),
        Step.DEATH_AGE: N_("canvas.ask_death_age"),
        Step.CAUSE: N_("canvas.ask_cause"),
        Step.GENE: N_("canvas.ask_gene"),
        Step.RESULT: N_("canvas.ask_result"),
        Step.FOUND: N_("canvas.ask_result"),
        Step.EVALUATED: N_("canvas.ask_result"),
        Step.OPERATION: N_("canvas.ask_operation"),
        Step.LOSS: N_("canvas.ask_loss"),
        Step.NAME: N_("canvas.ask_name"),
        Step.ADOPTION: N_("canvas.ask_adoption"),
        Step.HALF: N_("canvas.ask_half"),
        Step.DONOR: N_("canvas.ask_donor"),
        Step.JOIN: N_("canvas.ask_join"),
        Step.WHOM: N_("canvas.ask_whom"),
        Step.TWIN_OF: N_("canvas.ask_whom"),
        Step.COUPLE: N_("canvas.ask_couple"),
        Step.RELATIONSHIP: N_("canvas.ask_relationship"),
        Step.LEFT: N_("canvas.ask_left"),
        Step.CHILDLESS: N_("canvas.ask_childless"),
        Step.CHILDLESS_CAUSE: N_("canvas.ask_childless_cause"),
        Step.CONTACT: N_("canvas.ask_contact"),
        Step.MORE: N_("canvas.ask_more"),
        Step.BACK: N_("canvas.ask_back"),
        Step.CHANGE: N_("canvas.ask_change"),
    }
)
_LETTERS: Final = N_("canvas.hint_letters")
_HINTS: Final[Mapping[Step | None, str]] = MappingProxyType(
    {
        Step.CONDITION: N_("canvas.hint_condition"),
        Step.ONSET: N_("canvas.hint_onset"),
        Step.AGE: N_("canvas.hint_age"),
        Step.AT_AGE: N_("canvas.hint_at_age"),
        Step.DEATH_AGE: N_("canvas.hint_death_age"),
        Step.CAUSE: N_("canvas.hint_cause"),
        Step.CHILDLESS_CAUSE: N_("canvas.hint_cause"),
        Step.GENE: N_("canvas.hint_gene"),
        Step.NAME: N_("canvas.hint_name"),
        Step.DATE: N_("canvas.hint_date"),
        Step.OPERATION: _LETTERS,
        Step.JOIN: _LETTERS,
        Step.WHOM: _LETTERS,
        Step.TWIN_OF: _LETTERS,
        Step.MORE: _LETTERS,
        Step.BACK: N_("canvas.hint_back"),
        Step.CHANGE: _LETTERS,
    }
)
_NOT_READ: Final = N_("canvas.not_read")
_WRONG: Final[Mapping[Step | None, str]] = MappingProxyType(
    {
        Step.AGE: N_("canvas.age_wrong"),
        Step.AT_AGE: N_("canvas.age_wrong"),
        Step.DATE: N_("canvas.date_wrong"),
    }
)


class QuickEntry(QFrame):
    """Never in the way of the family: it stands over the board, and Esc puts it away.

    finished: asked no more, or by one key; whoever had the focus before wants it back.
    """

    finished = Signal()

    def __init__(self, model: EntryModel, words: Catalogue, board: QWidget) -> None:
        super().__init__(board)
        self._board = board
        self._model = model
        self._words = words
        self._asked: Prompt | None = None
        self._choices: tuple[Choice, ...] = ()
        dressed(self, Role.CARD)
        self._question = strong()
        self.field: QLineEdit = text_field("")
        self._note = small()
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        pile = column(self._question, self.field, self._note, self.list, spacing=Space.TIGHT)
        pile.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.MEDIUM, Space.MEDIUM)
        self._pile = pile
        self.setLayout(pile)
        self.field.textEdited.connect(self._filter)
        self.field.returnPressed.connect(self._take)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._take)
        self.hide()
        model.changed.connect(self.show_prompt)

    def show_prompt(self, prompt: Prompt | None) -> None:
        """Ask, or be gone."""
        before, self._asked = self._asked, prompt
        if prompt is None:
            if before is not None:
                if self.field.hasFocus() or before.is_key:
                    self.finished.emit()  # before it hides, or Qt gives the focus to a neighbour
                self.hide()
            return
        question, of = self._asked_in_words(prompt), len(prompt.people)
        if of > 1:
            question = self._words.say("canvas.of_several", question=question, count=of)
        self._question.setText(question)
        self.field.setAccessibleName(question)
        set_shown(self.field, is_shown=not prompt.is_key)
        self.field.setText(prompt.text)
        wrong = self._words.say(_WRONG.get(prompt.step, _NOT_READ)) if prompt.is_wrong else ""
        hint = self._words.say(_HINTS[prompt.step]) if prompt.step in _HINTS else ""
        self._note.setText(wrong or hint)
        set_shown(self._note, is_shown=bool(wrong or hint))
        self._filter("" if prompt.is_key else prompt.text)
        self.show()
        self.raise_()
        self._focus(prompt, wrong or question)

    def stand_beside(self, place: QRectF) -> None:
        """Stand beside a symbol, where the board is seen. Nowhere: in the middle."""
        seen, whole = self._board.visibleRegion().boundingRect(), self._board.rect()
        room = seen if seen.height() >= whole.height() / 3 else whole  # else it is scrolled away
        self.setFixedWidth(min(_LETTERS_WIDE * self.fontMetrics().averageCharWidth(), room.width()))
        self._fit_list(room.height())
        self.setFixedHeight(min(self._height(), room.height()))
        spot = place.toRect() if not place.isNull() else room
        x, y = spot.right() + Space.SMALL, spot.top()
        if place.isNull():
            x, y = room.center().x() - self.width() // 2, room.center().y() - self.height() // 2
        elif x + self.width() > room.right():
            x = spot.left() - Space.SMALL - self.width()
        x = max(min(x, room.right() - self.width()), room.left())
        y = max(min(y, room.bottom() - self.height()), room.top())
        self.move(QPoint(x, y))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Up and Down go through what fits, Esc put all away, and a click elsewhere too."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            if event.reason() not in (
                Qt.FocusReason.ActiveWindowFocusReason,
                Qt.FocusReason.PopupFocusReason,
            ):
                self._leave()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if event.key() == Qt.Key.Key_Escape:
                self._model.put_away()
                return True
            if event.key() in steps and self._choices:
                at = self.list.currentRow() + steps[Qt.Key(event.key())]
                self.list.setCurrentRow(at % len(self._choices))
                announce(self, self._choices[self.list.currentRow()].words)
                return True
        return super().eventFilter(watched, event)

    def _asked_in_words(self, prompt: Prompt) -> str:
        """Ask; a fact that is told seldom is asked for by its name."""
        condition = prompt.told(Step.CONDITION)
        if prompt.step is Step.ONSET:  # that a wrong one chosen in haste is seen
            name = condition_name(condition.removeprefix(SUSPECTED), self._words)
            return self._words.say("canvas.ask_onset_of", condition=name)
        if prompt.step in _QUESTIONS:
            return self._words.say(_QUESTIONS[prompt.step], count=prompt.count)
        return self._words.say(f"fact.{prompt.verb}")

    def _fit_list(self, most: int) -> None:
        """Give the list its rows, as many as there is room for: all keys, of others the first."""
        shown = len(self._choices) if self._is_key() else min(len(self._choices), _MOST_SEEN)
        self.list.setFixedHeight(self._row_height() * shown)
        spare = self._height() - most
        if spare > 0:  # whole rows only: half a row reads like a fault
            shown = max((self.list.height() - spare) // self._row_height(), 1)
            self.list.setFixedHeight(self._row_height() * shown)

    def _height(self) -> int:
        pile = self._pile
        is_text = pile.hasHeightForWidth()
        return pile.heightForWidth(self.width()) if is_text else pile.sizeHint().height()

    def _focus(self, prompt: Prompt, said: str) -> None:
        if not prompt.is_key:
            self.field.setFocus()
            if not (prompt.text and len(prompt.text) == 1):
                self.field.selectAll()
            if prompt.is_wrong:
                announce(self, said, is_urgent=True)
            return
        self.finished.emit()  # the keys of the board answer
        named = ", ".join(f"{each.key} {each.words}" for each in self._choices)
        announce(self, f"{said} {named}")

    def _leave(self) -> None:
        if self._asked is not None and not self._asked.is_key:
            self._model.put_away()

    def _filter(self, typed: str) -> None:
        if self._model.hasten(typed):
            return
        self._choices = self._model.choices(typed)[:_MOST_LISTED]
        self.list.clear()
        for each in self._choices:
            item = QListWidgetItem(led(f"{each.key}   {each.words}".lstrip(), self._words))
            item.setSizeHint(QSize(0, self._row_height()))
            self.list.addItem(item)
        self.list.setCurrentRow(0 if self._choices and not self._is_key() else -1)
        set_shown(self.list, is_shown=bool(self._choices))
        self._fit_list(self._board.height())

    def _row_height(self) -> int:
        return max(self.fontMetrics().height() + Space.SMALL, TARGET_PX)

    def _is_key(self) -> bool:
        return self._asked is not None and self._asked.is_key

    def _take(self) -> None:
        at = self.list.currentRow()
        if 0 <= at < len(self._choices):
            self._model.answer(self._choices[at].answer)
        elif self._asked is not None and not self._asked.is_key:
            self._model.answer(self.field.text())
