"""The panel of the sheet: what is written where, on which paper, with which lines; then saved.

It stands beside the drawing, which shows at once which lines were chosen.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QProgressBar

from counselling.drawing.paper import PAPERS, POSTERS
from counselling.figures.sheet_order import Format, SheetOrder
from counselling.figures.symbols import NotationStyle
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.cards import Card
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.controls.file_choice import ask_where_to_save
from ui.kit.controls.forms import Form, Tick, text_field
from ui.kit.controls.picker import Entries, Picker
from ui.kit.layout.flow import Flow
from ui.kit.marks.deeds import needing
from ui.kit.marks.labels import body, small
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_shown
from ui.look.icons import Icons
from ui.pages.pedigree.cards.sheet_model import SheetModel, SheetState

_FILE_NAME: Final = "pedigree"  # a file name is seen by whoever sees the folder: it names nobody
_FORMATS: Final[Mapping[Format, str]] = {
    Format.PDF: N_("pedigree.pdf"),
    Format.SVG: N_("pedigree.svg"),
    Format.PNG: N_("pedigree.png"),
}
_STYLES: Final[Mapping[NotationStyle, str]] = {
    NotationStyle.NSGC_2022: N_("sheet.style_2022"),
    NotationStyle.NSGC_2008: N_("sheet.style_2008"),
}
_ONE: Final = "one"  # no poster
_WHOLE: Final = 1000


class SheetPanel(Card):
    """Hidden until it is asked for. closed: it was put away."""

    closed = Signal()

    def __init__(self, model: SheetModel, words: Catalogue, icons: Icons) -> None:
        super().__init__(words.say("sheet.panel"))
        self._model, self._words = model, words
        self._entries: dict[Picker, Entries] = {}
        say = words.say
        self.format = self._picker(_entries(_FORMATS, words), self._choose_format)
        papers = tuple((name, say("sheet.paper_name", name=name)) for name in PAPERS)
        self.paper = self._picker(papers, self._choose_paper)
        self.poster = self._picker(_posters(words), self._choose_poster)
        self.carriers = self._picker(_entries(_STYLES, words), self._choose_style)
        self.landscape = self._tick(say("sheet.landscape"), self._choose_landscape)
        self.deidentified = self._tick(say("sheet.deidentified"), self._choose_deidentified)
        self.historian = text_field(say("sheet.historian"))
        self.historian.editingFinished.connect(self._choose_historian)
        self.lines = {line: self._line_tick(line) for line in model.lines}
        self._banner = Banner(icons)
        self._bar = QProgressBar()
        self._bar.setRange(0, _WHOLE)
        self._bar.setAccessibleName(say("pedigree.saving_sheet"))
        save = action(self, say("sheet.save"), self._ask)
        save.setIcon(icons.icon("download"))
        needing(save, "print")
        self.save = ActionButton(save)
        self.stop = ActionButton(action(self, say("sheet.stop"), model.give_up))
        self._close = ActionButton(action(self, say("canvas.close"), self.put_away))
        self._lay_out()
        model.changed.connect(self.show_state)
        self.show_state(model.state)
        self.hide()

    def ask(self) -> None:
        """Show it, or put it away when it is there already."""
        if self.isVisible():
            self.put_away()
            return
        self.show()
        self.format.setFocus()

    def put_away(self) -> None:
        """Hide it; the focus goes back first, or Qt gives it to a neighbour."""
        self.closed.emit()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put it away on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def show_state(self, state: SheetState) -> None:
        """Show a state."""
        order, is_pdf = state.order, state.order.format is Format.PDF
        for picker, code in (
            (self.format, order.format.value),
            (self.paper, order.paper),
            (self.poster, order.poster or _ONE),
            (self.carriers, order.style.value),
        ):
            picker.show_entries(self._entries[picker], code)
        for each in (self.paper, self.poster, self.landscape, self.historian):
            each.setEnabled(is_pdf)  # pictures know no paper, and say nothing around the drawing
        _set(self.landscape, is_on=order.is_landscape)
        _set(self.deidentified, is_on=order.is_deidentified)
        for line, tick in self.lines.items():
            _set(tick, is_on=line in order.labels)
            names = line in ("names", "notes")
            tick.setEnabled(not (names and order.is_deidentified))
        self.historian.setEnabled(is_pdf and not order.is_deidentified)
        if not self.historian.hasFocus():
            self.historian.setText(state.historian)
        is_busy = state.share is not None
        self.save.setEnabled(not is_busy)
        self._bar.setValue(round(_WHOLE * (state.share or 0.0)))
        set_shown(self._bar, is_shown=state.is_slow)
        set_shown(self.stop, is_shown=state.is_slow)
        if state.saved:
            said = self._words.say("pedigree.sheet_saved", file=state.saved)
            self._banner.say(said, tone=Tone.GOOD)
        else:
            self._banner.tell(state.failure, self._words)

    def _lay_out(self) -> None:
        say, form = self._words.say, Form()
        form.ask(say("sheet.format"), self.format)
        form.ask(say("sheet.paper"), self.paper)
        form.ask(say("sheet.poster"), self.poster)
        form.ask(say("sheet.style"), self.carriers)
        form.ask(say("sheet.historian"), self.historian, hint=say("sheet.historian_hint"))
        self.add(form)
        self.add(self.landscape)
        self.add(self.deidentified)
        hint = say("sheet.deidentified_hint")
        self.deidentified.setAccessibleDescription(hint)
        self.add(small(hint))
        self.add(body(say("sheet.lines")))
        self.add(small(say("sheet.lines_hint")))
        self.add_layout(Flow(*self.lines.values()))
        self.add(self._banner)
        self.add(self._bar)
        self.add_layout(Flow(self.save, self.stop, self._close))

    def _picker(self, entries: Entries, picked: Callable[[str], None]) -> Picker:
        picker = Picker()
        self._entries[picker] = entries
        picker.picked.connect(picked)
        return picker

    def _tick(self, name: str, toggled: Callable[[bool], None]) -> Tick:
        tick = Tick(name)
        tick.toggled.connect(toggled)
        return tick

    def _line_tick(self, line: str) -> Tick:
        return self._tick(self._words.say(f"label.{line}"), partial(self._model.choose_line, line))

    def _choose_format(self, code: str) -> None:
        self._order(format=Format(code))

    def _choose_paper(self, name: str) -> None:
        self._order(paper=name)

    def _choose_poster(self, name: str) -> None:
        self._order(poster="" if name == _ONE else name)

    def _choose_style(self, code: str) -> None:
        self._order(style=NotationStyle(code))

    def _choose_landscape(self, is_on: bool) -> None:
        self._order(is_landscape=is_on)

    def _choose_deidentified(self, is_on: bool) -> None:
        self._order(is_deidentified=is_on)

    def _choose_historian(self) -> None:
        self._model.name_historian(self.historian.text().strip())

    def _order(self, **changes: object) -> None:
        self._model.choose(partial(_changed, changes))

    def _ask(self) -> None:
        self._choose_historian()
        code = self._model.state.order.format
        words = self._words
        dialog = ask_where_to_save(
            self,
            words.say("pedigree.save_sheet"),
            name=_FILE_NAME,
            kinds=((words.say(_FORMATS[code]), f".{code.value}"),),
        )
        dialog.chosen.connect(self._save)

    def _save(self, path: Path) -> None:
        self._model.save(path)


def _entries(
    known: Mapping[Format, str] | Mapping[NotationStyle, str], words: Catalogue
) -> Entries:
    return tuple((each.value, words.say(message)) for each, message in known.items())


def _posters(words: Catalogue) -> Entries:
    named = tuple((name, words.say("sheet.poster_size", name=name)) for name in POSTERS)
    return ((_ONE, words.say("sheet.one_page")), *named)


def _changed(changes: Mapping[str, object], order: SheetOrder) -> SheetOrder:
    return replace(order, **changes)  # type: ignore[arg-type]  # as this file writes them


def _set(tick: QCheckBox, *, is_on: bool) -> None:
    was_blocked = tick.blockSignals(True)
    tick.setChecked(is_on)
    tick.blockSignals(was_blocked)
