"""What one visit to a seat needs from the call that it is part of."""

from typing import Protocol, TypeVar

from counselling.call.board.board import Board
from counselling.call.board.board_words import FromPage
from counselling.call.circle.introductions import Introductions
from counselling.call.line.events import CallEvent
from counselling.call.link.plan import IceServer
from counselling.call.talk.talk import Talk

VisitT = TypeVar("VisitT", contravariant=True)


class VisitOwner(Protocol[VisitT]):
    """What a visit needs from the call that it is part of. board: the shared picture.

    talk: what is said beside sound and picture.
    """

    board: Board
    introductions: Introductions
    talk: Talk

    async def servers(self, name: str) -> tuple[IceServer, ...]:
        """Return the servers that a seat, or "host", may ask for a way, opened for it."""
        ...

    def post(self, visit: VisitT, body: str) -> None:
        """Hand a visit's sealed message to the server; after a newer knock, nobody hears it."""
        ...

    def tell(self, event: CallEvent) -> None:
        """Tell the call's owner."""
        ...

    def board_said(self, visit: VisitT, word: FromPage) -> None:
        """The seat's person does something on the board."""
        ...

    def proven(self, visit: VisitT) -> None:
        """The line's other end is who was invited."""
        ...

    def line_closed(self, visit: VisitT) -> None:
        """The line broke."""
        ...
