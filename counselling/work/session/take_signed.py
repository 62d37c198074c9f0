"""Use case: a consent that was signed on the page before the session is looked at, taken, or not.

What a page says of its text counts for nothing: the words are the desk's own, in the version and
language that she names, and only what hashes to them is taken as consent. It is one act: the
evidence, each word given or refused, and that what was left is settled.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from counselling.call.link import signed as parcels
from counselling.call.link.room import Role
from counselling.call.link.signed import SignedBefore
from counselling.call.link.ticket import role_at
from counselling.errors import CallError, LanguageError, PeerNotProven
from counselling.language.catalogue import Catalogue
from counselling.letters.characters import as_read
from counselling.pedigree.person import PersonId
from counselling.records.log import families
from counselling.records.papers import appointments
from counselling.records.papers.appointments import Mail
from counselling.records.papers.deciding import decide
from counselling.records.papers.documents import Document
from counselling.records.papers.sessions import SessionId
from counselling.records.vault.acts import Act, Action, FamilyId
from counselling.records.vault.vault import Vault
from counselling.session.consent import Consent
from counselling.session.consent_form import Form, FormText, in_words
from counselling.session.signing import Signing
from counselling.session.telehealth import BEFOREHAND
from counselling.work.consents.sign_consents import PAGE, Brought, keep_signed


@dataclass(frozen=True, slots=True)
class Left:
    """A consent that waits. mails: the parcel, and those that say the same once more.

    text: the desk's own words, None where it has no such text. In the desk's language: title, said
    (each question with its answer), filled (each blank that she filled). consent: what would be
    kept; where it is None, refused says why it cannot be.
    """

    mails: tuple[Mail, ...] = field(repr=False)
    signed: SignedBefore
    text: FormText | None
    title: str = ""
    said: tuple[tuple[str, bool], ...] = ()
    filled: tuple[tuple[str, str], ...] = ()
    consent: Consent | None = None
    refused: CallError | None = None

    @property
    def id(self) -> str:
        """Its name on this desk."""
        first = self.mails[0]
        return f"{first.appointment}-{first.seat}-{first.number}"

    @property
    def person(self) -> PersonId:
        """Whose appointment it was, "" for nobody in particular."""
        return self.mails[0].person

    @property
    def came(self) -> datetime:
        """When it was fetched."""
        return self.mails[0].at


class TakeSigned:
    """vault: the open one. words: of letters, by language; own: the desk's. Slow."""

    def __init__(
        self, vault: Callable[[], Vault], *, words: Callable[[str], Catalogue], own: Catalogue
    ) -> None:
        self._vault, self._words, self._own = vault, words, own

    def waiting(self, family: FamilyId) -> tuple[Left, ...]:
        """Show the consents of a family that wait, the oldest first; written down as a view.

        Raises as `open_family`.
        """
        vault = self._vault()
        if not appointments.waiting(vault, family):
            return ()
        found: dict[object, Left] = {}
        for mail in appointments.mail(vault, family):
            signed = signed_in(mail)
            if signed is None:
                continue
            same = (mail.appointment, mail.seat, _said(signed))
            one = found.get(same)
            if one is None:
                found[same] = self._left(mail, signed)
            else:  # her page sent it twice, or she signed twice
                found[same] = replace(one, mails=(*one.mails, mail))
        return tuple(found.values())

    def take(
        self,
        family: FamilyId,
        left: Left,
        *,
        person: PersonId = "",
        session: SessionId | None = None,
    ) -> Document:
        """Keep it as evidence, with each word given or refused, and settle it: all or nothing.

        person: of whom it is where the appointment was for nobody in particular; "" for whom the
        family's counselling is about. Raises what `left.refused` says, PedigreeError where that is
        nobody of the family, VaultError("vault.mail_settled"), StorageError.
        """
        if left.consent is None or left.text is None:
            raise left.refused or CallError("session.consent_text")
        vault = self._vault()
        known = families.open_family(vault, family).family
        whose = known.person(left.person or person or known.focus or "").id
        brought = Brought(PAGE, left.mails, left.came)
        return keep_signed(
            vault, family, left.consent, left.text, person=whose, session=session, brought=brought
        )

    def set_aside(self, family: FamilyId, left: Left) -> None:
        """Settle it without taking it; what she left stays hers to ask for. Raises as `take`."""
        act = Act(Action.CHANGE, "appointment/mail", family)
        self._vault().write(lambda transaction: decide(transaction, family, left.mails), act=act)

    def _left(self, mail: Mail, signed: SignedBefore) -> Left:
        form = next((each for each in BEFOREHAND if each.id == signed.form), None)
        if form is None:
            return Left((mail,), signed, None, refused=CallError("session.consent_text"))
        text, say = self._text(form, signed.language), self._own.say
        said = tuple(
            (say(words, **form.fields), signed.answers[question])
            for question, words in form.questions
            if question in signed.answers
        )
        filled = tuple(
            (say(label), as_read(signed.filled[blank]))
            for blank, label in form.blanks
            if as_read(signed.filled.get(blank, ""))
        )
        left = Left((mail,), signed, text, say(form.title), said, filled)
        try:
            return replace(left, consent=_consent(mail, signed, text))
        except CallError as error:
            return replace(left, refused=error)

    def _text(self, form: Form, language: str) -> FormText | None:
        """Return the desk's own words, None where it has no such text in that language.

        They say that nobody reviewed them whatever this clinic did: the page's do.
        """
        try:
            return in_words(form, self._words(language))
        except LanguageError:
            return None


def signed_in(mail: Mail) -> SignedBefore | None:
    """Read what was left as a signed consent; None when it is none."""
    try:
        return parcels.read(mail.message)
    except PeerNotProven:
        return None


def _said(signed: SignedBefore) -> bytes:
    """Return all that it says but when."""
    return parcels.write(parcels.at(signed, datetime.max.replace(tzinfo=UTC)))


def _consent(mail: Mail, signed: SignedBefore, text: FormText | None) -> Consent:
    """Return what can be kept. Raises CallError with what is wrong with it."""
    if role_at(mail.seat) is not Role.PATIENT:
        raise CallError("session.consent_seat")
    claimed = (signed.version, signed.language)
    if text is None or (text.version, text.language) != claimed:
        raise CallError("session.consent_text")
    signing = Signing(text)
    for question, is_yes in signed.answers.items():
        signing = signing.answered(signed.form, question, is_yes=is_yes)
    name = as_read(signed.name)
    consent = signing.signed(signed.text_hash, name, signed.strokes, at=signed.at)
    return replace(consent, filled=_filled(signed, text))


def _filled(signed: SignedBefore, text: FormText) -> tuple[tuple[str, str], ...]:
    said = {blank: as_read(signed.filled.get(blank, "")) for blank, _ in text.blanks}
    return tuple((blank, words) for blank, words in said.items() if words)
