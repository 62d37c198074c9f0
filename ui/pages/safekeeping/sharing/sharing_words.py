"""What is shared, in words: with whom and when, what a file holds, what became of a deed."""

from typing import TYPE_CHECKING

from counselling.figures.writer_words import written_by
from counselling.language.catalogue import Catalogue
from ui.kit.controls.table import Column
from ui.kit.threads.failures import failure_of, words
from ui.pages.safekeeping.shared.audit_words import AuditWords
from ui.pages.safekeeping.sharing.sharing_state import SharingState, Told
from ui.summaries import FamilySummary

if TYPE_CHECKING:
    from counselling.work.sharing.relay_rounds import Refused, SharedFamily
    from counselling.work.sharing.share_families import FoundFamily


class SharingWords:
    """How the panel says things."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._words, self._times = catalogue, AuditWords(catalogue)

    def columns(self) -> "tuple[Column[SharedFamily], ...]":
        """Return the columns of what goes over the shared folder."""
        say = self._words.say
        return (
            Column(say("families.column_name"), self._shared, is_wide=True, is_bold=True),
            Column(say("sharing.given_to"), self._given_to),
            Column(say("sharing.last"), self._last),
        )

    def columns_of_waiting(self) -> tuple[Column[FamilySummary], ...]:
        """Return the columns of the families in which somebody must choose."""
        say = self._words.say
        return (
            Column(say("families.column_name"), self._named, is_wide=True, is_bold=True),
            Column(say("sharing.differences"), self._differences, is_number=True),
        )

    def name(self, name: str) -> str:
        """A family's name, or that it has none."""
        return name or self._words.say("families.unnamed")

    def key(self, state: SharingState) -> str:
        """What is to be said of the key as it was typed; "" while there is none."""
        say, read = self._words.say, state.read
        if read is None or read.verdict == "empty":
            return ""
        if read.verdict == "short":
            return say("sharing.key_short", count=read.missing)
        if read.verdict == "mistyped":
            return say("sharing.key_mistyped")
        if not state.recipient:
            return say("sharing.key_own")
        name = state.keys.names.get(state.recipient) if state.keys is not None else None
        return say("sharing.key_of", name=name) if name else say("sharing.key_good")

    def facts(self, found: "FoundFamily") -> tuple[tuple[str, str], ...]:
        """What a family file would bring."""
        say, number = self._words.say, self._words.number
        when = self._times.moment(found.changed)
        by = written_by(found.writer, self._words)
        return (
            (say("sharing.people"), number(found.people)),
            (say("sharing.here"), say("sharing.is_here" if found.is_here else "sharing.is_new")),
            (say("sharing.entries"), number(found.entries)),
            (say("sharing.changed"), say("differ.by", author=by, when=when)),
        )

    def told(self, told: Told) -> tuple[str, str]:
        """What was done, and what else is to be said."""
        fields = dict(told.fields)
        if "name" in fields:
            fields["name"] = self.name(str(fields["name"]))
        what, *rest = (self._words.say(each, **fields) for each in (told.what, *told.rest))
        return what, " ".join(rest)

    def refused(self, one: "Refused") -> str:
        """Why a family was not exchanged, and what to do."""
        said = words(failure_of(one.error), self._words)
        name = one.name or self._words.say("sharing.given_unnamed")
        why = f"{said.what} {said.rest}".strip()
        return self._words.say("sharing.refused_line", name=name, why=why)

    def _named(self, family: FamilySummary) -> str:
        return self.name(family.name)

    def _differences(self, family: FamilySummary) -> str:
        return self._words.number(family.differences)

    def _shared(self, family: "SharedFamily") -> str:
        return self.name(family.line.name)

    def _given_to(self, family: "SharedFamily") -> str:
        return self._words.listed(list(family.given_to)) or self._words.say("sharing.from_others")

    def _last(self, family: "SharedFamily") -> str:
        return self._times.moment(family.last) if family.last is not None else ""
