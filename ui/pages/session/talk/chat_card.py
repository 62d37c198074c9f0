"""The lines that were written, a field for the next one, and which of them go to the notes."""

from functools import partial
from typing import Final

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from counselling.call.talk.talk_words import MAX_CAPTION, MAX_TEXT
from counselling.language.catalogue import Catalogue
from counselling.work.session.talk_beside import WRITERS
from ui.kit.blocks.banner import announce
from ui.kit.blocks.cards import Card, column, row
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.controls.forms import Tick, text_field
from ui.kit.layout.flow import Flow
from ui.kit.layout.scroll import Scroll
from ui.kit.marks.labels import body, small, soft
from ui.kit.marks.visibility import set_shown
from ui.look.tokens import TARGET_PX, Space
from ui.pages.session.known.people import person_at
from ui.pages.session.known.state import CallState
from ui.pages.session.known.talk_state import Said, TalkState
from ui.pages.session.working.talking import Talking

_LINES_HIGH: Final = 6  # targets; more is scrolled


class _Line(QWidget):
    """One line: who, when, what, and a box to keep it."""

    def __init__(self, line: Said, words: Catalogue, talking: Talking) -> None:
        super().__init__()
        who = words.say(WRITERS.get(line.role, WRITERS[""]))
        head = words.say("chat.head", who=who, time=line.time)
        self.tick = Tick()
        self.tick.setChecked(line.is_kept)
        self.tick.setAccessibleName(words.say("chat.keep_this", text=line.text))
        self.tick.setToolTip(words.say("chat.keep"))
        self.tick.toggled.connect(partial(talking.choose, line))
        said = column(small(head), body(line.text), spacing=0)
        whole = row(self.tick)
        whole.addLayout(said, 1)
        self.setLayout(whole)
        self.heard = f"{who}: {line.text}"


class ChatCard(Card):
    """Folded away until somebody opens it; what comes meanwhile is counted, and spoken."""

    def __init__(self, words: Catalogue, talking: Talking) -> None:
        super().__init__(words.say("chat.title"))
        self._words, self._talking = words, talking
        self._shown: list[tuple[int, int]] = []
        self._fold = action(self, words.say("chat.open"), self._turn, shortcut="Ctrl+Shift+M")
        self._send = action(self, words.say("chat.send"), self._say)
        self.field = text_field(words.say("chat.write"), placeholder=words.say("chat.write"))
        self.field.setMaxLength(MAX_TEXT)
        self.field.returnPressed.connect(self._say)
        self.field.textEdited.connect(self._typed)
        self.as_caption = Tick(words.say("chat.as_caption"))
        self.as_caption.toggled.connect(self._switch)
        self._typing = soft()
        self._empty = soft(words.say("chat.empty"))
        self._keep_hint = small(words.say("chat.keep_hint"))
        self._build()

    def show_state(self, talk: TalkState, call: CallState) -> None:
        """Show a state."""
        say = self._words.say
        self._add_lines(talk)
        is_open = not talk.is_folded
        unread = say("chat.open_new", count=talk.unread) if talk.unread else say("chat.open")
        self._fold.setText(say("chat.fold") if is_open else unread)
        for part in (self._scroll, self.field, self._send_button, self.as_caption):
            set_shown(part, is_shown=is_open)
        set_shown(self._empty, is_shown=is_open and not talk.lines)
        set_shown(self._scroll, is_shown=is_open and bool(talk.lines))
        set_shown(self._keep_hint, is_shown=is_open and bool(talk.lines))
        typing = self._typing_words(talk, call)
        self._typing.setText(typing)
        set_shown(self._typing, is_shown=bool(typing))
        self.field.setEnabled(call.is_there)
        self._send.setEnabled(call.is_there)
        self.as_caption.setEnabled(call.is_there)

    def _build(self) -> None:
        inside = QWidget()
        self._pile = QVBoxLayout(inside)
        self._pile.setContentsMargins(0, 0, 0, 0)
        self._pile.setSpacing(Space.SMALL)
        self._pile.addStretch(1)
        self._scroll = Scroll(inside)
        self._scroll.setAccessibleName(self._words.say("chat.title"))
        self._scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._scroll.setFixedHeight(_LINES_HIGH * TARGET_PX)
        bar = self._scroll.verticalScrollBar()
        bar.rangeChanged.connect(self._to_the_end)
        self._send_button = ActionButton(self._send)
        line = row(self.field, self._send_button)
        line.setStretch(0, 1)
        for part in (self._empty, self._scroll, self._keep_hint, self._typing):
            self.add(part)
        self.add_layout(line)
        self.add(self.as_caption)
        self.add_layout(Flow(ActionButton(self._fold)))

    def _typing_words(self, talk: TalkState, call: CallState) -> str:
        """Say what others type for those who read along."""
        told = []
        for seat, text in talk.captions:
            person = person_at(call.people, seat)
            who = self._words.say(WRITERS[person.role.value if person else "interpreter"])
            told.append(self._words.say("chat.types", who=who, text=text))
        return "\n".join(told)

    def _add_lines(self, talk: TalkState) -> None:
        names = [(line.conversation, line.no) for line in talk.lines]
        if self._shown != names[: len(self._shown)]:
            self._clear()
        for line in talk.lines[len(self._shown) :]:
            made = _Line(line, self._words, self._talking)
            self._pile.insertWidget(self._pile.count() - 1, made)
            if line.role:
                announce(self, made.heard)
        self._shown = names

    def _clear(self) -> None:
        self._shown = []
        while self._pile.count() > 1:
            item = self._pile.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _to_the_end(self, least: int, most: int) -> None:
        self._scroll.verticalScrollBar().setValue(most)

    def _turn(self) -> None:
        is_folded = not self._talking.state.is_folded
        self._talking.fold(is_folded)
        if not is_folded:
            self.field.setFocus()

    def _say(self) -> None:
        text = self.field.text()
        if not text.strip():
            return
        self.field.clear()
        if self.as_caption.isChecked():
            self._talking.finish_caption(text)
        else:
            self._talking.write(text)

    def _typed(self, text: str) -> None:
        if self.as_caption.isChecked():
            self._talking.type_caption(text)

    def _switch(self, is_caption: bool) -> None:
        """A caption fits the page's picture; what was half typed as one is taken off it."""
        self.field.setMaxLength(MAX_CAPTION if is_caption else MAX_TEXT)
        if not is_caption:
            self._talking.finish_caption("")
