"""Use case: a signed consent, kept as evidence together with what it changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.letters.characters import as_read, clean
from counselling.pedigree.coming_of_age import Maturity, maturity
from counselling.pedigree.person import PersonId
from counselling.records.log import families
from counselling.records.papers import consents, documents
from counselling.records.papers.appointments import Mail
from counselling.records.papers.consents import Recorded, Scope
from counselling.records.papers.deciding import decide
from counselling.records.papers.documents import Document, NewDocument
from counselling.records.papers.majority import Ages
from counselling.records.papers.sessions import SessionId
from counselling.records.vault.acts import Act, Action, FamilyId, Transaction
from counselling.records.vault.vault import Vault
from counselling.session.consent import Consent, Explained
from counselling.session.consent_form import INTERPRETER, Form, FormText, in_words
from counselling.session.elements import level_of
from counselling.session.in_session import OFFERED, form_for
from counselling.work.consents.consent_evidence import KIND, MEDIA_TYPE, evidence, version_of
from counselling.work.vault.door import Door

VIDEO: Final = "video"
_NOT_SAID: Final = Explained()
PAGE: Final = "page"  # signed before a session, with nobody there to explain


@dataclass(frozen=True, slots=True)
class Brought:
    """How a consent came here.

    mails: the parcels that are settled with it; came: when they did. explained: how it was
    explained to her. given_by: who signed for a child, "" for herself.
    """

    medium: str = VIDEO
    mails: tuple[Mail, ...] = ()
    came: datetime | None = None
    explained: Explained = _NOT_SAID
    given_by: str = field(default="", repr=False)


_INTERPRETER: Final = N_("letters.blank.interpreter")
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


class ConsentForms:
    """Texts to be agreed to, and what was signed. Slow: none of it on the UI thread but `forms`.

    words: of letters, by language. ages: from which somebody is asked as herself. now: the
    clock. is_reviewed: whether the clinic signed the letter of a form off in these words; clinic:
    its name.
    """

    def __init__(
        self,
        door: Door,
        *,
        words: Callable[[str], Catalogue],
        ages: Callable[[], Ages],
        now: Callable[[], datetime],
        is_reviewed: Callable[[str, Catalogue], bool],
        clinic: str = "",
    ) -> None:
        self._door, self._words, self._is_reviewed = door, words, is_reviewed
        self._clinic = clinic
        self._ages, self._now = ages, now

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms that can be shown, as an adult is asked."""
        ages = self._ages().asked
        return tuple(form_for(each, Maturity.ADULT, ages, clinic=self._clinic) for each in OFFERED)

    def text(
        self,
        form: str,
        *,
        language: str,
        family: FamilyId = "",
        person: PersonId = "",
        filled: Mapping[str, str] = _NOTHING,
        has_interpreter: bool = False,
    ) -> FormText:
        """Return a form's words in a language, as somebody of her age is asked.

        They say first that nobody reviewed them, where the clinic did not sign its letter off.
        person: as `keep`; without a family an adult. filled: what the counsellor says in it.
        has_interpreter: somebody interprets, whether she is named or not.
        Raises LanguageError, as `open_family`.
        """
        found = self._maturity(family, person) if family else Maturity.ADULT
        shown = form_for(form, found, self._ages().asked)
        words = self._words(language)
        filled = {blank: clean(said) for blank, said in filled.items()}
        if has_interpreter and not as_read(filled.get(INTERPRETER, "")):
            filled = {**filled, INTERPRETER: words.say(_INTERPRETER)}
        return in_words(shown, words, filled, is_reviewed=self._is_reviewed(form, words))

    def keep(
        self,
        family: FamilyId,
        consent: Consent,
        text: FormText,
        *,
        person: PersonId,
        session: SessionId | None = None,
        explained: Explained = _NOT_SAID,
    ) -> Document:
        """Keep a signed consent: the evidence and each word given or refused, whole or not at all.

        person: who signed, "" for whom the family's counselling is about; for a child it is who
        signs in her place. explained: with which interpreter; by whom, "" for who is in.
        Raises VaultError, StorageError.
        """
        whose = person or self._patient(family)
        for_child = self._maturity(family, whose) in (Maturity.SMALL, Maturity.CHILD)
        brought = Brought(explained=explained, given_by=consent.name if for_child else "")
        return keep_signed(
            self._door.vault, family, consent, text, person=whose, session=session, brought=brought
        )

    def told(self, family: FamilyId, person: PersonId) -> tuple[Recorded, ...]:
        """Return what a person ("": as `keep`) said so far, the oldest first, withdrawn or not."""
        person = person or self._patient(family)
        words = consents.recorded(self._door.vault, family)
        return tuple(one for one in words if one.consent.person in ("", person))

    def _maturity(self, family: FamilyId, person: PersonId) -> Maturity:
        known = families.open_family(self._door.vault, family).family
        found = known.by_id.get(person or known.focus or "")
        today = self._now().date()
        return maturity(found, self._ages().asked, today=today) if found else Maturity.ADULT

    def _patient(self, family: FamilyId) -> PersonId:
        return families.open_family(self._door.vault, family).family.focus or ""


def keep_signed(
    vault: Vault,
    family: FamilyId,
    consent: Consent,
    text: FormText,
    *,
    person: PersonId,
    session: SessionId | None = None,
    brought: Brought,
) -> Document:
    """Keep a signed consent: the evidence, each word given or refused, and that its parcels are in.

    Whole or not at all. Raises VaultError ("vault.mail_settled": somebody decided before),
    StorageError.
    """
    document = vault.new_id()
    rows = tuple((vault.new_id(), scope, yes) for scope, yes in _scopes(consent))
    brought = _told_by(vault, brought)
    new = NewDocument(
        family=family,
        kind=KIND,
        media_type=MEDIA_TYPE,
        content=evidence(consent, text, came=brought.came, explained=brought.explained),
        language=text.language,
        person=person,
        session=session,
        template_version=version_of(text),
    )

    def write(transaction: Transaction) -> Document:
        decide(transaction, family, brought.mails)
        kept = documents.add(transaction, new, document=document)
        for row, scope, is_given in rows:
            word = _word(person, scope, text, brought, is_given=is_given)
            consents.add(transaction, family, word, row=row)
        return kept

    return vault.write(write, act=Act(Action.CREATE, f"consent/{document}", family))


def _told_by(vault: Vault, brought: Brought) -> Brought:
    """Name who explained it: in a session whoever is in, where nobody else is named."""
    if brought.medium != VIDEO or brought.explained.by:
        return brought
    return replace(brought, explained=replace(brought.explained, by=vault.actor.name))


def _word(
    person: PersonId, scope: Scope, text: FormText, brought: Brought, *, is_given: bool
) -> consents.Consent:
    """Return one answer as the records keep it; a child's own yes is given by nobody else."""
    return consents.Consent(
        person,
        scope,
        is_given,
        given_by="" if scope is Scope.ASSENT else brought.given_by,
        medium=brought.medium,
        text_version=version_of(text),
        language=text.language,
        explained_by=brought.explained.by,
        has_interpreter=brought.explained.has_interpreter,
        interpreter=brought.explained.interpreter,
        level=level_of(scope),
    )


def _scopes(consent: Consent) -> tuple[tuple[Scope, bool], ...]:
    known = {scope.value: scope for scope in Scope}
    return tuple((known[a.question], a.is_yes) for a in consent.answers if a.question in known)
