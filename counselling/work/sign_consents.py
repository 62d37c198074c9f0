"""Use case: a signed consent, kept as evidence together with what it changes."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from counselling.language.catalogue import Catalogue
from counselling.pedigree.person import PersonId
from counselling.records.log import families
from counselling.records.papers import consents, documents
from counselling.records.papers.appointments import Mail
from counselling.records.papers.consents import Recorded, Scope
from counselling.records.papers.deciding import decide
from counselling.records.papers.documents import Document, DocumentId, NewDocument
from counselling.records.papers.sessions import SessionId
from counselling.records.vault.acts import Act, Action, FamilyId, Transaction
from counselling.records.vault.vault import Vault
from counselling.session.consent import Consent, Method, text_hash
from counselling.session.consent_form import FORMS, Form, FormText, in_words
from counselling.work.door import Door
from counselling.work.keep_vault import Entry

KIND: Final = "signed_consent"
MEDIA_TYPE: Final = "application/json"
VIDEO: Final = "video"
PAGE: Final = "page"  # signed before a session, with nobody there to explain


@dataclass(frozen=True, slots=True)
class Evidence:
    """A signed consent as it is kept. answers: question and whether yes, in the text's order.

    strokes: how many the drawn signature has. is_true: the words kept with it are those whose hash
    was signed. came: of what was signed before a session, when it was fetched; at is by her clock.
    """

    document: DocumentId
    person: PersonId
    form: str
    version: str
    language: str
    text_hash: str
    answers: tuple[tuple[str, bool], ...]
    method: Method
    strokes: int
    at: datetime
    is_true: bool
    came: datetime | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """How a consent came here. mails: the parcels that are settled with it; came: when they did."""

    medium: str = VIDEO
    mails: tuple[Mail, ...] = ()
    came: datetime | None = None


_IN_SESSION: Final = Brought()


class ConsentForms:
    """Texts to be agreed to, and what was signed. Slow: none of it on the UI thread but `forms`."""

    def __init__(self, door: Door, *, words: Callable[[str], Catalogue]) -> None:
        self._door, self._words = door, words

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms that can be shown."""
        return FORMS

    def text(self, form: str, *, language: str) -> FormText:
        """Return a form's words in a language. Raises LanguageError."""
        found = next(each for each in FORMS if each.id == form)
        return in_words(found, self._words(language))

    def keep(
        self,
        family: FamilyId,
        consent: Consent,
        text: FormText,
        *,
        person: PersonId,
        session: SessionId | None = None,
    ) -> Document:
        """Keep a signed consent: the evidence and each word given or refused, whole or not at all.

        person: who signed, "" for whom the family's counselling is about.
        Raises VaultError, StorageError.
        """
        whose = person or self._patient(family)
        return keep_signed(self._door.vault, family, consent, text, person=whose, session=session)

    def told(self, family: FamilyId, person: PersonId) -> tuple[Recorded, ...]:
        """Return what a person ("": as `keep`) said so far, the oldest first, withdrawn or not."""
        person = person or self._patient(family)
        words = consents.recorded(self._door.vault, family)
        return tuple(one for one in words if one.consent.person in ("", person))

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
    brought: Brought = _IN_SESSION,
) -> Document:
    """Keep a signed consent: the evidence, each word given or refused, and that its parcels are in.

    Whole or not at all. Raises VaultError ("vault.mail_settled": somebody decided before),
    StorageError.
    """
    document = vault.new_id()
    rows = tuple((vault.new_id(), scope, yes) for scope, yes in _scopes(consent))
    new = NewDocument(
        family=family,
        kind=KIND,
        media_type=MEDIA_TYPE,
        content=evidence(consent, text, came=brought.came),
        language=text.language,
        person=person,
        session=session,
        template_version=_version(text),
    )
    of_text = {"medium": brought.medium, "text_version": _version(text), "language": text.language}

    def write(transaction: Transaction) -> Document:
        decide(transaction, family, brought.mails)
        kept = documents.add(transaction, new, document=document)
        for row, scope, is_given in rows:
            word = consents.Consent(person, scope, is_given, **of_text)
            consents.add(transaction, family, word, row=row)
        return kept

    return vault.write(write, act=Act(Action.CREATE, f"consent/{document}", family))


def evidence(consent: Consent, text: FormText, *, came: datetime | None = None) -> bytes:
    """Return a consent as it is kept: the words that were shown, and what was said to them.

    came: when it was fetched, of what was signed before a session.
    """
    told: dict[str, object] = {
        "form": text.form,
        "version": text.version,
        "language": text.language,
        "text_hash": consent.text_hash,
        "words": text.words,
        "answers": {answer.question: answer.is_yes for answer in consent.answers},
        "method": consent.method.value,
        "name": consent.name,
        "strokes": [list(stroke) for stroke in consent.strokes],
        "at": consent.at.isoformat(),
    }
    if consent.filled:
        told["filled"] = dict(consent.filled)
    if came is not None:
        told["signed_before_session"] = True
        told["came"] = came.isoformat()
    return json.dumps(told, ensure_ascii=False).encode()


def signed(vault: Vault, family: FamilyId) -> tuple[Evidence, ...]:
    """Return what was signed in a family, the newest first; each is written down as a view.

    Raises VaultError; DamagedVault for a document that is not what was stored.
    """
    families.open_family(vault, family)
    kept = (one for one in documents.listing(vault, family) if one.kind == KIND)
    return tuple(_evidence(one, documents.fetch(vault, one.id)) for one in kept)


def signed_by_command(entry: Entry, family: FamilyId) -> tuple[Evidence, ...]:
    """Return what was signed in a family. Raises as `open_vault`, `signed`."""
    with entry.open() as vault:
        return signed(vault, family)


def _evidence(document: Document, content: bytes) -> Evidence:
    told = json.loads(content)
    return Evidence(
        document=document.id,
        person=document.person,
        form=told["form"],
        version=told["version"],
        language=told["language"],
        text_hash=told["text_hash"],
        answers=tuple(told["answers"].items()),
        method=Method(told["method"]),
        strokes=len(told["strokes"]),
        at=datetime.fromisoformat(told["at"]),
        is_true=text_hash(told["words"]) == told["text_hash"],
        came=datetime.fromisoformat(told["came"]) if "came" in told else None,
    )


def _scopes(consent: Consent) -> tuple[tuple[Scope, bool], ...]:
    known = {scope.value: scope for scope in Scope}
    return tuple((known[a.question], a.is_yes) for a in consent.answers if a.question in known)


def _version(text: FormText) -> str:
    return f"{text.form} {text.version}"
