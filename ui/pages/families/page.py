"""The list of families, drawn."""

from typing import Final

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from counselling.language.catalogue import Catalogue
from ui.context import UiContext
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.cards import Card, row
from ui.kit.blocks.empty_state import EmptyState
from ui.kit.controls.buttons import ActionButton, action, main_button
from ui.kit.controls.file_choice import ask_for_file, ask_where_to_save
from ui.kit.controls.forms import text_field
from ui.kit.controls.table import Column, Table
from ui.kit.marks.deeds import needing
from ui.kit.marks.visibility import set_shown
from ui.kit.standing.navigator import Navigator, OpenFamily
from ui.kit.standing.page import Page
from ui.look.icons import Icons
from ui.look.tokens import TARGET_PX, Space, Token
from ui.pages.families.pick_card import PickCard
from ui.pages.families.readers_card import ReadersCard
from ui.pages.families.readers_model import ReadersModel, ReadersState
from ui.pages.families.report import ReportCard
from ui.pages.families.tasks_card import TasksCard
from ui.pages.families.tasks_model import TasksModel
from ui.pages.families.view_model import FamiliesModel, FamiliesState
from ui.summaries import FamilySummary

_LEAST_PX: Final = 3 * TARGET_PX  # families stay in sight, however much is to be done


def build(context: UiContext) -> "FamiliesPage":
    """Build the page with its view model."""
    model = FamiliesModel(context.desk.families, context.jobs)
    readers = ReadersModel(context.desk.safekeeping.readers, context.jobs)
    tasks = TasksModel(context.desk.safekeeping.tasks, context.jobs)
    page = FamiliesPage(model, readers, tasks, context.catalogue, context.icons, context.navigator)
    for each in (model, readers, tasks):
        each.setParent(page)
    return page


class FamiliesPage(Page):
    """A card with the families, or one sentence and three ways to get some."""

    def __init__(
        self,
        model: FamiliesModel,
        readers: ReadersModel,
        tasks: TasksModel,
        words: Catalogue,
        icons: Icons,
        navigator: Navigator,
    ) -> None:
        super().__init__()
        self.model, self.readers, self.tasks = model, readers, tasks
        self._words = words
        self._navigator = navigator
        self._banner = Banner(icons)
        self._new = action(self, words.say("families.new"), model.start_naming, shortcut="Ctrl+N")
        self._import = action(self, words.say("families.import"), self._ask, shortcut="Ctrl+O")
        self._import.setIcon(icons.icon("import", Token.ON_ACCENT))
        self._export = action(
            self, words.say("families.export"), self._ask_where, shortcut="Ctrl+Shift+E"
        )
        self._demo = action(self, words.say("families.demo"), model.add_demo)
        for each in (self._new, self._import, self._demo):
            needing(each, "create")
        needing(self._export, "export")
        self._who = action(self, words.say("readers.ask"), self._ask_who)
        needing(self._who, "grant")
        self._report = ReportCard(words, icons, self)
        self._pick = PickCard(model, words, self)
        self._readers = ReadersCard(readers, words, icons, self)
        self._tasks = TasksCard(tasks, words, icons, self)
        self._naming, self._name = self._naming_card()
        self._wanted = text_field(
            words.say("families.find"), placeholder=words.say("families.find")
        )
        self._table = self._families_table()
        self._table.setMinimumHeight(_LEAST_PX)
        self._list = Card()
        self._list.add_layout(row(self._wanted, ActionButton(self._who)))
        self._list.add(self._table, stretch=1)
        sentence, hint = words.say("families.empty"), words.say("families.empty_hint")
        actions = (self._import, self._new, self._demo)
        self._empty = EmptyState(icons.icon("users", Token.SOFT), sentence, *actions, hint=hint)
        self._lay_out()
        self._wanted.textEdited.connect(model.find)
        self._report.put_away.triggered.connect(model.put_report_away)
        self._table.opened.connect(model.open)
        self._table.chosen.connect(model.choose)
        model.opened.connect(self._go)
        self._tasks.opened.connect(self._open)
        readers.named.connect(model.load)
        readers.changed.connect(self._show_readers)
        model.changed.connect(self.show_state)
        self.show_state(model.state)

    def entered(self) -> None:
        """Read the list anew; the arrows work at once."""
        self.model.load()
        self.tasks.load()
        self._table.setFocus()

    def show_state(self, state: FamiliesState) -> None:
        """Show a state."""
        is_empty = state.families is not None and not state.families and not state.is_naming
        is_picking = state.offered is not None
        set_shown(self._empty, is_shown=is_empty and not is_picking)
        set_shown(self._list, is_shown=bool(state.families) and not is_picking)
        self._banner.tell(state.failure, self._words)
        self._report.show_report(state.report, state.file)
        self._report.show_written(state.written, state.file)
        self._pick.show_state(state)
        if self._naming.isHidden() == state.is_naming:
            set_shown(self._naming, is_shown=state.is_naming)
            self._name.clear()
            self._name.setFocus()
        if self._wanted.text() != state.wanted:
            self._wanted.setText(state.wanted)
        self._table.show_rows(state.found, chosen=state.selected)
        for each in (self._import, self._demo, self._new):
            each.setEnabled(not state.is_busy)
        for each in (self._export, self._who):
            each.setEnabled(not state.is_busy and state.selected is not None)
        count = len(state.families or ())
        head = self._words.say("families.count", count=count) if count else ""
        if (self.subtitle, self.main_action is None) != (head, is_empty):
            self.subtitle = head
            self.main_action = None if is_empty else self._import  # the empty page has its own
            self.side_actions = () if is_empty else (self._new, self._export)
            self.head_changed.emit()

    def left(self) -> None:
        """Leave no half chosen readers behind, and no name that nobody looks at."""
        self.readers.leave()
        self.tasks.forget()

    def _open(self, family: str) -> None:
        found = (one for one in self.model.state.families or () if one.id == family)
        for one in found:
            self.model.open(one)

    def _ask_who(self) -> None:
        if self.model.state.selected is not None:
            self.readers.ask(self.model.state.selected)

    def _show_readers(self, state: ReadersState) -> None:
        if state.family is None and self.isVisible():
            self._table.setFocus()  # what had the focus is gone

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(Space.CARD)
        for part in (self._banner, self._naming, self._report, self._readers, self._tasks):
            page.addWidget(part)
        page.addWidget(self._pick, 1)
        page.addWidget(self._list, 1)
        page.addWidget(self._empty, 1)

    def _naming_card(self) -> tuple[QWidget, QLineEdit]:
        words = self._words
        name = text_field(words.say("families.name"), placeholder=words.say("families.name"))
        create = action(self, words.say("families.create"), self._create)
        cancel = action(self, words.say("action.cancel"), self.model.stop_naming)
        card = Card(words.say("families.new"))
        card.add_layout(row(name, ActionButton(cancel), main_button(create)))
        name.returnPressed.connect(create.trigger)
        card.hide()
        return card, name

    def _families_table(self) -> Table[FamilySummary]:
        words = self._words
        columns = (
            Column(words.say("families.column_name"), self._listed, is_wide=True, is_bold=True),
            Column(words.say("families.column_proband"), _proband),
            Column(words.say("families.column_people"), self._people, is_number=True),
            Column(words.say("families.column_changed"), self._changed),
        )
        return Table(words.say("page.families"), columns)

    def _name_of(self, family: FamilySummary) -> str:
        return family.name or self._words.say("families.unnamed")

    def _listed(self, family: FamilySummary) -> str:
        """Its name; quietly, that somebody must choose between two entries."""
        name, count = self._name_of(family), family.differences
        if family.is_restricted:
            name = self._words.say("readers.sign", name=name)
        return self._words.say("families.differ", name=name, count=count) if count else name

    def _people(self, family: FamilySummary) -> str:
        return self._words.number(family.people)

    def _changed(self, family: FamilySummary) -> str:
        return self._words.date(family.changed.astimezone().date())

    def _create(self) -> None:
        self.model.create(self._name.text())

    def _ask(self) -> None:
        words = self._words
        dialog = ask_for_file(
            self,
            words.say("families.import"),
            suffixes=self.model.suffixes,
            kind=words.say("families.files"),
            all_files=words.say("families.all_files"),
        )
        dialog.chosen.connect(self.model.import_file)

    def _ask_where(self) -> None:
        words = self._words
        dialog = ask_where_to_save(
            self,
            words.say("families.export"),
            name=words.say("families.export_name"),
            kinds=[(words.say(f"format.{name}"), ending) for name, ending in self.model.kinds],
        )
        dialog.chosen.connect(self.model.export)

    def _go(self, family: FamilySummary) -> None:
        head = OpenFamily(family.id, self._name_of(family), family.proband)
        self._navigator.open(head)


def _proband(family: FamilySummary) -> str:
    return family.proband
