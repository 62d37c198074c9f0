"""The invited end of the talk, over one line after another; what the patient's page does too."""

from collections.abc import Callable
from typing import Final

from counselling.call.link.invitation import Random
from counselling.call.media.rtc import DataChannel
from counselling.call.talk import talk_words as words
from counselling.call.talk.talk_files import Files, new_file, offer_of
from counselling.call.talk.talk_line import TalkLine
from counselling.call.talk.talk_news import (
    AgendaTold,
    Captioned,
    FileCame,
    FileEnded,
    FileMoved,
    FileOffered,
    HandMoved,
    HoldChanged,
    TalkEvent,
    Wrote,
)

_OWN_BYTES: Final = 8


class TalkSeat:
    """One tab's end. lines: what it has read. held: told when the host puts us on hold, or back."""

    def __init__(
        self,
        *,
        random: Random,
        tell: Callable[[TalkEvent], None],
        held: Callable[[bool], None] = lambda _: None,
    ) -> None:
        self._tell, self._held, self._random = tell, held, random
        self._own = random(_OWN_BYTES).hex()
        self._epoch, self._last, self._count = "", 0, 0
        self._unread: list[words.Say] = []  # ours, until we read them among the lines
        self._wants_hand: bool | None = None
        self._hands: tuple[str, ...] = ()
        self._is_on_hold = False
        self.seat = ""
        self.lines: list[words.Line] = []
        self.line: TalkLine | None = None
        self.files = Files(self, self)

    # What we do

    def write(self, text: str) -> None:
        """Say a line to all; one that the line loses is said again."""
        self._count += 1
        said = words.Say(self._own, self._count, text)
        self._unread.append(said)
        self.say(said)

    def type_caption(self, text: str, *, is_done: bool = False) -> None:
        """Show what we type; heard of an interpreter or a nurse only."""
        self.say(words.Caption(text, is_done))

    def move_hand(self, *, is_up: bool) -> None:
        """Raise our hand, or take it down; what the line loses is said again."""
        self._wants_hand = is_up
        self.say(words.Hand(is_up))

    def offer_file(self, name: str, content: bytes) -> int:
        """Offer a file to the counsellor, and return its id. Raises CallError (talk_files)."""
        file = new_file(self._random)
        self.files.offer(offer_of(name, content, file=file), content)
        return file

    # What happens on our lines (talk_line.TalkOwner)

    def hold(self, *, is_on: bool) -> None:
        """The counsellor is away for a moment, or back."""
        if is_on is not self._is_on_hold:
            self._is_on_hold = is_on
            self._held(is_on)
            self._tell(HoldChanged(self.seat, is_on))

    def take(self, channel: DataChannel) -> bool:
        """Take one of a line's channels; False when it is not the talk's."""
        if channel.label != words.CHANNEL:
            return False
        TalkLine(channel, self)
        return True

    def talk_open(self, line: TalkLine) -> None:
        """Say what we have, and what of ours we have not read yet."""
        self.line = line
        line.say(words.Here(self._epoch, self._last))
        for said in self._unread:
            line.say(said)
        if self._wants_hand is not None:
            line.say(words.Hand(self._wants_hand))
        self.files.again()

    def talk_heard(self, line: TalkLine, message: str | bytes) -> None:
        """Take what the host says on our newest line."""
        if line is not self.line:
            return
        if isinstance(message, bytes):
            self.files.hear_piece(message)
            return
        match word := words.read_to_page(message):
            case words.Begin():
                self._begin(word)
            case words.Line():
                self._read(word)
            case words.Offer() | words.Take() | words.Got() | words.Over():
                self.files.hear(word)
            case None:
                return
            case _:
                self._look(word)

    def _begin(self, word: words.Begin) -> None:
        self._epoch, self.seat = word.epoch, word.seat
        self._last = word.first - 1

    def _read(self, line: words.Line) -> None:
        if line.no != self._last + 1:
            if line.no > self._last:  # something is missing: ask for all that follows
                self.say(words.Here(self._epoch, self._last))
            return
        self._last = line.no
        self.lines.append(line)
        if line.own == self._own:
            self._unread = [said for said in self._unread if said.n > line.n]
        self._tell(Wrote(line.by, line.no, line.role, line.at, line.text, line.is_caption))

    def _look(self, word: words.ToPage) -> None:
        match word:
            case words.Hands(up):
                for seat in sorted(set(up) ^ set(self._hands)):
                    self._tell(HandMoved(seat, seat in up))
                self._hands, self._wants_hand = up, None
            case words.Hold(is_on):
                self.hold(is_on=is_on)
            case words.Caption(text, _, by) if text:
                self._tell(Captioned(by, text))
            case words.Agenda():
                told = (word.points, word.planned_minutes, word.left_minutes)
                self._tell(AgendaTold(self.seat, *told))

    # Files (talk_files.FileLine, talk_files.FilesOwner)

    def say(self, word: words.FromPage) -> None:
        """Say something; what the line loses is said again on the next."""
        if self.line is not None:
            self.line.say(word)

    def piece(self, piece: bytes) -> None:
        """Send a piece."""
        if self.line is not None:
            self.line.piece(piece)

    def file_offered(self, offer: words.Offer) -> None:
        """Tell of an offer."""
        self._tell(FileOffered("", offer.id, offer.name, offer.kind, offer.size))

    def file_moved(self, file: int, size: int) -> None:
        """Tell how much has come."""
        self._tell(FileMoved("", file, size))

    def file_came(self, offer: words.Offer, content: bytes) -> None:
        """Hand a file on."""
        self._tell(FileCame("", offer.id, offer.name, offer.kind, content))

    def file_over(self, file: int, end: words.End) -> None:
        """Tell that it is over."""
        self._tell(FileEnded("", file, end))
