"""What the role of who is in may not do: greyed, with the reason; the vault refuses it anyway."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.banner import Banner
from ui.kit.marks.deeds import NEEDS, WHY
from ui.kit.marks.tones import Tone
from ui.kit.standing.page import Page
from ui.look.icons import Icons


class Restraint(QObject):
    """Goes over the pages as they are made.

    may: whether who is in may do a deed; quick, asked on the UI thread while the vault is open.
    """

    def __init__(
        self,
        may: Callable[[str], bool],
        words: Catalogue,
        icons: Icons,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._may, self._words, self._icons = may, words, icons

    def hold(self, page: Page, *, needs: str = "") -> None:
        """Grey the actions and parts of a page that are not for this role.

        needs: the deed that the page is about; where that is not allowed the page says so.
        """
        self._grey(page)
        QTimer.singleShot(0, page, partial(self._grey, page))  # what is put in late
        layout = page.layout()
        if needs and isinstance(layout, QBoxLayout) and not self._may(needs):
            note = Banner(self._icons)
            layout.insertWidget(0, note)
            words = self._words
            note.say(words.say("role.looks"), rest=words.say("role.looks_rest"), tone=Tone.CAUTION)

    def _grey(self, page: Page) -> None:
        why = self._words.say("error.vault.not_allowed")
        for each in (*page.findChildren(QAction), *page.findChildren(QWidget)):
            deed = each.property(NEEDS)
            if not deed or each.property(WHY) or self._may(str(deed)):
                continue
            each.setProperty(WHY, why)
            if isinstance(each, QAction):
                _Held(each)
            elif isinstance(each, QWidget):
                each.setEnabled(False)
                each.setToolTip(why)


class _Held(QObject):
    """An action that stays grey, whatever its page thinks of the moment."""

    def __init__(self, held: QAction) -> None:
        super().__init__(held)
        self._held = held
        held.changed.connect(self._hold)
        self._hold()

    def _hold(self) -> None:
        if self._held.isEnabled():
            self._held.setEnabled(False)
