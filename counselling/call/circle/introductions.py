"""Introduces the guests of a call to each other, so that each sees and hears all the others.

The host draws a secret for each pair, hands it to both over its own proven lines, and carries what
they say to each other until their line is made. Who offers is the host's word: no two offer at
once. What stands is told by the guests, so that lines between them outlast the host's own.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from counselling.call.circle.pairs import IntroducerOwner, Pair, in_order, other_of
from counselling.call.line import circle_words as words
from counselling.call.line.events import MediaServed, PairBroken, PairMade, PrivateTalk
from counselling.call.link.chores import Chores
from counselling.call.link.invitation import Random, base64url
from counselling.call.link.plan import MediaServer
from counselling.call.media.ladder import Rung
from counselling.call.served.janus_circle import ServerCircle
from counselling.call.server.lending import lendable
from counselling.errors import CallError

_SECRET_BYTES: Final = 32
_NAME_BYTES: Final = 12
_AGAIN_SECONDS: Final = (0.0, 1.0, 2.0, 4.0, 8.0)  # a pair that cannot reach each other
_MOST_DIRECT: Final = 4  # guests; of more, each sends once to the media server, if there is one
_FULL_PICTURES: Final = 2  # guests: with more of them, none has the line for whole pictures


class Introductions:
    """All pairs of a call. alone: the seats that speak with each other only, or none."""

    def __init__(
        self,
        owner: IntroducerOwner,
        *,
        random: Random,
        clock: Callable[[], float],
        media: MediaServer | None = None,
    ) -> None:
        self._owner = owner
        self._random = random
        self._clock = clock
        self._chores = Chores()
        self._standing: dict[str, dict[str, str]] = {}  # of who is here: line to each peer
        self._pairs: dict[frozenset[str], Pair] = {}
        self._rungs: dict[str, Rung] = {}
        self.alone: tuple[str, ...] = ()
        self._is_served = False
        self._server: ServerCircle | None = None
        if media is not None:
            self._server = ServerCircle(owner, media, random=random, changed=self._reckon)

    async def close(self) -> None:
        """Introduce nobody any more."""
        if self._server is not None:
            await self._server.close()
        await self._chores.stop()

    def is_hushed(self, seat: str) -> bool:
        """Tell whether a seat is to hear nothing of the counsellor now."""
        return not words.is_hearing(words.HOST, seat, self.alone)

    # What happens to seats.

    def ready(self, seat: str) -> None:
        """A seat can be told of the others; it will say which lines it has."""
        self._rungs[seat] = Rung.FULL
        self._show_circle()
        self._owner.say_of_circle(seat, self._circle(seat))

    def said(self, seat: str, word: words.FromSeat) -> None:
        """Take what a seat says of its lines."""
        if self._server is not None and self._server.said(seat, word):
            return
        match word:
            case words.Here(lines):
                self._here(seat, lines)
            case words.Carry(line, carried):
                pair = self._pair_of(line, seat)
                if pair is not None:
                    self._owner.say_of_circle(other_of(pair, seat), words.Carried(line, carried))
            case words.Made(line):
                self._made(seat, line)
            case words.Broken(line):
                self._broken(seat, line)
            case words.EndPrivate() if seat in self.alone:
                self.speak_alone(())

    def _here(self, seat: str, lines: Mapping[str, str]) -> None:
        self._standing[seat] = dict(lines)
        if self._server is not None and len(self._standing) > _MOST_DIRECT:
            self._server.start()  # not before: nothing is asked that is not needed
        self._reckon()
        if self._server is not None and self._is_served:
            self._server.join(seat)
            self._narrow_all()
        else:
            for other in [each for each in self._standing if each != seat]:
                self._acquaint(seat, other)

    def lost(self, seat: str) -> None:
        """The host's line to a seat broke; its lines to others may stand."""
        self._standing.pop(seat, None)

    def left(self, seat: str) -> None:
        """Whoever sat there is gone for good, or for now by her own will."""
        was_here = self._standing.pop(seat, None) is not None
        for peers in [peers for peers in self._pairs if seat in peers]:
            (other,) = peers - {seat}
            del self._pairs[peers]
            self._standing.get(other, {}).pop(seat, None)
            self._owner.say_of_circle(other, words.Part(seat))
        if self._server is not None:
            self._server.leave(seat)
            self._tell_parted(seat)
        if seat in self.alone:
            self.speak_alone(())
        elif was_here:
            self._show_circle()
        self._reckon()
        self._narrow_all()

    def narrowed(self, seat: str, rung: Rung) -> None:
        """The host's line to a seat bears so much: lines to others share her way out."""
        self._rungs[seat] = rung
        self._narrow_all()

    def speak_alone(self, seats: Sequence[str]) -> None:
        """Have two speak with each other only, or all with all again (nobody).

        Raises CallError("call.private") unless these are two who are in the room.
        """
        chosen = tuple(seats)
        present = {words.HOST, *self._standing}
        if chosen and (len(set(chosen)) != 2 or not set(chosen) <= present):
            raise CallError("call.private")
        before, self.alone = self.alone, chosen
        self._part_served(before)
        for seat in self._owner.room.seats:
            self._owner.hush(seat.id, is_hushed=self.is_hushed(seat.id))
        self._show_circle()
        self._owner.tell(PrivateTalk(chosen))

    # The media server.

    def _reckon(self) -> None:
        """Turn to the media server when there are too many for lines to each other, or back."""
        server = self._server
        is_served = server is not None and server.is_up and len(self._standing) > _MOST_DIRECT
        if server is None or is_served is self._is_served:
            return
        self._is_served = is_served
        self._owner.tell(MediaServed(is_served))
        self._show_circle()
        self._pairs.clear()
        for seat in self._standing:
            self._standing[seat] = {}
            if is_served:
                server.join(seat)
            else:
                self._owner.say_of_circle(seat, words.Part(words.SERVER))
        if is_served:
            self._part_served(())
        else:
            server.stop()
            for first, second in combinations(self._standing, 2):
                self._acquaint(first, second)
        self._narrow_all()

    def _part_served(self, before: tuple[str, ...]) -> None:
        """Give two guests who speak alone a line of their own, for as long as they do."""
        if self._server is None or not self._is_served:
            return
        self._pairs.pop(frozenset(before), None)
        self._server.speak_alone(self.alone)
        if self.alone and words.HOST not in self.alone:
            self._introduce(frozenset(self.alone), tries=0)

    def _tell_parted(self, seat: str) -> None:
        if self._is_served:
            for other in self._standing:
                self._owner.say_of_circle(other, words.Part(seat))

    # Pairs.

    def _acquaint(self, seat: str, other: str) -> None:
        """Introduce two, unless both say that the same line stands between them."""
        peers = frozenset((seat, other))
        ours, theirs = self._standing[seat].get(other), self._standing[other].get(seat)
        if ours is None or ours != theirs:
            self._introduce(peers, tries=0)
        elif peers not in self._pairs or self._pairs[peers].line != ours:
            pair = Pair(in_order(peers), ours, self._clock(), made=set(peers))
            self._pairs[peers] = pair
        self._narrow_all()

    def _introduce(self, peers: frozenset[str], *, tries: int) -> None:
        pair = Pair(in_order(peers), self._random(_NAME_BYTES).hex(), self._clock(), tries)
        self._pairs[peers] = pair
        self._chores.start(self._bring_together(pair))

    async def _bring_together(self, pair: Pair) -> None:
        await asyncio.sleep(_AGAIN_SECONDS[min(pair.tries, len(_AGAIN_SECONDS) - 1)])
        lent = await asyncio.gather(*(self._owner.servers(seat) for seat in pair.seats))
        if self._pairs.get(frozenset(pair.seats)) is not pair:
            return  # one of them left meanwhile, or they are introduced anew
        pair.began = self._clock()
        secret, room = base64url(self._random(_SECRET_BYTES)), self._owner.room
        for seat, servers in zip(reversed(pair.seats), reversed(lent), strict=True):
            peer = other_of(pair, seat)
            self._owner.say_of_circle(
                seat,
                words.Introduce(
                    peer,
                    room.seat(peer).role,
                    pair.line,
                    secret,
                    is_offering=seat == pair.seats[0],
                    servers=lendable(servers),
                    number=room.number(peer),
                ),
            )
        self._narrow_all()

    def _made(self, seat: str, line: str) -> None:
        pair = self._pair_of(line, seat)
        if pair is None:
            return
        self._standing.setdefault(seat, {})[other_of(pair, seat)] = line
        is_news = len(pair.made) == 1 and seat not in pair.made
        pair.made.add(seat)
        if is_news:
            pair.tries = 0
            milliseconds = round((self._clock() - pair.began) * 1000, 1)
            self._owner.tell(PairMade(pair.seats, milliseconds))

    def _broken(self, seat: str, line: str) -> None:
        pair = self._pair_of(line, seat)
        if pair is None:
            return
        for each in pair.seats:
            self._standing.get(each, {}).pop(other_of(pair, each), None)
        if pair.made:
            self._owner.tell(PairBroken(pair.seats))
        if all(each in self._standing for each in pair.seats):
            self._introduce(frozenset(pair.seats), tries=pair.tries + 1 if not pair.made else 0)

    def _pair_of(self, line: str, seat: str) -> Pair | None:
        """Return the pair whose line this is now; None when the seat is neither of them."""
        return next((p for p in self._pairs.values() if p.line == line and seat in p.seats), None)

    # What all are told.

    def _show_circle(self) -> None:
        for seat in self._standing:
            self._owner.say_of_circle(seat, self._circle(seat))

    def _circle(self, seat: str) -> words.Circle:
        role = self._owner.room.seat(seat).role
        members = tuple(self._members(besides=seat))
        return words.Circle(role, members, self.alone, self._is_served)

    def _members(self, *, besides: str) -> Iterator[words.Member]:
        room = self._owner.room
        yield words.Member(words.HOST, words.COUNSELLOR)
        for seat in room.seats:
            if seat.is_let_in and seat.id != besides:
                yield words.Member(seat.id, seat.role, room.number(seat.id))

    def _narrow_all(self) -> None:
        if self._server is not None and self._is_served:
            self._narrow_served(self._server)
        for pair in self._pairs.values():
            rung = self._bears(*pair.seats)
            if rung is not pair.rung:
                pair.rung = rung
                for seat in pair.seats:
                    word = words.Narrow(other_of(pair, seat), rung.name.lower())
                    self._owner.say_of_circle(seat, word)

    def _narrow_served(self, server: ServerCircle) -> None:
        for seat in self._standing:
            rung = self._bears(seat)
            self._owner.say_of_circle(seat, words.Narrow(words.SERVER, rung.name.lower()))
        bare = (seat for seat, rung in self._rungs.items() if rung is Rung.SOUND)
        server.narrowed(frozenset(bare))

    def _bears(self, *seats: str) -> Rung:
        """Return what a line of these bears; where a way out is narrow, the host's goes first."""
        worst = min(self._rungs.get(seat, Rung.FULL) for seat in seats)
        if worst is Rung.FULL:
            return Rung.FULL if len(self._standing) <= _FULL_PICTURES else Rung.SMALL
        return Rung(max(Rung.SOUND, worst - 1))
