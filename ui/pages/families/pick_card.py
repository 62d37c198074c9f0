"""Which of a file's families are to be taken in."""

from PySide6.QtWidgets import QWidget

from counselling.language.catalogue import Catalogue
from counselling.pedigree.family import Family
from ui.kit.blocks.cards import Card, row
from ui.kit.controls.buttons import ActionButton, action, main_button
from ui.kit.controls.check_list import CheckList
from ui.kit.marks.labels import body
from ui.kit.marks.visibility import set_shown
from ui.pages.families.view_model import FamiliesModel, FamiliesState


class PickCard(Card):
    """Hidden unless a file with several families waits. All are ticked at first where few."""

    def __init__(self, model: FamiliesModel, words: Catalogue, parent: QWidget) -> None:
        super().__init__()
        self._model = model
        self._words = words
        self._told = body()
        self.list = CheckList(words.say("families.in_file"))
        self._take = action(parent, words.say("families.take"), model.take_picked)
        every = action(parent, words.say("families.pick_all"), self._pick_all)
        none = action(parent, words.say("families.pick_none"), self._pick_none)
        leave = action(parent, words.say("action.cancel"), model.leave_offered)
        self.add(self._told)
        self.add(self.list, stretch=1)
        self.add_layout(
            row(
                ActionButton(every),
                ActionButton(none),
                None,
                ActionButton(leave),
                main_button(self._take),
            )
        )
        self.list.ticked.connect(model.pick)
        self.hide()

    def show_state(self, state: FamiliesState) -> None:
        """Show the file that waits, if one does."""
        was_hidden = self.isHidden()
        set_shown(self, is_shown=state.offered is not None)
        if state.offered is None:
            return
        families = state.offered.families
        self.set_title(state.file)
        self._told.setText(self._words.say("families.which", count=len(families)))
        self.list.show_lines(tuple(map(self._line, families)), state.picked)
        self._take.setText(self._words.say("families.take_count", count=len(state.picked)))
        self._take.setEnabled(bool(state.picked) and not state.is_busy)
        if was_hidden:
            self.list.setFocus()

    def _line(self, family: Family) -> str:
        focus = family.by_id.get(family.focus or "")
        return self._words.say(
            "families.found_line",
            name=family.name or family.id or self._words.say("families.unnamed"),
            count=len(family.persons),
            proband=(focus.name or focus.id) if focus else "",
            has_proband="yes" if focus else "no",
        )

    def _pick_all(self) -> None:
        self._model.pick_all(is_picked=True)

    def _pick_none(self) -> None:
        self._model.pick_all(is_picked=False)
