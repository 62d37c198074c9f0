"""Who reads the selected family: everybody, or only those who are ticked."""

from PySide6.QtWidgets import QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.cards import Card
from ui.kit.controls.buttons import ActionButton, action, main_button
from ui.kit.controls.check_list import CheckList
from ui.kit.layout.flow import Flow
from ui.kit.marks.labels import soft
from ui.kit.marks.visibility import set_shown
from ui.look.icons import Icons
from ui.pages.families.readers_model import ReadersModel, ReadersState


class ReadersCard(Card):
    """It follows its model by itself, and is hidden while nobody asked."""

    def __init__(
        self, model: ReadersModel, words: Catalogue, icons: Icons, parent: QWidget
    ) -> None:
        super().__init__()
        self.model, self._words = model, words
        say = words.say
        self._banner = Banner(icons)
        self.list = CheckList(say("readers.title"))
        self.save = action(parent, say("readers.save"), model.save)
        everybody = action(parent, say("readers.everybody"), model.everybody)
        leave = action(parent, say("action.cancel"), model.leave)
        for part in (soft(say("readers.what")), self._banner):
            self.add(part)
        self.add(self.list, stretch=1)
        buttons = (ActionButton(everybody), ActionButton(leave), main_button(self.save))
        self.add_layout(Flow(*buttons))
        self.list.ticked.connect(model.tick)
        model.changed.connect(self.show_state)
        self.hide()

    def show_state(self, state: ReadersState) -> None:
        """Show a state."""
        was_hidden, known = self.isHidden(), state.known
        set_shown(self, is_shown=state.family is not None)
        if state.family is None:
            return
        name = state.family.name or self._words.say("families.unnamed")
        self.set_title(self._words.say("readers.of", name=name))
        self._banner.tell(state.failure, self._words)
        self.save.setEnabled(known is not None and not state.is_busy)
        users = known.users + known.outside if known is not None else ()
        ticked = frozenset(n for n, user in enumerate(users) if user in state.chosen)
        self.list.show_lines(tuple(self._line(user, state) for user in users), ticked)
        if was_hidden:
            self.list.setFocus()

    def _line(self, user: str, state: ReadersState) -> str:
        known, say = state.known, self._words.say
        if known is not None and user == known.sheets:
            return say("staff.clinic")
        if known is not None and user in known.outside:
            return say("readers.outside", key=known.beginning(user))
        return say("staff.me", name=user) if known is not None and user == known.me else user
