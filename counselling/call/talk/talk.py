"""The talk of a room at its host: hears every seat, numbers what is said, gives it to all.

The host is always there, so each line goes over it: guests need no channel between them. Nothing
of it passes the server in clear; all of it is on the DTLS line of a seat that was proven.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from counselling.call.link.invitation import Random
from counselling.call.link.room import Role, counted
from counselling.call.talk import talk_orders as orders
from counselling.call.talk import talk_words as words
from counselling.call.talk.talk_files import Files, offer_of
from counselling.call.talk.talk_ledger import Ledger
from counselling.call.talk.talk_line import TalkLine
from counselling.call.talk.talk_news import (
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
from counselling.errors import CallError

_EPOCH_BYTES: Final = 8
_TYPISTS: Final = frozenset({Role.INTERPRETER, Role.NURSE})


@dataclass(frozen=True, slots=True)
class Room:
    """What the talk needs of its room. wall: Unix seconds; clock: seconds, monotonic."""

    roles: Mapping[str, Role]
    tell: Callable[[TalkEvent], None]
    random: Random
    wall: Callable[[], float]
    clock: Callable[[], float]


class Talk:
    """All of it. A seat is heard on its newest line only."""

    def __init__(self, room: Room) -> None:
        self._room = room
        numbers = (number for _, number in counted([*room.roles.values()]))
        self.ledger = Ledger(
            room.random(_EPOCH_BYTES).hex(), dict(zip(room.roles, numbers, strict=True))
        )
        self._seats = {seat: SeatTalk(seat, self) for seat in room.roles}
        self._up: list[str] = []
        self._caption = words.Caption("")
        self._agenda: orders.ShareAgenda | None = None
        self._shared_at = 0.0
        self.is_on_hold = False

    def at(self, seat: str) -> "SeatTalk":
        """Return the host's end of a seat's talk: the owner of the line that is being made.

        Who is let in reads what is said from then on.
        """
        self.ledger.let_in(seat)
        return self._seats[seat]

    def order(self, order: orders.TalkOrder) -> None:
        """Do what the counsellor wants.

        Raises CallError("call.seat") when the room has no such seat, "call.file_kind" and
        "call.file_size" for a file that is not handed over.
        """
        match order:
            case orders.Write(text):
                self._give(self.ledger.write("", "", text, at=self._now()))
            case orders.TypeCaption(text, is_done):
                self._show_caption("", words.Caption(text[: words.MAX_CAPTION], is_done))
            case orders.LowerHand(seat):
                self._move_hand(self._known(seat), is_up=False)
            case orders.PutOnHold(is_on):
                self._hold(is_on=is_on)
            case orders.ShareAgenda():
                self._agenda, self._shared_at = order, self._room.clock()
                self._say_to_all(self._plan(order))
            case _:
                self._order_file(order)

    # What seats say (SeatTalk).

    def begins(self, seat: str, here: words.Here) -> None:
        """Bring a seat what it lacks, and what stands."""
        begin, missed = self.ledger.begin(seat, self._room.roles[seat].value, here)
        for word in (begin, *missed, *self._standing()):
            self._seats[seat].say(word)

    def heard(self, seat: str, word: words.FromPage) -> None:
        """Take what a seat says to all."""
        role = self._room.roles[seat]
        match word:
            case words.Say():
                self._give(self.ledger.said(seat, role.value, word, at=self._now()))
            case words.Hand(is_up):
                self._move_hand(seat, is_up=is_up)
            case words.Caption() if role in _TYPISTS:
                self._show_caption(seat, word)

    def tell(self, event: TalkEvent) -> None:
        """Tell the call's owner."""
        self._room.tell(event)

    # What comes of it.

    def _standing(self) -> tuple[words.ToPage, ...]:
        plan = (self._plan(self._agenda),) if self._agenda is not None else ()
        return (words.Hands(tuple(self._up)), words.Hold(self.is_on_hold), self._caption, *plan)

    def _give(self, line: words.Line | None) -> None:
        if line is not None:
            self._say_to_all(line)
            news = Wrote(line.by, line.no, line.role, line.at, line.text, line.is_caption)
            self.tell(news)

    def _show_caption(self, seat: str, word: words.Caption) -> None:
        text = words.clean(word.text)
        role = self._room.roles[seat].value if seat else ""
        if word.is_done:
            line = self.ledger.write(seat, role, text, at=self._now(), is_caption=True)
            self._give(line)
        self._caption = words.Caption("" if word.is_done else text, by=seat)
        self._say_to_all(self._caption, besides=seat)
        if seat:
            self.tell(Captioned(seat, self._caption.text))

    def _move_hand(self, seat: str, *, is_up: bool) -> None:
        if is_up == (seat in self._up):
            return
        if is_up:
            self._up.append(seat)
        else:
            self._up.remove(seat)
        self._say_to_all(words.Hands(tuple(self._up)))
        self.tell(HandMoved(seat, is_up))

    def _hold(self, *, is_on: bool) -> None:
        if is_on is not self.is_on_hold:
            self.is_on_hold = is_on
            self._say_to_all(words.Hold(is_on))
            self.tell(HoldChanged("", is_on))

    def _plan(self, shared: orders.ShareAgenda) -> words.Agenda:
        left = shared.left_minutes
        if left is not None:
            left = round(left - (self._room.clock() - self._shared_at) / 60, 2)
        return words.Agenda(shared.points, shared.planned_minutes, left)

    def _order_file(self, order: orders.OfferFile | orders.TakeFile | orders.EndFile) -> None:
        files = self._seats[self._known(order.seat)].files
        match order:
            case orders.OfferFile(_, file, name, content):
                files.offer(offer_of(name, content, file=file), content)
            case orders.TakeFile(_, file):
                files.take(file)
            case orders.EndFile(_, file):
                files.end(file)

    def _say_to_all(self, word: words.ToPage, *, besides: str | None = None) -> None:
        """Say it to everybody who has come so far: what the others miss they are told later."""
        for seat in self.ledger.readers():
            if seat != besides:
                self._seats[seat].say(word)

    def _known(self, seat: str) -> str:
        if seat not in self._seats:
            raise CallError("call.seat")
        return seat

    def _now(self) -> int:
        return int(self._room.wall())


class SeatTalk:
    """The host's end of one seat's talk, over one line after another (talk_line.TalkOwner)."""

    def __init__(self, seat: str, talk: Talk) -> None:
        self._seat, self._talk = seat, talk
        self.line: TalkLine | None = None
        self.files = Files(self, self)
        self._is_here = False
        self._tell = talk.tell

    def talk_open(self, line: TalkLine) -> None:
        """Hear this line from now on; the seat says what it has, and then all begins."""
        self.line, self._is_here = line, False

    def talk_heard(self, line: TalkLine, message: str | bytes) -> None:
        """Take what the seat says on its newest line."""
        if line is not self.line:
            return
        if isinstance(message, bytes):
            self.files.hear_piece(message)
            return
        match word := words.read_from_page(message):
            case None:
                return
            case words.Here():
                is_new, self._is_here = not self._is_here, True
                self._talk.begins(self._seat, word)
                if is_new:
                    self.files.again()
            case words.Offer() | words.Take() | words.Got() | words.Over():
                self.files.hear(word)
            case _:
                self._talk.heard(self._seat, word)

    # Where the files' words and pieces go (talk_files.FileLine).

    def say(self, word: words.ToPage) -> None:
        """Say something; a seat that is not here is told when it is."""
        if self.line is not None and self._is_here:
            self.line.say(word)

    def piece(self, piece: bytes) -> None:
        """Send a piece."""
        if self.line is not None and self._is_here:
            self.line.piece(piece)

    # What becomes of them (talk_files.FilesOwner).

    def file_offered(self, offer: words.Offer) -> None:
        """Tell of an offer."""
        self._tell(FileOffered(self._seat, offer.id, offer.name, offer.kind, offer.size))

    def file_moved(self, file: int, size: int) -> None:
        """Tell how much has come."""
        self._tell(FileMoved(self._seat, file, size))

    def file_came(self, offer: words.Offer, content: bytes) -> None:
        """Hand a file on."""
        self._tell(FileCame(self._seat, offer.id, offer.name, offer.kind, content))

    def file_over(self, file: int, end: words.End) -> None:
        """Tell that it is over."""
        self._tell(FileEnded(self._seat, file, end))
