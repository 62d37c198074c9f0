"""Consents signed on the page before the session, each as what it is, and what to do with it."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.language.registry import find
from ui.kit.blocks.banner import Banner, announce
from ui.kit.blocks.cards import Card, column
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.layout.flow import Flow
from ui.kit.marks.deeds import needing
from ui.kit.marks.labels import body, soft, strong
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_shown
from ui.kit.threads.failures import Failure
from ui.kit.threads.failures import words as sentences
from ui.look.icons import Icons
from ui.look.tokens import Space
from ui.pages.session.known.exchange_state import LeftPaper
from ui.pages.session.working.left_consents import LeftConsents

if TYPE_CHECKING:
    from counselling.work.session.take_signed import Left

_HASH_SHOWN: Final = 12
_UNEXPLAINED: Final = N_("left.unexplained")
_YES, _NO = N_("letters.answer.yes"), N_("letters.answer.no")


class _Row(QWidget):
    """One consent. accepted, put_aside: pressed."""

    accepted = Signal()
    put_aside = Signal()

    def __init__(self, words: Catalogue, icons: Icons) -> None:
        super().__init__()
        self._words = words
        self._title, self._by, self._said, self._text = strong(), body(), body(), soft()
        self._unexplained, self._banner = Banner(icons), Banner(icons)
        self._accept = needing(action(self, words.say("tray.accept"), self.accepted.emit), "create")
        self._aside = needing(action(self, words.say("tray.aside"), self.put_aside.emit), "create")
        pile = column(spacing=Space.SMALL)
        for part in (self._title, self._by, self._said, self._text, self._unexplained):
            pile.addWidget(part)
        pile.addWidget(self._banner)
        pile.addLayout(Flow(ActionButton(self._accept), ActionButton(self._aside)))
        pile.setContentsMargins(0, Space.SMALL, 0, Space.SMALL)
        self.setLayout(pile)

    def show_paper(self, paper: LeftPaper) -> None:
        """Show one."""
        left = paper.left
        self._title.setText(left.title or left.signed.form)
        self._by.setText(self._signed(left))
        self._said.setText("\n".join(self._answers(left)))
        self._text.setText(self._small_print(left))
        self._banner.tell(paper.failure, self._words)
        told = sentences(Failure(_UNEXPLAINED), self._words)
        what = told.what if left.refused is None else ""
        self._unexplained.say(what, rest=told.rest, tone=Tone.CAUTION)
        self._accept.setEnabled(left.refused is None and not paper.is_busy)
        self._aside.setEnabled(not paper.is_busy)

    def _signed(self, left: "Left") -> str:
        signed, at = left.signed, left.signed.at.astimezone()
        message = "left.drawn" if any(signed.strokes) else "left.typed"
        day, time = self._words.date(at.date()), f"{at:%H:%M}"
        return self._words.say(message, name=signed.name, day=day, time=time)

    def _answers(self, left: "Left") -> Iterator[str]:
        say = self._words.say
        for what, is_yes in left.said:
            answer = say(_YES if is_yes else _NO)
            yield say("letters.answer.name", question=what, answer=answer)
        for blank, told in left.filled:
            yield f"{blank[:1].upper()}{blank[1:]}: {told}"

    def _small_print(self, left: "Left") -> str:
        signed, came = left.signed, left.came.astimezone()
        return self._words.say(
            "left.text",
            version=signed.version,
            language=find(signed.language).own_name if left.text else signed.language,
            hash=signed.text_hash[:_HASH_SHOWN],
            day=self._words.date(came.date()),
            time=f"{came:%H:%M}",
        )


class LeftCard(Card):
    """Hidden while nothing waits."""

    def __init__(self, words: Catalogue, icons: Icons, consents: LeftConsents) -> None:
        super().__init__(words.say("left.title"))
        self._words, self._icons, self._consents = words, icons, consents
        self.rows: dict[str, _Row] = {}
        set_shown(self, is_shown=False)

    def show_papers(self, papers: Sequence[LeftPaper]) -> None:
        """Show what waits."""
        names = [each.left.id for each in papers]
        is_more = any(name not in self.rows for name in names)
        for gone in set(self.rows) - set(names):
            row = self.rows.pop(gone)
            row.hide()
            row.deleteLater()
        for paper in papers:
            if paper.left.id not in self.rows:
                self.rows[paper.left.id] = self._row(paper.left.id)
            self.rows[paper.left.id].show_paper(paper)
        set_shown(self, is_shown=bool(papers))
        if is_more:
            announce(self, self._words.say("left.title"))

    def _row(self, name: str) -> _Row:
        row = _Row(self._words, self._icons)
        row.accepted.connect(partial(self._consents.take, name))
        row.put_aside.connect(partial(self._consents.set_aside, name))
        self.add(row)
        return row
