"""What an export for research holds and loses, in words."""

from typing import TYPE_CHECKING

from counselling.language.catalogue import Catalogue

if TYPE_CHECKING:
    from counselling.work.consents.export_research import Exported, Lost


class ResearchWords:
    """How the panel says things."""

    def __init__(self, words: Catalogue) -> None:
        self._words = words

    def head(self, seen: "Exported") -> str:
        """How many families and people it holds."""
        if not seen.families:
            return self._words.say("research.nobody")
        return self._words.say("research.holds", families=seen.families, count=seen.people)

    def lines(self, seen: "Exported", *, smallest: int) -> tuple[str, ...]:
        """What stays out, what was coarsened, and each thing that is lost, a line each."""
        say, check = self._words.say, seen.check
        lines = [say("research.left_out", count=seen.left_out)] if seen.left_out else []
        if not seen.families:
            return tuple(lines)
        lines.append(say("research.always"))
        coarse = (
            ("research.without_ancestry", check.without_ancestry),
            ("research.without_age", check.without_age),
            ("research.without_facts", check.without_facts),
        )
        taken = [say(message, count=count, smallest=smallest) for message, count in coarse if count]
        lines += taken or [say("research.nothing_taken", smallest=smallest)]
        if check.smallest:
            lines.append(say("research.smallest_left", count=check.smallest))
        lines += map(self._lost, seen.lost)
        if check.recognisable:
            lines.append(say("research.recognisable", count=check.recognisable))
        return tuple(lines)

    def _lost(self, lost: "Lost") -> str:
        people = self._words.say("research.people", count=lost.people)
        return self._words.say(lost.message_id, person=people, **dict(lost.fields))
