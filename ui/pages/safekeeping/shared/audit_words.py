"""Rows of the audit, and what is unusual, in words."""

from datetime import datetime
from typing import TYPE_CHECKING, Final

from counselling.language.catalogue import Catalogue
from ui.kit.controls.table import Column

if TYPE_CHECKING:
    from counselling.work.vault.review_audit import AuditLine, UnusualLine

_SAY_ALL: Final = ("audit", "staff", "ways")  # what it was done to is in the verb


class AuditWords:
    """How the panel says things."""

    def __init__(self, words: Catalogue) -> None:
        self._words = words

    def columns(self) -> "tuple[Column[AuditLine], ...]":
        """Return the columns of the table."""
        say = self._words.say
        return (
            Column(say("audit.when"), self.when),
            Column(say("audit.who"), self.who),
            Column(say("audit.what"), self.deed, is_bold=True, is_wide=True),
            Column(say("audit.whose"), self.whose),
            Column(say("audit.outcome"), self.outcome),
        )

    def when(self, line: "AuditLine") -> str:
        """The moment by this computer's clock."""
        return self.moment(line.at)

    def moment(self, at: datetime) -> str:
        """A moment by this computer's clock."""
        here = at.astimezone()
        day = self._words.date(here.date())
        return self._words.say("audit.moment", day=day, time=f"{here:%H:%M:%S}")

    def who(self, line: "AuditLine") -> str:
        """The name and the role."""
        return self._words.say("audit.actor", name=line.actor, role=line.role)

    def deed(self, line: "AuditLine") -> str:
        """What was done, and to what; of a newer release the program's own word."""
        say, message = self._words.say, f"audit.action_{line.action}"
        what = say(message) if self._words.has(message) else line.action
        if line.action in _SAY_ALL:
            return what
        if line.computer:
            return say("audit.deed_at", what=what, computer=line.computer)
        return say("audit.deed", what=what, thing=say(f"audit.thing_{line.thing}"))

    def whose(self, line: "AuditLine") -> str:
        """Whose record."""
        return self.family(line.family)

    def family(self, name: str | None) -> str:
        """A family's name, where there is one and it may be known."""
        if name is None:
            return ""
        return name or self._words.say("audit.unnamed")

    def outcome(self, line: "AuditLine") -> str:
        """Only what was refused is said."""
        return self._words.say("audit.refused") if line.is_refused else ""

    def unusual(self, found: "UnusualLine") -> str:
        """What should be asked about, as one sentence."""
        return self._words.say(
            f"audit.unusual_{found.reason}",
            when=self.moment(found.at),
            name=found.actor,
            family=self.family(found.family),
            count=found.count,
        )
