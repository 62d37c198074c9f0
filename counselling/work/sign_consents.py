"""Use case: a consent signed in a session, kept as evidence together with what it changes."""

import json
from collections.abc import Callable
from typing import Final

from counselling.language.catalogue import Catalogue
from counselling.pedigree.person import PersonId
from counselling.records.log import families
from counselling.records.papers import consents, documents
from counselling.records.papers.consents import Recorded, Scope
from counselling.records.papers.documents import Document, NewDocument
from counselling.records.papers.sessions import SessionId
from counselling.records.vault.acts import Act, Action, FamilyId, Transaction
from counselling.session.consent import Consent
from counselling.session.consent_form import FORMS, Form, FormText, in_words
from counselling.work.door import Door

KIND: Final = "signed_consent"
MEDIA_TYPE: Final = "application/json"
_MEDIUM: Final = "video"


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
        vault = self._door.vault
        person = person or self._patient(family)
        document = vault.new_id()
        rows = tuple((vault.new_id(), scope, yes) for scope, yes in _scopes(consent))
        new = NewDocument(
            family=family,
            kind=KIND,
            media_type=MEDIA_TYPE,
            content=evidence(consent, text),
            language=text.language,
            person=person,
            session=session,
            template_version=_version(text),
        )

        def write(transaction: Transaction) -> Document:
            kept = documents.add(transaction, new, document=document)
            for row, scope, is_given in rows:
                word = consents.Consent(
                    person,
                    scope,
                    is_given,
                    medium=_MEDIUM,
                    text_version=_version(text),
                    language=text.language,
                )
                consents.add(transaction, family, word, row=row)
            return kept

        return vault.write(write, act=Act(Action.CREATE, f"consent/{document}", family))

    def told(self, family: FamilyId, person: PersonId) -> tuple[Recorded, ...]:
        """Return what a person ("": as `keep`) said so far, the oldest first, withdrawn or not."""
        person = person or self._patient(family)
        words = consents.recorded(self._door.vault, family)
        return tuple(one for one in words if one.consent.person in ("", person))

    def _patient(self, family: FamilyId) -> PersonId:
        return families.open_family(self._door.vault, family).family.focus or ""


def evidence(consent: Consent, text: FormText) -> bytes:
    """Return a consent as it is kept: the words that were shown, and what was said to them."""
    told = {
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
    return json.dumps(told, ensure_ascii=False, sort_keys=True).encode()


def _scopes(consent: Consent) -> tuple[tuple[Scope, bool], ...]:
    known = {scope.value: scope for scope in Scope}
    return tuple((known[a.question], a.is_yes) for a in consent.answers if a.question in known)


def _version(text: FormText) -> str:
    return f"{text.form} {text.version}"
