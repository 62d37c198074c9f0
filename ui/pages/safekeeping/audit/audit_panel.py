"""The audit, drawn: who did what to whose record, and whether the chain is whole."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from counselling.language.catalogue import Catalogue
from ui.context import UiContext
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.cards import Card, row
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.controls.entries import in_order
from ui.kit.controls.file_choice import ask_where_to_save
from ui.kit.controls.forms import Form, Tick, text_field
from ui.kit.controls.line_list import LineList
from ui.kit.controls.picker import Picker
from ui.kit.controls.table import Table
from ui.kit.layout.flow import Flow
from ui.kit.marks.labels import soft
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_shown
from ui.kit.standing.page import Page
from ui.look.icons import Icons
from ui.look.tokens import Space, Token
from ui.pages.safekeeping.audit.audit_model import PERIODS, AuditModel, AuditState
from ui.pages.safekeeping.shared.audit_words import AuditWords

if TYPE_CHECKING:
    from counselling.work.vault.review_audit import AuditLine

_WHOLE: Final = 1000
_FILE_NAME: Final = "audit"
_LOST: Final = ("older", "forged")


def build(context: UiContext) -> "AuditPanel":
    """Build the panel with its view model."""
    model = AuditModel(context.desk.safekeeping.audit, context.jobs)
    panel = AuditPanel(model, context.catalogue, context.icons)
    model.setParent(panel)
    return panel


class AuditPanel(Page):
    """The panel."""

    def __init__(self, model: AuditModel, words: Catalogue, icons: Icons) -> None:
        super().__init__()
        self.model, self._words = model, words
        self._said = AuditWords(words)
        self._banner, self._warning = Banner(icons), Banner(icons)
        verify = action(self, words.say("audit.verify"), model.verify)
        verify.setIcon(icons.icon("shield-check", Token.ON_ACCENT))
        export = action(self, words.say("audit.export"), self._ask_where)
        export.setIcon(icons.icon("download"))
        self._more = action(self, words.say("audit.more"), model.read_more)
        self.main_action, self.side_actions = verify, (export,)
        self._bar, self._working = self._progress()
        self.person, self.period = Picker(), Picker()
        self.family = text_field(words.say("audit.family"))
        self.refused = Tick(words.say("audit.only_refused"))
        self.table: Table[AuditLine] = Table(words.say("safekeeping.audit"), self._said.columns())
        self._older = ActionButton(self._more)
        self._none = soft(words.say("audit.none"))
        self.unusual = LineList(words.say("audit.unusual"), is_choice=False)
        self._asking = Card(words.say("audit.unusual"))
        self._lay_out()
        self.person.picked.connect(model.choose_person)
        self.period.picked.connect(self._choose_period)
        self.family.editingFinished.connect(self._name_family)
        self.refused.toggled.connect(self._show_refused)
        model.changed.connect(self.show_state)
        self.show_state(model.state)

    def entered(self) -> None:
        """Read what was done meanwhile."""
        self.model.load()

    def left(self) -> None:
        """Keep no names of families on a screen that nobody looks at."""
        self.model.forget()

    def show_state(self, state: AuditState) -> None:
        """Show a state."""
        say = self._words.say
        everybody = ("", say("audit.everybody"))
        people = (everybody, *in_order(((name, name) for name in state.staff), self._words))
        self.person.show_entries(people, state.person)
        periods = tuple((str(days), say("audit.period", days=days)) for days in PERIODS)
        self.period.show_entries(periods, str(state.days))
        if not self.family.hasFocus() or state.lines is None:
            self.family.setText(state.family)
        lines = state.lines or ()
        self.table.show_rows(lines)
        set_shown(self._none, is_shown=state.lines == ())
        set_shown(self._older, is_shown=state.has_more)
        self.unusual.show_lines(tuple(self._said.unusual(each) for each in state.unusual))
        set_shown(self._asking, is_shown=bool(state.unusual))
        is_busy = state.share is not None
        self._bar.setValue(round(_WHOLE * (state.share or 0.0)))
        set_shown(self._working, is_shown=is_busy)
        for each in (self.main_action, *self.side_actions):
            if each is not None:
                each.setEnabled(not is_busy)
        is_lost = state.freshness in _LOST
        self._warning.say(
            say("audit.lost") if is_lost else "",
            rest=say("audit.lost_rest") if is_lost else "",
            tone=Tone.DANGER,
        )
        self._tell(state)

    def _tell(self, state: AuditState) -> None:
        say, verdict = self._words.say, state.verdict
        if state.failure is not None:
            self._banner.tell(state.failure, self._words)
        elif state.file:
            said = say("audit.exported", file=state.file, count=state.written)
            self._banner.say(said, rest=say("audit.exported_rest"), tone=Tone.GOOD)
        elif verdict is None:
            self._banner.say("")
        elif verdict.broken_at is not None:
            said = say("audit.broken", row=verdict.broken_at)
            self._banner.say(said, rest=say("audit.broken_rest"), tone=Tone.DANGER)
        else:
            back = verdict.clock_went_back
            rest = [say(f"audit.compared_{verdict.freshness}")]
            rest += [say("audit.clock_back", count=back)] if back else []
            self._banner.say(
                say("audit.whole", count=verdict.rows),
                rest=" ".join(rest),
                tone=Tone.GOOD if verdict.is_whole else Tone.CAUTION,
            )

    def _lay_out(self) -> None:
        words, asked = self._words, Card()
        parts = []
        for name, field in (
            ("audit.person", self.person),
            ("audit.family", self.family),
            ("audit.time", self.period),
        ):
            form = Form()
            form.ask(words.say(name), field)
            parts.append(form)
        asked.add_layout(Flow(*parts, spacing=Space.CARD))
        asked.add(self.refused)
        found = Card()
        found.add(self._none)
        found.add(self.table, stretch=1)
        found.add_layout(row(None, self._older, None))
        self._asking.add(self.unusual)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(Space.CARD)
        for part in (self._warning, self._banner, self._working, self._asking, asked):
            page.addWidget(part)
        page.addWidget(found, 1)

    def _progress(self) -> tuple[QProgressBar, QWidget]:
        bar, working = QProgressBar(), QWidget()
        bar.setRange(0, _WHOLE)
        bar.setAccessibleName(self._words.say("audit.working"))
        stop = action(self, self._words.say("audit.stop"), self.model.give_up)
        working.setLayout(row(bar, ActionButton(stop)))
        return bar, working

    def _choose_period(self, days: str) -> None:
        self.model.choose_days(int(days))

    def _name_family(self) -> None:
        self.model.name_family(self.family.text())

    def _show_refused(self, is_only: bool) -> None:
        self.model.show_refused(is_only=is_only)

    def _ask_where(self) -> None:
        words = self._words
        dialog = ask_where_to_save(
            self,
            words.say("audit.export"),
            name=_FILE_NAME,
            kinds=((words.say("audit.fhir"), ".json"),),
        )
        dialog.chosen.connect(self._save)

    def _save(self, path: Path) -> None:
        self.model.export(path)
