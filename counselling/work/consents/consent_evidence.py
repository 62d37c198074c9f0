"""A signed consent as it is kept: the words that were shown, what was said to them, how.

Use case: it is read again, and looked at whether its words are those that were signed.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from counselling.pedigree.person import PersonId
from counselling.records.log import families
from counselling.records.papers import documents
from counselling.records.papers.documents import Document, DocumentId
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.vault import Vault
from counselling.session.consent import Consent, Explained, Method, text_hash
from counselling.session.consent_form import FormText
from counselling.session.elements import level_of
from counselling.work.vault.keep_vault import Entry

KIND: Final = "signed_consent"
MEDIA_TYPE: Final = "application/json"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A signed consent as it is kept. answers: question and whether yes, in the text's order.

    strokes: how many the drawn signature has. is_true: the words kept with it are those whose hash
    was signed. came: of what was signed before a session, when it was fetched; at is by her clock.
    explained: by whom and with which interpreter, None in what was kept before that was asked;
    levels: how much the form depends on a question, of those that say so.
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
    explained: Explained | None = None
    levels: tuple[tuple[str, str], ...] = ()


def evidence(
    consent: Consent,
    text: FormText,
    *,
    came: datetime | None = None,
    explained: Explained | None = None,
) -> bytes:
    """Return a consent as it is kept: the words that were shown, and what was said to them.

    came: when it was fetched, of what was signed before a session. explained: by whom, with which
    interpreter.
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
        "elements": [
            {
                "id": answer.question,
                "level": level_of(answer.question),
                "version": version_of(text),
                "is_yes": answer.is_yes,
            }
            for answer in consent.answers
        ],
    }
    if explained is not None:
        told["explained_by"] = explained.by
        told["has_interpreter"] = explained.has_interpreter
        told["interpreter"] = explained.interpreter
    if text.starts_with_no:
        told["starts_with_no"] = True  # an answer that she did not touch is among the no
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
        explained=_explained(told) if "explained_by" in told else None,
        levels=tuple((one["id"], one["level"]) for one in told.get("elements", ()) if one["level"]),
    )


def _explained(told: dict[str, Any]) -> Explained:
    return Explained(told["explained_by"], told["has_interpreter"], told["interpreter"])


def version_of(text: FormText) -> str:
    """Return which text it is, as the records name it."""
    return f"{text.form} {text.version}"
