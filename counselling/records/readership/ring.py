"""The turns of a family's key that a desk knows, and the keys that it can reach through them.

Turns made apart, by people who did not know of each other's, both hold: only who is a reader in all
of them reads on, until somebody who knows them all chooses anew. So nothing that was written for
fewer readers comes to more, whatever arrives when.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from counselling.errors import DamagedVault
from counselling.records.entrance.users import UserKeys
from counselling.records.readership.turns import Turn
from counselling.records.vault.audience import Audience, Reader, audience, met
from counselling.records.vault.row_keys import FIRST
from counselling.records.vault.sealing import FamilyKey, family_key


class Ring:
    """What is known of one family's turns. keys: by the turn that made each, the first as FIRST.

    authorities: the keys of those who may say who reads; a turn by somebody else, of another
    vault, changes the key and nothing else, and counts only for whom it is sealed to.
    """

    def __init__(self, keys: dict[str, FamilyKey], authorities: Collection[str]) -> None:
        self.keys = keys
        self.turns: dict[str, Turn] = {}
        self._given: dict[str, set[Reader]] = defaultdict(set)
        self._authorities = frozenset(authorities)

    def take(self, turn: Turn, user: UserKeys) -> bool:
        """Take a turn, and its key where it is for this user; return whether it is news.

        One that follows a turn that is not here is left: that one has not come yet.
        """
        if turn.name in self.turns or any(base not in self.turns for base in turn.bases):
            return False
        self.turns[turn.name] = turn
        if turn.name not in self.keys:
            key = turn.key(user)
            if key is not None:
                self.hold(turn.name, key)
        return True

    def hold(self, name: str, key: FamilyKey) -> None:
        """Hold the key of a turn, and those before it that it opens; another's is left."""
        turn = self.turns.get(name)
        if turn is None:
            return
        try:
            before = turn.within(key).before.items()
            held = {one: family_key(secret) for one, secret in before}
        except DamagedVault:
            return
        self.keys[name] = key
        for one, earlier in held.items():
            if one in self.turns or one == FIRST:
                self.keys.setdefault(one, earlier)

    def give(self, at: str, readers: Iterable[Reader]) -> None:
        """Note who reads under a turn besides those whom it names."""
        self._given[at].update(readers)

    def gifts(self) -> Iterator[tuple[str, frozenset[Reader]]]:
        """Go through the turns under which the family was given to more readers."""
        yield from ((at, frozenset(readers)) for at, readers in self._given.items())

    def is_authority(self, signer: str) -> bool:
        """Whether who signs with a key may say who reads."""
        return signer in self._authorities

    def is_by_authority(self, name: str) -> bool:
        """Whether who made a turn may say who reads."""
        return self.turns[name].signer in self._authorities

    def _counts(self, turn: Turn) -> bool:
        is_known = turn.name in self.keys or turn.signer in self._authorities
        return is_known and turn.is_proven(self.keys)

    def past(self, name: str) -> frozenset[str]:
        """Return the turns before one, and the first key; not itself."""
        found, left = {FIRST} if name else set(), [name]
        while left:
            turn = self.turns.get(left.pop())
            news = [base for base in turn.bases if base not in found] if turn else []
            found.update(news)
            left += news
        return frozenset(found)

    def ends(self) -> tuple[str, ...]:
        """Return the turns that count and that no other follows."""
        counted = [turn.name for turn in self.turns.values() if self._counts(turn)]
        followed = {before for name in counted for before in self.past(name)}
        return tuple(sorted(name for name in counted if name not in followed))

    def mine(self) -> tuple[str, ...]:
        """Return those ends whose key is here; the first key where nothing has turned."""
        ends = self.ends()
        return tuple(name for name in ends if name in self.keys) if ends else (FIRST,)

    @property
    def is_withdrawn(self) -> bool:
        """Whether others read on, and who is in does not."""
        return not self.mine()

    def audience(self, name: str) -> Audience:
        """Return whom a turn is for. Raises DamagedVault for one whose key is not here."""
        if name not in self.keys or name not in self.turns:
            raise DamagedVault("vault.damaged")
        return self.turns[name].within(self.keys[name]).audience

    def turned_from(self, name: str) -> Iterator[Turn]:
        """Go through the turns that count and that follow one alone, and whose key is here."""
        past = {name, *self.past(name)}
        for turn in self.turns.values():
            is_next = name in (turn.bases or (FIRST,)) and set(turn.bases) <= past
            if is_next and turn.name in self.keys and self._counts(turn):
                yield turn

    def standing(self) -> str | None:
        """Return the turn under which one goes on; None where the key must turn for that first.

        To whom it was given since one of several ends holds the key of that one alone.
        """
        mine = self.mine()
        if len(mine) < 2:
            return mine[0] if mine else None
        told = [self.audience(name) for name in mine]
        is_same = all(one.is_within(other) for one in told for other in told)
        is_given = any(self._given.get(name) for name in mine)
        return mine[0] if is_same and not is_given else None

    def meeting(self) -> Audience:
        """Return who reads in all ends whose key is here."""
        return met(self._readers(name) for name in self.mine())

    def _readers(self, name: str) -> Audience:
        told = self.audience(name)
        return audience((*told.readers, *self._given.get(name, ())), is_open=told.is_open)

    def latest(self) -> str:
        """Return the last turn whose key is here, where others read on."""
        held = [name for name in self.turns if name in self.keys]
        followed = {before for name in held for before in self.past(name)}
        return next((name for name in sorted(held) if name not in followed), FIRST)

    def governing(self, name: str) -> str:
        """Return the turn that says who reads: it, or the nearest before it by an authority."""
        while name and not self.is_by_authority(name):
            held = (base for base in self.turns[name].bases if base in self.keys)
            name = next(held, FIRST)
        return name

    def openers(self) -> Iterator[tuple[str, FamilyKey]]:
        """Go through the keys, the latest first, each with the turn that made it."""
        yield from reversed(self.keys.items())

    @property
    def has_closed(self) -> bool:
        """Whether there is a turn whose key is not here."""
        return any(name not in self.keys for name in self.turns)
