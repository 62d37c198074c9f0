"""A family as it stands after some of its history: what every table about it is told from."""

from dataclasses import dataclass

from counselling.pedigree.family import Family
from counselling.pedigree.places import differences
from counselling.pedigree.settling import Settle
from counselling.records.log.differing import Difference
from counselling.records.log.oplog import NO_TIPS, Entry, Tips
from counselling.records.store.chain import Head


@dataclass(frozen=True, slots=True)
class Standing:
    """A family as it stands; at and author are those of the entry that came last.

    differences: what was said differently at one time and not settled yet.
    """

    family: Family
    tips: Tips = NO_TIPS
    at: str = ""
    author: str = ""
    differences: tuple[Difference, ...] = ()

    @property
    def head(self) -> Head:
        """The last row of the log that it tells."""
        return self.tips.head

    def follows(self, entry: Entry) -> bool:
        """Whether an entry's author had seen all that stands here, and nothing else."""
        return entry.thread.parents == self.tips.ends

    def after(self, entry: Entry) -> "Standing":
        """Return the next standing. Raises PedigreeError when the edit does not fit."""
        family = entry.edit.apply(self.family)
        tips = Tips(entry.head, (entry.thread.op,), entry.thread.clock)
        left = self.differences
        if left:
            told = {*differences(self.family, family), _settled(entry)}
            left = tuple(one for one in left if one.place not in told)
        return Standing(family, tips, entry.at, entry.author, left)


def _settled(entry: Entry) -> tuple[str, ...]:
    return entry.edit.place if isinstance(entry.edit, Settle) else ()
