"""Consents, withdrawals and exports, in words."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.language.registry import find
from counselling.session.consent import Explained
from counselling.session.elements import STATEMENTS, WORDS
from ui.kit.controls.table import Column
from ui.pages.safekeeping.consents.consents_model import Said
from ui.pages.safekeeping.shared.audit_words import AuditWords

if TYPE_CHECKING:
    from counselling.records.papers.consents import Recorded
    from counselling.records.papers.handed import Handed
    from counselling.work.consents.consent_evidence import Evidence
    from counselling.work.consents.keep_consents import Ledger

_ASKED: Final = ("care", "family_contact", "storage", "research", "recontact", "recording")
SCOPES: Final[Mapping[str, str]] = {scope: WORDS[scope] for scope in _ASKED}
_FORMS: Final[Mapping[str, str]] = {s: word for s, word in WORDS.items() if s not in _ASKED}
_LIMITS: Final = ("share_commercial", "share_abroad", "share_biobank", "share_ai")
_OF_RESEARCH: Final = ("research", "share_repository", *_LIMITS)  # what projects' exports ask for
OFFERED: Final[Mapping[str, str]] = WORDS  # what can be written down
EFFECTS: Final[Mapping[str, str]] = {
    "care": N_("consents.effect_care"),
    "family_contact": N_("consents.effect_family_contact"),
    "storage": N_("consents.effect_storage"),
    "research": N_("consents.effect_research"),
    "recontact": N_("consents.effect_recontact"),
    "recording": N_("consents.effect_recording"),
    **dict.fromkeys(_FORMS, N_("consents.effect_share")),
    "video": N_("consents.effect_video"),
    "assent": N_("consents.effect_assent"),
    "test": N_("consents.effect_test"),
    "test_relatives": N_("consents.effect_test_relatives"),
    "share_repository": N_("consents.effect_research"),
    **dict.fromkeys(_LIMITS, N_("consents.effect_limit")),
}
MEDIA: Final[Mapping[str, str]] = {
    "paper": N_("consents.medium_paper"),
    "spoken": N_("consents.medium_spoken"),
    "video": N_("consents.medium_video"),
}
_PAGE: Final = N_("consents.medium_page")  # by her own hand alone
_HOW: Final[Mapping[str, str]] = {**MEDIA, "page": _PAGE}
_OWN: Final[Mapping[str, str]] = {
    "use": N_("consents.scope_use"),
    "keeping": N_("consents.scope_keeping"),
    "address": N_("consents.scope_address"),
    "task": N_("consents.scope_task"),
}
WHOSE: Final = 1  # which column says whose word it is
_STOP: Final = "."  # of a statement that stands in a list
_EXPLAINED: Final = N_("consents.explained_by")
_INTERPRETER: Final = N_("session.role_interpreter")
_BETWEEN: Final = " · "
_HASH_SHOWN: Final = 12  # letters, as on the patient's page
_AGREED: Final = (N_("consents.given_word"), N_("consents.taken_word"))
_YES_NO: Final = (N_("consents.yes_word"), N_("consents.no_word"))


class ConsentsWords:
    """How the panel says things."""

    def __init__(self, words: Catalogue) -> None:
        self._words, self._times = words, AuditWords(words)
        self._names: dict[str, str] = {}

    def learn(self, ledger: "Ledger | None") -> None:
        """Know the people of the family that is shown; None: nobody any more."""
        people = ledger.people if ledger is not None else ()
        self._names = {person: self._named(person, name) for person, name in people}

    def columns(self) -> "tuple[Column[Recorded], ...]":
        """Return the columns of the list."""
        say = self._words.say
        return (
            Column(say("consents.what"), self._what, is_bold=True),
            Column(say("consents.who"), self._whose),
            Column(say("consents.how"), self._how, is_wide=True),
            Column(say("consents.noted"), self._noted),
        )

    def people(self) -> tuple[tuple[str, str], ...]:
        """Return who can be asked, the whole family first."""
        return tuple(self._names.items())

    def name(self, person: str) -> str:
        """Who it is."""
        return self._names.get(person) or self._words.say("consents.erased")

    def scope(self, scope: str) -> str:
        """What it is about."""
        message = OFFERED.get(scope) or _OWN.get(scope) or STATEMENTS.get(scope)
        return self._words.say(message).removesuffix(_STOP) if message else scope

    def standing(self, told: "Sequence[Recorded]") -> str:
        """What counts now, in three lines. told: a person's words, the newest first."""
        last: dict[str, bool] = {}
        own = sorted(told, key=_is_everybodys)  # her own word counts more than the family's
        for one in own:
            last.setdefault(one.consent.scope, one.consent.is_given)
        asked = {scope: last.get(scope) for scope in OFFERED}
        parts = (
            ("consents.agreed", [s for s, yes in asked.items() if yes]),
            ("consents.withdrawn", [s for s, yes in asked.items() if yes is False]),
            ("consents.not_asked", [s for s in SCOPES if asked[s] is None]),
        )
        say = self._words.say
        return "\n".join(
            say(message, what=self._listed(which)) for message, which in parts if which
        )

    def done(self, said: Said) -> str:
        """That it was written down."""
        message = "consents.recorded" if said.is_given else "consents.taken_back"
        return self._words.say(message, what=self.scope(said.scope), who=self.name(said.person))

    def effect(self, said: Said, held: "Sequence[Handed]") -> str:
        """What follows at once, and which projects must be told."""
        if said.is_given:
            return ""
        lines = [self._words.say(EFFECTS[said.scope])]
        if said.scope in _OF_RESEARCH and held:
            projects = list(dict.fromkeys(one.project for one in held))
            told = self._words.listed(projects)
            lines.append(self._words.say("consents.tell", count=len(projects), projects=told))
        return " ".join(lines)

    def held(self, one: "Handed") -> str:
        """One person in one export."""
        return self._words.say(
            "consents.held",
            who=self.name(one.person),
            project=one.project,
            alias=one.alias,
            when=self._times.moment(one.at),
        )

    def signed(self, one: "Evidence") -> str:
        """One signed consent: whose, to what, how and when; and whether its words are true."""
        say = self._words.say
        day = self._words.date(one.at.astimezone().date())
        head = say(
            "consents.signed_by",
            who=self.name(one.person),
            day=day,
            language=find(one.language).own_name,
        )
        known = (*OFFERED, *STATEMENTS)
        told = [(question, yes) for question, yes in one.answers if question in known]
        yes = self._listed([question for question, is_yes in told if is_yes])
        no = self._listed([question for question, is_yes in told if not is_yes])
        lines = [head, *([say(_PAGE)] if one.came else [])]
        lines += [say("consents.agreed", what=yes)] if yes else []
        lines += [say("consents.signed_no", what=no)] if no else []
        if one.explained is not None:
            lines += self._explained(one.explained)
        lines.append(f"{one.form} {one.version}{_BETWEEN}{one.text_hash[:_HASH_SHOWN]}")
        lines.append(say("consents.words_true" if one.is_true else "consents.words_changed"))
        return "\n".join(lines)

    def _what(self, one: "Recorded") -> str:
        said, say = one.consent, self._words.say
        if said.scope == "handed":
            return say("consents.exported", project=said.project)
        yes, no = _YES_NO if said.scope in _OWN else _AGREED
        scope = self.scope(said.scope)
        line = say("consents.line", what=scope, said=say(yes if said.is_given else no))
        return self._words.begun(line)

    def _whose(self, one: "Recorded") -> str:
        return self.name(one.consent.person)

    def _how(self, one: "Recorded") -> str:
        said, say = one.consent, self._words.say
        how = say(_HOW[said.medium]) if said.medium in _HOW else said.medium
        if said.given_by:
            how = say("consents.by_other", how=how, name=said.given_by)
        told = Explained(said.explained_by, said.has_interpreter, said.interpreter)
        form = " ".join(filter(None, (said.text_version, said.level)))
        return _BETWEEN.join(filter(None, (how, *self._explained(told), form)))

    def _explained(self, told: Explained) -> list[str]:
        """Who explained it, and who interpreted; nothing of what was not written down."""
        say, lines = self._words.say, []
        if told.by:
            lines.append(say("consents.line", what=say(_EXPLAINED), said=told.by))
        if told.has_interpreter is not None:
            said = told.interpreter or say(_YES_NO[not told.has_interpreter])
            lines.append(say("consents.line", what=say(_INTERPRETER), said=said))
        return lines

    def _noted(self, one: "Recorded") -> str:
        day = self._words.date(one.at.astimezone().date())
        return self._words.say("consents.noted_by", day=day, name=one.author)

    def _named(self, person: str, name: str) -> str:
        if not person:
            return self._words.say("differ.family")
        return name or self._words.say("requests.unnamed", id=person)

    def _listed(self, scopes: Sequence[str]) -> str:
        return self._words.listed([self.scope(scope) for scope in scopes])


def _is_everybodys(one: "Recorded") -> bool:
    return not one.consent.person
