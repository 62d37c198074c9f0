"""What became of a file that was read or written, and what could not be kept or said."""

from typing import Final

from PySide6.QtWidgets import QSizePolicy, QWidget

from counselling.errors import Field
from counselling.formats.format import Loss
from counselling.language.catalogue import Catalogue
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.cards import Card, row
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.controls.line_list import LineList
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_shown
from ui.kit.threads.failures import sentence
from ui.look.icons import Icons
from ui.look.tokens import TARGET_PX
from ui.summaries import ImportReport

_SHOWN: Final = 12  # ids of people that a line names


class ReportCard(Card):
    """Hidden while there is nothing to tell. put_away: the button that hides it again."""

    def __init__(self, words: Catalogue, icons: Icons, parent: QWidget) -> None:
        super().__init__()
        self._words = words
        self._banner = Banner(icons)
        self._lines = LineList(words.say("families.losses"), is_choice=False)
        self._lines.setMaximumHeight(5 * TARGET_PX)
        self.put_away = action(parent, words.say("families.report_done"), self.hide)
        self.add(self._banner)
        self.add(self._lines)
        self.add_layout(row(None, ActionButton(self.put_away)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def show_report(self, report: ImportReport | None, file: str) -> None:
        """Show a report; None hides the card."""
        set_shown(self, is_shown=report is not None)
        if report is None:
            self._banner.say("")
            return
        count, lost = len(report.families), len(report.losses)
        what = self._words.say("families.imported", count=count)
        rest = self._words.say("families.lost", count=lost)
        self._banner.say(what, rest=rest, tone=Tone.CAUTION if lost else Tone.GOOD)
        self.set_title(file)
        self._lines.show_lines(tuple(self._line(loss) for loss in report.losses))
        set_shown(self._lines, is_shown=bool(report.losses))

    def show_written(self, losses: tuple[Loss, ...] | None, file: str) -> None:
        """Tell that a family was written to a file, and what the format cannot say of it."""
        if losses is None:
            return
        set_shown(self, is_shown=True)
        rest = self._words.say("families.not_said", count=len(losses))
        what = self._words.say("families.written")
        self._banner.say(what, rest=rest, tone=Tone.CAUTION if losses else Tone.GOOD)
        self.set_title(file)
        self._lines.show_lines(tuple(map(self._line, _gathered(losses))))
        set_shown(self._lines, is_shown=bool(losses))

    def _line(self, loss: Loss) -> str:
        told = sentence(self._words, loss.message_id, loss.fields)
        if not loss.line:
            return told
        return self._words.say("families.at_line", line=loss.line, told=told)


def _gathered(losses: tuple[Loss, ...]) -> list[Loss]:
    """One loss for each kind of fact, with all whom it concerns; long lists end in dots."""
    people: dict[Field, list[str]] = {}
    others = []
    for loss in losses:
        blanks = dict(loss.fields)
        if loss.message_id == "loss.fact":
            people.setdefault(blanks["fact"], []).append(str(blanks["person"]))
        else:
            others.append(loss)
    told = [
        Loss("loss.fact", fields=(("person", _listed(who)), ("fact", fact)))
        for fact, who in people.items()
    ]
    return [*told, *others]


def _listed(who: list[str]) -> str:
    shown = ", ".join(who[:_SHOWN])
    return f"{shown} …" if len(who) > _SHOWN else shown
